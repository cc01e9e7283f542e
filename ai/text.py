"""Text from anywhere, made fit to be sent and kept."""


def clean(text: str) -> str:
    """Without what cannot be written anywhere: NUL, and halves of characters."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "")


def cut(text: str, most_bytes: int) -> str:
    """As much of the beginning as fits into so many bytes of UTF-8, in whole characters."""
    return text.encode()[:most_bytes].decode(errors="ignore")

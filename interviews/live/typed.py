"""What somebody typed, in the form in which it is kept: the same words, by whichever way and however often, are the same text."""

LONGEST = 20_000


def tidied(text: str) -> str:
    """Forms end lines in another way than sockets do. Postgres keeps no NUL, and half an emoji, cut off by a field's limit, is
    no letter: neither is a reason to lose the rest."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def carried(text: str, kept: str, base: str | None) -> str:
    """What stays of a field that a page sends along, which was made with `base`: another page may have written meanwhile. Nothing
    of either is lost."""
    if base is None or kept == base or kept in text:
        return text
    if text == base or text in kept:
        return kept
    return f"{kept}\n\n{text}"

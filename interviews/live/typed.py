"""What somebody typed, in the form in which it is kept: the same words, by whichever way and however often, are the same text."""

from hashlib import blake2b

LONGEST = 20_000


def tidied(text: str) -> str:
    """Forms end lines in another way than sockets do. Postgres keeps no NUL, and half an emoji, cut off by a field's limit, is
    no letter: neither is a reason to lose the rest."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def mark_of(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def carried(text: str, kept: str, given: str) -> str:
    """What stays of a field that a plain page sends along, and was made with the text of this mark: another page may have written
    meanwhile. Nothing of either is lost."""
    if not given or mark_of(kept) == given or kept in text:
        return text
    if mark_of(text) == given or text in kept:
        return kept
    return f"{kept}\n\n{text}"

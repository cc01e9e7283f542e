"""Plain text in whatever encoding it comes."""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress

from resumes.reading.verdict import Format, Problem, Reading, Unreadable

BY_MARK = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MOST_CHARACTERS = 400_000
# What is in the beginning of a file is in the rest of it.
LOOKED_AT = 20_000


def read_plain(data: bytes) -> Reading:
    text = decoded(data)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(Problem.TOO_MANY_PAGES)
    if not text.strip():
        raise Unreadable(Problem.EMPTY)
    return Reading(Format.TXT, text.replace("\r\n", "\n").replace("\r", "\n").strip(), 1, "plain")


def decoded(data: bytes) -> str:
    """Return the text, or raise where this is none in any encoding that people's programs write."""
    for text in _tries(data):
        if _looks_like_text(text[:LOOKED_AT]):
            return text
    raise Unreadable(Problem.UNKNOWN_FORMAT)


def _tries(data: bytes) -> Iterator[str]:
    marked = next((encoding for mark, encoding in BY_MARK if data.startswith(mark)), "")
    if marked:
        yield data.decode(marked, "replace")
        return
    # Without a mark: of Western text in UTF-16, every other byte is zero.
    if data[:200].count(0) > len(data[:200]) // 4:
        with suppress(UnicodeDecodeError):
            yield data.decode("utf-16-le" if data[1:2] == b"\x00" else "utf-16-be")
        return
    whole = data.decode("utf-8", "replace")
    if _is_whole(whole):
        yield whole
    with suppress(UnicodeDecodeError):
        yield data.decode(_of_windows(data))
    yield data.decode("latin-1")


def _is_whole(text: str) -> bool:
    """A letter that lost a byte takes nothing away from the others; where most are lost it is another encoding."""
    return 10 * text.count("\ufffd") <= sum(not letter.isascii() for letter in text)


def _of_windows(data: bytes) -> str:
    """Of Western text few bytes are beyond ASCII. Of Russian most are, and these are small letters; else it is Chinese."""
    beyond = [byte for byte in data[:LOOKED_AT] if byte >= 0x80]
    if 2 * len(beyond) < len(data[:LOOKED_AT]):
        return "cp1252"
    return "cp1251" if 2 * sum(byte >= 0xE0 for byte in beyond) > len(beyond) else "gb18030"


def _looks_like_text(text: str) -> bool:
    """Programs and pictures are full of control characters; a stray one happens."""
    control = sum(unicodedata.category(letter) in ("Cc", "Cn", "Cs") and not letter.isspace() for letter in text)
    return control * 200 <= len(text)

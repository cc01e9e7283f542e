"""Plain text in whatever encoding it comes."""

from resumes.reading.verdict import Format, Problem, Reading, Unreadable

BY_MARK = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MOST_CHARACTERS = 400_000


def read_plain(data: bytes) -> Reading:
    text = decoded(data)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(Problem.TOO_MANY_PAGES)
    if not text.strip():
        raise Unreadable(Problem.EMPTY)
    return Reading(Format.TXT, text.replace("\r\n", "\n").replace("\r", "\n").strip(), 1, "plain")


def decoded(data: bytes) -> str:
    """Return the text, or raise where this is none in any encoding that people's programs write."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text
    raise Unreadable(Problem.UNKNOWN_FORMAT)


def _encodings(data: bytes) -> list[str]:
    marked = [encoding for mark, encoding in BY_MARK if data.startswith(mark)]
    if marked:
        return marked[:1]
    # Without a mark: of Western text in UTF-16, every other byte is zero.
    if data[:200].count(0) > len(data[:200]) // 4:
        return ["utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"]
    return ["utf-8", "cp1252", "latin-1"]


def _looks_like_text(text: str) -> bool:
    """Programs and pictures are full of control characters; a stray one happens."""
    control = sum(
        not letter.isprintable() and letter not in "\t\n\r\f\v\u200b\u200e\u200f\ufeff\xad\xa0\u2028\u2029" and not letter.isspace()
        for letter in text
    )
    return control * 200 <= len(text)

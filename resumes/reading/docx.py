"""DOCX: the text of the body with tables and text boxes, in the order in which they stand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from resumes.reading.verdict import Format, Problem, Reading, Unreadable

MOST_ENTRIES = 1_000
MOST_BYTES_UNPACKED = 25 * 1024 * 1024
MOST_RATIO = 100
MOST_DEPTH = 200
MOST_CHARACTERS = 400_000
PIECE = 64 * 1024
# Entities are what XML is made to explode with. A NUL: another encoding than Word's, in which these words would not be found.
NOT_OF_WORD = re.compile(rb"<!DOCTYPE|<!ENTITY|\0")
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
# Where many put their name and address.
HEADER = re.compile(r"word/header\d*\.xml")
# The usual one, and that of “Strict Open XML”.
W = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "{http://purl.oclc.org/ooxml/wordprocessingml/main}")
BULLET = "• "
# Styles of lists in the languages that Word has; in one of headings a number is none of a list.
LIST_STYLE = re.compile(r"list(?!paragraph)|aufz|puces|viñeta", re.IGNORECASE)
# Word writes a text box twice, the second time for programs of before 2010.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(data: bytes) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_over(archive)
            text = _text(archive)
    except (zipfile.BadZipFile, ParseError, KeyError, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise Unreadable(Problem.DAMAGED) from None
    if not text.strip():
        raise Unreadable(Problem.NO_TEXT)
    return Reading(Format.DOCX, text, 1, "docx")


def _look_over(archive: zipfile.ZipFile) -> None:
    """What the archive says about itself. It may lie, so `_pieces` counts again."""
    if BODY not in archive.NameToInfo:
        # Another kind of archive.
        raise Unreadable(Problem.UNKNOWN_FORMAT)
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES_UNPACKED:
        raise Unreadable(Problem.BOMB)
    if any(entry.file_size > MOST_RATIO * max(entry.compress_size, 1) and entry.file_size > PIECE for entry in entries):
        raise Unreadable(Problem.BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Problem.ENCRYPTED)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries) or _has_type_of_program(archive):
        raise Unreadable(Problem.PROGRAM_INSIDE)


def _has_type_of_program(archive: zipfile.ZipFile) -> bool:
    """Whatever a program's entry is called, this list says what it is."""
    return TYPES in archive.NameToInfo and any(b"vbaProject" in piece for piece in _pieces(archive, TYPES))


def _text(archive: zipfile.ZipFile) -> str:
    headers = sorted(name for name in archive.namelist() if HEADER.fullmatch(name))
    paragraphs: list[str] = []
    length = 0
    for part in (*headers, BODY):
        for paragraph in _paragraphs(archive, part):
            length += len(paragraph)
            if length > MOST_CHARACTERS:
                raise Unreadable(Problem.TOO_MANY_PAGES)
            # A first page's header and the others' are often the same.
            if part == BODY or paragraph not in paragraphs:
                paragraphs.append(paragraph)
    return "\n".join(paragraphs).strip()


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    read, seam = 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            read += len(piece)
            if read > MOST_BYTES_UNPACKED:
                raise Unreadable(Problem.BOMB)
            if NOT_OF_WORD.search(seam + piece):
                raise Unreadable(Problem.DAMAGED)
            yield piece
            seam = piece[-9:]


def _paragraphs(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    walk = Walk()
    for piece in _pieces(archive, part):
        parser.feed(piece)
        yield from walk.over(parser)
    parser.close()
    yield from walk.over(parser)


class Walk:
    """Goes through the body's elements and lets go of each as soon as it is read."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        # One list of words for each paragraph that is open: a text box stands inside of one.
        self._words: list[list[str]] = []
        # Whether each of them is an item of a list: Word keeps its sign apart from its words.
        self._listed: list[bool] = []
        # Rows of tables that are open, each with its cells' lines.
        self._rows: list[list[list[str]]] = []
        self._skipped = 0

    def over(self, parser: XMLPullParser[Element]) -> Iterator[str]:
        for event, element in parser.read_events():  # type: ignore[misc]
            assert isinstance(element, Element)
            if event == "start":
                self._begin(element)
            else:
                yield from self._end(element)

    def _begin(self, element: Element) -> None:
        if len(self._open) >= MOST_DEPTH:
            raise Unreadable(Problem.BOMB)
        self._open.append(element)
        kind, self._skipped = _kind(element), self._skipped + (element.tag == FALLBACK)
        if kind == "p":
            self._words.append([])
            self._listed.append(False)
        elif kind == "tr":
            self._rows.append([])
        elif kind == "tc" and self._rows:
            self._rows[-1].append([])

    def _end(self, element: Element) -> Iterator[str]:
        self._open.pop()
        if self._words and not self._skipped:
            self._read(element)
        kind = _kind(element)
        if kind == "p":
            words, is_listed = "".join(self._words.pop()), self._listed.pop()
            if not self._skipped:
                yield from self._put(BULLET + words if is_listed and words.strip() else words)
        elif kind == "tr":
            yield from self._row(self._rows.pop())
        self._skipped -= element.tag == FALLBACK
        element.clear()
        if self._open:
            self._open[-1].remove(element)

    def _read(self, element: Element) -> None:
        match _kind(element):
            case "t":
                self._words[-1].append(element.text or "")
            case "tab":
                self._words[-1].append("\t")
            case "br" | "cr":
                self._words[-1].append("\n")
            case "noBreakHyphen":
                self._words[-1].append("-")
            case "numId":
                # 0 takes the sign away that a style would give.
                self._listed[-1] = _value(element) != "0"
            case "pStyle":
                self._listed[-1] = bool(LIST_STYLE.search(_value(element)))

    def _put(self, paragraph: str) -> Iterator[str]:
        """Of a table, the lines wait until their row is whole."""
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(paragraph)
        else:
            yield paragraph

    def _row(self, cells: list[list[str]]) -> Iterator[str]:
        """A row of short cells is one line; cells that are columns of a page come one after the other."""
        filled = [[line for line in cell if line.strip()] for cell in cells]
        is_line = all(len(cell) <= 1 for cell in filled)
        yield from self._put(("\t" if is_line else "\n").join("\n".join(cell) for cell in filled if cell))


def _value(element: Element) -> str:
    return next((value for name, value in element.attrib.items() if name.endswith("}val")), "")


def _kind(element: Element) -> str:
    """Its name among those of Word, or nothing."""
    space, _, name = element.tag.rpartition("}")
    return name if space + "}" in W else ""

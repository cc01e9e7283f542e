"""What a file is, by what is in it. Its name and what a browser says about it are whatever somebody wishes.

Each reader's modules are loaded when its format is seen, and completely: afterwards the child opens no file.
"""

import codecs
import re
import sys
from collections.abc import Callable

from resumes.reading.verdict import MOST_BYTES, Problem, Reading, Unreadable

HEAD = 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Formats that decode as text and are none to read.
NO_PROSE = (b"{\\rtf", b"<!DOCTYPE html", b"<html", b"%!PS", b"#!", b"<?xml", b"<?php", b"<svg")
PICTURES_AND_PROGRAMS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"II*\x00",
    b"MM\x00*",
)
# People's texts begin with these too, but hold no NUL.
LETTERS_AT_THE_BEGINNING = (b"MZ", b"BM")
ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
# In the middle of a line it is a word in a text.
PDF = re.compile(rb"(?:^|[\r\n])%PDF-\d")
CODECS_OF_TEXT = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "cp1252", "gb18030", "latin-1")
# Of names in an archive, and of XML that is not in UTF-8.
CODECS_OF_WORD = ("cp437", "utf-16", "latin-1", "cp1252")
CODECS_OF_FONTS = ("utf-16-be", "latin-1", "cp1252", "charmap", "gbk", "gb2312", "gb18030", "cp950", "cp932")

Reader = Callable[[bytes], Reading]


def reader_of(data: bytes) -> Reader:
    problem = problem_at_sight(data)
    if problem:
        raise Unreadable(problem)
    if PDF.search(data[:HEAD]):
        return _reader_of_pdf(data)
    if data.startswith(ARCHIVE):
        return _reader_of_word()
    return _reader_of_text()


def problem_at_sight(data: bytes) -> Problem | None:
    """What is seen without a reader, so that whoever brings such a file hears of it at once."""
    if not data:
        return Problem.EMPTY
    if len(data) > MOST_BYTES:
        return Problem.TOO_LARGE
    if _is_of_another_kind(data[:HEAD]):
        return Problem.UNKNOWN_FORMAT
    if data.startswith(OLE) and not PDF.search(data[:HEAD]):
        # An old .doc, or a .docx under a password.
        return Problem.ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else Problem.OLD_WORD
    return None


def _is_of_another_kind(head: bytes) -> bool:
    """Asked first: a file that is two things at once is read as neither."""
    prose = head.lstrip().lower()
    is_program = head.startswith(LETTERS_AT_THE_BEGINNING) and b"\0" in head
    return is_program or head.startswith(PICTURES_AND_PROGRAMS) or prose.startswith(tuple(mark.lower() for mark in NO_PROSE))


def _reader_of_pdf(data: bytes) -> Reader:
    # pypdf loads these if it can. Pictures are not looked at, and ciphers cost as long as all the rest.
    sys.modules["PIL"] = None  # type: ignore[assignment]
    if b"/Encrypt" not in data:
        sys.modules["cryptography"] = None  # type: ignore[assignment]
    from resumes.reading.pdf import read_pdf

    _load(CODECS_OF_FONTS)
    return read_pdf


def _reader_of_word() -> Reader:
    from resumes.reading.docx import read_docx

    _load(CODECS_OF_WORD)
    return read_docx


def _reader_of_text() -> Reader:
    from resumes.reading.plain import read_plain

    _load(CODECS_OF_TEXT)
    return read_plain


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        codecs.lookup(name)

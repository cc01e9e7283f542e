"""What a file is, by what is in it. Its name and what a browser says about it are whatever somebody wishes."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from resumes.reading.docx import read_docx
from resumes.reading.pdf import read_pdf
from resumes.reading.plain import read_plain
from resumes.reading.verdict import Problem, Reading, Unreadable

MOST_BYTES = 10 * 1024 * 1024
HEAD = 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Formats that decode as text and are none to read.
NO_PROSE = (b"{\\rtf", b"<!DOCTYPE html", b"<html", b"%!PS", b"#!", b"<?php", b"<svg")
PICTURES_AND_PROGRAMS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)


def read_file(path: Path) -> Reading:
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(Problem.EMPTY)
    if size > MOST_BYTES:
        raise Unreadable(Problem.TOO_LARGE)
    return _reader(path)(path)


def _reader(path: Path) -> Callable[[Path], Reading]:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if b"%PDF-" in head:
        return read_pdf
    if head.startswith(b"PK"):
        return _reader_of_zip(path)
    if head.startswith(OLE):
        # An old .doc, or a .docx under a password.
        raise Unreadable(Problem.ENCRYPTED if _has_name(path, "EncryptedPackage") else Problem.OLD_WORD)
    if head.startswith(PICTURES_AND_PROGRAMS) or head.lstrip().lower().startswith(tuple(mark.lower() for mark in NO_PROSE)):
        raise Unreadable(Problem.UNKNOWN_FORMAT)
    return read_plain


def _reader_of_zip(path: Path) -> Callable[[Path], Reading]:
    try:
        with zipfile.ZipFile(path) as archive:
            is_word = "word/document.xml" in archive.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(Problem.DAMAGED) from None
    if not is_word:
        raise Unreadable(Problem.UNKNOWN_FORMAT)
    return read_docx


def _has_name(path: Path, name: str) -> bool:
    with path.open("rb") as file:
        return name.encode("utf-16-le") in file.read(MOST_BYTES)

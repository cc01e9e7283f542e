"""Which letters the bytes of a file are."""

import codecs
from typing import BinaryIO

from interviews.services.imports.rows import Unreadable

PIECE = 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
LAST_RESORT = "cp1252"
NOTICE = (
    "The file is no UTF-8, so it was read as Windows-1252. Look at the samples: are accents and quotes right? If not, save it as UTF-8."
)


def encoding_of(file: BinaryIO) -> str:
    """The encoding in which all of it can be read."""
    file.seek(0)
    head = file.read(4096)
    if head.startswith(WORKBOOKS):
        raise Unreadable("This is a workbook or an archive, not text. In the spreadsheet, choose “Save as” and then CSV.")
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return _all_of(file, encoding)
    if wide := _without_mark(head):
        return _all_of(file, wide)
    return "utf-8" if _is_whole(file, "utf-8") else _all_of(file, LAST_RESORT)


def _without_mark(head: bytes) -> str:
    """UTF-16 of mostly Western letters has a zero in every other byte; no other text has."""
    pairs = len(head) // 2
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if pairs and even == 0 and odd > pairs * 0.7:
        return "utf-16-le"
    return "utf-16-be" if pairs and odd == 0 and even > pairs * 0.7 else ""


def _all_of(file: BinaryIO, encoding: str) -> str:
    if _is_whole(file, encoding):
        return encoding
    if encoding == LAST_RESORT:
        raise Unreadable("The file is no text that we can read: neither UTF-8, nor UTF-16, nor Windows-1252. Save it as UTF-8.")
    raise Unreadable("The file says that it is Unicode, and is broken or cut off. Save it once more as UTF-8.")


def _is_whole(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True

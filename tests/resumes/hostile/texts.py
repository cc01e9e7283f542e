"""Text in every encoding, and files that are neither text nor a document."""

import gzip
import io
import tarfile

from resumes.reading.verdict import MOST_BYTES, Problem
from tests.resumes.hostile import READ, nasty

DANA = "Dana Novak"


@nasty(Problem.EMPTY)
def empty_file() -> bytes:
    """No byte at all."""
    return b""


@nasty(Problem.EMPTY)
def text_of_spaces() -> bytes:
    """Spaces, tabs and line ends."""
    return b" \t\r\n" * 1_000


@nasty(Problem.EMPTY, Problem.UNKNOWN_FORMAT)
def text_of_a_mark_alone() -> bytes:
    """A mark of the byte order, and then nothing to order."""
    return b"\xff\xfe"


@nasty(Problem.EMPTY, Problem.UNKNOWN_FORMAT)
def text_of_one_nul() -> bytes:
    """One byte, and it is nought."""
    return b"\0"


@nasty(Problem.TOO_LARGE)
def file_of_one_byte_too_much() -> bytes:
    """Ten megabytes and a byte."""
    return b"x" * (MOST_BYTES + 1)


@nasty(Problem.TOO_MANY_PAGES)
def text_as_large_as_may_be() -> bytes:
    """Ten megabytes to the byte, of words."""
    return (b"word " * (MOST_BYTES // 5 + 1))[:MOST_BYTES]


@nasty(READ, holds="Zoë")
def text_in_latin_1() -> bytes:
    """Letters with accents in Latin-1."""
    return "Zoë Müller, ingénieure à Liège".encode("latin-1")


@nasty(READ, holds="Zoë")
def text_in_utf_16() -> bytes:
    """UTF-16 with its mark, as Windows writes."""
    return "Zoë Müller, ingénieure à Liège".encode("utf-16")


@nasty(READ, Problem.UNKNOWN_FORMAT)
def chinese_text_in_utf_16_without_a_mark() -> bytes:
    """UTF-16 without a mark, in which no byte is nought: it may be refused, not misread."""
    return "李小龙软件工程师在深圳工作".encode("utf-16-le")


@nasty(READ, Problem.DAMAGED, Problem.UNKNOWN_FORMAT)
def text_in_utf_16_that_breaks_off() -> bytes:
    """UTF-16 with an odd number of bytes."""
    return "Dana Novak, engineer".encode("utf-16")[:-1]


@nasty(READ, holds="👩‍🚀")
def text_of_emoji() -> bytes:
    """Emoji that are made of several."""
    return "Dana 👩‍🚀🏳️‍🌈👨‍👩‍👧‍👦".encode()


@nasty(READ, holds="软件工程师")
def text_in_chinese() -> bytes:
    """Chinese in UTF-8."""
    return "李小龙 软件工程师 深圳".encode()


@nasty(READ, holds="软件工程师")
def text_in_chinese_of_windows() -> bytes:
    """Chinese in GB 18030, which reads as accented letters to who tries only Western encodings."""
    return "李小龙\n软件工程师，在深圳的一家公司工作了八年\nPython, Java\n".encode("gb18030")


@nasty(READ, holds="Инженер")
def text_in_russian_of_windows() -> bytes:
    """Russian in Windows-1251."""
    return "Дана Новак\nИнженер-программист, восемь лет опыта в Москве\n".encode("cp1251")


@nasty(READ, holds="مهندسة")
def text_in_arabic() -> bytes:
    """Arabic, from right to left."""
    return "دانا نوفاك\nمهندسة برمجيات\n".encode()


@nasty(READ, holds="Jürgen")
def text_with_one_broken_letter() -> bytes:
    """UTF-8 in which one letter lost a byte: the others must not suffer."""
    return "Jürgen Groß, Ingenieur für Prüfgeräte\n".encode() * 20 + b"\xc3 end"


@nasty(READ, lacks="\x00")
def text_with_a_nul() -> bytes:
    """A NUL between two words, which no database takes."""
    return b"Dana Novak\0is an engineer. " * 1 + b"She has worked for many years at Acme and other firms. " * 20


@nasty(READ, Problem.UNKNOWN_FORMAT)
def text_with_marks_that_turn_round() -> bytes:
    """Marks that turn the direction of writing."""
    return "Dana \u202ekavoN\u202c and \u2066more\u2069 of \u200bit".encode()


@nasty(Problem.UNKNOWN_FORMAT, READ, lacks="\x00")
def text_that_drives_a_terminal() -> bytes:
    """Escapes that clear a terminal's screen and ring its bell."""
    return b"\x1b[2J\x1b[H\x07Dana Novak\x1b]0;owned\x07" * 10


@nasty(READ, Problem.UNKNOWN_FORMAT)
def text_with_letters_that_are_none() -> bytes:
    """Halves of surrogates in UTF-8, overlong slashes and codes beyond the last."""
    return b"Dana Novak \xed\xa0\x80\xed\xbf\xbf \xc0\xaf \xf4\x90\x80\x80"


@nasty(READ, holds=DANA)
def text_of_one_line() -> bytes:
    """300,000 letters without a line end."""
    return b"Dana Novak " + b"word " * 60_000


@nasty(READ, holds=DANA)
def text_of_three_hundred_thousand_lines() -> bytes:
    """Line ends and nothing between them."""
    return b"Dana Novak" + b"\n" * 300_000 + b"end"


@nasty(READ, Problem.TOO_MANY_PAGES, holds="Z")
def text_of_letters_with_a_thousand_accents() -> bytes:
    """Letters under a tower of accents."""
    return ("Z" + "\u0301" * 1_000).encode() * 50


@nasty(READ, holds="PK Johansson")
def text_that_begins_like_an_archive() -> bytes:
    """Somebody whose name begins with PK."""
    return b"PK Johansson\nEngineer at Acme\n"


@nasty(READ, holds="BMW")
def text_that_begins_like_a_picture() -> bytes:
    """Somebody who was at BMW, which begins as bitmaps do."""
    return b"BMW Group\nEngineer, 2015 - 2020\n"


@nasty(READ, holds="parser")
def text_that_mentions_pdf() -> bytes:
    """Somebody who wrote about the first line of PDFs."""
    return b"Dana Novak\nI wrote a parser for files that begin with %PDF-1.7 and lived.\n"


@nasty(Problem.UNKNOWN_FORMAT)
def web_page() -> bytes:
    """A web page with a script."""
    return b"<!DOCTYPE html><html><script>alert(1)</script><p>Dana Novak</p></html>"


@nasty(Problem.UNKNOWN_FORMAT)
def rich_text() -> bytes:
    """RTF, which can hold objects of other programs."""
    return b"{\\rtf1\\ansi{\\object\\objemb{\\*\\objdata 0105}} Dana Novak}"


@nasty(Problem.UNKNOWN_FORMAT)
def xml_of_an_older_word() -> bytes:
    """A document of Word 2003 in XML, with an external entity."""
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:wordDocument>&f;</w:wordDocument>'


@nasty(Problem.UNKNOWN_FORMAT)
def program_of_postscript() -> bytes:
    """PostScript is a program; this one never ends."""
    return b"%!PS-Adobe-3.0\n{ (x) } loop\n"


@nasty(Problem.UNKNOWN_FORMAT)
def program_of_the_shell() -> bytes:
    """A script of the shell."""
    return b"#!/bin/sh\nrm -rf ~\n"


@nasty(Problem.UNKNOWN_FORMAT)
def program_of_windows() -> bytes:
    """A program that is called cv.pdf."""
    return b"MZ\x90\x00\x03\x00\x00\x00" + b"This program cannot be run in DOS mode." + b"\0" * 500


@nasty(Problem.UNKNOWN_FORMAT)
def program_of_linux() -> bytes:
    """A program that is called cv.docx."""
    return b"\x7fELF\x02\x01\x01" + b"\0" * 500


@nasty(Problem.UNKNOWN_FORMAT)
def picture() -> bytes:
    """A photograph of a résumé."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4


@nasty(Problem.UNKNOWN_FORMAT)
def packed_text() -> bytes:
    """Text that is packed, and would unpack to 30 MB."""
    return gzip.compress(b"x" * 30_000_000)


@nasty(Problem.UNKNOWN_FORMAT)
def archive_of_the_tape_kind() -> bytes:
    """A tar file with a link to /etc/passwd."""
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w") as out:
        link = tarfile.TarInfo("cv.pdf")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        out.addfile(link)
    return kept.getvalue()


@nasty(Problem.OLD_WORD)
def document_of_an_older_word() -> bytes:
    """A DOC file, with or without macros: it is not opened."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "_VBA_PROJECT".encode("utf-16-le")


@nasty(Problem.ENCRYPTED)
def document_under_a_password() -> bytes:
    """A DOCX under a password is an old-style container with the encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


@nasty(Problem.UNKNOWN_FORMAT)
def noise() -> bytes:
    """Every byte as often as every other."""
    return bytes((at * 197 + at // 256 * 31) % 256 for at in range(60_000))

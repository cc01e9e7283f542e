"""A description from a file, and a title from a description."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interviews.descriptions import proposed_title
from tests.interviews.jobs import FORM, JOBS, jobs_in
from tests.resumes.documents import SAMPLES

NEW = f"{JOBS}new/"


def file(content: bytes = b"Night shift lead\nYou run the yard.", name: str = "job.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/x-anything")


@pytest.mark.parametrize(
    ("description", "title"),
    [
        ("Backend engineer, Payments\n\nWe build …", "Backend engineer, Payments"),
        ("\n\n  # **Senior data scientist (m/w/d)**\nAbout us", "Senior data scientist"),
        ("Warehouse picker (m/f/d) – Late shift", "Warehouse picker"),
        ("Engineer (all genders), Payments", "Engineer, Payments"),
        ("Lagerist m/w/d", "Lagerist"),
        ("Backend engineer – Payments", "Backend engineer – Payments"),
        ("Job description\n\nJob title: Night shift lead\nYou run the yard.", "Night shift lead"),
        ("Stellenanzeige\nStelle: Disponent:in", "Disponent:in"),
        ("About us\nWe are looking for a customs specialist to join our team in Lund.", "Customs specialist"),
        ("Northwind is hiring an experienced truck driver for night tours.", "Experienced truck driver"),
        ("www\nhttps://jobs.example/7\njobs@northwind.example\nClerk", "Www"),
        ("12.03.2026\n---\nClerk", "Clerk"),
        ("x" * 60 + " " + "y" * 80, "X" + "x" * 59 + "…"),
        ("", ""),
        ("***\n--\n1234", ""),
    ],
)
def test_a_title_is_found_by_plain_rules(description, title):
    assert proposed_title(description) == title


def test_a_file_becomes_the_description_that_a_person_checks(northwind, carols):
    answer = carols.post(NEW, FORM | {"do": "read", "title": "", "document": file()})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Read from job.txt. Nothing is saved until you save." in text
    assert "You run the yard.</textarea>" in text
    assert 'value="Night shift lead"' in text
    assert "3,400 to 3,900 euros" in text
    assert jobs_in(northwind) == []


def test_with_javascript_only_the_part_with_the_description_comes_back(northwind, carols):
    answer = carols.post(NEW, FORM | {"do": "read", "document": file()}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert 'id="described"' in text
    assert "<html" not in text


def test_a_pdf_is_read_in_lines(northwind, carols):
    answer = carols.post(NEW, FORM | {"do": "read", "document": file((SAMPLES / "one-column.pdf").read_bytes(), "job.pdf")})
    assert "Veldkamp Freight" in answer.content.decode()


def test_a_file_that_nobody_read_is_the_description_where_there_is_none(northwind, carols):
    assert carols.post(NEW, FORM | {"description": "", "title": "", "document": file()}).status_code == 302
    job = jobs_in(northwind)[0]
    assert (job.title, job.description) == ("Night shift lead", "Night shift lead\nYou run the yard.")


def test_a_file_beside_a_description_is_asked_about(northwind, carols):
    answer = carols.post(NEW, FORM | {"document": file()})
    assert answer.status_code == 422
    assert "This file was not read yet" in answer.content.decode()
    assert jobs_in(northwind) == []


def test_reading_without_a_file_says_what_to_do(northwind, carols):
    answer = carols.post(NEW, FORM | {"do": "read"})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "This is no PDF, Word document (DOCX) or plain text. Save the description"),
    ],
    ids=["empty", "too large", "a picture"],
)
@pytest.mark.parametrize("do", ["read", "save"])
def test_a_file_that_is_no_description_gets_its_sentence(northwind, carols, content, sentence, do):
    answer = carols.post(NEW, FORM | {"do": do, "description": "", "document": file(content, "strange.pdf")})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "strange.pdf: " in text
    assert sentence in text
    assert jobs_in(northwind) == []

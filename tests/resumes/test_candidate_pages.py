"""Recruiters upload, look up and erase candidates; each field leads to where it stands."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.services.files import remove_stray_files
from resumes.services.reading import read_resume
from resumes.services.understanding import understand_resume
from resumes.understanding.fields import Understood
from tests.resumes.documents import SAMPLES
from tests.resumes.people import make_candidate, make_resume, understood_candidate

PDF = (SAMPLES / "one-column.pdf").read_bytes()
LIST = "/c/northwind/candidates/"


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


def file(content=PDF, name="cv.pdf"):
    return SimpleUploadedFile(name, content, "application/x-anything")


def upload(page, *files):
    return page.post(LIST + "upload/", {"documents": list(files)}, follow=True)


def read_all(company):
    with company_scope(company):
        waiting = list(Resume.objects.filter(state="received"))
    for resume in waiting:
        read_resume(resume_id=resume.pk, company_id=company.pk)
        understand_resume(resume_id=resume.pk, company_id=company.pk)


def test_from_an_uploaded_file_to_a_candidate_with_a_name(media, committed, northwind, page):
    assert "1 file was received" in upload(page, file(name="final version 2.pdf")).content.decode()
    read_all(northwind)
    with company_scope(northwind):
        candidate = Candidate.objects.get()
    assert (candidate.name, candidate.email) == ("Priya Raman", "priya.raman@mail.example")
    text = page.get(f"{LIST}{candidate.pk}/").content.decode()
    assert "Veldkamp Freight" in text
    assert "9.2 years" in text or "9.1 years" in text


def test_many_files_at_once_are_many_candidates_and_a_bad_one_says_why(media, committed, northwind, page):
    answer = upload(page, file(), file(b"Dana Novak\nEngineer", "dana.txt"), file(b"", "nothing.pdf"))
    text = answer.content.decode()
    assert "2 files were received" in text
    assert "nothing.pdf: This file is empty." in text
    with company_scope(northwind):
        assert sorted(Candidate.objects.values_list("name", flat=True)) == ["cv", "dana"]


def test_files_may_be_called_whatever_people_call_them(media, committed, northwind, page):
    names = [
        "a\u202efdp.exe",
        "n" * 251 + ".pdf",
        "x" * 100 + "." + "y" * 150,
        "../../etc/passwd",
        "李小龙 🚀.pdf",
        "سيرة ذاتية.pdf",
        "<b>.pdf",
    ]
    answer = upload(page, *(file(f"Dana Novak, {at}".encode(), name) for at, name in enumerate(names)))
    assert f"{len(names)} files were received" in answer.content.decode()
    with company_scope(northwind):
        shown = set(Resume.objects.values_list("name", flat=True))
        assert {"afdp.exe", "passwd", "李小龙 🚀.pdf", "سيرة ذاتية.pdf", "<b>.pdf"} < shown
        assert all(0 < len(person.name) <= 120 for person in Candidate.objects.all())
    assert all(path.parent == media / "resumes" for path in media.rglob("*") if path.is_file())


def test_too_many_files_and_none_are_refused_with_a_sentence(media, rows, northwind, page):
    answer = upload(page, *(file(b"x", f"{number}.txt") for number in range(21)))
    assert (answer.status_code, "more than 20 files" in answer.content.decode()) == (422, True)
    assert upload(page).status_code == 422
    assert not Candidate.by_policy_alone.exists()


def test_each_field_leads_to_its_place_in_the_text(rows, northwind, page):
    with company_scope(northwind):
        candidate = understood_candidate(northwind)
    text = page.get(f"{LIST}{candidate.pk}/").content.decode()
    anchor = text.split(">Tallow Pay</a>")[0].rpartition('href="#')[2].rstrip('"')
    assert f'<mark id="{anchor}">Tallow Pay</mark>' in text


def test_markup_in_a_resume_is_text(rows, northwind, page):
    with company_scope(northwind):
        resume = make_resume(
            make_candidate(northwind), text="<script>alert(1)</script>", understood=Understood().model_dump(), name="<b>.pdf"
        )
    text = page.get(f"{LIST}{resume.candidate_id}/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_known_address_leads_to_whom_has_it(rows, northwind, page):
    with company_scope(northwind):
        known = make_candidate(northwind)
    answer = page.post(LIST + "add/", {"name": "D. Novak", "email": "DANA@post.example"})
    assert answer.headers["Location"] == f"{LIST}{known.pk}/"


def test_search_by_name_address_and_tag(rows, northwind, page):
    with company_scope(northwind):
        make_candidate(northwind, "Dana Novak", tags=["backend"])
        make_candidate(northwind, "Kim Larsen", "kim@elsewhere.example", tags=["design"])
    for query, found in (("q=novak", "Dana"), ("q=ELSEWHERE", "Kim"), ("tag=design", "Kim"), ("q=backend", "Dana")):
        text = page.get(f"{LIST}?{query}").content.decode()
        assert found in text
        assert ({"Dana", "Kim"} - {found}).pop() not in text
    assert "Nobody fits that" in page.get(f"{LIST}?q=nobody").content.decode()


def test_a_long_list_costs_no_more_questions(rows, northwind, page):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            page.get(LIST)
        return len(asked)

    with company_scope(northwind):
        make_resume(make_candidate(northwind))
    cost()
    few = cost()
    with company_scope(northwind):
        for number in range(30):
            make_resume(make_candidate(northwind, f"Candidate {number}", f"c{number}@post.example"))
    assert cost() == few


def test_a_file_is_given_by_a_link_of_its_own_as_an_attachment(media, committed, northwind, page, client):
    upload(page, file(name="Lebenslauf Müller.pdf"))
    with company_scope(northwind):
        resume = Resume.objects.get()
    link = page.get(f"/c/northwind/resumes/{resume.pk}/file/").headers["Location"]
    answer = client.get(link)
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Lebenslauf%20M%C3%BCller.pdf"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert client.get(link[:-3] + "x/").status_code == 404


def test_the_link_ends_after_five_minutes(media, rows, northwind, page, client, monkeypatch):
    from django.core import signing

    from resumes.storage import LocalFiles

    (media / "kept").write_bytes(b"x")
    old = signing.time.time() - 301
    with monkeypatch.context() as past:
        past.setattr(signing.time, "time", lambda: old)
        link = LocalFiles().url("kept")
    assert client.get(link).status_code == 404


def test_an_erased_candidate_leaves_no_trace_but_an_entry_without_a_name(media, committed, northwind, page):
    upload(page, file())
    read_all(northwind)
    with company_scope(northwind):
        candidate = Candidate.objects.get()
    page.post(f"{LIST}{candidate.pk}/erase/")
    assert [path for path in media.rglob("*") if path.is_file()] == []
    with company_scope(northwind):
        assert not Candidate.objects.exists()
        assert not Resume.objects.exists()
        said = " ".join(str(row) for row in AuditEntry.objects.values())
    assert "candidate.erased" in said
    for canary in ("Priya", "Raman", "priya.raman", "cv.pdf"):
        assert canary not in said


def test_a_file_without_a_row_is_removed_after_a_day(media, committed, northwind, page):
    upload(page, file())
    with company_scope(northwind):
        kept = media / Resume.objects.get().file.name
    old, new = media / "resumes" / "old", media / "resumes" / "new"
    for stray in (old, new):
        stray.write_bytes(b"x")
    for path in (old, kept):
        os.utime(path, (0, 0))
    assert remove_stray_files() == 1
    assert (old.exists(), new.exists(), kept.exists()) == (False, True, True)

"""A file without a person becomes a candidate, or leaves nothing behind; its row says how far it is."""

from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.services.intake import receive_candidate
from tests.resumes.documents import SAMPLES
from tests.resumes.people import make_candidate, make_resume

ONE = "/c/northwind/candidates/upload/one/"
STATES = "/c/northwind/candidates/upload/states/"
PDF = (SAMPLES / "one-column.pdf").read_bytes()


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


def send(page, content=PDF, name="cv.pdf"):
    return page.post(ONE, {"documents": SimpleUploadedFile(name, content)})


def count(company):
    with company_scope(company):
        return Candidate.objects.count(), Resume.objects.count()


def test_one_file_is_answered_by_its_row(media, committed, northwind, page):
    answer = send(page, name="Dana <b>.pdf")
    text = answer.content.decode()
    with company_scope(northwind):
        resume = Resume.objects.get()
    assert answer.status_code == 200
    assert f'id="upload-{resume.pk}" data-waiting="{resume.pk}"' in text
    assert "Dana &lt;b&gt;.pdf" in text
    assert "Received, and being read." in text
    assert "<html" not in text


def test_a_new_candidate_is_in_the_log_by_whom_and_how(media, committed, northwind, page, carol):
    send(page)
    with company_scope(northwind):
        added, received = AuditEntry.objects.filter(action__in=["candidate.added", "resume.received"]).order_by("at")
    assert (added.actor_id, added.details, received.action) == (carol.pk, {"source": "uploaded"}, "resume.received")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"\x89PNG\r\n and a picture", "no PDF, Word document"),
        (b"MZ\x90\0 a program", "no PDF, Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Word document of the old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
    ids=["empty", "large", "picture", "program", "old", "protected"],
)
def test_a_file_that_is_refused_leaves_nobody_behind(media, committed, northwind, page, content, sentence):
    answer = send(page, content)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert "data-waiting" not in answer.content.decode()
    assert count(northwind) == (0, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_no_file_at_all_is_a_row_that_says_so(rows, northwind, page):
    answer = page.post(ONE)
    assert (answer.status_code, "Please choose a file first" in answer.content.decode()) == (422, True)


def test_the_same_file_again_says_so_and_leads_to_whom_has_it(media, committed, northwind, page):
    send(page)
    text = send(page, name="again.pdf").content.decode()
    with company_scope(northwind):
        candidate = Candidate.objects.get()
    assert "This file is here already" in text
    assert f'href="/c/northwind/candidates/{candidate.pk}/"' in text
    assert "data-waiting" not in text
    assert count(northwind) == (1, 1)


def test_the_same_file_in_the_plain_form_makes_nobody_anew(media, committed, northwind, page):
    send(page)
    answer = page.post("/c/northwind/candidates/upload/", {"documents": [SimpleUploadedFile("b.pdf", PDF)]}, follow=True)
    assert "b.pdf is here already" in answer.content.decode()
    assert count(northwind) == (1, 1)


def test_another_company_s_file_is_unknown_here(media, committed, northwind, southgate, page):
    with company_scope(southgate):
        receive_candidate(company=southgate, file=ContentFile(PDF), name="cv.pdf", by=Actor())
    assert "Received" in send(page).content.decode()
    assert count(northwind) == (1, 1)


def test_of_one_file_that_arrives_twice_at_once_one_candidate_is_made(media, committed, northwind):
    begin, outcomes = Barrier(4), []

    def work():
        begin.wait(10)
        try:
            with company_scope(northwind):
                outcomes.append(receive_candidate(company=northwind, file=ContentFile(PDF), name="cv.pdf", by=Actor()).duplicate)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == [False, True, True, True]
    assert count(northwind) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "sentence", "waits"),
    [
        ({"state": "received"}, "Received, and being read.", True),
        ({"state": "read"}, "Read, and being understood.", True),
        ({"state": "understood"}, "Understood.", True),
        ({"state": "ready"}, "Ready.", False),
        ({"state": "refused", "problem": "no-text"}, "pictures of text", False),
    ],
)
def test_the_rows_say_how_far_each_file_is(rows, northwind, page, fields, sentence, waits):
    with company_scope(northwind):
        resume = make_resume(make_candidate(northwind), **fields)
    text = page.get(f"{STATES}?resume={resume.pk}&resume=no-id").content.decode()
    assert (sentence in text, "data-waiting" in text) == (True, waits)


def test_another_company_s_file_has_no_row_here(rows, northwind, southgate, page):
    with company_scope(southgate):
        resume = make_resume(make_candidate(southgate))
    assert "<li" not in page.get(f"{STATES}?resume={resume.pk}").content.decode()

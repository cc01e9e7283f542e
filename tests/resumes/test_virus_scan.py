"""With a scanner set up, no file is read that it did not call clean. Against a server of ours that speaks clamd's protocol."""

import pytest
from django.core.files.base import ContentFile

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes import scanning
from resumes.models import Resume
from resumes.problems import SENTENCES
from resumes.reading.verdict import Problem
from resumes.services.candidates import erase_candidate
from resumes.services.reading import due_resumes, read_resume
from resumes.services.uploads import receive_resume
from tests.resumes.people import make_candidate
from tests.servers.clamd import EICAR, Scanner

TEXT = b"Dana Novak, engineer"


@pytest.fixture
def scanner(settings):
    running = Scanner()
    settings.VIRUS_SCANNER = running.url
    yield running
    running.close()


@pytest.fixture
def given(media, committed, northwind):
    """Upload, let a worker read once, and return the row."""

    def give(content=TEXT, candidate=None):
        with company_scope(northwind):
            person = candidate or make_candidate(northwind)
            resume = receive_resume(candidate=person, file=ContentFile(content), name="cv.txt", by=Actor()).resume
        return again(resume)

    def again(resume):
        with company_scope(northwind):
            Resume.objects.filter(pk=resume.pk, state="received").update(due_at="2020-01-01T00:00Z")
        read_resume(resume_id=resume.pk, company_id=northwind.pk)
        with company_scope(northwind):
            return Resume.objects.select_related("candidate__company").get(pk=resume.pk)

    give.again = again
    return give


def test_a_clean_file_is_scanned_whole_and_read(scanner, given):
    content = TEXT + b" and so on" * 20_000
    assert given(content).state == "read"
    assert scanner.scanned == [content]


def test_a_scanner_on_a_socket_of_this_machine(settings, tmp_path_factory, given):
    scanner = Scanner(str(tmp_path_factory.mktemp("clamd") / "s"))
    settings.VIRUS_SCANNER = scanner.url
    assert scanning.answers()
    assert given().state == "read"
    assert scanner.scanned == [TEXT]
    scanner.close()


def test_a_virus_is_refused_and_not_kept(scanner, given, media, northwind, log_in, carol):
    found = given(b"before " + EICAR + b" after")
    assert (found.state, found.problem, found.text, found.file.name) == ("refused", "virus", "", "")
    assert [path for path in media.rglob("*") if path.is_file()] == []
    page = log_in(carol)
    assert SENTENCES[Problem.VIRUS] in page.get(f"/c/northwind/candidates/{found.candidate_id}/").content.decode()
    assert page.get(f"/c/northwind/resumes/{found.pk}/file/").status_code == 404
    # There is no file to remove any more.
    with company_scope(northwind):
        erase_candidate(candidate=found.candidate, by=Actor())
        assert not Resume.objects.exists()


@pytest.mark.parametrize("fault", ["hangs", "cuts", "cuts-answer", "rambles"])
def test_without_an_answer_a_file_waits_and_is_tried_again(fault, scanner, given, media, monkeypatch):
    monkeypatch.setattr(scanning, "SECONDS", 0.5)
    scanner.fault = fault
    found = given()
    assert (found.state, found.waits_for, found.text) == ("received", "scan", "")
    # Not now: in a while.
    assert due_resumes() == []
    # However often: it is not the file's fault.
    for _ in range(4):
        found = given.again(found)
        assert (found.state, found.waits_for) == ("received", "scan")
    scanner.fault = ""
    found = given.again(found)
    assert (found.state, found.waits_for) == ("read", "")


def test_a_scanner_that_is_away_lets_files_wait(scanner, given):
    scanner.close()
    assert not scanning.answers()
    found = given()
    assert (found.state, found.waits_for, found.attempts) == ("received", "scan", 0)


def test_a_scanner_that_takes_less_than_we_do_is_no_answer(scanner, given):
    scanner.most_bytes = 100_000
    found = given(TEXT * 50_000)
    assert (found.state, found.waits_for) == ("received", "scan")


def test_people_see_what_a_file_waits_for_and_get_none_that_was_not_scanned(scanner, given, log_in, carol):
    scanner.close()
    found = given()
    page = log_in(carol)
    for address in ("/c/northwind/candidates/", f"/c/northwind/candidates/{found.candidate_id}/"):
        assert "Waiting for the virus scan" in page.get(address).content.decode()
    answer = page.get(f"/c/northwind/resumes/{found.pk}/file/", follow=True)
    assert answer.redirect_chain == [(f"/c/northwind/candidates/{found.candidate_id}/", 302)]
    assert "when the virus scanner has looked into it" in answer.content.decode()


def test_the_same_file_of_somebody_else_is_scanned_too(scanner, given, northwind):
    given()
    with company_scope(northwind):
        twin = make_candidate(northwind, "Twin", "twin@post.example")
    given(candidate=twin)
    assert scanner.scanned == [TEXT, TEXT]

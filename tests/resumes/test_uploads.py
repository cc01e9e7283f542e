"""A file is taken once, under a name of ours, and read in the background."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.services import reading
from resumes.services.candidates import AddressTaken, add_candidate
from resumes.services.reading import due_resumes, read_resume
from resumes.services.uploads import Empty, TooLarge, receive_resume, shown_name
from tests.resumes.documents import SAMPLES

PDF = (SAMPLES / "one-column.pdf").read_bytes()


def dana(company, email="dana@post.example"):
    return add_candidate(company=company, name="Dana Novak", email=email, source=Candidate.Source.ADDED, by=Actor())


def give(candidate, content=PDF, name="cv.pdf"):
    return receive_resume(candidate=candidate, file=ContentFile(content), name=name, by=Actor())


def do(resume):
    read_resume(resume_id=resume.pk, company_id=resume.company_id)


def test_a_file_is_kept_under_our_own_name_and_read(media, committed, northwind):
    with company_scope(northwind):
        resume = give(dana(northwind), name="../../etc/passwd\u202efdp.exe").resume
    assert [path.name for path in media.rglob("*") if path.is_file()] == [str(resume.pk)]
    assert resume.name == "passwdfdp.exe"
    do(resume)
    with company_scope(northwind):
        resume = Resume.objects.get()
    assert (resume.state, resume.format, resume.pages) == ("read", "pdf", 1)
    assert "Veldkamp Freight" in resume.text


def test_the_same_file_again_is_recognised_and_kept_once(media, committed, northwind):
    with company_scope(northwind):
        first, second = give(candidate := dana(northwind)), give(candidate)
    assert (first.duplicate, second.duplicate) == (False, True)
    assert first.resume == second.resume
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_the_same_file_of_another_candidate_is_not_read_again(media, committed, northwind):
    with company_scope(northwind):
        first = give(dana(northwind)).resume
    do(first)
    with company_scope(northwind):
        second = give(dana(northwind, "twin@post.example")).resume
        assert (second.state, second.text) == ("read", Resume.objects.get(pk=first.pk).text)


def test_another_companys_reading_of_the_same_file_is_unknown_here(media, committed, northwind, southgate):
    with company_scope(southgate):
        theirs = give(dana(southgate)).resume
    do(theirs)
    with company_scope(northwind):
        assert give(dana(northwind)).resume.state == "received"


def test_what_cannot_be_read_says_why(media, committed, northwind):
    with company_scope(northwind):
        resume = give(dana(northwind), b"MZ\x90\0 this is a program").resume
    do(resume)
    with company_scope(northwind):
        assert (Resume.objects.get().state, Resume.objects.get().problem) == ("refused", "unknown-format")


def test_two_workers_do_not_read_one_file(media, committed, northwind):
    with company_scope(northwind):
        resume = give(dana(northwind)).resume
        Resume.objects.update(due_at="2100-01-01T00:00Z")
    do(resume)
    with company_scope(northwind):
        assert Resume.objects.get().state == "received"


def test_a_file_that_ends_its_workers_is_given_up(media, committed, northwind):
    with company_scope(northwind):
        resume = give(dana(northwind)).resume
        Resume.objects.update(attempts=3)
    do(resume)
    with company_scope(northwind):
        assert (Resume.objects.get().state, Resume.objects.get().problem) == ("refused", "damaged")


def test_the_sweep_finds_what_waits(media, committed, northwind):
    with company_scope(northwind):
        resume = give(dana(northwind)).resume
        Resume.objects.update(due_at="2020-01-01T00:00Z")
    assert due_resumes() == [(resume.pk, northwind.pk)]
    do(resume)
    assert due_resumes() == []


def test_an_empty_and_a_too_large_file_are_not_taken(media, rows, northwind):
    with company_scope(northwind):
        candidate = dana(northwind)
        with pytest.raises(Empty):
            give(candidate, b"")
        with pytest.raises(TooLarge):
            give(candidate, b"x" * (10 * 1024 * 1024 + 1))
    assert not Resume.by_policy_alone.exists()


def test_one_address_is_one_candidate_in_whatever_case(rows, northwind, southgate):
    with company_scope(northwind):
        first = dana(northwind)
        with pytest.raises(AddressTaken) as refusal:
            dana(northwind, "DANA@post.example")
    assert refusal.value.candidate == first
    with company_scope(southgate):
        assert dana(southgate).pk != first.pk


@pytest.mark.parametrize(
    ("given", "shown"),
    [("C:\\Users\\me\\cv.pdf", "cv.pdf"), ("a\x00b.pdf", "ab.pdf"), ("", "résumé"), ("..", ".."), ("cv\u202efdp.docx", "cvfdp.docx")],
)
def test_names_are_shown_without_paths_and_hidden_marks(given, shown):
    assert shown_name(given) == shown


def test_a_long_name_keeps_its_ending():
    assert shown_name("x" * 300 + ".pdf").endswith("….pdf")
    assert len(shown_name("x" * 300 + ".pdf")) <= 150


def test_without_room_a_file_waits_and_nobody_waits_for_it(media, committed, northwind):
    with company_scope(northwind):
        resume = give(dana(northwind)).resume
    ids = {"resume_id": resume.pk, "company_id": northwind.pk}
    with reading.ROOM, reading.ROOM:
        assert not reading.read_resume_if_there_is_room(**ids)
        assert reading.next_resume() == [(resume.pk, northwind.pk)]
    assert reading.read_resume_if_there_is_room(**ids)
    assert reading.next_resume() == []
    with company_scope(northwind):
        assert Resume.objects.get().state == "read"


def test_a_reading_that_fails_gives_its_room_back(media, committed, northwind):
    for _ in range(3):
        with pytest.raises(ValidationError):
            reading.read_resume_if_there_is_room(resume_id="no id", company_id=northwind.pk)

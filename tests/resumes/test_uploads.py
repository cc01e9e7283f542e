"""A file is taken once, under a name of ours, and read in the background."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.reading import child
from resumes.services import reading
from resumes.services.candidates import AddressTaken, add_candidate
from resumes.services.reading import due_resumes, read_resume
from resumes.services.uploads import Empty, TooLarge, receive_resume, shown_name
from tests.conftest import make_company, make_user
from tests.resumes.documents import SAMPLES

PDF = (SAMPLES / "one-column.pdf").read_bytes()


def dana(company, email="dana@post.example"):
    return add_candidate(company=company, name="Dana Novak", email=email, source=Candidate.Source.ADDED, by=Actor())


def give(candidate, content=PDF, name="cv.pdf"):
    return receive_resume(candidate=candidate, file=ContentFile(content), name=name, by=Actor())


@pytest.fixture
def third(rows):
    return make_company("Third Wind", "third", make_user("Erin Third", "erin@third.example"))


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
    [
        ("C:\\Users\\me\\cv.pdf", "cv.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/", "résumé"),
        ("", "résumé"),
        (" \u200b\ufeff ", "résumé"),
        ("..", ".."),
        ("a\x00b.pdf", "ab.pdf"),
        ("cv\u202efdp.docx", "cvfdp.docx"),
        ("cv\u061c\u200f\u2067\u2069.pdf", "cv.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("a\u2028b\x85c\x9bd.pdf", "a bcd.pdf"),
        ("c\xadv\u200b\ufeff\U000e0041.pdf", "cv.pdf"),
        ("\ud800.pdf", ".pdf"),
        ("李小龙 👩‍🚀.pdf", "李小龙 👩‍🚀.pdf"),
        ("سيرة ذاتية.pdf", "سيرة ذاتية.pdf"),
    ],
)
def test_names_are_shown_without_paths_and_hidden_marks(given, shown):
    assert shown_name(given) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("x" * 150, "x" * 150),
        ("x" * 151, "x" * 149 + "…"),
        ("x" * 251 + ".pdf", "x" * 145 + "….pdf"),
        ("x" * 100 + "." + "y" * 154, "x" * 100 + "." + "y" * 39 + "….yyyyyyyy"),
        ("x" * 200 + "." + "y" * 154, "x" * 140 + "….yyyyyyyy"),
    ],
)
def test_a_long_name_keeps_its_beginning_and_its_ending(given, shown):
    assert shown_name(given) == shown
    assert len(shown) <= 150


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


def test_companies_take_turns(media, committed, northwind, southgate):
    with company_scope(northwind):
        theirs = [give(dana(northwind, f"{number}@post.example"), b"Dana Novak, number %d" % number).resume for number in range(6)]
    with company_scope(southgate):
        one, two = (give(dana(southgate, f"{number}@post.example"), b"Kim Larsen, number %d" % number).resume for number in range(2))
    read = []
    for _ in range(5):
        [(resume_id, company_id)] = reading.next_resume()
        read_resume(resume_id=resume_id, company_id=company_id)
        read.append(resume_id)
    assert read == [theirs[0].pk, one.pk, theirs[1].pk, two.pk, theirs[2].pk]


def test_of_three_companies_none_is_passed_over(media, committed, northwind, southgate, third):
    """Two that have many must not take turns with each other alone."""
    for company, files in ((northwind, 3), (southgate, 3), (third, 1)):
        with company_scope(company):
            for number in range(files):
                give(dana(company, f"{number}@post.example"), b"Dana Novak, number %d" % number)
    turns = []
    for _ in range(7):
        [(resume_id, company_id)] = reading.next_resume()
        read_resume(resume_id=resume_id, company_id=company_id)
        turns.append(company_id)
    assert set(turns[:3]) == {northwind.pk, southgate.pk, third.pk}
    assert turns[3:] == [northwind.pk, southgate.pk, northwind.pk, southgate.pk]


def test_the_sweep_takes_the_first_of_each_company_first(media, committed, northwind, southgate):
    with company_scope(northwind):
        theirs = [give(dana(northwind, f"{number}@post.example"), b"number %d" % number).resume for number in range(3)]
        Resume.objects.update(due_at="2020-01-01T00:00Z")
    with company_scope(southgate):
        one = give(dana(southgate)).resume
        Resume.objects.update(due_at="2020-01-02T00:00Z")
    assert [resume_id for resume_id, _ in due_resumes()][1] == one.pk
    assert {resume_id for resume_id, _ in due_resumes()} == {one.pk, *(resume.pk for resume in theirs)}


def test_a_busy_machine_is_not_the_file_s_fault_unless_it_is_again_and_again(media, committed, northwind, tmp_path, monkeypatch):
    (tmp_path / "waits.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGALRM)")
    monkeypatch.setattr(child, "CHILD", tmp_path / "waits.py")
    with company_scope(northwind):
        resume = give(dana(northwind)).resume
    for attempt in range(1, 4):
        with company_scope(northwind):
            Resume.objects.update(due_at="2020-01-01T00:00Z")
        do(resume)
        with company_scope(northwind):
            found = Resume.objects.get()
        if attempt < 3:
            assert (found.state, found.waits_for, found.problem) == ("received", "room", "")
            assert due_resumes() == []
    assert (found.state, found.waits_for, found.problem) == ("refused", "", "too-slow")


def test_a_reading_that_fails_gives_its_room_back(media, committed, northwind):
    for _ in range(3):
        with pytest.raises(ValidationError):
            reading.read_resume_if_there_is_room(resume_id="no id", company_id=northwind.pk)

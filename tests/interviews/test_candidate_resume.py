"""On the way to the interview: the candidate's résumé, given, read and put right."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.tenancy import company_scope
from resumes.models import Resume
from resumes.services.reading import read_resume
from resumes.services.understanding import understand_resume
from tests.interviews.invited import ASKS_FOR_RESUME, address, agree, arrive, invited
from tests.resumes.documents import SAMPLES

PDF = (SAMPLES / "one-column.pdf").read_bytes()


def text_of(client, invitation, step: str = "") -> str:
    return client.get(address(invitation, step)).content.decode()


@pytest.fixture
def at_resume(media, northwind):
    invitation = invited(northwind, plan=ASKS_FOR_RESUME)
    client = arrive()
    agree(client, invitation)
    return client, invitation


def give(client, invitation, content: bytes = PDF, name: str = "cv.pdf"):
    return client.post(address(invitation, "resume/"), {"document": SimpleUploadedFile(name, content)})


def resumes(invitation) -> list[Resume]:
    with company_scope(invitation.company_id):
        return list(Resume.objects.order_by("-created_at"))


def read_and_understand(invitation) -> Resume:
    [resume] = resumes(invitation)
    read_resume(resume_id=resume.pk, company_id=resume.company_id)
    understand_resume(resume_id=resume.pk, company_id=resume.company_id)
    return resumes(invitation)[0]


@pytest.mark.usefixtures("committed")
def test_a_file_is_read_and_shown_and_the_page_asks_only_until_then(at_resume):
    client, invitation = at_resume
    assert give(client, invitation)["Location"] == address(invitation, "resume/")
    [resume] = resumes(invitation)
    assert resume.given_by_id is None
    page = text_of(client, invitation, "resume/")
    assert "It is being read now" in page
    assert "every 2s" in page
    read_and_understand(invitation)
    fragment = client.get(address(invitation, "resume/"), headers={"HX-Request": "true"}).content.decode()
    assert "Here is what we understood" in fragment
    assert "Veldkamp Freight" in fragment
    assert "every 2s" not in fragment
    assert "<html" not in fragment


@pytest.mark.usefixtures("committed")
def test_what_was_understood_can_be_put_right(at_resume):
    client, invitation = at_resume
    give(client, invitation)
    resume = read_and_understand(invitation)
    before = resume.understood["experience"]
    assert "Veldkamp Freight" in text_of(client, invitation, "resume/correct/")
    form = {
        "name": "Dana Novák",
        "headline": "Engineer",
        "skills": "Python,  Go\nRust,,",
        "at": ["0", "1", "2", "3"],
        "title": ["Principal  engineer", "", before[2]["title"], "Founder"],
        "employer": [before[0]["employer"], "", before[2]["employer"], "Dana Ltd"],
        "dates": [before[0]["dates"], "", before[2]["dates"], "2025"],
    }
    assert client.post(address(invitation, "resume/correct/"), form)["Location"] == address(invitation, "resume/")
    corrected = resumes(invitation)[0].corrected
    assert (corrected["contact"]["name"], corrected["headline"], corrected["skills"]) == (
        "Dana Novák",
        "Engineer",
        ["Python", "Go", "Rust"],
    )
    assert [job["title"] for job in corrected["experience"]] == ["Principal engineer", before[2]["title"], "Founder"]
    # What was read beside a job stays with it.
    assert corrected["experience"][1]["highlights"] == before[2]["highlights"]
    assert corrected["education"] == resume.understood["education"]
    assert "Principal engineer" in text_of(client, invitation, "resume/")
    more = client.post(address(invitation, "resume/correct/"), form | {"add": "yes", "title": [*form["title"][:3], "Kept"]})
    assert more.content.decode().count('name="title"') == 4
    assert 'value="Kept"' in more.content.decode()


def test_nothing_to_correct_leads_back(at_resume):
    client, invitation = at_resume
    assert client.get(address(invitation, "resume/correct/"))["Location"] == address(invitation, "resume/")


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "This file is empty."), (b"x" * (10 * 1024**2 + 1), "larger than 10 MB")], ids=["empty", "too large"]
)
def test_a_file_that_cannot_be_taken_gets_its_sentence(at_resume, content, says):
    client, invitation = at_resume
    answer = give(client, invitation, content)
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert resumes(invitation) == []


@pytest.mark.usefixtures("committed")
def test_a_file_that_cannot_be_read_gets_its_sentence_in_their_language(media, northwind):
    invitation = invited(northwind, plan=ASKS_FOR_RESUME, language="de")
    client = arrive()
    agree(client, invitation)
    give(client, invitation, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cv.doc")
    [resume] = resumes(invitation)
    read_resume(resume_id=resume.pk, company_id=resume.company_id)
    page = text_of(client, invitation, "resume/")
    assert "Bitte öffnen Sie es und speichern Sie es als DOCX oder PDF." in page
    assert "Ohne Lebenslauf weiter" in page


def test_without_a_file_its_text_will_do(at_resume):
    client, invitation = at_resume
    assert client.post(address(invitation, "resume/")).status_code == 422
    client.post(address(invitation, "resume/"), {"text": "Dana Novak\nEngineer at Veldkamp Freight"})
    [resume] = resumes(invitation)
    assert (resume.name, resume.state) == ("Pasted text", "received")


def test_the_file_that_was_given_last_is_the_one_that_counts(at_resume):
    client, invitation = at_resume
    for content in (b"first", b"second", b"first"):
        give(client, invitation, content, f"{content.decode()}.txt")
    assert [resume.name for resume in resumes(invitation)] == ["first.txt", "second.txt"]


def test_ten_files_are_enough(at_resume):
    client, invitation = at_resume
    for number in range(11):
        answer = give(client, invitation, f"number {number}".encode(), "cv.txt")
    assert answer.status_code == 422
    assert len(resumes(invitation)) == 10


def test_the_resume_of_a_plan_that_does_not_ask_for_it_has_no_page(northwind):
    invitation = invited(northwind)
    client = arrive()
    agree(client, invitation)
    assert client.get(address(invitation, "resume/"))["Location"] == address(invitation, "check/")
    assert give(client, invitation)["Location"] == address(invitation, "check/")
    assert resumes(invitation) == []

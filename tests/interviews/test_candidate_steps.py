"""On the way to the interview: what each step shows, where the link leads back to, and the door of the room."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Member, OutboxMail
from accounts.tenancy import company_scope
from interviews.models import AdjustmentRequest, Job, Reminder
from interviews.services.adjustments import ASKS_A_DAY
from resumes.models import Resume
from resumes.services.reading import read_resume
from resumes.services.understanding import understand_resume
from tests.accounts.test_budgets import allow, spend
from tests.interviews.invited import ASKS_FOR_RESUME, SHORT, TOKEN, TYPING_ONLY, address, agree, arrive, change, give_job_to, invited, now
from tests.interviews.recruiting import library_bank
from tests.resumes.documents import SAMPLES

PDF = (SAMPLES / "one-column.pdf").read_bytes()


@pytest.fixture
def at_ready(northwind):
    invitation = invited(northwind)
    client = arrive()
    agree(client, invitation)
    change(invitation, step="ready")
    return client, invitation


def text_of(client, invitation, step: str = "") -> str:
    return client.get(address(invitation, step)).content.decode()


# The way


def test_each_step_leads_to_the_next_and_the_link_leads_back_on_any_device(northwind):
    invitation = invited(northwind, plan=ASKS_FOR_RESUME)
    client = arrive()

    def leads_back_to(step: str) -> bool:
        return Client().get(f"/i/{TOKEN}/")["Location"] == address(invitation, step)

    assert leads_back_to("")
    assert agree(client, invitation)["Location"] == address(invitation, "resume/")
    assert leads_back_to("resume/")
    assert client.post(address(invitation, "resume/done/"))["Location"] == address(invitation, "check/")
    assert leads_back_to("check/")
    assert client.post(address(invitation, "check/"), {"answers": "voice"})["Location"] == address(invitation, "practice/")
    assert leads_back_to("practice/")
    assert client.post(address(invitation, "practice/"))["Location"] == address(invitation, "ready/")
    assert leads_back_to("ready/")


def test_going_back_is_allowed_and_does_not_lose_the_place(northwind, at_ready):
    client, invitation = at_ready
    for step in ("", "check/", "practice/"):
        assert client.get(address(invitation, step)).status_code == 200
    assert client.post(address(invitation, "check/"), {"answers": "voice"})["Location"] == address(invitation, "practice/")
    assert now(invitation).step == "ready"


def test_going_ahead_leads_to_where_one_is(northwind):
    invitation = invited(northwind)
    client = arrive()
    agree(client, invitation)
    for step in ("practice/", "ready/", "start/"):
        assert client.get(address(invitation, step))["Location"] == address(invitation, "check/")


def test_a_plan_that_no_longer_asks_for_the_resume_leads_past_it(northwind):
    invitation = invited(northwind)
    client = arrive()
    agree(client, invitation)
    change(invitation, step="resume")
    assert Client().get(f"/i/{TOKEN}/")["Location"] == address(invitation, "check/")
    assert client.get(address(invitation, "resume/"))["Location"] == address(invitation, "check/")
    client.post(address(invitation, "check/"), {"answers": "typing"})
    assert now(invitation).step == "practice"


# The invitation


def test_it_says_who_invites_to_what_how_long_it_takes_and_who_reads(northwind, carol, bob):
    invitation = invited(northwind, invited_by=carol)
    with company_scope(northwind):
        bobs = Member.objects.get(user=bob)
    give_job_to(invitation.job, bobs)
    page = text_of(arrive(), invitation)
    for words in (
        "Backend engineer, Payments",
        "Carol Mendes and Bob Adeyemi",
        "About 18 minutes",
        "The interviewer is an AI",
        "What you say about 3 things:",
        "Data consistency, Debugging under pressure and Weighing options",
        "90 days",
        "12 months",
        "A person decides",
        "By voice or by typing",
    ):
        assert words in page, words


def test_how_long_it_takes_follows_the_plan(northwind):
    invitation = invited(northwind, plan=SHORT)
    assert "About 15 minutes" in text_of(arrive(), invitation)


def test_a_job_without_a_plan_says_so(northwind):
    invitation = invited(northwind, plan={"none": True})
    assert "the questions are still being chosen" in text_of(arrive(), invitation)


def test_names_and_notices_are_words_and_no_markup(northwind):
    with company_scope(northwind):
        northwind.name, northwind.privacy_notice = "<b>Evil</b>", "<script>alert(1)</script>"
        northwind.save()
    invitation = invited(northwind)
    page = text_of(arrive(), invitation)
    assert "<b>Evil" not in page
    assert "<script>alert" not in page


# Adjustments


def test_asking_goes_to_whoever_invited_and_the_answer_stands_on_the_link(northwind, carol):
    invitation = invited(northwind, invited_by=carol)
    client = arrive()
    client.post(address(invitation, "adjustment/"), {"needs": ["extra-time", "other"], "words": "I lip-read."})
    with company_scope(northwind):
        asked = AdjustmentRequest.objects.get()
        [mail] = OutboxMail.objects.filter(kind="adjustment_asked")
    assert (asked.needs, asked.words, asked.state) == (["extra-time", "other"], "I lip-read.", "asked")
    assert mail.to == "carol@northwind.example"
    assert "lip-read" not in mail.text + mail.html
    assert "Your request has arrived." in text_of(client, invitation)
    with company_scope(northwind):
        AdjustmentRequest.objects.update(state="agreed", decided_at=timezone.now(), answer="Twice the time.")
    for step in ("", "adjustment/"):
        assert "Twice the time." in text_of(client, invitation, step)


def test_asking_again_while_it_waits_adds_to_it(northwind, carol):
    invitation = invited(northwind, invited_by=carol)
    client = arrive()
    for needs, words in ((["extra-time"], "One."), (["typing-only"], "Two."), (["typing-only"], "Two.")):
        client.post(address(invitation, "adjustment/"), {"needs": needs, "words": words})
    with company_scope(northwind):
        asked = AdjustmentRequest.objects.get()
        # What is added is told; what is sent twice is not.
        assert OutboxMail.objects.filter(kind="adjustment_asked").count() == 2
    assert (asked.needs, asked.words) == (["extra-time", "typing-only"], "One.\n\nTwo.")


def test_asking_ends_after_five_times_a_day_and_what_was_asked_is_kept(northwind, carol):
    invitation = invited(northwind, invited_by=carol)
    client = arrive()
    for number in range(ASKS_A_DAY):
        client.post(address(invitation, "adjustment/"), {"needs": ["other"], "words": f"Number {number}."})
    answer = client.post(address(invitation, "adjustment/"), {"needs": ["other"], "words": "One more."})
    assert (answer.status_code, "You have asked several times today" in answer.content.decode()) == (422, True)
    with company_scope(northwind):
        asked = AdjustmentRequest.objects.get()
        states = list(OutboxMail.objects.filter(kind="adjustment_asked").order_by("created_at").values_list("state", flat=True))
    assert "Number 4." in asked.words and "One more." not in asked.words
    # Of those that have not gone out, the newest tells it all.
    assert states == ["dropped"] * (ASKS_A_DAY - 1) + ["queued"]
    assert client.post(address(invitation, "adjustment/"), {"needs": ["other"], "words": "Number 4."}).status_code == 302


def test_where_whoever_invited_has_left_the_owners_are_told(northwind, alice, charlie):
    invitation = invited(northwind, invited_by=charlie)
    arrive().post(address(invitation, "adjustment/"), {"needs": ["extra-time"]})
    with company_scope(northwind):
        assert [mail.to for mail in OutboxMail.objects.filter(kind="adjustment_asked")] == ["alice@northwind.example"]


@pytest.mark.parametrize(
    "form", [{}, {"needs": ["champagne"]}, {"needs": ["other"], "words": " "}, {"needs": ["other"], "words": "x" * 2_001}]
)
def test_a_request_that_says_nothing_is_asked_for_again(northwind, form):
    invitation = invited(northwind)
    assert arrive().post(address(invitation, "adjustment/"), form).status_code == 422
    with company_scope(northwind):
        assert not AdjustmentRequest.objects.exists()


# The résumé


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
    assert (resume.name, resume.state) == ("As text.txt", "received")


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


# The sound check and the practice question


def test_where_only_typing_is_planned_or_agreed_on_nobody_asks_for_a_microphone(northwind):
    planned = invited(northwind, plan=TYPING_ONLY)
    agreed = invited(northwind, "agreed", email="kim@post.example", adjustments={"typing_only": True})
    for token, invitation in ((TOKEN, planned), ("agreed", agreed)):
        client = arrive(token)
        agree(client, invitation)
        page = text_of(client, invitation, "check/")
        assert "Microphone" not in page
        assert "Connection" in page


def test_whoever_would_rather_type_is_asked_for_no_voice_afterwards(at_ready):
    client, invitation = at_ready
    client.post(address(invitation, "check/"), {"answers": "typing"})
    assert "Answer aloud" not in text_of(client, invitation, "practice/")
    client.post(address(invitation, "check/"), {"answers": "voice"})
    assert "Answer aloud" in text_of(client, invitation, "practice/")
    assert client.get(address(invitation, "check/line/")).status_code == 204


def test_the_practice_question_is_of_the_library_in_their_language(committed, at_ready):
    client, invitation = at_ready
    assert "did you like about it?" in text_of(client, invitation, "practice/")
    library_bank("Was machen Sie morgens zuerst?", slug="warm-ups-de", domain="warm-ups", language="de")
    library_bank("What do you do first in the morning?", slug="warm-ups", domain="warm-ups")
    assert "What do you do first in the morning?" in text_of(client, invitation, "practice/")
    client.post(address(invitation, "language/"), {"language": "de"})
    assert "Was machen Sie morgens zuerst?" in text_of(client, invitation, "practice/")


def test_the_answer_to_practise_has_no_name_and_is_sent_nowhere(at_ready):
    client, invitation = at_ready
    page = text_of(client, invitation, "practice/")
    field = page[page.index("<textarea") :].partition(">")[0]
    assert "name=" not in field


# The door of the room


def test_the_button_opens_the_room(at_ready):
    client, invitation = at_ready
    assert client.get(address(invitation, "start/"))["Location"] == address(invitation, "ready/")
    assert now(invitation).started_at is None
    assert client.post(address(invitation, "start/"))["Location"] == address(invitation, "room/")
    assert now(invitation).started_at


def test_a_spent_budget_keeps_the_place_and_tells_the_managers_once(northwind, at_ready, ada):
    client, invitation = at_ready
    change(invitation, deadline=timezone.now() + timedelta(hours=1))
    allow(northwind, "1")
    spend(northwind, "2")
    for _ in range(3):
        answer = client.post(address(invitation, "start/"))
        assert (answer.status_code, "The company has been told." in answer.content.decode()) == (503, True)
    assert "budget" not in answer.content.decode()
    assert now(invitation).deadline > timezone.now() + timedelta(days=2, hours=23)
    with company_scope(northwind):
        told = sorted(mail.to for mail in OutboxMail.objects.filter(kind="candidates_wait"))
    assert told == ["ada@northwind.example", "alice@northwind.example"]


def test_who_was_sent_away_is_given_time_once_and_reminders_follow(northwind, at_ready):
    client, invitation = at_ready
    change(invitation, deadline=timezone.now() + timedelta(hours=1), reminds=[48, 24], time_zone="UTC")
    allow(northwind, "1")
    spend(northwind, "2")
    client.post(address(invitation, "start/"))
    moved = now(invitation).deadline
    client.post(address(invitation, "start/"))
    assert now(invitation).deadline == moved
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="invitation.deadline_moved").count() == 1
        planned = list(Reminder.objects.filter(invitation=invitation).order_by("due_at"))
    assert [each.hours_before for each in planned] == [48, 24]
    assert all(moved - timedelta(days=3) < each.due_at < moved for each in planned)


def test_in_a_pause_no_press_moves_the_deadline(northwind, at_ready):
    client, invitation = at_ready
    soon = timezone.now() + timedelta(hours=1)
    change(invitation, deadline=soon)
    with company_scope(northwind):
        Job.objects.update(status="paused", paused_at=timezone.now())
    page = client.post(address(invitation, "start/")).content.decode()
    assert "your place is kept" in page
    assert "You have until" not in page
    assert now(invitation).deadline == soon


@pytest.mark.parametrize("status", ["paused", "draft"])
def test_a_paused_job_says_so_and_keeps_the_place(northwind, at_ready, status):
    client, invitation = at_ready
    deadline = now(invitation).deadline
    with company_scope(northwind):
        Job.objects.update(status=status)
    answer = client.post(address(invitation, "start/"))
    assert (answer.status_code, "has paused the interviews" in answer.content.decode()) == (503, True)
    # A later deadline than that is left as it is.
    assert now(invitation).deadline == deadline


@pytest.mark.parametrize("step", ["", "ready/"])
def test_a_paused_job_says_so_before_anybody_presses_start(northwind, at_ready, step):
    client, invitation = at_ready
    with company_scope(northwind):
        Job.objects.update(status="paused")
    page = text_of(client, invitation, step)
    assert "has paused the interviews for this job" in page
    assert "Your place is kept" in page
    assert "Start the interview" not in page


@pytest.mark.parametrize("status", ["paused", "closed"])
def test_whoever_has_begun_goes_on_whatever_became_of_the_job(northwind, at_ready, status):
    client, invitation = at_ready
    change(invitation, started_at=timezone.now())
    with company_scope(northwind):
        Job.objects.update(status=status)
    assert "Start the interview" in text_of(client, invitation, "ready/")
    assert client.post(address(invitation, "start/"))["Location"] == address(invitation, "room/")


def test_a_job_without_a_plan_cannot_begin(northwind):
    invitation = invited(northwind, plan={"none": True})
    client = arrive()
    agree(client, invitation)
    change(invitation, step="ready")
    assert client.post(address(invitation, "start/")).status_code == 503


def test_nobody_starts_who_has_not_agreed(northwind):
    """As their step says that they had: the consent itself is looked for."""
    invitation = invited(northwind, step="ready")
    answer = arrive().post(address(invitation, "start/"))
    assert (answer.status_code, answer["Location"]) == (302, address(invitation))

"""On the way to the interview: what each step shows, where the link leads back to, and the door of the room."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Member, OutboxMail
from accounts.tenancy import company_scope
from interviews.models import AdjustmentRequest, Job, Reminder
from interviews.plans.content import Phases, WarmUpPhase
from interviews.services.adjustments import ASKS_A_DAY
from tests.accounts.test_budgets import allow, spend
from tests.interviews.invited import ASKS_FOR_RESUME, SHORT, TOKEN, TYPING_ONLY, address, agree, arrive, change, give_job_to, invited, now
from tests.interviews.inviting import open_job
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
        "About 20 minutes",
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


def test_how_long_it_takes_holds_what_was_agreed_on(northwind, carol, log_in, at_ready):
    client, invitation = at_ready
    minutes = estimated(client, invitation)
    change(invitation, adjustments={"time_factor": 1.5})
    assert estimated(client, invitation) == round(minutes * 1.5)
    for step in ("", "ready/"):
        assert "With the extra time that was agreed on." in text_of(client, invitation, step)
    recruiters = log_in(carol).get(f"/c/northwind/invitations/{invitation.pk}/").content.decode()
    assert f"About {round(minutes * 1.5)} minutes, with the extra time that was agreed on" in recruiters
    change(invitation, adjustments={"no_time_limits": True})
    for step in ("", "ready/"):
        assert "There is no time limit: take as long as you need." in text_of(client, invitation, step)


def estimated(client, invitation) -> int:
    landing, ready = (client.get(address(invitation, step)).context["minutes"] for step in ("", "ready/"))
    assert landing == ready
    return landing


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


def test_the_practice_question_is_in_the_language_of_the_interview_whatever_the_page_is_read_in(committed, northwind, at_ready):
    client, invitation = at_ready
    assert "did you like about it?" in text_of(client, invitation, "practice/")
    library_bank("Was machen Sie morgens zuerst?", slug="warm-ups-de", domain="warm-ups", language="de")
    library_bank("What do you do first in the morning?", slug="warm-ups", domain="warm-ups")
    assert "What do you do first in the morning?" in text_of(client, invitation, "practice/")
    client.post(address(invitation, "language/"), {"language": "de"})
    shown = text_of(client, invitation, "practice/")
    assert '<html lang="de">' in shown
    assert 'lang="en">What do you do first in the morning?' in shown
    german = invited(northwind, "g" * 30, job=open_job(northwind, language="de"), plan={"language": "de"}, email="g@post.example")
    client = arrive("g" * 30, headers={"accept-language": "en"})
    agree(client, german)
    change(german, step="ready")
    assert 'lang="de">Was machen Sie morgens zuerst?' in text_of(client, german, "practice/")


def test_nobody_practises_what_the_interview_asks(committed, northwind):
    library_bank("What do you do first in the morning?", slug="warm-ups", domain="warm-ups")
    asked = {"phases": Phases(warmup=WarmUpPhase(minutes=3, text="What do you do first in the morning?"))}
    invitation = invited(northwind, plan=asked)
    client = arrive()
    agree(client, invitation)
    change(invitation, step="ready")
    assert "What do you do first in the morning?" not in text_of(client, invitation, "practice/")


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

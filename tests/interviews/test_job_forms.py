"""A job is created and changed by its form."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Company
from accounts.tenancy import company_scope
from interviews.models import Invitation, Job
from tests.interviews.hiring import make_invitation
from tests.interviews.jobs import FORM, JOBS, again, at, entries, job_in, jobs_in, seen

NEW = f"{JOBS}new/"


def test_a_job_is_created_as_a_draft(northwind, carol, carols):
    answer = carols.post(NEW, FORM)
    job = jobs_in(northwind)[0]
    assert (answer.status_code, answer.headers["Location"]) == (302, at(job))
    assert (job.title, job.team, job.location, job.seniority, job.status) == ("Night shift lead", "Yard", "Gothenburg", "lead", "draft")
    assert job.description == "Senior night shift lead (m/f/x)\nYou run the yard from ten to six."
    assert (job.deadline, job.created_by) == (None, carol)
    assert entries(northwind) == [("job.created", {})]


def test_answers_are_kept_and_what_was_only_offered_is_dropped(northwind, carols):
    carols.post(NEW, FORM)
    assert jobs_in(northwind)[0].faq == [{"question": "What is the salary range?", "answer": "3,400 to 3,900 euros a month."}]


def test_the_new_form_offers_questions_in_the_companys_language(northwind, carols):
    assert "What are the next steps after this interview?" in carols.get(NEW).content.decode()
    with company_scope(northwind):
        Company.objects.update(language="de")
    text = carols.get(NEW).content.decode()
    assert "Wie geht es nach diesem Gespräch weiter?" in text
    assert '<option value="de" selected>' in text


@pytest.mark.parametrize(
    ("question", "answer", "sentence"),
    [
        ("Is there a canteen?", "", "Write the answer, or remove the question."),
        ("", "Yes, on the second floor.", "Write the question that this answers"),
        ("Is there a canteen?" * 20, "Yes.", "at most 300 letters for the question; this has 380"),
        ("Is there a canteen?", "y" * 2_001, "at most 2,000 letters for the answer; this has 2,001"),
    ],
)
def test_half_a_pair_and_too_much_are_said_beside_the_row(northwind, carols, question, answer, sentence):
    reply = carols.post(NEW, FORM | {"faq_question": [question], "faq_answer": [answer]})
    assert reply.status_code == 422
    assert sentence in reply.content.decode()
    assert jobs_in(northwind) == []


def test_a_title_left_empty_is_the_descriptions_first_line(northwind, carols):
    carols.post(NEW, FORM | {"title": "  "})
    assert jobs_in(northwind)[0].title == "Senior night shift lead"


def test_without_title_and_description_there_is_no_job(northwind, carols):
    answer = carols.post(NEW, FORM | {"title": "", "description": " \n*** \n"})
    assert answer.status_code == 422
    assert "Write a title, or paste a description" in answer.content.decode()
    assert jobs_in(northwind) == []


def test_a_deadline_is_meant_by_the_companys_clock(northwind, carols):
    # Northwind lives in Stockholm, an hour or two before UTC.
    year = timezone.now().year + 1
    carols.post(NEW, FORM | {"deadline": f"{year}-01-15T23:59"})
    job = jobs_in(northwind)[0]
    assert job.deadline == datetime(year, 1, 15, 22, 59, tzinfo=UTC)
    assert f'value="{year}-01-15T23:59"' in carols.get(at(job, "settings/")).content.decode()
    assert "23:59 CET" in carols.get(at(job)).content.decode()


@pytest.mark.parametrize(
    ("deadline", "sentence"),
    [
        ("2020-01-01T12:00", "This moment has passed."),
        ("0001-01-01T00:00", "This moment has passed."),
        ("9999-12-31T23:59", "This date lies too far away."),
        ("soon", "Enter a valid date/time."),
    ],
)
def test_a_deadline_that_cannot_be_is_said(northwind, carols, deadline, sentence):
    answer = carols.post(NEW, FORM | {"deadline": deadline})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"title": "x" * 121}, {"title": "see https://x.example"}, {"description": "d" * 20_001}, {"language": "xx"}, {"seniority": "boss"}],
)
def test_what_is_no_job_comes_back_with_everything_typed(northwind, carols, wrong):
    answer = carols.post(NEW, FORM | wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "3,400 to 3,900 euros" in text
    assert 'value="Gothenburg"' in text
    assert jobs_in(northwind) == []


def test_rows_come_and_go_by_the_server_and_nothing_is_saved(northwind, carols):
    more = carols.post(NEW, FORM | {"do": "add"})
    assert more.status_code == 200
    assert more.content.decode().count('name="faq_question"') == 4 + 1  # and the pattern
    less = carols.post(NEW, FORM | {"do": "remove-0"}).content.decode()
    assert "3,400" not in less
    assert 'value="Night shift lead"' in less
    assert jobs_in(northwind) == []


def test_a_job_is_changed_and_the_audit_log_names_what(northwind, carols):
    carols.post(NEW, FORM)
    job = jobs_in(northwind)[0]
    answer = carols.post(at(job, "settings/"), FORM | seen(job) | {"team": "Night", "title": "Night lead"})
    assert answer.status_code == 302
    assert (again(job).team, again(job).title) == ("Night", "Night lead")
    assert entries(northwind)[1:] == [("job.changed", {"fields": ["team", "title"]})]


def test_saving_without_a_change_is_no_change(northwind, carols):
    carols.post(NEW, FORM)
    job = jobs_in(northwind)[0]
    carols.post(at(job, "settings/"), FORM | seen(job))
    assert again(job).changed_at == job.changed_at
    assert len(entries(northwind)) == 1


def test_a_past_deadline_that_is_not_touched_does_not_stand_in_the_way(northwind, carols):
    past = timezone.now() - timedelta(days=1, seconds=17)
    job = job_in(northwind, deadline=past)
    shown = past.astimezone(northwind.zone).strftime("%Y-%m-%dT%H:%M")
    assert carols.post(at(job, "settings/"), FORM | seen(job) | {"deadline": shown}).status_code == 302
    assert (again(job).title, again(job).deadline) == ("Night shift lead", past)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (20, "2 candidates were invited until an earlier moment, and that stays."),
        (8, "One candidate was invited until an earlier moment, and that stays."),
        (5, ""),
    ],
)
def test_a_later_deadline_says_whom_it_does_not_reach(northwind, carols, days, said):
    job, now = job_in(northwind), timezone.now()
    with company_scope(northwind):
        deadlines = [make_invitation(job, deadline=now + timedelta(days=each)).deadline for each in (7, 9)]
        make_invitation(job, deadline=now + timedelta(days=7), declined_at=now)
        make_invitation(job, deadline=now + timedelta(days=7), started_at=now)
    wanted = (now + timedelta(days=days)).astimezone(northwind.zone).strftime("%Y-%m-%dT%H:%M")
    text = carols.post(at(job, "settings/"), FORM | seen(job) | {"deadline": wanted}, follow=True).content.decode()
    assert ("that stays" in text, said in text) == (bool(said), True)
    # Said when it changes, and not whenever the job is saved.
    assert (
        "that stays"
        not in carols.post(
            at(job, "settings/"), FORM | seen(again(job)) | {"deadline": wanted, "team": "Dock"}, follow=True
        ).content.decode()
    )
    with company_scope(northwind):
        kept = Invitation.objects.filter(declined_at=None, started_at=None).order_by("deadline")
        assert list(kept.values_list("deadline", flat=True)) == deadlines


def test_whoever_saves_second_is_told_and_loses_nothing(northwind, carols, alice, log_in):
    job = job_in(northwind)
    log_in(alice).post(at(job, "settings/"), FORM | seen(job) | {"title": "Hers"})
    answer = carols.post(at(job, "settings/"), FORM | seen(job) | {"title": "His"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"This job was saved at \d\d:\d\d by Alice Okafor\.", text)
    assert 'value="His"' in text
    assert again(job).title == "Hers"
    # The form that came back knows the newest, so that saving it once more is meant.
    assert again(job).changed_at.isoformat() in text
    assert carols.post(at(job, "settings/"), FORM | seen(again(job)) | {"title": "His"}).status_code == 302
    assert again(job).title == "His"


def test_settings_show_what_was_answered_and_offer_the_rest(northwind, carols):
    job = job_in(northwind, language="fr", faq=[{"question": "Quelle est la fourchette de salaire ?", "answer": "De 3 000 à 3 400 euros."}])
    text = carols.get(at(job, "settings/")).content.decode()
    assert text.index("De 3 000") < text.index("Puis-je travailler à distance ?")
    assert text.count("Quelle est la fourchette de salaire ?") == 1


def test_markup_in_a_job_is_text(northwind, carols, bob, log_in):
    carols.post(NEW, FORM | {"title": "<b>Lead</b>", "description": "<script>alert(1)</script>", "faq_answer": ["<i>a lot</i>", "", ""]})
    job = jobs_in(northwind)[0]
    for rest in ("", "settings/", "about/"):
        text = carols.get(at(job, rest)).content.decode()
        assert not [mark for mark in ("<b>Lead", "<script>alert", "<i>a lot") if mark in text]


def test_who_may_not_writes_no_job(northwind, bob, charlie, log_in):
    job = job_in(northwind)
    for who, expected in ((bob, 403), (charlie, 404)):
        for address in (NEW, at(job, "settings/")):
            assert log_in(who).post(address, FORM | seen(job)).status_code == expected
    assert [each.title for each in jobs_in(northwind)] == ["Backend engineer, Payments"]
    assert entries(northwind) == []


def test_a_foreign_job_is_not_changed(northwind, southgate, carols):
    job = job_in(southgate)
    assert carols.post(at(job, "settings/"), FORM | seen(job)).status_code == 404
    with company_scope(southgate):
        assert Job.objects.get().title == "Backend engineer, Payments"


def test_whoever_goes_back_and_presses_again_is_led_to_the_job_that_is_there(northwind, carols, alice, log_in):
    first = carols.post(NEW, FORM)
    again_pressed = carols.post(NEW, FORM, follow=True)
    assert again_pressed.redirect_chain == [(first.url, 302)]
    assert "You made “Night shift lead” a moment ago. Here it is; nothing was made twice." in again_pressed.content.decode()
    # Another description, another person, or another day: another job.
    carols.post(NEW, FORM | {"description": "Another."})
    log_in(alice).post(NEW, FORM)
    with company_scope(northwind):
        Job.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    carols.post(NEW, FORM)
    with company_scope(northwind):
        assert Job.objects.count() == 4


def test_a_job_may_be_made_and_its_plan_asked_for_at_one_press(northwind, carols):
    answer = carols.post(NEW, FORM | {"do": "plan"})
    with company_scope(northwind):
        job = Job.objects.get()
    assert answer.url == at(job, "plan/start/?now=1")
    assert "data-at-once" in carols.get(answer.url).content.decode()
    assert "data-at-once" not in carols.get(at(job, "plan/start/")).content.decode()
    carols.post(at(job, "plan/start/"), {"from": "empty", "seen": ":0"})
    # Whoever goes back to it keeps what they have.
    assert "data-at-once" not in carols.get(answer.url).content.decode()

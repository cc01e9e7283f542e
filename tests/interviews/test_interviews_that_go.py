"""What was said and what was made of it is kept as long as candidates were promised; then it goes, with the way to it."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, OutboxMail
from accounts.models.company import REPORTS_KEPT_MONTHS
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.consent import kept_until
from interviews.models import Consent, Interview, InterviewEvent, Invitation, Proposal, Turn
from interviews.services import erasing
from interviews.services.erasing import forget_old_interviews
from interviews.services.locking import lock_invitation
from reports.models import Report
from resumes.models import Candidate
from tests.database import superuser
from tests.interviews.hiring import token_of_link
from tests.interviews.invited import TOKEN, arrive
from tests.interviews.rooms import interview_of
from tests.interviews.voices import make_recording
from tests.reports.peopled import opened_by, rated_by, reported

pytestmark = pytest.mark.not_replayed
A_MOMENT = timedelta(minutes=1)


def finished(invitation, at: datetime):
    with company_scope(invitation.company_id):
        Interview.objects.filter(invitation=invitation).update(finished_at=at)
    return invitation


def as_promised(now: datetime | None = None) -> datetime:
    """Whoever ended then has their time up now."""
    return kept_until(now or timezone.now(), -REPORTS_KEPT_MONTHS)


def left(company) -> dict[type, int]:
    with company_scope(company):
        return {model: model.objects.count() for model in (Candidate, Invitation, Interview, Turn, Consent, Report)}


@pytest.fixture
def dana(committed, northwind, media):
    return reported(northwind)


def test_an_interview_goes_with_its_report_its_mail_and_its_recordings_and_the_candidate_stays(dana, northwind, bob, carol, media):
    opened_by(dana, carol)
    with company_scope(northwind):
        segment = make_recording(interview_of(dana))
        prefix = f"candidate:{dana.pk}:"
        OutboxMail.objects.create(
            company=northwind, kind="candidate_completed", to="dana@post.example", key=f"{prefix}over", text="Dear Dana"
        )
        OutboxMail.objects.create(company=northwind, kind="job_given", to="bob@northwind.example", key="another", text="Dear Bob")
    assert segment.file.storage.exists(segment.file.name)
    finished(dana, as_promised() - A_MOMENT)
    tasks.forget_old_interviews()
    assert left(northwind) == {Candidate: 1, Invitation: 0, Interview: 0, Turn: 0, Consent: 0, Report: 0}
    assert not segment.file.storage.exists(segment.file.name)
    with company_scope(northwind):
        assert list(OutboxMail.objects.filter(key__in=[f"{prefix}over", "another"]).values_list("key", flat=True)) == ["another"]
        entry = AuditEntry.objects.get(action="interview.forgotten")
        assert (entry.actor_name, entry.target_id, entry.details) == ("Colloquy", str(dana.pk), {"job": str(dana.job_id)})
    # The link leads nowhere any more, as one that never was.
    pages = [Client().get(f"/i/{token}/") for token in (TOKEN, token_of_link("Nobody"))]
    assert [page.status_code for page in pages] == [404, 404]
    assert len({re.search("<main.*</main>", page.content.decode(), re.DOTALL)[0] for page in pages}) == 1


def test_what_was_worded_in_it_goes_unless_a_person_or_another_interview_took_it_for_free_of_it(dana, northwind):
    of_it, decided, short = interview_of(dana).pk, {"decided_at": timezone.now()}, "Dana ran the yard in Kiel."
    with company_scope(northwind):
        for text, fields in {
            "It waits": {},
            "It was rejected": {"state": "rejected", "reason": "It names the yard.", **decided},
            "It was accepted": {"state": "accepted", **decided},
            "It was merged": {"state": "merged", **decided},
            "Two came to it": {"times_asked": 2},
            "Another’s": {"interview": uuid4()},
        }.items():
            Proposal.objects.create(company=northwind, kind="question", text=text, answer_in_short=short, **{"interview": of_it, **fields})
    finished(dana, as_promised() - A_MOMENT)
    tasks.forget_old_interviews()
    with company_scope(northwind):
        assert dict(Proposal.objects.values_list("text", "answer_in_short")) == {
            "It was accepted": "",
            "It was merged": "",
            "Two came to it": "",
            "Another’s": short,
        }


def test_until_then_all_of_it_stays(dana, northwind):
    finished(dana, as_promised() + A_MOMENT)
    before = left(northwind)
    assert forget_old_interviews(timezone.now()) == 0
    assert left(northwind) == before
    assert arrive().get(f"/interview/{dana.pk}/end/").status_code == 200


def test_what_is_still_going_on_and_what_is_tried_out_stays(dana, northwind, carol):
    with company_scope(northwind):
        began = as_promised() - timedelta(days=400)
        Interview.objects.update(finished_at=None, outcome="", began_at=began, seen_at=as_promised() + A_MOMENT)
        found = Interview.objects.get()
        Interview.objects.create(
            company=northwind, job=found.job, plan=found.plan, tried_by=carol, language="en", state=found.state,
            finished_at=as_promised() - A_MOMENT, outcome="completed",
        )  # fmt: skip
    assert forget_old_interviews(timezone.now()) == 0
    assert left(northwind)[Interview] == 2


def left_in_the_middle(invitation, *, heard_at: datetime, seen_at: datetime | None = None, deadline: datetime | None = None) -> None:
    """As while its job is paused: never ended, and open no more."""
    with company_scope(invitation.company_id):
        rows = Interview.objects.filter(invitation=invitation)
        rows.update(finished_at=None, outcome="", began_at=as_promised() - timedelta(days=400), seen_at=seen_at)
        heard = {"company": invitation.company, "kind": "answered", "values": {}, "at": heard_at}
        InterviewEvent.objects.create(interview=rows.get(), number=1, **heard)
        Invitation.objects.filter(pk=invitation.pk).update(deadline=deadline or timezone.now() - A_MOMENT)


@pytest.mark.parametrize("seen_at", [None, as_promised() - A_MOMENT])
def test_one_that_was_left_in_the_middle_and_never_ended_goes_as_long_after_its_candidate_was_heard(dana, northwind, seen_at):
    left_in_the_middle(dana, heard_at=as_promised() - A_MOMENT, seen_at=seen_at)
    assert forget_old_interviews(timezone.now()) == 1
    assert left(northwind)[Invitation] == 0


@pytest.mark.parametrize(
    "where",
    [
        # Without scripts a page gives no signs of life, and what they say is heard all the same.
        {"heard_at": as_promised() + timedelta(days=1)},
        {"heard_at": as_promised() - A_MOMENT, "seen_at": as_promised() + timedelta(days=1)},
        {"heard_at": as_promised() - A_MOMENT, "deadline": timezone.now() + timedelta(days=1)},
    ],
    ids=["heard", "seen", "may come back"],
)
def test_one_to_which_its_candidate_may_come_back_stays(dana, northwind, where):
    left_in_the_middle(dana, **where)
    assert forget_old_interviews(timezone.now()) == 0
    assert left(northwind)[Invitation] == 1


def test_whoever_comes_back_after_it_was_found_keeps_it(dana, northwind, monkeypatch):
    left_in_the_middle(dana, heard_at=as_promised() - A_MOMENT)

    def comes_back(invitation_id):
        Interview.objects.update(seen_at=timezone.now())
        return lock_invitation(invitation_id)

    monkeypatch.setattr(erasing, "lock_invitation", comes_back)
    assert forget_old_interviews(timezone.now()) == 0
    assert left(northwind)[Invitation] == 1


def test_of_all_companies_and_as_many_as_there_are(dana, northwind, southgate, monkeypatch):
    monkeypatch.setattr(erasing, "SWEEP_AT_MOST", 1)
    kim = reported(southgate, token=token_of_link("Kim"), email="kim@post.example")
    young = reported(southgate, token=token_of_link("Ola"), email="ola@post.example")
    for number, invitation in enumerate((dana, kim)):
        finished(invitation, as_promised() - (number + 1) * A_MOMENT)
    tasks.forget_old_interviews()
    assert left(northwind)[Invitation] == 0
    with company_scope(southgate):
        assert list(Invitation.objects.values_list("pk", flat=True)) == [young.pk]


@pytest.mark.parametrize(("now", "goes"), [((2033, 2, 28, 11), False), ((2033, 2, 28, 13), True)])
def test_who_ended_on_a_29th_of_february_is_kept_until_the_28th(dana, northwind, now, goes):
    finished(dana, datetime(2032, 2, 29, 12, tzinfo=UTC))
    assert forget_old_interviews(datetime(*now, tzinfo=UTC)) == goes


def test_one_that_somebody_holds_stands_in_nobody_elses_way(dana, northwind, southgate):
    kim = reported(southgate, token=token_of_link("Kim"), email="kim@post.example")
    for invitation in (dana, kim):
        finished(invitation, as_promised() - A_MOMENT)
    with held_elsewhere(dana):
        assert forget_old_interviews(timezone.now()) == 1
    assert (left(northwind)[Invitation], left(southgate)[Invitation]) == (1, 0)
    assert forget_old_interviews(timezone.now()) == 1


@contextmanager
def held_elsewhere(invitation):
    """By a connection of its own, as a slow page holds it."""
    with superuser(connections["default"].settings_dict["NAME"]) as line, line.transaction():
        line.execute("SELECT 1 FROM interviews_invitation WHERE id = %s FOR UPDATE", [invitation.pk])
        yield


def test_people_who_rated_and_decided_stand_in_nobodys_way(dana, northwind, bob, carol):
    opened_by(dana, carol)
    rated_by(dana, carol)
    finished(dana, as_promised() - A_MOMENT)
    assert forget_old_interviews(timezone.now()) == 1
    assert left(northwind)[Report] == 0

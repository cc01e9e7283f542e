"""Several workers at one answer or one report, each on a connection of its own: it is made once, and nobody waits for a sweep."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts.tenancy import company_scope
from reports.assessing.material import hash_of
from reports.models import Assessment, Rating, Report
from reports.services.reporting import begin_report, make_report
from reports.verifying import faults_in
from tests.accounts.test_members import waiting_for_locks
from tests.interviews.rooms import interview_of, turns_of
from tests.reports.assessed import VERDICT, assess
from tests.reports.peopled import over
from tests.waiting import eventually

pytestmark = pytest.mark.not_replayed

WRITTEN = {"summary": [{"text": "Finds causes by evidence.", "turns": [1]}], "strengths": [], "weaknesses": [], "recommendations": []}
ENDS_WITHIN = 60


class NotKept(Exception):
    """What a transaction did comes to nothing."""


@pytest.fixture
def danas(committed, northwind, model):
    model.script("chat", [VERDICT] * 3 + [WRITTEN])
    return over(northwind)


def begin(*acts: Callable[[], None]) -> list[Future[None]]:
    """Each on a thread, and so on a connection, of its own."""

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        finally:
            connections.close_all()

    threads = ThreadPoolExecutor(len(acts))
    running = [threads.submit(run, act) for act in acts]
    threads.shutdown(wait=False)
    return running


def end(running: list[Future[None]]) -> None:
    for each in running:
        each.result(ENDS_WITHIN)


def wait_for_a_lock(count: int) -> None:
    eventually(lambda: waiting_for_locks() == count, within=5)


def make(invitation) -> None:
    make_report(interview_id=interview_of(invitation).pk, company_id=invitation.company_id)


def asked(model) -> int:
    return len([call for call in model.calls if call.ability == "chat"])


def test_two_who_take_up_one_answer_read_it_once(northwind, danas, model):
    [turn], before = turns_of(danas), asked(model)
    first = {"turn": turn, "judge": 1, "version": 1, "answer_hash": hash_of(turn.meant), "due_at": timezone.now()}
    with suppress(NotKept), company_scope(northwind):
        # Both meet at the first row of the panel, and it comes to nothing.
        Assessment.objects.create(company=northwind, interview_id=turn.interview_id, **first)
        running = begin(*[lambda: assess(danas, turn)] * 2)
        wait_for_a_lock(2)
        raise NotKept
    end(running)
    assert asked(model) - before == 3
    with company_scope(northwind):
        rows = Assessment.objects.order_by("judge").values_list("judge", "state", "attempts")
        assert list(rows) == [(judge, "made", 1) for judge in (1, 2, 3)]
        assert Rating.objects.count() == 3


def test_two_who_take_up_what_is_due_again_read_it_once(northwind, danas, model):
    [turn], before = turns_of(danas), asked(model)
    due = {"turn": turn, "version": 1, "answer_hash": hash_of(turn.meant), "due_at": timezone.now(), "attempts": 1}
    with company_scope(northwind):
        for judge in (1, 2, 3):
            Assessment.objects.create(company=northwind, interview_id=turn.interview_id, judge=judge, **due)
    with company_scope(northwind):
        list(Assessment.objects.select_for_update())
        running = begin(*[lambda: assess(danas, turn)] * 2)
        wait_for_a_lock(2)
    end(running)
    assert asked(model) - before == 3
    with company_scope(northwind):
        assert set(Assessment.objects.values_list("state", "attempts")) == {("made", 2)}


def test_two_who_take_up_one_report_make_it_once(northwind, danas, model):
    [turn] = turns_of(danas)
    assess(danas, turn)
    begin_report(interview_id=turn.interview_id, company_id=northwind.pk)
    before = asked(model)
    with company_scope(northwind):
        list(Report.objects.select_for_update())
        running = begin(*[lambda: make(danas)] * 2)
        wait_for_a_lock(2)
    end(running)
    assert asked(model) - before == 1
    with company_scope(northwind):
        report = Report.objects.get()
        assert (report.state, report.attempts) == ("ready", 1)
        assert faults_in(report) == []


def test_whoever_read_the_last_answer_makes_the_report_also_where_another_is_just_finding_it_unread(northwind, danas):
    [turn] = turns_of(danas)
    begin_report(interview_id=turn.interview_id, company_id=northwind.pk)
    has_looked, may_go_on = Event(), Event()

    def look_and_wait(execute, sql, params, many, context):
        """Between what it has read and that it lets go of the report."""
        if sql.startswith('UPDATE "reports_report"') and connection.in_atomic_block and has_claimed():
            has_looked.set()
            may_go_on.wait(ENDS_WITHIN)
        return execute(sql, params, many, context)

    updates = iter((False, True))

    def has_claimed() -> bool:
        return next(updates)

    def look() -> None:
        with connection.execute_wrapper(look_and_wait):
            make(danas)

    early = begin(look)
    assert has_looked.wait(ENDS_WITHIN)
    assess(danas, turn)
    late = begin(lambda: make(danas))
    wait_for_a_lock(1)
    may_go_on.set()
    end([*early, *late])
    with company_scope(northwind):
        assert Report.objects.get().state == "ready"

"""Interviews are conducted here: an event is told to the engine, and what it wishes for is kept, in one transaction.

Whoever holds the lock on the interview's row conducts it, for as long as the transaction lasts. So any process may bring any
event (a page, a socket, a worker, a sweep), events of one interview come one after the other, and a process that dies leaves
nothing behind but a moment that is over: `words_due_at` says that somebody was at it, and after it another takes over.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Company, User
from accounts.tenancy import company_scope, every_company
from interviews.engine.commands import Command, Draft, Finish, Kept, Outcome, Propose, Purpose, SaveTurn, Say
from interviews.engine.events import Began, Event, ResumePoint
from interviews.engine.log import as_values, event_from
from interviews.engine.machine import handle
from interviews.engine.plan import Plan as EnginePlan
from interviews.engine.state import State, state_from
from interviews.live.lines import line
from interviews.models import Interview, InterviewEvent, Invitation, Plan, Turn
from interviews.plans.content import PlanContent
from interviews.plans.for_engine import plan_for_engine
from interviews.signals import answer_completed, interview_finished

log = logging.getLogger(__name__)
# Longer than a model may take for a turn.
LEASE = timedelta(seconds=40)
SWEEP_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an event."""

    interview: Interview
    state: State
    commands: tuple[Command, ...]


class NotYours(Exception):
    """A turn that is over, or was never asked."""


def begin_interview(*, invitation: Invitation, plan: Plan, language: str, points: tuple[ResumePoint, ...] = (), warmup: str = "") -> Interview:
    """Begun once, however often it is asked for."""
    agreed = invitation.adjustments
    with transaction.atomic():
        Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
        known = Interview.objects.filter(invitation=invitation).first()
        if known:
            return known
        interview = _new(plan, language, warmup, invitation=invitation)
        invitation.started_at = interview.began_at
        invitation.save(update_fields=["started_at"])
        began = Began(0, points, float(agreed.get("time_factor", 1)), bool(agreed.get("no_time_limits")))
        tell(interview=interview, event_at=lambda _: began)
    return interview


def begin_trial(*, plan: Plan, language: str, tried_by: User, warmup: str = "") -> Interview:
    with transaction.atomic():
        interview = _new(plan, language, warmup, tried_by=tried_by)
        tell(interview=interview, event_at=lambda at: Began(at))
    return interview


def tell(*, interview: Interview, event_at: Callable[[int], Event]) -> Told:
    """Tell the engine what happened at this moment, in milliseconds since the interview began."""
    with transaction.atomic():
        interview = Interview.objects.select_for_update(no_key=True, of=("self",)).select_related("plan", "job").get(pk=interview.pk)
        now = timezone.now()
        event = event_at(max(0, round((now - interview.began_at) / timedelta(milliseconds=1))))
        before = state_from(interview.state)
        state, commands = handle(engine_plan(interview), before, event)
        if state == before and not commands:
            return Told(interview, state, ())
        _log(interview, event)
        for command in commands:
            _keep(interview, state, command, now)
        interview.state, interview.phase = state.as_json(), state.phase
        interview.save()
    return Told(interview, state, commands)


def engine_plan(interview: Interview) -> EnginePlan:
    return plan_for_engine(PlanContent.model_validate(interview.plan.content), warmup=interview.warmup)


def keep_draft(*, turn: Turn, text: str) -> None:
    """What is being typed. Of a turn that is over nothing is kept any more."""
    Turn.objects.filter(pk=turn.pk, answered_at=None).update(draft=text, draft_at=timezone.now())


def keep_answer(*, interview: Interview, number: int, text: str) -> bool:
    """Keep an answer before anybody reads it. Told twice, the first stays; return whether there is something to go on with."""
    now = timezone.now()
    with transaction.atomic():
        interview = Interview.objects.select_for_update(no_key=True).get(pk=interview.pk)
        turn = Turn.objects.filter(interview=interview, number=number).first()
        if turn is None or interview.is_over:
            raise NotYours
        is_open = Turn.objects.filter(pk=turn.pk, answered_at=None, kept="").update(answer=text, answered_at=now, draft="", draft_at=None)
        if is_open:
            Interview.objects.filter(pk=interview.pk).update(words_due_at=now)
    return bool(is_open)


def reopen_turn(*, turn: Turn) -> None:
    """They asked for a moment: what they said is kept, and the turn stays theirs."""
    Turn.objects.filter(pk=turn.pk, kept="").update(answered_at=None)


def claim_words(*, interview_id: UUID) -> Interview | None:
    """Take up what is due, unless somebody is at it."""
    now = timezone.now()
    due = Interview.objects.filter(pk=interview_id, finished_at=None, words_due_at__lte=now)
    if not due.update(words_due_at=now + LEASE):
        return None
    return Interview.objects.select_related("plan", "job", "company").get(pk=interview_id)


def words_are_there(*, interview: Interview) -> None:
    Interview.objects.filter(pk=interview.pk).update(words_due_at=None)


def interviews_that_wait() -> list[tuple[UUID, UUID]]:
    """Where words are due and nobody is at it: lost messages, workers that died."""
    with every_company("a sweep finds the interviews of all companies that wait for words"):
        waiting = Interview.objects.filter(finished_at=None, words_due_at__lte=timezone.now() - timedelta(seconds=3)).order_by("words_due_at")
        return list(waiting.values_list("pk", "company_id")[:SWEEP_AT_MOST])


def replay(interview: Interview) -> State:
    """The state as its events give it."""
    plan, state = engine_plan(interview), State()
    for kind, values in interview.events.order_by("number").values_list("kind", "values"):
        state, _ = handle(plan, state, event_from(kind, values))
    return state


def _new(plan: Plan, language: str, warmup: str, **whose: object) -> Interview:
    return Interview.objects.create(
        company=plan.job.company, job=plan.job, plan=plan, language=language, warmup=warmup, state=State().as_json(), **whose
    )


def _log(interview: Interview, event: Event) -> None:
    kind, values = as_values(event)
    interview.events_told += 1
    InterviewEvent.objects.create(
        company_id=interview.company_id, interview=interview, number=interview.events_told, kind=kind, values=values
    )


def _keep(interview: Interview, state: State, command: Command, now: datetime) -> None:
    match command:
        case Draft():
            interview.words_due_at = now
        case Say():
            _said(interview, state, command, now)
        case SaveTurn():
            Turn.objects.filter(interview=interview, number=command.turn).update(kept=command.kept)
            if command.kept in (Kept.ANSWERED, Kept.DID_NOT_KNOW):
                _announce(answer_completed, interview, turn=command.turn)
        case Finish():
            _finished(interview, command.outcome, now)
        case Propose():
            # The words are proposed by whoever brought them: live/carrying_on.py.
            pass


def _said(interview: Interview, state: State, said: Say, now: datetime) -> None:
    turn = state.turn
    assert turn
    text = said.text or line(said.purpose, interview.language, company=interview.job.company.name, job=interview.job.title, minutes="", competency="", question="", contact="")
    Turn.objects.create(
        company_id=interview.company_id,
        interview=interview,
        number=said.turn,
        # Goodbye is said as the interview ends.
        phase="wrap_up" if said.purpose is Purpose.GOODBYE else state.phase,
        purpose=said.purpose,
        competency=turn.competency,
        question=turn.question,
        text=text,
        asked_at=now,
    )


def _finished(interview: Interview, outcome: Outcome, now: datetime) -> None:
    interview.finished_at, interview.outcome, interview.words_due_at = now, outcome, None
    moment = {Outcome.COMPLETED: "completed_at", Outcome.ENDED: "completed_at", Outcome.WITHDRAWN: "withdrawn_at"}.get(outcome)
    if moment and interview.invitation_id:
        Invitation.objects.filter(pk=interview.invitation_id, **{moment: None}).update(**{moment: now})
    _announce(interview_finished, interview)


def _announce(signal: object, interview: Interview, **about: object) -> None:
    """On commit, with ids only. Trials are nobody's business."""
    if interview.is_trial:
        return
    ids = {"interview_id": interview.pk, "company_id": interview.company_id, **about}
    transaction.on_commit(lambda: signal.send_robust(sender=Interview, **ids), robust=True)  # type: ignore[attr-defined]

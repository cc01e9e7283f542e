"""Interviews are conducted here: an event is told to the engine, and what it wishes for is kept, in one transaction.

Whoever holds the lock on the interview's row conducts it, for as long as the transaction lasts. So any process may bring any
event (a page, a socket, a worker, a sweep), events of one interview come one after the other, and a process that dies leaves
nothing behind but a moment that is over: `words_due_at` says that somebody was at it, and after it another takes over.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from interviews.engine import commands
from interviews.engine.commands import (
    Assess,
    CallForHelp,
    Command,
    Draft,
    Finish,
    GiveAMoment,
    Outcome,
    Propose,
    Purpose,
    SaveTurn,
    Say,
    SayAgain,
)
from interviews.engine.events import (
    Answered,
    AnswerHeardAgain,
    Began,
    CameBack,
    Event,
    HelpAsked,
    Meaning,
    OfTurn,
    Paused,
    RepeatAsked,
    Resumed,
    ResumePoint,
    SkipAsked,
    Withdrew,
)
from interviews.engine.log import as_values, event_from
from interviews.engine.machine import ENDINGS, Impossible, handle
from interviews.engine.plan import Plan as EnginePlan
from interviews.engine.state import Phase, State, Stop, state_from
from interviews.engine.turns import Step
from interviews.live.clock import read_clock, set_timer
from interviews.live.hints import ring
from interviews.live.lines import WARMUPS, line
from interviews.models import Interview, InterviewEvent, Invitation, Plan, Segment, Turn
from interviews.plans.content import PlanContent
from interviews.plans.for_engine import plan_for_engine
from interviews.queries.plans import current_plan
from interviews.queries.spoken import Spoken, is_more_coming, spoken_of
from interviews.services import connecting
from interviews.services.connecting import TakenOver, held
from interviews.services.helping import call_for_help
from interviews.services.learning import note_turn, propose_turn
from interviews.services.locking import HasEnded, lock_invitation
from interviews.services.plans import use_plan
from interviews.services.points import points_of
from interviews.services.reminders import drop_reminders
from interviews.services.speech import say_turn, slow_down
from interviews.services.unfinished import keep_what_was_begun
from interviews.signals import announce, answer_completed, answer_heard_again, interview_finished
from interviews.way import ended_as

# Turns with words that may be judged.
JUDGED = (commands.Kept.ANSWERED, commands.Kept.DID_NOT_KNOW)
# Of the invitation, by how its interview ended.
MOMENTS = {
    Outcome.COMPLETED: "completed_at",
    Outcome.ENDED: "cut_short_at",
    Outcome.WITHDRAWN: "withdrawn_at",
    Outcome.EXPIRED: "expired_at",
}
# Of an interview's events. Far more than any needs; from here on only what brings it further is kept.
MOST_EVENTS = 2_000
# Of these a page may tell any number, and none of them brings it further.
ENDLESS = (Paused, Resumed, HelpAsked, RepeatAsked)
# Of a question that was answered already.
OVERTAKEN = (SkipAsked, RepeatAsked)
# What a candidate does without words. Each of the first is told with the turn that stood on their page.
SLOWER = "slower"
ABOUT_TURN: dict[str, type[OfTurn]] = {"repeat": RepeatAsked, SLOWER: RepeatAsked, "skip": SkipAsked}
ABOUT_ALL: dict[str, type[Event]] = {"pause": Paused, "resume": Resumed, "help": HelpAsked}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an event."""

    interview: Interview
    state: State
    commands: tuple[Command, ...]


class NothingToAsk(Exception):
    """The job has no saved plan."""


class NotYours(Exception):
    """A turn that is over, with another answer or none, or was never asked."""


def begin_interview(*, invitation: Invitation) -> Interview:
    """Begun once, however often it is asked for. The caller enqueues tasks.carry_on."""
    with transaction.atomic():
        invitation = lock_invitation(invitation.pk)
        if known := Interview.objects.filter(invitation=invitation).first():
            return known
        if ended_as(invitation):
            # Revoked a moment ago, or declined or taken back on another device.
            raise HasEnded
        plan = current_plan(invitation.job)
        if plan is None:
            raise NothingToAsk
        plan = use_plan(plan=plan)
        content = PlanContent.model_validate(plan.content)
        interview = _new(plan, content.language, invitation=invitation)
        invitation.started_at = interview.began_at
        invitation.save(update_fields=["started_at"])
        drop_reminders(invitation=invitation)
        agreed = invitation.adjustments
        factor, has_no_limits = float(agreed.get("time_factor", 1)), bool(agreed.get("no_time_limits"))
        tell(interview=interview, event_at=lambda at: Began(at, points_of(invitation, content), factor, has_no_limits))
    return interview


def begin_trial(*, plan: Plan, language: str, tried_by: User, points: tuple[ResumePoint, ...] = ()) -> Interview:
    with transaction.atomic():
        interview = _new(plan, language, tried_by=tried_by)
        tell(interview=interview, event_at=lambda at: Began(at, points))
    return interview


def tell(
    *, interview: Interview, event_at: Callable[[int], Event], worded_by: dict[str, Any] | None = None, epoch: int | None = None
) -> Told:
    """Tell the engine what happened at this moment, in milliseconds of the interview's own time.

    What changes nothing is kept as well: it came late or twice, or was tried after the end, and who reads the log wants to know.
    Past MOST_EVENTS it is not, so that a page that has gone wild cannot fill the disk. What is impossible raises, and leaves nothing.

    An answer that was acknowledged counts, also where nobody has read it yet or understood it: what ends the interview comes after
    it. Who would skip a question, or hear it again, comes too late once it can be read. That alone is not kept: in the log it would
    stand before the answer, and whoever replays it would skip.

    Who pauses, or has called for somebody, goes on by "Go on" alone. A page that pauses takes no answer: what is read then was said
    before, or on an older page. So what comes of it is kept and shown, and the pause stands, told anew.
    """
    with held(interview, epoch, "plan", "job") as interview:  # noqa: PLR1704
        now, before = timezone.now(), state_from(interview.state)
        # A look that is due comes, however often something is told before it.
        soonest = interview.timer_at - now if interview.events_told else None
        event = event_at(read_clock(interview, before, now))
        if isinstance(event, (*ENDINGS, *OVERTAKEN)) and (unread := _unread(interview, before, event)):
            if isinstance(event, OVERTAKEN):
                return Told(interview, before, ())
            before = _told(interview, Answered(event.at, unread.number, Meaning.ANSWER), before, now, worded_by)[0]
        state, wishes = _told(interview, event, before, now, worded_by)
        if Stop.PAUSED not in state.clock.stopped_for:
            # They have gone on, and need nobody any more.
            interview.help_asked_at = None
        interview.state, interview.phase = state.as_json(), state.phase
        set_timer(interview, state, now, soonest)
        interview.save()
        ring(interview, may_wait=isinstance(event, Answered))
    return Told(interview, state, wishes)


def _told(interview: Interview, event: Event, before: State, now: datetime, worded_by: dict[str, Any] | None) -> Step:
    state, wishes = handle(engine_plan(interview), before, event)
    if interview.events_told >= MOST_EVENTS and (_is_endless(event, before) or (state == before and not wishes)):
        return before, ()
    _log(interview, event)
    for command in wishes:
        _keep(interview, state, command, now, worded_by or {})
    if _ends_pause_unasked(event, before, state):
        # However much was told before.
        pause = Paused(event.at)
        state, _ = handle(engine_plan(interview), state, pause)
        _log(interview, pause)
    return state, wishes


def _ends_pause_unasked(event: Event, before: State, state: State) -> bool:
    """To the engine, whoever does something with a turn is there."""
    return isinstance(event, OfTurn) and Stop.PAUSED in before.clock.stopped_for and Stop.PAUSED not in state.clock.stopped_for


def _is_endless(event: Event, before: State) -> bool:
    """Whoever stands still may always go on."""
    return isinstance(event, ENDLESS) and not (isinstance(event, Resumed) and before.clock.stopped_for)


def _unread(interview: Interview, state: State, event: Event) -> Turn | None:
    """The present turn, where an answer was acknowledged that nobody has read yet; before an end, also one to be understood still."""
    if state.turn is None or not state.turn.is_asked:
        return None
    is_there = Q(answered_at__isnull=False) | (Q(spoken_at__isnull=False) if isinstance(event, tuple(ENDINGS)) else Q())
    return Turn.objects.filter(is_there, interview=interview, number=state.turn.number, kept="").first()


def engine_plan(interview: Interview) -> EnginePlan:
    return plan_for_engine(PlanContent.model_validate(interview.plan.content), warmup=WARMUPS[interview.language])


def tell_of_turn(*, interview: Interview, number: int, kind: type[OfTurn], epoch: int | None = None) -> Told:
    """Of a turn that is over, or is not asked yet, nothing can be told: whoever tells it looks at an older page."""
    try:
        return tell(interview=interview, event_at=lambda at: kind(at, number), epoch=epoch)
    except Impossible:
        # Whoever tells it may know no more of the interview than its id.
        found = Interview.objects.get(pk=interview.pk)
        return Told(found, state_from(found.state), ())


def withdraw(*, invitation: Invitation) -> None:
    """Whoever takes their agreement back while they are interviewed ends the interview with it."""
    if running := Interview.objects.filter(invitation=invitation, finished_at=None).first():
        tell(interview=running, event_at=Withdrew)


def note_presence(*, interview: Interview, epoch: int | None) -> None:
    """The candidate's page was heard of, on the connection of this epoch. Whoever was away is back. None: a plain page."""
    connecting.note_presence(interview=interview, epoch=epoch)
    stopped_for = Interview.objects.filter(pk=interview.pk, finished_at=None).values_list("state__clock__stopped_for", flat=True).first()
    if Stop.AWAY in (stopped_for or ()):
        with suppress(TakenOver):
            tell(interview=interview, event_at=CameBack, epoch=epoch)


def act(*, interview: Interview, does: str, turn: int, epoch: int | None = None) -> Told:
    """What a candidate does without words; `turn` is the one on their page."""
    if does == SLOWER:
        slow_down(interview=interview, epoch=epoch)
    if does in ABOUT_TURN:
        return tell_of_turn(interview=interview, number=turn, kind=ABOUT_TURN[does], epoch=epoch)
    return tell(interview=interview, event_at=ABOUT_ALL[does], epoch=epoch)


def keep_answer(*, interview: Interview, turn: int, text: str, epoch: int | None = None) -> bool:
    """Keep an answer before anybody reads it. Return whether there is something to go on with: told twice, it is kept already."""
    with held(interview, epoch) as found:
        asked = Turn.objects.filter(interview=found, number=turn).first()
        if asked is None:
            raise NotYours
        if asked.answered_at or asked.kept:
            if text != (asked.typed or asked.answer):
                raise NotYours
            return False
        if found.is_over:
            raise NotYours
        whole = spoken_of(asked).before(text)
        # Apart, where there is more than that to the answer, or will be.
        _keep_answer(found, asked, answer=whole, typed=text if whole != text or is_more_coming(asked) else "")
    return True


def keep_spoken(*, interview: Interview, turn: Turn, spoken: Spoken) -> None:
    """An answer that was spoken, all of it understood. Whoever calls holds the interview."""
    _keep_answer(interview, turn, answer=spoken.text, words=spoken.words)


def _keep_answer(interview: Interview, asked: Turn, **answer: Any) -> None:
    now = timezone.now()
    Turn.objects.filter(pk=asked.pk).update(**answer, answered_at=now, draft="", draft_at=None)
    Interview.objects.filter(pk=interview.pk).update(words_due_at=now)
    ring(interview, may_wait=True)


def tell_of_more(*, interview: Interview, turn: int) -> None:
    """An answer was understood otherwise than whoever read it knew."""
    told = tell(interview=interview, event_at=lambda at: AnswerHeardAgain(at, turn))
    if any(isinstance(command, Assess) for command in told.commands):
        announce(answer_heard_again, interview, turn=turn)


def note_voice(*, interview: Interview) -> None:
    """What is kept or understood of their voice has changed: a sign of life, and something to show."""
    Interview.objects.filter(pk=interview.pk).update(voice_at=timezone.now())
    ring(interview, may_wait=True)


def end_silence(*, interview: Interview) -> None:
    """They write or speak, so their time counts again, as it does for everybody. A pause ends by "Go on" alone. Whoever calls holds
    the interview."""
    stopped_for = state_from(interview.state).clock.stopped_for
    if Stop.SILENT in stopped_for and Stop.PAUSED not in stopped_for:
        tell(interview=interview, event_at=Resumed)


def reopen_turn(*, turn: Turn, with_words: bool) -> None:
    """They asked for a moment: the turn stays theirs. `with_words`: what they said may be where their answer begins."""
    if not with_words:
        Segment.objects.filter(turn=turn).update(is_aside=True)
    elif typed := turn.typed or ("" if turn.spoken_at else turn.answer):
        Turn.objects.filter(pk=turn.pk, kept="", draft="").update(draft=typed, draft_at=timezone.now())
    Turn.objects.filter(pk=turn.pk, kept="").update(answered_at=None, spoken_at=None, typed="", reopened=F("reopened") + 1)
    ring(turn.interview)


def replay(interview: Interview) -> State:
    """The state as its events give it."""
    plan, state = engine_plan(interview), State()
    for kind, values in interview.events.order_by("number").values_list("kind", "values"):
        state, _ = handle(plan, state, event_from(kind, values))
    return state


def _new(plan: Plan, language: str, **whose: object) -> Interview:
    return Interview.objects.create(company=plan.job.company, job=plan.job, plan=plan, language=language, state=State().as_json(), **whose)


def _log(interview: Interview, event: Event) -> None:
    kind, values = as_values(event)
    interview.events_told += 1
    InterviewEvent.objects.create(
        company_id=interview.company_id, interview=interview, number=interview.events_told, kind=kind, values=values
    )


def _keep(interview: Interview, state: State, command: Command, now: datetime, worded_by: dict[str, Any]) -> None:
    match command:
        case Draft():
            interview.words_due_at = now
        case Say():
            _said(interview, state, command, now, worded_by)
            note_turn(interview=interview, number=command.turn)
        case SaveTurn():
            _saved(interview, state, command, now)
        case SayAgain():
            Turn.objects.filter(interview=interview, number=command.turn).update(said_again=F("said_again") + 1)
        case GiveAMoment():
            Turn.objects.filter(interview=interview, number=command.turn).update(moment_at=now)
        case CallForHelp():
            if interview.help_asked_at is None:
                call_for_help(interview=interview)
            interview.help_asked_at = now
        case Propose():
            propose_turn(interview=interview, number=command.turn)
        case Finish():
            _finished(interview, command.outcome, now)


def _saved(interview: Interview, state: State, saved: SaveTurn, now: datetime) -> None:
    listen_at = now if interview.voice_at else None
    Turn.objects.filter(interview=interview, number=saved.turn).update(kept=saved.kept, listen_again_at=listen_at)
    if saved.kept is commands.Kept.UNFINISHED:
        keep_what_was_begun(interview, saved.turn, now, may_be_draft=state.phase is Phase.WRAP_UP)
    note_turn(interview=interview, number=saved.turn)
    if saved.kept in JUDGED:
        announce(answer_completed, interview, turn=saved.turn, by_voice=interview.voice_at is not None)


def _said(interview: Interview, state: State, said: Say, now: datetime, worded_by: dict[str, Any]) -> None:
    turn = state.turn
    assert turn
    text = said.text or line(
        said.purpose,
        interview.language,
        company=interview.company.name,
        job=interview.job.title,
        minutes="",
        competency="",
        question="",
        contact="",
    )
    made = Turn.objects.create(
        company_id=interview.company_id,
        interview=interview,
        number=said.turn,
        # Goodbye is said as the interview ends.
        phase="wrap_up" if said.purpose is Purpose.GOODBYE else state.phase,
        purpose=said.purpose,
        competency=turn.competency,
        question=turn.question,
        text=text,
        worded_by=worded_by,
        asked_at=now,
    )
    say_turn(interview=interview, turn=made, state=state)


def _finished(interview: Interview, outcome: Outcome, now: datetime) -> None:
    interview.finished_at, interview.outcome, interview.words_due_at = now, outcome, None
    if invitation := interview.invitation:
        moment = MOMENTS[outcome]
        Invitation.objects.filter(pk=invitation.pk, **{moment: None}).update(**{moment: now})
        drop_reminders(invitation=invitation)
    announce(interview_finished, interview)

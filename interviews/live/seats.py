"""What a connection reads and writes: plain functions, each one transaction at most, run in threads of the room's own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import Error
from django.http import Http404
from django.utils import translation

from accounts.tenancy import company_scope
from interviews import access, tasks
from interviews.http import company_held, session_holds, was_in_the_room
from interviews.languages import language_by
from interviews.live import threads, voice, wire
from interviews.live.painting import paint
from interviews.live.wire import (
    Act,
    Again,
    Answer,
    Answered,
    Arrived,
    Code,
    Draft,
    Kept,
    Listened,
    Pong,
    Refused,
    RefusedSound,
    Room,
    Said,
    Segment,
    Spoken,
    Why,
)
from interviews.models import Interview, Invitation
from interviews.models import Segment as Recording
from interviews.queries.watching import written_in
from interviews.services import conducting, connecting, speech
from interviews.services.consents import has_agreed
from interviews.services.drafts import keep_draft
from interviews.services.recordings import pieces
from interviews.services.recordings.pieces import OpenTurn
from interviews.way import ended_as

log = logging.getLogger(__name__)


class LineEnds(Exception):
    def __init__(self, code: Code) -> None:
        self.code = code


def code_of(fault: Exception) -> Code:
    if isinstance(fault, LineEnds):
        return fault.code
    if isinstance(fault, connecting.TakenOver):
        return Code.TAKEN_OVER
    if isinstance(fault, (Error, TimeoutError)):
        log.warning("a room's line was closed because the database does not answer")
    else:
        log.error("a room's line broke", exc_info=fault)
    return Code.TRY_AGAIN


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end, as the handshake says it."""

    session_key: str | None
    invitation_id: UUID
    # The browser's languages, as its header names them.
    languages: str


def visitor_of(scope: dict[str, Any]) -> Visitor:
    languages = dict(scope["headers"]).get(b"accept-language", b"").decode("latin1")
    return Visitor(scope["session"].session_key, scope["url_route"]["kwargs"]["invitation_id"], languages)


@dataclass(frozen=True, slots=True)
class Seat:
    """A connection that was let in."""

    visitor: Visitor
    company_id: UUID
    interview_id: UUID
    epoch: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a message: the answer to it, whether the room may look different now, and whether a worker has something to do."""

    answer: Said | None
    has_changed: bool = False
    # Of which something is on its way that matters more.
    may_wait: bool = False
    is_work_due: bool = False
    # Which segment a worker is to listen to, or to bring to storage.
    arrived: Recording | None = None


def take_seat(visitor: Visitor, ticket: str) -> Seat:
    with _interview_for(visitor) as interview:
        if interview.is_over:
            raise LineEnds(Code.OVER)
        try:
            epoch = connecting.connect_by_ticket(interview=interview, ticket=ticket)
        except connecting.TicketRefused:
            raise LineEnds(Code.NO_TICKET) from None
        conducting.note_presence(interview=interview, epoch=epoch)
    return Seat(visitor, interview.company_id, interview.pk, epoch)


def look(seat: Seat) -> tuple[Room, bool, tuple[object, ...]]:
    """The room as it is now, whether the interview is over, and what was written of it before all else was read: what changes
    meanwhile differs from that. Everything is asked anew: the right to be here may have ended."""
    with _interview_for(seat.visitor) as interview:
        if interview.epoch != seat.epoch:
            raise LineEnds(Code.TAKEN_OVER)
        assert interview.invitation
        with translation.override(language_by(seat.visitor.languages, interview.invitation)):
            return Room(interview.events_told, paint(interview)), interview.is_over, written_in(interview)


def carry_out(seat: Seat, message: wire.Heard) -> Outcome:
    with company_scope(seat.company_id):
        try:
            outcome = _outcome(seat, message)
        except Interview.DoesNotExist:
            raise LineEnds(Code.NOT_ALLOWED) from None
    if outcome.is_work_due:
        # Here and not by the line, which may be gone by now.
        threads.send(tasks.carry_on, str(seat.interview_id), str(seat.company_id))
    if outcome.arrived:
        threads.send(tasks.brings_to_storage(outcome.arrived), str(outcome.arrived.pk), str(seat.company_id))
    return outcome


def open_turn(seat: Seat, number: int) -> OpenTurn | None:
    with company_scope(seat.company_id):
        return pieces.open_turn(_interview_of(seat), number)


def arrived(seat: Seat) -> tuple[Arrived, ...]:
    with company_scope(seat.company_id):
        return voice.arrived(_interview_of(seat))


def _outcome(seat: Seat, message: wire.Heard) -> Outcome:
    interview = _interview_of(seat)
    match message:
        case Draft():
            return _draft(interview, seat.epoch, message)
        case Answer():
            return _answer(interview, seat.epoch, message)
        case Segment() | Again() | Spoken():
            return _by_voice(interview, seat.epoch, message)
        case Act():
            interview.refresh_from_db()
            told = conducting.act(interview=interview, does=message.do, turn=message.turn, epoch=seat.epoch)
            return Outcome(None, has_changed=True, is_work_due=bool(told.commands))
    if isinstance(message, Listened):
        speech.note_heard(interview=interview, **asdict(message), epoch=seat.epoch)
    conducting.note_presence(interview=interview, epoch=seat.epoch)
    return Outcome(Pong() if isinstance(message, wire.Ping) else None)


def _interview_of(seat: Seat) -> Interview:
    """Its id is enough: services read it under its lock."""
    return Interview(pk=seat.interview_id, company_id=seat.company_id)


def _draft(interview: Interview, epoch: int, said: Draft) -> Outcome:
    if why := wire.why_not(said.text, may_be_empty=True):
        return Outcome(Refused(why, said.turn))
    if keep_draft(interview=interview, turn=said.turn, text=said.text, epoch=epoch, rev=said.rev):
        return Outcome(Kept(said.turn, said.rev))
    return Outcome(Refused(Why.NOT_YOURS, said.turn), has_changed=True)


def _answer(interview: Interview, epoch: int, said: Answer) -> Outcome:
    if why := wire.why_not(said.text, may_be_empty=False):
        return Outcome(Refused(why, said.turn))
    try:
        is_new = conducting.keep_answer(interview=interview, turn=said.turn, text=said.text, epoch=epoch)
    except conducting.NotYours:
        return Outcome(Refused(Why.NOT_YOURS, said.turn), has_changed=True)
    return Outcome(Answered(said.turn), has_changed=True, is_work_due=is_new)


def _by_voice(interview: Interview, epoch: int, said: Segment | Again | Spoken) -> Outcome:
    if isinstance(said, Segment):
        return _segment(interview, epoch, said)
    if isinstance(said, Spoken):
        return _spoken(interview, epoch, said)
    voice.again(interview, said, epoch)
    return Outcome(None, has_changed=True)


def _segment(interview: Interview, epoch: int, said: Segment) -> Outcome:
    answer, segment = voice.complete(interview, said, epoch)
    return Outcome(answer, has_changed=not isinstance(answer, RefusedSound), may_wait=True, arrived=segment)


def _spoken(interview: Interview, epoch: int, said: Spoken) -> Outcome:
    answer, is_whole = voice.finish(interview, said, epoch)
    return Outcome(answer, has_changed=not isinstance(answer, RefusedSound), may_wait=isinstance(answer, Answered), is_work_due=is_whole)


@contextmanager
def _interview_for(visitor: Visitor) -> Iterator[Interview]:
    """In its company's scope, through the same doors as a candidate's page."""
    session = SessionStore(visitor.session_key)
    company_id = company_held(session, visitor.invitation_id)
    if company_id is None:
        raise LineEnds(Code.NOT_ALLOWED)
    with company_scope(company_id):
        try:
            invitation = access.invitation_of_session(visitor.invitation_id)
        except Http404:
            raise LineEnds(Code.NOT_ALLOWED) from None
        interview = access.interview_of_invitation(invitation)
        if interview is None or not session_holds(session, invitation) or not _is_open(invitation, interview):
            raise LineEnds(Code.NOT_ALLOWED)
        yield interview


def _is_open(invitation: Invitation, interview: Interview) -> bool:
    # Whose interview is over may see its end.
    return has_agreed(invitation) and (not ended_as(invitation) or (was_in_the_room(invitation) and interview.is_over))

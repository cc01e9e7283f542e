"""What a connection reads and writes: plain functions, each one transaction at most, run in threads of the room's own."""

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import Error
from django.http import Http404
from django.utils import translation

from accounts.tenancy import company_scope
from interviews import access, tasks
from interviews.http import company_held
from interviews.languages import language_by
from interviews.live import threads, wire
from interviews.live.painting import paint
from interviews.live.wire import Act, Answer, Answered, Code, Draft, Kept, Pong, Refused, Room, Said, Why
from interviews.models import Interview, Invitation
from interviews.services import conducting, connecting
from interviews.services.consents import has_agreed
from interviews.way import State, ended_as

log = logging.getLogger(__name__)
ENDED_IN_THE_ROOM = (State.COMPLETED, State.WITHDRAWN)


class LineEnds(Exception):
    def __init__(self, code: Code) -> None:
        self.code = code


def code_of(fault: Exception) -> Code:
    if isinstance(fault, LineEnds):
        return fault.code
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
    is_work_due: bool = False


def take_seat(visitor: Visitor, ticket: str) -> Seat:
    company_id = _company_of(visitor)
    with company_scope(company_id):
        interview = _interview_for(visitor)
        if interview.is_over:
            raise LineEnds(Code.OVER)
        try:
            epoch = connecting.connect_by_ticket(interview=interview, ticket=ticket)
        except connecting.TicketRefused:
            raise LineEnds(Code.NO_TICKET) from None
        conducting.note_presence(interview=interview, epoch=epoch)
    return Seat(visitor, company_id, interview.pk, epoch)


def look(seat: Seat) -> tuple[Room, bool]:
    """The room as it is now, and whether the interview is over. Everything is asked anew: the right to be here may have ended."""
    with company_scope(_company_of(seat.visitor)):
        interview = _interview_for(seat.visitor)
        if interview.epoch != seat.epoch:
            raise LineEnds(Code.TAKEN_OVER)
        assert interview.invitation
        with translation.override(language_by(seat.visitor.languages, interview.invitation)):
            return Room(interview.events_told, paint(interview)), interview.is_over


def carry_out(seat: Seat, message: wire.Heard) -> Outcome:
    with company_scope(seat.company_id):
        try:
            outcome = _outcome(seat, message)
        except connecting.TakenOver:
            raise LineEnds(Code.TAKEN_OVER) from None
        except Interview.DoesNotExist:
            raise LineEnds(Code.NOT_ALLOWED) from None
    if outcome.is_work_due:
        # Here and not by the line, which may be gone by now.
        threads.send(tasks.carry_on, str(seat.interview_id), str(seat.company_id))
    return outcome


def _outcome(seat: Seat, message: wire.Heard) -> Outcome:
    # Known by its id alone: services read it under its lock.
    interview = Interview(pk=seat.interview_id, company_id=seat.company_id)
    match message:
        case Draft():
            return _draft(interview, seat.epoch, message)
        case Answer():
            return _answer(interview, seat.epoch, message)
        case Act():
            told = conducting.act(interview=interview, does=message.do, turn=message.turn, epoch=seat.epoch)
            return Outcome(None, has_changed=True, is_work_due=bool(told.commands))
    conducting.note_presence(interview=interview, epoch=seat.epoch)
    return Outcome(Pong())


def _draft(interview: Interview, epoch: int, said: Draft) -> Outcome:
    if why := wire.why_not(said.text, may_be_empty=True):
        return Outcome(Refused(why, said.turn))
    if conducting.keep_draft(interview=interview, turn=said.turn, text=said.text, epoch=epoch, rev=said.rev):
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


def _company_of(visitor: Visitor) -> UUID:
    company_id = company_held(SessionStore(visitor.session_key), visitor.invitation_id)
    if company_id is None:
        raise LineEnds(Code.NOT_ALLOWED)
    return company_id


def _interview_for(visitor: Visitor) -> Interview:
    """The same doors as at a candidate's page."""
    try:
        invitation = access.invitation_of_session(visitor.invitation_id)
    except Http404:
        raise LineEnds(Code.NOT_ALLOWED) from None
    interview = access.interview_of_invitation(invitation)
    if interview is None or not _is_open(invitation, interview):
        raise LineEnds(Code.NOT_ALLOWED)
    interview.invitation = invitation
    return interview


def _is_open(invitation: Invitation, interview: Interview) -> bool:
    ended = ended_as(invitation)
    # Whose interview is over may see its end.
    return has_agreed(invitation) and (not ended or (ended in ENDED_IN_THE_ROOM and interview.is_over))

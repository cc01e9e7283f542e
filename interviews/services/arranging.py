"""What somebody who recruits answers to a candidate who asks for an adjustment."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from accounts.tenancy import company_scope
from interviews.engine.events import Extended, LimitLifted
from interviews.engine.state import state_from
from interviews.letters.words import Text, Words
from interviews.models import AdjustmentRequest, Interview, Invitation
from interviews.services.candidate_mail import mail_candidate, words_for
from interviews.services.conducting import engine_plan, tell
from interviews.services.locking import HasEnded, lock_for_recruiter
from interviews.services.refused import Refused
from interviews.way import ended_as

Need = AdjustmentRequest.Need
State = AdjustmentRequest.State


class DecidedAlready(Refused):
    pass


class TimeIsUp(Refused):
    """What is agreed on would be promised behind a page that is closed."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """What is agreed on, in the terms of the interview."""

    time_factor: float = 1
    typing_only: bool = False
    no_time_limits: bool = False

    @property
    def values(self) -> dict[str, Any]:
        said: dict[str, Any] = {"time_factor": self.time_factor} if self.time_factor > 1 else {}
        return said | {name: True for name in ("typing_only", "no_time_limits") if getattr(self, name)}


def decide_adjustment(
    *, request: AdjustmentRequest, agrees: bool, arranged: Arranged = Arranged(), answer: str = "", by: Actor
) -> OutboxMail:
    """The candidate is told in their language. What was agreed on before, and is not asked for now, stays. In the middle of the
    interview it holds at once."""
    with company_scope(request.company_id):
        # First of all: whoever tells an interview something locks it before its invitation.
        running = Interview.objects.select_for_update(no_key=True, of=("self",)).filter(invitation=request.invitation_id, finished_at=None)
        interview = running.select_related("plan").first()
        invitation = lock_for_recruiter(request.invitation_id)
        if invitation.expired_at:
            # In the middle of the interview: more time would lead nowhere.
            raise HasEnded
        if agrees and (ended := ended_as(invitation)):
            raise TimeIsUp if ended == Invitation.State.EXPIRED else HasEnded
        request = AdjustmentRequest.objects.get(pk=request.pk)
        if request.state != State.ASKED:
            raise DecidedAlready
        request.state = State.AGREED if agrees else State.DECLINED
        request.answer, request.decided_at, request.decided_by = answer, timezone.now(), by.user
        request.save(update_fields=["state", "answer", "decided_at", "decided_by"])
        if agrees:
            before, invitation.adjustments = invitation.adjustments, invitation.adjustments | arranged.values
            invitation.save(update_fields=["adjustments"])
            if interview:
                _hold_at_once(interview, before, invitation.adjustments)
        record(by=by, company=invitation.company, action=f"adjustment.{request.state}", target=request)
        return _answered(invitation, request, arranged)


def _hold_at_once(interview: Interview, before: dict[str, Any], now: dict[str, Any]) -> None:
    """Of a limit that there is: a longer one, or none any more."""
    if not state_from(interview.state).clock.limit:
        return
    further = round(engine_plan(interview).lasts * (float(now.get("time_factor", 1)) - float(before.get("time_factor", 1))))
    if now.get("no_time_limits"):
        tell(interview=interview, event_at=LimitLifted)
    elif further > 0:
        tell(interview=interview, event_at=lambda at: Extended(at, further))


def _answered(invitation: Invitation, request: AdjustmentRequest, arranged: Arranged) -> OutboxMail:
    words = words_for(invitation)
    agreed = request.state == State.AGREED
    given = {
        Need.EXTRA_TIME: arranged.time_factor > 1,
        Need.TYPING_ONLY: arranged.typing_only,
        Need.NO_TIME_LIMITS: arranged.no_time_limits,
    }
    needs = [words.adjustment[need] for need, is_given in given.items() if is_given]
    if Need.OTHER in request.needs or not needs:
        needs.append(words.adjustment[Need.OTHER])
    return mail_candidate(
        invitation=invitation,
        kind="adjustment",
        key=f"adjustment-{request.pk}",
        text=_letter_of(words, agreed=agreed, has_begun=invitation.started_at is not None),
        more={"needs": ", ".join(needs)},
        answer=request.answer,
    )


def _letter_of(words: Words, *, agreed: bool, has_begun: bool) -> Text:
    if not agreed:
        return words.adjustment_declined
    return words.adjustment_now if has_begun else words.adjustment_agreed

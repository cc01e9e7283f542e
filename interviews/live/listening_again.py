"""What a worker does with a spoken answer that is complete: a better model, where one is set up, hears all of it once more.

Nobody waits for it. No scope, and so no transaction, is open while the model listens.
"""

from uuid import UUID

from accounts.gateway import models_listening_again
from accounts.tenancy import company_scope
from ai.errors import AIError, Rejected, WrongKey
from ai.gateway import Gateway
from ai.protocols import Hints, Recording
from ai.waiting import wait
from interviews.live.listening import hints_for, judged, problem_with, sound_of
from interviews.models import Segment
from interviews.services.recordings import again
from interviews.services.recordings.again import Claim
from interviews.services.recordings.segments import Understood


class NotNow(Exception):
    """The model, the store or the budget is not to be had."""


def listen_again(*, interview_id: UUID, number: int, company_id: UUID) -> None:
    with company_scope(company_id):
        claim = again.claim_answer(interview_id=interview_id, number=number)
        hints = hints_for(claim.turn.interview) if claim else None
    if claim is None or hints is None:
        return
    try:
        models = models_listening_again(claim.turn.company, interview=interview_id)
    except WrongKey:
        with company_scope(company_id):
            again.wait_for_key(claim=claim)
        return
    if models is None:
        with company_scope(company_id):
            again.leave(claim=claim)
        return
    try:
        is_ours = claim.is_complete and _hear_all(claim, models, hints)
    except NotNow:
        is_ours = False
    with company_scope(company_id):
        if is_ours:
            again.settle_again(claim=claim)
        else:
            again.put_off(claim=claim)


def _hear_all(claim: Claim, models: Gateway, hints: Hints) -> bool:
    for segment in claim.segments:
        heard = _heard(segment, models, hints)
        with company_scope(segment.company_id):
            if not again.keep_heard(claim=claim, segment=segment, heard=heard):
                return False
    return True


def _heard(segment: Segment, models: Gateway, hints: Hints) -> Understood:
    try:
        sound = sound_of(segment)
    except OSError:
        raise NotNow from None
    if not sound:
        raise NotNow
    if problem_with(segment, sound):
        return Understood(Segment.State.UNCLEAR)
    try:
        transcript = wait(models.transcribe(Recording(sound, segment.format, segment.seconds), hints, task="transcribe_again"))
    except Rejected:
        return Understood(Segment.State.UNCLEAR)
    except (AIError, TimeoutError):
        raise NotNow from None
    return judged(transcript, hints)

"""Spoken answers that are complete, heard once more by a better model. What was understood first stays beside it.

A turn is claimed for as long as one of its recordings may take, each time anew; what a recording came to is kept at once, so
whoever takes over from a worker that died goes on where it stopped.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.tenancy import every_company
from interviews.models import Segment, Turn
from interviews.queries.heard_again import later_answer
from interviews.services.conducting import tell_of_more
from interviews.services.connecting import held
from interviews.services.recordings.segments import Understood

# Longer than the gateway's background pace may take.
LEASE = timedelta(minutes=3)
# After each failure; whoever has failed once more than there are entries is given up.
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 180, 360))
# A key that cannot be read comes back by what somebody does, or never: as long as there is sound, now and then somebody looks.
KEY_AGAIN_AFTER = timedelta(minutes=30)
# No report waits for it.
TRIES_WITHOUT_KEY = 2
SWEEP_AT_MOST = 200


@dataclass(slots=True)
class Claim:
    turn: Turn
    until: datetime
    # In order, without those that were heard already or whose sound was removed.
    segments: tuple[Segment, ...]
    # Of another, somebody may still be understanding a part for the first time.
    is_complete: bool


def claim_answer(*, interview_id: UUID, number: int) -> Claim | None:
    """None: somebody is at it, or there is nothing to hear."""
    now = timezone.now()
    turns = Turn.objects.filter(_are_due(), interview=interview_id, number=number)
    turn = (
        turns.select_for_update(of=("self",)).select_related("interview__job", "interview__plan", "interview__company", "company").first()
    )
    if turn is None:
        return None
    segments = list(segments_of(turn))
    if not (segments and turn.answered_at and turn.answer):
        Turn.objects.filter(pk=turn.pk).update(listen_again_at=None)
        return None
    until, tries = now + LEASE, turn.listen_again_tries + 1
    Turn.objects.filter(pk=turn.pk).update(listen_again_at=until, listen_again_tries=tries)
    turn.listen_again_at, turn.listen_again_tries = until, tries
    left = tuple(each for each in segments if not each.again_state and not each.removed_at)
    return Claim(turn, until, left, all(each.state != Segment.State.COMING for each in segments))


def keep_heard(*, claim: Claim, segment: Segment, heard: Understood) -> bool:
    """Return whether the answer is still ours to go on with."""
    # Of one that has grown meanwhile a part was heard.
    Segment.objects.filter(pk=segment.pk, again_state="", sha256=segment.sha256).update(
        again_state=heard.state, again_text=heard.text, again_words=list(heard.words), again_made=heard.made or {}
    )
    until = timezone.now() + LEASE
    if not _held(claim).update(listen_again_at=until):
        return False
    claim.until = until
    return True


def put_off(*, claim: Claim) -> None:
    """What cannot be heard now is heard later. In the end it is given up, and the answer stays as it is."""
    tries = claim.turn.listen_again_tries
    _held(claim).update(listen_again_at=timezone.now() + AGAIN_AFTER[tries - 1] if tries <= len(AGAIN_AFTER) else None)


def wait_for_key(*, claim: Claim) -> None:
    """That is no failure of whoever listens, so however long it takes it is not given up."""
    _held(claim).update(listen_again_at=timezone.now() + KEY_AGAIN_AFTER, listen_again_tries=TRIES_WITHOUT_KEY)


def leave(*, claim: Claim) -> None:
    """There is nobody to listen again."""
    _held(claim).update(listen_again_at=None)


def settle_again(*, claim: Claim) -> None:
    """All of it was heard. What a candidate has put right stays theirs: they were shown what was understood first."""
    with held(claim.turn.interview, None) as interview:
        if not _held(claim).update(listen_again_at=None, heard_again_at=timezone.now()):
            return
        turn = Turn.objects.get(pk=claim.turn.pk)
        text = later_answer(turn, list(segments_of(turn)))
        if not text or turn.corrected_at:
            return
        Turn.objects.filter(pk=turn.pk).update(heard_again=text)
        tell_of_more(interview=interview, turn=turn.number)


def due_answers() -> list[tuple[UUID, int, UUID]]:
    """As (interview, turn, company): lost messages, workers that died, providers and stores that were away."""
    with every_company("a sweep finds the spoken answers of all companies that wait to be heard again"):
        found = Turn.objects.filter(_are_due()).order_by("listen_again_at")
        return list(found.values_list("interview_id", "number", "company_id")[:SWEEP_AT_MOST])


def segments_of(turn: Turn) -> QuerySet[Segment]:
    return Segment.objects.filter(turn=turn, is_aside=False).order_by("epoch", "number")


def _are_due() -> Q:
    """Nobody has one for so long: what lies further ahead was written before the server's clock stepped back."""
    now = timezone.now()
    return Q(listen_again_at__lte=now) | Q(listen_again_at__gt=now + 2 * AGAIN_AFTER[-1])


def _held(claim: Claim) -> QuerySet[Turn]:
    return Turn.objects.filter(pk=claim.turn.pk, listen_again_at=claim.until)

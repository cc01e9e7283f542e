"""Pieces of a segment whose end was never told: of a device that is gone, or of a page that was closed, and maybe came back, sent
more and was closed again.

They were said, and acknowledged for the most part, so they are part of the answer: as far as they go without a gap, as a recording
that breaks off.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.tenancy import company_scope, every_company
from interviews.models import Interview, Piece, Recorded, Segment, Turn
from interviews.services.connecting import held
from interviews.services.consents import has_agreed
from interviews.services.recordings.camera import FORMATS
from interviews.services.recordings.containers import format_of
from interviews.services.recordings.growing import LONGEST, grow
from interviews.services.recordings.pieces import sound_in_pieces

# A page that comes back tells the end by itself. Its camera waits behind its sound, and may come long after the answer.
AFTER = {Recorded.SOUND: timedelta(minutes=2), Recorded.CAMERA: timedelta(minutes=15)}
SWEEP_AT_MOST = 100


def adopt_pieces(*, turn: Turn, kind: str = Recorded.SOUND) -> int:
    """Whoever calls holds the interview. Return how many segments of the answer came of them; the sweep has them transcribed, if nobody else."""
    return _adopt(turn, kind, _orphans().filter(turn=turn, kind=kind))


def _adopt(turn: Turn, kind: str, orphans: QuerySet[Piece]) -> int:
    made = [_adopted(turn, *key, kind) for key in orphans.order_by().values_list("epoch", "segment").distinct()]
    return sum(made)


def _adopted(turn: Turn, epoch: int, number: int, kind: str) -> bool:
    parts = list(sound_in_pieces(turn, epoch, number, kind))
    data = b"".join(parts)
    container = format_of(data)
    is_camera = kind == Recorded.CAMERA
    if not container or (is_camera and container not in FORMATS):
        # Without its beginning nobody can play it.
        return False
    is_aside = is_camera or turn.is_taken_back(epoch, number)
    whose: dict[str, Any] = {"company_id": turn.company_id, "turn": turn, "kind": kind, "epoch": epoch, "number": number}
    found: dict[str, Any] = {
        "pieces": len(parts),
        "format": container,
        "size": len(data),
        "seconds": min(len(parts), LONGEST),
        "sha256": sha256(data).hexdigest(),
        "problems": [Segment.Problem.CUT],
        "state": Segment.State.THERE if is_camera else Segment.State.COMING,
    }
    known = Segment.objects.select_for_update().filter(**whose).first()
    if known is None:
        Segment.objects.create(**whose, **found, is_aside=is_aside)
    elif len(parts) > known.pieces:
        grow(known, **found)
    else:
        # They are stored already.
        return False
    return not is_aside


def adopt_lost_pieces() -> None:
    """Of turns that are over: nobody comes back to them."""
    for kind in Recorded:
        _adopt_lost(kind)


def _adopt_lost(kind: Recorded) -> None:
    before = timezone.now() - AFTER[kind]
    for turn_id, interview_id, company_id in _lost(kind, before):
        with company_scope(company_id), held(Interview(pk=interview_id), None) as interview:
            turn = Turn.objects.get(pk=turn_id)
            left = _left(kind, before).filter(turn=turn)
            # Some may have come in the moment after they took their agreement back.
            if interview.invitation is None or has_agreed(interview.invitation):
                _adopt(turn, kind, left)
            # What has no beginning, or is stored already.
            left.delete()


def _lost(kind: Recorded, before: datetime) -> list[tuple[UUID, UUID, UUID]]:
    over = Q(turn__answered_at__isnull=False) | ~Q(turn__kept="") | Q(turn__interview__finished_at__isnull=False)
    with every_company("a sweep finds the sound of all companies that nobody has put together"):
        found = _left(kind, before).filter(over, at__lt=before).order_by("turn_id").distinct()
        return list(found.values_list("turn_id", "turn__interview_id", "company_id")[:SWEEP_AT_MOST])


def _left(kind: Recorded, before: datetime) -> QuerySet[Piece]:
    """Of segments that nobody is sending."""
    same = {"turn": OuterRef("turn"), "epoch": OuterRef("epoch"), "segment": OuterRef("segment")}
    return _orphans().filter(~Exists(Piece.objects.filter(**same, at__gte=before)), kind=kind)


def _orphans() -> QuerySet[Piece]:
    """Not of a segment that is still to be stored: it takes them along."""
    stored_with_them = Segment.objects.filter(turn=OuterRef("turn"), epoch=OuterRef("epoch"), number=OuterRef("segment"), file="")
    return Piece.objects.filter(~Exists(stored_with_them))

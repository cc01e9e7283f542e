"""Recordings of which more comes than was there when they were put together: they are stored and understood anew, as a whole. What
was understood of a part stands until then."""

from hashlib import sha256
from typing import Any

from django.utils import timezone

from interviews.models import Piece, Recorded, Segment
from interviews.services.recordings.pieces import sound_in_pieces
from resumes.services.files import remove_on_commit

# Of what a page, or a provider, says about its length, as much is believed.
LONGEST = 60.0
NOT_HEARD_AGAIN: dict[str, Any] = {"again_state": "", "again_text": "", "again_words": [], "again_made": {}}


def grow(segment: Segment, **told: object) -> Segment:
    """Whoever calls holds the interview."""
    remove_on_commit([str(segment.file.name)])
    anew = NOT_HEARD_AGAIN | {"file": "", "tries": 0, "due_at": timezone.now()}
    Segment.objects.filter(pk=segment.pk).update(**anew, **told)
    return Segment.objects.get(pk=segment.pk)


def has_grown(segment: Segment) -> bool:
    """More of it is there than whoever told its end knew of: they hold a window's recordings of a moment before they took over from
    it. What was acknowledged belongs to it: as long as it is not stored it is longer now, and taken up once more."""
    if not Piece.objects.filter(turn=segment.turn_id, epoch=segment.epoch, segment=segment.number, number=segment.pieces).exists():
        return False
    parts = list(sound_in_pieces(segment.turn, segment.epoch, segment.number, segment.kind))
    data = b"".join(parts)
    seconds = max(segment.seconds, min(len(parts), LONGEST))
    whole = {"pieces": len(parts), "size": len(data), "seconds": seconds, "sha256": sha256(data).hexdigest(), "tries": 0}
    # Whoever has understood it heard only a part.
    state = Segment.State.THERE if segment.kind == Recorded.CAMERA else Segment.State.COMING
    grows = Segment.objects.filter(pk=segment.pk, file="", removed_at=None, pieces__lt=len(parts))
    return grows.update(**whole, **NOT_HEARD_AGAIN, state=state) == 1

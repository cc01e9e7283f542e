"""Segments of a spoken answer: put together from their pieces, kept in storage, and understood.

What is slow is done in between: while somebody listens, or a file is on its way to storage, no transaction is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import F, Q
from django.utils import timezone

from accounts.tenancy import every_company
from interviews.models import Interview, Piece, Recorded, Segment, Turn
from interviews.services import conducting
from interviews.services.conducting import NotYours
from interviews.services.connecting import held
from interviews.services.consents import may_be_heard
from interviews.services.recordings.answers import settle
from interviews.services.recordings.camera import FORMATS, may_be_filmed
from interviews.services.recordings.containers import format_of
from interviews.services.recordings.growing import LONGEST, grow, has_grown
from interviews.services.recordings.late import takes_recording
from interviews.services.recordings.pieces import sound_in_pieces

State, Problem = Segment.State, Segment.Problem
# What a page's own meter may say of it.
METERED = (Problem.QUIET, Problem.CLIPPED, Problem.NOISY)
# Longer than somebody listens.
LEASE = timedelta(seconds=30)
AGAIN_FIRST, AGAIN_LAST = timedelta(seconds=5), timedelta(seconds=60)
# A quarter of an hour, about.
MOST_TRIES = 20
SWEEP_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Complete:
    """What a page says of a segment that is complete."""

    turn: int
    epoch: int
    segment: int
    pieces: int
    seconds: float
    sha256: str
    text: str = ""
    problems: Sequence[str] = ()
    kind: str = Recorded.SOUND


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody made of a segment."""

    state: str
    text: str = ""
    words: tuple[dict[str, object], ...] = ()
    made: dict[str, str] | None = None
    seconds: float = 0
    problems: tuple[str, ...] = ()


class NoCamera(Exception):
    """There is to be none in this interview."""


class NoRecording(Exception):
    """What they sent of a camera is no recording of one."""


class Missing(Exception):
    """So many of its pieces are there without a gap."""

    def __init__(self, epoch: int, segment: int, upto: int) -> None:
        super().__init__()
        self.epoch, self.segment, self.upto = epoch, segment, upto


def complete_segment(*, interview: Interview, said: Complete, epoch: int | None = None) -> Segment | None:
    """Told twice, it is there already. None: together its pieces are not what was recorded, and they were removed. The caller
    enqueues tasks.transcribe."""
    with held(interview, epoch) as found:
        turn = Turn.objects.filter(interview=found, number=said.turn).first()
        if turn is None or not takes_recording(found, turn, said.kind):
            raise NotYours
        known = Segment.objects.select_for_update().filter(turn=turn, epoch=said.epoch, number=said.segment).first()
        parts = list(sound_in_pieces(turn, said.epoch, said.segment, said.kind))
        if known and not _has_more(known, said, len(parts)):
            if known.file:
                # Sent once more by a page that did not hear that they are stored.
                _remove_pieces(turn, said.epoch, said.segment)
            return _told_to_its_end(known, said) if known.sha256 == said.sha256 else known
        _check(found, said, len(parts))
        if sha256(b"".join(parts[: said.pieces])).hexdigest() != said.sha256:
            if known and not known.file:
                # They are the only ones.
                return known
            _remove_pieces(turn, said.epoch, said.segment)
            return None
        # Of another tab, or of a device that forgot the last of it, more may be acknowledged than whoever tells the end knows of.
        data = b"".join(parts)
        said = replace(said, pieces=len(parts), sha256=sha256(data).hexdigest())
        if said.kind == Recorded.SOUND:
            _note_voice(found)
        if known is None:
            return _kept(turn, said, data)
        since = {"received_at": timezone.now()} if found.is_over else {}
        return grow(known, **_as_told(said, data), **since)


def _note_voice(interview: Interview) -> None:
    conducting.note_voice(interview=interview)
    if not interview.is_over:
        conducting.end_silence(interview=interview)


def _check(interview: Interview, said: Complete, there: int) -> None:
    if not may_be_heard(interview):
        raise NotYours
    if said.kind == Recorded.CAMERA and not may_be_filmed(interview):
        raise NoCamera
    if there < said.pieces:
        raise Missing(said.epoch, said.segment, there)


def _has_more(known: Segment, said: Complete, there: int) -> bool:
    """Put together before its page came back with the rest of it."""
    longest = max(said.pieces, there if known.file else 0)
    return known.kind == said.kind and not known.removed_at and longest > known.pieces


def _kept(turn: Turn, said: Complete, data: bytes) -> Segment:
    is_camera = said.kind == Recorded.CAMERA
    return Segment.objects.create(
        company_id=turn.company_id,
        turn=turn,
        kind=said.kind,
        epoch=said.epoch,
        number=said.segment,
        is_aside=is_camera or turn.is_taken_back(said.epoch, said.segment),
        **_as_told(said, data),
    )


def _told_to_its_end(known: Segment, said: Complete) -> Segment:
    """All of it was there: only its end was not told yet when it was put together, nor what its page says of it."""
    if Problem.CUT not in known.problems:
        return known
    known.problems = [*_metered(said), *(each for each in known.problems if each != Problem.CUT)]
    known.recognized = said.text
    if said.text and known.state == State.UNCLEAR and Problem.UNREADABLE not in known.problems:
        known.state, known.tries, known.due_at = State.COMING, 0, timezone.now()
    known.save(update_fields=["problems", "recognized", "state", "tries", "due_at"])
    return known


def _as_told(said: Complete, data: bytes) -> dict[str, Any]:
    container = format_of(data)
    about = {"pieces": said.pieces, "format": container, "size": len(data), "seconds": min(said.seconds, LONGEST), "sha256": said.sha256}
    if said.kind == Recorded.CAMERA:
        if container not in FORMATS:
            raise NoRecording
        # Nothing listens to it: all that is to be done is to bring it to storage.
        return about | {"state": State.THERE, "problems": []}
    problems = _metered(said)
    if not container:
        return about | {"recognized": said.text, "state": State.UNCLEAR, "problems": [*problems, Problem.UNREADABLE]}
    return about | {"recognized": said.text, "state": State.COMING, "problems": problems}


def _metered(said: Complete) -> list[str]:
    return [each for each in METERED if each in said.problems]


def claim_segment(*, segment_id: UUID) -> Segment | None:
    """Take up one that is due, unless somebody is at it."""
    now = timezone.now()
    if not Segment.objects.filter(_are_due(), pk=segment_id).update(due_at=now + LEASE, tries=F("tries") + 1):
        return None
    segment = Segment.objects.select_related("turn").get(pk=segment_id)
    segment.turn.interview = _with_what_it_is_about(segment.turn.interview_id)
    segment.company = segment.turn.interview.company
    return segment


def _with_what_it_is_about(interview_id: UUID) -> Interview:
    """Not with the segment: a question that joins as much as that takes longer to plan than all of these."""
    interview = Interview.objects.select_related("plan", "job").get(pk=interview_id)
    interview.job.company = interview.company
    return interview


def sound_of(segment: Segment) -> bytes:
    """Within the company's scope as long as it is in pieces."""
    return b"".join(islice(sound_in_pieces(segment.turn, segment.epoch, segment.number, segment.kind), segment.pieces))


def stored_as(segment: Segment) -> str:
    """Empty: it is not in storage, or was erased."""
    return Segment.objects.filter(pk=segment.pk).values_list("file", flat=True).first() or ""


def file_segment(*, segment: Segment, data: bytes) -> str:
    """Bring it to storage: outside of any transaction. Raises OSError."""
    return str(segment.file.storage.save(segment.file.field.generate_filename(segment, ""), ContentFile(data)))


def forget_pieces(*, segment: Segment, file: str) -> bool:
    """It is in storage. Return whether this is its file: it may have grown or been erased meanwhile, or brought there by another."""
    if has_grown(segment):
        return False
    is_its_file = Segment.objects.filter(pk=segment.pk, file="", sha256=segment.sha256).update(file=file) == 1
    if is_its_file:
        _remove_pieces(segment.turn, segment.epoch, segment.number)
    return is_its_file


def keep_understood(*, segment: Segment, understood: Understood) -> bool:
    """Return whether the whole answer is there with it: then the caller enqueues tasks.carry_on."""
    with held(segment.turn.interview, None) as found:
        # Of one that has grown meanwhile a part was understood.
        row = Segment.objects.filter(pk=segment.pk, state=State.COMING, sha256=segment.sha256).first()
        if row is None or has_grown(row):
            return False
        _note(row, understood)
        row.save(update_fields=["state", "text", "words", "made", "heard_at", "seconds", "problems"])
        conducting.note_voice(interview=found)
        return settle(interview=found, turn_id=row.turn_id)


def _note(row: Segment, understood: Understood) -> None:
    row.problems = list(dict.fromkeys([*row.problems, *understood.problems]))
    row.seconds = min(understood.seconds or row.seconds, LONGEST)
    if row.text and not understood.text:
        # It has grown, and nobody understands the whole: what was understood of a part stays.
        row.state, row.problems = State.THERE, list(dict.fromkeys([*row.problems, Problem.CUT]))
        return
    row.state, row.text, row.words = understood.state, understood.text, list(understood.words)
    row.made, row.heard_at = understood.made or {}, timezone.now()


def let_go(*, segment_id: UUID) -> None:
    """What is still to do for it is due again after a while, and later each time."""
    row = Segment.objects.filter(pk=segment_id).first()
    if row:
        is_done = row.state != State.COMING and row.file
        row.due_at = None if is_done else timezone.now() + min(AGAIN_FIRST * 2 ** min(row.tries - 1, 10), AGAIN_LAST)
        row.save(update_fields=["due_at"])


def due_segments(kind: str = Recorded.SOUND) -> list[tuple[UUID, UUID]]:
    """As (segment, company): lost messages, workers that died, providers and stores that were away."""
    with every_company("a sweep finds the recordings of all companies that nobody has listened to"):
        found = Segment.objects.filter(_are_due(), kind=kind).order_by("due_at")
        return list(found.values_list("pk", "company_id")[:SWEEP_AT_MOST])


def _are_due() -> Q:
    """Nobody has one for so long: what lies further ahead was written before the server's clock stepped back."""
    now = timezone.now()
    return Q(due_at__lte=now) | Q(due_at__gt=now + 2 * AGAIN_LAST)


def _remove_pieces(turn: Turn, epoch: int, segment: int) -> None:
    Piece.objects.filter(turn=turn, epoch=epoch, segment=segment).delete()

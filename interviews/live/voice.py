"""What a page says of its recordings, by whichever way it comes: told to services, and answered in the room's words."""

from contextlib import suppress

from interviews.live.wire import Again, Answered, Arrived, Refused, RefusedSound, Said, Segment, Spoken, Stored, Why
from interviews.models import Interview, Recorded
from interviews.models import Segment as Kept
from interviews.services.conducting import NotYours
from interviews.services.recordings.answers import NotArrived, NothingSaid, finish_speaking
from interviews.services.recordings.pieces import arrived_in
from interviews.services.recordings.retakes import start_again
from interviews.services.recordings.segments import Complete, Missing, NoCamera, NoRecording, complete_segment


def arrived(interview: Interview) -> tuple[Arrived, ...]:
    """Of the turn that is open."""
    turn, found = arrived_in(interview)
    return tuple(Arrived(turn, each.epoch, each.segment, each.upto, each.is_stored) for each in found)


def complete(interview: Interview, said: Segment, epoch: int | None) -> tuple[Said, Kept | None]:
    """With the segment that a worker has something to do with, if there is one."""
    about = (said.turn, said.epoch, said.segment)
    kind = Recorded.CAMERA if said.of_camera else Recorded.SOUND
    known = Complete(*about, said.pieces, said.ms / 1000, said.sha256, said.text, said.problems, kind)
    try:
        segment = complete_segment(interview=interview, said=known, epoch=epoch)
    except Missing as missing:
        return RefusedSound(Why.MISSING, *about, missing.upto), None
    except NotYours:
        return RefusedSound(Why.NOT_YOURS, *about), None
    except NoCamera:
        return RefusedSound(Why.NO_CAMERA, *about), None
    except NoRecording:
        return RefusedSound(Why.UNREADABLE, *about), None
    return (Stored(*about) if segment else RefusedSound(Why.DAMAGED, *about)), segment


def again(interview: Interview, said: Again, epoch: int | None) -> None:
    """What is refused changes nothing, and the room that is painted next says how it stands."""
    with suppress(NotYours):
        start_again(interview=interview, turn=said.turn, upto=(said.epoch, said.segment), epoch=epoch)


def finish(interview: Interview, said: Spoken, epoch: int | None) -> tuple[Said, bool]:
    """With whether all of the answer is there, so that a worker may go on."""
    try:
        is_whole = finish_speaking(interview=interview, turn=said.turn, segments=said.segments, ended_ms=said.ended_ms, epoch=epoch)
    except NotArrived as missing:
        return RefusedSound(Why.MISSING, said.turn, missing.epoch, missing.segment, missing.upto), False
    except NothingSaid:
        return Refused(Why.EMPTY, said.turn), False
    except NotYours:
        return Refused(Why.NOT_YOURS, said.turn), False
    return Answered(said.turn), is_whole

"""What a page still has of recordings when its interview is over."""

from interviews.engine.commands import Kept, Purpose
from interviews.models import Interview, Recorded, Turn


def takes_recording(interview: Interview, turn: Turn, kind: str) -> bool:
    """After the end, of the answer that was cut off by it: what was complete before is there already. A camera's waits behind all
    that was said, and may be of any answer."""
    if not interview.is_over:
        return True
    was_theirs = turn.purpose != Purpose.GOODBYE if kind == Recorded.CAMERA else turn.kept == Kept.UNFINISHED
    return was_theirs and interview.takes_what_is_late

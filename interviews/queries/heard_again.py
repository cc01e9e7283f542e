"""What a spoken answer reads like as a better model understood it afterwards, beside what was understood first."""

import re
from collections.abc import Iterator, Sequence

from interviews.engine.commands import Kept
from interviews.models import Segment, Turn
from interviews.queries.spoken import is_in

State = Segment.State


def later_answer(turn: Turn, segments: Sequence[Segment]) -> str:
    """Empty: its words are the same, nothing was heard, or they sent the text themselves. `segments`: all of the turn's, in order."""
    parts = list(parts_of(turn, segments))
    later = " ".join(text for each in parts if (text := later_text(each)))
    if not later:
        return ""
    found = "\n\n".join(part for part in (later, turn.typed) if part)
    return "" if words_of(found) == words_of(turn.answer) else found


def parts_of(turn: Turn, segments: Sequence[Segment]) -> Iterator[Segment]:
    """The segments that the answer is made of, also those that were understood after it was complete. None where it was sent as a text."""
    if not (turn.spoken_at or turn.typed or turn.kept == Kept.UNFINISHED):
        return
    for each in segments:
        # Whoever goes on by typing finds in their field what was understood so far.
        is_typed = turn.typed and turn.kept != Kept.UNFINISHED and is_in(each.text, turn.typed)
        if _was_there(turn, each) and not is_typed:
            yield each


def later_text(segment: Segment) -> str:
    """What nobody could hear again stays as it was understood first."""
    return segment.again_text if segment.again_state in (State.THERE, State.SILENT) else segment.text


def words_of(text: str) -> list[str]:
    """Without what is no word: whether a sentence ends with a full stop is no difference to anybody."""
    return re.findall(r"\w+", text.casefold())


def _was_there(turn: Turn, segment: Segment) -> bool:
    """A part whose end was never told comes to its turn when that may long be over."""
    is_late = turn.answered_at is not None and segment.received_at > turn.answered_at
    return bool(segment.text) or not is_late or turn.kept == Kept.UNFINISHED

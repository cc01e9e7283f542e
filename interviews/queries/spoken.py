"""What was understood of an answer that is, or was, spoken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from interviews.models import Segment, Turn


@dataclass(frozen=True, slots=True)
class Spoken:
    # In order, without those by which they asked for a moment.
    segments: Sequence[Segment]

    @property
    def is_coming(self) -> bool:
        return any(segment.state == Segment.State.COMING for segment in self.segments)

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments if segment.text)

    @property
    def words(self) -> list[dict[str, Any]]:
        """With their times in the whole answer, its recordings played one after the other."""
        return list(self._words())

    def _words(self) -> Iterator[dict[str, Any]]:
        began = 0.0
        for segment in self.segments:
            for word in segment.words:
                yield word | {"start": round(began + word["start"], 2), "end": round(began + word["end"], 2)}
            began += segment.seconds


def spoken_of(turn: Turn) -> Spoken:
    return Spoken(list(Segment.objects.filter(turn=turn, is_aside=False).order_by("epoch", "number")))

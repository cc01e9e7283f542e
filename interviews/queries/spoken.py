"""What was understood of an answer that is, or was, spoken."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from interviews.models import Interview, Piece, Recorded, Segment, Turn

MOST = 0.6


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

    def before(self, typed: str) -> str:
        """With what they typed then, where it is not in there: whoever goes on by typing finds in their field what was understood so far."""
        spoken = " ".join(segment.text for segment in self.segments if segment.text and not is_in(segment.text, typed))
        return f"{spoken}\n\n{typed}" if spoken else typed

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


def is_in(said: str, typed: str) -> bool:
    """Most of its words: they may have put some of them right."""
    words, typed_words = Counter(_words_of(said)), Counter(_words_of(typed))
    return (words & typed_words).total() >= MOST * words.total()


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def spoken_of(turn: Turn) -> Spoken:
    return Spoken(list(Segment.objects.filter(turn=turn, is_aside=False).order_by("epoch", "number")))


# Longer than a recording is tried for: whoever waits for words waits no longer.
WAITED_FOR = timedelta(minutes=30)


def is_more_coming(turn: Turn) -> bool:
    """To be understood: also of a recording whose page died before it could say that it is complete."""
    return spoken_of(turn).is_coming or Piece.objects.filter(turn=turn, kind=Recorded.SOUND).exists()


def is_being_understood(interview: Interview, kept: Collection[str]) -> bool:
    """Of answers that were kept so: some of what was said, lately enough to be waited for."""
    since = timezone.now() - WAITED_FOR
    of_answers = {"turn__interview": interview, "turn__kept__in": kept}
    coming = Segment.objects.filter(**of_answers, is_aside=False, state=Segment.State.COMING, received_at__gt=since)
    known = Segment.objects.filter(turn=OuterRef("turn"), epoch=OuterRef("epoch"), number=OuterRef("segment"))
    lost = Piece.objects.filter(~Exists(known), **of_answers, kind=Recorded.SOUND, at__gt=since)
    return coming.exists() or lost.exists()


def retakes_left(interview: Interview, turn: Turn) -> int:
    """How often a spoken answer may still be begun anew."""
    return max(0, int(interview.plan.content.get("retakes", 0)) - turn.retakes)

"""How long replies take, counted as Prometheus counts: by the process that sent the first sound, since it began.

What is exact, and of each turn, stands in the rows of Waterfall.
"""

import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from interviews.models import Waterfall

BUCKETS = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 13.0)
# From which moment to which; the earlier one may be missing, then nothing is counted.
STAGES = {
    "transcript": ("answered_at", "transcribed_at"),
    "first_word": ("understood_at", "first_word_at"),
    "first_sentence": ("first_word_at", "first_sentence_at"),
    "first_sound": ("first_sentence_at", "first_sound_at"),
    # All of it, as the candidate has it: from their last sound, or from what they sent.
    "silence": ("ended_at", "first_sound_at"),
    # Where their page says so, also where its own voice speaks.
    "heard": ("ended_at", "heard_at"),
}


class Early(NamedTuple):
    company_id: UUID
    waterfall_id: int
    is_heard: bool


@dataclass(slots=True)
class Histogram:
    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.total += seconds


# Words that are not there by then never will be: of a question that was skipped, nothing is replied to.
WORDS_WITHIN_SECONDS = 60
MOST_EARLY = 1_000

_lock = Lock()
# What was sent, or heard, before all words of its reply were there: only then is its way known.
_early: dict[Early, float] = {}
_histograms = {stage: Histogram() for stage in STAGES}


def observe(waterfall: Waterfall | None, *, is_heard: bool = False, since: float | None = None) -> None:
    """Once when its first sound is sent, and once when that is heard. `since`: its words have been waited for since then."""
    if waterfall is None:
        return
    now = time.monotonic()
    since = now if since is None else since
    with _lock:
        if waterfall.answered_at is None:
            if now - since < WORDS_WITHIN_SECONDS:
                _early[Early(waterfall.company_id, waterfall.pk, is_heard)] = since
            if len(_early) > MOST_EARLY:
                del _early[next(iter(_early))]
            return
        for stage, seconds in stages_of(waterfall):
            if (stage == "heard") == is_heard:
                _histograms[stage].add(seconds)


def taken_early() -> dict[Early, float]:
    """With since when, for whoever looks them up, and observes them again."""
    with _lock:
        found = dict(_early)
        _early.clear()
    return found


def stages_of(waterfall: Waterfall) -> Iterator[tuple[str, float]]:
    """What was drafted ahead is there before the answer is: that takes no time."""
    for stage, (begins, ends) in STAGES.items():
        start, end = _moment(waterfall, begins), _moment(waterfall, ends)
        if start and end:
            yield stage, max(0.0, (end - start).total_seconds())


def _moment(waterfall: Waterfall, name: str) -> datetime | None:
    moment: datetime | None
    if name == "ended_at":
        moment = waterfall.spoken_until or waterfall.answered_at
    elif name == "understood_at":
        # What is typed need not be transcribed.
        moment = waterfall.transcribed_at or waterfall.answered_at
    else:
        moment = getattr(waterfall, name)
    return moment


def exposition() -> str:
    """In the text format of Prometheus."""
    name = "colloquy_turn_seconds"
    lines = [
        f"# HELP {name} From one moment of a turn to the next, as far as the first sound of the reply, and when it was heard.",
        f"# TYPE {name} histogram",
    ]
    with _lock:
        for stage, histogram in _histograms.items():
            below = 0
            for bucket, count in zip((*map(str, BUCKETS), "+Inf"), histogram.counts, strict=True):
                below += count
                lines.append(f'{name}_bucket{{stage="{stage}",le="{bucket}"}} {below}')
            lines += [f'{name}_sum{{stage="{stage}"}} {histogram.total:.6f}', f'{name}_count{{stage="{stage}"}} {below}']
    return "\n".join(lines) + "\n"

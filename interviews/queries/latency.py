"""How long replies take: of each turn of an interview, and in percentiles over many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles

from interviews.live.latency import STAGES, stages_of
from interviews.models import Interview, Waterfall

LABELS = {
    "transcript": "From the answer to its transcript",
    "first_word": "To the first word of the reply",
    "first_sentence": "To its first whole sentence",
    "first_sound": "To its first sound",
    "silence": "All the silence, from the last sound of the answer",
    "heard": "Until it was heard, from the last sound of the answer",
}
# Of a reply, in the order in which they come where nothing was drafted ahead.
MOMENTS = ("transcribed", "first_word", "first_sound", "heard")
# The newest, so that the page stays quick.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """A turn's way from the end of its answer to the sound of the reply, in milliseconds; None: there was no such moment."""

    turn: int
    stages: dict[str, int | None]
    # Since the end of the answer: its last sound or, of a typed one, when it was sent.
    moments: dict[str, int | None]
    # From the first sound that was sent to when the page began to play it.
    played_ms: int | None
    was_spoken: bool
    was_ahead: bool
    was_cached: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A stage over many turns, in milliseconds."""

    stage: str
    label: str
    turns: int
    p50: int | None
    p95: int | None
    p99: int | None


def turns_taken(interview: Interview) -> tuple[TurnTaken, ...]:
    """For the interview's technical page. Inside the company's scope."""
    return tuple(_taken(each) for each in Waterfall.objects.filter(interview=interview).order_by("turn"))


def stages_taken(since: datetime, *, spoken: bool) -> tuple[Taken, ...]:
    """Over all that the scope sees: answers that were spoken, or typed."""
    found = Waterfall.objects.filter(answered_at__gte=since, spoken_until__isnull=not spoken).order_by("-answered_at")
    return percentiles(found[:MOST])


def percentiles(waterfalls: Iterable[Waterfall]) -> tuple[Taken, ...]:
    times: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for each in waterfalls:
        for stage, seconds in stages_of(each):
            times[stage].append(seconds)
    return tuple(_stage(stage, found) for stage, found in times.items())


def _stage(stage: str, times: Sequence[float]) -> Taken:
    cuts = quantiles(times, n=100, method="inclusive") if len(times) > 1 else [times[0]] * 99 if times else []
    p50, p95, p99 = (round(cuts[at - 1] * 1000) if cuts else None for at in (50, 95, 99))
    return Taken(stage, LABELS[stage], len(times), p50, p95, p99)


def _taken(waterfall: Waterfall) -> TurnTaken:
    found = {stage: round(seconds * 1000) for stage, seconds in stages_of(waterfall)}
    played = waterfall.heard_at - waterfall.first_sound_at if waterfall.heard_at and waterfall.first_sound_at else None
    return TurnTaken(
        waterfall.turn,
        {stage: found.get(stage) for stage in STAGES},
        {name: _since_the_end(waterfall, name) for name in MOMENTS},
        round(played.total_seconds() * 1000) if played else None,
        waterfall.spoken_until is not None,
        waterfall.was_ahead,
        waterfall.was_cached,
    )


def _since_the_end(waterfall: Waterfall, name: str) -> int | None:
    """What was there before is there at once."""
    ended, moment = waterfall.spoken_until or waterfall.answered_at, getattr(waterfall, f"{name}_at")
    return max(0, round((moment - ended).total_seconds() * 1000)) if ended and moment else None

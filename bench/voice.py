"""A turn by voice: the silence from the end of an answer to the first sound of the reply, beside a plain pipeline and beside the best
that does not guess; and our own share of it, with a provider that takes no time."""

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House, is_open
from bench.simulated import ASKS, FIRST_SOUND, FIRST_TOKEN, HEARING, HEARING_PER_SECOND, LEAD, TOKENS_A_SECOND, tokens
from bench.speakers import Speaker, segments
from bench.timing import p50, p95, wait_until

if TYPE_CHECKING:
    from bench.interviews import Room

LENGTHS = (5, 30, 120)
# How answers end: by a press as soon as the last word is said, or, hands-free, after a silence. A recording ends after 0.7 s of it.
ENDS = {"by “Done”": (0.0, 0.0), "hands-free": (0.7, 2.0)}
# So many for each length and end, all of them live at once.
SPEAKERS, ANSWERS = 6, 3
LIVE, LASTS = 50, 180.0
NO_MAIL = 9
PLAIN = "transcription of the whole answer, the whole reply, its whole speech, one after the other, with the same delays"
BEST = "transcription of the last recording, first sentence and first sound with nothing between, and no guess before the end"
SHARE = "Silence before the reply, as a share of one-after-the-other"
OWN = f"Our own share of a voice turn, {LIVE} live interviews"


def _name(seconds: int, ends: str, which: str) -> str:
    return f"Silence after an answer of {seconds} s, {ends}, {which}"


GOALS = (
    *(Goal(_name(seconds, ends, which), "ms", PLAIN) for seconds in LENGTHS for ends in ENDS for which in ("p50", "p95")),
    *(Goal(f"{SHARE}, {seconds} s, {ends}", "share", "the best possible, as a share", at_most=0.5) for seconds in LENGTHS for ends in ENDS),
    Goal(f"{OWN}, p50", "ms", at_most=60),
    Goal(f"{OWN}, p95", "ms", at_most=150),
)


def take(house: House) -> Readings:
    from bench.interviews import begun_rooms

    house.open()
    rooms = begun_rooms(len(LENGTHS) * len(ENDS) * SPEAKERS + LIVE + 2)
    return _silences(house, rooms) | _own_share(house, rooms)


def _silences(house: House, rooms: list["Room"]) -> Readings:
    with _running(house, rooms) as port:
        kinds = [(seconds, ends) for seconds in LENGTHS for ends in ENDS]
        speakers = {kind: [_speaker(rooms.pop(), port, (kind[0],), ENDS[kind[1]]) for _ in range(SPEAKERS)] for kind in kinds}
        asyncio.run(_all([each for some in speakers.values() for each in some], answers=ANSWERS))
    found: Readings = {}
    for (seconds, ends), some in speakers.items():
        ours = [silence for each in some for silence in each.silences]
        note = f"{len(ours)} answers; {SPEAKERS * len(kinds)} candidates were live. From when the page says that the answer is complete."
        plain, best = _plain(seconds), _best(seconds)
        found[_name(seconds, ends, "p50")] = Reading(p50(ours), plain, f"{note} The best possible without a guess: {best:.0f} ms.")
        found[_name(seconds, ends, "p95")] = Reading(p95(ours), plain)
        found[f"{SHARE}, {seconds} s, {ends}"] = Reading(p50(ours) / plain, best / plain)
    return found


def _own_share(house: House, rooms: list["Room"]) -> Readings:
    from django.utils import timezone

    began = timezone.now()
    with _running(house, rooms, "quick") as port:
        speakers = [_speaker(rooms.pop(), port, _from(LENGTHS, number), ENDS["by “Done”"]) for number in range(LIVE)]
        asyncio.run(_all(speakers, until=time.monotonic() + LASTS))
    ours = [silence for each in speakers for silence in each.silences]
    note = f"{len(ours)} answers of 5, 30 and 120 s in turn. The provider and who speaks are programs on the same machine."
    return {f"{OWN}, p50": Reading(p50(ours), note=f"{note} {_ways_since(began)}"), f"{OWN}, p95": Reading(p95(ours))}


def _ways_since(began: datetime) -> str:
    """Where the time goes, as the interviews themselves noted it."""
    from accounts.tenancy import every_company
    from interviews.queries.latency import stages_taken

    with every_company("the bench reads how long replies took"):
        taken = {each.stage: each.p50 for each in stages_taken(began, spoken=True)}
    named = {"transcript": "transcript", "first_word": "first word", "first_sentence": "first sentence", "first_sound": "first sound"}
    return "One after the other, p50: " + ", ".join(f"{name} {taken[stage]} ms" for stage, name in named.items()) + "."


def _from(lengths: tuple[float, ...], number: int) -> tuple[float, ...]:
    """Not all of them begin with the shortest."""
    first = number % len(lengths)
    return lengths[first:] + lengths[:first]


@contextmanager
def _running(house: House, rooms: list["Room"], *how: str) -> Iterator[int]:
    """All of it, once one answer was replied to: a worker that is still starting is not what is measured."""
    from config.local.ports import free_port

    provider = free_port()
    asks = {"OPENAI_API_KEY": "sk-of-the-bench", "OPENAI_BASE_URL": f"http://127.0.0.1:{provider}/v1", "KEYS_WERE_CHECKED": "True"}
    asks |= {"AI_EMBED": "builtin"}
    with ExitStack() as stack:
        stack.enter_context(house.program("provider", ["bench.simulated", str(provider), *how]))
        wait_until(lambda: is_open(provider), within=20, what="The provider's start")
        port = stack.enter_context(house.web(**asks))
        stack.enter_context(house.workers(NO_MAIL, **asks))
        asyncio.run(_speaker(rooms.pop(), port, (5,), (0.0, 0.0)).speak(0, answers=1))
        yield port


def _speaker(room: "Room", port: int, lengths: tuple[float, ...], waits: tuple[float, float]) -> Speaker:
    return Speaker(room.path, room.cookie, room.ticket, port, lengths, *waits)


async def _all(speakers: list[Speaker], answers: int = 1_000, until: float = float("inf")) -> None:
    """They begin at any time until those with the longest answers are about to end."""
    longest = max(sum(each.lengths) for each in speakers)
    spread = {id(each): answers * (longest - sum(each.lengths)) if until == float("inf") else longest for each in speakers}
    await asyncio.gather(*(each.speak(random.uniform(0, spread[id(each)]), answers, until) for each in speakers))  # noqa: S311


def _plain(seconds: float) -> float:
    """By its delays alone: nothing of its own is counted against it."""
    whole = f"{LEAD} {max(ASKS, key=len)}"
    return 1000 * (HEARING + HEARING_PER_SECOND * seconds + FIRST_TOKEN + len(tokens(whole)) / TOKENS_A_SECOND + FIRST_SOUND)


def _best(seconds: float) -> float:
    last = segments(seconds)[-1]
    return 1000 * (HEARING + HEARING_PER_SECOND * last + FIRST_TOKEN + len(tokens(LEAD)) / TOKENS_A_SECOND + FIRST_SOUND)


VOICE = Measure("voice", GOALS, take)

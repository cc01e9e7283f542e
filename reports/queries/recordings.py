"""What was recorded of the answers, for those who read the report, and when something in them was said."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from interviews.models import Interview, Recorded, Segment, Turn
from interviews.queries.heard_again import later_text
from interviews.queries.keeping import time_of_recordings

# A word that a provider tells apart in another way is skipped: the next one stands near.
NEAR = 80


@dataclass(frozen=True, slots=True)
class Recording:
    # Empty: it is not in storage, or not any more.
    url: str
    # In seconds of the whole answer, its recordings one after the other.
    starts: float
    seconds: float
    text: str
    # {"text", "start", "end", …}, in seconds from its own beginning
    words: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Film:
    """Of the candidate's camera, while they answered: a part of it."""

    url: str
    seconds: float


# By the number of the turn.
Recordings = Mapping[int, tuple[Recording, ...]]
Films = Mapping[int, tuple[Film, ...]]


def _kept(interview: Interview) -> QuerySet[Segment]:
    """What is older is no longer played, even where its file is still to be removed."""
    oldest = timezone.now() - time_of_recordings("turn__interview__invitation")
    return Segment.objects.filter(turn__interview=interview, received_at__gt=oldest).exclude(file="")


def playable(interview: Interview) -> QuerySet[Segment]:
    return _kept(interview).filter(is_aside=False)


def recordings_of(interview: Interview) -> Recordings:
    """`interview`: with its company."""
    found: dict[int, tuple[Recording, ...]] = defaultdict(tuple)
    if interview.voice_at is None:
        return found
    there = set(playable(interview).values_list("pk", flat=True))
    for segment in Segment.objects.filter(turn__interview=interview, is_aside=False).select_related("turn").order_by("epoch", "number"):
        before = found[segment.turn.number]
        starts = before[-1].starts + before[-1].seconds if before else 0.0
        url = reverse("reports:recording", args=[interview.company.slug, interview.pk, segment.pk]) if segment.pk in there else ""
        found[segment.turn.number] = (*before, Recording(url, starts, segment.seconds, *_understood(segment)))
    return found


def watchable(interview: Interview) -> list[Segment]:
    """Of the camera, in order. Without what they recorded before they began an answer anew, or asked for a moment."""
    found = _kept(interview).filter(kind=Recorded.CAMERA).select_related("turn").order_by("turn__number", "epoch", "number")
    return [each for each in found if not each.turn.is_taken_back(each.epoch, each.number) and not _is_before_moment(each)]


def _is_before_moment(segment: Segment) -> bool:
    return segment.turn.moment_at is not None and segment.received_at < segment.turn.moment_at


def films_of(interview: Interview) -> Films:
    """For whoever recruits, and nobody else. `interview`: with its company."""
    found: dict[int, tuple[Film, ...]] = defaultdict(tuple)
    if interview.voice_at is None:
        return found
    for segment in watchable(interview):
        url = reverse("reports:camera", args=[interview.company.slug, interview.pk, segment.pk])
        found[segment.turn.number] = (*found[segment.turn.number], Film(url, segment.seconds))
    return found


def _understood(segment: Segment) -> tuple[str, Sequence[Mapping[str, Any]]]:
    """As it stands in the answer: of whoever was listened to last."""
    if segment.turn.heard_again and later_text(segment) == segment.again_text:
        return segment.again_text, segment.again_words
    return segment.text, segment.words


def moment_of(turn: Turn, recordings: Sequence[Recording], start: int, end: int) -> tuple[int, int] | None:
    """From when until when these characters of an answer were said, in milliseconds of it. None: they cannot be heard."""
    if turn.corrected or not any(each.url for each in recordings):
        return None
    times = list(_times(turn.understood, recordings, start, end))
    return (round(1000 * times[0][0]), round(1000 * times[-1][1])) if times else None


def moments_of_words(turn: Turn, recordings: Sequence[Recording]) -> list[tuple[int, int]]:
    """At which character of an answer a word begins, as browsers count them, and when it was said, in milliseconds of it."""
    if turn.corrected:
        return []
    return [
        (_as_browsers_count(turn.understood[: at + word.begins]), round(1000 * (each.starts + word.start)))
        for each, at in _placed(turn.understood, recordings)
        if each.url
        for word in _words(each)
    ]


def _as_browsers_count(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _placed(answer: str, recordings: Iterable[Recording]) -> Iterator[tuple[Recording, int]]:
    """Each with the character of the answer at which what was said in it begins."""
    at = 0
    for each in recordings:
        begins = answer.find(each.text, at) if each.text else -1
        if begins >= 0:
            at = begins + len(each.text)
            yield each, begins


def _times(answer: str, recordings: Iterable[Recording], start: int, end: int) -> Iterator[tuple[float, float]]:
    for each, at in _placed(answer, recordings):
        if at < end and start < at + len(each.text):
            words = [(word.start, word.end) for word in _words(each) if at + word.begins < end and start < at + word.ends]
            yield from ((each.starts + first, each.starts + last) for first, last in words or [(0.0, each.seconds)])


@dataclass(frozen=True, slots=True)
class _Word:
    # Characters of what was said in its recording, and seconds of it.
    begins: int
    ends: int
    start: float
    end: float


def _words(recording: Recording) -> Iterator[_Word]:
    at = 0
    for word in recording.words:
        text = word["text"].strip()
        begins = recording.text.find(text, at, at + len(text) + NEAR) if text else -1
        if begins >= 0:
            at = begins + len(text)
            yield _Word(begins, at, word["start"], word["end"])

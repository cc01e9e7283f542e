"""Text as sound at the pace of speech, and back.

A symbol is one low and one high tone together for 62 ms, then 18 ms of nothing: twelve and a half characters a second. No
tone is a harmonic of another, all lie in the band of a telephone. The listener looks at 40 ms every 5 ms, asks which two
tones are the strongest and how much of the sound they are, and believes what stays the same for 25 ms. It never asks how loud
something is, needs no start, and so takes up anywhere in a recording.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from .alphabet import SIZE, SPACE, symbols, text_of

LOW = (457, 532, 607, 682, 757, 832, 946, 1021)
HIGH = (1121, 1331, 1544, 1754, 1964, 2174, 2384, 2594, 2804)
TONE, GAP, EDGE = 0.062, 0.018, 0.004
LOUDNESS = 0.3

WINDOW, STEP = 0.04, 0.005
LEAST_STEPS = 5
PAUSE = 0.2
NOTHING = -1
PURE = 0.5
AT_ONCE = 4096

Samples = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Heard:
    symbol: int
    start: float
    end: float
    purity: float


def say(text: str, rate: int) -> Iterator[Samples]:
    """Yield the sound in pieces of at most half a second."""
    sounds = _sounds(rate)
    row = symbols(text)
    for start in range(0, len(row), 6):
        yield np.concatenate([sounds[symbol] for symbol in row[start : start + 6]])


def hear(samples: Samples, rate: int) -> list[Word]:
    heard = list(_together(_runs(*_listened(samples, rate))))
    return [word for group in _groups(heard) if (word := _word(group)).text]


@lru_cache(maxsize=4)
def _sounds(rate: int) -> list[Samples]:
    return [_sound(*divmod(symbol, len(HIGH)), rate) for symbol in range(SIZE)]


def _sound(low: int, high: int, rate: int) -> Samples:
    time = np.arange(round(TONE * rate)) / rate
    tones = np.sin(2 * np.pi * LOW[low] * time) + np.sin(2 * np.pi * HIGH[high] * time)
    edge = np.clip(np.minimum(time, time[::-1]) / EDGE, 0, 1)
    silence = np.zeros(round((TONE + GAP) * rate) - len(time))
    return np.concatenate([LOUDNESS * tones * np.sin(edge * np.pi / 2) ** 2, silence]).astype(np.float32)


def _listened(samples: Samples, rate: int) -> tuple[Numbers, Samples]:
    """Return for each step which symbol sounds, or NOTHING, and how pure it is."""
    window, step = round(WINDOW * rate), round(STEP * rate)
    padded = np.pad(samples, window // 2)
    if len(padded) < window:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::step]
    # An hour of sound as overlapping frames would not fit into memory at once.
    judged = [_judged(frames[start : start + AT_ONCE], rate) for start in range(0, len(frames), AT_ONCE)]
    return np.concatenate([symbol for symbol, _ in judged]), np.concatenate([purity for _, purity in judged])


def _judged(frames: Samples, rate: int) -> tuple[Numbers, Samples]:
    shape, cosines, sines = _ear(frames.shape[1], rate)
    power = (frames @ cosines) ** 2 + (frames @ sines) ** 2
    low, high = power[:, : len(LOW)], power[:, len(LOW) :]
    both = np.stack([low.max(axis=1), high.max(axis=1)])
    energy = np.square(frames * shape).sum(axis=1)
    purity = both.sum(axis=0) * (2 * np.square(shape).sum() / shape.sum() ** 2) / np.maximum(energy, 1e-12)
    symbol = low.argmax(axis=1) * len(HIGH) + high.argmax(axis=1)
    is_tone = (purity > PURE) & (both.min(axis=0) > 0.02 * both.sum(axis=0))
    return np.where(is_tone, symbol, NOTHING), np.minimum(purity, 1)


@lru_cache(maxsize=4)
def _ear(window: int, rate: int) -> tuple[Samples, Samples, Samples]:
    shape = np.hanning(window).astype(np.float32)
    angles = 2 * np.pi * np.outer(np.arange(window) / rate, LOW + HIGH)
    return shape, (shape[:, None] * np.cos(angles)).astype(np.float32), (shape[:, None] * np.sin(angles)).astype(np.float32)


def _runs(symbol: Numbers, purity: Samples) -> Iterator[_Heard]:
    edges = [0, *(np.flatnonzero(np.diff(symbol)) + 1).tolist(), len(symbol)]
    for start, end in pairwise(edges):
        if end - start >= LEAST_STEPS and symbol[start] != NOTHING:
            yield _Heard(int(symbol[start]), start * STEP, end * STEP, float(np.median(purity[start:end])))


def _together(runs: Iterator[_Heard]) -> Iterator[_Heard]:
    """Join what a crackle has cut in two: the alphabet has no twins."""
    before: _Heard | None = None
    for run in runs:
        if before and before.symbol == run.symbol and run.start - before.end < TONE:
            before = _Heard(run.symbol, before.start, run.end, (before.purity + run.purity) / 2)
            continue
        if before:
            yield before
        before = run
    if before:
        yield before


def _groups(heard: list[_Heard]) -> Iterator[list[_Heard]]:
    """Split into words: at a space, and where nothing is heard for a while."""
    number, end, numbers = 0, 0.0, []
    for tone in heard:
        number += tone.symbol == SPACE or tone.start - end > PAUSE
        end = tone.end
        numbers.append(number)
    for _, pairs in groupby(zip(numbers, heard, strict=True), key=lambda pair: pair[0]):
        if group := [tone for _, tone in pairs if tone.symbol != SPACE]:
            yield group


def _word(group: list[_Heard]) -> Word:
    confidence = sum(tone.purity for tone in group) / len(group)
    return Word(text_of([tone.symbol for tone in group]), group[0].start, group[-1].end, confidence)

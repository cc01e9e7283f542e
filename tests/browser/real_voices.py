"""Real voices for a page's ear, which knows no more of them than how loud they are: sentences that somebody read aloud, in rooms that
are as little quiet as rooms are."""

import json
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

VOICES = Path(__file__).parent / "voices"
RATE = 16_000
A_SECOND = 100
# How noise falls off with its pitch: a hiss; traffic and ventilators; a building that hums.
COLOURS = {"white": 0, "pink": 1, "brown": 2}
# As loud as browsers make a voice.
USUAL = -22.0


@dataclass(frozen=True)
class Sentence:
    samples: np.ndarray
    # When its words begin and end, in seconds.
    words: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE


def sentences(loudness: float = USUAL, pause: float = 0.0) -> list[Sentence]:
    """From their first word to their last one, each with a pause after it."""
    return [_sentence(told, loudness, pause) for told in json.loads((VOICES / "words.json").read_text())]


def _sentence(told: dict, loudness: float, pause: float) -> Sentence:
    samples = _decoded(VOICES / told["recording"])
    samples = samples * 10 ** ((loudness - np.percentile(levels(samples), 80)) / 20)
    begins, ends = told["words"][0][1], told["words"][-1][2]
    said = samples[round(begins * RATE) : round(ends * RATE)]
    words = tuple((start - begins, end - begins) for _, start, end in told["words"])
    return Sentence(np.concatenate([said, np.zeros(round(pause * RATE))]), words)


def _decoded(path: Path) -> np.ndarray:
    ear = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(str(path)) as file:
        frames = [part for frame in (*file.decode(audio=0), None) for part in ear.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def room(seconds: float, loudness: float, colour: str = "pink", seed: int = 1) -> np.ndarray:
    """Its noise, which swells and fades by a decibel or two."""
    chance, length = np.random.default_rng(seed), round(seconds * RATE)
    pitches = np.fft.rfftfreq(length, 1 / RATE)
    # Microphones hear nothing below.
    falls = np.where(pitches > 40, np.maximum(pitches, 40) ** (-COLOURS[colour] / 2), 0)
    noise = np.fft.irfft(np.fft.rfft(chance.normal(size=length)) * falls, length)
    at = np.arange(0, length + RATE, RATE)
    swells = np.interp(np.arange(length), at, chance.normal(0, 1.2, len(at)))
    return noise / np.sqrt((noise**2).mean()) * 10 ** ((loudness + swells) / 20)


def levels(samples: np.ndarray) -> list[float]:
    """Of each ten milliseconds, in decibels, as the page's meter tells them."""
    frame = RATE // A_SECOND
    power = (samples[: len(samples) // frame * frame].reshape(-1, frame) ** 2).mean(1)
    return [float(level) for level in 10 * np.log10(power + 1e-12)]

"""What comes back from a model, and how it was made."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

O_co = TypeVar("O_co", covariant=True)
Piece = TypeVar("Piece", str, bytes)

BUILTIN = "builtin"
DIMENSIONS = 384


class Ability(StrEnum):
    COMPLETE = "complete"
    TRANSCRIBE = "transcribe"
    SPEAK = "speak"
    EMBED = "embed"


@dataclass(frozen=True, slots=True)
class Usage:
    input_tokens: int = 0
    output_tokens: int = 0
    audio_seconds: float = 0.0
    characters: int = 0
    # The provider did not say; we counted characters.
    is_estimated: bool = False


def tokens_in(characters: int) -> int:
    """Estimate, for where a provider does not count for us."""
    return -(-characters // 4)


@dataclass(frozen=True, slots=True)
class Made:
    provider: str
    model: str
    usage: Usage
    latency_ms: int = 0

    @property
    def is_builtin(self) -> bool:
        return self.provider == BUILTIN


@dataclass(frozen=True, slots=True)
class Completion:
    text: str
    made: Made
    # The model had more to say than it was allowed to.
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer(Generic[O_co]):
    """A task's output, as its schema promises it."""

    output: O_co
    made: Made
    task: str
    prompt_version: int


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    start: float
    end: float
    no_speech_probability: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Transcript:
    text: str
    language: str
    duration: float
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    # 0 and 1 where the provider does not say.
    no_speech_probability: float
    confidence: float
    made: Made


def vectors_of(provider: str, model: str) -> str:
    """Vectors of different models are never compared; this is what tells them apart."""
    return f"{provider}:{model}"


@dataclass(frozen=True, slots=True)
class Embeddings:
    vectors: tuple[tuple[float, ...], ...]
    made: Made

    @property
    def model(self) -> str:
        return vectors_of(self.made.provider, self.made.model)


class Stream(Generic[Piece]):
    """Pieces as they come. When the last one is there, `made` says how. Whoever does not want the rest closes it."""

    def __init__(self, pieces: AsyncGenerator[Piece | Made, None]) -> None:
        self.made: Made | None = None
        self._is_unwanted = False
        self._pieces: AsyncGenerator[Piece | Made, None] = pieces

    async def __aiter__(self) -> AsyncGenerator[Piece, None]:
        async with aclosing(self._pieces):
            async for piece in self._pieces:
                if isinstance(piece, Made):
                    self.made = piece
                else:
                    yield piece
                if self._is_unwanted:
                    break

    async def aclose(self) -> None:
        """Also while somebody reads: then it ends with the piece that they wait for."""
        self._is_unwanted = True
        if not getattr(self._pieces, "ag_running", False):
            await self._pieces.aclose()


@dataclass(frozen=True, slots=True)
class Speech:
    format: str
    sound: Stream[bytes]

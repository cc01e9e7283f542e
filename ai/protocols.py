"""What a provider is: one of these four, or several at once. A chain of providers is one too."""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ai.call import Call
from ai.results import Ability, Completion, Embeddings, Made, Transcript


class Grade(StrEnum):
    QUICK = "quick"
    CAREFUL = "careful"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a language model. Only the first of `messages` holds data; the others are a repair."""

    instructions: str
    messages: tuple[tuple[str, str], ...]
    grade: Grade
    max_tokens: int
    name: str = "answer"
    schema: Mapping[str, object] | None = None
    # What `builtin` answers: the task's own fallback, already given its inputs.
    fallback: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """A whole, playable recording; the ending of its name says what it is."""

    data: bytes
    format: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Hints:
    """What helps to understand speech: the language it is likely in, and words that are likely in it."""

    language: str = ""
    words: tuple[str, ...] = ()


class Provider(Protocol):
    @property
    def name(self) -> str: ...

    def model_for(self, ability: Ability, grade: Grade) -> str: ...


class LanguageModel(Provider, Protocol):
    async def complete(self, ask: Ask, call: Call) -> Completion: ...

    def stream(self, ask: Ask, call: Call) -> AsyncGenerator[str | Made, None]:
        """Pieces of text; how they were made comes last."""
        ...


class Transcriber(Provider, Protocol):
    async def transcribe(self, recording: Recording, hints: Hints, call: Call) -> Transcript: ...


class Synthesizer(Provider, Protocol):
    def speak(self, text: str, call: Call) -> AsyncGenerator[bytes | Made, None]:
        """Pieces of sound; how they were made comes last."""
        ...


class Embedder(Provider, Protocol):
    async def embed(self, texts: Sequence[str], call: Call) -> Embeddings: ...

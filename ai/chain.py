"""Chains: to whoever asks, several providers in a row are one provider."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from ai.attempts import Attempts, Errand
from ai.call import Call
from ai.protocols import Ask, Embedder, Hints, LanguageModel, Recording, Synthesizer, Transcriber
from ai.results import Completion, Embeddings, Made, Transcript, Usage, tokens_in


@dataclass(frozen=True, slots=True)
class LanguageChain:
    attempts: Attempts[LanguageModel]

    async def complete(self, ask: Ask, call: Call) -> Completion:
        return await self.attempts.whole(call, _to_read(ask), lambda model: model.complete(ask, call))

    def stream(self, ask: Ask, call: Call) -> AsyncGenerator[str | Made, None]:
        return self.attempts.pieces(call, _to_read(ask), lambda model: model.stream(ask, call))


@dataclass(frozen=True, slots=True)
class TranscriberChain:
    attempts: Attempts[Transcriber]

    async def transcribe(self, recording: Recording, hints: Hints, call: Call) -> Transcript:
        errand = Errand(expected=Usage(audio_seconds=recording.seconds, is_estimated=True))
        return await self.attempts.whole(call, errand, lambda ear: ear.transcribe(recording, hints, call))


@dataclass(frozen=True, slots=True)
class SynthesizerChain:
    attempts: Attempts[Synthesizer]

    def speak(self, text: str, call: Call) -> AsyncGenerator[bytes | Made, None]:
        errand = Errand(expected=Usage(characters=len(text), is_estimated=True))
        return self.attempts.pieces(call, errand, lambda voice: voice.speak(text, call))


@dataclass(frozen=True, slots=True)
class EmbedderChain:
    attempts: Attempts[Embedder]

    async def embed(self, texts: Sequence[str], call: Call) -> Embeddings:
        errand = Errand(expected=Usage(input_tokens=tokens_in(sum(map(len, texts))), is_estimated=True))
        return await self.attempts.whole(call, errand, lambda embedder: embedder.embed(texts, call))


def _to_read(ask: Ask) -> Errand:
    characters = len(ask.instructions) + sum(len(text) for _, text in ask.messages)
    return Errand(ask.grade, Usage(input_tokens=tokens_in(characters), is_estimated=True))

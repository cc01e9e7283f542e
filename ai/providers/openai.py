"""OpenAI, and every server that speaks its format.

The SDK carries the request. What comes back is read by our own few models, because the SDK takes any JSON for an answer.
"""

import io
import math
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated, Any

import httpx2
import openai
from openai.types.chat import ChatCompletionChunk
from pydantic import BaseModel, ConfigDict, Field, WrapValidator

from ai.call import Call
from ai.configuration import Account
from ai.errors import AIError, BadAnswer, Interrupted, Refused, Rejected, WrongVectors
from ai.protocols import Ask, Grade, Hints, Recording
from ai.providers import wire
from ai.results import DIMENSIONS, Ability, Completion, Embeddings, Made, Segment, Transcript, Usage, Word, tokens_in
from ai.text import clean

QUOTA_LASTS = 3600.0
MOST_TOKENS = 10**9
# Of the hints to Whisper: Groq's refuses more than 896 characters.
LONGEST_PROMPT = 800
# A mark that ends a sentence, in any of the scripts that interviews are held in, and what may close after it.
SENTENCE_END = re.compile(r"""[.!?…。！？؟।]["'”’»«)\]]*\s*\Z""")


class _Wire(BaseModel):
    """What a vendor sends is read with care: a duration that is no number would get as far as the ledger."""

    model_config = ConfigDict(allow_inf_nan=False)


class _Tokens(_Wire):
    prompt_tokens: int = Field(0, ge=0, le=MOST_TOKENS)
    completion_tokens: int = Field(0, ge=0, le=MOST_TOKENS)


_Usage = Annotated[_Tokens | None, WrapValidator(wire.or_nothing)]


class _Message(_Wire):
    content: str | None = None
    refusal: str | None = None


class _Choice(_Wire):
    message: _Message
    finish_reason: str | None = None


class _Chat(_Wire):
    model: str | None = None
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage = None


class _Delta(_Wire):
    content: str | None = None
    refusal: str | None = None


class _Part(_Wire):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Chunk(_Wire):
    model: str | None = None
    choices: list[_Part] | None = None
    usage: _Usage = None


class _Segment(_Wire):
    text: str
    start: float
    end: float
    avg_logprob: float | None = None
    no_speech_prob: float | None = None


class _Word(_Wire):
    word: str
    # Some aligners find no time for some words.
    start: float | None = None
    end: float | None = None


class _Heard(_Wire):
    text: str
    language: str | None = None
    duration: float | None = Field(None, ge=0)
    segments: list[_Segment] | None = None
    words: list[_Word] | None = None


class _Vector(BaseModel):
    # Some servers leave it out.
    index: int | None = None
    # null is how JSON writes what is no number.
    embedding: list[float | None]


class _Vectors(BaseModel):
    data: list[_Vector]
    usage: _Usage = None


class OpenAICompatible:
    def __init__(self, account: Account) -> None:
        self.account = account
        self.name = account.name

    def model_for(self, ability: Ability, grade: Grade) -> str:
        return self.account.model_for(ability, grade)

    async def complete(self, ask: Ask, call: Call) -> Completion:
        async with self._line() as client:
            raw = await client.chat.completions.with_raw_response.create(**self._question(ask), extra_headers=_id_of(call))
            answer = _Chat.model_validate_json(raw.content)
        choice = answer.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise Refused(self.name)
        text = clean(choice.message.content or "")
        model = answer.model or self.model_for(Ability.COMPLETE, ask.grade)
        return Completion(text, Made(self.name, model, _tokens(answer.usage, ask, len(text))), is_cut=choice.finish_reason == "length")

    async def stream(self, ask: Ask, call: Call) -> AsyncGenerator[str | Made, None]:
        seen = _Seen(model=self.model_for(Ability.COMPLETE, ask.grade))
        async with self._line() as client:
            chunks = await client.chat.completions.create(
                **self._question(ask), stream=True, stream_options={"include_usage": True}, extra_headers=_id_of(call)
            )
            async with chunks:
                async for chunk in chunks:
                    await wire.let_others_go_on()
                    if text := seen.take(chunk):
                        yield text
            seen.check_end(is_done=wire.says_done(chunks.response))
        yield Made(self.name, seen.model, _tokens(seen.usage, ask, seen.written))

    async def transcribe(self, recording: Recording, hints: Hints, call: Call) -> Transcript:
        model = self.model_for(Ability.TRANSCRIBE, Grade.QUICK)
        async with self._line() as client:
            raw = await client.audio.transcriptions.with_raw_response.create(
                file=(f"answer.{recording.format}", io.BytesIO(recording.data)),
                model=model,
                extra_headers=_id_of(call),
                **_hearing(model, hints),
            )
            heard = _Heard.model_validate_json(raw.content)
            return _transcript(heard, recording, hints, partial(Made, self.name, model))

    async def speak(self, text: str, call: Call) -> AsyncGenerator[bytes | Made, None]:
        if len(text) > self.account.preset.speech_characters:
            raise Rejected(self.name)
        model = self.model_for(Ability.SPEAK, Grade.QUICK)
        async with (
            self._line() as client,
            client.audio.speech.with_streaming_response.create(**self._speech(model, text), extra_headers=_id_of(call)) as response,
        ):
            async for data in wire.sound(response.iter_bytes()):
                yield data
        yield Made(self.name, model, Usage(characters=len(text)))

    async def embed(self, texts: Sequence[str], call: Call) -> Embeddings:
        model = self.model_for(Ability.EMBED, Grade.QUICK)
        size: dict[str, Any] = {"dimensions": DIMENSIONS} if self.account.preset.sends_dimensions else {}
        async with self._line() as client:
            raw = await client.embeddings.with_raw_response.create(
                input=list(texts), model=model, encoding_format="float", extra_headers=_id_of(call), **size
            )
            found = _Vectors.model_validate_json(raw.content)
            vectors = _in_order(found, len(texts))
        tokens = found.usage.prompt_tokens if found.usage else tokens_in(sum(map(len, texts)))
        return Embeddings(vectors, Made(self.name, model, Usage(input_tokens=tokens, is_estimated=not found.usage)))

    async def check_key(self) -> None:
        """Ask for the list of models, which costs nothing."""
        async with self._line() as client:
            await client.models.with_raw_response.list()

    @asynccontextmanager
    async def _line(self) -> AsyncIterator[openai.AsyncOpenAI]:
        def make(http: httpx2.AsyncClient) -> openai.AsyncOpenAI:
            return openai.AsyncOpenAI(api_key=self.account.key, base_url=self.account.base_url, http_client=http, max_retries=0)

        with wire.as_ours(self.name, _translated):
            async with wire.client_for_this_loop(("openai", self.account.base_url, self.account.key), make) as client:
                yield client

    def _question(self, ask: Ask) -> dict[str, Any]:
        preset = self.account.preset
        question: dict[str, Any] = {
            "model": self.model_for(Ability.COMPLETE, ask.grade),
            "messages": [{"role": "system", "content": ask.instructions}, *({"role": who, "content": text} for who, text in ask.messages)],
            preset.token_limit: ask.max_tokens + self.account.room_for(ask.grade),
        }
        if effort := self.account.effort_for(ask.grade):
            question["reasoning_effort"] = effort
        if ask.schema is not None:
            question["response_format"] = {
                "type": "json_schema",
                preset.schema_key: {"name": ask.name, "schema": ask.schema, "strict": True},
            }
        return question

    def _speech(self, model: str, text: str) -> dict[str, Any]:
        return {"input": text, "model": model, "voice": self.account.voice, "response_format": self.account.preset.speech_format}


class _Seen:
    """What has come of a stream so far."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.usage: _Tokens | None = None
        self.written = 0
        self.ending: str | None = None
        self.last_words = ""
        self.letters = wire.Letters()

    def take(self, raw: ChatCompletionChunk) -> str:
        # The SDK takes any JSON for a chunk.
        chunk = _Chunk.model_validate(raw.model_dump(warnings=False))
        if chunk.usage:
            self.usage = chunk.usage
        self.model = chunk.model or self.model
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        delta = choice.delta or _Delta()
        if delta.refusal:
            raise Refused
        self.ending = choice.finish_reason or self.ending
        text = self.letters.of(delta.content or "")
        self.written += len(text)
        self.last_words = (self.last_words + text)[-20:]
        return text

    def check_end(self, *, is_done: bool) -> None:
        # Some servers never say why they ended, so they do not say either that they ran out of tokens. What counts is that
        # nobody is asked half a question: what they call done, and ends as a sentence does, is whole. A line that was closed
        # without a word is not, wherever it ends.
        if self.ending is None and not (is_done and SENTENCE_END.search(self.last_words)):
            raise Interrupted
        if self.ending == "content_filter":
            raise Refused
        if not self.written:
            raise BadAnswer


def _id_of(call: Call) -> dict[str, str]:
    return {"X-Client-Request-Id": str(call.attempt_id)}


def _tokens(usage: _Tokens | None, ask: Ask, written: int) -> Usage:
    if usage:
        return Usage(input_tokens=usage.prompt_tokens, output_tokens=usage.completion_tokens)
    read = len(ask.instructions) + sum(len(text) for _, text in ask.messages)
    return Usage(input_tokens=tokens_in(read), output_tokens=tokens_in(written), is_estimated=True)


def _hearing(model: str, hints: Hints) -> dict[str, Any]:
    """Whisper says when each word was spoken; the models after it do not, and take their hints by other names."""
    if "whisper" in model:
        words = {"prompt": ", ".join(hints.words)[:LONGEST_PROMPT]} if hints.words else {}
        language = {"language": hints.language} if hints.language else {}
        return {"response_format": "verbose_json", "timestamp_granularities": ["word", "segment"], **words, **language}
    keywords = {"keywords": list(hints.words)} if hints.words else {}
    languages = {"languages": [hints.language]} if hints.language else {}
    return {"response_format": "json", **keywords, **languages}


def _transcript(heard: _Heard, recording: Recording, hints: Hints, made: partial[Made]) -> Transcript:
    segments = tuple(
        Segment(s.text.strip(), s.start, s.end, s.no_speech_prob or 0.0, math.exp(min(0.0, s.avg_logprob or 0.0)))
        for s in heard.segments or ()
    )
    seconds = heard.duration or recording.seconds
    return Transcript(
        text=clean(heard.text).strip(),
        language=heard.language or hints.language,
        duration=seconds,
        segments=segments,
        words=tuple(Word(w.word.strip(), w.start, w.end) for w in heard.words or () if w.start is not None and w.end is not None),
        no_speech_probability=_mean([(s.no_speech_probability, s.end - s.start) for s in segments], 0.0),
        confidence=_mean([(s.confidence, s.end - s.start) for s in segments], 1.0),
        made=made(Usage(audio_seconds=seconds, is_estimated=heard.duration is None)),
    )


def _mean(weighed: list[tuple[float, float]], otherwise: float) -> float:
    whole = sum(weight for _, weight in weighed)
    return sum(value * weight for value, weight in weighed) / whole if whole > 0 else otherwise


def _in_order(found: _Vectors, wanted: int) -> tuple[tuple[float, ...], ...]:
    """Where no place is said, the order is that of the texts."""
    by_place = {place if vector.index is None else vector.index: _usable(vector.embedding) for place, vector in enumerate(found.data)}
    if len(found.data) != wanted or by_place.keys() != set(range(wanted)):
        raise BadAnswer
    return tuple(by_place[place] for place in range(wanted))


def _usable(vector: list[float | None]) -> tuple[float, ...]:
    numbers = tuple(value for value in vector if value is not None and math.isfinite(value))
    if not len(vector) == len(numbers) == DIMENSIONS:
        raise WrongVectors
    return numbers


def _translated(error: Exception) -> AIError | None:
    if isinstance(error, openai.APIStatusError):
        retry_after = QUOTA_LASTS if error.code == "insufficient_quota" else wire.retry_after(error.response.headers)
        return wire.for_status(error.status_code, retry_after, error.body)
    if isinstance(error, openai.APIConnectionError):
        return wire.of_the_line(error.__cause__) or Interrupted()
    if isinstance(error, openai.APIError):
        # An error event in the middle of a stream.
        return Interrupted()
    return None

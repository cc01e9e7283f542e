"""The gateway: what the rest of the product asks when something is to be thought, heard, said or compared.

models = models_of(company)                            # accounts knows the company's keys, budget and ledger
answer = wait(models.run(ASSESS, AssessInputs(…)))     # in a worker; the live room awaits it
async for piece in models.stream(ASK, AskInputs(…)): …
"""

import logging
import time
from collections.abc import AsyncGenerator, Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from ai.assembly import assemble
from ai.attempts import Attempts
from ai.call import Call, Purpose
from ai.chain import EmbedderChain, LanguageChain, SynthesizerChain, TranscriberChain
from ai.configuration import Configuration, Paid
from ai.errors import AIError, BadAnswer, BadOutput, BudgetSpent, NotOffered, Unavailable, WrongKey
from ai.ledger import Ledger
from ai.pace import BACKGROUND, LIVE, Pace
from ai.protocols import Ask, Hints, Recording
from ai.providers.builtin import Builtin
from ai.results import BUILTIN, Ability, Answer, Completion, Embeddings, Made, Speech, Stream, Transcript, Usage
from ai.sound import sound_format
from ai.task import I, O, Task, Unfit
from ai.text import clean, cut

T = TypeVar("T")
log = logging.getLogger(__name__)
TEXTS_AT_ONCE = 256
# OpenAI takes 8,192 tokens a text and 300,000 a request. Tokens are made of bytes of UTF-8, of one at least, so in no script
# can there be more tokens than bytes. Whoever has a longer text to compare cuts it into chunks first.
LONGEST_TEXT = 8_000
BYTES_AT_ONCE = 300_000
NO_HINTS = Hints()
LACKING = (
    "It fits, but for this:\n{fault}\nAnswer once more, complete and in the same form. Leave all else as it was, and put nothing around it."
)
AGAIN = "That cannot be used:\n{fault}\nAnswer once more, complete and in the form that was asked for, and with nothing around it."


class Gateway:
    """Models, as one company (or the platform itself) may use them, for one interview or for none."""

    def __init__(
        self,
        configuration: Configuration,
        ledger: Ledger,
        *,
        company: UUID | None = None,
        interview: UUID | None = None,
        paid: Paid = Paid.EVERYBODY,
    ) -> None:
        self._configuration = configuration
        self._company = company
        self._interview = interview
        # Where it is not everybody, whoever is left out is so because the month's money is used up.
        self._is_spent = paid is not Paid.EVERYBODY
        chains = assemble(configuration, paid)
        self._language = LanguageChain(Attempts(Ability.COMPLETE, chains.language, ledger))
        self._ear = TranscriberChain(Attempts(Ability.TRANSCRIBE, chains.ears, ledger))
        self._voice = SynthesizerChain(Attempts(Ability.SPEAK, chains.voices, ledger))
        self._embedder = EmbedderChain(Attempts(Ability.EMBED, chains.embedders, ledger))

    def has_provider(self, ability: Ability) -> bool:
        """Whether anybody but `builtin` is set up for this. Where nobody is, the browser hears and speaks by itself."""
        return self._configuration.has_provider(ability)

    async def run(self, task: Task[I, O], inputs: I, *, pace: Pace = BACKGROUND) -> Answer[O]:
        """Do a task. An output that does not fit, or lacks something, is asked for once more, with what is wrong."""
        ask = task.ask(inputs, has_provider=self.has_provider(Ability.COMPLETE))
        call = self._call(task.name, pace, task.prompt.version)
        completion = await self._paid_for(Ability.COMPLETE, self._language.complete(ask, call))
        try:
            answer = _answer(task, completion)
        except ValueError as fault:
            completion = await self._once_more(ask, call, completion, fault)
        else:
            lack = _lack(task, inputs, answer) if call.may_pay else ""
            more = await self._with_what_it_lacks(ask, call, completion, lack, task) if lack else None
            return more if more and not _lack(task, inputs, more) else answer
        try:
            return _answer(task, completion)
        except ValueError as fault:
            return _answer(task, await self._without_a_model(ask, call, completion, fault))

    def stream(self, task: Task[I, str], inputs: I, *, pace: Pace = LIVE) -> Stream[str]:
        """Do a task whose output is text, and hand it on while it is written."""
        ask = task.ask(inputs, has_provider=self.has_provider(Ability.COMPLETE))
        return Stream(self._spent_or(Ability.COMPLETE, self._language.stream(ask, self._call(task.name, pace, task.prompt.version))))

    async def transcribe(
        self, recording: Recording, hints: Hints = NO_HINTS, *, pace: Pace = BACKGROUND, task: str = "transcribe"
    ) -> Transcript:
        writable = Hints(clean(hints.language), tuple(clean(word) for word in hints.words))
        return await self._paid_for(Ability.TRANSCRIBE, self._ear.transcribe(recording, writable, self._call(task, pace)))

    async def speak(self, text: str, *, pace: Pace = LIVE) -> Speech:
        """Say a sentence. Returns when its first sound is there."""
        pieces = self._spent_or(Ability.SPEAK, self._voice.speak(clean(text), self._call("speak", pace)))
        first = await anext(pieces)
        if isinstance(first, Made):
            raise BadAnswer(first.provider)
        return Speech(sound_format(first), Stream(_beginning_with(first, pieces)))

    async def embed(self, texts: Sequence[str], *, pace: Pace = BACKGROUND) -> Embeddings:
        """Return a vector for each text, all of one model."""
        began_at = time.monotonic()
        parts = []
        for batch in _batches([cut(clean(text), LONGEST_TEXT) or " " for text in texts]):
            call = self._call("embed", pace)
            # Each part may be tried again; all share one deadline.
            call.began_at = began_at
            parts.append(await self._paid_for(Ability.EMBED, self._embedder.embed(batch, call)))
        if len({part.model for part in parts}) > 1:
            raise Unavailable(parts[0].made.provider)
        return _joined(parts)

    def _call(self, task: str, pace: Pace, prompt_version: int = 0) -> Call:
        return Call(Purpose(task, prompt_version, self._company, self._interview), pace)

    async def _paid_for(self, ability: Ability, work: Coroutine[Any, Any, T]) -> T:
        try:
            return await work
        except NotOffered:
            raise self._why_nobody(ability) from None

    async def _spent_or(self, ability: Ability, pieces: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
        try:
            async for piece in pieces:
                yield piece
        except NotOffered:
            raise self._why_nobody(ability) from None
        finally:
            await pieces.aclose()

    def _why_nobody(self, ability: Ability) -> AIError:
        if self._is_spent:
            return BudgetSpent()
        return WrongKey() if ability in self._configuration.locked else NotOffered()

    async def _with_what_it_lacks(self, ask: Ask, call: Call, first: Completion, lack: str, task: Task[I, O]) -> Answer[O] | None:
        with suppress(AIError, ValueError):
            more = _answer(task, await self._once_more(ask, call, first, ValueError(lack), LACKING))
            return None if more.made.is_builtin else more
        return None

    async def _once_more(self, ask: Ask, call: Call, wrong: Completion, fault: ValueError, wording: str = AGAIN) -> Completion:
        if not call.may_pay:
            return await self._without_a_model(ask, call, wrong, fault)
        said = ("assistant", wrong.text or "(nothing)"), ("user", wording.format(fault=fault))
        return await self._language.complete(replace(ask, messages=(*ask.messages, *said)), call)

    async def _without_a_model(self, ask: Ask, call: Call, wrong: Completion, fault: ValueError) -> Completion:
        facts = {
            "task": call.purpose.task,
            "version": call.purpose.prompt_version,
            "provider": wrong.made.provider,
            "model": wrong.made.model,
            "fields": ", ".join(fault.places) if isinstance(fault, Unfit) else "",
        }
        log.warning("an output fits no schema", extra={"facts": facts})
        if ask.fallback is None or BUILTIN not in self._configuration.chains[Ability.COMPLETE]:
            raise BadOutput(wrong.made.provider)
        return await Builtin().complete(ask, call)


def _answer(task: Task[I, O], completion: Completion) -> Answer[O]:
    if completion.is_cut:
        raise ValueError("The answer was too long and is cut off. Write a much shorter one.")
    return Answer(task.read(completion.text), completion.made, task.name, task.prompt.version)


def _lack(task: Task[I, O], inputs: I, answer: Answer[O]) -> str:
    """Rules say what they can, and would say the same once more."""
    return task.lacks(inputs, answer.output) if task.lacks and not answer.made.is_builtin else ""


async def _beginning_with(first: bytes, rest: AsyncGenerator[bytes | Made, None]) -> AsyncGenerator[bytes | Made, None]:
    try:
        yield first
        async for piece in rest:
            yield piece
    finally:
        await rest.aclose()


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if len(batch) == TEXTS_AT_ONCE or size + length > BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield batch


def _joined(parts: Sequence[Embeddings]) -> Embeddings:
    if not parts:
        return Embeddings((), Made(BUILTIN, "", Usage()))
    usage = Usage(input_tokens=sum(part.made.usage.input_tokens for part in parts))
    latency = sum(part.made.latency_ms for part in parts)
    vectors = tuple(vector for part in parts for vector in part.vectors)
    return Embeddings(vectors, replace(parts[0].made, usage=usage, latency_ms=latency))

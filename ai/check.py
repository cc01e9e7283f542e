"""Does it work? Each provider is asked, for each ability, as a real call would; and one sentence says what is wrong."""

import asyncio
import io
import time
import wave
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from ai.configuration import SLOTS, Account, Configuration, names_of
from ai.errors import AIError, TimedOut, WrongAddress, WrongConfiguration, WrongKey
from ai.gateway import Gateway
from ai.ledger import Ledger
from ai.pace import Pace
from ai.presets import SWITCHED_OFF, Slot, Speaks
from ai.prices import price_of
from ai.protocols import Grade, Recording
from ai.providers import anthropic, openai_compatible
from ai.results import BUILTIN, DIMENSIONS, Ability
from ai.task import I, O, Task
from ai.waiting import wait

ONCE = Pace(deadline=10, answer_within=10, tries=1, pause=0)
AT_START_SECONDS = 4
SOON = timedelta(days=60)
WRONG = {
    "unreachable": "{name} cannot be reached at {host}: is there a network, and is {base_url} right?",
    "timed_out": "{name} did not answer within {seconds} seconds.",
    "interrupted": "{name} broke off in the middle of its answer.",
    "rate_limited": "{name} turns us away: too many requests, or no credit is left.",
    "unavailable": "{name} says that it cannot answer now.",
    "wrong_key": "{name} does not accept the key in {key}.",
    "unknown_model": "{name} knows no model named {model}; {slot} names another one.",
    "wrong_address": "What answers at {host} knows no such address: {base_url} is likely wrong; {ending}.",
    "rejected": "{name} refuses the request; {model} may not be a model for this.",
    "refused": "{model} did not want to answer.",
    "bad_answer": "What answers at {host} does not speak the format of {name}; is {base_url} right?",
    "wrong_vectors": "{model} does not make vectors of {size} numbers; {slot} names one that does, or that can be asked for {size} dimensions.",
    "bad_output": "{model} did not keep to the form that was asked for, twice.",
    "not_booked": "The call could not be written into the ledger, so it was not made.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of asking one provider for one thing."""

    ability: Ability
    provider: str
    model: str
    # None: nobody has asked yet
    is_fine: bool | None
    latency_ms: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One provider with one model, for one ability."""

    ability: Ability
    provider: str
    grade: Grade
    model: str
    # None: what the ability and the grade say.
    slot: Slot | None = None


async def check_each(configuration: Configuration, ledger: Ledger, task: Task[I, O], inputs: I) -> list[Finding]:
    """Ask everybody who is set up, all at the same time."""

    async def ask(models: Gateway, link: Link) -> None:
        await _ask(models, link, task, inputs)

    links = [(configuration, link) for link in _links(configuration)]
    if again := configuration.listening_again:
        links += [(again, link) for link in _links_again(again)]
    return await asyncio.gather(*(_check(each, link, ask, ledger) for each, link in links))


def not_asked(configuration: Configuration) -> list[Finding]:
    """Who would be asked."""
    again = configuration.listening_again
    links = _links(configuration) + (_links_again(again) if again else [])
    return [Finding(link.ability, link.provider, link.model, True if link.provider == BUILTIN else None) for link in links]


def remarks(configuration: Configuration, today: date) -> list[str]:
    """What can be said without asking anybody."""
    if not any(account.name != BUILTIN for account in configuration.accounts.values()):
        return ["No provider has a key, so built-in rules ask and assess, and the browser hears and speaks. Set OPENAI_API_KEY or another."]
    said = [f"{model} is switched off on {day:%-d %B %Y}." for _, model in _models(configuration)
            if (day := SWITCHED_OFF.get(model)) and day <= today + SOON]  # fmt: skip
    said += [f"ai/prices.py has no price for {model} of {name}, so its cost is not counted." for name, model in unpriced(configuration)]
    return said + [
        f"Nobody can {ability}; the browser does it."
        for ability in (Ability.TRANSCRIBE, Ability.SPEAK)
        if not configuration.chains[ability]
    ]


def unpriced(configuration: Configuration) -> list[tuple[str, str]]:
    """Providers and models that cost something, and nobody here knows how much: no budget counts their calls."""
    return [(name, model) for name, model in _models(configuration)
            if not configuration.accounts[name].preset.is_free and not price_of(name, model)]  # fmt: skip


def refuse_wrong_keys(configuration: Configuration) -> list[str]:
    """Stop a start with a key that its provider does not accept. A provider that is away stops nothing.

    Returns what looks wrong and may be right after all: a server may have models and no list of them.
    """
    accounts = [account for account in configuration.accounts.values() if account.preset.needs_key]
    if not accounts:
        return []

    async def ask_all() -> list[AIError | None]:
        return await asyncio.gather(*(_problem_with_key(account) for account in accounts))

    problems = list(zip(accounts, wait(ask_all()), strict=True))
    for account, problem in problems:
        if _is_refusal(problem):
            key = names_of(account.preset)["key"]
            raise WrongConfiguration(f"{account.name} does not accept the key in {key}. Correct it, or take it out to start without.")
    return [_sentence(problem, account, Link(Ability.COMPLETE, account.name, Grade.QUICK, ""))
            for account, problem in problems if isinstance(problem, WrongAddress)]  # fmt: skip


async def is_accepted(account: Account) -> bool | None:
    """None: nobody could say."""
    problem = await _problem_with_key(account)
    return False if _is_refusal(problem) else True if problem is None else None


async def _problem_with_key(account: Account) -> AIError | None:
    provider = anthropic(account) if account.preset.speaks is Speaks.ANTHROPIC else openai_compatible(account)
    try:
        async with asyncio.timeout(AT_START_SECONDS):
            await provider.check_key()
    except AIError as problem:
        return problem
    except TimeoutError:
        return TimedOut(account.name)
    return None


def _is_refusal(problem: AIError | None) -> bool:
    # 403 may also mean that this key may do other things, and not list models.
    return isinstance(problem, WrongKey) and problem.status == 401


def _models(configuration: Configuration) -> list[tuple[str, str]]:
    """Every provider and model that may be asked."""
    again = configuration.listening_again
    return sorted({(name, _model(each, ability, name, grade)) for each in (configuration, again) if each
                   for ability, names in each.chains.items() for name in names for grade in Grade if name != BUILTIN})  # fmt: skip


def _links(configuration: Configuration) -> list[Link]:
    """Whom each ability may lead to, and by which model: those who think have two, if these differ."""
    found = [
        Link(ability, name, grade, _model(configuration, ability, name, grade))
        for ability, names in configuration.chains.items()
        for name in names
        for grade in (Grade if ability is Ability.COMPLETE else [Grade.QUICK])
    ]
    return [link for link in found if link.grade is Grade.QUICK or replace(link, grade=Grade.QUICK) not in found]


def _links_again(again: Configuration) -> list[Link]:
    """Who listens once more, when nobody waits."""
    ability, grade = Ability.TRANSCRIBE, Grade.QUICK
    return [Link(ability, name, grade, _model(again, ability, name, grade), Slot.TRANSCRIBE_AGAIN) for name in again.chains[ability]]


async def _check(configuration: Configuration, link: Link, ask: Callable[[Gateway, Link], Awaitable[None]], ledger: Ledger) -> Finding:
    if link.provider == BUILTIN:
        return Finding(link.ability, link.provider, link.model, is_fine=True)
    alone = {each: (link.provider,) if each is link.ability else () for each in Ability}
    began = time.monotonic()
    try:
        await ask(Gateway(replace(configuration, chains=alone), ledger), link)
    except AIError as problem:
        sentence = _sentence(problem, configuration.accounts[link.provider], link)
        return Finding(link.ability, link.provider, link.model, is_fine=False, sentence=sentence)
    return Finding(link.ability, link.provider, link.model, is_fine=True, latency_ms=round((time.monotonic() - began) * 1000))


async def _ask(models: Gateway, link: Link, task: Task[I, O], inputs: I) -> None:
    match link.ability:
        case Ability.COMPLETE:
            await models.run(task.graded(link.grade), inputs, pace=ONCE)
        case Ability.TRANSCRIBE:
            await models.transcribe(_silence(), pace=ONCE)
        case Ability.SPEAK:
            speech = await models.speak("One, two, three.", pace=ONCE)
            async for _ in speech.sound:
                pass
        case Ability.EMBED:
            await models.embed(["One, two, three."], pace=ONCE)


def _model(configuration: Configuration, ability: Ability, name: str, grade: Grade) -> str:
    return "" if name == BUILTIN else configuration.accounts[name].model_for(ability, grade)


def _sentence(problem: AIError, account: Account, link: Link) -> str:
    names, address = names_of(account.preset), urlsplit(account.base_url)
    return WRONG.get(problem.code, "{name} failed: {code}.").format(
        name=account.name,
        code=problem.code,
        # Not all of it: an address may hold a password.
        host=f"{address.hostname}:{address.port}" if address.port else address.hostname,
        base_url=names["base_url"],
        ending="the product adds /v1 to it" if account.preset.speaks is Speaks.ANTHROPIC else "it should end in /v1",
        key=names["key"],
        model=link.model,
        slot=names[(link.slot or SLOTS.get(link.ability) or Slot(link.grade)).value],
        seconds=round(ONCE.answer_within),
        size=DIMENSIONS,
    )


def _silence() -> Recording:
    """A second of it: enough to be heard and paid for."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(32_000))
    return Recording(file.getvalue(), "wav", seconds=1)

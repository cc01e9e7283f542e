"""From a configuration to chains of providers that can be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from ai.attempts import Link
from ai.circuit import Circuit
from ai.configuration import Account, Configuration, Paid
from ai.presets import Speaks
from ai.protocols import Embedder, LanguageModel, Provider, Synthesizer, Transcriber
from ai.providers import anthropic, openai_compatible
from ai.providers.builtin import Builtin
from ai.results import Ability

P = TypeVar("P", bound=Provider)


@dataclass(frozen=True, slots=True)
class Chains:
    language: tuple[Link[LanguageModel], ...]
    ears: tuple[Link[Transcriber], ...]
    voices: tuple[Link[Synthesizer], ...]
    embedders: tuple[Link[Embedder], ...]


def assemble(configuration: Configuration, paid: Paid) -> Chains:
    def links(ability: Ability, make: Callable[[Account], P]) -> tuple[Link[P], ...]:
        accounts = [configuration.accounts[name] for name in configuration.chains[ability]]
        return tuple(
            Link(make(account), _circuit(account.base_url, account.key, ability), account.is_own)
            for account in accounts
            if paid.may_ask(account)
        )

    return Chains(
        links(Ability.COMPLETE, language_model),
        links(Ability.TRANSCRIBE, openai_compatible),
        links(Ability.SPEAK, openai_compatible),
        links(Ability.EMBED, embedder),
    )


def language_model(account: Account) -> LanguageModel:
    match account.preset.speaks:
        case Speaks.OPENAI:
            return openai_compatible(account)
        case Speaks.ANTHROPIC:
            return anthropic(account)
        case Speaks.BUILTIN:
            return Builtin()


def embedder(account: Account) -> Embedder:
    return Builtin() if account.preset.speaks is Speaks.BUILTIN else openai_compatible(account)


# Bounded: companies' keys come and go.
@lru_cache(maxsize=1000)
def _circuit(base_url: str, key: str, ability: Ability) -> Circuit:
    """One for each door that can be shut: what one key finds closed, another may find open."""
    return Circuit()

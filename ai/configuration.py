"""Which provider does what, read from named values (an environment, say) and checked before anybody relies on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlsplit

from ai.errors import WrongConfiguration
from ai.presets import ORDER, PRESETS, Preset, Slot, Speaks
from ai.protocols import Grade
from ai.results import BUILTIN, Ability, vectors_of

SLOTS = {Ability.TRANSCRIBE: Slot.TRANSCRIBE, Ability.SPEAK: Slot.SPEAK, Ability.EMBED: Slot.EMBED}
# Printable, without spaces and quotes: what is left of a key after a careless copy has one of those.
KEY = re.compile(r"""[!-~]{8,512}""")


@dataclass(frozen=True, slots=True)
class Account:
    """A preset with a key: a provider as somebody pays for it."""

    preset: Preset
    base_url: str
    key: str = field(repr=False)
    models: Mapping[Slot, str]
    voice: str
    is_own: bool = False

    @property
    def name(self) -> str:
        return self.preset.name

    def model_for(self, ability: Ability, grade: Grade) -> str:
        slot = SLOTS.get(ability) or Slot(grade)
        return self.models.get(slot, "")

    def effort_for(self, grade: Grade) -> str | None:
        return self.preset.quick_effort if grade is Grade.QUICK else self.preset.careful_effort

    def room_for(self, grade: Grade) -> int:
        return self.preset.quick_room if grade is Grade.QUICK else self.preset.careful_room

    def hearing_by(self, model: str) -> "Account":
        return replace(self, models={**self.models, Slot.TRANSCRIBE: model})

    @property
    def speaks_as(self) -> str:
        """What is kept of one voice is not played for another."""
        return ":".join((self.name, self.model_for(Ability.SPEAK, Grade.QUICK), self.voice, self.preset.speech_format))

    def speaking_by(self, voice: str) -> "Account":
        """By its own, where it is not known to have one of that name: one that it refuses would leave nobody speaking."""
        name = voice.lower()
        return replace(self, voice=name) if name in self.preset.voices else self

    def can(self, ability: Ability) -> bool:
        if ability not in self.preset.abilities:
            return False
        return self.preset.speaks is Speaks.BUILTIN or bool(self.model_for(ability, Grade.QUICK))


class Paid(StrEnum):
    """Whom money is left for."""

    EVERYBODY = "everybody"
    OWN_ACCOUNTS = "own_accounts"
    NOBODY = "nobody"

    def may_ask(self, account: Account) -> bool:
        return account.preset.is_free or self is Paid.EVERYBODY or (self is Paid.OWN_ACCOUNTS and account.is_own)


@dataclass(frozen=True, slots=True)
class Configuration:
    accounts: Mapping[str, Account]
    chains: Mapping[Ability, tuple[str, ...]]
    # What somebody is set up for whose key cannot be read.
    locked: frozenset[Ability] = frozenset()

    def has_provider(self, ability: Ability) -> bool:
        """Whether anybody but `builtin` is set up for it, also where they cannot be asked just now: then it waits for them."""
        return ability in self.locked or any(name != BUILTIN for name in self.chains[ability])

    @property
    def vector_model(self) -> str:
        """Who makes vectors, and by which model: the name that is stored with each of them."""
        provider = self.chains[Ability.EMBED][0]
        return vectors_of(provider, self.accounts[provider].model_for(Ability.EMBED, Grade.QUICK))

    @property
    def voice(self) -> "Account | None":
        """Who speaks, of those that are asked the first; None where the browser does by itself."""
        names = self.chains[Ability.SPEAK]
        return self.accounts[names[0]] if names else None

    def speaking_by(self, voice: str) -> "Configuration":
        """The same, but by another voice of whoever is asked the first: nobody else has one of that name."""
        account = self.voice
        return replace(self, accounts={**self.accounts, account.name: account.speaking_by(voice)}) if account else self

    @property
    def listening_again(self) -> "Configuration | None":
        """The same, but who hears does so by the models that listen again afterwards; None where there is no such model."""
        models = {
            name: self.accounts[name].models.get(Slot.TRANSCRIBE_AGAIN) for name in ORDER[Ability.TRANSCRIBE] if name in self.accounts
        }
        again = {name: self.accounts[name].hearing_by(model) for name, model in models.items() if model}
        chains = {**self.chains, Ability.TRANSCRIBE: tuple(again)}
        return replace(self, accounts={**self.accounts, **again}, chains=chains) if again else None

    def comparing_by(self, vector_model: str) -> "Configuration | None":
        """The same, but with vectors of a certain model; None where nobody makes them any more."""
        for name, account in self.accounts.items():
            if account.can(Ability.EMBED) and vectors_of(name, account.model_for(Ability.EMBED, Grade.QUICK)) == vector_model:
                return replace(self, chains={**self.chains, Ability.EMBED: (name,)})
        return None


def all_names() -> list[str]:
    """Every value that `configuration_from` looks at."""
    of_presets = [name for preset in PRESETS.values() if preset.speaks is not Speaks.BUILTIN for name in names_of(preset).values()]
    return [f"AI_{ability.upper()}" for ability in Ability] + of_presets


def configuration_from(values: Mapping[str, str]) -> Configuration:
    accounts = {preset.name: account for preset in PRESETS.values() if (account := _account(preset, values))}
    return Configuration(accounts, {ability: _chain(ability, accounts, values) for ability in Ability})


def addresses_from(values: Mapping[str, str]) -> dict[str, str]:
    """Where each provider is that has an address of its own, whether or not anybody has a key there."""
    return {preset.name: _address(preset, values) for preset in PRESETS.values() if preset.base_url}


def account_with(preset: Preset, *, key: str, models: Mapping[Slot, str], base_url: str, voice: str = "", is_own: bool = False) -> Account:
    return Account(preset, base_url.rstrip("/"), key, {**preset.models, **models}, voice or preset.voice, is_own)


def looks_like_a_key(key: str) -> bool:
    return bool(KEY.fullmatch(key)) and not set(key) & set("\"'`")


def names_of(preset: Preset) -> dict[str, str]:
    """What the values of a preset are called."""
    prefix = preset.name.upper()
    names = {"key": f"{prefix}_API_KEY", "base_url": f"{prefix}_BASE_URL"}
    if Ability.SPEAK in preset.abilities:
        names["voice"] = f"{prefix}_VOICE"
    return names | {slot.value: f"{prefix}_{slot.value.upper()}_MODEL" for slot in slots_of(preset)}


def slots_of(preset: Preset) -> list[Slot]:
    """Which models a provider is asked for."""
    quick_and_careful = [Slot.QUICK, Slot.CAREFUL] if Ability.COMPLETE in preset.abilities else []
    afterwards = [Slot.TRANSCRIBE_AGAIN] if Ability.TRANSCRIBE in preset.abilities else []
    return quick_and_careful + [slot for ability, slot in SLOTS.items() if ability in preset.abilities] + afterwards


def _account(preset: Preset, values: Mapping[str, str]) -> Account | None:
    names = names_of(preset)
    key, base_url = values.get(names["key"], ""), _address(preset, values)
    if preset.speaks is Speaks.BUILTIN:
        return Account(preset, "", "", preset.models, "")
    if preset.needs_key and not key:
        return None
    if not base_url:
        if key:
            raise WrongConfiguration(f"{names['key']} is set, but {names['base_url']} is not: it says where the server is.")
        return None
    if key and not looks_like_a_key(key):
        raise WrongConfiguration(f"{names['key']} is not a key: a key has 8 to 512 letters, digits and signs, without spaces and quotes.")
    models = {slot: model for slot in slots_of(preset) if (model := values.get(names[slot.value]))}
    if not preset.models and not models:
        wanted = " or ".join(names[slot.value] for slot in slots_of(preset))
        raise WrongConfiguration(f"{names['base_url']} is set, but no model is: {wanted} says what the server shall be asked for.")
    # Whoever names one model for thinking has one for both.
    for one, other in ((Slot.QUICK, Slot.CAREFUL), (Slot.CAREFUL, Slot.QUICK)):
        if one in models and other not in {**preset.models, **models}:
            models[other] = models[one]
    # A server of one's own may ask for no key; the SDK wants one all the same.
    return account_with(preset, key=key or "no-key-needed", models=models, base_url=base_url, voice=values.get(names.get("voice", ""), ""))


def _address(preset: Preset, values: Mapping[str, str]) -> str:
    name = names_of(preset)["base_url"]
    url = values.get(name) or preset.base_url
    try:
        parts = urlsplit(url)
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        is_right = False
    if url and not is_right:
        raise WrongConfiguration(f"{name} must look like https://host/v1.")
    return url


def _chain(ability: Ability, accounts: Mapping[str, Account], values: Mapping[str, str]) -> tuple[str, ...]:
    name = f"AI_{ability.upper()}"
    asked = [word.strip() for word in values.get(name, "").split(",") if word.strip()]
    for provider in asked:
        _check_link(name, ability, provider, accounts)
    if asked:
        return tuple(dict.fromkeys(asked))
    found = tuple(provider for provider in ORDER[ability] if provider in accounts and accounts[provider].can(ability))
    # Vectors of two models cannot be compared, so nobody stands in for the first.
    return found[:1] if ability is Ability.EMBED else found


def _check_link(name: str, ability: Ability, provider: str, accounts: Mapping[str, Account]) -> None:
    if provider not in PRESETS:
        raise WrongConfiguration(f"{name} names {provider!r}, which is no provider; there are {', '.join(PRESETS)}.")
    if ability not in PRESETS[provider].abilities:
        raise WrongConfiguration(f"{name} names {provider}, which cannot {ability}.")
    names = names_of(PRESETS[provider])
    if provider not in accounts:
        missing = names["key"] if PRESETS[provider].needs_key else names["base_url"]
        raise WrongConfiguration(f"{name} names {provider}, but {missing} is not set.")
    if provider != BUILTIN and not accounts[provider].can(ability):
        missing = names[(SLOTS.get(ability) or Slot.QUICK).value]
        raise WrongConfiguration(f"{name} names {provider}, but {missing} does not say which model.")

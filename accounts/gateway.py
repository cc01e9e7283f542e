"""Who thinks, hears, speaks and compares for a company: its own accounts at providers, laid over the platform's.

Whoever waits for a model holds no transaction meanwhile: it would last as long as the provider takes, and the ledger's rows
are written on connections of their own. `let_go_of_the_database` sees to it for everybody who uses ai.waiting.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.views.decorators.debug import sensitive_variables

from accounts.models import Company, ProviderKey
from accounts.queries import whom_to_pay
from accounts.secrets import Undecryptable, decrypt
from accounts.services.model_calls import PostgresLedger
from accounts.tenancy import company_scope
from ai.configuration import Account, Configuration, account_with
from ai.errors import WrongKey
from ai.gateway import Gateway
from ai.presets import ORDER, PRESETS, Slot
from ai.protocols import Grade
from ai.results import BUILTIN, Ability

log = logging.getLogger(__name__)
LEDGER = PostgresLedger()
KEY_AT = "key at {}"


@dataclass(frozen=True, slots=True)
class Setup:
    configuration: Configuration
    # Providers whose key cannot be read any more; the platform's account stands in, and where it has none what they do waits.
    unreadable: frozenset[str]
    # Somebody of these is set up to hear answers once more.
    is_ear_locked: bool = False


class TransactionOpen(RuntimeError):
    """Somebody would wait for a model inside a transaction."""


def let_go_of_the_database() -> None:
    """Give this thread's connections back to the pool. The next query takes one again."""
    for connection in connections.all(initialized_only=True):
        # A test that is rolled back is one around everything, and none of ours: atomic(durable=True) sees it so too.
        if connection.atomic_blocks and not connection.atomic_blocks[-1]._from_testcase:  # type: ignore[attr-defined]
            raise TransactionOpen
        if not connection.in_atomic_block:
            connection.close()


def platform_models() -> Gateway:
    """For what is nobody's in particular, such as the vectors of the library."""
    return Gateway(settings.AI, LEDGER)


def models_of(company: Company, *, interview: UUID | None = None, voice: str = "") -> Gateway:
    """A spent budget stops what costs. An interview that has begun is never cut short by it."""
    with company_scope(company):
        setup, paid = setup_with(ProviderKey.objects.all()), whom_to_pay(company, is_running=interview is not None)
    return Gateway(setup.configuration.speaking_by(voice), LEDGER, company=company.pk, interview=interview, paid=paid)


def models_comparing_by(vector_model: str, company: Company | None, *, interview: UUID | None = None) -> Gateway | None:
    """For what is held against stored vectors: by the model that made these, or not at all."""
    configuration = (_setup_of(company).configuration if company else settings.AI).comparing_by(vector_model)
    if configuration is None:
        return None
    if company is None:
        return Gateway(configuration, LEDGER)
    paid = whom_to_pay(company, is_running=interview is not None)
    return Gateway(configuration, LEDGER, company=company.pk, interview=interview, paid=paid)


def models_listening_again(company: Company, *, interview: UUID) -> Gateway | None:
    """For answers that are complete: None where no model is set up for it. Nobody waits, so a spent budget stops it. Raises WrongKey
    where whoever is set up has a key that cannot be read just now."""
    setup = _setup_of(company)
    configuration = setup.configuration.listening_again
    if configuration is None:
        if setup.is_ear_locked:
            raise WrongKey
        return None
    paid = whom_to_pay(company, is_running=False)
    return Gateway(configuration, LEDGER, company=company.pk, interview=interview, paid=paid)


def _setup_of(company: Company) -> Setup:
    with company_scope(company):
        return setup_with(ProviderKey.objects.all())


@sensitive_variables("secret")
def setup_with(keys: Iterable[ProviderKey]) -> Setup:
    own: dict[str, Account] = {}
    unreadable: dict[str, Account] = {}
    for key in keys:
        secret = _secret_of(key)
        (own if secret else unreadable)[key.provider] = account_at(key.provider, secret, key.chosen_models)
    is_ear_locked = any(account.models.get(Slot.TRANSCRIBE_AGAIN) for account in unreadable.values())
    return Setup(_laid_over(settings.AI, own, unreadable), frozenset(unreadable), is_ear_locked)


@sensitive_variables("secret")
def account_at(provider: str, secret: str, chosen_models: Mapping[str, str]) -> Account:
    """A company says which provider, and never at which address."""
    ours = _ours_at(provider)
    # Its vectors are compared with the library's, so the model that makes them is not the company's to choose.
    chosen = {Slot(slot): model for slot, model in chosen_models.items() if slot != Slot.EMBED}
    return account_with(
        PRESETS[provider],
        key=secret,
        models={**default_models(provider), **chosen},
        base_url=settings.PROVIDER_ADDRESSES[provider],
        voice=ours.voice if ours else "",
        is_own=True,
    )


def default_models(provider: str) -> Mapping[Slot, str]:
    """What a company is asked with that chose no other: the operator's models, or else the preset's."""
    ours = _ours_at(provider)
    return ours.models if ours else PRESETS[provider].models


def own_accounts_can(ability: Ability, company: Company) -> bool:
    """Whether anybody whom the company pays itself can do this."""
    with company_scope(company):
        configuration = setup_with(ProviderKey.objects.all()).configuration
    return any(configuration.accounts[name].is_own for name in configuration.chains[ability])


def voice_of(company: Company, wanted: str = "") -> str:
    """Whose voice its interviews have: the one that is wanted, where there is one of that name. Empty: the browser's own."""
    account = _setup_of(company).configuration.speaking_by(wanted).voice
    return account.speaks_as if account else ""


def can_ask_a_model(company: Company) -> bool:
    """Whether somebody else than the built-in rules reads and writes for it."""
    return has_provider(company, Ability.COMPLETE)


def has_provider(company: Company, ability: Ability) -> bool:
    """Whether anybody but `builtin` is set up for it, their key readable or not."""
    return _setup_of(company).configuration.has_provider(ability)


def careful_model_of(company: Company) -> tuple[str, str]:
    """Who is asked first for what needs care, and by which model; empty where rules do it."""
    configuration = _setup_of(company).configuration
    first = configuration.chains[Ability.COMPLETE][0]
    return ("", "") if first == BUILTIN else (first, configuration.accounts[first].model_for(Ability.COMPLETE, Grade.CAREFUL))


def _ours_at(provider: str) -> Account | None:
    found: Account | None = settings.AI.accounts.get(provider)
    return found


def _secret_of(key: ProviderKey) -> str:
    """Empty: it cannot be read."""
    try:
        return decrypt(key.secret, company=key.company_id, purpose=KEY_AT.format(key.provider))
    except Undecryptable:
        log.warning("a company's key cannot be decrypted", extra={"facts": {"company": key.company_id, "provider": key.provider}})
        return ""


def _laid_over(platform: Configuration, own: Mapping[str, Account], unreadable: Mapping[str, Account]) -> Configuration:
    chains = {ability: _chain(ability, platform, own) for ability in Ability}
    locked = frozenset(ability for ability in Ability if _is_locked(ability, unreadable.values()))
    return Configuration({**platform.accounts, **own}, chains, locked)


def _is_locked(ability: Ability, unreadable: Iterable[Account]) -> bool:
    return ability is not Ability.EMBED and any(account.can(ability) for account in unreadable)


def _chain(ability: Ability, platform: Configuration, own: Mapping[str, Account]) -> tuple[str, ...]:
    chain = list(platform.chains[ability])
    # Vectors of two models cannot be compared: who makes them is the same for everybody.
    if ability is not Ability.EMBED:
        for provider in ORDER[ability]:
            if provider in own and provider not in chain and own[provider].can(ability):
                chain.insert(_place(provider, chain, ORDER[ability]), provider)
    return tuple(chain)


def _place(provider: str, chain: list[str], order: tuple[str, ...]) -> int:
    """Before the first that comes after it in the order; `builtin` is the last there."""
    later = set(order[order.index(provider) :])
    return next((place for place, name in enumerate(chain) if name in later), len(chain))

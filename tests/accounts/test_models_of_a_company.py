"""Whom a company asks: its own accounts at providers, laid over the platform's."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.gateway import models_listening_again, models_of, platform_models, setup_with
from accounts.models import ModelCall, ProviderKey
from accounts.prompts import CHECK, CheckInputs
from accounts.services.audit import Actor
from accounts.services.provider_keys import set_provider_key
from accounts.tenancy import company_scope, every_company
from ai.presets import PRESETS, Slot
from ai.results import Ability
from ai.waiting import wait

WORD = CheckInputs(word="lighthouse")


def give_key(company, provider="openai", secret="", **chosen_models):
    return set_provider_key(
        company=company,
        provider=provider,
        secret=secret or f"sk-own-{uuid4()}",
        is_checked=True,
        chosen_models=chosen_models,
        by=Actor(),
    )


def setup_of(company):
    with company_scope(company):
        return setup_with(ProviderKey.objects.all())


def chains(company) -> dict[Ability, tuple[str, ...]]:
    return setup_of(company).configuration.chains


# Configuration


def test_without_a_key_a_company_has_what_the_platform_has(northwind, platform):
    configured = platform("openai", "anthropic")
    assert setup_of(northwind).configuration == configured


def test_an_own_key_takes_the_place_of_the_platform_s(northwind, southgate, platform, provider):
    platform("openai", OPENAI_QUICK_MODEL="gpt-6-sol", OPENAI_VOICE="cedar")
    give_key(northwind, secret="sk-own-northwind")
    account = setup_of(northwind).configuration.accounts["openai"]
    assert (account.key, account.is_own, account.base_url) == ("sk-own-northwind", True, provider.url)
    # What the operator chose stays, where the company chose nothing.
    assert (account.models[Slot.QUICK], account.voice) == ("gpt-6-sol", "cedar")
    other = setup_of(southgate).configuration.accounts["openai"]
    assert (other.key.startswith("sk-platform-"), other.is_own) == (True, False)


def test_a_company_may_choose_models_but_not_who_makes_vectors(northwind, platform):
    platform("openai")
    give_key(northwind, careful="gpt-6.2-sol", transcribe="gpt-transcribe", embed="another-one")
    models = setup_of(northwind).configuration.accounts["openai"].models
    assert (models[Slot.CAREFUL], models[Slot.TRANSCRIBE]) == ("gpt-6.2-sol", "gpt-transcribe")
    assert models[Slot.EMBED] == PRESETS["openai"].models[Slot.EMBED]


def test_a_model_that_listens_again_is_there_only_where_somebody_named_one(northwind, platform):
    platform("openai")
    give_key(northwind)
    assert models_listening_again(northwind, interview=uuid4()) is None
    give_key(northwind, transcribe_again="gpt-transcribe")
    again = setup_of(northwind).configuration.listening_again
    assert again.chains[Ability.TRANSCRIBE] == ("openai",)
    assert again.accounts["openai"].models[Slot.TRANSCRIBE] == "gpt-transcribe"
    # Who listens while they speak stays who it was.
    assert setup_of(northwind).configuration.accounts["openai"].models[Slot.TRANSCRIBE] == "whisper-1"
    assert models_listening_again(northwind, interview=uuid4()).has_provider(Ability.TRANSCRIBE)


@pytest.mark.parametrize(
    ("ours", "own", "ability", "expected"),
    [
        ([], ["openai"], Ability.COMPLETE, ("openai", "builtin")),
        ([], ["openai"], Ability.TRANSCRIBE, ("openai",)),
        ([], ["openai"], Ability.SPEAK, ("openai",)),
        ([], ["anthropic"], Ability.SPEAK, ()),
        (["openai"], ["anthropic"], Ability.COMPLETE, ("openai", "anthropic", "builtin")),
        (["openai"], ["groq"], Ability.TRANSCRIBE, ("groq", "openai")),
        (["anthropic"], ["groq", "openai"], Ability.COMPLETE, ("openai", "anthropic", "groq", "builtin")),
        # The library's vectors are the platform's: a company's cannot be made by somebody else.
        ([], ["openai"], Ability.EMBED, ("builtin",)),
        (["openai"], ["openai"], Ability.EMBED, ("openai",)),
    ],
)
def test_a_provider_that_only_the_company_has_finds_its_place(northwind, platform, ours, own, ability, expected):
    platform(*ours)
    for name in own:
        give_key(northwind, name)
    assert chains(northwind)[ability] == expected


def test_an_order_that_the_operator_gave_is_kept(northwind, platform):
    platform("anthropic", "groq", AI_COMPLETE="groq,anthropic,builtin")
    give_key(northwind, "openai")
    assert chains(northwind)[Ability.COMPLETE] == ("openai", "groq", "anthropic", "builtin")


def test_where_a_key_is_used_is_not_the_company_s_to_say(northwind, settings):
    settings.PROVIDER_ADDRESSES = {"openai": "https://proxy.example/v1"}
    give_key(northwind)
    assert setup_of(northwind).configuration.accounts["openai"].base_url == "https://proxy.example/v1"


def test_a_key_that_cannot_be_read_breaks_nothing(northwind, platform, settings, caplog):
    platform("openai")
    key = give_key(northwind)
    settings.ENCRYPTION_KEYS = ["dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE="]
    setup = setup_of(northwind)
    assert setup.unreadable == {"openai"}
    assert setup.configuration.accounts["openai"].is_own is False
    assert [record.message for record in caplog.records] == ["a company's key cannot be decrypted"]
    assert key.secret not in caplog.text


def test_another_company_s_ciphertext_is_of_no_use_here(northwind, southgate, platform):
    platform()
    stolen = give_key(southgate, secret="sk-own-southgate").secret
    with company_scope(northwind):
        ProviderKey.objects.create(company=northwind, provider="openai", secret=stolen, ending="gate")
    assert setup_of(northwind).unreadable == {"openai"}


# At the wire


@pytest.mark.usefixtures("committed")
def test_each_company_s_calls_go_out_with_its_own_key_and_are_booked_so(northwind, southgate, platform, provider):
    platform("openai", OPENAI_API_KEY="sk-platform-ours")
    give_key(northwind, secret="sk-own-northwind-mine")
    wait(models_of(northwind).run(CHECK, WORD))
    wait(models_of(southgate).run(CHECK, WORD))
    wait(platform_models().run(CHECK, WORD))
    assert [call.authorization for call in provider.calls] == ["mine", "ours", "ours"]
    with every_company("a test"):
        booked = list(ModelCall.objects.order_by("at").values_list("company", "own_key"))
    assert booked == [(northwind.pk, True), (southgate.pk, False), (None, False)]


def test_it_takes_one_query_for_the_keys_and_one_for_a_budget(northwind):
    def asked(**more) -> int:
        with CaptureQueriesContext(connection) as queries:
            models_of(northwind, **more)
        return sum(' FROM "accounts_' in query["sql"] for query in queries)

    northwind.allowance = None
    assert asked() == 1
    northwind.monthly_budget = 5
    assert asked() == 2
    assert asked(interview=uuid4()) == 1
    northwind.allowance = 5
    assert asked() == asked(interview=uuid4()) == 2

"""ai_check's findings: each provider is really asked, and one sentence says what is wrong."""

from datetime import date
from uuid import uuid4

import pytest

from ai.check import check_each, refuse_wrong_keys, remarks
from ai.configuration import configuration_from
from ai.errors import WrongConfiguration
from ai.ledger import NoLedger
from ai.results import Ability
from ai.testing import Fault, ModelServer
from tests.ai.gateway.tasks import JUDGE, Heard

TODAY = date(2026, 11, 21)


@pytest.fixture
def configured(server):
    def make(**values):
        urls = {"OPENAI_BASE_URL": server.url, "ANTHROPIC_BASE_URL": server.root, "OPENAI_API_KEY": f"key-{uuid4()}"}
        return configuration_from(urls | values)

    return make


async def findings(configuration):
    """By ability and provider; of two models that think, the quick one."""
    found = await check_each(configuration, NoLedger(), JUDGE, Heard(answer="One."))
    return {(each.ability, each.provider): each for each in reversed(found)}


async def test_every_ability_is_really_asked(configured, server):
    found = await findings(configured(ANTHROPIC_API_KEY=f"key-{uuid4()}"))
    assert all(each.is_fine for each in found.values()), found
    assert set(found) == {
        (Ability.COMPLETE, "openai"),
        (Ability.COMPLETE, "anthropic"),
        (Ability.COMPLETE, "builtin"),
        (Ability.TRANSCRIBE, "openai"),
        (Ability.SPEAK, "openai"),
        (Ability.EMBED, "openai"),
    }
    assert sorted(call.ability for call in server.calls) == ["chat", "chat", "embed", "messages", "messages", "speak", "transcribe"]
    assert found[Ability.SPEAK, "openai"].latency_ms > 0


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault.HTTP_401, "openai does not accept the key in OPENAI_API_KEY."),
        (Fault.HTTP_429, "openai turns us away: too many requests, or no credit is left."),
        (Fault.HTTP_500, "openai says that it cannot answer now."),
        (Fault.CUT, "openai broke off in the middle of its answer."),
        (Fault.REFUSAL, "gpt-6-luna did not want to answer."),
        (Fault.WRONG_SHAPE, "gpt-6-luna did not keep to the form that was asked for, twice."),
    ],
)
async def test_one_sentence_says_what_is_wrong(configured, server, fault, sentence):
    server.fault(fault, ability="chat")
    found = (await findings(configured()))[Ability.COMPLETE, "openai"]
    assert (found.is_fine, found.sentence) == (False, sentence)


async def test_a_model_that_listens_again_is_asked_too_and_named_by_its_own_setting(configured, server):
    configuration = configured(OPENAI_TRANSCRIBE_AGAIN_MODEL="no-such-model")
    found = [each for each in await check_each(configuration, NoLedger(), JUDGE, Heard(answer="One.")) if each.ability == "transcribe"]
    assert [(each.model, each.is_fine) for each in found] == [("whisper-1", True), ("no-such-model", False)]
    assert found[1].sentence == "openai knows no model named no-such-model; OPENAI_TRANSCRIBE_AGAIN_MODEL names another one."
    assert "ai/prices.py has no price for no-such-model of openai, so its cost is not counted." in remarks(configuration, TODAY)


async def test_a_page_instead_of_an_answer_puts_the_address_in_doubt(configured, server):
    server.fault(Fault.WRONG_TYPE, ability="chat")
    found = (await findings(configured()))[Ability.COMPLETE, "openai"]
    assert found.sentence == f"What answers at 127.0.0.1:{server.port} does not speak the format of openai; is OPENAI_BASE_URL right?"


async def test_a_provider_that_is_not_there_puts_network_and_address_in_doubt(configured):
    found = (await findings(configured(OPENAI_BASE_URL="http://127.0.0.1:9/v1")))[Ability.EMBED, "openai"]
    assert found.sentence == "openai cannot be reached at 127.0.0.1:9: is there a network, and is OPENAI_BASE_URL right?"


async def test_an_unknown_model_is_named_with_the_setting_that_changes_it(configured):
    found = (await findings(configured(OPENAI_QUICK_MODEL="no-such-model")))[Ability.COMPLETE, "openai"]
    assert found.sentence == "openai knows no model named no-such-model; OPENAI_QUICK_MODEL names another one."


async def test_a_forgotten_end_of_an_address_is_no_unknown_model(configured, server):
    found = await findings(configured(OPENAI_BASE_URL=server.root, ANTHROPIC_BASE_URL=server.url, ANTHROPIC_API_KEY=f"key-{uuid4()}"))
    wrong = f"What answers at 127.0.0.1:{server.port} knows no such address: "
    assert found[Ability.COMPLETE, "openai"].sentence == f"{wrong}OPENAI_BASE_URL is likely wrong; it should end in /v1."
    assert found[Ability.COMPLETE, "anthropic"].sentence == f"{wrong}ANTHROPIC_BASE_URL is likely wrong; the product adds /v1 to it."


def test_a_wrong_address_stops_no_start_and_is_said(configured, server):
    (remark,) = refuse_wrong_keys(configured(OPENAI_BASE_URL=server.root))
    assert "OPENAI_BASE_URL is likely wrong; it should end in /v1." in remark
    assert refuse_wrong_keys(configured()) == []


async def test_the_model_that_weighs_answers_is_asked_too(configured):
    found = await check_each(configured(OPENAI_CAREFUL_MODEL="no-such-model"), NoLedger(), JUDGE, Heard(answer="One."))
    (wrong,) = [each for each in found if not each.is_fine]
    assert wrong.sentence == "openai knows no model named no-such-model; OPENAI_CAREFUL_MODEL names another one."


def test_without_any_key_it_says_who_does_the_work(configured):
    (remark,) = remarks(configured(OPENAI_API_KEY=""), TODAY)
    assert remark.startswith("No provider has a key")


def test_models_that_end_soon_are_named(configured):
    assert "gpt-4o-mini-tts is switched off on 6 January 2027." in remarks(configured(), TODAY)
    assert not any("switched off" in remark for remark in remarks(configured(), date(2026, 10, 1)))


def test_a_model_without_a_price_is_named(configured):
    assert any("no price for gpt-9 of openai" in remark for remark in remarks(configured(OPENAI_QUICK_MODEL="gpt-9"), TODAY))


def test_a_wrong_key_stops_the_start():
    with ModelServer(key="sk-the-right-one") as strict:
        values = {"OPENAI_BASE_URL": strict.url, "ANTHROPIC_BASE_URL": strict.root}
        refuse_wrong_keys(configuration_from(values | {"OPENAI_API_KEY": "sk-the-right-one", "ANTHROPIC_API_KEY": "sk-the-right-one"}))
        with pytest.raises(WrongConfiguration, match="openai does not accept the key in OPENAI_API_KEY"):
            refuse_wrong_keys(configuration_from(values | {"OPENAI_API_KEY": "sk-the-wrong-one"}))
        with pytest.raises(WrongConfiguration, match="anthropic does not accept the key in ANTHROPIC_API_KEY"):
            refuse_wrong_keys(configuration_from(values | {"ANTHROPIC_API_KEY": "sk-the-wrong-one"}))


@pytest.mark.parametrize("fault", [Fault.HTTP_500, Fault.REFUSE, Fault.WRONG_TYPE, Fault.EMPTY])
def test_a_provider_that_is_away_stops_no_start(configured, server, fault):
    server.fault(fault)
    refuse_wrong_keys(configured())

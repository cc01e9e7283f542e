"""Providers by configuration: who is asked first, what is refused, and what a key never does."""

import pytest

from ai.configuration import all_names, configuration_from
from ai.errors import WrongConfiguration
from ai.presets import PRESETS
from ai.protocols import Grade
from ai.results import Ability

KEY = "sk-0123456789"


def chains(**values):
    return configuration_from(values).chains


def test_without_a_key_the_rules_think_and_compare_and_nobody_speaks():
    assert chains() == {
        Ability.COMPLETE: ("builtin",),
        Ability.TRANSCRIBE: (),
        Ability.SPEAK: (),
        Ability.EMBED: ("builtin",),
    }


def test_whoever_has_a_key_is_asked():
    assert chains(OPENAI_API_KEY=KEY, ANTHROPIC_API_KEY=KEY, GROQ_API_KEY=KEY) == {
        Ability.COMPLETE: ("openai", "anthropic", "groq", "builtin"),
        Ability.TRANSCRIBE: ("groq", "openai"),
        Ability.SPEAK: ("openai", "groq"),
        Ability.EMBED: ("openai",),
    }


def test_the_settings_say_in_which_order():
    found = chains(OPENAI_API_KEY=KEY, ANTHROPIC_API_KEY=KEY, AI_COMPLETE="anthropic, openai")
    assert found[Ability.COMPLETE] == ("anthropic", "openai")


def test_a_server_of_ones_own_needs_an_address_and_no_key():
    found = configuration_from({"LOCAL_BASE_URL": "http://localhost:11434/v1", "LOCAL_QUICK_MODEL": "llama"})
    assert found.chains[Ability.COMPLETE] == ("local", "builtin")
    # It is asked for what it has a model for, and for nothing else.
    assert found.chains[Ability.TRANSCRIBE] == ()


@pytest.mark.parametrize("name", ["LOCAL_QUICK_MODEL", "LOCAL_CAREFUL_MODEL"])
def test_one_model_of_ones_own_thinks_fast_and_slow(name):
    account = configuration_from({"LOCAL_BASE_URL": "http://localhost:11434/v1", name: "llama"}).accounts["local"]
    assert {account.model_for(Ability.COMPLETE, grade) for grade in Grade} == {"llama"}


def test_a_server_of_ones_own_without_any_model_is_no_server():
    with pytest.raises(WrongConfiguration, match="LOCAL_BASE_URL is set, but no model is: LOCAL_QUICK_MODEL or LOCAL_CAREFUL_MODEL"):
        configuration_from({"LOCAL_BASE_URL": "http://localhost:11434/v1"})


def test_a_model_is_one_line_to_change():
    account = configuration_from({"OPENAI_API_KEY": KEY, "OPENAI_CAREFUL_MODEL": "gpt-9"}).accounts["openai"]
    assert account.model_for(Ability.COMPLETE, Grade.CAREFUL) == "gpt-9"
    assert account.model_for(Ability.COMPLETE, Grade.QUICK) == PRESETS["openai"].models["quick"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"AI_COMPLETE": "opanai"}, "AI_COMPLETE names 'opanai', which is no provider; there are openai, groq, "),
        ({"AI_COMPLETE": "openai"}, "AI_COMPLETE names openai, but OPENAI_API_KEY is not set."),
        ({"AI_TRANSCRIBE": "local"}, "AI_TRANSCRIBE names local, but LOCAL_BASE_URL is not set."),
        ({"AI_SPEAK": "anthropic"}, "AI_SPEAK names anthropic, which cannot speak."),
        ({"AI_SPEAK": "builtin"}, "AI_SPEAK names builtin, which cannot speak."),
        (
            {"AI_EMBED": "local", "LOCAL_BASE_URL": "http://localhost/v1", "LOCAL_QUICK_MODEL": "llama"},
            "AI_EMBED names local, but LOCAL_EMBED_MODEL does not say which model.",
        ),
        ({"HUGGINGFACE_API_KEY": KEY}, "HUGGINGFACE_API_KEY is set, but HUGGINGFACE_BASE_URL is not: it says where the server is."),
        ({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "api.openai.com"}, "OPENAI_BASE_URL must look like https://host/v1."),
        ({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://host:port/v1"}, "OPENAI_BASE_URL must look like https://host/v1."),
        *(({"OPENAI_API_KEY": key}, "OPENAI_API_KEY is not a key: ") for key in ("short", f"{KEY} ", f"'{KEY}'", f"{KEY}\n", "ключ" * 5)),
    ],
)
def test_what_is_wrong_stops_the_start_with_one_sentence(values, sentence):
    with pytest.raises(WrongConfiguration) as refused:
        configuration_from(values)
    assert str(refused.value).startswith(sentence)
    assert KEY not in str(refused.value)


def test_a_key_is_not_part_of_what_is_printed():
    assert KEY not in repr(configuration_from({"OPENAI_API_KEY": KEY}))


def test_every_preset_that_is_asked_has_its_names():
    names = all_names()
    assert len(names) == len(set(names))
    assert {"OPENAI_API_KEY", "OPENAI_VOICE", "GROQ_TRANSCRIBE_MODEL", "HUGGINGFACE_BASE_URL", "LOCAL_EMBED_MODEL", "AI_SPEAK"} <= set(
        names
    )
    assert not {"ANTHROPIC_VOICE", "GROQ_EMBED_MODEL", "BUILTIN_API_KEY"} & set(names)


def test_nobody_listens_again_unless_a_model_is_named_for_it():
    assert configuration_from({"OPENAI_API_KEY": KEY, "GROQ_API_KEY": KEY}).listening_again is None
    found = configuration_from({"OPENAI_API_KEY": KEY, "GROQ_API_KEY": KEY, "OPENAI_TRANSCRIBE_AGAIN_MODEL": "gpt-transcribe"})
    assert found.chains[Ability.TRANSCRIBE] == ("groq", "openai")
    assert found.listening_again.chains[Ability.TRANSCRIBE] == ("openai",)
    assert found.listening_again.accounts["openai"].model_for(Ability.TRANSCRIBE, Grade.QUICK) == "gpt-transcribe"
    assert found.accounts["openai"].model_for(Ability.TRANSCRIBE, Grade.QUICK) == "whisper-1"

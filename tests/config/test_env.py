"""Settings from the environment: right ones are read, wrong ones are refused with a sentence."""

import pytest

from ai.errors import WrongConfiguration
from config import env


@pytest.fixture
def given(monkeypatch):
    def set_value(value, name="NAME"):
        monkeypatch.setenv(name, value)

    return set_value


def refusal(read, *args, **more):
    with pytest.raises(env.WrongSetting) as refused:
        read("NAME", *args, **more)
    return str(refused.value)


def test_a_text_without_a_default_must_be_set():
    assert "NAME is not set" in refusal(env.text)
    assert env.text("NAME", "default") == "default"


def test_a_secret_may_come_from_a_file(given, tmp_path):
    (tmp_path / "secret").write_text("of the file\n")
    given(str(tmp_path / "secret"), "NAME_FILE")
    assert env.is_set("NAME")
    assert env.secret("NAME") == "of the file"


def test_a_secret_comes_from_one_place(given, tmp_path):
    given("here")
    given(str(tmp_path / "secret"), "NAME_FILE")
    assert "both set" in refusal(env.secret)


def test_a_missing_file_is_named(given):
    given("/nowhere/secret", "NAME_FILE")
    assert "/nowhere/secret" in refusal(env.secret)


@pytest.mark.parametrize(("value", "meaning"), [("True", True), ("False", False)])
def test_a_flag_is_true_or_false(given, value, meaning):
    given(value)
    assert env.flag("NAME", not meaning) is meaning


@pytest.mark.parametrize("value", ["", "1", "true", "yes"])
def test_a_flag_is_nothing_else(given, value):
    given(value)
    assert "True or False" in refusal(env.flag, False)


@pytest.mark.parametrize("value", ["1", "80", "65535"])
def test_a_number_in_the_range_is_read(given, value):
    given(value)
    assert env.number("NAME", 0, least=1, most=65535) == int(value)


@pytest.mark.parametrize("value", ["", "0", "-1", "65536", "8e3", "8000 ", "٨", "9" * 5000])
def test_a_number_outside_the_range_is_refused(given, value):
    given(value)
    assert "whole number from 1 to 65535" in refusal(env.number, 8000, least=1, most=65535)


def test_words_are_cut_at_commas(given):
    given(" a.example, b.example,, ")
    assert env.words("NAME") == ["a.example", "b.example"]


def test_a_choice_is_one_of_the_choices(given):
    given("c")
    assert "one of a, b" in refusal(env.choice, "a", ("a", "b"))
    given("b")
    assert env.choice("NAME", "a", ("a", "b")) == "b"


@pytest.mark.parametrize(
    "value",
    ["", "nonsense", "mysql://u:canary@h/x", "postgresql://", "postgresql:///x", "postgresql://u:canary@[bad/x", "postgresql://u:canary@h:port/x",
     "postgresql://u:canary@h:99999/x", "postgresql://u:canary#more@h/x"],
)  # fmt: skip
def test_a_wrong_address_is_refused_without_its_password(given, value):
    given(value)
    said = refusal(env.url, ("postgresql", "postgres"))
    assert said.startswith("NAME ")
    assert "canary" not in said


def test_a_database_s_address_is_taken_apart(given):
    given("postgresql://the%20user:p%40ss@db.example:6543/the%20name?sslmode=require")
    entry = env.database("NAME")
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", 6543, "the name")
    assert (entry["USER"], entry["PASSWORD"]) == ("the user", "p@ss")
    assert entry["OPTIONS"] == {"sslmode": "require"}


def test_a_database_s_address_names_the_database(given):
    given("postgresql://u:p@h/")
    assert "names no database" in refusal(env.database)


@pytest.mark.parametrize(
    ("value", "port", "tls", "ssl"),
    [
        ("smtp://u:p@h", 587, True, False),
        ("smtps://u:p@h", 465, False, True),
        ("smtp+plain://h", 25, False, False),
        ("smtp://h:2525", 2525, True, False),
    ],
)
def test_a_mail_server_s_scheme_says_how_to_speak_to_it(given, value, port, tls, ssl):
    given(value, "EMAIL_URL")
    mail = env.mail_server()
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_without_a_mail_server_no_mail_leaves(monkeypatch):
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert env.mail_server() == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def test_logging_in_elsewhere_is_off_until_a_provider_is_named(given):
    assert env.openid_connect() == {}
    for name, value in (("SERVER_URL", "https://login.example"), ("CLIENT_ID", "colloquy"), ("CLIENT_SECRET", "s")):
        given(value, f"OIDC_{name}")
    (app,) = env.openid_connect()["openid_connect"]["APPS"]
    assert (app["client_id"], app["settings"]) == ("colloquy", {"server_url": "https://login.example"})


def test_companies_keys_are_used_at_the_providers_own_addresses_unless_the_operator_gives_others(given):
    assert env.provider_addresses()["openai"] == "https://api.openai.com/v1"
    given("https://proxy.example/v1", "OPENAI_BASE_URL")
    assert env.provider_addresses() == {
        "openai": "https://proxy.example/v1",
        "groq": "https://api.groq.com/openai/v1",
        "anthropic": "https://api.anthropic.com",
    }
    # As compose hands on a line that is left empty.
    given("", "OPENAI_BASE_URL")
    assert env.provider_addresses()["openai"] == "https://api.openai.com/v1"
    given("ftp://proxy.example", "OPENAI_BASE_URL")
    with pytest.raises(WrongConfiguration, match="OPENAI_BASE_URL must look like"):
        env.provider_addresses()

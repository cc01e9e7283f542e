"""A process does not start with a key that its provider does not accept; `ai_check` says what works."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ModelCall
from accounts.tenancy import every_company
from ai.configuration import configuration_from
from ai.testing import Fault, ModelServer
from config.local.places import ROOT
from config.local.postgres import free_port
from tests.config.test_production_settings import GOOD

RIGHT, WRONG = "sk-the-right-key", "sk-a-wrong-key-canary"
WEB = ("daphne", "config.asgi:application", "--port")
WORKER = ("celery", "--app", "config.celery", "--quiet", "worker", "--pool", "threads")


@pytest.fixture(scope="module")
def server():
    with ModelServer(key=RIGHT) as running:
        yield running


def start(server, *command, key):
    environment = GOOD | {"OPENAI_API_KEY": key, "OPENAI_BASE_URL": server.url, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90)


@pytest.mark.parametrize("command", [(*WEB, str(free_port())), WORKER], ids=["web", "worker"])
def test_a_wrong_key_stops_the_start_with_one_sentence(server, command):
    done = start(server, *command, key=WRONG)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "openai does not accept the key in OPENAI_API_KEY. Correct it, or take it out to start without." in said
    assert WRONG not in said
    assert "Traceback" not in said


def test_where_somebody_asked_before_a_wrong_key_is_only_noted(server):
    check = ("-c", "import config.asgi; print('started')")
    environment = GOOD | {"OPENAI_API_KEY": WRONG, "OPENAI_BASE_URL": server.url, "KEYS_WERE_CHECKED": "True"}
    done = subprocess.run([sys.executable, *check], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90)
    assert "started" in done.stdout
    assert "openai does not accept the key in OPENAI_API_KEY" in done.stdout + done.stderr
    assert WRONG not in done.stdout + done.stderr


def test_whoever_starts_many_processes_asks_once_before_them(server):
    done = start(server, "django", "ai_check", "--keys", key=WRONG)
    assert done.returncode != 0
    assert "openai does not accept the key in OPENAI_API_KEY" in done.stderr
    assert start(server, "django", "ai_check", "--keys", key=RIGHT).returncode == 0


def test_a_right_key_and_a_provider_that_is_away_let_it_start(server):
    check = ("-c", "import config.asgi; print('started')")
    environment = GOOD | {"OPENAI_API_KEY": RIGHT, "OPENAI_BASE_URL": server.url}
    assert (
        subprocess.run([sys.executable, *check], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90).stdout
        == "started\n"
    )
    environment |= {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    assert (
        subprocess.run([sys.executable, *check], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90).stdout
        == "started\n"
    )


def test_a_providers_library_is_loaded_with_the_first_account_that_needs_it(server):
    """It takes seconds and much memory, in each process."""
    look = ("-c", "import sys, config.asgi; print(sorted({'anthropic', 'openai'} & sys.modules.keys()))")

    def loaded(**accounts: str) -> str:
        done = subprocess.run([sys.executable, *look], cwd=ROOT, env=GOOD | accounts, capture_output=True, text=True, timeout=90)
        return done.stdout

    assert loaded() == "[]\n"
    assert loaded(OPENAI_API_KEY=RIGHT, OPENAI_BASE_URL=server.url) == "['openai']\n"


def ai_check(capsys):
    call_command("ai_check")
    return capsys.readouterr().out


@pytest.mark.usefixtures("committed")
def test_ai_check_asks_each_provider_and_books_what_it_cost(server, settings, capsys):
    server.behave()
    settings.AI = configuration_from({"OPENAI_API_KEY": RIGHT, "OPENAI_BASE_URL": server.url})
    said = ai_check(capsys)
    for word in ("Questions and assessments", "Hearing", "Speaking", "Comparing texts"):
        assert f"ok       {word}" in said
    assert "gpt-6-luna" in said and " ms" in said
    with every_company("the test reads the platform's own calls"):
        assert ModelCall.objects.filter(company=None).count() == len(server.calls) == 5


@pytest.mark.usefixtures("committed")
def test_ai_check_fails_where_something_does(server, settings, capsys):
    server.behave()
    server.fault(Fault.HTTP_503, ability="speak")
    settings.AI = configuration_from({"OPENAI_API_KEY": RIGHT, "OPENAI_BASE_URL": server.url})
    with pytest.raises(CommandError, match="1 of 6 do not work"):
        call_command("ai_check")
    assert (
        "FAILED   Speaking                  openai       gpt-4o-mini-tts              openai says that it cannot answer now."
        in capsys.readouterr().out
    )


def test_ai_check_without_a_key_says_who_does_the_work(settings, capsys):
    settings.AI = configuration_from({})
    said = ai_check(capsys)
    assert "ok       Questions and assessments builtin" in said
    assert "note     No provider has a key" in said


def test_without_a_database_ai_check_says_that_it_is_away(server):
    done = start(server, "django", "ai_check", key=RIGHT)
    assert done.returncode != 0
    assert "CommandError: The database is away" in done.stderr
    assert "FAILED" not in done.stdout


def test_a_wrong_address_is_told_where_only_keys_are_asked_for(server):
    environment = GOOD | {"OPENAI_API_KEY": RIGHT, "OPENAI_BASE_URL": server.root, "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "django", "ai_check", "--keys"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0
    assert "OPENAI_BASE_URL is likely wrong; it should end in /v1." in done.stderr

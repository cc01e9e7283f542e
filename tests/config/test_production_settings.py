"""Production starts with settings that are right, and with no others: one sentence says what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.local.places import ROOT

BINARIES = Path(sys.executable).parent
HIDDEN = "hunter2canary"
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": f"{HIDDEN} and far more than fifty characters, as it has to be",
    "ENCRYPTION_KEYS": "dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE=",
    "SITE_URL": "https://colloquy.example",
    "DATABASE_URL": f"postgresql://colloquy_app:{HIDDEN}@127.0.0.1:9/colloquy",
    "DATABASE_OWNER_URL": f"postgresql://colloquy_owner:{HIDDEN}@127.0.0.1:9/colloquy",
    "REDIS_URL": f"redis://:{HIDDEN}@127.0.0.1:9/0",
}
READ_SETTINGS = (sys.executable, "-c", "import config.settings.prod")


def start(*command, without=(), **changes):
    environment = {name: value for name, value in (GOOD | changes).items() if name not in without}
    environment |= {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    command = command or READ_SETTINGS
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def expect_refusal(done, *words):
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert len(said.strip().splitlines()) == 1
    for word in words:
        assert word in said
    assert HIDDEN not in said


def test_production_starts_with_settings_that_are_right():
    assert start().returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "ENCRYPTION_KEYS", "SITE_URL", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"])
def test_it_does_not_start_without(name):
    expect_refusal(start(without=[name]), f"{name} is not set")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", HIDDEN, "must have at least 50 characters"),
        ("ENCRYPTION_KEYS", HIDDEN, "must hold keys of 32 bytes"),
        ("OPENAI_API_KEY", f"{HIDDEN} with a space", "is not a key"),
        ("OPENAI_BASE_URL", "api.example/v1", "must look like https://host"),
        ("AI_COMPLETE", "opanai,builtin", "names 'opanai', which is no provider"),
        ("AI_COMPLETE", "openai", "names openai, but OPENAI_API_KEY is not set"),
        ("AI_SPEAK", "anthropic", "names anthropic, which cannot speak"),
        ("COMPANY_BUDGET", "lots", "must be a whole number"),
        ("SITE_URL", "http://colloquy.example", "must begin with https://"),
        ("SITE_URL", "colloquy.example", "must look like"),
        ("DATABASE_URL", "postgresql://colloquy_app@127.0.0.1:9/colloquy", "has no password"),
        ("DATABASE_OWNER_URL", "postgresql://colloquy_owner@127.0.0.1:9/colloquy", "has no password"),
        ("DATABASE_URL", f"postgresql://colloquy_owner:{HIDDEN}@127.0.0.1:9/colloquy", "two different roles"),
        ("DATABASE_URL", f"postgresql://colloquy_app:{HIDDEN}@127.0.0.1:9/", "names no database"),
        ("DATABASE_URL", f"postgresql://colloquy_app:{HIDDEN}@127.0.0.1:port/colloquy", "has a port that is not a number"),
        ("DATABASE_URL", f"mysql://colloquy_app:{HIDDEN}@127.0.0.1:9/colloquy", "must look like"),
        ("REDIS_URL", f"http://:{HIDDEN}@127.0.0.1:9/0", "must look like"),
        ("EMAIL_URL", f"http://user:{HIDDEN}@127.0.0.1", "must look like"),
        ("REDIRECT_TO_HTTPS", "yes", "must be True or False"),
        ("REDIRECT_TO_HTTPS", "true", "must be True or False"),
        ("REDIRECT_TO_HTTPS", "", "must be True or False"),
        ("TRUSTED_PROXIES", "one", "must be a whole number"),
        ("HSTS_SECONDS", "-1", "must be a whole number"),
        ("SECRET_KEY_FILE", "/nowhere/secret", "are both set"),
        ("OIDC_SERVER_URL", "https://login.example", "OIDC_CLIENT_ID is not set"),
        ("S3_BUCKET", "kept", "S3_ACCESS_KEY is not set"),
        ("S3_BUCKET", "", "must be a bucket's name"),
        ("S3_BUCKET", "https://s3.example/kept", "must be a bucket's name"),
        ("S3_ENDPOINT_URL", "https://s3.example", "S3_BUCKET is not set"),
        ("CLAMD_URL", "clamd:3310", "must look like tcp://host:3310, or unix:///"),
        ("CLAMD_URL", "unix://run/clamd", "must look like tcp://host:3310, or unix:///"),
    ],
)
def test_it_does_not_start_with_a_wrong(name, value, sentence):
    expect_refusal(start(**{name: value}), sentence)


def test_it_does_not_start_when_the_file_of_a_secret_is_missing():
    expect_refusal(start(without=["SECRET_KEY"], SECRET_KEY_FILE="/nowhere/secret"), "SECRET_KEY_FILE", "cannot be read")


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "secret").write_text(GOOD["SECRET_KEY"] + "\n")
    assert start(without=["SECRET_KEY"], SECRET_KEY_FILE=str(tmp_path / "secret")).returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "manage.py", "check"),
        (str(BINARIES / "daphne"), "--port", "0", "config.asgi:application"),
        (str(BINARIES / "celery"), "--app", "config.celery", "--quiet", "worker"),
    ],
    ids=["manage.py", "daphne", "celery"],
)
def test_every_program_says_the_one_sentence_and_nothing_else(command):
    expect_refusal(start(*command, without=["SECRET_KEY"]), "SECRET_KEY is not set")


def test_django_s_own_check_of_a_deployment_has_nothing_to_add():
    done = start(sys.executable, "-W", "error::RuntimeWarning", "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")

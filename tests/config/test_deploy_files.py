"""What can be said about the files of a deployment without a container engine."""

import ast
import fnmatch
import importlib.util
import re
import shlex
import subprocess
import sys

import pytest
import yaml

from ai.configuration import all_names
from config.celery import QUEUES, app
from config.local.places import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "colloquy"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
EXPLAINED = set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", EXAMPLE, re.MULTILINE))
READERS = {"text", "secret", "flag", "number", "words", "choice", "url", "database", "is_set"}
READING = ("config/env.py", "config/roles.py", "config/settings/base.py", "config/settings/prod.py", "config/settings/dev.py",
           "config/local/run.py", "config/local/browser.py", "config/local/services.py")  # fmt: skip


def read_in_code():
    """First arguments of the readers of config.env, and what is taken from os.environ."""
    for path in READING:
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                of_environ = called == "get" and ast.unparse(node.func) == "os.environ.get"
                if called in READERS or of_environ:
                    yield node.args[0].value


def names_between_braces(text):
    return set(re.findall(r"\$\{([A-Z0-9_]+)", text))


def test_the_example_explains_what_is_read_and_nothing_else():
    read = {name for name in read_in_code() if isinstance(name, str) and name.isupper()}
    # Names that the code reads through a variable.
    read |= {"DATABASE_URL", "DATABASE_OWNER_URL", *all_names()}
    assert read | names_between_braces((ROOT / "docker-compose.yml").read_text()) == EXPLAINED


def test_the_example_holds_no_secret():
    set_to = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert {name for name, value in set_to.items() if value} == {"SITE_URL", "TRUSTED_PROXIES"}


@pytest.mark.parametrize("name", OURS)
def test_a_service_s_variables_are_explained(name):
    assert SERVICES[name]["environment"].keys() <= EXPLAINED


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_what_can_say_that_it_is_ready(name):
    for other, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_healthy":
            assert "test" in SERVICES[other]["healthcheck"]
        else:
            assert (other, how["condition"]) == ("prepare", "service_completed_successfully")


@pytest.mark.parametrize("name", SERVICES.keys() - {"prepare"})
def test_every_service_that_stays_is_asked_for_its_health_and_started_again(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_images_have_short_names():
    for image in [*(service["image"] for service in SERVICES.values()), *re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)]:
        host, slash, _ = image.partition("/")
        assert not slash or "." not in host


def test_no_port_is_open_to_the_world():
    for service in SERVICES.values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_nothing_secret_is_written_down():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if name != "KEYS_WERE_CHECKED" and any(word in name for word in ("PASSWORD", "SECRET", "KEY", "AUTH")):
                assert not value or re.fullmatch(r"\$\{[A-Z0-9_]+:.*\}", value)


def is_left_out(path):
    """As .dockerignore decides: the last pattern that fits."""
    left_out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#") and (fnmatch.fnmatch(path, pattern) or path.startswith(f"{pattern}/")):
            left_out = not line.startswith("!")
    return left_out


@pytest.mark.parametrize("path", [".env", ".git/config", ".local/environment.json", "tests/conftest.py", "config/local/run.py"])
def test_the_image_is_made_without(path):
    assert is_left_out(path)


@pytest.mark.parametrize("name", ["web", "live", "worker", "beat", "prepare"])
def test_a_command_starts_something_that_is_in_the_image(name):
    words = SERVICES[name].get("command") or ast.literal_eval(re.search(r"^CMD (\[.*\])$", DOCKERFILE.replace("\\\n", ""), re.MULTILINE)[1])
    if words[0] == "sh":
        words = shlex.split(words[2])
    modules = [word for word in words if re.fullmatch(r"config\.[a-z_.]+", word)] + [words[0]] * (name != "prepare")
    modules += re.findall(r"config\.[a-z_.]+", words[-1].partition(":")[0])
    for module in modules:
        if module != "python":
            assert importlib.util.find_spec(module), module
    for file in [word for word in [*words, *SERVICES[name]["healthcheck"].get("test", [])] if word.endswith(".py")]:
        assert (ROOT / file).exists()
        assert not is_left_out(file)


def test_the_image_s_web_has_the_flags_of_make_run():
    from config.local.programs import LIVE, WEB, WORKER

    for flag in (word for word in WEB if word.startswith("--")):
        assert f'"{flag}", "{WEB[WEB.index(flag) + 1]}"' in DOCKERFILE
    assert SERVICES["web"]["environment"]["DATABASE_POOL"]
    for name, words in (("live", LIVE), ("worker", WORKER)):
        assert [word for word in words if word not in SERVICES[name]["command"]] == []
        assert int(SERVICES[name]["environment"]["DATABASE_POOL"]) > int(words[words.index("--concurrency") + 1])
    assert not any("DATABASE_POOL" in SERVICES[name]["environment"] for name in ("beat", "prepare"))


def test_each_queue_has_a_worker_that_is_asked_for_its_pulse_and_interviews_share_theirs_with_nothing():
    asked = {name: SERVICES[name]["healthcheck"]["test"][4:] for name in ("live", "worker", "beat")}
    assert asked == {"live": ["live"], "worker": ["default", "bulk"], "beat": []}
    for name in ("live", "worker"):
        words = SERVICES[name]["command"]
        assert words[words.index("--queues") + 1].split(",") == asked[name]
    assert sorted(queue for name in ("live", "worker") for queue in asked[name]) == sorted(QUEUES)


def test_nothing_that_takes_long_is_in_the_queue_for_which_candidates_wait():
    app.loader.import_default_modules()
    live = {name for name, task in app.tasks.items() if getattr(task, "queue", "") == "live"}
    assert live == {
        f"interviews.tasks.{name}"
        for name in ("carry_on", "draft_ahead", "look_at_interview", "sweep_interviews", "sweep_recordings", "sweep_timers", "transcribe")
    }
    assert all(app.tasks[name].time_limit <= 60 for name in live if "sweep" not in name)


def test_the_image_runs_as_nobody_special():
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["colloquy"]
    assert "SECRET_KEY" not in re.sub(r"RUN SECRET_KEY=.*?(?=^$)", "", DOCKERFILE, flags=re.DOTALL | re.MULTILINE)


def test_asking_for_health_brings_no_providers_sdk():
    """It is done every minute, by two containers, and an SDK takes seconds to load."""
    found = "import config.celery, sys; print([name for name in ('openai', 'anthropic') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", found], cwd=ROOT, capture_output=True, text=True).stdout == "[]\n"

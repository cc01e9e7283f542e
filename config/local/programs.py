"""What runs on the services: web, live, worker, beat, and the commands that go before them."""

import http.client
import json
import sys
import time

from .places import LOCAL, CannotStart, kept_secret, write_private
from .processes import Child

LOGS = LOCAL / "logs"
READY_WITHIN = 60
# Verbosity 0 keeps addresses, and with them candidates' links, out of an access log.
WEB = ["--verbosity", "0", "--websocket-max-message-size", "262144", "--ping-interval", "15", "--ping-timeout", "20"]
WEB += ["--application-close-timeout", "5", "config.asgi:application"]
WORKER = ["worker", "--pool", "threads", "--concurrency", "8", "--queues", "default,bulk", "--loglevel", "INFO"]
# Workers that get to know each other take a second at each start, and use it for nothing here.
WORKER += ["--without-mingle", "--without-gossip"]
# Candidates wait for what it does, and not for anything else: whatever takes long is the other worker's.
LIVE = ["live" if word == "default,bulk" else word for word in WORKER]
BEAT = ["beat", "--schedule", str(LOCAL / "beat"), "--loglevel", "INFO"]


def settings(port: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": kept_secret("django"),
        "SITE_URL": f"http://localhost:{port}",
        "DATABASE_POOL": "10",
        "PYTHONUNBUFFERED": "1",
        # Six processes that compile all their modules anew would take twice as long to start.
        "PYTHONDONTWRITEBYTECODE": "",
    }


def remember(environment: dict[str, str]) -> None:
    """Leave the addresses for `manage.py` beside a running `make run`."""
    names = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL")
    write_private(LOCAL / "environment.json", json.dumps({name: environment[name] for name in names}))


def manage(environment: dict[str, str], *words: str) -> None:
    command = Child(words[0], [sys.executable, "manage.py", *words], log=LOGS / "manage.log", env=environment)
    if not command.run_to_end():
        raise CannotStart(f"`manage.py {words[0]}` failed: {command.last_words()} (all of it: {command.log})")


def programs(environment: dict[str, str], port: int) -> list[Child]:
    # As modules: the scripts beside the interpreter name the folder that the environment was built in, and folders move.
    celery = ["celery", "--app", "config.celery", "--quiet"]
    commands = {
        "web": ["daphne", "--bind", "127.0.0.1", "--port", str(port), *WEB],
        "live": [*celery, *LIVE],
        "worker": [*celery, *WORKER],
        "beat": [*celery, *BEAT],
    }
    return [Child(name, [sys.executable, "-m", *words], log=LOGS / f"{name}.log", env=environment) for name, words in commands.items()]


def wait_until_ready(port: int, children: list[Child]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    answer = ""
    while time.monotonic() < deadline:
        for child in children:
            if not child.is_running:
                raise CannotStart(f"The {child.name} process ended at once: {child.last_words()} (all of it: {child.log})")
        is_ready, answer = _readyz(port)
        if is_ready:
            return
        time.sleep(0.1)
    raise CannotStart(f"It did not become ready within {READY_WITHIN} seconds: {answer} (logs: {LOGS})")


def _readyz(port: int) -> tuple[bool, str]:
    # Not urllib, which would ask a proxy that the environment names.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        return response.status == 200, response.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return False, str(error)
    finally:
        connection.close()

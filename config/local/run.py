"""`make run`: everything from a fresh clone to a page that answers, and an orderly end."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from config import env

from .places import LOCAL, ROOT, CannotStart, folder, kept_secret, postgres_home
from .processes import Child, die_with_parent
from .services import services

READY_WITHIN = 60
MOST_RESTARTS = 5


class Stopped(Exception):
    pass


def run() -> None:
    if "MAKELEVEL" in os.environ:
        die_with_parent(signal.SIGTERM)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    port = env.number("PORT", 8000, least=1)
    _require_free(port)
    children: list[Child] = []
    with _only_one(), services(LOCAL) as found:
        environment = found | _settings(port)
        remember(environment)
        try:
            _manage(environment, "migrate", "--verbosity=0")
            _manage(environment, "load_demo")
            children += [child.start() for child in _programs(environment, port)]
            _wait_until_ready(port, children)
            _say_where(port)
            _watch(children)
        except Stopped:
            print("\nStopping …", flush=True)
        finally:
            for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signal_number, signal.SIG_IGN)
            for child in reversed(children):
                child.stop()


def reset() -> None:
    import shutil

    with _only_one():
        shutil.rmtree(postgres_home(LOCAL), ignore_errors=True)
        for path in LOCAL.iterdir():
            if path.name != "lock":
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
    print("The local data is gone. `make run` starts over.")


def _stop(number: int, frame: object) -> None:
    raise Stopped


def _only_one() -> IO[str]:
    lock = (folder(LOCAL) / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart("Colloquy already runs from this folder. Stop it first (Ctrl-C where it runs).") from None
    return lock


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError:
            raise CannotStart(f"PORT must be at most 65535, not {port}.") from None
        except PermissionError:
            raise CannotStart(f"Port {port} needs more rights than you have; choose one above 1024: PORT=8010 make run") from None
        except OSError:
            raise CannotStart(f"Port {port} is taken by another program. Choose another: PORT={port + 10} make run") from None


def _settings(port: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": kept_secret("django"),
        "SITE_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def remember(environment: dict[str, str]) -> None:
    """Leave the addresses for `manage.py` beside a running `make run`."""
    names = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL")
    path = LOCAL / "environment.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({name: environment[name] for name in names}))


def _manage(environment: dict[str, str], *words: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        (LOCAL / "logs" / "manage.log").write_text(done.stdout + done.stderr)
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise CannotStart(f"`manage.py {words[0]}` failed: {''.join(last)} (all of it: {LOCAL}/logs/manage.log)")


def _programs(environment: dict[str, str], port: int) -> list[Child]:
    binaries = Path(sys.executable).parent
    celery = [str(binaries / "celery"), "--app", "config.celery", "--quiet"]
    # Verbosity 0 keeps addresses, and with them candidates' links, out of an access log.
    web = ["--verbosity", "0", "--websocket-max-message-size", "262144", "--ping-interval", "15", "--ping-timeout", "20"]
    web += ["--application-close-timeout", "5", "--bind", "127.0.0.1", "--port", str(port), "config.asgi:application"]
    worker = ["worker", "--pool", "threads", "--concurrency", "8", "--queues", "live,default,bulk", "--loglevel", "INFO"]
    beat = ["beat", "--schedule", str(LOCAL / "beat"), "--loglevel", "INFO"]
    return [
        Child(name, args, log=LOCAL / "logs" / f"{name}.log", env=environment)
        for name, args in (
            ("web", [str(binaries / "daphne"), *web]),
            ("worker", [*celery, *worker]),
            ("beat", [*celery, *beat]),
        )
    ]


def _wait_until_ready(port: int, children: list[Child]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    said = ""
    while time.monotonic() < deadline:
        for child in children:
            if not child.is_running:
                raise CannotStart(f"The {child.name} process ended at once: {child.last_words()} (all of it: {child.log})")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except urllib.error.HTTPError as answer:
            said = answer.read().decode(errors="replace")
        except OSError as error:
            said = str(error)
        time.sleep(0.2)
    raise CannotStart(f"It did not become ready within {READY_WITHIN} seconds: {said}")


def _say_where(port: int) -> None:
    demo = json.loads((LOCAL / "demo.json").read_text())
    rows = [f"  {who:<10} {demo[who]['email']:<34} {demo[who]['password']}" for who in ("owner", "recruiter", "reviewer", "staff")]
    print(
        f"\nColloquy is ready at {demo['url']}\n\n" + "\n".join(rows) + "\n\n"
        f"  An open invitation   {demo['invitation_url']}\n"
        f"  All mail             {demo['outbox_url']}\n"
        f"  Question library     {demo['url']}/admin/ (as staff)\n"
        f"  Logs                 {(LOCAL / 'logs').relative_to(ROOT)}/\n\n"
        "Ctrl-C stops everything. The data stays for the next start; `make reset` forgets it.",
        flush=True,
    )


def _watch(children: list[Child]) -> None:
    """Bring back a process that ends; give up on one that keeps ending."""
    restarts: dict[str, int] = {}
    while True:
        time.sleep(0.5)
        for child in children:
            if child.is_running:
                continue
            restarts[child.name] = restarts.get(child.name, 0) + 1
            if restarts[child.name] > MOST_RESTARTS:
                raise CannotStart(f"The {child.name} process keeps ending: {child.last_words()} (all of it: {child.log})")
            print(f"The {child.name} process ended and is started again.", flush=True)
            child.start()

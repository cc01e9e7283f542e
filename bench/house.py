"""Postgres, Redis and the programs of production, with nothing of the developer's and nothing left behind."""

import base64
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.timing import wait_until

if TYPE_CHECKING:
    from config.local.processes import Child

HOST = "bench.example"
# Whatever else the caller's environment sets must not change what is measured.
KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "SSL_CERT_FILE")
# What the caller set, for the one measure that asks a real model where there is a key.
SET_BY_THE_CALLER: dict[str, str] = {}


def forget_the_environment() -> None:
    for name in set(os.environ) - set(KEPT):
        SET_BY_THE_CALLER[name] = os.environ.pop(name)


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder for all of a run. The local services keep their secrets there too, not among the developer's."""
    from config.local import places

    with tempfile.TemporaryDirectory(prefix="colloquy-bench-") as path:
        # Before any other module of config.local takes it from there.
        places.LOCAL = Path(path).resolve()
        yield places.LOCAL


@contextmanager
def home_in(folder: Path) -> Iterator[Path]:
    """A home for services; what Postgres keeps may lie outside it."""
    from config.local.places import postgres_home

    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(postgres_home(folder), ignore_errors=True)


class House:
    """Starts when something in it is first asked for: `make run` is timed while nothing else of ours runs."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self._is_open = False
        # Of the newest that ran.
        self.web_pid = 0

    def open(self) -> None:
        """Services that run, a migrated database, and Django set up in this process. Doing it again does nothing."""
        from config.local.services import services

        if self._is_open:
            return
        home = self._stack.enter_context(home_in(self.folder / "house"))
        found = self._stack.enter_context(services(home))
        os.environ.update(found.environment | self._settings())
        self._manage("migrate", "--verbosity=0")
        self._manage("collectstatic", "--verbosity=0", "--noinput")
        import django

        django.setup()
        self._is_open = True

    def _settings(self) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "ENCRYPTION_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "SITE_URL": f"https://{HOST}",
            "TRUSTED_PROXIES": "1",
            "DATABASE_POOL": "10",
            "MEDIA_ROOT": str(self.folder / "media"),
            "BENCH_STATIC_ROOT": str(self.folder / "static"),
            "PYTHONUNBUFFERED": "1",
        }

    def _manage(self, *words: str) -> None:
        from config.local.places import ROOT

        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True, capture_output=True)

    @contextmanager
    def web(self, **more: str) -> Iterator[int]:
        """The web server with connections that are kept, as on a server. Yields its port."""
        from config.local.ports import free_port
        from config.local.programs import WEB

        port = free_port()

        def answers() -> bool:
            if not web.is_running:
                raise RuntimeError(f"The web server ended: {web.last_words()}")
            return is_open(port)

        with self.program("web", ["daphne", "--bind", "127.0.0.1", "--port", str(port), *WEB], DATABASE_POOL="8", **more) as web:
            assert web.process
            self.web_pid = web.process.pid
            wait_until(answers, within=60, what="The web server's start")
            yield port

    @contextmanager
    def bare(self, application: str, **more: str) -> Iterator[tuple[int, int]]:
        """The same web server, with something else than Colloquy in it. Yields its port and its process."""
        from config.local.ports import free_port
        from config.local.programs import WEB

        port = free_port()
        with self.program("bare", ["daphne", "--bind", "127.0.0.1", "--port", str(port), *WEB[:-1], application], **more) as bare:
            wait_until(lambda: is_open(port), within=30, what="The bare server's start")
            assert bare.process
            yield port, bare.process.pid

    @contextmanager
    def workers(self, mail_port: int, **more: str) -> Iterator[None]:
        """The two workers, for all queues."""
        from config.local.programs import LIVE, WORKER

        celery, more = ["celery", "--app", "config.celery", "--quiet"], {"EMAIL_URL": f"smtp+plain://127.0.0.1:{mail_port}"} | more
        with self.program("live", [*celery, *LIVE], **more), self.program("worker", [*celery, *WORKER], **more):
            yield

    @contextmanager
    def program(self, name: str, words: list[str], **more: str) -> Iterator["Child"]:
        from config.local.processes import Child, running

        child = Child(name, [sys.executable, "-m", *words], log=self.folder / f"{name}.log", env=os.environ | more)
        with running([child], patience=40):
            yield child


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0

"""The programs of production as child processes, on their way to Postgres and Redis by wire."""

import json
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import redis
from django.core.cache import cache
from django.db import connections

from config.celery import QUEUES
from config.local.places import ROOT
from config.local.postgres import free_port
from config.local.processes import Child
from config.local.programs import WEB
from tests.servers.mail import MailServer
from tests.servers.visitor import HOST, Visitor
from tests.servers.wire import Wire
from tests.waiting import eventually

BINARIES = Path(sys.executable).parent
# Celery writes this past every logger when it is asked to stop.
CELERY_S_GOODBYE = ("", "worker: Warm shutdown (MainProcess)")


class House:
    def __init__(self, home: Path, mail: MailServer) -> None:
        self.home = home
        self.mail = mail
        self.postgres = wire_to(os.environ["DATABASE_URL"])
        self.redis = wire_to(os.environ["REDIS_URL"])
        self.store = redis.Redis.from_url(os.environ["REDIS_URL"])
        self.port = free_port()
        self.database = str(connections["default"].settings_dict["NAME"])
        self.environment = self._environment()
        self.web = self.program("web", "daphne", "--port", str(self.port), *WEB)
        self.worker = self.celery_worker("worker")

    def start(self) -> "House":
        self.web.start()
        self.worker.start()
        eventually(self._answers, within=60)
        return self

    def stop(self) -> None:
        for program in (self.web, self.worker):
            program.stop()
        for wire in (self.postgres, self.redis):
            wire.cut()
        self.store.close()

    def tidy(self) -> None:
        self.postgres.mend()
        self.redis.mend()
        self.mail.behave()
        eventually(self.is_idle, within=30)

    def is_idle(self) -> bool:
        """Nothing waits for the worker, and nothing is in its hands."""
        return not self.store.hlen("colloquy:unacked") and not any(self.store.llen(f"colloquy:{queue}") for queue in QUEUES)

    def program(self, name: str, *words: str, **more: str) -> Child:
        return Child(name, [str(BINARIES / words[0]), *words[1:]], log=self.home / f"{name}.log", env=self.environment | more)

    def celery_worker(self, name: str, **more: str) -> Child:
        words = ("worker", "--pool", "threads", "--concurrency", "4", "--queues", "live,default,bulk", "--loglevel", "INFO")
        return self.program(name, "celery", "--app", "config.celery", "--quiet", *words, "--hostname", f"{name}@{self.port}", **more)

    def visitor(self, session: str = "") -> Visitor:
        return Visitor(self.port, {"__Host-colloquy_session": session} if session else {})

    def age_pulse(self, queue: str, *, seconds: int) -> None:
        cache.set(f"pulse:{queue}", time.time() - seconds)

    def said(self) -> str:
        """All that any program of the house has printed."""
        return "".join(path.read_text() for path in sorted(self.home.glob("*.log")))

    def lines(self, **wanted: object) -> list[dict[str, object]]:
        """Log lines of any program that have these values."""
        every = [json.loads(line) for line in self.said().splitlines() if line not in CELERY_S_GOODBYE]
        return [line for line in every if line.items() >= wanted.items()]

    def _answers(self) -> bool:
        assert self.web.is_running and self.worker.is_running, self.said()
        try:
            return self.visitor().get("/readyz").status == 200
        except OSError:
            return False

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "tests.servers.house.settings",
            "DATABASE_URL": through(self.postgres, os.environ["DATABASE_URL"], self.database),
            "DATABASE_OWNER_URL": through(self.postgres, os.environ["DATABASE_OWNER_URL"], self.database),
            "REDIS_URL": through(self.redis, os.environ["REDIS_URL"]),
            "SECRET_KEY": os.environ["SECRET_KEY"],
            "ENCRYPTION_KEYS": "dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE=",
            "SITE_URL": f"https://{HOST}",
            "TRUSTED_PROXIES": "1",
            "EMAIL_URL": f"smtp+plain://127.0.0.1:{self.mail.port}",
            "MAIL_FROM": f"Colloquy <no-reply@{HOST}>",
        }


def wire_to(url: str) -> Wire:
    parts = urlsplit(url)
    return Wire(parts.hostname or "", parts.port or 0)


def through(wire: Wire, url: str, name: str = "") -> str:
    parts = urlsplit(url)
    who = parts.netloc.rpartition("@")[0]
    return urlunsplit(parts._replace(netloc=f"{who}@127.0.0.1:{wire.port}", path=f"/{name}" if name else parts.path))

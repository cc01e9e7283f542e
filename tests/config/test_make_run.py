"""`make run` in a clone of its own: it comes up, it ends without a trace, and what is wrong gets one sentence."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from config.local.places import ROOT, postgres_home
from config.local.ports import free_port
from tests.database import superuser
from tests.waiting import eventually

pytestmark = pytest.mark.services

NOT_PART_OF_A_CLONE = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "staticfiles")
PROGRAMS = ("bin/postgres", "redis-server", "daphne", "--queues live", "--queues default,bulk")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
GIVEN_BY_THE_TESTS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SUPERUSER_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "MAKELEVEL")


class Run:
    """One `python -m config.local …` and what it says."""

    def __init__(self, process, output: Path) -> None:
        self.process = process
        self.output = output

    @property
    def said(self):
        return self.output.read_text()

    def is_announced(self):
        assert self.process.poll() is None, self.said
        return "Ctrl-C stops everything" in self.said

    def end(self):
        """Return what a Ctrl-C, if it still runs, makes of it."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)


class Clone:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.local = folder / ".local"
        self.port = free_port()
        self.runs = 0

    def start(self, word="run", **environment):
        self.runs += 1
        output = self.folder / f"said-{self.runs}"
        inherited = {name: value for name, value in os.environ.items() if name not in GIVEN_BY_THE_TESTS}
        command = [sys.executable, "-m", "config.local", word]
        with output.open("w") as said:
            environment = inherited | {"PORT": str(self.port)} | environment
            return Run(subprocess.Popen(command, cwd=self.folder, env=environment, stdout=said, stderr=said), output)

    @contextmanager
    def running(self, **environment):
        run = self.start(**environment)
        try:
            eventually(run.is_announced, within=120)
            yield run
        finally:
            run.end()

    def is_ready(self):
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200

    def processes(self, *words):
        """Every process that works in this clone or on its data, and has these words in its command."""
        homes = (self.folder, postgres_home(self.local))
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                works_in = (process / "cwd").readlink()
                command = (process / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
            if any(works_in.is_relative_to(home) for home in homes) and all(word in command for word in words):
                found[int(process.name)] = command
        return found

    def company(self):
        environment = json.loads((self.local / "environment.json").read_text())
        with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
            return connection.execute("SELECT id FROM accounts_company WHERE slug = 'northwind'").fetchone()

    def demo(self):
        return json.loads((self.local / "demo.json").read_text())


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    # Letters and spaces that a path may have.
    made = Clone(tmp_path_factory.mktemp("klön") / "a clone's folder")
    shutil.copytree(ROOT, made.folder, ignore=NOT_PART_OF_A_CLONE)
    yield made
    reset = made.start("reset")
    assert reset.process.wait(40) == 0, reset.said
    assert not made.local.exists()
    assert not postgres_home(made.local).exists()


@pytest.fixture
def given():
    """A superuser's address of an empty database, and a Redis."""
    name = f"given_{WORKER}"
    with superuser() as server:
        server.execute(f"CREATE DATABASE {name}")
        yield {
            "DATABASE_URL": at(name, os.environ["DATABASE_SUPERUSER_URL"]),
            "REDIS_URL": at("15" if WORKER == "gw0" else "14", os.environ["REDIS_URL"]),
        }
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.execute(f"DROP ROLE {name}_app")
        server.execute(f"DROP ROLE {name}_owner")


def at(name, url):
    return f"{url.rpartition('/')[0]}/{name}"


def expect_refusal(run, *words):
    try:
        assert run.process.wait(40) != 0
    finally:
        run.end()
    assert len(run.said.strip().splitlines()) == 1, run.said
    for word in words:
        assert word in run.said
    assert "canary" not in run.said


def test_it_comes_up_ready_says_where_and_ends_without_a_trace(clone):
    with clone.running() as run:
        assert clone.is_ready()
        demo = clone.demo()
        assert demo.keys() >= {"url", "owner", "recruiter", "reviewer", "staff", "invitation_url", "outbox_url"}
        assert demo["url"] == f"http://localhost:{clone.port}"
        assert all(
            demo[who]["email"] in run.said and demo[who]["password"] in run.said for who in ("owner", "recruiter", "reviewer", "staff")
        )
        assert all(clone.processes(word) for word in (*PROGRAMS, "--quiet beat"))
        assert run.end() == 0
        assert clone.processes() == {}


def test_a_process_that_ends_is_brought_back_and_a_second_start_is_refused(clone):
    with clone.running() as run:
        expect_refusal(clone.start(PORT=str(free_port())), "already runs")
        killed = {word: min(clone.processes(word)) for word in PROGRAMS}
        for process in killed.values():
            os.kill(process, signal.SIGKILL)
        eventually(lambda: run.said.count("is started again") >= len(killed), within=20)
        eventually(clone.is_ready, within=60)
        assert all(clone.processes(word) for word in killed)


def test_a_killed_supervisor_leaves_no_orphan_and_the_next_start_has_the_data(clone):
    with clone.running() as run:
        before = clone.company(), clone.demo()
        run.process.kill()
        run.process.wait(5)
    with clone.running() as run:
        assert (clone.company(), clone.demo()) == before
        run.process.kill()
        eventually(lambda: not clone.processes(), within=20)


def test_with_services_given_it_starts_none_of_its_own(clone, given):
    with clone.running(**given):
        assert clone.is_ready()
        assert not clone.processes("bin/postgres")
        assert not clone.processes("redis-server")


@pytest.mark.parametrize("port", ["", "abc", "0", "65536"])
def test_a_port_that_is_none_is_refused(clone, port):
    expect_refusal(clone.start(PORT=port), "PORT must be a whole number")


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_taken_port_is_refused(clone, family, host):
    with socket.socket(family) as other:
        other.bind((host, 0))
        other.listen()
        port = other.getsockname()[1]
        expect_refusal(clone.start(PORT=str(port)), f"Port {port} is taken", "PORT=")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "nonsense", "must look like postgresql://"),
        ("DATABASE_URL", "mysql://u:canary@127.0.0.1/x", "must look like postgresql://"),
        ("DATABASE_URL", "postgresql://u:canary@127.0.0.1", "names no database"),
        ("DATABASE_URL", "postgresql://u:canary@127.0.0.1:1/x", "port 1 failed"),
        ("DATABASE_URL", "postgresql://u:canary@no-such-host.invalid/x", "no-such-host.invalid"),
        ("DATABASE_URL_FILE", "/nowhere/url", "cannot be read"),
        ("REDIS_URL", "http://127.0.0.1", "must look like redis://"),
        ("REDIS_URL", "redis://:canary@127.0.0.1:1/0", "REDIS_URL does not work"),
    ],
)
def test_a_wrong_address_is_refused(clone, name, value, words):
    expect_refusal(clone.start(**{name: value}), words)
    assert clone.processes() == {}


def test_a_wrong_password_is_refused(clone):
    wrong = os.environ["DATABASE_SUPERUSER_URL"].replace("postgres:", "postgres:canary", 1)
    expect_refusal(clone.start(DATABASE_URL=wrong), "password authentication failed")


def test_a_role_that_may_not_make_roles_is_refused(clone):
    expect_refusal(clone.start(DATABASE_URL=os.environ["DATABASE_URL"]), "no superuser", "DATABASE_OWNER_URL")


def test_a_database_without_pgvector_is_refused(clone):
    name = f"bare_{WORKER}"
    with superuser() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        given = {variable: at(name, os.environ[variable]) for variable in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        expect_refusal(clone.start(**given), "has no pgvector")
    finally:
        with superuser() as server:
            server.execute(f"DROP DATABASE {name}")

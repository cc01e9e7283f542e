"""A real server, a real worker's database and a real Chromium."""

import os
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from accounts.tenancy import company_scope
from config.local.postgres import free_port
from config.local.programs import WEB
from interviews.live.carrying_on import carry_on
from interviews.services.conducting import begin_interview
from tests.database import address_of
from tests.interviews.rooms import interview_of, turns_of
from tests.waiting import eventually

# Playwright's own loop runs in this thread; Django would take our plain queries for queries from async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# What the browser says of a request that it gave up because the page was left.
ABANDONED = "net::ERR_ABORTED"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(folder, port: int | None = None, **more: str):
    """Run Daphne as it runs in production, on this worker's test database. Yields its address."""
    with web(folder, port or free_port(), **more) as (url, _):
        yield url


@contextmanager
def web(folder, port: int, **more: str):
    """The same, for whoever kills it. Yields its address and its process."""
    url = f"http://localhost:{port}"
    environment = os.environ | {
        "DATABASE_URL": address_of("default"),
        "DATABASE_OWNER_URL": address_of("owner"),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SITE_URL": url,
        "MEDIA_ROOT": str(folder / "media"),
        **more,
    }
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), *WEB]
    with (folder / "web.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=settings.BASE_DIR)

    def answers() -> bool:
        assert process.poll() is None, "the server ended"
        with urllib.request.urlopen(f"{url}/livez", timeout=2) as answer:
            return answer.status == 200

    try:
        eventually(answers, within=30)
        yield url, process
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def server_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def server(django_db_setup, server_folder):
    with serving(server_folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    arguments += ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    return browser_type_launch_args | {"executable_path": os.environ["CHROMIUM"], "args": arguments}


@pytest.fixture(scope="session")
def base_url(server):
    return server


@pytest.fixture
def enter(server):
    """Put somebody's session into a browser context, as if they had logged in."""

    def log_in(context, user) -> None:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server}])

    return log_in


@pytest.fixture
def complaints():
    """Collects what a browser complains about: errors in the console, blocked content, failed requests."""

    def listen(page) -> list[str]:
        found: list[str] = []
        page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on(
            "requestfailed", lambda request: found.append(f"{request.url}: {request.failure}") if request.failure != ABANDONED else None
        )
        return found

    return listen


@pytest.fixture
def cast(committed, northwind, alice, carol, bob):
    return SimpleNamespace(northwind=northwind, alice=alice, carol=carol, bob=bob)


@pytest.fixture
def worker():
    """Begin an interview by typing, and bring its words in a thread of their own, as a worker of the live queue does."""
    ends, threads = Event(), []

    def work(invitation) -> None:
        ids = {"interview_id": interview_of(invitation).pk, "company_id": invitation.company_id}
        try:
            while not ends.wait(0.1):
                carry_on(**ids)
        finally:
            connections.close_all()

    def begin(invitation):
        with company_scope(invitation.company):
            begin_interview(invitation=invitation)
        threads.append(Thread(target=work, args=[invitation]))
        threads[-1].start()
        # A page that is opened before the first words hears them as new ones.
        eventually(lambda: turns_of(invitation), within=15)
        return invitation

    yield begin
    ends.set()
    for thread in threads:
        thread.join()

"""Many people ask models at the same time: what waits for a provider keeps nothing that other pages need."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ai.configuration import configuration_from
from ai.testing import ModelServer
from config.local.postgres import free_port
from interviews.services.vectors import make_vectors
from tests.interviews.recruiting import QUESTIONS, library_bank
from tests.servers.visitor import Visitor
from tests.waiting import eventually

AT_ONCE = 25
DRAFT = {"do": "draft", "text": "How do you find a slow query?", "competency": "Reliability", "difficulty": "hard", "kind": "technical"}


@pytest.fixture(scope="module")
def running_server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def provider(running_server, settings):
    """Thinks and compares, and takes a second for it."""
    running_server.behave()
    settings.AI = configuration_from(keys(running_server))
    yield running_server
    running_server.behave()


@pytest.fixture
def pooled(house, provider):
    """The web server as it runs in production: with ten connections, of which each request and each entry in the ledger needs one."""
    port = free_port()
    words = ("daphne", "--verbosity", "0", "--port", str(port), "config.asgi:application")
    web = house.program("pooled", *words, DATABASE_POOL="10", **keys(provider)).start()
    try:
        # Not /readyz, which asks for a beat of the last minute: nobody beats here.
        eventually(lambda: Visitor(port).get("/livez").status == 200, within=60)
        yield port
    finally:
        web.stop()


def keys(server) -> dict[str, str]:
    return {"OPENAI_API_KEY": "sk-of-many-at-once", "OPENAI_BASE_URL": server.url}


def test_many_searches_by_meaning_and_drafts_at_once_leave_every_page_as_it_was(house, pooled, provider, northwind, carol, session_of):
    library_bank("How do you find a slow report?", kind="technical")
    make_vectors()
    provider.delays.update(embed=1, chat=1)
    session = session_of(carol)

    def search(number):
        return visitor(pooled, session).get(f"{QUESTIONS}?by=meaning&q=reports+{number}")

    def draft(_):
        return visitor(pooled, session).post(f"{QUESTIONS}new/", DRAFT)

    def read(_):
        return visitor(pooled, session).get("/c/northwind/")

    with ThreadPoolExecutor(AT_ONCE + 5) as people:
        for press in (search, draft):
            pressed = [people.submit(press, number) for number in range(AT_ONCE)]
            others = [people.submit(read, number) for number in range(5)]
            assert {each.result().status for each in [*pressed, *others]} == {200}
            assert house.lines(event="an attempt could not be booked") == []


def visitor(port: int, session: str) -> Visitor:
    return Visitor(port, {"__Host-colloquy_session": session})

"""A gateway, a real server that speaks the providers' formats, and books that anybody may read."""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest

# With their SDKs, which take a second or more to load: what is measured here begins after that.
import ai.providers.anthropic
import ai.providers.openai  # noqa: F401
from ai.configuration import configuration_from
from ai.gateway import Gateway
from ai.ledger import Attempt, Outcome
from ai.pace import Pace
from ai.testing import ModelServer

# The paces of the product, made shorter: what they bound is the same.
QUICK = Pace(deadline=3, answer_within=1, tries=2, pause=0.02)
PATIENT = Pace(deadline=6, answer_within=1, tries=3, pause=0.05)


@dataclass
class Books:
    """A ledger in memory."""

    opened: list[Attempt] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def open(self, attempt: Attempt) -> None:
        self.opened.append(attempt)

    def close(self, attempt: Attempt, outcome: Outcome) -> None:
        assert str(attempt.id) not in self.outcomes, "settled twice"
        self.outcomes[str(attempt.id)] = outcome

    @property
    def settled(self) -> list[Outcome]:
        return [self.outcomes[str(attempt.id)] for attempt in self.opened]


@pytest.fixture(scope="session")
def running_server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def server(running_server):
    running_server.behave()
    return running_server


@pytest.fixture
def books():
    return Books()


@pytest.fixture
def gateway(server, books):
    """Make a gateway to the server. Each has keys of its own, and so circuits of its own."""

    def make(*providers: str, **more) -> Gateway:
        values = {"OPENAI_BASE_URL": server.url, "GROQ_BASE_URL": server.url, "ANTHROPIC_BASE_URL": server.root}
        values |= {f"{name.upper()}_API_KEY": f"key-{uuid4()}" for name in providers}
        names = {key: more.pop(key) for key in list(more) if key.isupper()}
        return Gateway(configuration_from(values | names), books, **more)

    return make

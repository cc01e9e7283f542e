"""Interviews in which a model of ours speaks: the server of the wire format, told what to say and what goes wrong."""

import json
from uuid import uuid4

import pytest

from ai.configuration import configuration_from
from ai.testing import ModelServer


@pytest.fixture(scope="module")
def running_server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def model(running_server, settings):
    """Asked for everything but vectors. Its key is new each time: a circuit belongs to a key."""
    running_server.behave()
    speaks(running_server, settings)
    yield running_server
    running_server.behave()


def speaks(server: ModelServer, settings) -> None:
    settings.AI = configuration_from({"OPENAI_API_KEY": f"sk-{uuid4()}", "OPENAI_BASE_URL": server.url, "AI_EMBED": "builtin"})


def is_away(settings) -> None:
    """Nobody but the rules."""
    settings.AI = configuration_from({})


def asked(server: ModelServer, task: str) -> list[str]:
    """What the model was given for a task, by what stands in its instructions."""
    return [data for instructions, data in exchanges(server) if SIGNS[task] in instructions]


def exchanges(server: ModelServer) -> list[tuple[str, str]]:
    found = []
    for call in server.calls:
        # What is heard and spoken has none.
        messages = call.body.get("messages")
        if messages is None:
            continue
        found.append((messages[0]["content"], "\n".join(each["content"] for each in messages[1:])))
    return found


def chosen(number: int = 0, own_words: str = "", *, leaves_nothing_open: bool = False) -> str:
    return json.dumps({"leaves_nothing_open": leaves_nothing_open, "number": number, "own_words": own_words})


SIGNS = {
    "word_turn": "You are the voice of a structured job interview",
    "answer_candidate": "The candidate asks something about the job",
    "read_answer": "You read what a candidate said",
    "choose_follow_up": "You listen in a structured job interview",
}

"""When a streamed answer is whole: nobody is asked half a question."""

import json

import pytest

from ai.errors import Interrupted
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import SAY_BARE, Heard
from tests.ai.gateway.test_hostile_servers import OK, serving, whole

EVENTS = OK.replace(b"application/json", b"text/event-stream")
DONE = b"data: [DONE]\n\n"


def said(*texts, reason=None) -> bytes:
    choices = [{"delta": {"content": text}} for text in texts] + ([{"delta": {}, "finish_reason": reason}] if reason else [])
    return b"".join(b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n" for choice in choices)


async def heard(body: bytes) -> str:
    async with serving(lambda number: whole(body, EVENTS)) as models:
        return "".join([piece async for piece in models.stream(SAY_BARE, Heard(answer="x"), pace=QUICK)])


@pytest.mark.parametrize("body", [said("Tell me mo", reason="stop"), said("Tell me mo", reason="stop") + DONE])
async def test_an_answer_whose_end_has_a_reason_is_whole(body):
    assert await heard(body) == "Tell me mo"


@pytest.mark.parametrize("end", ["more.", "more?", "more!", "“more.” ", "more (or less).)", "more…", "質問です。", "そうですか？", "क्यों।"])
@pytest.mark.parametrize("rest", [DONE, DONE + b": bye\n\n", b"data:[DONE]"], ids=["done", "done and a comment", "done in short"])
async def test_an_answer_that_is_called_done_and_ends_as_a_sentence_does_is_whole(end, rest):
    assert await heard(said("Tell me ", end) + rest) == f"Tell me {end}"


@pytest.mark.parametrize("end", ["mo", "more,", "more: “", "", "e.g", "質問"])
async def test_an_answer_that_is_called_done_in_the_middle_of_a_sentence_is_cut(end):
    with pytest.raises(Interrupted):
        await heard(said("Tell me", end) + DONE)


@pytest.mark.parametrize("words", ["Tell me more.", "It ends so:\ndata: [DONE]."])
async def test_a_line_that_is_closed_without_a_word_is_a_cut_wherever_it_happens(words):
    with pytest.raises(Interrupted):
        await heard(said(words))

"""The gateway beside the bare SDK, against one server with one delay."""

from collections.abc import Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.timing import in_turn, p50, p95

if TYPE_CHECKING:
    from ai.gateway import Gateway

ROUNDS = 300
DELAY = 0.02
KEY = "sk-of-the-bench"
BARE = f"the bare SDK; the server takes {DELAY * 1000:.0f} ms"
MIDDLE = "A call through the gateway, booked in Postgres, p50"
SLOW = "A call through the gateway, booked in Postgres, p95"
STREAM = "First piece of a stream through the gateway, p50"
SKIPPED = "A call past a provider whose circuit is open, p50"
GOALS = (
    Goal(MIDDLE, "ms", BARE),
    Goal(SLOW, "ms", BARE),
    Goal(STREAM, "ms", BARE),
    Goal(SKIPPED, "ms", "the same call without that provider"),
)
Step = Callable[[], object]


def take(house: House) -> Readings:
    from ai.testing import ModelServer

    house.open()
    with ModelServer() as server:
        server.delays["chat"] = server.delays["messages"] = DELAY
        steps = {
            "ours": _call(_gateway(server.url)),
            "bare": _bare(server.url),
            "our stream": _first_piece(_gateway(server.url)),
            "bare stream": _bare_first_piece(server.url),
            "past a closed door": _call(_past_a_closed_door(server.url)),
        }
        times = in_turn(steps, rounds=ROUNDS, warm_up=20)
    return {
        MIDDLE: Reading(p50(times["ours"]), p50(times["bare"]), f"{len(times['ours'])} rounds, each way in turn."),
        SLOW: Reading(p95(times["ours"]), p95(times["bare"])),
        STREAM: Reading(p50(times["our stream"]), p50(times["bare stream"])),
        SKIPPED: Reading(p50(times["past a closed door"]), p50(times["ours"])),
    }


def _gateway(url: str, **more: str) -> "Gateway":
    from accounts.services.model_calls import PostgresLedger
    from ai.configuration import configuration_from
    from ai.gateway import Gateway

    return Gateway(configuration_from({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url} | more), PostgresLedger())


def _past_a_closed_door(url: str) -> "Gateway":
    """Anthropic is asked first, and nobody is there."""
    models = _gateway(url, ANTHROPIC_API_KEY=KEY, ANTHROPIC_BASE_URL="http://127.0.0.1:9", AI_COMPLETE="anthropic,openai")
    for _ in range(5):
        _call(models)()
    return models


def _call(models: "Gateway") -> Step:
    from accounts.prompts import CHECK, CheckInputs
    from ai.pace import LIVE
    from ai.waiting import wait

    return lambda: wait(models.run(CHECK, CheckInputs(word="lighthouse"), pace=LIVE))


def _first_piece(models: "Gateway") -> Step:
    from accounts.prompts import CHECK, CheckInputs
    from ai.task import TASKS, Task
    from ai.waiting import wait

    tell = TASKS.get("bench") or Task("bench", CHECK.prompt_file, CheckInputs, str)

    async def first() -> None:
        async with aclosing(aiter(models.stream(tell, CheckInputs(word="lighthouse")))) as pieces:
            await anext(pieces)

    return lambda: wait(first())


def _bare(url: str) -> Step:
    from openai import AsyncOpenAI

    from accounts.prompts import CHECK, CheckInputs
    from ai.waiting import wait

    client, ask = AsyncOpenAI(api_key=KEY, base_url=url), CHECK.ask(CheckInputs(word="lighthouse"), has_provider=True)
    shape = {"type": "json_schema", "json_schema": {"name": "check", "schema": ask.schema, "strict": True}}
    messages = [{"role": "system", "content": ask.instructions}, {"role": "user", "content": ask.messages[0][1]}]

    async def call() -> None:
        await client.chat.completions.create(model="gpt-6-luna", messages=messages, response_format=shape)  # type: ignore[call-overload]

    return lambda: wait(call())


def _bare_first_piece(url: str) -> Step:
    from openai import AsyncOpenAI

    from ai.waiting import wait

    client = AsyncOpenAI(api_key=KEY, base_url=url)

    async def first() -> None:
        chunks = await client.chat.completions.create(model="gpt-6-luna", messages=[{"role": "user", "content": "lighthouse"}], stream=True)
        async with chunks:
            async for chunk in chunks:
                if chunk.choices and chunk.choices[0].delta.content:
                    break

    return lambda: wait(first())


MODELS = Measure("models", GOALS, take)

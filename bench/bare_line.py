"""daphne bench.bare_line:application: the least that a server of rooms can do, in Starlette. An answer comes in by a socket, the provider
that the environment names is asked by its SDK, its first piece goes out. No database, no session, no plan: what is measured above it
is ours."""

from functools import cache

from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

client = cache(AsyncOpenAI)


async def talk(line: WebSocket) -> None:
    await line.accept()
    try:
        while True:
            message = await line.receive_json()
            if message["type"] == "hello":
                await line.send_json({"type": "welcome", "html": 'name="turn" value="1"'})
            elif message["type"] == "draft":
                await line.send_json({"type": "kept", "turn": message["turn"], "rev": message["rev"]})
            else:
                await reply(line, int(message["turn"]) + 1)
    except WebSocketDisconnect:
        return


async def reply(line: WebSocket, turn: int) -> None:
    words: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Ask the next question."}]
    chunks = await client().chat.completions.create(model="gpt-6-luna", messages=words, stream=True)
    text = ""
    async with chunks:
        async for chunk in chunks:
            text += (chunk.choices and chunk.choices[0].delta.content) or ""
            await line.send_json({"type": "words", "turn": turn, "text": text})
    await line.send_json({"type": "room", "html": f'name="turn" value="{turn}"'})


application = Starlette(routes=[WebSocketRoute("/{path:path}", talk)])

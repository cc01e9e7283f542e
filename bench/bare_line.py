"""python -m bench.bare_line PORT ADDRESS: the least that a server of rooms can do. An answer comes in by a socket, the provider's
SDK is asked, its first piece goes out. No database, no session, no plan: what is measured above it is ours."""

import asyncio
import json
import sys

from autobahn.asyncio.websocket import WebSocketServerFactory, WebSocketServerProtocol
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletionMessageParam


class Bare(WebSocketServerProtocol):
    client: AsyncOpenAI

    def onMessage(self, payload: bytes, isBinary: bool) -> None:  # noqa: N803
        message = json.loads(payload)
        if message["type"] == "hello":
            self.say(type="welcome", html='name="turn" value="1"')
        elif message["type"] == "draft":
            self.say(type="kept", turn=message["turn"], rev=message["rev"])
        else:
            # Held by the loop as long as the socket lives.
            self.asking = asyncio.ensure_future(self.ask(message["turn"]))

    def say(self, **values: object) -> None:
        self.sendMessage(json.dumps(values).encode())  # type: ignore[no-untyped-call]

    async def ask(self, turn: int) -> None:
        words: list[ChatCompletionMessageParam] = [{"role": "user", "content": "Ask the next question."}]
        chunks = await self.client.chat.completions.create(model="gpt-6-luna", messages=words, stream=True)
        text = ""
        async with chunks:
            async for chunk in chunks:
                text += (chunk.choices and chunk.choices[0].delta.content) or ""
                self.say(type="words", turn=turn + 1, text=text)
        self.say(type="room", html=f'name="turn" value="{turn + 1}"')


async def serve(port: int, address: str) -> None:
    Bare.client = AsyncOpenAI(api_key="sk-of-the-bench", base_url=address)
    factory = WebSocketServerFactory()  # type: ignore[no-untyped-call]
    factory.protocol = Bare
    await asyncio.get_running_loop().create_server(factory, "127.0.0.1", port)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2]))

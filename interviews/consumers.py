"""The line on which a candidate's browser tries whether lines like the room's get through to us."""

from channels.generic.websocket import AsyncWebsocketConsumer

MOST_MESSAGES = 10
MOST_CHARACTERS = 32
DONE = 1000


class LineConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Says back what it hears, a few times and briefly. It knows nobody and keeps nothing."""

    heard = 0

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.heard += 1
        if text_data is None or len(text_data) > MOST_CHARACTERS or self.heard > MOST_MESSAGES:
            await self.close(DONE)
            return
        await self.send(text_data)

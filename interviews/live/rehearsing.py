"""The first sentence of a reply that may be wanted in a moment: its sound is made while a model writes the rest."""

import asyncio
from dataclasses import dataclass

from django.db import Error

from accounts.tenancy import company_scope
from ai.errors import AIError
from ai.results import Speech
from ai.waiting import wait
from interviews.live.fitness import spoken_parts
from interviews.live.threads import SPEECH, in_thread
from interviews.models import Interview
from interviews.services import speech


@dataclass(slots=True)
class Rehearsal:
    interview: Interview
    first: str = ""
    speaks: asyncio.Task[None] | None = None

    async def hear(self, sentences: list[str]) -> None:
        """These hold, whatever follows. Whoever writes on does not wait for their sound."""
        if sentences and not self.first:
            self.first = sentences[0]
            self.speaks = asyncio.create_task(self._speak(self.first))

    def end(self, text: str) -> None:
        """With the whole reply, or with nothing where nobody wants it. What holds only as a whole is spoken now. Whoever calls holds
        no transaction and no scope."""
        wait(self._end(next(iter(spoken_parts(text)), "")))

    async def _end(self, first: str) -> None:
        if self.speaks and first == self.first:
            await self.speaks
            return
        if self.speaks:
            self.speaks.cancel()
        if first:
            await self._speak(first)

    async def _speak(self, text: str) -> None:
        try:
            said = await in_thread(SPEECH, self._to_say, text)
            if said:
                spoken = await said.models.speak(text)
                data = b"".join([piece async for piece in spoken.sound])
                await in_thread(SPEECH, self._keep, said, spoken, data)
        except (AIError, Error, TimeoutError):
            # It is spoken once it is wanted.
            return

    def _to_say(self, text: str) -> speech.ToSay | None:
        with company_scope(self.interview.company_id):
            return speech.to_say_ahead(interview=self.interview, text=text)

    def _keep(self, said: speech.ToSay, spoken: Speech, data: bytes) -> None:
        with company_scope(self.interview.company_id):
            speech.keep_sound(said=said, spoken=spoken, data=data)

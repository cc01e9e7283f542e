"""A reply as it is spoken: sentence by sentence, each let out as soon as it is known to hold.

What is shown while it is written is passing, but what was heard cannot be taken back. So what is let out here is said: whatever
becomes of the rest, the turn's words begin with it. A worker that takes over from one that died goes on after it, too.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import Error
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.engine.state import Turn as Asked
from interviews.live.threads import SPEECH, in_thread
from interviews.models import Interview
from interviews.services import speech


@dataclass(slots=True)
class Aloud:
    interview: Interview
    turn: Asked
    said: list[str] = field(default_factory=list)
    first_word_at: datetime | None = None
    first_sentence_at: datetime | None = None

    @classmethod
    def of(cls, interview: Interview, turn: Asked) -> "Aloud":
        """Inside the company's scope."""
        return cls(interview, turn, speech.let_out(interview=interview, turn=turn.number))

    async def hear(self, sentences: list[str]) -> None:
        """While a model writes. These may be said now; it says them from the beginning each time."""
        self.first_word_at = self.first_word_at or timezone.now()
        if len(sentences) > len(self.said) and sentences[: len(self.said)] == self.said:
            for sentence in sentences[len(self.said) :]:
                await self._let_out(sentence)

    async def _let_out(self, sentence: str) -> None:
        # Where the database does not answer it is said with the rest.
        try:
            is_out = await in_thread(SPEECH, self._keep, sentence)
        except (Error, TimeoutError):
            return
        if is_out:
            self.said.append(sentence)
            self.first_sentence_at = self.first_sentence_at or timezone.now()

    def _keep(self, sentence: str) -> bool:
        with company_scope(self.interview.company_id):
            number = len(self.said) + 1
            return speech.let_out_sentence(
                interview=self.interview, turn=self.turn.number, draft=self.turn.draft, number=number, text=sentence
            )

    def whole(self, text: str) -> str:
        """What the turn says: what was let out, and then this."""
        begun = " ".join(self.said)
        return text if text.startswith(begun) else f"{begun} {text}"

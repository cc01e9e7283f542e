"""A model's words, as they are written: checked piece by piece, shown as far as they hold, and dropped as soon as they do not.

What is shown while it is written is passing. What is said is what this returns, and where it returns nothing, what is prepared.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Protocol

from accounts.gateway import models_of
from ai.errors import AIError
from ai.results import Made, Stream
from ai.task import Task
from ai.waiting import wait
from interviews.live.fitness import Unfit, Wording
from interviews.live.patience import WORD_WITHIN, Patience
from interviews.live.setting import Setting

# Between two looks at what is being written.
EVERY_SECONDS = 0.08

Show = Callable[[str], None]


class Listens(Protocol):
    async def hear(self, sentences: list[str]) -> None:
        """These may be said now; from the beginning each time."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Somebody waits for words and looks on while they are written."""

    setting: Setting
    patience: Patience
    show: Show
    # For who listens, too. None: who reads waits for all of it, and what turns bad on the way is dropped.
    aloud: Listens | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    text: str
    made: Made


def speak(task: Task[Any, str], inputs: object, wording: Wording, talk: Talk) -> Spoken | None:
    """None: no model said anything that may be said, in time. Whoever calls holds no transaction."""
    models = models_of(talk.setting.company, interview=talk.setting.interview)
    try:
        return wait(_spoken(models.stream(task, inputs, pace=talk.patience.pace()), wording, talk))
    except (AIError, Unfit, TimeoutError):
        return None


async def _spoken(stream: Stream[str], wording: Wording, talk: Talk) -> Spoken | None:
    text, shown, shown_at = "", "", 0.0
    async with aclosing(aiter(stream)) as pieces:
        while (piece := await _next(pieces)) is not None:
            text += piece
            now = time.monotonic()
            may_be_shown = wording.shown(text)
            if talk.aloud:
                await talk.aloud.hear(wording.said(text))
            if len(may_be_shown) > len(shown) and now - shown_at >= EVERY_SECONDS:
                shown, shown_at = may_be_shown, now
                talk.show(shown)
    # What the rules wrote is what is prepared.
    if stream.made is None or stream.made.is_builtin:
        return None
    return Spoken(wording.whole(text), stream.made)


async def _next(pieces: AsyncIterator[str]) -> str | None:
    async with asyncio.timeout(WORD_WITHIN):
        return await anext(pieces, None)

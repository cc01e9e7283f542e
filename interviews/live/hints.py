"""Hints to whoever shows an interview: "look again", and the words that are just being said or can be heard.

Passing only. What they announce stands in Postgres, where interviews.live.watcher looks once a second. So whoever gives a hint
never waits for it, and without Redis there are none, and no error either.
"""

import asyncio
from threading import BoundedSemaphore, Lock, Thread
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer
from django.db import transaction

from interviews.models import Interview

WITHIN_SECONDS = 1
# On their way at once. While Redis hangs, more are dropped.
AT_MOST = 100
_places = BoundedSemaphore(AT_MOST)
_starting = Lock()
_loop: asyncio.AbstractEventLoop | None = None


def group_of(interview_id: UUID) -> str:
    return f"interview.{interview_id.hex}"


def room_changed(interview_id: UUID, seq: int, *, may_wait: bool) -> None:
    _give(interview_id, {"type": "room.changed", "seq": seq, "may_wait": may_wait})


def ring(interview: Interview, *, may_wait: bool = False) -> None:
    """Whoever shows the interview may look again, once this transaction is committed: at once, or, where what comes of it is on
    its way and matters more (the reply to an answer), together with that."""
    interview_id, seq = interview.pk, interview.events_told
    transaction.on_commit(lambda: room_changed(interview_id, seq, may_wait=may_wait), robust=True)


def sentence_is_out(interview: Interview, turn: int, n: int, text: str, url: str) -> None:
    """It can be heard, once this transaction is committed: at once, and before anything is painted."""
    interview_id, message = interview.pk, {"type": "room.sentence", "turn": turn, "n": n, "text": text, "url": url}
    transaction.on_commit(lambda: _give(interview_id, message), robust=True)


def words_so_far(interview_id: UUID, turn: int, draft: int, text: str) -> None:
    """All words of this draft so far: whoever misses one message has it all with the next."""
    _give(interview_id, {"type": "room.words", "turn": turn, "draft": draft, "text": text})


def _give(interview_id: UUID, message: dict[str, Any]) -> None:
    if _places.acquire(blocking=False):
        asyncio.run_coroutine_threadsafe(_send(interview_id, message), _loop_of_hints())


async def _send(interview_id: UUID, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    try:
        await asyncio.wait_for(layer.group_send(group_of(interview_id), message | {"interview": interview_id.hex}), WITHIN_SECONDS)
    except Exception:  # noqa: BLE001, S110
        # Whatever it is that Redis has: see above.
        pass
    finally:
        _places.release()


def _loop_of_hints() -> asyncio.AbstractEventLoop:
    """One thread for all of a process, with connections to Redis that stay."""
    global _loop  # noqa: PLW0603
    with _starting:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            Thread(target=_loop.run_forever, name="hints", daemon=True).start()
    return _loop

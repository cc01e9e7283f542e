"""What one line sends of recordings: which pieces are on their way, which are committed, and what the page is told of them."""

import asyncio
from collections.abc import Awaitable, Callable

from interviews.live import seats, wire
from interviews.live.pieces import NotTaken, writer
from interviews.live.seats import Seat
from interviews.live.threads import ROOM, in_thread
from interviews.live.wire import Ack, Again, Code, Piece, RefusedSound, Why
from interviews.models import Recorded
from interviews.services.recordings.pieces import OpenTurn, Row, without_gap

Say = Callable[[wire.Said], Awaitable[None]]


def why_not_taken(turn: OpenTurn | None, is_of_later_connection: bool, kind: str) -> Why | None:
    if turn is None or is_of_later_connection:
        return Why.NOT_YOURS
    left = turn.left_of(kind)
    if left is None:
        return Why.NO_CAMERA if kind == Recorded.CAMERA else Why.NOT_YOURS
    return None if left > 0 else Why.TOO_MUCH


class Sound:
    def __init__(self, say: Say, end: Callable[[Code], Awaitable[None]]) -> None:
        self.say, self.end = say, end
        # Taken from the line, and not answered yet.
        self.open = 0
        self.turns: dict[int, OpenTurn | None] = {}
        self.under_way: set[asyncio.Task[None]] = set()

    def takes_one_more(self) -> bool:
        """For the line's handler, before anything is done with it."""
        self.open += 1
        return self.open <= wire.CREDIT

    async def has_taken(self, seat: Seat, message: wire.Heard) -> bool:
        """Whether that is all that is to be done with it."""
        if isinstance(message, Piece):
            await self._keep(seat, message)
            return True
        if isinstance(message, Again):
            # They may speak for longer now.
            self.turns.pop(message.turn, None)
        if isinstance(message, wire.Segment) and self.under_way:
            # What was sent before it is committed first, or refused.
            writer.hurry()
            await asyncio.wait(self.under_way)
        return False

    def note(self, answer: wire.Said | None) -> None:
        """What is damaged was removed, and is sent again from the beginning."""
        if isinstance(answer, RefusedSound) and answer.kind is Why.DAMAGED and (turn := self.turns.get(answer.turn)):
            turn.there.pop((answer.epoch, answer.segment), None)

    async def _keep(self, seat: Seat, piece: Piece) -> None:
        """Hands it to the writer, and waits for nothing else."""
        if self.turns.get(piece.turn) is None:
            self.turns[piece.turn] = await in_thread(ROOM, seats.open_turn, seat, piece.turn)
        turn = self.turns[piece.turn]
        kind = Recorded.CAMERA if piece.of_camera else Recorded.SOUND
        if why := why_not_taken(turn, piece.epoch > seat.epoch, kind):
            await self._refuse(piece, why)
        else:
            assert turn
            turn.take(kind, (piece.epoch, piece.segment), piece.number)
            row = Row(seat.company_id, turn.id, piece.epoch, piece.segment, piece.number, piece.data, kind)
            task = asyncio.create_task(self._committed(turn, piece, writer.put(row, interview_id=seat.interview_id, epoch=seat.epoch)))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)

    async def _committed(self, turn: OpenTurn, piece: Piece, kept: "asyncio.Future[None]") -> None:
        try:
            await kept
        except NotTaken:
            await self._refuse(piece, Why.NOT_YOURS)
            return
        except Exception as fault:  # noqa: BLE001
            await self.end(seats.code_of(fault))
            return
        there = turn.there.setdefault((piece.epoch, piece.segment), set())
        there.add(piece.number)
        self.open -= 1
        await self.say(Ack(piece.turn, piece.epoch, piece.segment, without_gap(there)))

    async def _refuse(self, piece: Piece, why: Why) -> None:
        self.open -= 1
        await self.say(RefusedSound(why, piece.turn, piece.epoch, piece.segment))

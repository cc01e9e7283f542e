"""One client's connection, from its first request to its end."""

import asyncio
from contextlib import suppress
from typing import Protocol

from .delivery import deliver, reset
from .desk import Desk, Visit
from .faults import FOREVER, Fault
from .http import NotHttp, Reader, Response, read_request


class Door(Protocol):
    def refuse(self, reason: str, seconds: float | None) -> None: ...


async def serve(reader: Reader, writer: asyncio.StreamWriter, desk: Desk, door: Door) -> None:
    try:
        with suppress(ConnectionError, TimeoutError):
            while await _exchange(reader, writer, desk, door):
                pass
    except NotHttp:
        writer.write(Response("text/plain", status=400).head)
    finally:
        writer.close()


async def _exchange(reader: Reader, writer: asyncio.StreamWriter, desk: Desk, door: Door) -> bool:
    """Return whether there may be another one."""
    request = await read_request(reader, writer)
    if request is None:
        return False
    visit = desk.take(request)
    work = asyncio.create_task(_answer(visit, writer, desk, door))
    gone = asyncio.create_task(reader.gone.wait())
    try:
        await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return await work and request.wants_to_stay
        raise ConnectionResetError
    except ConnectionError:
        desk.calls.left(visit.number)
        raise
    finally:
        work.cancel()
        gone.cancel()


async def _answer(visit: Visit, writer: asyncio.StreamWriter, desk: Desk, door: Door) -> bool:
    match visit.rule:
        case None:
            pass
        case rule if rule.fault == Fault.RESET:
            reset(writer)
            return False
        case rule if rule.fault == Fault.REFUSE:
            door.refuse("header", 1 if rule.seconds is None else rule.seconds)
            return False
        case rule if rule.fault == Fault.SILENCE:
            await asyncio.sleep(FOREVER if rule.seconds is None else rule.seconds)
            return False
    await desk.wait(visit)
    response = await desk.response(visit)
    desk.calls.sent(visit.number, response.status)
    return await deliver(response, writer, visit.rule, desk.pace(visit))

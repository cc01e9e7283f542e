"""How long after the goodbye a report is ready: candidates type whole interviews at once, and answers are read along the way."""

import asyncio
import time
from contextlib import ExitStack
from uuid import UUID

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.timing import Times, p50, p95, wait_until
from bench.turns import NO_MAIL
from bench.typists import Typist

AT_ONCE, QUESTIONS = 10, 4
# From one answer to the next, and what the provider takes for anything.
EVERY_SECONDS, PROVIDER_SECONDS = 5.0, 1.5
WITHIN_SECONDS = 180
AFTER = "Report ready after the goodbye"
GOALS = (
    Goal(f"{AFTER}, p50", "s", "the provider's time for reading the last answer and for writing the report"),
    Goal(f"{AFTER}, p95", "s", "the provider's time for reading the last answer and for writing the report", at_most=10),
)


def take(house: House) -> Readings:
    from ai.testing import ModelServer
    from bench.interviews import begun_rooms

    house.open()
    with ExitStack() as stack:
        server = stack.enter_context(ModelServer())
        rooms = begun_rooms(AT_ONCE, QUESTIONS)
        asks = {"OPENAI_API_KEY": "sk-of-the-bench", "OPENAI_BASE_URL": server.url, "KEYS_WERE_CHECKED": "True"}
        port = stack.enter_context(house.web(**asks))
        stack.enter_context(house.workers(NO_MAIL, **asks))
        server.delays["chat"] = PROVIDER_SECONDS
        # Their tickets are made here, where the database may be asked.
        typists = [Typist(room.path, room.cookie, room.ticket, EVERY_SECONDS) for room in rooms]
        asyncio.run(_all_typed(port, typists))
        company_id = rooms[0].company_id
        wait_until(lambda: len(_waits(company_id)) == AT_ONCE, within=WITHIN_SECONDS, what="All reports")
        waits = _waits(company_id)
    note = f"{AT_ONCE} interviews at once, {QUESTIONS} answers each; the provider takes {PROVIDER_SECONDS:g} s for anything."
    least = 2 * PROVIDER_SECONDS
    return {f"{AFTER}, p50": Reading(p50(waits), least, note), f"{AFTER}, p95": Reading(p95(waits), least)}


async def _all_typed(port: int, typists: list[Typist]) -> None:
    await asyncio.gather(*(each.type(port, number / 10, time.monotonic() + WITHIN_SECONDS) for number, each in enumerate(typists)))


def _waits(company_id: UUID) -> Times:
    """In seconds, of the reports that are there."""
    from accounts.tenancy import company_scope
    from reports.models import Report

    with company_scope(company_id):
        made = Report.objects.filter(state=Report.State.READY).values_list("made_at", "interview__finished_at")
        return [(ready - over).total_seconds() for ready, over in made if ready and over]


REPORTS = Measure("reports", GOALS, take)

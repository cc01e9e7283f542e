"""Beat's schedule, which goes on where the machine's clock steps.

Celery writes down when each task was last sent, by the wall clock. After a step of an hour back nothing would be due for an hour, and
nobody would notice silence, time that is up, or an interview whose worker died.
"""

import logging
import time
from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler

# Clocks that are set right little by little stay below it.
A_STEP_SECONDS = 2
log = logging.getLogger(__name__)


class SteadyScheduler(PersistentScheduler):
    def setup_schedule(self) -> None:
        """A file from before a step may say of tasks that they were sent in what is now the future."""
        super().setup_schedule()
        self.offset = _offset()
        for entry in self.schedule.values():
            now = entry.default_now()
            entry.last_run_at = min(entry.last_run_at or now, now)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        step = _offset() - self.offset
        if abs(step) > A_STEP_SECONDS:
            self._go_along_with(step)
        return float(super().tick(*args, **kwargs))

    def _go_along_with(self, step: float) -> None:
        """As if the clock had always been what it is now."""
        log.warning("the clock stepped", extra={"facts": {"seconds": round(step)}})
        self.offset += step
        for entry in self.schedule.values():
            entry.last_run_at = (entry.last_run_at or entry.default_now()) + timedelta(seconds=step)
        # Built anew by the next tick.
        self._heap = None


def _offset() -> float:
    return time.time() - time.monotonic()

"""Looks at interviews when something may be due, and tells the engine. No process holds a timer: each is a moment in a row."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.tenancy import company_scope, every_company
from interviews.engine.state import state_from
from interviews.live.clock import LOOK_WHILE_IT_STANDS, read_clock, set_timer
from interviews.live.hints import ring
from interviews.live.timing import Watched
from interviews.models import Interview, Turn
from interviews.services.conducting import Told, tell

SWEEP_AT_MOST = 500


def due_timers() -> list[tuple[UUID, UUID]]:
    """Which interviews want a look, in every company, as (interview, company)."""
    now = timezone.now()
    # No timer is set so far ahead: the clock has stepped back since.
    due = Q(timer_at__lte=now) | Q(timer_at__gt=now + 2 * LOOK_WHILE_IT_STANDS)
    with every_company("a sweep finds the interviews of all companies that want a look"):
        return list(Interview.objects.filter(due, finished_at=None).order_by("timer_at").values_list("pk", "company_id")[:SWEEP_AT_MOST])


def look_at_interview(*, interview_id: UUID, company_id: UUID) -> Told | None:
    """Tell what is due, if anything is. Return what came of it; the caller enqueues tasks.carry_on where words are wished for.

    Under the lock of the row, and of what stands in it then: who looks a second time finds nothing due.
    """
    with company_scope(company_id), transaction.atomic():
        rows = Interview.objects.select_for_update(no_key=True, of=("self",)).select_related("invitation__job")
        interview = rows.filter(pk=interview_id, finished_at=None).first()
        if interview is None:
            return None
        now, state = timezone.now(), state_from(interview.state)
        read_clock(interview, state, now)
        watched = Watched(interview, state, Turn.objects.filter(interview=interview).order_by("-number").first(), now)
        set_timer(interview, state, now, watched.soonest)
        interview.save(update_fields=["clock_at", "clock_ms", "watched_from", "timer_at"])
        if state.clock.limit and not state.clock.stopped_for:
            # What is left of their time is less than their page says.
            ring(interview)
        due = watched.due
        return tell(interview=interview, event_at=due) if due else None

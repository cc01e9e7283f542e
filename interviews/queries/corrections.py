"""Which answers a candidate may put right, and until when."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from interviews.models import Interview, Segment, Turn
from interviews.plans.content import PlanContent

# After the end of an interview.
CORRECTED_FOR = timedelta(hours=48)


def correctable_until(interview: Interview) -> datetime | None:
    """None: it goes on, and so does the time for it."""
    return interview.finished_at + CORRECTED_FOR if interview.finished_at else None


def correctable_turns(interview: Interview) -> QuerySet[Turn]:
    """What was spoken and understood. What was typed is in their own words already."""
    until = correctable_until(interview)
    may = PlanContent.model_validate(interview.plan.content).may_correct_transcript
    # Nothing was ever spoken where no voice was kept, and of a trial nobody reads what was.
    if not may or interview.voice_at is None or interview.is_trial or (until and until <= timezone.now()):
        return Turn.objects.none()
    heard = Segment.objects.filter(turn=OuterRef("pk"), is_aside=False, state=Segment.State.THERE)
    return Turn.objects.filter(Exists(heard), interview=interview, answered_at__isnull=False).exclude(kept="").exclude(answer="")


def correctable_numbers(interview: Interview) -> frozenset[int]:
    return frozenset(correctable_turns(interview).values_list("number", flat=True))

"""Recordings of a candidate's camera: only where the notice that they agreed to said so, and only as much as an interview may hold.

They come by the way of sound, and are no part of an answer: nobody transcribes or assesses them.
"""

from django.db.models import Sum

from interviews.models import Interview, Invitation, Piece, Recorded, Segment
from interviews.plans.content import PlanContent
from interviews.services.consents import agreement

# An hour of answers, in pieces of about a second, each of 48 KB at most.
MOST_OF_INTERVIEW = 3_600
# What browsers record of a camera.
FORMATS = ("webm", "mp4")


def may_be_filmed(interview: Interview) -> bool:
    """Read anew: callers may know no more of it than its id."""
    known = Interview.objects.select_related("plan", "invitation").get(pk=interview.pk)
    content = PlanContent.model_validate(known.plan.content)
    return known.invitation is not None and has_agreed_to_camera(known.invitation, content)


def has_agreed_to_camera(invitation: Invitation, content: PlanContent) -> bool:
    """By the plan that they go by, and by the words that this candidate agreed to."""
    if not content.may_be_filmed:
        return False
    given = agreement(invitation)
    return given is not None and given.may_be_filmed


def pieces_left(interview: Interview) -> int:
    """How many more of its camera an interview takes."""
    stored = (
        Segment.objects.filter(turn__interview=interview.pk, kind=Recorded.CAMERA).exclude(file="").aggregate(sum=Sum("pieces"))["sum"] or 0
    )
    waiting = Piece.objects.filter(turn__interview=interview.pk, kind=Recorded.CAMERA).count()
    return MOST_OF_INTERVIEW - int(stored) - waiting

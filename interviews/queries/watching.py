"""What is asked again and again about interviews that somebody looks at."""

from collections.abc import Collection
from uuid import UUID

from accounts.tenancy import every_company
from interviews.models import Interview

OF_INVITATION = ("link_number", "revoked_at", "declined_at", "withdrawn_at", "completed_at")
LOOKED_AT = ("events_told", "epoch", "words_due_at", "finished_at", *(f"invitation__{name}" for name in OF_INVITATION))


def standings(interview_ids: Collection[UUID]) -> dict[UUID, tuple[object, ...]]:
    """Where each stands: what differs from the answer before has changed. No words, and nothing that a candidate sees: whoever
    finds a change looks at the interview in its company's scope."""
    with every_company("one question a second for the open lines of all companies"):
        return {pk: tuple(rest) for pk, *rest in Interview.objects.filter(pk__in=interview_ids).values_list("pk", *LOOKED_AT)}

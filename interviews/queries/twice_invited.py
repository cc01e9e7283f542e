"""One person, known as two candidates and invited twice to one job: which of the two invitations stays when they become one."""

from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from interviews.models import Consent, Invitation
from resumes.models import Resume

STEPS = tuple(Invitation.Step)


@dataclass(frozen=True, order=True, slots=True)
class Progress:
    """How far the candidate got with an invitation; what comes first decides."""

    is_finished: bool
    has_begun: bool
    # How much happened in the interview.
    events: int
    has_agreed: bool
    step: int
    gave_resume: bool
    was_opened: bool


@dataclass(frozen=True, slots=True)
class Pair:
    stays: Invitation
    ends: Invitation
    # The name of what decided in Progress; nothing where they are alike.
    because: str


def pairs_of(kept_id: UUID, gone_id: UUID, *, to_change: bool = False) -> list[Pair]:
    """Where both candidates hold an invitation to one job. The further one stays; of two alike, the one of the candidate who does."""
    held = {candidate_id: {each.job_id: each for each in _held(candidate_id, to_change)} for candidate_id in sorted((kept_id, gone_id))}
    return [_pair(own, held[gone_id][job_id]) for job_id, own in held[kept_id].items() if job_id in held[gone_id]]


def progress_of(invitation: Invitation) -> Progress:
    found = vars(invitation)
    return Progress(
        is_finished=bool(invitation.completed_at),
        has_begun=bool(invitation.started_at),
        events=found["events"],
        has_agreed=found["newest_consent"] == Consent.Kind.AGREED,
        step=STEPS.index(Invitation.Step(invitation.step)),
        gave_resume=found["gave_resume"],
        was_opened=bool(invitation.opened_at),
    )


def _pair(own: Invitation, other: Invitation) -> Pair:
    of_own, of_other = progress_of(own), progress_of(other)
    because = next((field.name for field in fields(Progress) if getattr(of_own, field.name) != getattr(of_other, field.name)), "")
    return Pair(other, own, because) if of_other > of_own else Pair(own, other, because)


def _held(candidate_id: UUID, to_change: bool) -> QuerySet[Invitation]:
    """Neither declined nor withdrawn nor revoked, nor broken off: of these a candidate has one to each job."""
    consents = Consent.objects.filter(invitation=OuterRef("pk")).order_by("-at")
    given = Resume.objects.filter(candidate=OuterRef("candidate"), given_by=None)
    found = Invitation.objects.filter(candidate=candidate_id, revoked_at=None, declined_at=None, withdrawn_at=None)
    found = found.filter(cut_short_at=None, expired_at=None)
    found = found.annotate(
        events=Coalesce(F("interview__events_told"), 0),
        newest_consent=Subquery(consents.values("kind")[:1]),
        gave_resume=Exists(given),
    )
    found = found.select_related("job", "company", "candidate").order_by("pk")
    return found.select_for_update(of=("self",)) if to_change else found

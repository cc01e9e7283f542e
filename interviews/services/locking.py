"""Whoever writes to an invitation locks its row first and then looks how it stands: it may have been revoked, declined on another
device, or deleted a moment ago.

Everything that interviews hang on is locked in one order, so that no two wait for each other for ever: lists, the job, candidates,
invitations, slots. Whoever needs several comes to them in this order, and may leave some out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from interviews.models import Invitation
from interviews.services.refused import Refused
from interviews.way import ended_as


class HasEnded(Refused):
    """Completed, declined, withdrawn, revoked, or deleted; for the candidate also expired, or closed with its job."""


def lock_invitation(invitation_id: UUID) -> Invitation:
    """However it stands."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("company", "candidate", "job", "mail")
    invitation = rows.filter(pk=invitation_id).first()
    if invitation is None:
        raise HasEnded
    return invitation


def lock_for_recruiter(invitation_id: UUID) -> Invitation:
    """One whose time is up can still be given more."""
    invitation = lock_invitation(invitation_id)
    if invitation.ended_as not in ("", Invitation.State.EXPIRED):
        raise HasEnded
    return invitation


def lock_for_candidate(invitation_id: UUID) -> Invitation:
    invitation = lock_invitation(invitation_id)
    if ended_as(invitation):
        raise HasEnded
    return invitation


@contextmanager
def still_open(invitation: Invitation) -> Iterator[Invitation]:
    """The invitation as it is now, locked until the end."""
    with transaction.atomic():
        yield lock_for_candidate(invitation.pk)

"""Résumés that candidates give themselves, on the way to their interview."""

from django.core.files.base import File
from django.utils import timezone

from accounts.services.audit import Actor
from interviews.models import Invitation
from resumes.models import Resume
from resumes.services.uploads import Received, receive_resume

# Each costs a reading and a question to a model.
MOST_FILES = 10


class TooManyFiles(Exception):
    pass


def give_resume(*, invitation: Invitation, file: File, name: str, by: Actor) -> Received:  # type: ignore[type-arg]
    if invitation.candidate.resumes.filter(given_by=None).count() >= MOST_FILES:
        raise TooManyFiles
    received = receive_resume(candidate=invitation.candidate, file=file, name=name, by=by)
    if received.duplicate:
        # The one that was given last is the one that they mean.
        Resume.objects.filter(pk=received.resume.pk).update(created_at=timezone.now(), given_by=None)
    return received

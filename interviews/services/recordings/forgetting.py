"""Recordings that go: with the person, with their agreement, when they were kept as long as was promised; and files that no row
names any more."""

from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.utils import timezone

from accounts.tenancy import company_scope, every_company
from interviews.models import Invitation, Piece, Segment
from interviews.models.recordings import FOLDER
from interviews.queries.keeping import time_of_recordings
from resumes.services.files import remove_on_commit, remove_strays

SWEEP_AT_MOST = 1_000


def forget_recordings(*, invitation: Invitation) -> None:
    """What was said aloud. What was written down of it stays, as what was typed does, until the person is erased. The files go
    with their rows: interviews.receivers."""
    Piece.objects.filter(turn__interview__invitation=invitation).delete()
    Segment.objects.filter(turn__interview__invitation=invitation).delete()


def forget_old_recordings() -> int:
    """The sound alone: what was understood of it stays. Return how many went; the caller comes again while any do."""
    with every_company("a sweep finds the recordings of all companies that were kept as long as was promised"):
        old = timezone.now() - time_of_recordings("turn__interview__invitation")
        kept = Segment.objects.filter(removed_at=None, received_at__lt=old).order_by("received_at")
        found = sorted(kept.values_list("company_id", "pk")[:SWEEP_AT_MOST])
    for company_id, segments in groupby(found, key=itemgetter(0)):
        _forget(company_id, [pk for _, pk in segments])
    return len(found)


def _forget(company_id: UUID, segments: list[UUID]) -> None:
    with company_scope(company_id):
        for segment in Segment.objects.select_for_update().filter(pk__in=segments).order_by("pk"):
            # Of one that never came to storage.
            Piece.objects.filter(turn=segment.turn_id, epoch=segment.epoch, segment=segment.number).delete()
            remove_on_commit([str(segment.file.name)])
            segment.file, segment.removed_at, segment.due_at = "", timezone.now(), None
            if segment.state == Segment.State.COMING:
                segment.state = Segment.State.UNCLEAR
            segment.save(update_fields=["file", "removed_at", "due_at", "state"])


def remove_stray_files() -> int:
    """Of transactions that were taken back, and of a store that was away."""
    return remove_strays(FOLDER, _named)


def _named(names: list[str]) -> set[str]:
    with every_company("a sweep finds which files have no row"):
        return set(Segment.objects.filter(file__in=names).values_list("file", flat=True))

"""Recordings that go: with the person, with their agreement, and files that no row names any more."""

from accounts.tenancy import every_company
from interviews.models import Invitation, Piece, Segment
from interviews.models.recordings import FOLDER
from resumes.services.files import remove_strays


def forget_recordings(*, invitation: Invitation) -> None:
    """What was said aloud. What was written down of it stays, as what was typed does, until the person is erased. The files go
    with their rows: interviews.receivers."""
    Piece.objects.filter(turn__interview__invitation=invitation).delete()
    Segment.objects.filter(turn__interview__invitation=invitation).delete()


def remove_stray_files() -> int:
    """Of transactions that were taken back, and of a store that was away."""
    return remove_strays(FOLDER, _named)


def _named(names: list[str]) -> set[str]:
    with every_company("a sweep finds which files have no row"):
        return set(Segment.objects.filter(file__in=names).values_list("file", flat=True))

"""Files that no row names any more are removed: of a transaction that was taken back, or of a store that was away."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.tenancy import every_company
from resumes.models import Resume

log = logging.getLogger(__name__)

FOLDER = "resumes"
# Longer than any transaction that may yet name it.
AGE = timedelta(days=1)
LOOKED_UP_AT_ONCE = 1_000


def remove_on_commit(names: Iterable[str]) -> None:
    """Only when the rows are gone for certain: a file without a row is found and removed later, a row without a file is a fault."""
    kept = [name for name in names if name]
    transaction.on_commit(lambda: _remove(kept))


def _remove(names: list[str]) -> None:
    for name in names:
        try:
            default_storage.delete(name)
        except OSError:
            # remove_strays finds it.
            log.warning("a file could not be removed yet", extra={"facts": {"file": name}})


def remove_stray_files() -> int:
    """Return how many were removed."""
    return remove_strays(FOLDER, _named)


def _named(names: list[str]) -> set[str]:
    with every_company("a sweep finds which files have no row"):
        return set(Resume.objects.filter(file__in=names).values_list("file", flat=True))


def remove_strays(folder: str, named: Callable[[list[str]], set[str]]) -> int:
    """Remove what is old in a folder and stands in no row; `named` says which of some names stand in one."""
    try:
        # The files first: one that comes afterwards is not looked at.
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return 0
    strays = 0
    for at in range(0, len(names), LOOKED_UP_AT_ONCE):
        some = names[at : at + LOOKED_UP_AT_ONCE]
        for name in set(some) - named(some):
            # Somebody else may have removed it by now.
            with suppress(OSError):
                if default_storage.get_modified_time(name) < timezone.now() - AGE:
                    default_storage.delete(name)
                    strays += 1
    return strays

"""Files that no row names any more are removed: of a transaction that was taken back, or of a store that was away."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.tenancy import every_company
from resumes.models import Resume

FOLDER = "resumes"
# Longer than any transaction that may yet name it.
AGE = timedelta(days=1)


def remove_stray_files() -> int:
    """Return how many were removed."""
    try:
        # The files first: one that comes afterwards is not looked at.
        names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    with every_company("a sweep finds which files have no row"):
        named = set(Resume.objects.filter(file__in=names).values_list("file", flat=True))
    strays = [name for name in names if name not in named and default_storage.get_modified_time(name) < timezone.now() - AGE]
    for name in strays:
        default_storage.delete(name)
    return len(strays)

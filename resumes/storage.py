"""Files in a local folder, reached as those of an S3 store are: by a link that is signed and soon ends."""

from collections.abc import Mapping

from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

SECONDS = 300
SALT = "a link to a file"


class StoreAway(OSError):
    """The store of files does not answer, or refuses: with an HTTP status where it said one. Ours is only ever away as a disk is."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(f"the store of files answers {status or 'nothing'}")
        self.status = status


class LocalFiles(FileSystemStorage):
    def url(self, name: str | None, parameters: Mapping[str, str] | None = None, expire: int = SECONDS) -> str:
        said = [name, (parameters or {}).get("ResponseContentDisposition", "attachment")]
        return reverse("resumes:linked-file", args=[signing.dumps(said, salt=SALT, compress=True)])


def opened_link(link: str) -> tuple[str, str]:
    name, disposition = signing.loads(link, salt=SALT, max_age=SECONDS)
    return str(name), str(disposition)

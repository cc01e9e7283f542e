"""Files in a local folder, reached as those of an S3 store are: by a link that is signed and soon ends."""

from collections.abc import Mapping

from django.core import signing
from django.core.files.storage import FileSystemStorage
from django.urls import reverse

SECONDS = 300
SALT = "a link to a file"


class LocalFiles(FileSystemStorage):
    def url(self, name: str | None, parameters: Mapping[str, str] | None = None, expire: int = SECONDS) -> str:
        said = [name, (parameters or {}).get("ResponseContentDisposition", "attachment")]
        return reverse("resumes:linked-file", args=[signing.dumps(said, salt=SALT, compress=True)])


def opened_link(link: str) -> tuple[str, str]:
    name, disposition = signing.loads(link, salt=SALT, max_age=SECONDS)
    return str(name), str(disposition)

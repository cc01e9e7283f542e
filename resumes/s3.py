"""Files in a bucket of a store that speaks S3. No link to it lasts, and what goes wrong there is one kind of fault here."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage

from resumes.storage import SECONDS, StoreAway

# A page waits for this, inside of a transaction: far less than Postgres lets one stand idle. Others than Amazon's do not know
# the newer checksums, nor a bucket's name in the host's.
CONFIG = Config(
    connect_timeout=3,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 2},
    signature_version="s3v4",
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
BY_PATH = Config(s3={"addressing_style": "path"})
# A résumé is one piece, and nothing is left of a piece that did not come whole.
MB = 1024 * 1024
IN_ONE_PIECE = TransferConfig(multipart_threshold=16 * MB, use_threads=False)
# No ACL: a new object is its owner's alone, and buckets of today take no other.
ALWAYS = {
    "file_overwrite": False,
    "default_acl": None,
    "querystring_expire": SECONDS,
    "transfer_config": IN_ONE_PIECE,
    # Of a file that is read; what is larger goes to the disk.
    "max_memory_size": MB,
}


class S3Files(S3Storage):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        config = CONFIG.merge(BY_PATH) if options.get("endpoint_url") else CONFIG
        super().__init__(client_config=config, **ALWAYS, **options)

    def get_default_settings(self) -> dict[str, Any]:
        known: dict[str, Any] = super().get_default_settings()
        return known | {"link_url": None}

    @cached_property
    def _links(self) -> S3Storage:
        """People may reach the store at another address than we do, and a link is signed for one."""
        names = ("bucket_name", "access_key", "secret_key", "region_name", "client_config")
        return S3Storage(endpoint_url=self.link_url or self.endpoint_url, **{name: getattr(self, name) for name in names})

    def url(self, name: str, parameters: dict[str, str] | None = None, expire: int | None = None, http_method: str | None = None) -> str:
        as_file = {"ResponseContentDisposition": "attachment", "ResponseContentType": "application/octet-stream"}
        return str(self._links.url(name, as_file | (parameters or {}), expire or SECONDS, http_method))

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]
        with speaking(), ExitStack() as on_failure:
            file: File = super()._open(name, mode)  # type: ignore[type-arg]
            on_failure.callback(file.close)
            # Fetched now: later, nobody would know where the fault comes from.
            _ = file.file
            on_failure.pop_all()
            return file

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        with speaking():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with speaking():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with speaking():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with speaking():
            directories, files = super().listdir(name)
            return directories, files

    def get_modified_time(self, name: str) -> Any:
        with speaking():
            return super().get_modified_time(name)

    def look(self) -> None:
        """Is the bucket there, and does the key open it?"""
        with speaking():
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)

    def is_open_to_all(self, name: str) -> bool:
        """Can somebody without a key read this?"""
        with speaking():
            try:
                self.unsigned_connection.meta.client.get_object(Bucket=self.bucket_name, Key=name)["Body"].close()
            except ClientError:
                return False
        return True


@contextmanager
def speaking() -> Iterator[None]:
    try:
        yield
    except (ClientError, BotoCoreError, Boto3Error, RetriesExceededError) as error:
        raise StoreAway(_status_in(error)) from None


def _status_in(error: BaseException | None) -> int:
    """A transfer wraps what the store said."""
    while error and not isinstance(error, ClientError):
        error = error.__cause__ or error.__context__
    said: dict[str, Any] = getattr(error, "response", {})
    return int(said.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))

"""Can files be kept, and only by us? A store that refuses us stops a start, as it would refuse every upload; one that is away does not."""

import logging
import uuid
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from config.env import WrongSetting
from resumes.storage import StoreAway

if TYPE_CHECKING:
    from resumes.s3 import S3Files

log = logging.getLogger(__name__)


def refuse_wrong_store() -> None:
    if not is_s3():
        return
    try:
        cast("S3Files", default_storage).look()
    except StoreAway as why:
        if why.status in (301, 400, 401, 403, 404):
            raise _refusal(why) from None
        log.error("%s", _refusal(why))


def try_store() -> None:
    """Keep a file, and see that nobody else reads it."""
    name = f"check/{uuid.uuid4()}"
    try:
        default_storage.save(name, ContentFile(b"to be removed"))
        is_open = is_s3() and cast("S3Files", default_storage).is_open_to_all(name)
        default_storage.delete(name)
    except StoreAway as why:
        raise _refusal(why) from None
    except OSError as why:
        raise WrongSetting("MEDIA_ROOT", f"names {settings.MEDIA_ROOT}, where nothing can be kept: {why.strerror}.") from None
    if is_open:
        raise WrongSetting("S3_BUCKET", f"names {_bucket()}, whose files everybody can read. Make the bucket private.")


def is_s3() -> bool:
    return str(_entry()["BACKEND"]).endswith("S3Files")


def _bucket() -> str:
    return str(_entry()["OPTIONS"]["bucket_name"])


def _entry() -> dict[str, Any]:
    return cast("dict[str, Any]", settings.STORAGES["default"])


def _refusal(why: StoreAway) -> WrongSetting:
    if why.status in (301, 400, 404):
        return WrongSetting("S3_BUCKET", f"names {_bucket()}, which is not at this store, or not in S3_REGION.")
    if why.status in (401, 403):
        return WrongSetting("S3_ACCESS_KEY", f"and S3_SECRET_KEY are refused for the bucket {_bucket()}.")
    return WrongSetting("S3_ENDPOINT_URL", f"leads to no store that answers{f': it says {why.status}' if why.status else ''}.")

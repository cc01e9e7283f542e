from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from accounts.models import Company, Member, Role, User
from accounts.queries import memberships_of
from accounts.services.audit import Actor, record
from accounts.tenancy import company_scope

COMPANIES_A_DAY = 5
LOGO_MAX_BYTES = 1024 * 1024
LOGO_MAX_PIXELS = 4_000_000
LOGO_BOX = (480, 160)
SETTINGS = (
    "name", "accent", "time_zone", "language", "contact_email", "privacy_notice", "candidate_notice", "feedback",
    "recordings_kept_days", "reports_kept_months",
)  # fmt: skip


class AddressTaken(Exception):
    pass


class TooManyCompanies(Exception):
    pass


class LogoUnreadable(Exception):
    """The sentence for the person is its text."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the two steps of creating a company ask."""

    name: str
    slug: str
    time_zone: str
    language: str
    accent: str
    contact_email: str
    logo: UploadedFile[bytes] | None = None


def create_company(*, owner: User, beginning: Beginning, by: Actor) -> Company:
    company = Company(
        name=beginning.name,
        slug=beginning.slug,
        time_zone=beginning.time_zone,
        language=beginning.language,
        accent=beginning.accent,
        contact_email=beginning.contact_email,
        allowance=settings.COMPANY_BUDGET,
    )
    logo = redrawn_logo(beginning.logo) if beginning.logo else None
    _require_room_for_another(owner)
    with company_scope(company):
        try:
            with transaction.atomic():
                company.save(force_insert=True)
        except IntegrityError as error:
            if "slug" not in str(error):
                raise
            # Row policies hide other companies, so only the constraint can know that an address is theirs.
            raise AddressTaken from None
        if logo:
            company.logo.save("logo.png", logo)
        Member.objects.create(company=company, user=owner, role=Role.OWNER)
        record(by=by, company=company, action="company.created", target=company, name=company.name)
    return company


def change_settings(*, company: Company, changes: dict[str, Any], logo: UploadedFile[bytes] | None, remove_logo: bool, by: Actor) -> None:
    changed = [field for field in SETTINGS if field in changes and getattr(company, field) != changes[field]]
    redrawn = redrawn_logo(logo) if logo else None
    before = str(company.logo.name or "")
    with company_scope(company):
        for field in changed:
            setattr(company, field, changes[field])
        if redrawn:
            company.logo.save("logo.png", redrawn, save=False)
            changed.append("logo")
        elif remove_logo and company.logo:
            company.logo = ""
            changed.append("logo")
        if "logo" in changed and before:
            # Logos are for everybody: one that is taken away must not stay to be had.
            transaction.on_commit(partial(default_storage.delete, before))
        if changed:
            company.save(update_fields=changed)
            record(by=by, company=company, action="company.changed", target=company, name=company.name, fields=sorted(changed))


def _require_room_for_another(owner: User) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    own = [member for member in memberships_of(owner) if member.is_owner and member.company.created_at > yesterday]
    if len(own) >= COMPANIES_A_DAY:
        raise TooManyCompanies


def redrawn_logo(upload: UploadedFile[bytes]) -> ContentFile[bytes]:
    """Decode the picture and write a new one: what we serve was drawn by us, whatever the file held."""
    if (upload.size or 0) > LOGO_MAX_BYTES:
        raise LogoUnreadable("The logo is larger than 1 MB. Save it smaller and choose it again.")
    try:
        with Image.open(upload, formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > LOGO_MAX_PIXELS:
                raise LogoUnreadable("The logo has more than 4 million pixels. Save it smaller and choose it again.")
            drawn = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise LogoUnreadable("This is no PNG, JPEG or WebP picture that we can read. Choose another file.") from None
    drawn.thumbnail(LOGO_BOX)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue())

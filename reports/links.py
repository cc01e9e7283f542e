"""The address of a shared report."""

from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac


def token_of(link_id: UUID) -> str:
    """256 bits that nobody guesses without our secret key, and that stand in no row: whoever may share can copy them again."""
    return salted_hmac("reports.links", str(link_id), algorithm="sha256").hexdigest()


def address_of(link_id: UUID) -> str:
    return f"{settings.SITE_URL}/r/{token_of(link_id)}/"

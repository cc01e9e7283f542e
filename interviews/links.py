"""The address in a candidate's mail."""

from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac


def token_of(invitation_id: UUID, number: int) -> str:
    """256 bits that nobody guesses without our secret key, and that stand in no row: every mail about an invitation can carry
    the link that its candidate knows, and only a new number makes a new link."""
    return salted_hmac("interviews.links", f"{invitation_id}:{number}", algorithm="sha256").hexdigest()


def link_of(token: str) -> str:
    return f"{settings.SITE_URL}/i/{token}/"


def to_times(link: str) -> str:
    """The same link, to where a time is chosen."""
    return f"{link}?time"

"""The address in a candidate's mail."""

from django.conf import settings


def link_of(token: str) -> str:
    return f"{settings.SITE_URL}/i/{token}/"

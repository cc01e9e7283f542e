"""In which language candidates are spoken to. Members' pages are in English and know nothing of this."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from interviews.models import Invitation

# Each in its own words: whoever looks for it reads no other.
NAMES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}


def language_of(request: HttpRequest, invitation: Invitation) -> str:
    """As chosen by hand, else as the browser asks, else as the job is interviewed."""
    return language_by(request.headers.get("Accept-Language", ""), invitation)


def language_by(header: str, invitation: Invitation) -> str:
    return invitation.language or _first_known(header) or invitation.job.language


def language_asked(request: HttpRequest) -> str:
    return _first_known(request.headers.get("Accept-Language", "")) or settings.LANGUAGE_CODE


def _first_known(header: str) -> str:
    for asked, _ in parse_accept_lang_header(header):
        language = asked.partition("-")[0]
        if language in NAMES:
            return language
    return ""

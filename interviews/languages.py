"""In which language candidates are spoken to. Members' pages are in English and know nothing of this."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info
from django.utils.translation.trans_real import parse_accept_lang_header

from interviews.models import Invitation

# Each in its own words: whoever looks for it reads no other.
NAMES = {code: get_language_info(code)["name_local"].capitalize() for code, _ in settings.LANGUAGES}


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


def choices() -> list[dict[str, Any]]:
    return [{"code": code, "label": label, "current": code == get_language()} for code, label in NAMES.items()]

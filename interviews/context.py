"""What the frame of candidates' pages shows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interviews.languages import choices
from interviews.models import Invitation
from interviews.way import Step, Way


def candidate(request: HttpRequest) -> dict[str, Any]:
    if not (getattr(request, "resolver_match", None) and request.path.startswith(("/i/", "/interview/"))):
        return {}
    language = {"language": get_language()}
    invitation: Invitation | None = getattr(request, "invitation", None)
    if invitation is None:
        # The link opens nothing: the page belongs to no company, and says so by its look.
        return language
    return language | {
        "invitation": invitation,
        "company": invitation.company,
        "brand": invitation.company.brand,
        "languages": choices(),
        "language_url": reverse("interviews:language", args=[invitation.pk]),
    }


def progress(way: Way, now: Step) -> dict[str, Any]:
    """Where they are, for templates/interviews/candidate/parts/progress.html."""
    labels = {
        Step.LANDING: _("Invitation"),
        Step.RESUME: _("Résumé"),
        Step.CHECK: _("Sound check"),
        Step.PRACTICE: _("Practice question"),
        Step.READY: _("Interview"),
    }
    at = way.steps.index(now)
    states = ["done" if number < at else "now" if number == at else "" for number in range(len(way.steps))]
    return {
        "steps": [{"label": labels[step], "state": state} for step, state in zip(way.steps, states, strict=True)],
        "step": at + 1,
        "total": len(way.steps),
        "here": labels[now],
        "following": labels[way.after(now)] if way.after(now) != now else "",
        "back": f"interviews:{way.before(now)}" if way.before(now) else "",
    }

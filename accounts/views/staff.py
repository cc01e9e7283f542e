"""Pages for our own staff, beside Django's admin."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib import admin, messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts import queries
from accounts.duties import DOES
from accounts.gateway import LEDGER
from accounts.http import require_page
from accounts.prompts import CHECK, CheckInputs
from ai.check import check_each, not_asked, remarks
from ai.waiting import wait

ONE_IN_SECONDS = 10


@never_cache
@require_page
def models_status(request: HttpRequest) -> HttpResponse:
    """Who does what; and, when asked by POST, whether it works: that costs a real call to each."""
    if not request.user.has_perm("accounts.view_modelcall"):
        raise PermissionDenied
    # Each asking costs a little, and a page that is reloaded asks again.
    is_asked = request.method == "POST" and cache.add("models-asked", True, timeout=ONE_IN_SECONDS)
    if request.method == "POST" and not is_asked:
        messages.warning(request, "They were asked a moment ago. Please wait some seconds.")
    findings = wait(check_each(settings.AI, LEDGER, CHECK, CheckInputs(word="lighthouse"))) if is_asked else not_asked(settings.AI)
    context = {
        "findings": [(DOES[finding.ability], finding) for finding in findings],
        "is_asked": is_asked,
        "remarks": remarks(settings.AI, datetime.now(UTC).date()),
        "recent": queries.calls_of_the_last_hour(),
    }
    return render(request, "accounts/models_status.html", context)


models_status = admin.site.admin_view(models_status)

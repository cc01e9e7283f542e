"""Our staff put pairs of near-duplicates in order."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import actor
from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.forms.review import FIRST_THRESHOLD, PairFilterForm
from interviews.models import NearPair, Question, State
from interviews.queries import near as queries
from interviews.services import near_pairs
from interviews.services.refused import Refused
from interviews.staff_access import pair_for_staff

PAIRS_ON_A_PAGE = 20
may_order = permission_required("interviews.change_question", raise_exception=True)


@require_safe
@may_order
def near(request: HttpRequest) -> HttpResponse:
    form = PairFilterForm({"similarity": FIRST_THRESHOLD} | request.GET.dict(), banks=queries.library_banks())
    page = Paginator(queries.near_pairs(form.wanted), PAIRS_ON_A_PAGE).get_page(request.GET.get("page"))
    compared, all_of_them = near_pairs.progress()
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "pairs": [_sides(pair) for pair in page],
        "numbers": list(page.paginator.get_elided_page_range(page.number)),
        "query": _query(request),
        "retired": _retired(request),
        "compared": compared,
        "all_of_them": all_of_them,
        "all_of_them_text": str(all_of_them),
        "pager_query": f"&{query}" if (query := _query(request)) else "",
        "is_waiting": compared < all_of_them,
    }
    fragment = "#progress" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"interviews/staff/near.html{fragment}", context)


def _sides(pair: NearPair) -> dict[str, Any]:
    sides = [
        {
            "question": getattr(pair, side),
            "uses": getattr(pair, f"{side}_uses"),
            "follow_ups": getattr(pair, f"{side}_follow_ups"),
            "side": side,
        }
        for side in ("one", "other")
    ]
    # Rounded, two different texts would seem to be the same.
    similarity = pair.similarity if pair.one.text == pair.other.text else min(pair.similarity, 0.99)
    return {"pair": pair, "sides": sides, "percent": max(0, round(similarity * 100)), "value": f"{similarity:.2f}"}


@require_POST
@may_order
def decide(request: HttpRequest, pair_id: int) -> HttpResponse:
    back = f"{reverse('interviews:staff-near')}?{_query(request, page=True)}"
    try:
        retired = _act(request, pair_for_staff(pair_id))
    except Refused:
        messages.error(request, "One of the two was decided, retired or rewritten in the meantime. Nothing was changed.")
        return redirect(back)
    if retired:
        return redirect(f"{back}&retired={retired}")
    messages.success(request, "Both are kept. They come back here if one of the texts changes.")
    return redirect(back)


def _act(request: HttpRequest, pair: NearPair) -> UUID | None:
    """Return the question that was retired, if one was."""
    what, by = request.POST.get("do"), actor(request)
    if what not in ("one", "other"):
        near_pairs.keep_both(pair=pair, by=by)
        return None
    kept, retired = (pair.one_id, pair.other_id) if what == "one" else (pair.other_id, pair.one_id)
    near_pairs.keep_one(pair=pair, kept=kept, with_follow_ups="with_follow_ups" in request.POST, by=by)
    delay_on_commit(tasks.make_vectors)
    return retired


def _retired(request: HttpRequest) -> Question | None:
    """What was retired just now, and may come back."""
    with suppress(ValueError):
        named = UUID(request.GET.get("retired", ""))
        return Question.objects.filter(pk=named, company=None, state=State.RETIRED).first()
    return None


@require_POST
@may_order
def look_again(request: HttpRequest) -> HttpResponse:
    near_pairs.look_again()
    delay_on_commit(tasks.find_near_pairs)
    messages.success(request, "All questions are being compared anew. What you decided stays decided.")
    return redirect("interviews:staff-near")


def _query(request: HttpRequest, *, page: bool = False) -> str:
    names = ("bank", "similarity", "page") if page else ("bank", "similarity")
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})

"""Whether everything that is compared can be found by meaning, for our staff."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.tasks import delay_on_commit
from interviews.http import staff_page
from interviews.queries.vectors import state_of_vectors
from interviews.services.vectors import make_all_anew
from interviews.tasks import make_vectors


@staff_page("interviews.view_vectormodel")
@require_safe
def vectors(request: UserRequest) -> HttpResponse:
    template = "interviews/vectors.html#state" if request.htmx else "interviews/vectors.html"  # type: ignore[attr-defined]
    return render(request, template, {"vectors": state_of_vectors()})


@staff_page("interviews.change_vectormodel")
@require_POST
def refresh(request: UserRequest) -> HttpResponse:
    delay_on_commit(make_vectors)
    messages.success(request, "Asked for. This page shows how far it is; without a worker that listens, it begins when one does.")
    return redirect("interviews:staff-vectors")


@staff_page("interviews.change_vectormodel")
@require_POST
def anew(request: UserRequest) -> HttpResponse:
    if "sure" not in request.POST:
        messages.warning(request, "Nothing was begun: tick that you are sure, as it asks the model for every text again.")
        return redirect("interviews:staff-vectors")
    make_all_anew()
    delay_on_commit(make_vectors)
    messages.success(request, "All of them are being made anew. Lookups go on with the old ones, each until its new one is there.")
    return redirect("interviews:staff-vectors")

"""Taking what an interview worded into the library: the form in which it gets what it lacks."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.http import actor, require_page
from accounts.tasks import delay_on_commit
from interviews import tasks
from interviews.forms.review import FollowUpForm, QuestionForm
from interviews.models import Proposal, Question
from interviews.queries import review as queries
from interviews.services import proposals
from interviews.services.refused import Refused
from interviews.staff_access import proposal_for_staff
from interviews.views.review import WHY_NOT, about, address, decide, may_review, neighbours, query_of, told


@require_page
@may_review
def accept(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    proposal = proposal_for_staff(proposal_id)
    if proposal.state != Proposal.State.WAITING:
        messages.error(request, told(proposal))
        return redirect(address(request))
    wanted = request.GET.get("as", proposal.kind)
    return _question(request, proposal) if wanted == Proposal.Kind.QUESTION else _follow_up(request, proposal)


def _follow_up(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    places = _places(request, proposal)
    first = {"text": proposal.text, "when": proposal.answer_in_short, "under": str(places[0].pk) if places else ""}
    form = FollowUpForm(request.POST or None, initial=first, places=places)
    if not form.is_valid():
        return _page(request, proposal, form)

    def act() -> None:
        under = next(each for each in places if str(each.pk) == form.cleaned_data["under"])
        proposals.accept_as_follow_up(proposal=proposal, under=under, written=form.written, by=actor(request))

    return _take(request, proposal, form, act)


def _question(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    form = QuestionForm(request.POST or None, initial=_first_values(proposal), banks=list(queries.library_banks(proposal.language)))
    if not form.is_valid():
        return _page(request, proposal, form)

    def act() -> None:
        proposals.accept_as_question(proposal=proposal, bank=form.bank, written=form.written, by=actor(request))

    return _take(request, proposal, form, act)


def _take(request: HttpRequest, proposal: Proposal, form: FollowUpForm | QuestionForm, act: Callable[[], None]) -> HttpResponse:
    try:
        answer = decide(request, proposal, act)
    except Refused as refusal:
        form.add_error(None, WHY_NOT[type(refusal)])
        return _page(request, proposal, form)
    delay_on_commit(tasks.make_vectors)
    return answer


def _page(request: HttpRequest, proposal: Proposal, form: FollowUpForm | QuestionForm) -> HttpResponse:
    context = about(proposal, []) | {"form": form, "query": query_of(request), "find": request.GET.get("find", "")}
    template = "accept_question" if isinstance(form, QuestionForm) else "accept_follow_up"
    return render(request, f"interviews/staff/{template}.html", context, status=422 if form.is_bound else 200)


def _places(request: HttpRequest, proposal: Proposal) -> list[Question]:
    """Where it may stand: under the question that it came after, one that somebody looked for, or a near one."""
    words = request.GET.get("find", "").strip()
    found = list(queries.questions_by_words(words, proposal.language)[:10]) if words else []
    after = queries.current_version(proposal.after) if proposal.after else None
    every = [after, *found, *(each.question for each in _near(proposal)), queries.question_named(request.POST.get("under", ""))]
    return list({each.pk: each for each in every if each}.values())


def _first_values(proposal: Proposal) -> dict[str, object]:
    """As the question before it or the nearest one has them: most likely it belongs beside that."""
    after = queries.current_version(proposal.after) if proposal.after else None
    like = after or next((each.question for each in _near(proposal)), None)
    if like is None:
        return {"text": proposal.text}
    names = like.bank.competencies
    competency = proposal.competency if proposal.competency in names else like.competency
    first = {"place": f"{like.bank_id}/{competency}", "difficulty": like.difficulty, "kind": like.kind, "minutes": like.minutes}
    return first | {"text": proposal.text, "shows": names.get(competency, "")}


def _near(proposal: Proposal) -> list[queries.Neighbour]:
    return (neighbours([proposal]) or {}).get(proposal.pk, [])

"""A question's page, its form, and what is done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, member_page, require_page
from accounts.tenancy import company_scope
from interviews import access
from interviews.models import Job, Question, State
from interviews.queries import library
from interviews.queries.plans import jobs_asking
from interviews.queries.versions import story_of, versions_of
from interviews.services import own_banks
from interviews.services import questions as services
from interviews.views.writing import WritingRequest, draft_if_asked, write

# More names than these nobody reads in a sentence.
NAMED = 3


@require_safe
@member_page(*RECRUITING)
def question(request: MemberRequest, question_id: UUID) -> HttpResponse:
    found = access.question_for_member(question_id)
    company, jobs = request.member.company, jobs_asking([found]).get(found.pk, [])
    context = {
        "question": found,
        "is_own": found.company_id == company.pk,
        "anchors": library.anchors_of(found),
        "follow_ups": found.follow_ups.filter(state=State.ACTIVE),
        "versions": story_of(found),
        "copy": library.own_copies([found]).get(found.pk),
        "original": library.original_of(found),
        "times_asked": library.times_asked(found, company),
        # Where a copy may go; with one or none there is nothing to choose.
        "banks": banks if len(banks := list(library.own_banks(company))) > 1 else [],
        "jobs": jobs,
        "retired_text": f"Nobody is offered it any more. {_still_asked(jobs) or 'What was asked stays as it was.'}",
    }
    return render(request, "interviews/question.html", context)


@require_page
@member_page(*RECRUITING)
def copy(request: MemberRequest, question_id: UUID) -> HttpResponse:
    """One press: into the bank that was chosen, else the one that was written into last; where there is none, one is made."""
    found, company = access.question_for_member(question_id), request.member.company
    if request.method != "POST" or found.company_id == company.pk:
        return redirect("interviews:question", company.slug, found.pk)
    there = library.own_copies([found]).get(found.pk)
    if there is None:
        chosen = next((each for each in library.own_banks(company) if str(each.pk) == request.POST.get("bank")), None)
        bank = chosen or own_banks.bank_to_write_into(company=company, by=request.actor)
        try:
            made = services.copy_question(question=found, bank=bank, by=request.actor)
        except services.CopiedAlready as already:
            # Pressed twice: the other press came first.
            there = already.copy
        else:
            messages.success(request, f"Copied to “{bank.name}”. Adapt it here; the library’s stays as it is.")
            return redirect("interviews:question-edit", company.slug, made.pk)
    messages.info(request, f"You have copied it before: here it is, in “{there.bank.name}”.")
    return redirect("interviews:question", company.slug, there.pk)


@require_page
@member_page(*RECRUITING, beforehand=draft_if_asked)
def new(request: WritingRequest) -> HttpResponse:
    return write(request)


def _draft_for_own(request: WritingRequest, question_id: UUID) -> None:
    with company_scope(request.member.company):
        language = access.own_question(question_id, request.member.company).language
    draft_if_asked(request, language)


@require_page
@member_page(*RECRUITING, beforehand=_draft_for_own)
def edit(request: WritingRequest, question_id: UUID) -> HttpResponse:
    found = access.own_question(question_id, request.member.company)
    if request.method != "POST" and not found.is_current:
        newest = versions_of(found)[0]
        return redirect("interviews:question-edit", request.member.company.slug, newest.pk)
    return write(request, found)


@require_page
@member_page(*RECRUITING)
def retire(request: MemberRequest, question_id: UUID) -> HttpResponse:
    found = access.own_question(question_id, request.member.company)
    if request.method == "POST" and services.retire_questions(questions=[found], by=request.actor):
        still = _still_asked(jobs_asking([found]).get(found.pk, []))
        messages.success(request, f"Retired. It is no longer offered; what was asked stays as it was. {still}".strip())
    return _to(request, found)


@require_page
@member_page(*RECRUITING)
def restore(request: MemberRequest, question_id: UUID) -> HttpResponse:
    found = access.own_question(question_id, request.member.company)
    if request.method == "POST" and found.bank.retired_at:
        messages.error(request, f"Its bank, “{found.bank.name}”, is retired. Bring the bank back first.")
    elif request.method == "POST" and services.restore_questions(questions=[found], by=request.actor):
        messages.success(request, "In use again.")
    return _to(request, found)


def _to(request: MemberRequest, found: Question) -> HttpResponse:
    return redirect("interviews:question", request.member.company.slug, found.pk)


def _still_asked(jobs: list[Job]) -> str:
    if not jobs:
        return ""
    names = ", ".join(f"“{job.title}”" for job in jobs[:NAMED])
    more = f" and {len(jobs) - NAMED} more" if len(jobs) > NAMED else ""
    return f"The current plan of {names}{more} still asks it, until you change that plan."

"""A company's own banks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import RECRUITING, MemberRequest, form_of, member_page, require_page
from interviews import access
from interviews.forms.library import BankForm, BankNameForm
from interviews.models import Bank
from interviews.queries import library
from interviews.services import own_banks as services

TAKEN = "Another bank of yours has this name."


@require_safe
@member_page(*RECRUITING)
def banks(request: MemberRequest) -> HttpResponse:
    return _banks(request, BankForm(initial={"language": request.member.company.language}))


@form_of("interviews:banks")
@member_page(*RECRUITING)
def make(request: MemberRequest) -> HttpResponse:
    form, company = BankForm(request.POST), request.member.company
    if form.is_valid():
        try:
            bank = services.make_bank(company=company, **form.cleaned_data, by=request.actor)
        except services.NameTaken:
            form.add_error("name", TAKEN)
        else:
            messages.success(request, f"“{bank.name}” is there. Copy questions into it, or write your own.")
            return redirect("interviews:banks", company.slug)
    return _banks(request, form, status=422)


@require_page
@member_page(*RECRUITING)
def rename(request: MemberRequest, bank_id: UUID) -> HttpResponse:
    bank = access.own_bank(bank_id, request.member.company)
    form = BankNameForm(request.POST or None, initial={"name": bank.name})
    if form.is_valid():
        try:
            services.rename_bank(bank=bank, name=form.cleaned_data["name"], by=request.actor)
        except services.NameTaken:
            form.add_error("name", TAKEN)
        else:
            messages.success(request, "Renamed.")
            return redirect("interviews:banks", request.member.company.slug)
    return render(request, "interviews/bank_rename.html", {"bank": bank, "form": form}, status=422 if form.is_bound else 200)


@require_page
@member_page(*RECRUITING)
def retire(request: MemberRequest, bank_id: UUID) -> HttpResponse:
    bank = access.own_bank(bank_id, request.member.company)
    if request.method != "POST":
        template = "interviews/bank_retire.html#dialog" if request.htmx else "interviews/bank_retire.html"  # type: ignore[attr-defined]
        return render(request, template, {"bank": bank})
    services.retire_bank(bank=bank, by=request.actor)
    return _done(request, bank, "is retired, with its questions. You can bring it back here.")


@form_of("interviews:banks")
@member_page(*RECRUITING)
def restore(request: MemberRequest, bank_id: UUID) -> HttpResponse:
    bank = access.own_bank(bank_id, request.member.company)
    services.restore_bank(bank=bank, by=request.actor)
    return _done(request, bank, "is in use again, with the questions that were retired along with it.")


def _done(request: MemberRequest, bank: Bank, what: str) -> HttpResponse:
    messages.success(request, f"“{bank.name}” {what}")
    return redirect("interviews:banks", request.member.company.slug)


def _banks(request: MemberRequest, form: BankForm, status: int = 200) -> HttpResponse:
    found = list(library.banks())
    own = [bank for bank in found if bank.company_id]
    context = {"form": form, "own": own, "library": [bank for bank in found if not bank.company_id and not bank.retired_at]}
    return render(request, "interviews/banks.html", context, status=status)

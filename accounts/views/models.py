"""Who thinks, hears and speaks for a company, what that cost, and what it may cost."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from accounts import access, queries
from accounts.duties import duties_of, has_provider
from accounts.forms import BudgetForm, ProviderKeyForm
from accounts.gateway import setup_with
from accounts.http import MANAGERS, MemberRequest, form_of, member_page, require_page
from accounts.models import ProviderKey
from accounts.services import budgets, provider_keys
from accounts.services.provider_keys import KeyMissing, TooManyChecks
from ai.check import unpriced


class KeyRequest(MemberRequest):
    form: ProviderKeyForm
    # What the provider said; None where it did not.
    is_checked: bool | None


@require_safe
@member_page(*MANAGERS)
def models(request: MemberRequest) -> HttpResponse:
    company = request.member.company
    form = BudgetForm(initial={"limit": company.monthly_budget, "warning_percent": company.budget_warning_percent})
    return _models(request, form)


@form_of("accounts:models")
@member_page(*MANAGERS)
def budget(request: MemberRequest) -> HttpResponse:
    form = BudgetForm(request.POST)
    if not form.is_valid():
        return _models(request, form, status=422)
    company, data = request.member.company, form.cleaned_data
    budgets.change_budget(company=company, limit=data["limit"], warning_percent=data["warning_percent"], by=request.actor)
    messages.success(request, "Saved.")
    return redirect("accounts:models", company.slug)


def _models(request: MemberRequest, form: BudgetForm, status: int = 200) -> HttpResponse:
    company = request.member.company
    keys = {key.provider: key for key in queries.provider_keys()}
    setup = setup_with(keys.values())
    uses = queries.uses_this_month(company)
    context: dict[str, Any] = {
        "form": form,
        "has_provider": has_provider(setup.configuration),
        "duties": duties_of(setup.configuration, refused={key.provider for key in keys.values() if key.refused_at}),
        "refused": [key for key in keys.values() if key.refused_at],
        "providers": [_provider(provider, keys, setup.unreadable) for provider in ProviderKey.Provider],
        "unreadable": [provider.label for provider in ProviderKey.Provider if provider in setup.unreadable],
        "budget": queries.budget_of(company),
        "has_ours": has_provider(settings.AI),
        "month": queries.month_of(company).date(),
        "uses": uses,
        "own_spent": sum(use.own_spent for use in uses),
        "unpriced": sum(use.unpriced for use in uses),
        "unpriced_models": [model for _, model in unpriced(setup.configuration)],
        "months": queries.months_before(company),
    }
    return render(request, "accounts/models.html", context, status=status)


def _provider(provider: ProviderKey.Provider, keys: dict[str, ProviderKey], unreadable: frozenset[str]) -> dict[str, Any]:
    return {"value": provider.value, "label": provider.label, "key": keys.get(provider), "is_unreadable": provider in unreadable}


def _ask_beforehand(request: KeyRequest, provider: str) -> None:
    """The provider's answer may take seconds, so it is waited for before the company's transaction is open."""
    where = access.provider_with_keys(provider)
    request.form, request.is_checked = ProviderKeyForm(request.POST or None, provider=where), None
    if request.form.is_valid():
        _ask_the_provider(request, where)


@sensitive_post_parameters("secret")
@require_page
@member_page(*MANAGERS, beforehand=_ask_beforehand)
def key(request: KeyRequest, provider: str) -> HttpResponse:
    return _key_page(request, access.provider_with_keys(provider))


@sensitive_variables("secret")
def _ask_the_provider(request: KeyRequest, where: ProviderKey.Provider) -> None:
    secret = request.form.cleaned_data["secret"]
    try:
        if secret:
            accepted = provider_keys.is_accepted(company=request.member.company, provider=where.value, secret=secret)
        else:
            accepted = provider_keys.is_still_accepted(company=request.member.company, provider=where.value)
    except TooManyChecks:
        if not secret:
            # Only the models change.
            return
        request.form.add_error("secret", "Many keys were tried in this hour. Please wait an hour before you try another one.")
        return
    request.is_checked = accepted
    if secret and accepted is False:
        request.form.add_error("secret", f"{where.label} does not accept this key.")


def _key_page(request: KeyRequest, where: ProviderKey.Provider) -> HttpResponse:
    form, company = request.form, request.member.company
    if form.is_valid():
        try:
            _save(request, where)
        except KeyMissing:
            form.add_error("secret", "Please fill this in.")
        else:
            return redirect("accounts:models", company.slug)
    known = queries.provider_keys().filter(provider=where).first()
    form.fields["secret"].required = known is None
    if known and not form.is_bound:
        form.initial = known.chosen_models
    context = {"form": form, "provider": where, "known": known}
    return render(request, "accounts/provider_key.html", context, status=422 if form.is_bound else 200)


@sensitive_variables("secret")
def _save(request: KeyRequest, provider: ProviderKey.Provider) -> None:
    secret = request.form.cleaned_data["secret"]
    provider_keys.set_provider_key(
        company=request.member.company,
        provider=provider,
        secret=secret,
        is_checked=request.is_checked,
        chosen_models=request.form.chosen_models,
        by=request.actor,
    )
    if not secret and request.is_checked is False:
        messages.warning(request, f"Saved. {provider.label} refuses the key that is here; enter another one.")
    elif secret and not request.is_checked:
        messages.warning(request, f"Saved. {provider.label} could not be asked now whether it accepts the key.")
    else:
        messages.success(request, "Saved.")


@require_page
@member_page(*MANAGERS)
def remove_key(request: MemberRequest, provider: str) -> HttpResponse:
    found = access.provider_key_in_company(provider)
    if request.method != "POST":
        template = "accounts/remove_key.html"
        return render(request, f"{template}#dialog" if request.htmx else template, {"key": found})  # type: ignore[attr-defined]
    provider_keys.remove_provider_key(key=found, by=request.actor)
    messages.success(
        request, f"The key at {found.get_provider_display()} is gone from here. Withdraw it there too if nothing else uses it."
    )
    return redirect("accounts:models", request.member.company.slug)

from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from accounts.models import Company, Member, OutboxMail, Role
from accounts.queries import Budget, budget_of, has_spent_its_budget, month_of
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope, every_company
from ai.errors import BudgetSpent


def change_budget(*, company: Company, limit: Decimal | None, warning_percent: int, by: Actor) -> None:
    before, after = _words(company.monthly_budget, company.budget_warning_percent), _words(limit, warning_percent)
    if before == after:
        return
    with company_scope(company):
        company.monthly_budget, company.budget_warning_percent = limit, warning_percent
        company.save(update_fields=["monthly_budget", "budget_warning_percent"])
        record(by=by, company=company, action="budget.changed", target=company, name=company.name, before=before, after=after)


def require_budget(company: Company) -> None:
    """Ask before an interview begins; one that has begun goes on to its end."""
    if has_spent_its_budget(company):
        raise BudgetSpent


def warn_of_budgets() -> list[OutboxMail]:
    """Write a mail for each owner and admin whose company's spending has passed a mark that they do not know of yet.

    A sweep, and no part of the call path: nobody waits for a sum while a model answers.
    """
    with every_company("the sweep of budgets reads who has one"):
        companies = list(Company.objects.exclude(monthly_budget=None))
    return [mail for company in companies for mail in _warnings(company)]


def _warnings(company: Company) -> list[OutboxMail]:
    budget = budget_of(company)
    if not budget.is_warned:
        return []
    kind = "budget_spent" if budget.is_spent else "budget_warning"
    with company_scope(company):
        managers = Member.objects.select_related("user").filter(role__in=[Role.OWNER, Role.ADMIN], user__is_active=True)
        wanted = {f"{kind}:{_mark(company, budget)}:{manager.user_id}": manager.user.email for manager in managers}
        known = set(OutboxMail.objects.filter(company=company, key__in=wanted).values_list("key", flat=True))
        context = _context(company, budget)
        return [
            queue_mail(kind=kind, to=email, company=company, key=key, context=context) for key, email in wanted.items() if key not in known
        ]


def _mark(company: Company, budget: Budget) -> str:
    """One mail a month for a mark; a budget that was raised is another mark."""
    return f"{month_of(company):%Y-%m}:{budget.limit:.2f}:{budget.warning_percent}"


def _context(company: Company, budget: Budget) -> dict[str, object]:
    return {
        "budget": budget,
        # A date: templates show a moment in UTC, where the month may not have begun.
        "month": month_of(company).date(),
        "action_url": settings.SITE_URL + reverse("accounts:models", args=[company.slug]),
        "action_label": "See the month",
    }


def _words(limit: Decimal | None, warning_percent: int) -> str:
    return f"${limit:,.2f} a month, warning at {warning_percent} %" if limit else "no limit"

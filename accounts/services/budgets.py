from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from accounts.gateway import own_accounts_can
from accounts.models import Company, Member, OutboxMail, Role
from accounts.queries import Budget, budget_of, month_of, whom_to_pay
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope, every_company
from ai.configuration import Paid
from ai.errors import BudgetSpent
from ai.results import Ability

MARKS = list(Company.Mark)


def change_budget(*, company: Company, limit: Decimal | None, warning_percent: int, by: Actor) -> None:
    before, after = _words(company.monthly_budget, company.budget_warning_percent), _words(limit, warning_percent)
    if before == after:
        return
    with company_scope(company):
        company.monthly_budget, company.budget_warning_percent = limit, warning_percent
        company.save(update_fields=["monthly_budget", "budget_warning_percent"])
        _forget_what_is_no_longer_passed(company)
        record(by=by, company=company, action="budget.changed", target=company, name=company.name, before=before, after=after)


def change_allowance(*, company: Company, before: Decimal | None, by: Actor) -> None:
    """Keep what our own keys may cost for the company, as our staff have set it."""
    with company_scope(company):
        company.save(update_fields=["allowance"])
        said = {"before": _dollars(before), "after": _dollars(company.allowance)}
        record(by=by, company=company, action="allowance.changed", target=company, name=company.name, **said)


def require_budget(company: Company) -> None:
    """Ask before an interview begins; one that has begun goes on to its end."""
    paid = whom_to_pay(company, is_running=False)
    if paid is Paid.NOBODY or (paid is Paid.OWN_ACCOUNTS and not own_accounts_can(Ability.COMPLETE, company)):
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
    if not _is_news(company, budget):
        return []
    with company_scope(company):
        # Sweeps at the same time come one after the other.
        company = _locked(company)
        if not _is_news(company, budget):
            return []
        company.told_mark, company.told_month = budget.mark, month_of(company).date()
        company.save(update_fields=["told_mark", "told_month"])
        managers = Member.objects.select_related("user").filter(role__in=[Role.OWNER, Role.ADMIN], user__is_active=True)
        kind, context = f"budget_{budget.mark}", _context(company, budget)
        passed = f"{kind}:{company.told_month:%Y-%m}:{budget.limit:.2f}:{budget.warning_percent}"
        return [
            queue_mail(kind=kind, to=manager.user.email, company=company, key=f"{passed}:{manager.user_id}", context=context)
            for manager in managers
        ]


def _is_news(company: Company, budget: Budget) -> bool:
    return MARKS.index(budget.mark) > MARKS.index(_told(company))


def _told(company: Company) -> Company.Mark:
    return Company.Mark(company.told_mark) if company.told_month == month_of(company).date() else Company.Mark.NONE


def _forget_what_is_no_longer_passed(company: Company) -> None:
    """A mark that a higher budget moved away may be passed once more; one that is passed before and after is no news."""
    known, mark = _locked(company), budget_of(company).mark
    if MARKS.index(mark) < MARKS.index(_told(known)):
        known.told_mark = mark
        known.save(update_fields=["told_mark"])


def _locked(company: Company) -> Company:
    return Company.objects.select_for_update(no_key=True).get(pk=company.pk)


def _context(company: Company, budget: Budget) -> dict[str, object]:
    return {
        "budget": budget,
        # A date: templates show a moment in UTC, where the month may not have begun.
        "month": month_of(company).date(),
        "action_url": settings.SITE_URL + reverse("accounts:models", args=[company.slug]),
        "action_label": "See the month",
    }


def _words(limit: Decimal | None, warning_percent: int) -> str:
    return f"{_dollars(limit)}, warning at {warning_percent} %" if limit else _dollars(limit)


def _dollars(limit: Decimal | None) -> str:
    return "no limit" if limit is None else f"${limit:,.2f} a month"

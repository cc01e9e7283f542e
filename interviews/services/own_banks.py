"""A company's own banks: made, renamed, and retired with their questions."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Company
from accounts.services.audit import Actor, record
from interviews.models import Bank, Question, State
from interviews.queries.library import own_banks
from interviews.services.questions import restore_questions, retire_questions

FIRST_BANK = "Our questions"
SLUG_LENGTH = 50


class NameTaken(Exception):
    """Another bank of this company is called that."""


def make_bank(*, company: Company, name: str, language: str, by: Actor) -> Bank:
    with transaction.atomic():
        _lock(company)
        _check_name(company, name)
        slug = _free_slug(company, name)
        bank = Bank.objects.create(company=company, name=name, slug=slug, domain=slug, language=language)
        record(by=by, company=company, action="bank.made", target=bank, name=name)
    return bank


def bank_to_write_into(*, company: Company, by: Actor) -> Bank:
    """The own bank that was written into last; where there is none, the first one is made."""
    with transaction.atomic():
        _lock(company)
        bank = own_banks(company).first()
        return bank or make_bank(company=company, name=_free_name(company), language=company.language, by=by)


def rename_bank(*, bank: Bank, name: str, by: Actor) -> None:
    with transaction.atomic():
        company = _lock(bank.company)
        _check_name(company, name, but=bank)
        if bank.name != name:
            record(by=by, company=company, action="bank.renamed", target=bank, name=name, before=bank.name)
        Bank.objects.filter(pk=bank.pk).update(name=name)


def retire_bank(*, bank: Bank, by: Actor) -> None:
    """With its questions, so that no lookup offers them any more."""
    with transaction.atomic():
        company = _lock(bank.company)
        if not Bank.objects.filter(pk=bank.pk, retired_at=None).update(retired_at=timezone.now()):
            return
        retire_questions(questions=_questions(bank, State.ACTIVE), by=by)
        record(by=by, company=company, action="bank.retired", target=bank, name=bank.name)


def restore_bank(*, bank: Bank, by: Actor) -> None:
    """With the questions that were retired along with it; those that were retired before stay so."""
    with transaction.atomic():
        company = _lock(bank.company)
        retired_at = Bank.objects.get(pk=bank.pk).retired_at
        if retired_at is None:
            return
        Bank.objects.filter(pk=bank.pk).update(retired_at=None)
        with_it = [each for each in _questions(bank, State.RETIRED) if each.changed_at >= retired_at]
        restore_questions(questions=with_it, by=by)
        record(by=by, company=company, action="bank.restored", target=bank, name=bank.name)


def _lock(company: Company | None) -> Company:
    # Two people at once come one after the other: else two first banks, or two of one name.
    if company is None:
        raise ValueError("The library's banks are not a company's to write.")
    return Company.objects.select_for_update(no_key=True).get(pk=company.pk)


def _questions(bank: Bank, state: State) -> list[Question]:
    return list(Question.objects.filter(bank=bank, is_current=True, state=state))


def _check_name(company: Company, name: str, but: Bank | None = None) -> None:
    others = Bank.objects.filter(company=company, name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise NameTaken


def _free_name(company: Company) -> str:
    """A bank of the first name may be there, and retired."""
    taken = set(Bank.objects.filter(company=company).values_list("name", flat=True))
    names = [FIRST_BANK, *(f"{FIRST_BANK} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _free_slug(company: Company, name: str) -> str:
    base = slugify(name)[:SLUG_LENGTH].strip("-") or "bank"
    taken = set(Bank.objects.filter(company=company, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))] if slug not in taken)

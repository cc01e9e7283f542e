"""From an id in an address to an object, or 404: what is another's and what is missing answer alike."""

from uuid import UUID

from django.http import Http404

from accounts.models import Company
from interviews.models import Bank, QuestionImport


def import_of(company: Company | None, import_id: UUID) -> QuestionImport:
    """Of this company or, without one, of our staff."""
    found = QuestionImport.objects.select_related("by", "bank", "company").filter(company=company, pk=import_id).first()
    if found is None:
        raise Http404
    return found


def bank_to_write(company: Company | None, bank_id: UUID) -> Bank:
    """A company's own or, without one, the library's."""
    bank = Bank.objects.filter(company=company, pk=bank_id).first()
    if bank is None:
        raise Http404
    return bank

"""In whose name an import works."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db.models import QuerySet

from accounts.tenancy import company_scope, every_company, one_transaction
from interviews.models import Bank, QuestionImport


@contextmanager
def work_for(company_id: UUID | None) -> Iterator[None]:
    """One transaction: in a company's scope, or as our staff, whose imports write the library."""
    if company_id:
        with company_scope(company_id):
            yield
    else:
        with every_company("imports of our staff write the library"), one_transaction():
            yield


def imports_of(company_id: UUID | None) -> QuerySet[QuestionImport]:
    """Our staff's are those of no company: they see no company's."""
    return QuestionImport.objects.filter(company=company_id)


def banks_of(company_id: UUID | None) -> QuerySet[Bank]:
    """Those that may be written: a company reads the library's too."""
    return Bank.objects.filter(company=company_id)

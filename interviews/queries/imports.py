"""What the pages about files of questions list."""

from django.db.models import Count, Q, QuerySet

from accounts.models import Company
from interviews.models import Bank, QuestionImport, State

RECENT = 20


def recent_imports(company: Company | None) -> QuerySet[QuestionImport]:
    return QuestionImport.objects.select_related("by").filter(company=company).order_by("-created_at")[:RECENT]


def banks_to_write(company: Company | None) -> QuerySet[Bank]:
    return Bank.objects.filter(company=company, retired_at=None).order_by("name")


def banks_to_export(company: Company | None) -> QuerySet[Bank]:
    """Each with how many questions of it are in use."""
    in_use = Count("questions", filter=Q(questions__is_current=True, questions__state=State.ACTIVE))
    return Bank.objects.filter(company=company).annotate(in_use=in_use).order_by("name")

"""The only way from an id in an address to an object. What is another's and what is missing answer alike: 404."""

from uuid import UUID

from django.http import Http404

from interviews.models import Question


def library_question(question_id: UUID) -> Question:
    """For staff, whose curating ends where companies' own questions begin."""
    question = Question.objects.select_related("bank").filter(pk=question_id, company=None).first()
    if question is None:
        raise Http404
    return question


def current_version(question: Question) -> Question:
    """The version of it that is asked now."""
    current = Question.objects.filter(bank=question.bank_id, key=question.key, is_current=True).first()
    if current is None:
        raise Http404
    return current

"""What stands under a question. It is read from the form with the question, and written by the same service."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from interviews.admin.forms import FollowUpForm, IdealAnswerForm
from interviews.models import FollowUp, IdealAnswer, Question, State


class UnderQuestion(admin.StackedInline):  # type: ignore[type-arg]
    """Who may change the question may change what stands under it: it is one text."""

    extra = 1
    template = "admin/interviews/question/under_question.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("interviews.view_question") or self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return request.user.has_perm("interviews.add_question")
        return may_be_written(obj) and request.user.has_perm("interviews.change_question")

    has_add_permission = has_delete_permission = has_change_permission


def may_be_written(question: Question) -> bool:
    return question.is_current and not question.is_used


class FollowUpInline(UnderQuestion):
    model = FollowUp
    form = FollowUpForm
    fields = ("when", "text", "position")
    verbose_name = "follow-up"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        # The retired ones are kept for the interviews that asked them.
        return super().get_queryset(request).filter(state=State.ACTIVE)


class IdealAnswerInline(UnderQuestion):
    model = IdealAnswer
    form = IdealAnswerForm
    fields = ("text", "position")
    verbose_name = "ideal answer"

"""The pages of a question beside its form: its versions, and the button that begins the next one."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from accounts.http import actor
from accounts.tasks import delay_on_commit
from interviews import access
from interviews.models import Question
from interviews.queries.versions import changes_between, versions_of
from interviews.services.questions import ChangedMeanwhile, begin_version
from interviews.tasks import make_vectors

COUNTED = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counting hundreds of thousands of rows would take longer than the page, and nobody turns to its thousandth."""

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Question] = self.object_list  # type: ignore[assignment]
        return rows.order_by().values("pk")[:COUNTED].count()


class QuestionPages(admin.ModelAdmin):  # type: ignore[type-arg]
    def get_urls(self) -> list[URLPattern]:
        def view(page: Any) -> Any:
            return self.admin_site.admin_view(page)

        return [
            path("<uuid:question_id>/next-version/", view(require_POST(self.next_version)), name="interviews_question_next_version"),
            path("<uuid:question_id>/versions/", view(self.versions), name="interviews_question_versions"),
            *super().get_urls(),
        ]

    def next_version(self, request: HttpRequest, question_id: UUID) -> HttpResponse:
        question = access.library_question(question_id)
        if not request.user.has_perm("interviews.change_question"):
            raise PermissionDenied
        try:
            # What nobody was asked is edited where it stands.
            following = begin_version(question=question, by=actor(request)) if question.is_used else question
        except ChangedMeanwhile:
            self.message_user(request, "There is a newer version already.", messages.WARNING)
            return redirect("admin:interviews_question_change", access.current_version(question).pk)
        self.log_addition(request, following, f"Began version {following.version}.")
        delay_on_commit(make_vectors)
        self.message_user(
            request,
            f"This is version {following.version}, word for word as version {question.version}, and in use from now on. "
            f"Edit it until somebody is asked it; version {question.version} stays with the interviews that asked it.",
        )
        return redirect("admin:interviews_question_change", following.pk)

    def versions(self, request: HttpRequest, question_id: UUID) -> HttpResponse:
        question = access.library_question(question_id)
        if not self.has_view_permission(request, question):
            raise PermissionDenied
        versions = versions_of(question)
        older: list[Question | None] = [*versions[1:], None]
        steps = [(each, changes_between(before, each) if before else None) for each, before in zip(versions, older, strict=True)]
        current = next(each for each in versions if each.is_current)
        since = changes_between(question, current) if question.pk != current.pk else None
        context = self.admin_site.each_context(request) | {
            "title": "Versions",
            "question": question,
            "current": current,
            "since": since,
            "steps": steps,
            "opts": self.opts,
        }
        return render(request, "admin/interviews/question/versions.html", context)

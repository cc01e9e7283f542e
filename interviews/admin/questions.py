from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, FloatField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.utils.text import Truncator

from accounts.http import actor
from accounts.tasks import delay_on_commit
from interviews import access
from interviews.admin.actions import ManyQuestions
from interviews.admin.filters import BankFilter, CompetencyFilter, DomainFilter, UsedFilter, VersionFilter
from interviews.admin.forms import EDITED_MEANWHILE, QuestionForm
from interviews.admin.inlines import FollowUpInline, IdealAnswerInline, may_be_written
from interviews.admin.pages import COUNTED, BoundedPaginator, QuestionPages
from interviews.meaning import CannotCompare
from interviews.models import Question
from interviews.queries.curating import hashes_of_vectors, library_banks, library_questions, nearest_in_library
from interviews.queries.lookup import Wanted
from interviews.services.many_questions import QuestionUsed, delete_question
from interviews.services.questions import BankRetired, ChangedMeanwhile, WrittenFollowUp, edit_question, write_question
from interviews.tasks import make_vectors
from interviews.words_for_writers import LEVELS

BY_MEANING = "meaning"
LAST = 1_001
ANCHORS = tuple(f"anchor_{level}" for level in LEVELS)
WHERE = ("bank", "key", "stands")
ASKS = ("text", "competency", "kind", "difficulty", "minutes")
SUITS = ("role_names", "domain", "language")


class QuestionList(ChangeList):
    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        # How to search is no filter.
        return {name: value for name, value in super().get_filters_params(params).items() if name != "by"}

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        # For these alone: asked of hundreds of thousands, it would take longer than the list.
        hashes = hashes_of_vectors(self.result_list)
        for question in self.result_list:
            question.hash_of_vector = hashes.get(question.pk)


@admin.register(Question)
class QuestionAdmin(ManyQuestions, QuestionPages):
    form = QuestionForm
    inlines = (FollowUpInline, IdealAnswerInline)
    list_filter = (
        BankFilter,
        "difficulty",
        "kind",
        "state",
        VersionFilter,
        UsedFilter,
        "language",
        "origin",
        DomainFilter,
        CompetencyFilter,
    )
    list_select_related = ("bank",)
    list_per_page = 50
    search_fields = ("text", "shows", "competency", "key")
    ordering = ("bank__name", "key", "-version")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator

    class Media:
        css = {"all": ("css/admin.css",)}

    # The list

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return QuestionList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        request.near = self._near(request)  # type: ignore[attr-defined]
        context = {"by": BY_MEANING if request.near is not None else "words", "counted": COUNTED}  # type: ignore[attr-defined]
        answer = super().changelist_view(request, (extra_context or {}) | context)
        if request.method == "POST":
            # What was moved or edited may need vectors; without a worker they come with the next sweep.
            delay_on_commit(make_vectors)
        return answer

    def _near(self, request: HttpRequest) -> dict[UUID, float] | None:
        """How near each of the nearest is, where the search is by meaning. No transaction is open yet: a provider is asked."""
        words = request.GET.get("q", "").strip()
        if not words or request.GET.get("by") != BY_MEANING or not self.has_view_permission(request):
            return None
        try:
            return nearest_in_library(words, self._wanted(request))
        except CannotCompare:
            self.message_user(request, "Models cannot be asked just now, so this list was searched by words instead.", messages.WARNING)
            return None

    def _wanted(self, request: HttpRequest) -> Wanted:
        """The filters that lookup knows too, so that the nearest are taken from what fits them."""
        bank = request.GET.get("bank")
        plain: dict[str, Any] = {name: request.GET.get(f"{name}__exact", "") for name in ("difficulty", "kind", "language")}
        return Wanted(
            banks=tuple(library_banks().filter(slug=bank).values_list("pk", flat=True)) if bank else (),
            competency=request.GET.get("competency", ""),
            domain=request.GET.get("domain", ""),
            **plain,
        )

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Question]", search_term: str
    ) -> "tuple[QuerySet[Question], bool]":
        near: dict[UUID, float] | None = getattr(request, "near", None)
        if near is None:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(pk__in=near), False

    def get_ordering(self, request: HttpRequest) -> Any:
        return ("-similarity",) if getattr(request, "near", None) is not None else super().get_ordering(request)

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = ("short_text", "bank", "about", "state", "used", "found_by_meaning", "named")
        return ("short_text", "near", *columns[1:]) if getattr(request, "near", None) is not None else columns

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Question]":
        near: dict[UUID, float] | None = getattr(request, "near", None)
        if near is None:
            return library_questions()
        whens = [When(pk=pk, then=Value(similarity)) for pk, similarity in near.items()]
        return library_questions().annotate(similarity=Case(*whens, default=Value(0.0), output_field=FloatField()))

    @admin.display(description="Question", ordering="text")
    def short_text(self, question: Question) -> str:
        return Truncator(question.text).chars(90)

    @admin.display(description="Judges", ordering="competency")
    def about(self, question: Question) -> str:
        return f"{question.competency}, {question.get_difficulty_display().lower()}, {question.get_kind_display().lower()}"

    @admin.display(description="Key", ordering="key")
    def named(self, question: Question) -> str:
        return f"{question.key}, version {question.version}" if question.version > 1 else question.key

    @admin.display(description="Similarity", ordering="similarity")
    def near(self, question: Any) -> str:
        return f"{question.similarity:.2f}"

    @admin.display(description="Used", boolean=True, ordering="used_at")
    def used(self, question: Question) -> bool:
        return question.is_used

    @admin.display(description="Vector")
    def found_by_meaning(self, question: Any) -> str:
        if not question.is_current or question.state == "retired":
            return "not wanted"
        if question.hash_of_vector is None:
            return "missing"
        return "there" if question.hash_of_vector == question.content_hash else "of an old text"

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            shown: tuple[tuple[str, ...], ...] = (("anchors_shown",), ("roles_shown", "domain", "language"))
            where: tuple[str, ...] = WHERE
        else:
            shown = (ANCHORS, SUITS)
            where = ("bank", "key") if obj is None else (*WHERE, "seen")
        levels = (
            "Five signs to score by, each a sentence that somebody could hear in an answer. Write 1, 3 and 5 first, then what lies between."
        )
        return (
            ("What it asks", {"fields": ASKS}),
            ("What a good answer shows", {"fields": ("shows",)}),
            ("Anchors", {"fields": shown[0], "description": levels}),
            ("Whom it suits", {"fields": shown[1]}),
            ("Where it lies", {"fields": where}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*WHERE, "anchors_shown", "roles_shown") if obj else ("anchors_shown", "roles_shown")

    @admin.display(description="Five levels")
    def anchors_shown(self, question: Question) -> str:
        return format_html_join("", "<p><strong>Level {}</strong><br>{}</p>", enumerate(question.anchors, start=1))

    @admin.display(description="Roles")
    def roles_shown(self, question: Question) -> str:
        return ", ".join(question.roles) or "every role of its domain"

    @admin.display(description="State")
    def stands(self, question: Question) -> str:
        used = f"asked since {question.used_at:%-d %B %Y}" if question.used_at else "never asked"
        return f"Version {question.version}, {question.get_state_display().lower()}, {used}. {question.get_origin_display()}."

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_be_written(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_used)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = (extra_context or {}) | {"may_curate": request.user.has_perm("interviews.change_question")}
        question = self.get_object(request, object_id, None) if object_id else None
        if question and not question.is_current:
            context["current"] = access.current_version(question)
        try:
            answer = super().changeform_view(request, object_id, form_url, context)
        except ChangedMeanwhile:
            self.message_user(request, EDITED_MEANWHILE, messages.ERROR)
            return redirect(request.path)
        except BankRetired:
            self.message_user(request, "That bank was retired just now and takes no question. Choose another.", messages.ERROR)
            return redirect(request.path)
        if request.method == "POST" and answer.status_code == 302:
            delay_on_commit(make_vectors)
        return answer

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        """Nothing yet: the question and what stands under it are written together."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool) -> None:
        by, obj = actor(request), form.instance
        under = {formset.model._meta.model_name: _rows(formset) for formset in formsets}
        follow_ups = [WrittenFollowUp(row["when"], row["text"]) for row in under["followup"]]
        written = form.written(follow_ups, [row["text"] for row in under["idealanswer"]])
        if change:
            question = edit_question(question=Question.objects.get(pk=obj.pk), written=written, by=by, seen=form.seen_at)
        else:
            question = write_question(bank=form.cleaned_data["bank"], written=written, by=by, key=form.cleaned_data["key"])
        # The admin logs, names and leads to what it holds.
        obj.pk, obj.key, obj.version = question.pk, question.key, question.version

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[dict[str, Any]]:
        if add:
            return [{"added": {}}]
        changed = [form.fields[name].label or name for name in form.changed_data]
        changed += [str(formset.model._meta.verbose_name_plural) for formset in formsets if formset.has_changed()]
        return [{"changed": {"fields": changed}}]

    def delete_model(self, request: HttpRequest, obj: Question) -> None:
        delete_question(question=obj, by=actor(request))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except QuestionUsed:
            self.message_user(request, "Somebody was asked it just now, so it stays. You can retire it.", messages.ERROR)
            return redirect("admin:interviews_question_change", object_id)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """What a person would miss: not the vectors, which are made of it."""
        under = [str(Truncator(each.text).chars(90)) for obj in objs for each in (*obj.follow_ups.all(), *obj.ideal_answers.all())]
        shown = [*(Truncator(obj.text).chars(120) for obj in objs), under] if under else [Truncator(obj.text).chars(120) for obj in objs]
        return shown, {"questions": len(objs), "follow-ups and ideal answers": len(under)}, set(), []


def _rows(formset: "forms.BaseFormSet[Any]") -> list[dict[str, Any]]:
    """What is filled in and not taken out, in the order that was given."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")]
    return sorted(rows, key=lambda row: LAST if row["position"] is None else row["position"])

"""What is done to the questions that were chosen in the list; where it needs an answer, a page asks first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import Truncator

from accounts.http import actor
from interviews.admin.forms import CompetencyForm, DifficultyForm, MoveForm
from interviews.models import Question
from interviews.services import many_questions
from interviews.services.many_questions import Done
from interviews.services.questions import BankRetired, ChangedMeanwhile

# One transaction must not lock the library for minutes.
AT_ONCE = 500
# A message that nobody reads to its end says nothing.
REASONS_SHOWN = 5
ALL_VERSIONS = "All versions of each move with it. Interviews that asked them keep what they asked."
NEXT_VERSIONS = "A question that was used never changes: it gets a next version with this, and the old one stays with its interviews."


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks before an action is done."""

    action: str
    title: str
    button: str
    note: str


class ManyQuestions(admin.ModelAdmin):  # type: ignore[type-arg]
    """The bulk actions of the list."""

    actions = ("retire", "restore", "move", "set_difficulty", "set_competency")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        # One by one alone: what was used stays, and a version that goes makes room for the one before it.
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.action(description="Retire: look them up no longer", permissions=["change"])
    def retire(self, request: HttpRequest, chosen: "QuerySet[Question]") -> None:
        self._do(request, chosen, partial(many_questions.retire_many, by=actor(request)), "retired")

    @admin.action(description="Bring back into use", permissions=["change"])
    def restore(self, request: HttpRequest, chosen: "QuerySet[Question]") -> None:
        self._do(request, chosen, partial(many_questions.restore_many, by=actor(request)), "back in use")

    @admin.action(description="Move to another bank…", permissions=["change"])
    def move(self, request: HttpRequest, chosen: "QuerySet[Question]") -> HttpResponse | None:
        form = MoveForm(_answer(request))
        if not form.is_valid():
            return self._ask(request, chosen, form, Asked("move", "Move questions to another bank", "Move them", ALL_VERSIONS))
        move = partial(many_questions.move_questions, bank=form.cleaned_data["bank"], by=actor(request))
        self._do(request, chosen, move, "moved")
        return None

    @admin.action(description="Set the difficulty…", permissions=["change"])
    def set_difficulty(self, request: HttpRequest, chosen: "QuerySet[Question]") -> HttpResponse | None:
        form = DifficultyForm(_answer(request))
        if not form.is_valid():
            return self._ask(request, chosen, form, Asked("set_difficulty", "Set the difficulty of questions", "Set it", NEXT_VERSIONS))
        change = partial(many_questions.set_difficulty, difficulty=form.cleaned_data["difficulty"], by=actor(request))
        self._do(request, chosen, change, "changed")
        return None

    @admin.action(description="Set the competency…", permissions=["change"])
    def set_competency(self, request: HttpRequest, chosen: "QuerySet[Question]") -> HttpResponse | None:
        form = CompetencyForm(_answer(request))
        if not form.is_valid():
            return self._ask(request, chosen, form, Asked("set_competency", "Set the competency of questions", "Set it", NEXT_VERSIONS))
        change = partial(many_questions.set_competency, competency=form.cleaned_data["competency"], by=actor(request))
        self._do(request, chosen, change, "changed")
        return None

    def _ask(self, request: HttpRequest, chosen: "QuerySet[Question]", form: forms.Form, asked: Asked) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": asked.title,
            "asked": asked,
            "form": form,
            "checkbox": ACTION_CHECKBOX_NAME,
            "questions": chosen[:AT_ONCE],
            "select_across": request.POST.get("select_across", "0"),
            "opts": self.opts,
        }
        return render(request, "admin/interviews/question/ask.html", context, status=422 if form.is_bound else 200)

    def _do(self, request: HttpRequest, chosen: "QuerySet[Question]", do: Callable[..., Done], what: str) -> None:
        questions = list(chosen.select_related("bank").order_by("pk")[: AT_ONCE + 1])
        if len(questions) > AT_ONCE:
            self.message_user(request, f"At most {AT_ONCE} at once: choose fewer. Nothing was changed.", messages.ERROR)
            return
        try:
            self._tell(request, do(questions=questions), what)
        except ChangedMeanwhile:
            self.message_user(
                request, "Somebody else changed one of them just now. Nothing was changed; please look again.", messages.ERROR
            )
        except BankRetired:
            self.message_user(request, "That bank is retired and takes no question. Nothing was changed.", messages.ERROR)

    def _tell(self, request: HttpRequest, done: Done, what: str) -> None:
        text = f"{done.changed} {what}."
        if done.versions:
            text += f" {done.versions} of them had been used and have a next version now."
        self.message_user(request, text, messages.SUCCESS if done.changed else messages.WARNING)
        if done.left:
            shown = "; ".join(f"“{Truncator(each.text).chars(50)}” {why}" for each, why in done.left[:REASONS_SHOWN])
            more = f"; and {len(done.left) - REASONS_SHOWN} more" if len(done.left) > REASONS_SHOWN else ""
            self.message_user(request, f"{len(done.left)} left as they were: {shown}{more}.", messages.WARNING)


def _answer(request: HttpRequest) -> QueryDict | None:
    return request.POST if "answered" in request.POST else None

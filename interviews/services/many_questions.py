"""What is done to many questions of the library at once: in one transaction, and told which could not, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts.services.audit import Actor
from accounts.tenancy import one_transaction
from interviews.models import Bank, Question, State
from interviews.services.questions import BankRetired, Wording, as_written, edit_question, restore_questions, retire_questions
from interviews.services.refused import Refused

OLD_VERSION = "is an old version: only the current one changes"


class QuestionUsed(Refused):
    """It was asked, so it stays."""


@dataclass(frozen=True, slots=True)
class Done:
    changed: int
    # Why each of the others was left as it was.
    left: tuple[tuple[Question, str], ...] = ()
    # Of those that changed: how many became a next version, as they had been used.
    versions: int = 0


def retire_many(*, questions: Sequence[Question], by: Actor) -> Done:
    left = _left(questions, lambda each: "is retired already" if each.state == State.RETIRED else "")
    return Done(retire_questions(questions=questions, by=by), left)


def restore_many(*, questions: Sequence[Question], by: Actor) -> Done:
    left = _left(questions, lambda each: "is in use already" if each.state == State.ACTIVE else "")
    return Done(restore_questions(questions=questions, by=by), left)


def set_difficulty(*, questions: Sequence[Question], difficulty: str, by: Actor) -> Done:
    return _edit_each(questions, "difficulty", difficulty, by)


def set_competency(*, questions: Sequence[Question], competency: str, by: Actor) -> Done:
    return _edit_each(questions, "competency", competency, by)


def move_questions(*, questions: Sequence[Question], bank: Bank, by: Actor) -> Done:
    """Move each with all its versions. What it asks stays, so nothing changes under an interview that asked it."""
    with one_transaction():
        bank = Bank.objects.select_for_update(of=("self",)).get(pk=bank.pk)
        if bank.retired_at:
            raise BankRetired
        taken = set(Question.objects.filter(bank=bank, key__in=[each.key for each in questions]).values_list("key", flat=True))
        left = _left(questions, lambda each: _why_not_there(each, bank, taken))
        stay = {each.pk for each, _ in left}
        moved = 0
        for question in questions:
            if question.pk not in stay and question.key not in taken:
                Question.objects.filter(bank=question.bank_id, key=question.key).update(bank=bank)
                taken.add(question.key)
                moved += 1
            elif question.pk not in stay:
                left += ((question, _key_taken(bank)),)
    return Done(moved, left)


def delete_question(*, question: Question, by: Actor) -> None:
    """Remove a version that nobody was asked. The one before it is the current one again."""
    with one_transaction():
        question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if question.is_used:
            raise QuestionUsed
        versions = Question.objects.filter(bank=question.bank_id, key=question.key).exclude(pk=question.pk)
        question.delete()
        before = versions.order_by("-version").first()
        if question.is_current and before:
            Question.objects.filter(pk=before.pk).update(is_current=True)


def _edit_each(questions: Sequence[Question], name: str, value: str, by: Actor) -> Done:
    left = _left(questions, lambda each: _why_not_that(each, name, value))
    stay, versions = {each.pk for each, _ in left}, 0
    with one_transaction():
        changing = [each for each in questions if each.pk not in stay]
        for question in changing:
            written = as_written(question)
            edited = edit_question(question=question, written=replace(written, wording=_with(written.wording, name, value)), by=by)
            versions += edited.pk != question.pk
    return Done(len(changing), left, versions)


def _with(wording: Wording, name: str, value: str) -> Wording:
    changed: dict[str, Any] = {name: value}
    return replace(wording, **changed)


def _left(questions: Sequence[Question], why: Callable[[Question], str]) -> tuple[tuple[Question, str], ...]:
    reasons = ((each, why(each) if each.is_current else OLD_VERSION) for each in questions)
    return tuple((each, reason) for each, reason in reasons if reason)


def _why_not_there(question: Question, bank: Bank, taken: set[str]) -> str:
    if question.bank_id == bank.pk:
        return "is there already"
    return _key_taken(bank) if question.key in taken else ""


def _why_not_that(question: Question, name: str, value: str) -> str:
    if getattr(question, name) == value:
        return "has it already"
    judged = question.bank.competencies
    return f"is in {question.bank.name}, which does not judge that" if name == "competency" and judged and value not in judged else ""


def _key_taken(bank: Bank) -> str:
    return f"has a key that another question of {bank.name} has"

"""What a person does to a plan, one small change each: a plan in, a plan out. Pure."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, TypeVar
from unicodedata import normalize
from uuid import UUID

from interviews.plans.content import Competency, PlanContent, PlannedQuestion

Edit = Callable[[PlanContent], PlanContent]
Item = TypeVar("Item", Competency, PlannedQuestion)
KEY_LENGTH = 50
MOST_COMPETENCIES, MOST_QUESTIONS = 12, 60


class Way(StrEnum):
    UP = "up"
    DOWN = "down"


class Impossible(Exception):
    """What is asked for cannot be done to this plan. The message is for people."""


def change_settings(content: PlanContent, **values: Any) -> PlanContent:
    return _validated(content, values)


def change_phase(content: PlanContent, name: str, **values: Any) -> PlanContent:
    phase = getattr(content.phases, name).model_dump() | values
    return _validated(content, {"phases": content.phases.model_dump() | {name: phase}})


def add_competency(content: PlanContent, competency: Competency) -> PlanContent:
    if len(content.competencies) >= MOST_COMPETENCIES:
        raise Impossible(f"A plan has {MOST_COMPETENCIES} competencies at most.")
    if any(each.name.casefold() == competency.name.casefold() for each in content.competencies):
        raise Impossible(f"“{competency.name}” is in the plan already.")
    key = free_key(competency.name, [each.key for each in content.competencies])
    return _with(content, competencies=(*content.competencies, competency.model_copy(update={"key": key})))


def change_competency(content: PlanContent, key: str, **values: Any) -> PlanContent:
    competency = Competency.model_validate(competency_of(content, key).model_dump() | values)
    return _with(content, competencies=tuple(competency if each.key == key else each for each in content.competencies))


def remove_competency(content: PlanContent, key: str) -> PlanContent:
    competency_of(content, key)
    return _with(
        content,
        competencies=tuple(each for each in content.competencies if each.key != key),
        questions=tuple(each for each in content.questions if each.competency != key),
    )


def move_competency(content: PlanContent, key: str, way: Way) -> PlanContent:
    return _with(content, competencies=_stepped(content.competencies, competency_of(content, key), content.competencies, way))


def spread_weights(content: PlanContent) -> PlanContent:
    """To 100, as near to what they are to each other as whole numbers get."""
    if not content.competencies:
        raise Impossible("There is no competency to weigh yet.")
    weights = even_out([each.weight for each in content.competencies])
    pairs = zip(content.competencies, weights, strict=True)
    return _with(content, competencies=tuple(each.model_copy(update={"weight": weight}) for each, weight in pairs))


def add_question(content: PlanContent, question: PlannedQuestion) -> PlanContent:
    competency_of(content, question.competency)
    if len(content.questions) >= MOST_QUESTIONS:
        raise Impossible(f"A plan has {MOST_QUESTIONS} questions at most.")
    if question.question and any(each.question == question.question for each in content.questions):
        raise Impossible("This question is in the plan already.")
    return _with(content, questions=(*content.questions, question.model_copy(update={"key": _free_number(content)})))


def change_question(content: PlanContent, key: str, **values: Any) -> PlanContent:
    question = question_of(content, key)
    if values.get("text", question.text) != question.text and question.question is not None:
        raise Impossible("A bank's question is reworded in its bank.")
    if "competency" in values:
        competency_of(content, values["competency"])
    changed = PlannedQuestion.model_validate(question.model_dump() | values)
    if changed.competency != question.competency:
        # It comes last where it is new.
        return _with(content, questions=(*(each for each in content.questions if each.key != key), changed))
    return _with(content, questions=tuple(changed if each.key == key else each for each in content.questions))


def renew_question(content: PlanContent, key: str, question: UUID, text: str) -> PlanContent:
    """The newer version of a bank's question in the place of the older."""
    renewed = question_of(content, key).model_copy(update={"question": question, "text": text})
    return _with(content, questions=tuple(renewed if each.key == key else each for each in content.questions))


def remove_question(content: PlanContent, key: str) -> PlanContent:
    question_of(content, key)
    return _with(content, questions=tuple(each for each in content.questions if each.key != key))


def move_question(content: PlanContent, key: str, way: Way) -> PlanContent:
    question = question_of(content, key)
    return _with(content, questions=_stepped(content.questions, question, content.questions_of(question.competency), way))


def place_question(content: PlanContent, key: str, competency: str, before: str) -> PlanContent:
    """In front of another question, or last in a competency where no other is named."""
    competency_of(content, competency)
    question = question_of(content, key).model_copy(update={"competency": competency})
    if before == key:
        return content
    others = [each for each in content.questions if each.key != key]
    place = others.index(question_of(content, before)) if before else len(others)
    return _with(content, questions=(*others[:place], question, *others[place:]))


def competency_of(content: PlanContent, key: str) -> Competency:
    found = next((each for each in content.competencies if each.key == key), None)
    if found is None:
        raise Impossible("This competency is no longer in the plan.")
    return found


def question_of(content: PlanContent, key: str) -> PlannedQuestion:
    found = next((each for each in content.questions if each.key == key), None)
    if found is None:
        raise Impossible("This question is no longer in the plan.")
    return found


def even_out(weights: Sequence[int], step: int = 1) -> list[int]:
    """Whole numbers that add up to 100, in the proportion of these; by what rounding took, the largest rest first."""
    total = sum(weights)
    shares = [weight * 100 / total for weight in weights] if total else [100 / len(weights)] * len(weights)
    floors = [int(share // step) * step for share in shares]
    by_rest = sorted(range(len(shares)), key=lambda at: floors[at] - shares[at])
    for at in by_rest[: (100 - sum(floors)) // step]:
        floors[at] += step
    return floors


def free_key(name: str, taken: Sequence[str]) -> str:
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:KEY_LENGTH].strip("-") or "competency"
    return next(key for number in range(1, len(taken) + 2) if (key := base if number == 1 else f"{base}-{number}") not in taken)


def _free_number(content: PlanContent) -> str:
    taken = {each.key for each in content.questions}
    return next(key for number in range(1, len(taken) + 2) if (key := f"q{number}") not in taken)


def _stepped(items: Sequence[Item], item: Item, among: Sequence[Item], way: Way) -> tuple[Item, ...]:
    """One step among its neighbours; at the end it stays where it is."""
    place = among.index(item) + (1 if way is Way.DOWN else -1)
    if not 0 <= place < len(among):
        return tuple(items)
    other = among[place]
    swapped = {item.key: other, other.key: item}
    return tuple(swapped.get(each.key, each) for each in items)


def _with(content: PlanContent, **values: Any) -> PlanContent:
    return content.model_copy(update=values)


def _validated(content: PlanContent, values: dict[str, Any]) -> PlanContent:
    return PlanContent.model_validate(content.model_dump() | values)

"""Drafts of what stands around a question: by a model or, where none can be had, from the library.

Asks providers: whoever calls holds no transaction and no scope meanwhile.
"""

from contextlib import suppress
from dataclasses import dataclass

from accounts.gateway import models_of
from accounts.models import Company
from accounts.tenancy import company_scope
from ai.errors import AIError
from ai.pace import Pace
from ai.results import Made
from ai.waiting import wait
from interviews.meaning import CannotCompare, points_of
from interviews.models import Bank, Question, State
from interviews.prompts import DRAFT_QUESTION, Draft, DraftInputs, SimilarQuestion, draft_by_rules
from interviews.queries.lookup import ModelReplaced, Near, Point, Wanted, nearest_questions

# A draft is a page of text, and whoever asked for it can go on writing. It ends before proxies give up on the request.
DRAFTING = Pace(deadline=45, answer_within=28, tries=2, pause=0.5)
EXAMPLES = 2
# A question must lie as near as this to be of use. Below it, by our own vectors, a word is shared and no more.
NEAR_ENOUGH = 0.33
# By so much another one may lie nearer and is still less like it.
SAME_COMPETENCY = 0.1


@dataclass(frozen=True, slots=True)
class Drafted:
    draft: Draft
    made: Made | None
    # Why no model wrote it, where one should have.
    problem: AIError | None = None
    # The library's question that it was made from, where no model wrote it.
    like: str = ""
    # Nobody could compare it with the library.
    has_not_looked: bool = False

    @property
    def is_by_model(self) -> bool:
        return self.made is not None and not self.made.is_builtin


@dataclass(frozen=True, slots=True)
class Similar:
    questions: tuple[SimilarQuestion, ...]
    could_look: bool


def draft_question(inputs: DraftInputs, company: Company) -> Drafted:
    models = models_of(company)
    try:
        answer = wait(models.run(DRAFT_QUESTION, inputs, pace=DRAFTING))
    except AIError as problem:
        return Drafted(draft_by_rules(inputs), None, problem, _like(inputs))
    return Drafted(answer.output, answer.made, like=_like(inputs) if answer.made.is_builtin else "")


def similar_questions(*, text: str, competency: str, kind: str, language: str, company: Company) -> Similar:
    """The library's nearest of the same type; of two that lie about as near, the one of the same competency."""
    try:
        point: Point | None = points_of([text], company=company)[0]
    except CannotCompare:
        point = None
    with company_scope(company):
        banks = tuple(Bank.objects.filter(company=None, language=language, retired_at=None).values_list("pk", flat=True))
        if not banks:
            return Similar((), could_look=True)
        of_competency = [Wanted(banks, language, competency, kind=kind)] if competency else []
        found = [near for wanted in [*of_competency, Wanted(banks, language, kind=kind)] for near in _nearest(wanted, point)]
        nearest = sorted({near.found.pk: near for near in found}.values(), key=lambda near: -_weight(near, competency))
        return Similar(tuple(_example(near) for near in nearest[:EXAMPLES]), could_look=point is not None)


def _weight(near: Near[Question], competency: str) -> float:
    return near.similarity + (SAME_COMPETENCY if near.found.competency == competency else 0)


def meaning_of(competency: str, company: Company) -> str:
    """The sentence that a bank says about a competency of this name."""
    with company_scope(company):
        bank = Bank.objects.filter(competencies__has_key=competency).order_by("company_id").first()
    return str(bank.competencies[competency]) if bank else ""


def _nearest(wanted: Wanted, point: Point | None) -> list[Near[Question]]:
    if point:
        with suppress(ModelReplaced):
            return [near for near in nearest_questions(point, wanted, EXAMPLES) if near.similarity >= NEAR_ENOUGH]
    # Nobody can compare now. Of the same competency is near enough; of the same type alone is not.
    if not wanted.competency:
        return []
    same = Question.objects.filter(bank__in=wanted.banks, competency=wanted.competency, kind=wanted.kind, is_current=True)
    return [Near(question, 0.0) for question in same.filter(state=State.ACTIVE).order_by("key")[:EXAMPLES]]


def _example(near: Near[Question]) -> SimilarQuestion:
    question = near.found
    ideal = question.ideal_answers.first()
    return SimilarQuestion(
        text=question.text,
        competency=question.competency,
        shows=question.shows,
        anchors=tuple(question.anchors),
        follow_ups=tuple((each.when, each.text) for each in question.follow_ups.filter(state=State.ACTIVE)),
        ideal_answer=ideal.text if ideal else "",
        similarity=round(near.similarity, 2),
    )


def _like(inputs: DraftInputs) -> str:
    return inputs.similar_questions[0].text if inputs.similar_questions else ""

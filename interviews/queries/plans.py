"""A job's plans: which one counts, what is to be said about it, and who uses which question."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest
from operator import mul
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery

from interviews.models import Job, Kind, Plan, PlanQuestion, PlanTemplate, Question, QuestionVector, State
from interviews.plans.content import PlanContent
from interviews.plans.difference import difference
from interviews.plans.findings import Finding, Standing, findings
from interviews.plans.reading import promised_minutes
from interviews.plans.starting import LibraryQuestion, Template
from interviews.queries.lookup import serving_model

# By our own vectors two wordings of one question lie as near as this.
ALIKE = 0.8


def current_plan(job: Job) -> Plan | None:
    """What whoever begins now is asked: the newest that was saved."""
    return saved_plans(job).first()


def saved_plans(job: Job) -> QuerySet[Plan]:
    return Plan.objects.filter(job=job, saved_at__isnull=False).select_related("created_by").order_by("-number")


def draft_of(job: Job) -> Plan | None:
    return Plan.objects.filter(job=job, saved_at=None).select_related("created_by").first()


def content_of(plan: Plan) -> PlanContent:
    return PlanContent.model_validate(plan.content)


@dataclass(frozen=True, slots=True)
class Version:
    plan: Plan
    content: PlanContent
    # Since the one before; none in the first.
    changes: tuple[str, ...]


def versions_of(job: Job) -> list[Version]:
    """All that were saved, the newest first, each with what it changed."""
    plans = [(plan, content_of(plan)) for plan in saved_plans(job)]
    older = [content for _, content in plans[1:]]
    return [Version(plan, now, difference(then, now) if then else ()) for (plan, now), then in zip_longest(plans, older)]


def findings_of(content: PlanContent, description: str = "", job_language: str = "") -> tuple[Finding, ...]:
    ids = content.question_ids()
    return findings(content, standing_of(ids), alike(ids), promised_minutes(description), job_language)


def standing_of(ids: Iterable[UUID]) -> dict[UUID, Standing]:
    newer = Question.objects.filter(bank=OuterRef("bank"), key=OuterRef("key"), version__gt=OuterRef("version"))
    # A version that has been followed keeps the state it had; what counts is whether the question is asked today.
    now = Question.objects.filter(bank=OuterRef("bank"), key=OuterRef("key"), is_current=True).values("state")[:1]
    found = Question.objects.filter(pk__in=list(ids)).annotate(has_newer=Exists(newer), state_now=Subquery(now))
    rows = found.values_list("pk", "language", "state_now", "has_newer")
    return {pk: Standing(language, state == State.RETIRED, has_newer) for pk, language, state, has_newer in rows}


def alike(ids: Iterable[UUID]) -> set[frozenset[UUID]]:
    """Pairs of questions that mean nearly the same, as far as they have vectors."""
    model = serving_model()
    rows = QuestionVector.objects.filter(model=model, question__in=list(ids)).values_list("question_id", "vector")
    vectors = [(pk, vector, math.hypot(*vector)) for pk, vector in rows] if model else []
    return {
        frozenset((one, other))
        for (one, here, length), (other, there, other_length) in combinations(vectors, 2)
        if sum(map(mul, here, there)) >= ALIKE * length * other_length
    }


def warm_ups(language: str) -> QuerySet[Question]:
    """Easy openers, the shortest list that has something for every field."""
    found = Question.objects.filter(kind=Kind.WARM_UP, language=language, is_current=True, state=State.ACTIVE, bank__retired_at=None)
    return found.select_related("bank").defer("words").order_by(F("company").asc(nulls_last=True), "bank__name", "key")


def library_questions_of(template: Template, language: str) -> dict[str, LibraryQuestion]:
    found = Question.objects.filter(
        company=None, language=language, key__in=template.question_keys, is_current=True, state=State.ACTIVE
    ).defer("words")
    return {each.key: LibraryQuestion(each.pk, each.text, each.difficulty, each.minutes, each.domain) for each in found}


def own_templates() -> QuerySet[PlanTemplate]:
    return PlanTemplate.objects.select_related("created_by").order_by("name")


def jobs_to_copy_from(job: Job) -> list[tuple[Job, Plan]]:
    """The company's other jobs that have a saved plan, each with the newest."""
    plans = _current_plans().exclude(job=job).select_related("job").order_by("job__title", "job__created_at")
    return [(plan.job, plan) for plan in plans]


def questions_in_order(ids: Sequence[UUID]) -> dict[UUID, Question]:
    return Question.objects.filter(pk__in=ids).select_related("bank").defer("words").in_bulk()


def newest_version(question: Question) -> Question:
    return Question.objects.get(bank=question.bank_id, key=question.key, is_current=True)


def jobs_asking(questions: Sequence[Question]) -> dict[UUID, list[Job]]:
    """For each of these the jobs whose current plan asks it, in whichever version."""
    asked = {(each.bank_id, each.key): each.pk for each in questions}
    rows = PlanQuestion.objects.filter(
        plan__in=_current_plans(), question__bank__in={bank for bank, _ in asked}, question__key__in={key for _, key in asked}
    ).select_related("plan__job", "question")
    found: dict[UUID, dict[UUID, Job]] = defaultdict(dict)
    for row in rows.defer("question__words").order_by("plan__job__title"):
        pk = asked.get((row.question.bank_id, row.question.key))
        if pk:
            found[pk][row.plan.job_id] = row.plan.job
    return {pk: list(jobs.values()) for pk, jobs in found.items()}


def _current_plans() -> QuerySet[Plan]:
    newest = Plan.objects.filter(job=OuterRef("job"), saved_at__isnull=False).values("job").annotate(newest=Max("number"))
    return Plan.objects.filter(saved_at__isnull=False, number=Subquery(newest.values("newest")))

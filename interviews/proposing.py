"""A plan for a job, proposed from its description: by a model or, where none can be had, by rules. The questions come from the
banks either way, found by what the description asks for: a model names competencies and what to look for, never a question.

Asks providers: whoever calls holds no transaction and no scope meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from operator import mul
from uuid import UUID

from accounts.gateway import models_of
from accounts.models import Company
from accounts.tenancy import company_scope
from ai.errors import AIError
from ai.pace import Pace
from ai.waiting import wait
from interviews.meaning import CannotCompare, points_of
from interviews.models import Bank, Job, Kind, Question, State
from interviews.plans import choosing
from interviews.plans.catalogue import IN_EVERY_ANSWER
from interviews.plans.choosing import Candidate, Chosen
from interviews.plans.content import Competency, Difficulty, Phase, Phases, PlanContent, PlannedQuestion, ResumePhase, Source, WarmUpPhase
from interviews.plans.duration import enough_minutes
from interviews.plans.edits import even_out, free_key
from interviews.plans.reading import sentences_of
from interviews.prompts import PROPOSE_PLAN, Language, PlanInputs, ProposedCompetency, ProposedPlan, Suggestion
from interviews.prompts.planning import plan_by_rules
from interviews.queries.lookup import ModelReplaced, Point, Wanted, nearest_questions

# A page of anchors; whoever asked waits for it. It ends before proxies give up on the request.
PROPOSING = Pace(deadline=50, answer_within=40, tries=1, pause=0.5)
# Questions of these suit any job.
FOR_ANYBODY = (choosing.FOR_ANYBODY, "leadership")
WARM_UPS = "warm-ups"
# What an opener is to bring out.
OPENER = "A typical day in your work, and which part of it is yours"
OPENERS = {
    "en": "Please tell me about your present or last work: what you did there, and for whom.",
    "de": "Erzählen Sie bitte von Ihrer jetzigen oder letzten Arbeit: Was haben Sie dort getan, und für wen?",
    "fr": "Parlez-moi de votre travail actuel ou du dernier : qu’y faisiez-vous, et pour qui ?",
    "es": "Hábleme de su trabajo actual o del último: ¿qué hacía allí y para quién?",
}
EACH, FOLLOW_UPS, GENERATED_MINUTES = 2, 2, 4
NEAREST = 8
# Of another competency a question must lie as near as this. Below it, by our own vectors, a word is shared and no more.
NEAR_ENOUGH = 0.36
# For each sentence of the description the competencies that lie nearest, if they lie near at all.
VOTES, LEAST_VOTE, VOTE = 2, 0.18, 0.8
# And the questions of the job's own field: whose competency is asked for, their sentences say.
QUESTION_VOTES, QUESTION_VOTE = 3, 0.25
SUITS: Mapping[str, Mapping[str, float]] = {
    Job.Seniority.ENTRY: {Difficulty.EASY: 0.06, Difficulty.MEDIUM: 0.03, Difficulty.HARD: -0.2},
    Job.Seniority.SENIOR: {Difficulty.EASY: -0.08, Difficulty.MEDIUM: 0.03, Difficulty.HARD: 0.05},
    Job.Seniority.LEAD: {Difficulty.EASY: -0.08, Difficulty.MEDIUM: 0.03, Difficulty.HARD: 0.05},
}
SUITS_ANYBODY = {Difficulty.EASY: 0.0, Difficulty.MEDIUM: 0.04, Difficulty.HARD: -0.02}
PHASES = Phases(
    warmup=WarmUpPhase(minutes=2),
    resume=ResumePhase(is_on=True, minutes=4),
    follow_up=Phase(minutes=3),
    candidate_questions=Phase(minutes=3),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the job. Its description is anybody's text."""

    title: str
    description: str
    seniority: str
    language: str


@dataclass(frozen=True, slots=True)
class Proposal:
    content: PlanContent
    # Kept on the plan: who proposed it, and why not a model where one should have.
    by: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class _Shelves:
    """The banks that come into question: by slug the library's, and the company's own."""

    library: Mapping[str, UUID]
    own: tuple[UUID, ...]
    # Of the library's: each competency with the sentence about it.
    competencies: Mapping[str, Mapping[str, str]]
    fields: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        return tuple(slug for slug in (*self.fields, *FOR_ANYBODY) if slug in self.library)


@dataclass(slots=True)
class _Picking:
    facts: Facts
    shelves: _Shelves
    points: Mapping[str, Point]
    taken: set[UUID] = field(default_factory=set)


def propose_plan(facts: Facts, company: Company) -> Proposal:
    job = choosing.Job(facts.title, facts.language, sentences_of(facts.description), choosing.leads_others(facts.title, facts.seniority))
    shelves = _shelves(facts.language, company, choosing.fields_of(facts.title, job.sentences))
    offered = choosing.candidates(job, shelves.fields, shelves.competencies)
    chosen = choosing.choose(job, offered, _votes(job, offered, shelves, company))
    inputs = PlanInputs(
        title=facts.title,
        description=facts.description,
        language=Language(Company.Language(facts.language).label),
        seniority=facts.seniority,
        suggestions=tuple(_suggestion(each) for each in chosen),
    )
    plan, by = _ask(inputs, company)
    places = {each.candidate.name: each.candidate for each in chosen}
    points = _points([text for each in plan.competencies for text in _phrases(each)] + [OPENER], company)
    with company_scope(company):
        return Proposal(_assembled(plan, places, _Picking(facts, shelves, points)), by)


def _ask(inputs: PlanInputs, company: Company) -> tuple[ProposedPlan, dict[str, str | int]]:
    models = models_of(company)
    by: dict[str, str | int] = {"provider": "builtin", "model": "rules", "prompt": PROPOSE_PLAN.prompt.version}
    try:
        answer = wait(models.run(PROPOSE_PLAN, inputs, pace=PROPOSING))
    except AIError as problem:
        return plan_by_rules(inputs), by | {"problem": type(problem).__name__}
    if answer.made.is_builtin:
        return answer.output, by
    return answer.output, by | {"provider": answer.made.provider, "model": answer.made.model}


def _shelves(language: str, company: Company, fields: tuple[str, ...]) -> _Shelves:
    with company_scope(company):
        banks = list(Bank.objects.filter(language=language, retired_at=None))
    ours = [bank for bank in banks if bank.company_id is None]
    return _Shelves(
        library={bank.slug: bank.pk for bank in ours},
        own=tuple(bank.pk for bank in banks if bank.company_id),
        competencies={bank.slug: bank.competencies for bank in ours},
        fields=fields,
    )


def _votes(job: choosing.Job, offered: Sequence[Candidate], shelves: _Shelves, company: Company) -> dict[str, dict[str, float]]:
    """Sentences for the competencies that they lie nearest to. Without vectors the words alone decide."""
    points = _points([*(sentence.text for sentence in job.sentences), *(candidate.meaning for candidate in offered)], company)
    votes: dict[str, dict[str, float]] = {}
    for sentence in job.sentences:
        if sentence.text in points:
            votes[sentence.text] = _nearest_meanings(points[sentence.text], offered, points)
    own = tuple(shelves.library[slug] for slug in shelves.fields if slug in shelves.library)
    if own:
        with company_scope(company):
            for text, found in votes.items():
                _add_votes_of_questions(points[text], Wanted(own, job.language), offered, found)
    return votes


def _nearest_meanings(point: Point, offered: Sequence[Candidate], points: Mapping[str, Point]) -> dict[str, float]:
    near = {each.key: sum(map(mul, point.direction, points[each.meaning].direction)) for each in offered if each.meaning in points}
    nearest = sorted(near, key=lambda key: -near[key])[:VOTES]
    return {key: VOTE * near[key] for key in nearest if near[key] >= LEAST_VOTE}


def _add_votes_of_questions(point: Point, wanted: Wanted, offered: Sequence[Candidate], votes: dict[str, float]) -> None:
    keys = {name: each.key for each in offered if each.is_of_field for _, name in each.places}
    with suppress(ModelReplaced):
        for near in nearest_questions(point, wanted, QUESTION_VOTES):
            key = keys.get(near.found.competency)
            if key and near.similarity >= LEAST_VOTE:
                votes[key] = votes.get(key, 0.0) + QUESTION_VOTE * near.similarity


def _points(texts: Sequence[str], company: Company) -> dict[str, Point]:
    unique = list(dict.fromkeys(text for text in texts if text.strip()))
    try:
        return dict(zip(unique, points_of(unique, company=company), strict=True))
    except CannotCompare:
        return {}


def _suggestion(chosen: Chosen) -> Suggestion:
    candidate = chosen.candidate
    return Suggestion(
        name=candidate.name,
        about=candidate.about,
        weight=chosen.weight,
        anchors=candidate.anchors,
        because=chosen.because[:3],
        asks=candidate.asks,
        in_every_answer=candidate.key == IN_EVERY_ANSWER,
    )


def _phrases(proposed: ProposedCompetency) -> list[str]:
    return list(dict.fromkeys(text for text in (proposed.because, *proposed.searches, proposed.about) if text))


def _assembled(plan: ProposedPlan, candidates: Mapping[str, Candidate], picking: _Picking) -> PlanContent:
    competencies: list[Competency] = []
    questions: list[PlannedQuestion] = []
    weights = even_out([each.weight for each in plan.competencies])
    for proposed, weight in zip(plan.competencies, weights, strict=True):
        key = free_key(proposed.name, [each.key for each in competencies])
        competencies.append(_competency(key, weight, proposed, picking.facts))
        if not proposed.in_every_answer:
            found = _questions(proposed, candidates.get(proposed.name), picking)
            questions += _planned(key, found, proposed.asks, len(questions))
    resume = PHASES.resume.model_copy(update={"about": plan.about_resume})
    phases = PHASES.model_copy(update={"warmup": _warm_up(picking), "resume": resume})
    content = PlanContent(language=picking.facts.language, phases=phases, competencies=tuple(competencies), questions=tuple(questions))
    return content.model_copy(update={"minutes": enough_minutes(content)})


def _competency(key: str, weight: int, proposed: ProposedCompetency, facts: Facts) -> Competency:
    # What is said to stand in the description does, or it is left out.
    said = proposed.because if proposed.because and proposed.because in facts.description else ""
    return Competency(
        key=key,
        name=proposed.name,
        about=proposed.about,
        weight=weight,
        anchors=tuple(proposed.anchors),
        in_every_answer=proposed.in_every_answer,
        because=said,
    )


def _planned(competency: str, found: Sequence[Question], asks: Sequence[str], before: int) -> list[PlannedQuestion]:
    """The banks' questions; what is missing to two is worded in the interview, unless everybody would be asked in other words."""
    planned = [planned_question(question, competency, f"q{before + place}") for place, question in enumerate(found, start=1)]
    is_technical = any(each.is_technical for each in planned)
    for words in asks[: EACH - len(found)]:
        planned.append(
            PlannedQuestion(
                key=f"q{before + len(planned) + 1}",
                competency=competency,
                source=Source.GENERATED if planned else Source.WRITTEN,
                text=words,
                minutes=GENERATED_MINUTES,
                follow_ups=FOLLOW_UPS,
                is_technical=is_technical,
            )
        )
    return planned


def planned_question(question: Question, competency: str, key: str = "q1") -> PlannedQuestion:
    return PlannedQuestion(
        key=key,
        competency=competency,
        source=Source.OWN if question.company_id else Source.LIBRARY,
        question=question.pk,
        domain=question.domain,
        text=question.text,
        difficulty=Difficulty(question.difficulty),
        minutes=question.minutes,
        follow_ups=FOLLOW_UPS,
        is_technical=question.kind == Kind.TECHNICAL,
    )


def _questions(proposed: ProposedCompetency, candidate: Candidate | None, picking: _Picking) -> list[Question]:
    """The nearest to what the description asks for: of this competency in the banks that suit the job, or of any if near enough."""
    shelves = picking.shelves
    scores: dict[UUID, float] = {}
    found: dict[UUID, Question] = {}
    points = [picking.points[text] for text in _phrases(proposed) if text in picking.points]
    for slug, name in candidate.places if candidate else ():
        if slug in shelves.open:
            wanted = Wanted((shelves.library[slug],), picking.facts.language, name, without=frozenset(picking.taken))
            _keep(_nearest(wanted, points), picking, scores, found)
    anywhere = (*shelves.own, *(() if candidate else (shelves.library[slug] for slug in shelves.open)))
    if anywhere and points:
        wanted = Wanted(tuple(anywhere), picking.facts.language, without=frozenset(picking.taken))
        near = {question: score for question, score in _nearest(wanted, points).items() if score >= NEAR_ENOUGH}
        _keep(near, picking, scores, found)
    best = sorted(scores, key=lambda pk: (-scores[pk], found[pk].key))[:EACH]
    picking.taken.update(best)
    return [found[pk] for pk in best]


def _keep(near: Mapping[Question, float], picking: _Picking, scores: dict[UUID, float], found: dict[UUID, Question]) -> None:
    suits = SUITS.get(picking.facts.seniority, SUITS_ANYBODY)
    for question, similarity in near.items():
        if question.kind != Kind.WARM_UP and question.pk not in picking.taken:
            found[question.pk] = question
            scores[question.pk] = similarity + suits[Difficulty(question.difficulty)]


def _nearest(wanted: Wanted, points: Iterable[Point]) -> dict[Question, float]:
    found: dict[Question, float] = {}
    for point in points:
        with suppress(ModelReplaced):
            for near in nearest_questions(point, wanted, NEAREST):
                found[near.found] = max(near.similarity, found.get(near.found, -1.0))
    if found or not wanted.competency:
        return found
    # Nobody can compare now: of the same competency is near enough.
    same = Question.objects.filter(bank__in=wanted.banks, competency=wanted.competency, is_current=True, state=State.ACTIVE)
    return dict.fromkeys(same.exclude(pk__in=wanted.without).order_by("key")[:NEAREST], 0.0)


def _warm_up(picking: _Picking) -> WarmUpPhase:
    """An easy opener about their own work: of the job's field, or of those for anybody."""
    shelves, point = picking.shelves, picking.points.get(OPENER)
    for slug in (*shelves.fields, WARM_UPS):
        if slug not in shelves.library:
            continue
        wanted = Wanted((shelves.library[slug],), picking.facts.language, kind=Kind.WARM_UP)
        near = list(_nearest(wanted, [point] if point else []))
        question = near[0] if near else Question.objects.filter(bank=shelves.library[slug], kind=Kind.WARM_UP, is_current=True).first()
        if question:
            return PHASES.warmup.model_copy(update={"question": question.pk, "text": question.text})
    return PHASES.warmup.model_copy(update={"text": OPENERS[picking.facts.language]})

"""A report is made once all answers of an interview were assessed, or given up. Numbers by code, words by a task."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from accounts.gateway import models_of
from accounts.models import OutboxMail
from accounts.tenancy import company_scope, every_company
from ai.errors import AIError
from ai.gateway import Gateway
from ai.results import Answer
from ai.waiting import wait
from interviews.models import Interview, Turn
from interviews.plans.content import Competency, PlanContent
from interviews.queries.spoken import is_being_understood
from interviews.services.consents import agreement_stands, is_taken_back
from reports.assessing.inputs import LANGUAGES
from reports.assessing.material import JUDGED_KEPT, names_of
from reports.content import MadeWith, ReportContent, ScoredCompetency, ScoredDomain, Writing
from reports.findings import Told, scores_of, told_by
from reports.masking import Names, mask
from reports.models import Assessment, Rating, Report
from reports.prompts import WRITE_REPORT
from reports.queries.domains import domains_in
from reports.queries.judged import assessments_of, judged_turns
from reports.quotes import Span
from reports.rubric import rubric_of
from reports.scoring import RULES, TODAY, DomainScore, Scores, anchor_at, recommend
from reports.services import assessing
from reports.services.telling import tell_of_report
from reports.writing.checking import writing_of
from reports.writing.fields import Written
from reports.writing.inputs import Finding, Shown, WriteInputs
from reports.writing.rules import written_by_rules

LEASE = timedelta(minutes=3)
# As long as a reading is given, before it is tried again.
READ_WITHIN = assessing.LEASE
SWEEP_AT_MOST = 200
# By one of a panel, where most have read the answer.
TRIES_WAITED_FOR = 3


def begin_report(*, interview_id: UUID, company_id: UUID) -> None:
    """The first version, once, however often the end of the interview is announced."""
    with company_scope(company_id):
        interviews = Interview.objects.select_related("plan").filter(pk=interview_id, invitation__isnull=False).exclude(outcome="")
        interview = interviews.exclude(is_taken_back("invitation")).first()
        if interview and judged_turns(interview, PlanContent.model_validate(interview.plan.content)):
            Report.objects.get_or_create(interview=interview, version=1, defaults={"company_id": company_id})


@dataclass(frozen=True, slots=True)
class _Gathered:
    """All that a report is made from."""

    report: Report
    content: PlanContent
    turns: list[Turn]
    made: list[Assessment]
    # By competency.
    domains: Mapping[str, str]
    scores: Scores
    inputs: WriteInputs
    models: Gateway


def make_report(*, interview_id: UUID, company_id: UUID) -> list[OutboxMail]:
    """Unless answers are still being read. Return the mails that say so, for the caller to send."""
    with company_scope(company_id):
        gathered = _gather(interview_id)
    if gathered is None:
        return []
    answer: Answer[Written] | None = None
    try:
        answer = wait(gathered.models.run(WRITE_REPORT, gathered.inputs))
    except AIError:
        # The numbers are there, and words by rules say no less than they do.
        writing = _by_rules(gathered.inputs)
    else:
        writing = writing_of(answer.output, gathered.inputs)
        if not writing.summary:
            # None of its sentences stands on a turn.
            answer, writing = None, _by_rules(gathered.inputs)
    with company_scope(company_id):
        return _keep(gathered.report, _content_of(gathered, writing), answer)


def _by_rules(inputs: WriteInputs) -> Writing:
    return writing_of(written_by_rules(inputs), inputs)


def _gather(interview_id: UUID) -> _Gathered | None:
    claimed = _claimed(interview_id)
    if claimed is None:
        return None
    report, due_at = claimed
    interview = report.interview
    content = rubric_of(interview, report)
    turns = judged_turns(interview, content)
    assessments = assessments_of(turns, version=report.version)
    given_up = [each for each in assessments if _may_be_missing(each, assessments)]
    is_heard = not (is_being_understood(interview, JUDGED_KEPT) or any(_is_being_heard(turn) for turn in turns))
    if not (is_heard and _all_read(turns, [each for each in assessments if each not in given_up])):
        # Due as it was: whoever has read the last of them meanwhile, and waits for this claim to end, looked at the clock before now.
        _held(report).update(due_at=due_at)
        return None
    # Nobody reads for a report that is made.
    waiting = Assessment.objects.filter(pk__in=[each.pk for each in given_up], state=Assessment.State.WAITING)
    waiting.update(state=Assessment.State.FAILED, due_at=None)
    made = [each for each in assessments if each.state == Assessment.State.MADE]
    domains = domains_in(content)
    scores = scores_of(content, assessments, domains, RULES)
    inputs = WriteInputs(findings_of(content, scores, made, names_of(interview)), LANGUAGES[interview.company.language])
    return _Gathered(report, content, turns, made, domains, scores, inputs, models_of(interview.company, interview=interview.pk))


def _content_of(gathered: _Gathered, writing: Writing) -> ReportContent:
    scores = gathered.scores
    return ReportContent(
        competencies=_scored(gathered.content, scores, gathered.domains),
        domains=tuple(_scored_domain(each) for each in scores.domains),
        level=scores.level,
        uncertainty=scores.uncertainty,
        coverage=scores.coverage,
        needs_a_person=scores.needs_a_person,
        recommendation=recommend(scores, RULES),
        answers=len(gathered.turns),
        not_scored=len(gathered.turns) - len({each.turn_id for each in gathered.made}),
        assessments=tuple(each.pk for each in gathered.made),
        writing=writing,
        made_with=MadeWith(panel=settings.ASSESSMENT_PASSES, language=gathered.inputs.language, rules=TODAY),
    )


def due_for_reporting(*, looked_back: timedelta = assessing.LOOKED_BACK) -> list[tuple[UUID, UUID]]:
    """Reports that wait, and interviews whose end was announced to nobody."""
    with every_company("a sweep finds the interviews of all companies that wait for a report"):
        waiting = Report.objects.filter(state=Report.State.WAITING, due_at__lte=timezone.now())
        # Those first that were looked at least: where many wait for a model, they hold up nobody.
        waiting = waiting.order_by("attempts", "due_at")
        found = list(waiting.values_list("interview_id", "company_id")[:SWEEP_AT_MOST])
        ended = Interview.objects.filter(finished_at__gte=timezone.now() - looked_back, invitation__isnull=False)
        # Where nothing was said that is judged, there is nothing to report.
        judged = Rating.objects.filter(assessment__interview=OuterRef("pk"))
        given_up = Assessment.objects.filter(interview=OuterRef("pk"), state=Assessment.State.FAILED)
        unreported = ended.filter(Exists(judged) | Exists(given_up)).exclude(Exists(Report.objects.filter(interview=OuterRef("pk"))))
        unreported = unreported.exclude(is_taken_back("invitation"))
        found += list(unreported.order_by("finished_at").values_list("pk", "company_id")[:SWEEP_AT_MOST])
    return list(dict.fromkeys(found))


def findings_of(content: PlanContent, scores: Scores, made: list[Assessment], names: Names) -> tuple[Finding, ...]:
    """As whoever words them reads them: with what `names` covers covered, as for whoever scored."""
    by_key, told = {each.key: each for each in content.competencies}, told_by(made)
    return tuple(_finding(by_key[each.key], each.level, told, names) for each in scores.competencies)


def _finding(competency: Competency, level: float | None, told: list[Told], names: Names) -> Finding:
    """What is said of it stands on the answers that it stands on, and on no other that it was looked for in."""
    shown = tuple(
        _shown(assessment, rating, names)
        for panel, assessment, rating in told
        if panel.competency == competency.key and (panel.level is None) == (level is None)
    )
    anchor = competency.anchors[anchor_at(level) - 1] if level is not None else ""
    return Finding(competency.name, round(level, 1) if level is not None else None, anchor, shown)


def _shown(assessment: Assessment, rating: Rating, names: Names) -> Shown:
    def covered(said: Iterable[str]) -> tuple[str, ...]:
        return tuple(mask(each, names).text for each in said)

    answer, remarks = assessment.turn.meant, assessment.remarks
    # Of the whole answer: a name that begins before a quote would not be known inside it.
    masked = mask(answer, names)
    return Shown(
        assessment.turn.number,
        tuple(masked.part(Span(quote["start"], quote["end"])) for quote in rating.quotes),
        mask(rating.why, names).text,
        covered(remarks.get("strengths", ())),
        covered(remarks.get("improvements", ())),
    )


def _scored(content: PlanContent, scores: Scores, domains: Mapping[str, str]) -> tuple[ScoredCompetency, ...]:
    names = {each.key: each.name for each in content.competencies}
    return tuple(
        ScoredCompetency(
            key=each.key,
            name=names[each.key],
            weight=each.weight,
            level=each.level,
            answers=each.answers,
            uncertainty=each.uncertainty,
            needs_a_person=each.needs_a_person,
            few_readings=each.few_readings,
            domain=domains.get(each.key, ""),
        )
        for each in scores.competencies
    )


def _scored_domain(score: DomainScore) -> ScoredDomain:
    return ScoredDomain(domain=score.name, weight=score.weight, level=score.level, uncertainty=score.uncertainty, coverage=score.coverage)


def _all_read(turns: list[Turn], assessments: list[Assessment]) -> bool:
    read = {each.turn_id for each in assessments if each.state != Assessment.State.WAITING}
    waiting = {each.turn_id for each in assessments if each.state == Assessment.State.WAITING}
    # What nobody has understood is read by nobody, and counts as not scored.
    return all(turn.is_not_understood or (turn.pk in read and turn.pk not in waiting) for turn in turns)


def _may_be_missing(one: Assessment, assessments: list[Assessment]) -> bool:
    """Put off often enough, and most of its panel have read the answer: for hours nobody waits."""
    panel = [each for each in assessments if each.turn_id == one.turn_id]
    made = sum(each.state == Assessment.State.MADE for each in panel)
    return one.attempts >= TRIES_WAITED_FOR and _is_put_off(one) and 2 * made > len(panel)


def _is_put_off(one: Assessment) -> bool:
    """And not being read at this moment."""
    return one.state == Assessment.State.WAITING and one.due_at is not None and one.due_at > timezone.now() + READ_WITHIN


def _is_being_heard(turn: Turn) -> bool:
    """Once more, by a better model. For its second try nobody waits."""
    return turn.listen_again_at is not None and turn.listen_again_tries <= 1


def _claimed(interview_id: UUID) -> tuple[Report, datetime] | None:
    """With when it was due."""
    now = timezone.now()
    waiting = Report.objects.filter(interview=interview_id, state=Report.State.WAITING)
    waiting.filter(is_taken_back("interview__invitation")).delete()
    due_at = waiting.filter(due_at__lte=now).select_for_update().values_list("due_at", flat=True).first()
    if due_at is None:
        return None
    waiting.update(due_at=now + LEASE, attempts=F("attempts") + 1)
    reports = Report.objects.select_related("interview__plan", "interview__company", "interview__invitation__candidate", "rubric")
    return reports.get(interview=interview_id, state=Report.State.WAITING), due_at


def _held(report: Report) -> QuerySet[Report]:
    return Report.objects.filter(pk=report.pk, state=Report.State.WAITING, due_at=report.due_at)


def _keep(report: Report, found: ReportContent, answer: Answer[Written] | None) -> list[OutboxMail]:
    if not agreement_stands(report.interview_id):
        # It was taken back while a model worded it.
        _held(report).delete()
        return []
    made_by: dict[str, object] = {"prompt": WRITE_REPORT.prompt.version}
    if answer and not answer.made.is_builtin:
        made_by |= {"provider": answer.made.provider, "model": answer.made.model}
    is_kept = _held(report).update(
        state=Report.State.READY, due_at=None, made_at=timezone.now(), content=found.model_dump(mode="json"), made_by=made_by
    )
    return tell_of_report(report) if is_kept else []

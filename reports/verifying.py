"""A stored report, held against what it says it comes from: every quote and every number, worked out again."""

from collections.abc import Iterable, Iterator

from interviews.models import Turn
from reports.assessing.fields import Quote
from reports.assessing.material import hash_of
from reports.content import ReportContent, ScoredCompetency, Writing
from reports.findings import scores_of
from reports.models import Assessment, Report
from reports.queries.judged import judged_turns, missing_beside
from reports.rubric import rubric_of
from reports.scoring import FIRST_RULES, KNOWN_RULES, CompetencyScore, recommend


def faults_in(report: Report) -> list[str]:
    """Empty: everything stands. Of what was said, no word is in the sentences."""
    content = ReportContent.model_validate(report.content)
    found = Assessment.objects.filter(pk__in=content.assessments).select_related("turn").prefetch_related("ratings")
    assessments = sorted(found, key=lambda each: (each.turn.number, each.judge))
    faults = [*_quotes(assessments), *_numbers(report, content, assessments), *_sentences(content.writing, report)]
    if len(assessments) != len(content.assessments):
        faults.append("assessments that it comes from are missing")
    return [*faults, *_left_out(report, assessments)]


def _left_out(report: Report, assessments: list[Assessment]) -> Iterator[str]:
    """It stands on all that was read of its answers for it, and on nothing else."""
    if any((each.interview_id, each.version) != (report.interview_id, report.version) for each in assessments):
        yield "an assessment that it comes from was made for another report"
    made = Assessment.objects.filter(interview=report.interview_id, version=report.version, state=Assessment.State.MADE)
    read = {(each.turn_id, each.answer_hash) for each in assessments}
    turns = {each.turn_id for each in assessments}
    for each in made.exclude(pk__in=[each.pk for each in assessments]).filter(ratings__isnull=False).select_related("turn").distinct():
        # Of an answer that was put right before, the first reading counts no more.
        is_as_it_stands = each.turn_id not in turns and each.answer_hash == hash_of(each.turn.meant)
        if is_as_it_stands or (each.turn_id, each.answer_hash) in read:
            yield f"turn {each.turn.number}: an assessment is left out"


def _quotes(assessments: Iterable[Assessment]) -> Iterator[str]:
    for assessment in assessments:
        answer = _read_by(assessment)
        if answer is None:
            yield f"turn {assessment.turn.number}: the answer is another than the one that was read"
            continue
        for rating in assessment.ratings.all():
            for quote in map(Quote.model_validate, rating.quotes):
                if answer[quote.start : quote.end] != quote.text or not quote.text:
                    yield f"turn {assessment.turn.number}, {rating.competency}: a quote does not stand in the answer"
            if rating.level is not None and not rating.quotes:
                yield f"turn {assessment.turn.number}, {rating.competency}: a level without a quote"


def _read_by(assessment: Assessment) -> str | None:
    """The words that were read: as they were understood, first or again, or as the candidate put them right."""
    turn = assessment.turn
    known = [turn.answer, turn.heard_again, *turn.corrections.values_list("text", flat=True)]
    if turn.heard_again_at and assessment.made_at and turn.heard_again_at > assessment.made_at:
        # What was understood between the first time and the last stands nowhere else.
        known.append(assessment.answer)
    return next((words for words in known if hash_of(words) == assessment.answer_hash), None)


def _numbers(report: Report, content: ReportContent, assessments: list[Assessment]) -> Iterator[str]:
    rubric = rubric_of(report.interview, report)
    rules = KNOWN_RULES.get(content.made_with.rules)
    if rules is None or (rules is FIRST_RULES and any(each.answer for each in assessments)):
        # What was read is kept for longer than there are reports by the first rules.
        yield "it does not say by which rules it was made"
        return
    # A report that was made before there were domains has none, and stands.
    domains = {each.key: each.domain for each in content.competencies}
    scores = scores_of(rubric, [*assessments, *missing_beside(report, assessments)], domains, rules)
    stored = {each.key: _of(each) for each in content.competencies}
    again = {each.key: _of(each) for each in scores.competencies}
    yield from (f"{key}: the numbers are others" for key in stored.keys() | again.keys() if stored.get(key) != again.get(key))
    kept = [(each.domain, each.weight, each.level, each.uncertainty, each.coverage) for each in content.domains]
    if kept != [(each.name, each.weight, each.level, each.uncertainty, each.coverage) for each in scores.domains]:
        yield "a domain: the numbers are others"
    whole = (content.level, content.coverage, content.uncertainty, content.needs_a_person)
    if whole != (scores.level, scores.coverage, scores.uncertainty, scores.needs_a_person):
        yield "the whole: the numbers are others"
    answers = len(judged_turns(report.interview, rubric))
    if (content.answers, content.not_scored) != (answers, answers - len({each.turn_id for each in assessments})):
        yield "how many answers there are, and how many were scored: the numbers are others"
    if content.recommendation != recommend(scores, rules):
        yield "the suggestion does not follow from the numbers"


def _of(scored: ScoredCompetency | CompetencyScore) -> tuple[object, ...]:
    return scored.weight, scored.level, scored.answers, scored.uncertainty, scored.needs_a_person, scored.few_readings


def _sentences(writing: Writing, report: Report) -> Iterator[str]:
    turns = set(Turn.objects.filter(interview=report.interview_id).values_list("number", flat=True))
    for part in Writing.model_fields:
        for sentence in getattr(writing, part):
            if not sentence.turns or not set(sentence.turns) <= turns:
                yield f"{part}: a sentence stands on no turn"

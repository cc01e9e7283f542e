"""Reports as rows and as data, to be taken along."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from interviews.models import Job
from reports.content import ReportContent
from reports.findings import panels_of
from reports.models import Override, Report
from reports.queries.report import ShownReport, assessments_behind
from reports.queries.transcript import ShownTurn
from reports.scoring import as_percent

COLUMNS = (
    "Candidate",
    "Interviewed (UTC)",
    "Plan version",
    "Report version",
    "Scored by",
    "Suggested",
    "AI, of 5",
    "AI, of 100",
    "Coverage in %",
    "Set by a person, of 5",
    "Set by",
)
# By interview, then by competency; "" is the whole.
SetScores = Mapping[UUID, Mapping[str, Override]]


def rows_of_report(shown: ShownReport) -> list[list[str]]:
    """One competency a row, and the whole at the end."""
    head = ["Competency", "Weight", "Answers", "AI, of 5", "AI, of 100", "Uncertainty", "A person must rate it"]
    head += ["Set by a person, of 5", "Set by", "Why they set it", "Quotes"]
    rows = [
        [
            each.scored.name,
            str(each.scored.weight),
            str(each.scored.answers),
            *_numbers(each.scored.level),
            f"{each.scored.uncertainty:.2f}" if each.scored.level is not None else "",
            "yes" if each.scored.needs_a_person else "no",
            *_set(each.override),
            each.override.reason if each.override else "",
            " | ".join(f"{quote.at} {quote.text}" for quote in each.evidence),
        ]
        for each in shown.competencies
    ]
    content = shown.content
    whole = ["Overall", "100", str(content.answers), *_numbers(content.level), f"{content.uncertainty:.2f}" if content.level else ""]
    set_score = [*_set(shown.override), shown.override.reason if shown.override else ""]
    return [head, *rows, [*whole, "yes" if content.needs_a_person else "no", *set_score, ""]]


def data_of_report(shown: ShownReport) -> dict[str, Any]:
    overrides = [each for each in (shown.override, *(each.override for each in shown.competencies)) if each]
    return _data(shown.report, overrides) | {
        "transcript": [_turn(each) for each in shown.turns],
        "evidence": {
            each.scored.key: [{"turn": quote.turn, "at": quote.at, "text": quote.text} for quote in each.evidence]
            for each in shown.competencies
        },
        "readings": [
            {"competency": panel.competency, "turn": panel.turn, "levels": panel.levels}
            for panel in panels_of(assessments_behind(shown.content))
        ],
    }


def _turn(shown: ShownTurn) -> dict[str, Any]:
    turn = shown.said.turn
    said = {"turn": turn.number, "at": shown.said.at, "question": shown.text, "origin": shown.origin, "answer": turn.meant}
    if turn.corrected:
        said["answer_as_understood"] = turn.understood
    if turn.heard_again:
        said["answer_as_understood_first"] = turn.answer
    if shown.unsent:
        said["written_not_sent"] = shown.unsent
    return said


def newest_reports(job: Job) -> list[Report]:
    """One of each interview, in the order in which these began."""
    reports = Report.objects.filter(interview__job=job, interview__invitation__isnull=False, state=Report.State.READY)
    newest = {
        report.interview_id: report
        for report in reports.select_related("interview__invitation__candidate", "interview__plan").order_by("version")
    }
    return sorted(newest.values(), key=lambda report: (report.interview.began_at, report.pk))


def rows_of_job(reports: Iterable[Report], set_scores: SetScores) -> list[list[str]]:
    """One interview a row, one competency a column, and two more where a person set a score. Plans differ: what one does not
    have stays empty."""
    known = [(report, ReportContent.model_validate(report.content)) for report in reports]
    names = list(dict.fromkeys(each.name for _, content in known for each in content.competencies))
    by_name = {report.pk: _by_name(content, set_scores[report.interview_id]) for report, content in known}
    also = [name for name in names if any(name in found for found in by_name.values())]
    rows = []
    for report, content in known:
        levels = {each.name: each.level for each in content.competencies}
        given = [f"{level:.1f}" if (level := levels.get(name)) is not None else "" for name in names]
        beside = [cell for name in also for cell in _set(by_name[report.pk].get(name))]
        rows.append([*_cells(report, content, set_scores[report.interview_id].get("")), *given, *beside])
    return [[*COLUMNS, *names, *(head for name in also for head in (f"{name}, set by a person", f"{name}, set by"))], *rows]


def data_of_job(reports: Iterable[Report], set_scores: SetScores) -> list[dict[str, Any]]:
    return [_data(report, list(set_scores[report.interview_id].values())) for report in reports]


def _by_name(content: ReportContent, set_scores: Mapping[str, Override]) -> dict[str, Override]:
    return {each.name: set_scores[each.key] for each in content.competencies if each.key in set_scores}


def _cells(report: Report, content: ReportContent, override: Override | None) -> list[str]:
    interview = report.interview
    assert interview.invitation
    return [
        interview.invitation.candidate.name,
        f"{interview.began_at:%Y-%m-%d %H:%M}",
        str(interview.plan.number),
        str(report.version),
        _scored_by(report),
        content.recommendation.value,
        *_numbers(content.level),
        str(round(100 * content.coverage)),
        *_set(override),
    ]


def _data(report: Report, overrides: Sequence[Override]) -> dict[str, Any]:
    """Levels are of 1 to 5; what has none was not shown. The content's are the AI's, whatever people set beside them."""
    interview = report.interview
    assert interview.invitation
    return {
        "report": str(report.pk),
        "version": report.version,
        "made_at": report.made_at.isoformat() if report.made_at else None,
        "scored_by": _scored_by(report),
        "interview": str(interview.pk),
        "began_at": interview.began_at.isoformat(),
        "plan_version": interview.plan.number,
        "language": interview.language,
        "candidate": {"id": str(interview.invitation.candidate_id), "name": interview.invitation.candidate.name},
        "content": report.content,
        "set_by_people": [
            {
                "competency": each.competency or None,
                "level": each.level,
                "by": each.by_name,
                "reason": each.reason,
                "at": each.at.isoformat(),
            }
            for each in overrides
        ],
    }


def _set(override: Override | None) -> list[str]:
    return [str(override.level), override.by_name] if override else ["", ""]


def _scored_by(report: Report) -> str:
    return "model" if "model" in report.made_by else "rules"


def _numbers(level: float | None) -> list[str]:
    return [f"{level:.2f}", str(as_percent(level))] if level is not None else ["", ""]

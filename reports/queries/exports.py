"""Reports as data, to be taken along."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from reports.content import ReportContent
from reports.findings import panels_of
from reports.models import Decision, Override, Report, Review
from reports.queries.beside import Beside
from reports.queries.judged import assessments_behind
from reports.queries.people import Own
from reports.queries.report import ShownReport, reports_by_rules
from reports.queries.suggested import suggestion_of
from reports.queries.technical import notes_of
from reports.queries.transcript import ShownTurn
from reports.rubric import number_of


def data_of_job(reports: Collection[Report], said: Mapping[UUID, Beside]) -> list[dict[str, Any]]:
    by_rules = reports_by_rules(reports)
    return [_data(report, said[report.interview_id], report.pk in by_rules) for report in reports]


def data_of_report(shown: ShownReport, said: Beside) -> dict[str, Any]:
    return _data(shown.report, said, shown.is_by_rules) | {
        "newer_version": _version(shown.newer) if shown.newer else None,
        "page_notes": [{"turn": each.turn.number, "kind": each.kind, "amount": each.amount} for each in notes_of(shown.report.interview)],
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


def scored_by(content: ReportContent, *, is_by_rules: bool) -> str:
    if content.was_read_by_nobody:
        return "nobody"
    return "rules" if is_by_rules else "model"


def _version(report: Report) -> dict[str, Any]:
    return {"version": report.version, "made_at": report.made_at.isoformat() if report.made_at else None}


def _turn(shown: ShownTurn) -> dict[str, Any]:
    turn = shown.said.turn
    said = {"turn": turn.number, "at": shown.said.at, "question": shown.asked.whole, "origin": shown.origin, "answer": turn.meant}
    if shown.asked.rest:
        said["question_heard"] = shown.asked.heard
    if turn.corrected:
        said["answer_as_understood"] = turn.understood
    if turn.heard_again:
        said["answer_as_understood_first"] = turn.answer
    if shown.unsent:
        said["written_not_sent"] = shown.unsent
    if shown.speaks_to_the_judge:
        said["speaks_to_whoever_scores"] = True
    return said


def _data(report: Report, said: Beside, is_by_rules: bool) -> dict[str, Any]:
    """Levels are of 1 to 5; what has none was not shown, or not scored. The content's are the AI's, whatever people say beside them."""
    interview = report.interview
    assert interview.invitation
    content = ReportContent.model_validate(report.content)
    suggestion = suggestion_of(content, said.dealt_with)
    return {
        "report": str(report.pk),
        **_version(report),
        "scored_by": scored_by(content, is_by_rules=is_by_rules),
        "worded_by": "model" if "model" in report.made_by else "rules",
        "interview": str(interview.pk),
        "began_at": interview.began_at.isoformat(),
        "plan_version": interview.plan.number,
        "judged_by_plan_version": number_of(interview, report),
        "language": interview.language,
        "candidate": {"id": str(interview.invitation.candidate_id), "name": interview.invitation.candidate.name},
        "suggested": {"what": suggestion.key, "notes": suggestion.notes},
        "not_scored": content.what_was_not_scored,
        "content": report.content,
        "set_by_people": [_set(each) for each in said.overrides.values()],
        "rated_by_people": [_rated(own) for own in said.reviews],
        "decision": _decided(said.decision) if said.decision else None,
    }


def _set(override: Override) -> dict[str, Any]:
    return {
        "competency": override.competency or None,
        "beside_version": override.version,
        "level": override.level,
        "by": override.by_name,
        "reason": override.reason,
        "at": override.at.isoformat(),
    }


def _rated(own: Own) -> dict[str, Any]:
    """What they say now and, where they changed it, what they said first."""
    newest, first = own[0], own[-1]
    said = {"by": newest.by_name, "before_the_scores": first.is_blind, **_said(newest)}
    return said | {"changes": len(own) - 1, "said_first": _said(first) if first != newest else None}


def _said(review: Review) -> dict[str, Any]:
    ratings = [{"competency": each.competency, "level": each.level, "reason": each.reason} for each in review.ratings.all()]
    return {"at": review.at.isoformat(), "ratings": ratings}


def _decided(decision: Decision) -> dict[str, Any]:
    return {"kind": decision.kind, "reason": decision.reason, "by": decision.by_name, "at": decision.at.isoformat()}

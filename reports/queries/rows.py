"""Reports as rows of a spreadsheet."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from reports.content import ReportContent, ScoredCompetency
from reports.models import Decision, Override, Report
from reports.queries.beside import Beside
from reports.queries.domains import name_of
from reports.queries.drawing import level_of, range_around
from reports.queries.exports import scored_by
from reports.queries.people import OfPerson, Reviewer
from reports.queries.report import ShownReport, reports_by_rules
from reports.queries.suggested import suggestion_of
from reports.ranking import Standing, places
from reports.rubric import number_of

MINUTE = "%Y-%m-%d %H:%M"
# Names of columns stay, whoever scored: "Scored by" says whether it was a model, rules or nobody.
OF_INTERVIEW = (
    "Candidate",
    "Interviewed (UTC)",
    "Plan version",
    "Judged by plan version",
    "Report version",
    "Scored by",
    "Suggested",
    "AI, of 5",
    "AI, of 100",
    "Uncertainty",
    "Range, of 5",
    "Place",
    "Coverage in %",
    "About the suggestion",
    "Not scored",
    "A person must rate it",
    "Set by a person, of 5",
    "Set by",
    "Rated by people, of 5",
    "Decision",
    "Decided by",
    "Why they decided",
)
OF_COMPETENCY = (
    "Competency",
    "Domain",
    "Weight",
    "Answers",
    "Report version",
    "A newer one was made (UTC)",
    "Scored by",
    "AI, of 5",
    "AI, of 100",
    "Uncertainty",
    "Range, of 5",
    "Not scored",
    "A person must rate it",
    "Set by a person, of 5",
    "Set by",
    "Why they set it",
)


def rows_of_report(shown: ShownReport, said: Beside) -> list[list[str]]:
    """One competency a row, and the whole at the end; two columns for each person who rated."""
    people = said.reviewers(shown.content)
    newer = f"{shown.newer.made_at:{MINUTE}}" if shown.newer else ""
    made = [str(shown.report.version), newer, scored_by(shown.content, is_by_rules=shown.is_by_rules)]
    named = zip(people, _told_apart([each.name for each in people]), strict=True)
    head = [*OF_COMPETENCY, *(head for each, name in named for head in _heads(each, name)), "Quotes"]
    rows = [
        [
            each.scored.name,
            name_of(each.scored.domain),
            str(each.scored.weight),
            str(each.scored.answers),
            *made,
            *_numbers(each.scored),
            "yes" if each.is_not_scored else "",
            _yes(each.awaits_a_person),
            *_set(each.override),
            each.override.reason if each.override else "",
            *(cell for one in said.said_of(each.scored.key) for cell in (str(one.level or ""), one.reason)),
            " | ".join(f"{quote.at} {quote.text}" for quote in each.evidence),
        ]
        for each in shown.competencies
    ]
    content = shown.content
    whole = [
        "Overall",
        "",
        "100",
        str(content.answers),
        *made,
        *_numbers(content),
        content.what_was_not_scored,
        _yes(shown.awaits_a_person),
    ]
    set_score = [*_set(shown.override), shown.override.reason if shown.override else ""]
    rated = [cell for each in people for cell in (each.whole.value if each.whole else "", "")]
    return [head, *rows, [*whole, *set_score, *rated, ""]]


def rows_of_job(reports: Collection[Report], said: Mapping[UUID, Beside]) -> list[list[str]]:
    """One interview a row, one competency a column; behind these, two more for each in which a person set a score, and one for each
    that somebody rated. Plans differ: what one does not have stays empty."""
    by_rules = reports_by_rules(reports)
    known = [(report, ReportContent.model_validate(report.content), said[report.interview_id]) for report in reports]
    names = list(dict.fromkeys(each.name for _, content, _ in known for each in content.competencies))
    set_scores = [_set_by_name(content, of_people) for _, content, of_people in known]
    ratings = [_rated_by_name(content, of_people) for _, content, of_people in known]
    were_set = [name for name in names if any(name in found for found in set_scores)]
    were_rated = [name for name in names if any(name in found for found in ratings)]
    found, rows = _places(known), []
    for (report, content, of_people), of_set, of_rated in zip(known, set_scores, ratings, strict=True):
        levels = {each.name: each.level for each in content.competencies}
        given = [f"{level:.1f}" if (level := levels.get(name)) is not None else "" for name in names]
        beside = [cell for name in were_set for cell in _set(of_set.get(name))]
        cells = _cells(report, content, of_people, report.pk in by_rules, found.get(str(report.pk), ""))
        rows.append([*cells, *given, *beside, *(of_rated.get(name, "") for name in were_rated)])
    more = [head for name in were_set for head in (f"{name}, set by a person", f"{name}, set by")]
    return [[*OF_INTERVIEW, *names, *more, *(f"{name}, rated by people" for name in were_rated)], *rows]


def _places(known: Sequence[tuple[Report, ReportContent, Beside]]) -> dict[str, str]:
    """By report: among those who answered the same version of the plan, and were judged by the same."""
    alike: dict[tuple[int, int], list[Standing]] = defaultdict(list)
    for report, content, _ in known:
        versions = report.interview.plan.number, number_of(report.interview, report)
        alike[versions].append(Standing(str(report.pk), content.level, content.uncertainty))
    return {place.key: place.words for standings in alike.values() for place in places(standings)}


def _heads(reviewer: Reviewer, name: str) -> tuple[str, str]:
    return f"{name}, {'before' if reviewer.is_blind else 'with'} the scores, of 5", f"{name}, why"


def _told_apart(names: Sequence[str]) -> list[str]:
    """Two people may share a name; a spreadsheet would take their columns for one."""
    return [name if name not in names[:at] else f"{name} ({names[:at].count(name) + 1})" for at, name in enumerate(names)]


def _set_by_name(content: ReportContent, said: Beside) -> dict[str, Override]:
    return {each.name: said.overrides[each.key] for each in content.competencies if each.key in said.overrides}


def _rated_by_name(content: ReportContent, said: Beside) -> dict[str, str]:
    return {each.name: " | ".join(map(_told, said.said_of(each.key))) for each in content.competencies} if said.reviews else {}


def _told(said: OfPerson) -> str:
    level = str(said.level) if said.level else "cannot say"
    return f"{level} by {said.who}: {said.reason}" if said.reason else f"{level} by {said.who}"


def _cells(report: Report, content: ReportContent, said: Beside, is_by_rules: bool, place: str) -> list[str]:
    interview, suggestion = report.interview, suggestion_of(content, said.dealt_with)
    assert interview.invitation
    return [
        interview.invitation.candidate.name,
        f"{interview.began_at:{MINUTE}}",
        str(interview.plan.number),
        str(number_of(interview, report)),
        str(report.version),
        scored_by(content, is_by_rules=is_by_rules),
        suggestion.key,
        *_numbers(content),
        place,
        str(round(100 * content.coverage)),
        " ".join(suggestion.notes),
        content.what_was_not_scored,
        _yes(content.awaits_a_person(said.dealt_with)),
        *_set(said.overrides.get("")),
        " | ".join(f"{each.whole.value} by {each.name}" for each in said.reviewers(content) if each.whole),
        *_decided(said.decision),
    ]


def _decided(decision: Decision | None) -> Sequence[str]:
    return (decision.get_kind_display(), decision.by_name, decision.reason) if decision else ("", "", "")


def _set(override: Override | None) -> list[str]:
    return [str(override.level), override.by_name] if override else ["", ""]


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _numbers(scored: ScoredCompetency | ReportContent) -> list[str]:
    """Rounded as on the page."""
    level = level_of(scored.level)
    if level is None or scored.level is None:
        return [""] * 4
    low, high = range_around(scored.level, scored.uncertainty)
    return [level.value, str(level.percent), f"{scored.uncertainty:.2f}", f"{low:.1f}–{high:.1f}"]

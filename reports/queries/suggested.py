"""What the numbers of a report suggest, with what has to be known of it: the same words wherever it stands."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import floor

from reports.content import ReportContent
from reports.scoring import KNOWN_RULES, RULES, Recommendation

RECOMMENDED = {
    Recommendation.STRONG_YES: ("Strong yes", "good"),
    Recommendation.YES: ("Yes", "good"),
    Recommendation.MIXED: ("Mixed", "warn"),
    Recommendation.NO: ("No", "bad"),
    Recommendation.NOT_ENOUGH: ("Not enough evidence", "plain"),
}
NOT_SCORED = "Not scored"
# Before a threshold: what is nearly there is printed as if it were.
NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Suggestion:
    # For programs.
    key: str
    name: str
    # Of components/badge.html. Without a colour: it is no suggestion yet, or none.
    kind: str
    notes: tuple[str, ...]


def suggestion_of(content: ReportContent, dealt_with: Collection[str] = ()) -> Suggestion:
    """`dealt_with`: competencies that somebody rated or set; "" is the whole."""
    if content.is_not_scored:
        return Suggestion("not-scored", NOT_SCORED, "plain", ())
    name, kind = RECOMMENDED[content.recommendation]
    awaits = content.awaits_a_person(dealt_with)
    return Suggestion(content.recommendation.value, name, "plain" if awaits else kind, tuple(_notes(content, awaits=awaits)))


def lacking(*, is_not_scored: bool) -> str:
    """Where there is no level: why."""
    return NOT_SCORED if is_not_scored else "Not enough evidence"


def _notes(content: ReportContent, *, awaits: bool) -> Iterator[str]:
    if content.level is None:
        return
    if awaits:
        yield "Not settled until a person has rated."
    if (percent := round(100 * content.coverage)) < 100:
        yield f"Stands on {percent} % of the weights."
    rules = KNOWN_RULES.get(content.made_with.rules, RULES)
    printed = f"{content.level:.1f}"
    for threshold, what in rules.recommended:
        if printed in (f"{threshold:.1f}", f"{threshold - NEARLY:.1f}"):
            yield f"{_cut(content.level):.2f}, and “{RECOMMENDED[what][0]}” begins at {threshold:g}."


def _cut(level: float) -> float:
    """Never rounded up to a threshold that it does not reach."""
    return floor(round(100 * level, 6)) / 100

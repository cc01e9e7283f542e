"""What a panel's rows come to: pure, from stored assessments to the numbers of a report, for making one and for checking one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from interviews.plans.content import PlanContent
from reports.models import Assessment, Rating
from reports.scoring import Panel, Rules, Scores, Weighed, score


def panels_of(assessments: Iterable[Assessment]) -> list[Panel]:
    """With their ratings and turns loaded. Whoever has none made is missing in the panel of that answer."""
    levels: dict[tuple[str, int], list[tuple[int, int | None]]] = defaultdict(list)
    missing: Counter[int] = Counter()
    for assessment in assessments:
        missing[assessment.turn.number] += assessment.state != Assessment.State.MADE
        for rating in assessment.ratings.all():
            levels[rating.competency, assessment.turn.number].append((assessment.judge, rating.level))
    return [
        Panel(competency, turn, tuple(level for _, level in sorted(given)), missing[turn]) for (competency, turn), given in levels.items()
    ]


# A panel, and the member and the reading that speak for it.
Told = tuple[Panel, Assessment, Rating]


def told_by(assessments: Sequence[Assessment]) -> list[Told]:
    """Of each panel the reading nearest to what it came to: an outlier's reasons and quotes show another level than the one that counts."""
    given: dict[tuple[str, int], list[tuple[Assessment, Rating]]] = defaultdict(list)
    for assessment in assessments:
        for rating in assessment.ratings.all():
            given[rating.competency, assessment.turn.number].append((assessment, rating))
    panels = panels_of(assessments)
    return [(panel, *min(given[panel.competency, panel.turn], key=lambda one: _distance(panel, *one))) for panel in panels]


def nearest_readers(assessments: Sequence[Assessment]) -> dict[UUID, Assessment]:
    """Of each answer, by its turn, the member who lies nearest to what the panel came to, over all that they read it for."""
    levels = {(panel.competency, panel.turn): panel.level or 0 for panel in panels_of(assessments)}

    def away(one: Assessment) -> tuple[float, int]:
        return sum(abs((each.level or 0) - levels[each.competency, one.turn.number]) for each in one.ratings.all()), one.judge

    # The nearest comes last, and stays.
    return {each.turn_id: each for each in sorted(assessments, key=away, reverse=True)}


def _distance(panel: Panel, assessment: Assessment, rating: Rating) -> tuple[bool, float, int, int]:
    """As far from two members: the lower level, which was certainly reached."""
    found, counts = rating.level or 0, panel.level or 0.0
    return (rating.level is None) != (panel.level is None), abs(found - counts), found, assessment.judge


def scores_of(content: PlanContent, assessments: Sequence[Assessment], domains: Mapping[str, str], rules: Rules) -> Scores:
    """`domains`: by competency, of those that have one."""
    plan = [Weighed(each.key, each.weight, domains.get(each.key, "")) for each in content.competencies]
    return score(plan, panels_of(assessments), rules)

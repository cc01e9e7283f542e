"""A suggestion is no more than its numbers carry: plain until a person has rated, with what it stands on, and told apart at a threshold."""

import pytest

from reports.content import MadeWith, ReportContent, ScoredCompetency, Writing
from reports.queries.suggested import suggestion_of
from reports.scoring import Recommendation


def content(
    level: float | None, recommendation: Recommendation, *, coverage: float = 1.0, disputed: bool = False, **fields
) -> ReportContent:
    one = ScoredCompetency(key="design", name="Design", weight=100, level=level, answers=1, uncertainty=0.5, needs_a_person=disputed)
    values = {"answers": 2, "not_scored": 0, "assessments": (), "writing": Writing(), "made_with": MadeWith(rules=2)} | fields
    return ReportContent(
        competencies=(one,),
        level=level,
        uncertainty=0.5,
        coverage=coverage,
        needs_a_person=disputed,
        recommendation=recommendation,
        **values,
    )


def told(found) -> tuple[str, str, tuple[str, ...]]:
    return found.name, found.kind, found.notes


def test_what_all_weights_carry_needs_no_word():
    assert told(suggestion_of(content(4.6, Recommendation.STRONG_YES))) == ("Strong yes", "good", ())


def test_while_a_person_must_rate_it_it_has_no_colour_and_says_so():
    found = content(4.6, Recommendation.STRONG_YES, disputed=True)
    assert told(suggestion_of(found)) == ("Strong yes", "plain", ("Not settled until a person has rated.",))
    for dealt_with in ({"design"}, {""}):
        assert told(suggestion_of(found, dealt_with)) == ("Strong yes", "good", ())
    assert suggestion_of(found, {"another"}).kind == "plain"


def test_what_half_of_the_weights_carry_says_of_how_many():
    assert suggestion_of(content(3.0, Recommendation.MIXED, coverage=0.55)).notes == ("Stands on 55 % of the weights.",)


@pytest.mark.parametrize(
    ("level", "suggested", "note"),
    [
        (3.46, Recommendation.MIXED, "3.46, and “Yes” begins at 3.5."),
        (3.4999, Recommendation.MIXED, "3.49, and “Yes” begins at 3.5."),
        (3.5, Recommendation.YES, "3.50, and “Yes” begins at 3.5."),
        (2.45, Recommendation.NO, "2.45, and “Mixed” begins at 2.5."),
        (4.24, Recommendation.YES, "4.24, and “Strong yes” begins at 4.25."),
        (4.25, Recommendation.STRONG_YES, "4.25, and “Strong yes” begins at 4.25."),
    ],
)
def test_two_that_are_printed_alike_and_suggest_otherwise_are_told_apart(level, suggested, note):
    assert suggestion_of(content(level, suggested)).notes == (note,)


@pytest.mark.parametrize("level", [3.4, 3.6, 4.3, 2.6, 5.0])
def test_further_away_nothing_is_said(level):
    assert suggestion_of(content(level, Recommendation.YES)).notes == ()


def test_without_a_level_it_says_whether_answers_could_not_be_scored():
    assert told(suggestion_of(content(None, Recommendation.NOT_ENOUGH, coverage=0.2))) == ("Not enough evidence", "plain", ())
    unread = content(None, Recommendation.NOT_ENOUGH, coverage=0.2, not_scored=1)
    assert (suggestion_of(unread).key, *told(suggestion_of(unread))) == ("not-scored", "Not scored", "plain", ())
    assert unread.what_was_not_scored == "1 of 2 answers could not be scored"
    assert content(None, Recommendation.NOT_ENOUGH, not_scored=2).what_was_not_scored == "Not scored: no model could be had"
    assert content(4.0, Recommendation.YES).what_was_not_scored == ""
    assert content(None, Recommendation.NOT_ENOUGH, answers=0).what_was_not_scored == ""

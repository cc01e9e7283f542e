"""Numbers: the same in whatever order, and none where nothing was shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.scoring import FIRST_RULES, RULES, Panel, Recommendation, Weighed, anchor_at, as_percent, recommend, score

PLAN = (Weighed("design", 50), Weighed("teamwork", 30), Weighed("clarity", 20))
IN_DOMAINS = (Weighed("design", 50, "backend"), Weighed("teamwork", 30, "behavioural"), Weighed("clarity", 20, "behavioural"))
LEVELS = st.one_of(st.none(), st.integers(1, 5))
PANELS = st.lists(
    st.builds(
        Panel, st.sampled_from(["design", "teamwork", "clarity"]), st.integers(1, 9), st.lists(LEVELS, min_size=1, max_size=5).map(tuple)
    ),
    max_size=12,
)


def test_halfway_between_two_anchors_the_one_that_was_reached_is_met():
    levels = (1, 1.5, 1.6, 2.5, 2.6, 3.4, 3.5, 4.5, 4.6, 5)
    assert [anchor_at(level) for level in levels] == [1, 1, 2, 2, 3, 3, 3, 4, 5, 5]


def test_a_panel_counts_by_its_median_and_needs_a_person_where_it_disagrees():
    assert Panel("design", 1, (2, 3, 3)).level == 3
    assert not needs_a_person(Panel("design", 1, (2, 3, 3)))
    assert needs_a_person(Panel("design", 1, (2, 3, 4)))


def needs_a_person(*panels: Panel) -> bool:
    scores = score(PLAN, panels)
    assert scores.needs_a_person == any(each.needs_a_person for each in scores.competencies)
    return scores.needs_a_person


@pytest.mark.parametrize(
    ("levels", "missing", "is_few"),
    [
        ((4,), 0, False),
        ((4,), 1, True),
        ((4,), 2, True),
        ((4, 4), 1, False),
        ((4, 4, None), 2, True),
        ((4, 4, 4), 2, False),
        ((None,), 2, False),
    ],
)
def test_a_level_that_most_of_a_panel_did_not_give_needs_a_person(levels, missing, is_few):
    panel = Panel("design", 1, levels, missing)
    assert needs_a_person(panel) == is_few
    assert [each.few_readings for each in score(PLAN, [panel]).competencies] == [is_few, False, False]


def test_where_half_of_a_panel_found_too_little_there_is_no_level():
    assert Panel("design", 1, (4, None)).level is None
    assert Panel("design", 1, (4, 4, None)).level == 4
    assert Panel("design", 1, (None,)).level is None


def test_the_whole_is_weighed_and_what_was_not_shown_is_left_out():
    scores = score(PLAN, [Panel("design", 1, (4,)), Panel("design", 2, (5,)), Panel("teamwork", 3, (2,))])
    by_key = {each.key: each.level for each in scores.competencies}
    assert by_key == {"design": 4.5, "teamwork": 2.0, "clarity": None}
    assert scores.level == pytest.approx((4.5 * 50 + 2 * 30) / 80)
    assert scores.coverage == pytest.approx(0.8)


def test_a_domain_is_the_mean_of_its_competencies_by_their_weights():
    backend, behavioural = score(IN_DOMAINS, [Panel("teamwork", 1, (4,)), Panel("clarity", 2, (2,)), Panel("design", 3, (None,))]).domains
    assert (backend.name, backend.weight, backend.level, backend.coverage) == ("backend", 50, None, 0.0)
    assert (behavioural.name, behavioural.weight, behavioural.coverage) == ("behavioural", 50, 1.0)
    assert behavioural.level == pytest.approx((4 * 30 + 2 * 20) / 50)


def test_what_is_of_no_domain_makes_none():
    assert score(PLAN, [Panel("design", 1, (4,))]).domains == ()
    [only] = score((*PLAN[:2], Weighed("clarity", 20, "behavioural")), [Panel("clarity", 1, (3,))]).domains
    assert (only.name, only.level, only.coverage) == ("behavioural", 3, 1)


def test_with_less_than_half_shown_there_is_no_whole():
    scores = score(PLAN, [Panel("teamwork", 1, (5,)), Panel("clarity", 1, (None,))])
    assert (scores.level, scores.coverage) == (None, 0.3)


def suggested(level: int, *others: int) -> str:
    """By the mean of answers, each of which all of a panel gave that level."""
    panels = [Panel(each.key, turn, (given,)) for each in PLAN for turn, given in enumerate((level, *others))]
    return recommend(score(PLAN, panels))


def test_what_is_suggested_changes_at_each_threshold():
    levels = {
        (1,): "no",
        (2, 2, 3): "no",
        (2, 3): "mixed",
        (3,): "mixed",
        (3, 3, 4): "mixed",
        (3, 4): "yes",
        (4,): "yes",
        (4, 4, 4, 4, 5): "yes",
        (4, 4, 4, 5): "strong-yes",
        (5,): "strong-yes",
    }
    assert {given: suggested(*given) for given in levels} == levels


def test_where_too_little_was_shown_nothing_is_suggested():
    assert recommend(score(PLAN, [])) == "not-enough"
    assert recommend(score(PLAN, [Panel("teamwork", 1, (5,)), Panel("clarity", 1, (None,))])) == "not-enough"
    assert recommend(score(PLAN, [Panel("design", 1, (5,))])) == "strong-yes"


def test_rules_that_a_report_was_made_by_count_for_it_and_not_today_s():
    panels = [Panel(each.key, 1, (3,), missing=2) for each in PLAN]
    assert score(PLAN, panels, RULES).needs_a_person
    assert not score(PLAN, panels, FIRST_RULES).needs_a_person
    others = replace(RULES, most_spread=2, least_coverage=0.9, recommended=((3.0, Recommendation.YES),))
    assert recommend(score(PLAN, [Panel(each.key, 1, (3,)) for each in PLAN], others), others) == "yes"
    assert score(PLAN, [Panel("design", 1, (3,))], others).level is None
    assert not score(PLAN, [Panel("design", 1, (2, 3, 4))], others).needs_a_person


def test_one_answer_is_a_weaker_ground_than_three_that_agree():
    one = score(PLAN, [Panel("design", 1, (4,))]).competencies[0]
    three = score(PLAN, [Panel("design", turn, (4,)) for turn in (1, 2, 3)]).competencies[0]
    assert one.uncertainty > three.uncertainty > 0


def test_levels_are_shown_of_a_hundred():
    assert [as_percent(level) for level in (1, 2.5, 3, 5)] == [0, 38, 50, 100]


@given(PANELS, st.randoms())
def test_order_does_not_matter(panels, chance):
    mixed = list(panels)
    chance.shuffle(mixed)
    assert score(PLAN, mixed) == score(PLAN, panels)


@given(PANELS)
def test_the_whole_is_the_mean_of_its_domains_by_what_they_showed(panels):
    scores = score(IN_DOMAINS, panels)
    assert scores.level == score(PLAN, panels).level
    shown = [(each.level, each.weight * each.coverage) for each in scores.domains if each.level is not None]
    assert all(1 <= level <= 5 for level, _ in shown)
    if scores.level is not None:
        assert scores.level == pytest.approx(sum(level * weight for level, weight in shown) / sum(weight for _, weight in shown))


@given(PANELS, st.sampled_from(["design", "teamwork", "clarity"]), st.integers(1, 5))
def test_more_evidence_never_lowers_coverage(panels, competency, level):
    assert score(PLAN, [*panels, Panel(competency, 99, (level,))]).coverage >= score(PLAN, panels).coverage


@given(PANELS)
def test_no_evidence_is_never_a_number_and_numbers_keep_to_the_scale(panels):
    scores = score(PLAN, panels)
    for each in scores.competencies:
        shown = [panel for panel in panels if panel.competency == each.key and panel.level is not None]
        assert (each.level is None) == (not shown)
        assert each.level is None or 1 <= each.level <= 5
    assert scores.level is None or 1 <= scores.level <= 5
    assert 0 <= scores.coverage <= 1


def test_a_plan_without_competencies_scores_nobody():
    assert score((), []).level is None

"""Agreement: counted where there is something to count, and nothing said where there is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.agreement import ENOUGH_PAIRS, Given, among_people, with_ai

GIVEN = st.lists(st.builds(Given, st.sampled_from("abcdefgh"), st.sampled_from(["bob", "ida", "kim"]), st.integers(1, 5)), max_size=30)


def test_one_person_agrees_with_nobody():
    assert among_people([Given("design", "bob", 4), Given("teamwork", "bob", 2)]) is None
    assert among_people([Given("design", "bob", 4), Given("teamwork", "ida", 2)]) is None


def test_pairs_are_counted_by_how_far_they_lie_apart():
    said = [Given("design", "bob", 4), Given("design", "ida", 4), Given("teamwork", "bob", 2), Given("teamwork", "ida", 3)]
    said += [Given("clarity", "bob", 1), Given("clarity", "ida", 5), Given("care", "bob", 3)]
    found = among_people(said)
    assert (found.people, found.pairs, found.same, found.one_apart, found.further) == (2, 3, 1, 1, 1)


def test_a_coefficient_needs_enough_pairs():
    def said(things: int):
        return [Given(str(at), who, 1 + at % 5) for at in range(things) for who in ("bob", "ida")]

    assert among_people(said(ENOUGH_PAIRS - 1)).alpha is None
    assert among_people(said(ENOUGH_PAIRS)).alpha == pytest.approx(1)


def test_a_coefficient_of_opposites_is_below_chance():
    said = [Given(str(at), who, level) for at in range(ENOUGH_PAIRS) for who, level in (("bob", 1 + at % 5), ("ida", 5 - at % 5))]
    assert among_people(said).alpha < 0


def test_where_everybody_always_says_the_same_nothing_can_be_told():
    said = [Given(str(at), who, 3) for at in range(ENOUGH_PAIRS) for who in ("bob", "ida")]
    assert among_people(said).alpha is None


def test_a_known_coefficient():
    """By hand: 5 of 30 pairs are one apart, and of all 60 levels 25 are 3 and 35 are 4."""
    said = [Given(str(at), "bob", 3 if at < 15 else 4) for at in range(30)]
    said += [Given(str(at), "ida", 3 if at < 10 else 4) for at in range(30)]
    assert among_people(said).alpha == pytest.approx(1 - (2 * 5 / 60) / (2 * 25 * 35 / (60 * 59)))


def test_with_the_ai_the_side_counts():
    found = with_ai([Given("design", "bob", 2), Given("teamwork", "bob", 3), Given("care", "bob", 5)], {"design": 4.0, "teamwork": 3.5})
    assert (found.people, found.pairs, found.near) == (1, 2, 1)
    assert found.difference == pytest.approx(-1.25)
    assert (found.higher, found.lower) == ("", "1.2")
    above, alike = with_ai([Given("care", "bob", 5)], {"care": 4.3}), with_ai([Given("care", "bob", 5)], {"care": 4.96})
    assert [(each.higher, each.lower) for each in (above, alike)] == [("0.7", ""), ("", "")]
    assert with_ai([Given("care", "bob", 5)], {"design": 4.0}) is None


@given(GIVEN, st.randoms())
def test_order_does_not_matter(given_levels, chance):
    once = list({(each.thing, each.who): each for each in given_levels}.values())
    mixed = list(once)
    chance.shuffle(mixed)
    assert among_people(mixed) == among_people(once)


@given(GIVEN)
def test_counts_are_of_all_pairs(given_levels):
    found = among_people(given_levels)
    if found:
        assert found.same + found.one_apart + found.further == found.pairs
        assert found.alpha is None or found.alpha <= 1

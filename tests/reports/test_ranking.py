"""Places: what overlaps is a tie, and a tie is not handed on."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from reports.ranking import Standing, all_tie, places

STANDINGS = st.lists(st.builds(lambda level, off: (level, off), st.one_of(st.none(), st.floats(1, 5)), st.floats(0, 2)), max_size=15).map(
    lambda found: [Standing(f"p{at:02}", *each) for at, each in enumerate(found)]
)


def words(*standings: Standing) -> dict[str, str]:
    return {place.key: place.words for place in places(standings)}


def test_who_is_clearly_ahead_stands_before_the_others():
    assert words(Standing("a", 2.0, 0.2), Standing("b", 4.0, 0.3), Standing("c", 3.0, 0.3)) == {"b": "1", "c": "2", "a": "3"}


def test_ranges_that_overlap_or_touch_share_their_places():
    assert words(Standing("a", 4.0, 0.2), Standing("b", 3.8, 0.1)) == {"a": "1–2", "b": "1–2"}
    assert words(Standing("a", 4.0, 0.5), Standing("b", 3.0, 0.5)) == {"a": "1–2", "b": "1–2"}


def test_a_tie_is_not_handed_on():
    found = places([Standing("a", 4.2, 0.2), Standing("b", 3.9, 0.2), Standing("c", 3.5, 0.3)])
    assert {place.key: (place.words, place.ties) for place in found} == {"a": ("1–2", 1), "b": ("1–3", 2), "c": ("2–3", 1)}


def test_inside_a_tie_the_higher_level_comes_not_first():
    assert [place.key for place in places([Standing("z", 4.1, 0.5), Standing("a", 4.0, 0.5)])] == ["a", "z"]


def test_without_a_level_there_is_no_place():
    assert words(Standing("a", None), Standing("b", 1.0)) == {"b": "1"}


@given(STANDINGS, st.randoms())
def test_order_does_not_matter(standings, chance):
    mixed = list(standings)
    chance.shuffle(mixed)
    assert places(mixed) == places(standings)


@given(STANDINGS)
def test_places_say_what_each_pair_says(standings):
    found = {place.key: place for place in places(standings)}
    placed = [each for each in standings if each.level is not None]
    for each in placed:
        assert found[each.key].best == 1 + sum(other.is_ahead_of(each) for other in placed)
        assert found[each.key].worst == len(placed) - sum(each.is_ahead_of(other) for other in placed)
        assert 1 <= found[each.key].best <= found[each.key].worst <= len(placed)


@given(STANDINGS)
def test_all_tie_where_nobody_is_ahead_of_anybody(standings):
    assert all_tie(standings) == (not any(one.is_ahead_of(other) or other.is_ahead_of(one) for one, other in combinations(standings, 2)))

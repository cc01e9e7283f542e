"""The drawing of a profile: every mark where its number is, also for whoever reads it aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.queries.drawing import LEFT, RIGHT, Measured, level_of, profile_of, spread_of
from reports.scoring import as_percent

LEVELS = st.floats(1, 5) | st.none()


def test_a_mark_sits_at_its_level_and_the_band_holds_the_readings():
    [row] = profile_of([Measured("Reliability", 3.0, (2, 3, 4))]).rows
    assert row.at == (LEFT + RIGHT) / 2
    assert row.start < LEFT + (RIGHT - LEFT) / 4 + 1 < row.at < row.start + row.width
    assert row.value == "3.0"


def test_what_one_answer_showed_may_be_off_as_far_as_it_says():
    sure, unsure = (profile_of([Measured("Reliability", 5.0, (5,), uncertainty)]).rows[0] for uncertainty in (0.0, 1.0))
    assert unsure.width > sure.width + (RIGHT - LEFT) / 5
    assert unsure.start + unsure.width == sure.start + sure.width


def test_what_was_not_shown_has_no_mark_and_is_said():
    profile = profile_of(
        [Measured("Reliability", None, ()), Measured("Leading", 4.2, (4,)), Measured("Testing", None, (), is_not_scored=True)]
    )
    assert [row.at is None for row in profile.rows] == [True, False, True]
    assert profile.label == "Profile, of 5. Reliability: no evidence; Leading: 4.2; Testing: not scored"


def test_a_long_name_takes_more_lines_and_pushes_down_what_follows():
    short, long = (
        profile_of([Measured(name, 3, (3,)), Measured("Next", 3, (3,))]) for name in ("Brief", "Explaining to whoever needs it " * 2)
    )
    assert len(long.rows[0].lines) > len(short.rows[0].lines)
    assert long.rows[1].y > short.rows[1].y
    assert long.height > short.height


@given(st.lists(st.tuples(st.text(min_size=1, max_size=80), LEVELS), max_size=12))
def test_nothing_is_drawn_outside(found):
    profile = profile_of([Measured(name, level, ()) for name, level in found])
    for row in profile.rows:
        assert 0 < row.lines[0][0] < row.y < profile.height
        assert row.at is None or LEFT <= row.at <= RIGHT


def test_bars_are_filled_to_the_nearest_half():
    assert [level_of(level).bars for level in (1, 2.2, 2.25, 2.75, 4.8, 5)] == ["feeee", "ffeee", "ffeee", "fffee", "fffff", "fffff"]
    assert level_of(2.5).bars == "ffhee"
    assert level_of(None) is None


def test_a_spread_says_whether_the_readings_agree():
    assert spread_of(Measured("Reliability", 4, (4, 4, 4), 0.5)).label == "3 readings, which all gave 4; give or take 0.5"
    assert spread_of(Measured("Reliability", 4, (3, 4, 5), 1.0)).label == "3 readings, from 3 to 5; give or take 1.0"
    assert spread_of(Measured("Reliability", 4, (4,), 0.5)).label == "One reading, which gave 4; give or take 0.5"


@pytest.mark.parametrize(("given", "uncertainty"), [((4,), 0.5), ((4, 4, 4), 0.5), ((3, 4, 4), 0.5), ((1, 4, 4), 1.5)])
def test_beside_a_competency_and_in_the_profile_the_band_is_one(given, uncertainty):
    measured = Measured("Reliability", 4, given, uncertainty)
    spread, [row] = spread_of(measured), profile_of([measured]).rows
    low, high = measured.ends
    assert (spread.start, spread.start + spread.width) == (as_percent(low), as_percent(high))
    width = RIGHT - LEFT
    # Of 100, rounded: half a percent of the axis at either end.
    assert (row.start + 4, row.width - 8) == pytest.approx((LEFT + width * spread.start / 100, width * spread.width / 100), abs=width / 90)

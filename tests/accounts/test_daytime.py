"""Mails that nobody waits for come by day, on weekdays, where their reader is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.daytime import is_daytime, last_daytime_before, next_daytime, reminder_moment
from tests.interviews.inviting import STOCKHOLM, in_stockholm

ZONES = [
    ZoneInfo(name) for name in ("Europe/Stockholm", "Asia/Kolkata", "America/St_Johns", "Pacific/Auckland", "Pacific/Kiritimati", "UTC")
]
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(ZoneInfo("UTC")))


@pytest.mark.parametrize(
    ("wanted", "comes"),
    [
        ((2026, 12, 3, 12, 0), (2026, 12, 3, 12, 0)),  # a Thursday at noon
        ((2026, 12, 3, 20, 59), (2026, 12, 3, 20, 59)),
        ((2026, 12, 3, 21, 0), (2026, 12, 4, 8, 0)),
        ((2026, 12, 4, 3, 30), (2026, 12, 4, 8, 0)),
        ((2026, 12, 4, 22, 0), (2026, 12, 7, 8, 0)),  # Friday night becomes Monday
        ((2026, 12, 5, 12, 0), (2026, 12, 7, 8, 0)),
        ((2026, 12, 6, 23, 0), (2026, 12, 7, 8, 0)),
        ((2026, 3, 29, 2, 30), (2026, 3, 30, 8, 0)),  # in the hour that is left out in spring
    ],
)
def test_a_moment_at_night_or_at_a_week_end_becomes_the_next_morning(wanted, comes):
    assert next_daytime(in_stockholm(*wanted), STOCKHOLM) == in_stockholm(*comes)


@pytest.mark.parametrize(
    ("deadline", "hours", "comes"),
    [
        ((2026, 12, 4, 12, 0), 24, (2026, 12, 3, 12, 0)),
        ((2026, 12, 4, 23, 59), 24, (2026, 12, 3, 20, 30)),
        ((2026, 12, 4, 6, 0), 24, (2026, 12, 3, 8, 0)),
        # A Monday, 9:00: a day before is Sunday, and an hour before would be too late.
        ((2026, 12, 7, 9, 0), 24, (2026, 12, 4, 20, 30)),
        # A Monday, to its end: not all of them that morning.
        ((2026, 12, 7, 23, 59), 24, (2026, 12, 7, 8, 0)),
        ((2026, 12, 7, 23, 59), 48, (2026, 12, 4, 20, 30)),
        ((2026, 12, 7, 23, 59), 72, (2026, 12, 4, 20, 30)),
        # A Sunday, noon: the morning after would be too late, so it comes on Friday evening.
        ((2026, 12, 6, 12, 0), 24, (2026, 12, 4, 20, 30)),
        ((2026, 12, 7, 7, 0), 24, (2026, 12, 4, 20, 30)),
        ((2026, 12, 6, 12, 0), 72, (2026, 12, 3, 12, 0)),
    ],
)
def test_a_reminder_is_moved_but_not_past_the_deadline(deadline, hours, comes):
    assert reminder_moment(in_stockholm(*deadline), hours, STOCKHOLM) == in_stockholm(*comes)


@given(moments, st.sampled_from(ZONES))
def test_moments_that_are_found_are_by_day_and_on_the_right_side(moment, zone):
    after, before = next_daytime(moment, zone), last_daytime_before(moment, zone)
    assert is_daytime(after, zone) and after >= moment
    assert is_daytime(before, zone) and before < moment
    assert after - moment < timedelta(days=3)
    assert moment - before < timedelta(days=3)


@given(moments, st.sampled_from([24, 48, 72]), st.sampled_from(ZONES))
def test_a_reminder_comes_by_day_and_before_the_deadline(deadline, hours, zone):
    moment = reminder_moment(deadline, hours, zone)
    assert is_daytime(moment, zone) and moment < deadline

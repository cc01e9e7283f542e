"""How much time is left, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interviews.templatetags.moments import time_left


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=-3), "0 min"),
        (timedelta(minutes=39, seconds=50), "40 min"),
        (timedelta(hours=7, minutes=59), "8 h"),
        (timedelta(hours=47, minutes=30), "48 h"),
        (timedelta(days=13, hours=23), "13 days"),
    ],
)
def test_the_time_that_is_left_is_said_in_one_unit(left, words):
    assert time_left(timezone.now() + left) == words

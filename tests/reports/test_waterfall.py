"""How long each reply took, on the page that says how a report was made: as a drawing, and as numbers beside it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.tenancy import company_scope
from interviews.models import Waterfall
from interviews.queries.latency import MOMENTS, TurnTaken, turns_taken
from reports.queries.waterfall import LEFT, RIGHT, drawing_of
from tests.reports.assessed import interview_with_report

MS = st.integers(0, 10**6) | st.none()


def taken(turn: int, *ms: int | None) -> TurnTaken:
    return TurnTaken(turn, {}, dict(zip(MOMENTS, ms, strict=True)), None, True, False, False)


@pytest.fixture
def report(db, northwind):
    return interview_with_report(northwind)


def page_of(report, carol, log_in) -> str:
    return log_in(carol).get(reverse("reports:technical", args=["northwind", report.interview_id])).content.decode()


def test_each_bar_begins_where_the_one_before_ends_at_the_scale_of_the_longest():
    drawing = drawing_of([taken(2, 400, 900, 1500, 2000), taken(3, None, 500, None, None)])
    first, second = drawing.lines
    assert [bar.moment for bar in first.bars] == list(MOMENTS)
    for before, after in zip(first.bars, first.bars[1:], strict=False):
        assert after.x == pytest.approx(before.x + before.width, abs=0.11)
    assert (first.bars[0].x, first.bars[-1].x + first.bars[-1].width) == (LEFT, pytest.approx(RIGHT, abs=0.11))
    assert [(bar.moment, bar.width) for bar in second.bars] == [("first_word", (RIGHT - LEFT) / 4)]
    assert (first.total, second.total, drawing.ticks[1]) == ("2.00", "0.50", (LEFT + (RIGHT - LEFT) / 4, "0.5"))
    assert drawing.label.endswith("turn 2: 2.00; turn 3: 0.50")


def test_what_was_drafted_ahead_takes_no_time():
    [line] = drawing_of([taken(2, 600, 0, 800, None)]).lines
    assert [bar.moment for bar in line.bars] == ["transcribed", "first_sound"]


def test_one_bad_minute_leaves_the_others_to_be_seen():
    first, second = drawing_of([taken(2, 500, 1000, 3000, 3000), taken(3, 500, 1000, 90_000, None)]).lines
    assert (second.total, second.is_cut, first.is_cut) == ("90.00", True, False)
    assert first.bars[-1].width > 20


def test_where_nothing_was_measured_nothing_is_drawn():
    assert drawing_of([]) is None
    assert drawing_of([taken(2, None, None, None, None)]) is None


@given(st.lists(st.tuples(MS, MS, MS, MS), max_size=12))
def test_nothing_is_drawn_outside(found):
    drawing = drawing_of([taken(turn, *ms) for turn, ms in enumerate(found, 1)])
    for line in drawing.lines if drawing else ():
        assert 0 < line.y < drawing.axis < drawing.foot < drawing.height
        assert all(bar.x >= LEFT and bar.width >= 0 and bar.x + bar.width <= RIGHT + 0.2 for bar in line.bars)
    assert drawing is None or len(drawing.ticks) <= 8


def test_the_moments_count_from_the_last_sound_of_the_answer(northwind, report):
    ended = timezone.now()
    with company_scope(northwind):
        Waterfall.objects.create(
            company=northwind,
            interview_id=report.interview_id,
            turn=2,
            spoken_until=ended,
            answered_at=ended + timedelta(milliseconds=300),
            transcribed_at=ended + timedelta(milliseconds=700),
            # While they paused.
            first_word_at=ended - timedelta(seconds=1),
            first_sound_at=ended + timedelta(milliseconds=1200),
        )
        (only,) = turns_taken(report.interview)
    assert only.moments == {"transcribed": 700, "first_word": 0, "first_sound": 1200, "heard": None}


def test_the_page_draws_it_and_has_the_numbers_as_a_table(northwind, report, carol, log_in):
    now = timezone.now()
    with company_scope(northwind):
        for turn, ms in ((2, 1200), (3, 2400)):
            times = {"answered_at": now, "first_word_at": now, "first_sound_at": now + timedelta(milliseconds=ms)}
            Waterfall.objects.create(company=northwind, interview_id=report.interview_id, turn=turn, was_ahead=turn == 3, **times)
    page = page_of(report, carol, log_in)
    drawn = page[page.index('<svg class="waterfall-drawing"') : page.index("</svg>", page.index('class="waterfall-drawing"'))]
    assert drawn.count('<rect class="first_sound"') == 2 + 1
    assert "turn 2: 1.20; turn 3: 2.40" in drawn
    section = page[page.index('id="waterfall-title"') :]
    words = " ".join(re.sub(r"<[^>]+>", " ", section[section.index("<tbody") : section.index("</tbody>")]).split())
    assert words == "2 typed – 0 ms 1,200 ms – 3 typed, reply drafted ahead – 0 ms 2,400 ms –"


def test_without_any_reply_the_page_says_so(report, carol, log_in):
    page = page_of(report, carol, log_in)
    assert "No reply of this interview was measured step by step." in page
    assert "waterfall-drawing" not in page

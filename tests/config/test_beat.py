"""Beat's schedule, with a clock that steps."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from config import beat
from config.beat import SteadyScheduler
from config.celery import app

WAITING = "interviews that wait for words"
HOURLY = "sounds that nobody needs any more"
HOUR = 3600


class Clock:
    """One that counts seconds, and one on the wall that somebody sets."""

    def __init__(self):
        self.passed, self.wrong = 0.0, 0.0

    def now(self):
        return datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=self.passed + self.wrong)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(beat, "time", SimpleNamespace(time=lambda: clock.now().timestamp(), monotonic=lambda: clock.passed))
    monkeypatch.setattr(type(app), "now", lambda _: clock.now())
    return clock


@pytest.fixture
def sent_after(clock, tmp_path, monkeypatch):
    """Let seconds pass one by one, and return what was sent meanwhile."""
    sent = []
    monkeypatch.setattr(SteadyScheduler, "apply_async", lambda self, entry, **how: sent.append(entry.name))
    app.finalize()
    started = []

    def start():
        if started:
            started.pop().close()
        started.append(SteadyScheduler(app=app, schedule_filename=str(tmp_path / "schedule")))

    def sent_after(seconds):
        sent.clear()
        for _ in range(seconds):
            clock.passed += 1
            while started[0].tick() == 0:
                pass
        return list(sent)

    start()
    sent_after.start_anew = start
    yield sent_after
    started.pop().close()


def test_without_a_step_each_task_is_sent_when_its_time_has_come(sent_after):
    sent = sent_after(60)
    assert (sent.count(WAITING), HOURLY in sent) == (12, False)


@pytest.mark.parametrize("step", [-HOUR, HOUR, -24 * HOUR])
def test_a_step_of_the_clock_neither_stops_what_is_due_nor_sends_all_at_once(clock, sent_after, step):
    sent_after(10)
    clock.wrong += step
    sent = sent_after(60)
    assert sent.count(WAITING) in (11, 12)
    assert HOURLY not in sent
    assert sent_after(HOUR).count(HOURLY) == 1


def test_a_beat_that_starts_after_a_step_back_does_not_wait_for_the_hour_to_come_round_again(clock, sent_after):
    sent_after(10)
    clock.wrong -= HOUR
    sent_after.start_anew()
    assert sent_after(60).count(WAITING) in (11, 12)


def test_a_clock_that_is_set_right_little_by_little_is_none_that_steps(clock, sent_after, caplog):
    for _ in range(10):
        clock.wrong += 0.1
        sent_after(6)
    assert not [line for line in caplog.records if "stepped" in line.message]

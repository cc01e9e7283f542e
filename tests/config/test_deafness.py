"""A worker whose process lives, and that hears nothing."""

import os

import pytest

from config.celery import QUEUES, app, pulse
from config.deafness import DEAF_AFTER_SECONDS, Ears
from tests.waiting import eventually


@pytest.fixture
def ears():
    return Ears(QUEUES, threads=2)


def test_who_does_not_take_what_waits_is_deaf_after_a_while(ears):
    assert not ears.is_deaf(True, now=100)
    assert not ears.is_deaf(True, now=100 + DEAF_AFTER_SECONDS)
    assert ears.is_deaf(True, now=101 + DEAF_AFTER_SECONDS)


def test_a_queue_that_was_empty_in_between_begins_anew(ears):
    ears.is_deaf(True, now=100)
    assert not ears.is_deaf(False, now=110)
    assert not ears.is_deaf(True, now=130)
    assert not ears.is_deaf(True, now=130 + DEAF_AFTER_SECONDS)


def test_whoever_has_just_taken_something_hears(ears):
    ears.is_deaf(True, now=100)
    ears.take()
    ears.put_away()
    assert not ears.is_deaf(True, now=101 + DEAF_AFTER_SECONDS)


def test_whoever_has_no_hand_free_is_not_deaf_however_long_it_takes(ears):
    ears.take()
    ears.take()
    assert not ears.is_deaf(True, now=100)
    assert not ears.is_deaf(True, now=1_000)
    ears.put_away()
    assert not ears.is_deaf(True, now=1_001)
    assert ears.is_deaf(True, now=1_002 + DEAF_AFTER_SECONDS)


def test_a_worker_that_hears_nothing_ends_and_says_why(held):
    worker = held.celery_worker("deaf").start()
    name = [f"deaf@{held.port}"]
    try:
        eventually(lambda: app.control.ping(destination=name, timeout=1), within=30)
        for queue in QUEUES:
            app.control.cancel_consumer(queue, destination=name)
        # What was under way may still be heard.
        eventually(lambda: _is_left(held), within=20)
        assert worker.process.wait(DEAF_AFTER_SECONDS + 20) == os.EX_TEMPFAIL
    finally:
        worker.stop()
    assert held.lines(level="critical", event="the worker hears nothing of what waits for it, and ends")


def _is_left(house):
    pulse.apply_async(("bulk",), queue="bulk")
    return bool(house.store.llen("colloquy:bulk"))

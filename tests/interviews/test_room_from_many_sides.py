"""Several at once in one room: devices, workers that die."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.models import Interview, Turn
from interviews.queries.watching import standings
from interviews.services import due_words, timers
from interviews.tasks import sweep_timers
from tests.interviews.invited import address
from tests.interviews.rooms import begun, interview_of, page, turns_of, work


def test_an_answer_stays_when_the_worker_dies_before_it_is_read(committed, northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/answer/"), {"turn": 1, "text": "Yes"})
    assert "The interviewer is thinking" in page(client, invitation)
    interview = interview_of(invitation)
    with company_scope(northwind):
        # A worker that took it up and was never seen again.
        assert due_words.claim_words(interview_id=interview.pk)
    assert due_words.interviews_that_wait() == []
    work(invitation)
    assert len(turns_of(invitation)) == 1, "somebody may be at it"
    with company_scope(northwind):
        Interview.objects.update(words_due_at=timezone.now() - timedelta(seconds=5))
    assert due_words.interviews_that_wait() == [(interview.pk, northwind.pk)]
    work(invitation)
    assert len(turns_of(invitation)) == 2


def test_what_is_due_is_not_put_off_by_a_clock_that_steps_back(committed, northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/answer/"), {"turn": 1, "text": "Yes"})
    interview = interview_of(invitation)
    with company_scope(northwind):
        Interview.objects.update(words_due_at=timezone.now() + timedelta(hours=1))
    assert due_words.interviews_that_wait() == [(interview.pk, northwind.pk)]
    work(invitation)
    assert len(turns_of(invitation)) == 2


def test_of_many_answers_at_the_same_moment_one_counts(committed, northwind):
    client, invitation = begun(northwind)
    cookies = client.cookies

    def send(number: int) -> int:
        other = Client()
        other.cookies = cookies
        try:
            return other.post(address(invitation, "room/answer/"), {"turn": 1, "text": f"Yes, {number}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        # The others are given back what they wrote.
        assert Counter(pool.map(send, range(16))) == {302: 1, 422: 15}
    work(invitation)
    first, second = turns_of(invitation)
    assert re.fullmatch(r"Yes, \d+", first.answer)
    assert second.answer == ""


def test_the_sweep_finds_what_is_due_in_every_company(committed, northwind):
    _, invitation = begun(northwind)
    assert timers.due_timers() == []
    for moment in (timezone.now(), timezone.now() + timedelta(hours=1)):
        with company_scope(northwind):
            Interview.objects.update(timer_at=moment)
        assert timers.due_timers() == [(interview_of(invitation).pk, northwind.pk)]
    sweep_timers()


def test_open_lines_are_rung_when_a_wait_gets_long(committed, northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/answer/"), {"turn": 1, "text": "Yes"})
    interview = interview_of(invitation)
    before = standings([interview.pk])
    assert standings([interview.pk]) == before != {}
    with company_scope(northwind):
        Turn.objects.update(answered_at=timezone.now() - timedelta(seconds=11))
    assert standings([interview.pk]) != before

"""How long replies take, as our staff and an interview's technical page have it."""

import re
import time
from datetime import timedelta

from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.live import latency
from interviews.live.latency import exposition
from interviews.models import Sentence, Waterfall
from interviews.queries.latency import percentiles, stages_taken, turns_taken
from interviews.services.waterfalls import note_hearing, note_reply, note_sound
from tests.interviews.rooms import begun, interview_of, say, turns_of

NOW = timezone.now()


def after(ms: int):
    return NOW + timedelta(milliseconds=ms)


def spoken(ms: int) -> Waterfall:
    return Waterfall(
        spoken_until=NOW,
        answered_at=after(500),
        transcribed_at=after(700),
        first_word_at=after(600),
        first_sentence_at=after(900),
        first_sound_at=after(ms),
    )


def test_percentiles_are_of_the_turns_that_have_the_stage():
    found = {each.stage: each for each in percentiles([spoken(1_000 + ms) for ms in range(101)] + [Waterfall(spoken_until=NOW)])}
    assert (found["silence"].turns, found["silence"].p50, found["silence"].p95, found["silence"].p99) == (101, 1_050, 1_095, 1_099)
    assert (found["transcript"].p50, found["first_sentence"].p50) == (200, 300)
    assert found["first_word"].p99 == 0, "it was drafted before the transcript was there"


def test_without_turns_there_are_no_figures(northwind):
    assert {(each.turns, each.p50, each.p99) for each in percentiles([])} == {(0, None, None)}


def test_a_typed_turn_has_no_transcript_and_each_turn_its_own_row(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    with company_scope(northwind):
        note_hearing(interview=interview_of(invitation), turn=2, ms=0)
        (only,) = turns_taken(interview_of(invitation))
        assert stages_taken(NOW - timedelta(days=1), spoken=False)[1].turns == 1
        assert stages_taken(NOW - timedelta(days=1), spoken=True)[1].turns == 0
    assert (only.turn, only.was_spoken, only.was_ahead, only.stages["transcript"], only.stages["first_sound"]) == (
        1,
        False,
        False,
        None,
        None,
    )
    assert only.stages["first_word"] is not None


def times_heard() -> int:
    return int(re.search(r'_count{stage="heard"} (\d+)', exposition())[1])


def test_what_was_noted_first_stands(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    before = times_heard()
    with company_scope(northwind):
        for ms in (4_000, 0):
            note_hearing(interview=interview_of(invitation), turn=2, ms=ms)
        assert times_heard() == before + 1
        found = Waterfall.objects.get(turn=1)
        assert found.heard_at < timezone.now() - timedelta(seconds=3)
        note_reply(answered=turns_of(invitation)[0], word_at=None, sentence_at=None, was_ahead=True)
        assert Waterfall.objects.get(turn=1).heard_at == found.heard_at


def test_a_sound_that_left_before_all_words_were_there_is_counted_once_they_are(northwind, rows, sam, log_in):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    staff = log_in(sam)

    def counted(stage: str) -> int:
        return int(re.search(rf'_count{{stage="{stage}"}} (\d+)', staff.get("/metrics").content.decode())[1])

    stages = ("first_sentence", "first_sound", "silence", "heard")
    before = [counted(stage) for stage in stages]
    with company_scope(northwind):
        Waterfall.objects.all().delete()
        first = Sentence(company=northwind, interview=interview_of(invitation), turn=2, number=1)
        latency.observe(note_sound(sentence=first, at=timezone.now(), was_cached=False))
        note_hearing(interview=interview_of(invitation), turn=2, ms=0)
    assert [counted(stage) for stage in stages] == before
    with company_scope(northwind):
        note_reply(answered=turns_of(invitation)[0], word_at=None, sentence_at=None, was_ahead=False)
    for _ in range(2):
        assert [counted(stage) for stage in stages] == [each + 1 for each in before]


def test_words_that_never_come_are_waited_for_a_minute_and_no_longer(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    with company_scope(northwind):
        Waterfall.objects.all().delete()
        first = Sentence(company=northwind, interview=interview_of(invitation), turn=2, number=1)
        found = note_sound(sentence=first, at=timezone.now(), was_cached=False)
    latency.taken_early()
    latency.observe(found, since=time.monotonic() - latency.WORDS_WITHIN_SECONDS + 5)
    assert [early.waterfall_id for early in latency.taken_early()] == [found.pk]
    latency.observe(found, since=time.monotonic() - latency.WORDS_WITHIN_SECONDS)
    assert not latency.taken_early()


def test_a_page_whose_clock_went_wild_moves_nothing_far(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    with company_scope(northwind):
        note_hearing(interview=interview_of(invitation), turn=2, ms=600_000)
        assert Waterfall.objects.get(turn=1).heard_at > timezone.now() - timedelta(minutes=3)

"""/metrics, for Prometheus."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from interviews.live import latency
from interviews.models import Waterfall

TOKEN = "a-token-for-the-scraper"


def read(client: Client, **headers: str):
    return client.get("/metrics", headers=headers)


def count_of(text: str, stage: str) -> int:
    return int(re.search(rf'_count{{stage="{stage}"}} (\d+)', text)[1])


def test_without_a_token_only_staff_read_them(rows, sam, alice, log_in):
    assert read(log_in(sam)).status_code == 200
    for client in (Client(), log_in(alice)):
        assert read(client).status_code == 403
        assert read(client, authorization="Bearer ").status_code == 403


def test_with_the_token_a_scraper_does(rows, settings):
    settings.METRICS_TOKEN = TOKEN
    assert read(Client(), authorization=f"Bearer {TOKEN}").status_code == 200
    for wrong in ("", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        assert read(Client(), authorization=wrong).status_code == 403


def test_a_turn_is_counted_once_in_each_stage_that_it_has(rows, sam, log_in):
    before = read(log_in(sam)).content.decode()
    now = timezone.now()

    def after(seconds: float):
        return now + timedelta(seconds=seconds)

    latency.observe(
        Waterfall(spoken_until=now, answered_at=after(1), first_word_at=after(1.5), first_sentence_at=after(1.6), first_sound_at=after(1.9))
    )
    latency.observe(None)
    text = read(log_in(sam)).content.decode()
    counted = {stage: count_of(text, stage) - count_of(before, stage) for stage in latency.STAGES}
    assert counted == {"transcript": 0, "first_word": 1, "first_sentence": 1, "first_sound": 1, "silence": 1, "heard": 0}


def test_what_is_heard_is_counted_when_it_is(rows, sam, log_in):
    before = read(log_in(sam)).content.decode()
    now = timezone.now()
    latency.observe(Waterfall(answered_at=now, first_sound_at=now, heard_at=now + timedelta(seconds=2)), is_heard=True)
    text = read(log_in(sam)).content.decode()
    counted = {stage: count_of(text, stage) - count_of(before, stage) for stage in latency.STAGES}
    assert counted == dict.fromkeys(latency.STAGES, 0) | {"heard": 1}


def test_each_bucket_counts_what_the_ones_before_it_do(rows, sam, log_in):
    """As the text format wants it: a line for each bucket, the last one as many as all."""
    latency.observe(Waterfall(answered_at=timezone.now(), first_sound_at=timezone.now() + timedelta(minutes=1)))
    answer = read(log_in(sam))
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    text = answer.content.decode()
    buckets = [int(found) for found in re.findall(r'_bucket{stage="silence",le="[^"]+"} (\d+)', text)]
    assert buckets == sorted(buckets)
    assert buckets[-1] == count_of(text, "silence")
    assert len(buckets) == len(latency.BUCKETS) + 1

"""What was said aloud is played to those who may read the report: from the second of a quote, and never by an address of the store."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Member
from accounts.models.company import RECORDINGS_KEPT_DAYS
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Segment, Turn
from interviews.services.recordings.forgetting import forget_recordings
from reports.queries.recordings import Recording, moment_of, moments_of_words
from reports.ranges import Unsatisfiable, part_of
from reports.services.sharing import share_report
from tests.interviews.voices import as_spoken, make_recording
from tests.reports.assessed import SAID, finished, interview_with_report, report_on
from tests.reports.test_sharing import opened

DATA = b"RIFF\x00\x00\x00\x00WAVE" + bytes(range(100))


@pytest.fixture
def segment(db, northwind, media):
    report = interview_with_report(northwind)
    with company_scope(northwind):
        return make_recording(report.interview, DATA)


@pytest.fixture
def where(segment, northwind):
    with company_scope(northwind):
        return reverse("reports:recording", args=["northwind", segment.turn.interview_id, segment.pk])


def test_it_is_sent_whole_or_in_the_part_that_is_asked_for(carols, where):
    whole = carols.get(where)
    assert (whole.status_code, whole.content, whole["Content-Type"], whole["Accept-Ranges"]) == (200, DATA, "audio/wav", "bytes")
    assert "no-store" in whole["Cache-Control"]
    part = carols.get(where, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, DATA[10:20], f"bytes 10-19/{len(DATA)}")
    tail = carols.get(where, headers={"Range": "bytes=-5", "If-Range": whole["ETag"]})
    assert (tail.status_code, tail.content) == (206, DATA[-5:])
    beyond = carols.get(where, headers={"Range": f"bytes={len(DATA)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(DATA)}")
    # Of another recording than this one.
    assert carols.get(where, headers={"Range": "bytes=0-4", "If-Range": '"another"'}).content == DATA
    assert carols.post(where).status_code == 405


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("bytes=0-", range(100)),
        ("bytes=5-9", range(5, 10)),
        ("bytes=90-500", range(90, 100)),
        ("bytes=-500", range(100)),
        ("bytes=99-99", range(99, 100)),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(asked, given):
    assert part_of(100, asked) == given


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_of_nothing_is_refused(asked):
    with pytest.raises(Unsatisfiable):
        part_of(100, asked)


def test_who_listened_stands_in_the_log_once_for_each_person(carols, where, northwind, carol, alice, log_in):
    for part in ("bytes=0-9", "bytes=10-19", "bytes=20-"):
        carols.get(where, headers={"Range": part})
    log_in(alice).get(where)
    with company_scope(northwind):
        entries = AuditEntry.objects.filter(action="interview.listened_to").order_by("pk")
        assert [entry.actor for entry in entries] == [carol, alice]


def test_on_another_day_it_stands_there_once_more(carols, where, segment, northwind, carol):
    with company_scope(northwind):
        of_yesterday = {"company": northwind, "actor": carol, "action": "interview.listened_to", "target_id": segment.turn.interview_id}
        AuditEntry.objects.create(at=timezone.now() - timedelta(hours=25), **of_yesterday)
    for part in ("bytes=0-9", "bytes=10-19"):
        carols.get(where, headers={"Range": part})
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="interview.listened_to").count() == 2


def test_a_reviewer_hears_what_they_were_given_and_nothing_else(where, segment, northwind, bob, log_in):
    client = log_in(bob)
    assert client.get(where).status_code == 404
    with company_scope(northwind):
        job = segment.turn.interview.job
        job.given_to.create(company=northwind, member=Member.objects.get(user=bob))
    assert client.get(where).status_code == 200


def test_what_is_no_part_of_the_answer_or_of_this_interview_is_not_played(carols, where, northwind, segment):
    with company_scope(northwind):
        Segment.objects.update(is_aside=True)
    assert carols.get(where).status_code == 404


def test_after_the_days_that_were_promised_nothing_is_played(carols, where, northwind):
    for days, status in ((RECORDINGS_KEPT_DAYS - 1, 200), (RECORDINGS_KEPT_DAYS + 1, 404)):
        with company_scope(northwind):
            Segment.objects.update(received_at=timezone.now() - timedelta(days=days))
        assert carols.get(where).status_code == status


def test_whose_agreement_is_taken_back_is_heard_no_more(carols, where, northwind, segment):
    with company_scope(northwind):
        forget_recordings(invitation=segment.turn.interview.invitation)
    assert carols.get(where).status_code == 404


def test_a_file_that_is_lost_is_a_page_that_is_not_there(carols, where, segment):
    segment.file.storage.delete(segment.file.name)
    assert carols.get(where).status_code == 404


# In the report


def spoken(northwind) -> tuple:
    """Dana's report, of answers of which one was spoken in two segments."""
    invitation = finished(northwind)
    report = report_on(invitation)
    with company_scope(northwind):
        turn = Turn.objects.filter(answer=SAID).exclude(purpose="warmup").order_by("number").first()
    middle = SAID.index(" I moved it")
    first, second = SAID[:middle], SAID[middle + 1 :]
    said_at = {"words": [{"text": "compared", "start": 2.5, "end": 3.0, "confidence": 1}]}
    one = as_spoken(invitation, turn.number, text=first, seconds=10.0, file="recordings/one", **said_at)
    two = as_spoken(invitation, turn.number, at=2, text=second, seconds=8.0, file="recordings/two")
    return report, turn, one, two


def test_the_transcript_plays_each_spoken_answer_in_its_parts(committed, northwind, carol, log_in):
    report, _, one, two = spoken(northwind)
    page = log_in(carol).get(reverse("reports:report", args=["northwind", report.interview_id])).content.decode()
    assert page.count("<audio") == 2
    for segment, starts in ((one, "0.00"), (two, "10.00")):
        address = reverse("reports:recording", args=["northwind", report.interview_id, segment.pk])
        assert f'src="{address}" data-starts="{starts}"' in page
    assert "data-play-from=" in page


def test_the_head_says_how_many_answers_were_spoken(committed, northwind, carol, log_in):
    def head() -> str:
        page = log_in(carol).get(reverse("reports:report", args=["northwind", report.interview_id])).content.decode()
        return re.search(r"· ([^·]*), in English", page)[1]

    report, *_ = spoken(northwind)
    with company_scope(northwind):
        answered = [turn for turn in Turn.objects.filter(interview=report.interview_id) if turn.is_answer]
        assert head() == f"1 of {len(answered)} answers by voice"
        Turn.objects.filter(pk__in=[turn.pk for turn in answered]).update(spoken_at=timezone.now())
        assert head() == "by voice"
        Turn.objects.update(spoken_at=None)
        # Nothing was understood of it, and so it was typed.
        Segment.objects.update(text="", state="unclear")
        assert head() == "by typing"


def test_by_a_link_nothing_is_played(committed, northwind):
    report, *_ = spoken(northwind)
    with company_scope(northwind):
        link = share_report(report=report, label="The team", days=7, without_names=False, by=Actor())
    page = opened(link).content.decode()
    assert SAID[:40] in page
    assert "<audio" not in page
    assert "data-play-from" not in page
    assert "/recordings/" not in page


def test_whoever_is_nobody_hears_nothing(where):
    assert Client().get(where).status_code == 302


# When it was said

PARTS = (
    Recording("/one", 0.0, 10.0, "I compared the logs", [
        {"text": "I", "start": 0.2, "end": 0.3},
        {"text": " compared", "start": 0.5, "end": 1.0},
        {"text": "the", "start": 1.0, "end": 1.2},
        {"text": "logs", "start": 1.25, "end": 2.0},
    ]),
    Recording("/two", 10.0, 4.0, "of two nights.", []),
)  # fmt: skip
ANSWER = "I compared the logs of two nights."


@pytest.mark.parametrize(
    ("quote", "times"),
    [
        ("compared the", (500, 1200)),
        ("logs", (1250, 2000)),
        # Without words, from where the part of the recording begins that it stands in.
        ("two nights", (10_000, 14_000)),
        ("logs of two", (1250, 14_000)),
    ],
)
def test_a_quote_is_found_in_the_recording(quote, times):
    start = ANSWER.index(quote)
    assert moment_of(Turn(answer=ANSWER), PARTS, start, start + len(quote)) == times


def test_each_word_knows_when_it_was_said_and_where_a_browser_finds_it():
    turn = Turn(answer=f"\N{RACING CAR} {ANSWER}")
    # The picture is two characters there.
    assert moments_of_words(turn, PARTS) == [(3, 200), (5, 500), (14, 1000), (18, 1250)]
    assert moments_of_words(Turn(answer=ANSWER, corrected="I did."), PARTS) == []


def test_what_was_typed_or_corrected_or_is_gone_cannot_be_found_there():
    typed = f"{ANSWER}\n\nAnd it runs."
    assert moment_of(Turn(answer=typed), PARTS, len(ANSWER) + 2, len(typed)) is None
    assert moment_of(Turn(answer=ANSWER, corrected="I did."), PARTS, 0, 5) is None
    gone = [Recording("", each.starts, each.seconds, each.text, each.words) for each in PARTS]
    assert moment_of(Turn(answer=ANSWER), gone, 0, 5) is None

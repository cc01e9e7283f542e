"""A better model hears spoken answers once more, when they are complete. What was understood first stays beside it."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Company, ModelCall
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from interviews.engine.events import TimeUp
from interviews.live.listening_again import listen_again
from interviews.live.replaying import differences, replay
from interviews.models import Interview, InterviewEvent, Segment, Turn
from interviews.queries.heard_again import parts_of
from interviews.services import conducting
from interviews.services.consents import take_back
from interviews.services.correcting import correct_answer
from interviews.services.recordings import again
from interviews.services.recordings.forgetting import forget_old_recordings
from interviews.signals import answer_heard_again
from tests.accounts.test_budgets import spend
from tests.interviews.recording import finish, hear, silence, stored
from tests.interviews.rooms import begun, interview_of, turns_of, work
from tests.interviews.test_hours_of_silence import hours_of_nothing
from tests.interviews.voices import recorded, segments_of
from tests.interviews.wired import running_server  # noqa: F401 - a fixture

READY = "Yes, I am ready."
SAID = "I mended the mail server."
MISHEARD = "I bent the rail server."
LATER = "It has run since May."
FIRST, BETTER = "whisper-1", "whisper-large-v3"


@pytest.fixture
def server(running_server):  # noqa: F811
    """On which two models hear differently: what the first takes for other words, the better one understands."""
    running_server.behave()
    running_server.mishears[FIRST] = {"mended": "bent", "mail": "rail"}
    yield running_server
    running_server.behave()


def set_up(server, settings, **more: str) -> None:
    values = {"OPENAI_API_KEY": f"sk-{uuid4()}", "OPENAI_BASE_URL": server.url, "AI_EMBED": "builtin", "AI_COMPLETE": "builtin"}
    settings.AI = configuration_from(values | more)


@pytest.fixture
def dana(committed, northwind, server, settings, media):
    """Who has said aloud that she is ready, and is asked her first question."""
    set_up(server, settings, OPENAI_TRANSCRIBE_AGAIN_MODEL=BETTER)
    invitation = begun(northwind)[1]
    speak(invitation, 1, READY)
    return invitation


def speak(invitation, turn: int, *texts: str) -> None:
    """An answer in so many recordings, understood and read."""
    for number, text in enumerate(texts, 1):
        hear(stored(invitation, turn, number, recorded(text) if text else silence()))
    finish(invitation, turn, *((0, number) for number in range(1, len(texts) + 1)))
    work(invitation)


def hear_again(invitation, turn: int = 2) -> Turn:
    """What a worker does with it."""
    listen_again(interview_id=interview_of(invitation).pk, number=turn, company_id=invitation.company_id)
    return turns_of(invitation)[turn - 1]


def be_due(invitation) -> None:
    with company_scope(invitation.company_id):
        Turn.objects.filter(listen_again_at__isnull=False).update(listen_again_at=timezone.now())


def heard_by(server, model: str) -> int:
    return sum(call.model == model for call in server.calls)


def events(invitation) -> list[str]:
    with company_scope(invitation.company_id):
        return list(InterviewEvent.objects.order_by("number").values_list("kind", flat=True))


def due(invitation) -> list[int]:
    return [turn for _, turn, company in again.due_answers() if company == invitation.company_id]


def test_the_answer_counts_as_the_better_model_heard_it_and_both_stay(dana, northwind):
    speak(dana, 2, SAID, LATER)
    assert turns_of(dana)[1].meant == f"{MISHEARD} {LATER}"
    turn = hear_again(dana)
    assert (turn.answer, turn.heard_again, turn.meant) == (f"{MISHEARD} {LATER}", f"{SAID} {LATER}", f"{SAID} {LATER}")
    assert turn.heard_again_at and not turn.listen_again_at
    first, second = [each for each in segments_of(dana) if each.turn_id == turn.pk]
    assert (first.text, first.again_text, second.again_text) == (MISHEARD, SAID, LATER)
    assert (first.made["model"], first.again_made) == (FIRST, {"provider": "openai", "model": BETTER})
    assert [word["text"] for word in first.again_words] == SAID.split()
    assert all(word["start"] < word["end"] <= first.seconds for word in first.again_words)
    with company_scope(northwind):
        calls = ModelCall.objects.filter(task="transcribe_again")
        assert [(call.model, call.interview, call.state) for call in calls] == [(BETTER, interview_of(dana).pk, "done")] * 2


def test_the_interview_goes_on_with_it_replays_and_announces_it(dana, northwind):
    announced = []
    answer_heard_again.connect(lambda **ids: announced.append(ids["turn"]), weak=False, dispatch_uid="again")
    try:
        for turn in (2, 3):
            speak(dana, turn, SAID)
            hear_again(dana, turn)
    finally:
        answer_heard_again.disconnect(dispatch_uid="again")
    assert events(dana).count("AnswerHeardAgain") == 2
    # The warm-up is judged by nobody.
    judged = [turn.number for turn in turns_of(dana)[:3] if turn.kept == "answered" and turn.purpose != "warmup"]
    assert announced == judged != []
    with company_scope(northwind):
        interview = interview_of(dana)
        assert differences(interview, replay(interview)) == []
    call_command("replay_interview", str(interview.pk))


def test_the_same_words_are_nothing_new_however_they_are_set(dana, server):
    server.mishears[BETTER] = {"May.": "may", "It": "it"}
    speak(dana, 2, LATER)
    turn = hear_again(dana)
    assert (turn.heard_again, turn.meant, turn.heard_again_at is not None) == ("", LATER, True)
    assert "AnswerHeardAgain" not in events(dana)
    assert segments_of(dana)[-1].again_text == "it has run since may"


def test_where_no_better_model_is_set_up_nobody_listens_again(dana, server, settings):
    set_up(server, settings)
    speak(dana, 2, SAID)
    assert 2 in due(dana)
    before = len(server.calls)
    turn = hear_again(dana)
    assert (turn.meant, turn.listen_again_at, turn.heard_again_at) == (MISHEARD, None, None)
    assert (len(server.calls), 2 in due(dana)) == (before, False)


def test_a_worker_that_died_is_followed_by_another_who_hears_only_what_is_left(dana, server, northwind):
    speak(dana, 2, SAID, LATER)
    with company_scope(northwind):
        claim = again.claim_answer(interview_id=interview_of(dana).pk, number=2)
        heard = again.Understood("there", SAID, made={"provider": "openai", "model": BETTER})
        again.keep_heard(claim=claim, segment=claim.segments[0], heard=heard)
    assert 2 not in due(dana)
    assert hear_again(dana).heard_again_at is None
    with company_scope(northwind):
        Turn.objects.filter(number=2).update(listen_again_at=timezone.now() - timedelta(seconds=1))
    assert 2 in due(dana)
    assert hear_again(dana).meant == f"{SAID} {LATER}"
    assert heard_by(server, BETTER) == 1
    # The first is not dead after all.
    with company_scope(northwind):
        again.settle_again(claim=claim)
        again.put_off(claim=claim)
    assert (turns_of(dana)[1].listen_again_at, events(dana).count("AnswerHeardAgain")) == (None, 1)


def test_while_the_provider_is_away_the_first_text_stays_and_it_is_tried_again_later_and_later(dana, server):
    speak(dana, 2, SAID)
    server.fault("http_500", ability="transcribe")
    waits = []
    for _ in again.AGAIN_AFTER:
        before = timezone.now()
        turn = hear_again(dana)
        assert (turn.meant, turn.heard_again_at) == (MISHEARD, None)
        waits.append(round((turn.listen_again_at - before) / timedelta(minutes=1)))
        be_due(dana)
    assert waits == [1, 5, 20, 60, 180, 360]
    assert hear_again(dana).listen_again_at is None
    assert 2 not in due(dana)


def test_when_the_provider_is_back_the_answer_is_heard(dana, server, settings):
    speak(dana, 2, SAID)
    server.fault("http_500", ability="transcribe")
    hear_again(dana)
    server.behave()
    # Its circuit was opened.
    set_up(server, settings, OPENAI_TRANSCRIBE_AGAIN_MODEL=BETTER)
    be_due(dana)
    assert hear_again(dana).meant == SAID


def test_a_spent_budget_leaves_the_first_text(dana, northwind, server):
    speak(dana, 2, SAID)
    with company_scope(northwind):
        Company.objects.filter(pk=northwind.pk).update(monthly_budget=Decimal(1))
    spend(northwind, "2")
    turn = hear_again(dana)
    assert (turn.meant, turn.heard_again_at, heard_by(server, BETTER)) == (MISHEARD, None, 0)


def test_a_recording_that_was_removed_is_left(dana, northwind, server):
    speak(dana, 2, SAID, f"{LATER} I mended it.")
    first = segments_of(dana)[1]
    with company_scope(northwind):
        Segment.objects.filter(pk=first.pk).update(received_at=timezone.now() - timedelta(days=400))
    forget_old_recordings()
    turn = hear_again(dana)
    assert turn.meant == f"{MISHEARD} {LATER} I mended it."
    assert (heard_by(server, BETTER), turn.heard_again_at is not None) == (1, True)


def test_when_they_take_their_agreement_back_nothing_is_heard(dana, northwind, server):
    speak(dana, 2, SAID)
    with company_scope(northwind):
        take_back(invitation=dana, language="en", reason="", by=Actor())
    assert (hear_again(dana).meant, heard_by(server, BETTER)) == (MISHEARD, 0)


def test_while_the_store_is_away_the_answer_waits(dana, settings, tmp_path):
    speak(dana, 2, SAID)
    where, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path / "nowhere"
    turn = hear_again(dana)
    assert (turn.meant, turn.heard_again_at, turn.listen_again_at is not None) == (MISHEARD, None, True)
    settings.MEDIA_ROOT = where
    be_due(dana)
    assert hear_again(dana).meant == SAID


def test_what_is_no_recording_to_the_better_model_stays_as_it_was_heard(dana):
    speak(dana, 2, SAID)
    Path(segments_of(dana)[-1].file.path).write_bytes(b"RIFF, and nothing that anybody could play")
    turn = hear_again(dana)
    assert (turn.meant, turn.listen_again_at, segments_of(dana)[-1].again_state) == (MISHEARD, None, "unclear")


def test_where_the_better_model_hears_nothing_at_all_the_first_text_stays(dana, server):
    speak(dana, 2, SAID)
    server.script("transcribe", ["Thank you for watching."])
    assert hear_again(dana).meant == MISHEARD
    assert segments_of(dana)[-1].again_state == "silent"


def test_what_the_first_model_imagined_in_a_silence_goes_and_what_it_missed_comes(dana, server):
    server.mishears[FIRST] |= dict.fromkeys(LATER.split(), "")
    server.script("transcribe", ["And so on and on."])
    speak(dana, 2, "", LATER, SAID)
    assert turns_of(dana)[1].answer == f"And so on and on. {MISHEARD}"
    assert hear_again(dana).meant == f"{LATER} {SAID}"


def test_a_correction_that_was_there_before_stays(dana, northwind):
    speak(dana, 2, SAID)
    correct(dana, "I mended a mail server, alone.")
    turn = hear_again(dana)
    assert (turn.meant, turn.heard_again) == ("I mended a mail server, alone.", "")
    assert segments_of(dana)[-1].again_text == SAID
    # What they were shown was the first text: whoever takes the correction back has that.
    correct(dana, MISHEARD)
    assert turns_of(dana)[1].meant == MISHEARD


def test_a_correction_that_comes_after_is_of_what_was_heard_again(dana):
    speak(dana, 2, SAID)
    hear_again(dana)
    correct(dana, "I mended a mail server, alone.")
    turn = turns_of(dana)[1]
    assert (turn.understood, turn.meant) == (SAID, "I mended a mail server, alone.")
    correct(dana, SAID)
    assert (turns_of(dana)[1].corrected, turns_of(dana)[1].meant) == ("", SAID)
    # The first text in their own hand is a correction like any other.
    correct(dana, MISHEARD)
    assert turns_of(dana)[1].meant == MISHEARD


def correct(invitation, text: str) -> None:
    with company_scope(invitation.company_id):
        correct_answer(interview=interview_of(invitation), turn=2, text=text, by=Actor())


def test_what_was_typed_beside_it_stays_as_it_was_typed(dana, northwind):
    hear(stored(dana, 2, 1, recorded(SAID)))
    with company_scope(northwind):
        conducting.keep_answer(interview=interview_of(dana), turn=2, text="The rail runs.")
    work(dana)
    assert turns_of(dana)[1].answer == f"{MISHEARD}\n\nThe rail runs."
    assert hear_again(dana).meant == f"{SAID}\n\nThe rail runs."


@pytest.mark.parametrize("is_later", [False, True], ids=["understood before", "understood after"])
def test_a_part_that_is_understood_after_the_rest_was_typed_is_heard_again_with_it(dana, northwind, is_later):
    hear(stored(dana, 2, 1, recorded(SAID)))
    late = stored(dana, 2, 2, recorded(LATER))
    with company_scope(northwind):
        conducting.keep_answer(interview=interview_of(dana), turn=2, text="The rail runs.")
    work(dana)
    if is_later:
        be_heard_without(late)
    hear(late)
    assert hear_again(dana).meant == f"{SAID} {LATER}\n\nThe rail runs."


def be_heard_without(late: Segment) -> None:
    """By the better model, before anybody has understood this part."""
    with company_scope(late.company_id):
        Segment.objects.filter(turn=late.turn).exclude(pk=late.pk).update(again_state="there", again_text=SAID)
        Turn.objects.filter(pk=late.turn_id).update(
            heard_again=f"{SAID}\n\nThe rail runs.", heard_again_at=timezone.now(), listen_again_at=None
        )


def test_what_they_sent_as_a_text_is_theirs(dana, northwind):
    hear(stored(dana, 2, 1, recorded(SAID)))
    with company_scope(northwind):
        # As they found it in their field.
        conducting.keep_answer(interview=interview_of(dana), turn=2, text=MISHEARD)
    work(dana)
    turn = hear_again(dana)
    assert (turn.meant, list(parts_of(turn, segments_of(dana)))) == (MISHEARD, [])


def test_a_part_that_is_understood_late_is_heard_again_with_the_rest(dana, northwind):
    hear(stored(dana, 2, 1, recorded(SAID)))
    late = stored(dana, 2, 2, recorded(LATER))
    with company_scope(northwind):
        Interview.objects.update(clock_ms=10 * 3_600_000)
        conducting.tell(interview=interview_of(dana), event_at=TimeUp)
    # Somebody is still understanding it for the first time.
    assert hear_again(dana).heard_again_at is None
    hear(late)
    assert turns_of(dana)[1].answer == f"{MISHEARD} {LATER}"
    assert hear_again(dana).meant == f"{SAID} {LATER}"


def test_a_part_that_comes_after_the_spoken_answer_was_heard_again_is_heard_with_it(dana, northwind):
    speak(dana, 2, SAID)
    assert hear_again(dana).meant == SAID
    hear(stored(dana, 2, 2, recorded(LATER)))
    # At once, as it was understood first; and then by the better model.
    assert turns_of(dana)[1].meant == f"{SAID} {LATER}"
    assert due(dana) == [1, 2]
    turn = hear_again(dana)
    assert (turn.meant, turn.answer) == (f"{SAID} {LATER}", MISHEARD)
    assert [each.again_text for each in segments_of(dana) if each.turn_id == turn.pk] == [SAID, LATER]


def test_every_spoken_answer_is_found_by_the_sweep_and_no_typed_interview(dana, northwind):
    speak(dana, 2, SAID)
    assert sorted(due(dana)) == [1, 2]
    for turn in (1, 2):
        hear_again(dana, turn)
    assert due(dana) == []


def test_what_lasts_for_hours_is_not_sent_to_the_better_model_either(dana, server):
    speak(dana, 2, SAID)
    Path(segments_of(dana)[-1].file.path).write_bytes(hours_of_nothing(seconds=600))
    turn = hear_again(dana)
    assert (turn.meant, turn.listen_again_at, segments_of(dana)[-1].again_state) == (MISHEARD, None, "unclear")
    assert heard_by(server, BETTER) == 0

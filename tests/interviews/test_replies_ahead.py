"""Replies that are drafted while a candidate pauses: used if nothing was added, and never seen otherwise."""

from hashlib import sha256
from itertools import count

import pytest

from accounts.tenancy import company_scope
from ai.testing import Fault
from interviews.live.ahead import draft_ahead
from interviews.live.listening import claim, listen, put_away
from interviews.models import Ahead, Sound, Turn, Waterfall
from interviews.services.drafted import MOST_A_TURN
from interviews.services.recordings.answers import finish_speaking
from interviews.services.recordings.pieces import Row, add_pieces
from interviews.services.recordings.segments import Complete, complete_segment
from tests.interviews.rooms import begun, interview_of, say, turns_of, work
from tests.interviews.voices import recorded
from tests.interviews.wired import asked, model, running_server  # noqa: F401 - fixtures

WARM = "I built a small tool for the night shift."
MORE = "People there used it at once."
LEAD = "You spoke of a tool for the night shift."
CORE = "How do you find a slow query?"
_numbers = count(1)


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    """At the warm-up, and listening."""
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    with company_scope(northwind):
        Turn.objects.filter(interview__invitation=invitation).update(heard_upto=10_000)
    return invitation


def begins_to_say(invitation, text: str) -> Complete:
    """Its pieces are there, and nobody has said that it is complete."""
    data, turn, number = recorded(text), turns_of(invitation)[-1], next(_numbers)
    add_pieces([Row(turn.company_id, turn.pk, 1, number, 0, data)])
    return Complete(turn.number, 1, number, 1, 2.0, sha256(data).hexdigest())


def is_understood(invitation, said: Complete) -> None:
    """The segment is complete, and a worker listens."""
    with company_scope(invitation.company_id):
        segment = complete_segment(interview=interview_of(invitation), said=said)
    claimed = claim(segment.pk, invitation.company_id)
    listen(claimed)
    put_away(claimed)


def pauses(invitation, said: Complete) -> None:
    """… and drafts."""
    is_understood(invitation, said)
    draft_ahead(interview_id=interview_of(invitation).pk, company_id=invitation.company_id)


def is_done(invitation, *parts: Complete) -> Turn:
    """What is said then."""
    with company_scope(invitation.company_id):
        finish_speaking(
            interview=interview_of(invitation),
            turn=parts[0].turn,
            segments=tuple((part.epoch, part.segment) for part in parts),
            ended_ms=700,
        )
    work(invitation)
    return turns_of(invitation)[-1]


def test_a_reply_that_was_drafted_in_the_pause_is_what_they_hear(dana, model, northwind):  # noqa: F811
    model.script("chat", [LEAD])
    part = begins_to_say(dana, WARM)
    pauses(dana, part)
    spoken = [call for call in model.calls if call.ability == "speak"]
    assert [call.body["input"] for call in spoken] == [LEAD], "its first sentence can be heard at once"
    turn = is_done(dana, part)
    assert turn.text == f"{LEAD} {CORE}"
    assert len(asked(model, "word_turn")) == 1
    with company_scope(northwind):
        found = Waterfall.objects.get(turn=2)
        assert found.was_ahead
        assert found.spoken_until < found.answered_at <= found.transcribed_at
        assert Sound.objects.get().interview_id == turn.interview_id


def test_its_first_sentence_is_spoken_while_the_rest_is_written(dana, model, northwind):  # noqa: F811
    model.script("chat", [f"{LEAD} {CORE}"])
    model.paces["chat"] = 0.1
    pauses(dana, begins_to_say(dana, WARM))
    [spoken] = [call for call in model.calls if call.ability == "speak"]
    assert spoken.body["input"] == LEAD
    with company_scope(northwind):
        assert spoken.at < Ahead.objects.get().made_at.timestamp()


def test_what_was_spoken_of_words_that_turn_bad_is_never_heard(dana, model):  # noqa: F811
    model.script("chat", [f"{LEAD} How was that? And who else was there?"])
    model.paces["chat"] = 0.1
    part = begins_to_say(dana, WARM)
    pauses(dana, part)
    dropped, prepared = [call.body["input"] for call in model.calls if call.ability == "speak"]
    turn = is_done(dana, part)
    assert dropped == LEAD
    assert turn.text.startswith(prepared)
    assert turn.text.endswith(CORE)
    assert LEAD not in turn.text


def test_words_stand_where_nobody_can_speak_them_ahead(dana, model, northwind):  # noqa: F811
    model.script("chat", [f"{LEAD} {CORE}"])
    model.fault(Fault.HTTP_500, ability="speak")
    part = begins_to_say(dana, WARM)
    pauses(dana, part)
    assert [call.fault for call in model.calls if call.ability == "speak"], "it was tried"
    assert is_done(dana, part).text == f"{LEAD} {CORE}"
    assert len(asked(model, "word_turn")) == 1
    with company_scope(northwind):
        assert not Sound.objects.exists()


def test_a_reply_to_half_of_an_answer_is_never_seen(dana, model):  # noqa: F811
    model.script("chat", ["You spoke of something else.", LEAD])
    first = begins_to_say(dana, WARM)
    pauses(dana, first)
    second = begins_to_say(dana, MORE)
    is_understood(dana, second)
    turn = is_done(dana, first, second)
    assert turn.text == f"{LEAD} {CORE}"
    given = asked(model, "word_turn")
    assert [MORE in each for each in given] == [False, True]


def test_the_newest_pause_is_the_one_that_counts(dana, model):  # noqa: F811
    model.script("chat", ["You spoke of something else.", LEAD])
    first = begins_to_say(dana, WARM)
    pauses(dana, first)
    second = begins_to_say(dana, MORE)
    pauses(dana, second)
    assert is_done(dana, first, second).text == f"{LEAD} {CORE}"
    assert len(asked(model, "word_turn")) == 2


def test_nobody_drafts_for_who_speaks_on(dana, model):  # noqa: F811
    first = begins_to_say(dana, WARM)
    begins_to_say(dana, MORE)
    pauses(dana, first)
    assert not asked(model, "word_turn")


def test_for_the_same_words_it_is_drafted_once(dana, model):  # noqa: F811
    model.script("chat", [LEAD])
    part = begins_to_say(dana, WARM)
    pauses(dana, part)
    draft_ahead(interview_id=interview_of(dana).pk, company_id=dana.company_id)
    assert len(asked(model, "word_turn")) == 1


def test_who_pauses_after_every_few_words_is_not_drafted_for_without_end(dana, model):  # noqa: F811
    for number in range(MOST_A_TURN + 2):
        pauses(dana, begins_to_say(dana, f"I built a tool number {number}."))
    assert len(asked(model, "word_turn")) == MOST_A_TURN


def test_where_nobody_drafts_in_time_the_answer_is_replied_to_as_always(dana, model):  # noqa: F811
    model.fault(Fault.HTTP_500, ability="chat")
    part = begins_to_say(dana, WARM)
    pauses(dana, part)
    turn = is_done(dana, part)
    assert turn.text.endswith(CORE)
    assert LEAD not in turn.text


def test_a_draft_that_whoever_made_it_left_lying_holds_nobody_up(dana, model, northwind):  # noqa: F811
    part = begins_to_say(dana, WARM)
    pauses(dana, part)
    with company_scope(northwind):
        Ahead.objects.update(made_at=None, reply={}, begun_at="2020-01-01T00:00Z")
    model.script("chat", [LEAD])
    assert is_done(dana, part).text == f"{LEAD} {CORE}"


def test_an_aside_is_not_replied_to_ahead(dana, model):  # noqa: F811
    part = begins_to_say(dana, "One moment please, let me think.")
    pauses(dana, part)
    assert not asked(model, "word_turn")
    with company_scope(dana.company_id):
        assert Ahead.objects.get().reply == {}

"""A spoken answer that is begun anew: what was said before it does not count, whenever it arrives."""

import json

import pytest

from accounts.tenancy import company_scope
from interviews.queries.room import room_of
from interviews.services.conducting import NotYours
from interviews.services.recordings.pieces import open_turn
from interviews.services.recordings.retakes import start_again
from tests.interviews.recording import finish, hear, sent, stored
from tests.interviews.rooms import begun, interview_of, page, turns_of
from tests.interviews.test_voice import begin
from tests.interviews.voices import (  # noqa: F401 - fixtures
    ear,
    epoch_of,
    heard,
    listening_house,
    recorded,
    said,
    segments_of,
    send,
    speak,
    store,
)
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures
from tests.waiting import eventually

FIRST = "No, wait, that was wrong."
READY = "Yes, I am ready."


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    return begun(northwind, plan={"retakes": 2})


def again(invitation, *upto: int, turn: int = 1) -> None:
    with company_scope(invitation.company_id):
        start_again(interview=interview_of(invitation), turn=turn, upto=upto)


def left(invitation) -> int:
    with company_scope(invitation.company_id):
        return room_of(interview_of(invitation)).retakes_left


def test_what_was_said_before_is_no_part_of_the_answer_and_stays_kept(dana):
    _, invitation = dana
    hear(stored(invitation, 1, 1, recorded(FIRST)))
    again(invitation, 0, 1)
    hear(stored(invitation, 1, 2, recorded(READY)))
    assert finish(invitation, 1, (0, 2))
    assert turns_of(invitation)[0].answer == READY
    assert [(each.is_aside, bool(each.file)) for each in segments_of(invitation)] == [(True, True), (False, True)]


def test_it_does_not_count_either_where_it_arrives_later(dana):
    _, invitation = dana
    again(invitation, 0, 2)
    hear(stored(invitation, 1, 1, recorded(FIRST)))
    # Its end is never told.
    sent(invitation, 1, 2, recorded(FIRST))
    hear(stored(invitation, 1, 3, recorded(READY)))
    assert finish(invitation, 1, (0, 3))
    assert turns_of(invitation)[0].answer == READY
    assert [each.is_aside for each in segments_of(invitation)] == [True, True, False]


def test_told_twice_it_is_one_and_the_plan_says_how_often(dana):
    _, invitation = dana
    assert left(invitation) == 2
    for _ in range(2):
        again(invitation, 0, 1)
    assert left(invitation) == 1
    again(invitation, 0, 2)
    # An older one that comes late.
    again(invitation, 0, 1)
    assert left(invitation) == 0
    with pytest.raises(NotYours):
        again(invitation, 0, 3)


def test_a_plan_without_retakes_offers_none(committed, northwind, model, media):  # noqa: F811
    _, invitation = begun(northwind)
    assert left(invitation) == 0
    with pytest.raises(NotYours):
        again(invitation, 0, 1)


def test_an_answer_that_is_complete_is_not_begun_anew(dana):
    _, invitation = dana
    stored(invitation, 1, 1, recorded(READY))
    finish(invitation, 1, (0, 1))
    for turn in (1, 7):
        with pytest.raises(NotYours):
            again(invitation, 0, 1, turn=turn)


def test_whoever_begins_anew_may_speak_as_long_as_before(dana):
    _, invitation = dana
    with company_scope(invitation.company_id):
        before = open_turn(interview_of(invitation), 1).left
    pieces = sent(invitation, 1, 1, recorded(FIRST))
    again(invitation, 0, 1)
    with company_scope(invitation.company_id):
        assert open_turn(interview_of(invitation), 1).left == 2 * before - pieces


def test_the_room_offers_it_and_says_how_often(dana):
    client, invitation = dana
    assert "You may do this 2 more times for this question." in page(client, invitation)
    again(invitation, 0, 1)
    assert "You may do this once for this question." in page(client, invitation)
    again(invitation, 0, 2)
    assert "sure-again" not in page(client, invitation)


def test_over_a_line_and_by_requests(enter, heard):  # noqa: F811
    dana = enter(plan={"retakes": 1})
    line = begin(dana)
    epoch = epoch_of(line)
    wrong, right = said(FIRST, 2, 1, epoch), said(READY, 2, 2, epoch)
    send(line, wrong)
    store(line, wrong)
    line.say("again", turn=2, epoch=epoch, segment=1)
    speak(line, right)
    assert eventually(lambda: turns_of(dana.invitation)[1].answer, within=15) == READY
    eventually(lambda: len(dana.turns()) == 3, within=15)
    third = said(FIRST, 3, 1, epoch)
    send(line, third)
    store(line, third)
    values = {"connection": epoch, "turn": 3, "epoch": epoch, "segment": 1}
    assert "sure-again" not in json.loads(dana.post("room/again/", **values).text)["html"]
    assert [each.is_aside for each in segments_of(dana.invitation) if each.turn_id == turns_of(dana.invitation)[2].pk] == [True]
    assert [dana.post("room/again/", **values | wrong).status for wrong in ({"segment": 0}, {"connection": epoch + 7})] == [422, 409]

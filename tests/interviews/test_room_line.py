"""The room over its line: what a page says and hears, by a real web server and a real worker."""

import json
import time

import pytest

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.local.postgres import free_port
from config.local.programs import WEB
from interviews.engine.events import DeadlinePassed, EndedByCompany
from interviews.live.hints import sentence_is_out, words_so_far
from interviews.services import conducting, due_words
from interviews.services.invitations import resend_invitation, revoke_invitation
from tests.interviews.rooms import interview_of, turns_of, work
from tests.servers.visitor import Visitor
from tests.waiting import SLACK, eventually


def test_an_interview_goes_on_over_the_line(enter):
    dana = enter()
    line = dana.line().say("hello", v=1, ticket=dana.ticket())
    welcome = line.hear()
    assert (welcome["type"], welcome["v"], welcome["epoch"], welcome["heartbeat"]) == ("welcome", 1, 1, 15)
    assert "Are you ready to begin?" in welcome["html"]
    line.say("draft", turn=1, rev=1, text="Ye")
    # The room may be painted in between.
    assert line.hear("kept") == {"type": "kept", "turn": 1, "rev": 1}
    line.say("answer", turn=1, text="Yes")
    assert line.hear("answered") == {"type": "answered", "turn": 1}
    line.shows("The interviewer is thinking")
    # The worker is another process: its hint comes by way of Redis.
    eventually(lambda: len(turns_of(dana.invitation)) == 2, within=10)
    assert line.shows(turns_of(dana.invitation)[1].text)["seq"] > welcome["seq"]
    assert dana.turns() == [("", "Yes"), ("", "")]


def test_the_newest_of_two_devices_has_the_room(enter):
    dana = enter()
    older = dana.connected()
    older.say("draft", turn=1, rev=7, text="From the laptop").hear("kept")
    newer = dana.elsewhere().line().say("hello", v=1, ticket=dana.ticket())
    assert "From the laptop" in newer.hear("welcome")["html"]
    bye = older.hear("bye")
    assert (bye["code"], bye["why"], bye["resumable"]) == (4409, "taken-over", False)
    assert older.ends() == 4409
    newer.say("draft", turn=1, rev=1, text="From the phone").hear("kept")
    assert dana.turns() == [("From the phone", "")]


def test_what_an_older_connection_says_before_it_knows_is_not_kept(enter, house):
    dana = enter()
    older = dana.connected()
    # By HTTP, and without a hint: the older one has heard nothing yet.
    house.redis.cut()
    assert json.loads(dana.elsewhere().post("room/connect/").text) == {"epoch": 2, "seq": 2, "heartbeat": 15, "credit": 16, "segments": []}
    older.say("draft", turn=1, rev=1, text="Late").say("answer", turn=1, text="Late")
    assert older.ends() == 4409
    assert not {"kept", "answered"} & {message["type"] for message in older.heard}
    assert dana.turns() == [("", "")]


def test_two_tabs_with_a_ticket_each_and_one_gets_in(enter):
    dana = enter()
    tickets = [dana.ticket(), dana.ticket()]
    lines = [dana.line().say("hello", v=1, ticket=ticket) for ticket in tickets]
    assert sorted(line.hear("welcome", "bye").get("code", 0) for line in lines) == [0, 4401]


def test_what_is_said_twice_or_late_counts_once(enter):
    dana = enter()
    line = dana.connected()
    line.say("draft", turn=1, rev=2, text="Newer").hear("kept")
    assert line.say("draft", turn=1, rev=1, text="Older").hear("kept") == {"type": "kept", "turn": 1, "rev": 1}
    assert dana.turns() == [("Newer", "")]
    for _ in range(2):
        assert line.say("answer", turn=1, text="Yes").hear("answered", "refused") == {"type": "answered", "turn": 1}
    assert line.say("answer", turn=1, text="No").hear("answered", "refused") == {"type": "refused", "kind": "not-yours", "turn": 1}
    line.say("draft", turn=1, rev=3, text="Late")
    assert line.hear("refused")["turn"] == 1
    eventually(lambda: len(dana.turns()) == 2, within=10)
    assert dana.turns()[0] == ("", "Yes")


def test_an_answer_that_cannot_be_kept_is_refused_and_the_line_stays(enter):
    line = enter().connected()
    for text, why in (("", "empty"), (" \n", "empty"), ("x" * 20_001, "too-long")):
        assert line.say("answer", turn=1, text=text).hear("refused") == {"type": "refused", "kind": why, "turn": 1}
    assert line.say("answer", turn=7, text="Yes").hear("refused")["kind"] == "not-yours"
    line.say("draft", turn=1, rev=1, text="").hear("kept")


def test_letters_that_cannot_be_kept_cost_nobody_the_rest(enter):
    dana = enter()
    line = dana.connected()
    line.send(r'{"type": "draft", "turn": 1, "rev": 1, "text": "a\u0000b\ud83d c\r\nd \ud83d\ude00"}').hear("kept")
    assert dana.turns() == [("ab\ufffd c\nd \U0001f600", "")]


def test_acts_are_told_and_shown(enter):
    dana = enter()
    line = dana.connected()
    line.say("act", do="pause").shows("The clock stands")
    line.say("act", do="resume")
    eventually(lambda: "The clock stands" not in line.hear("room")["html"], within=10)
    line.say("answer", turn=1, text="Yes").hear("answered")
    eventually(lambda: len(dana.turns()) == 2, within=10)
    # Of a turn that is over, or was never asked: nothing happens, and nothing breaks.
    line.say("act", do="repeat", turn=9).say("act", do="skip", turn=1).say("act", do="skip", turn=2)
    eventually(lambda: [turn.kept for turn in turns_of(dana.invitation)] == ["aside", "skipped", ""], within=10)
    assert line.say("ping").hear("pong")


def test_the_end_is_shown_before_the_line_ends(enter):
    dana = enter()
    line = dana.connected()
    dana.post("room/leave/")
    line.shows("You have ended the interview")
    assert line.ends() == 4410
    # A ticket is not even given any more.
    assert dana.post("room/ticket/").status == 410


ENDINGS = {EndedByCompany: "Northwind Logistics has ended the interview", DeadlinePassed: "The time for this interview is over"}


@pytest.mark.parametrize(("ending", "said"), ENDINGS.items())
def test_whatever_ends_it_the_end_is_shown_and_says_what_did(enter, ending, said):
    dana = enter()
    line = dana.connected()
    with company_scope(dana.invitation.company_id):
        conducting.tell(interview=interview_of(dana.invitation), event_at=ending)
    line.shows(said)
    assert line.ends() == 4410


def test_a_page_is_seen(enter):
    dana = enter()
    assert interview_of(dana.invitation).seen_at is None
    line = dana.connected()
    seen = interview_of(dana.invitation).seen_at
    assert seen
    line.say("ping").hear("pong")
    assert interview_of(dana.invitation).seen_at == seen, "written down now and then only"


def test_it_ends_when_the_right_to_be_there_does(enter):
    dana = enter()
    line = dana.connected()
    revoke_invitation(invitation=dana.invitation, by=Actor())
    began = time.monotonic()
    assert line.ends() == 4403
    assert time.monotonic() - began < 2.5 + SLACK


def test_it_ends_when_a_newer_link_was_sent(enter):
    dana = enter()
    line = dana.connected()
    resend_invitation(invitation=dana.invitation, by=Actor())
    began = time.monotonic()
    assert line.ends() == 4403
    assert time.monotonic() - began < 2.5 + SLACK


def test_it_ends_when_the_candidate_was_erased(enter):
    dana = enter()
    line = dana.connected()
    with company_scope(dana.invitation.company_id):
        dana.invitation.candidate.delete()
    assert line.ends() == 4403


def test_a_line_on_which_nothing_is_said_stays_open(enter):
    line = enter().connected()
    with pytest.raises(TimeoutError):
        line.hear(within=12)
    assert line.say("ping").hear("pong")


def test_when_hints_are_lost_the_room_is_up_to_date_all_the_same(enter, house):
    dana = enter()
    line = dana.connected()
    for key in house.store.scan_iter("colloquy:group:*"):
        house.store.delete(key)
    dana.post("room/act/", do="pause")
    line.shows("The clock stands")


@pytest.mark.parametrize("trouble", ["cut", "hush"])
def test_without_redis_an_answer_is_kept_at_once_and_found_by_the_sweep(enter, house, trouble):
    dana = enter()
    line = dana.connected()
    getattr(house.redis, trouble)()
    began = time.monotonic()
    line.say("answer", turn=1, text="Yes").hear("answered")
    line.shows("The interviewer is thinking")
    assert line.say("ping").hear("pong")
    assert time.monotonic() - began < 2 + SLACK
    interview = interview_of(dana.invitation)
    due = (interview.pk, interview.company_id)
    eventually(lambda: due in due_words.interviews_that_wait(), within=10)
    # It knows no Redis: what a worker that comes back does.
    work(dana.invitation)
    line.shows(turns_of(dana.invitation)[1].text)


def test_without_postgres_a_line_ends_with_a_word_when_to_come_back(enter, house):
    dana = enter()
    line = dana.connected()
    house.postgres.cut()
    bye = line.say("draft", turn=1, rev=1, text="Half").hear("bye", within=15)
    assert (bye["code"], bye["resumable"], 500 <= bye["retry_after_ms"] <= 3000) == (1011, True, True)
    assert line.ends() == 1011
    house.postgres.mend()
    dana.connected().say("draft", turn=1, rev=1, text="Half a sen").hear("kept")
    assert dana.turns() == [("Half a sen", "")]


def test_a_server_that_ends_says_when_to_come_back_and_the_next_goes_on(enter, house):
    dana = enter()
    port = free_port()
    leaving = house.program("leaving", "daphne", "--port", str(port), *WEB).start()
    try:
        eventually(lambda: Visitor(port).get("/livez").status == 200, within=60)
        there = dana.elsewhere(port)
        lines = [there.connected()]
        lines[0].say("draft", turn=1, rev=1, text="Half a sen").hear("kept")
        lines.append(there.line())
        leaving.ask_to_stop()
        for line in lines:
            bye = line.hear("bye")
            assert (bye["code"], bye["why"], bye["resumable"]) == (1012, "restarts", True)
            assert bye["retry_after_ms"] >= 500
            assert line.ends() == 1012
        assert leaving.process.wait(10) == 0
    finally:
        leaving.stop()
    line = dana.line().say("hello", v=1, ticket=dana.ticket())
    assert "Half a sen" in line.hear("welcome")["html"]
    line.say("answer", turn=1, text="Half a sentence").hear("answered")
    assert dana.turns()[0] == ("", "Half a sentence")


def test_the_room_is_painted_in_the_candidates_language(enter):
    dana = enter()
    dana.post("language/", language="de")
    line = dana.line().say("hello", v=1, ticket=dana.ticket())
    assert 'lang="en"' in line.hear("welcome")["html"]
    line.say("act", do="pause").shows("die Uhr angehalten")


def test_a_sentence_that_can_be_heard_is_told_by_itself(enter):
    dana = enter()
    line = dana.connected()
    with company_scope(dana.invitation.company_id):
        sentence_is_out(interview_of(dana.invitation), 2, 1, "You moved it by hand.", "/heard/2/1/")
    assert line.hear("sentence") == {"type": "sentence", "turn": 2, "n": 1, "text": "You moved it by hand.", "url": "/heard/2/1/"}


def test_words_that_are_being_said_pass_by(enter, house):
    dana = enter()
    line = dana.connected()
    interview_id = interview_of(dana.invitation).pk
    for text in ("Tell", "Tell me"):
        words_so_far(interview_id, 2, 5, text)
        assert line.hear("words") == {"type": "words", "turn": 2, "draft": 5, "text": text}
    house.redis.cut()
    # Nobody waits, and nothing breaks.
    words_so_far(interview_id, 2, 5, "Tell me more")
    assert line.say("ping").hear("pong")

"""The room by requests of its script: where sockets are blocked."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.live.typed import carried
from tests.interviews.invited import TOKEN, address, arrive
from tests.interviews.rooms import begun, interview_of, turns_of, work

pytestmark = pytest.mark.django_db


def connect(client, invitation, **values) -> int:
    return client.post(address(invitation, "room/connect/"), values).json()["epoch"]


def post(client, invitation, step: str, **values):
    return client.post(address(invitation, f"room/{step}/"), values)


def look(client, invitation, epoch: int, has: str = ""):
    return client.get(address(invitation, "room/now/"), {"epoch": epoch, "has": has})


def test_a_script_looks_and_is_told_what_is_new(northwind):
    client, invitation = begun(northwind)
    epoch = connect(client, invitation)
    first = look(client, invitation, epoch)
    assert "Are you ready to begin?" in first.json()["html"]
    assert look(client, invitation, epoch, first.json()["mark"]).status_code == 204
    answered = post(client, invitation, "answer", turn=1, text="Yes", epoch=epoch).json()
    assert 'data-mood="thinking"' in answered["html"]
    assert answered["again_ms"] < first.json()["again_ms"]
    assert look(client, invitation, epoch, answered["mark"]).status_code == 204
    work(invitation)
    assert "An easy one to begin with" in look(client, invitation, epoch, answered["mark"]).json()["html"]
    assert interview_of(invitation).seen_at


def test_an_older_connection_is_told_so_and_writes_nothing(northwind):
    client, invitation = begun(northwind)
    older = connect(client, invitation)
    newer = connect(client, invitation)
    assert look(client, invitation, older).status_code == 409
    for step, values in (("draft", {"rev": 1, "text": "Late"}), ("answer", {"text": "Late"}), ("act", {"do": "skip"})):
        assert post(client, invitation, step, turn=1, epoch=older, **values).status_code == 409
    turn = turns_of(invitation)[0]
    assert (turn.draft, turn.answer, turn.kept) == ("", "", "")
    assert post(client, invitation, "draft", turn=1, rev=1, text="In time", epoch=newer).json() == {"kept": True}


@pytest.mark.parametrize("step", ["ticket", "connect"])
def test_a_page_that_comes_back_takes_the_room_from_nobody(northwind, step):
    client, invitation = begun(northwind)
    mine, other = uuid4(), uuid4()
    connect(client, invitation, page=mine)
    assert post(client, invitation, step, page=mine, back=1).status_code == 200
    connect(client, invitation, page=other)
    assert post(client, invitation, step, page=mine, back=1).status_code == 409
    # Somebody pressed "Go on here".
    assert post(client, invitation, step, page=mine).status_code == 200


def test_a_page_whose_answers_came_late_comes_back_to_its_own_room(northwind):
    client, invitation = begun(northwind)
    mine = uuid4()
    # It gave the first up, whose request was only slow; or its answer was lost.
    known, _ = connect(client, invitation, page=mine), connect(client, invitation, page=mine)
    assert look(client, invitation, known).status_code == 409
    assert look(client, invitation, connect(client, invitation, page=mine, back=1)).status_code == 200


def test_a_page_without_a_name_is_taken_for_one_that_is_new(northwind):
    client, invitation = begun(northwind)
    assert post(client, invitation, "connect", page="none").status_code == 200
    connect(client, invitation, page=uuid4())
    assert post(client, invitation, "connect", back=1).status_code == 409
    assert post(client, invitation, "connect").status_code == 200


def test_drafts_that_come_late_replace_nothing_newer(northwind):
    client, invitation = begun(northwind)
    epoch = connect(client, invitation)
    for rev, text in ((2, "Newer"), (1, "Older"), (3, "")):
        post(client, invitation, "draft", turn=1, rev=rev, text=text, epoch=epoch)
        assert turns_of(invitation)[0].draft == ("" if rev == 3 else "Newer")


BASE = re.compile(r'name="base" value="([^"]*)"')


def test_a_plain_page_takes_nothing_that_was_written_elsewhere_meanwhile(northwind):
    client, invitation = begun(northwind)
    post(client, invitation, "draft", turn=1, rev=1, text="Yes", epoch=connect(client, invitation))
    base = BASE.search(client.get(address(invitation, "room/")).content.decode())[1]
    post(client, invitation, "draft", turn=1, rev=1, text="Yes, and I wrote on at my desk", epoch=connect(client, invitation))
    kept = {"Yes": "Yes, and I wrote on at my desk", "Yes, from the phone": "Yes, and I wrote on at my desk\n\nYes, from the phone"}
    for text, both in kept.items():
        post(client, invitation, "act", do="repeat", turn=1, text=text, base=base)
        assert turns_of(invitation)[0].draft == both
    # What this page was given, it may change as it likes.
    base = BASE.search(client.get(address(invitation, "room/")).content.decode())[1]
    post(client, invitation, "act", do="repeat", turn=1, text="Begun anew", base=base)
    assert turns_of(invitation)[0].draft == "Begun anew"


@pytest.mark.parametrize(
    ("text", "kept", "base", "stays"),
    [
        ("new", "old", "old", "new"),
        ("", "old", "old", ""),
        ("old", "other", "old", "other"),
        ("", "other", "old", "other"),
        ("mine", "theirs", "", "theirs\n\nmine"),
        ("theirs and mine", "theirs", "", "theirs and mine"),
        ("new", "old", None, "new"),
    ],
)
def test_what_stays_of_a_field_that_two_pages_wrote_in(text, kept, base, stays):
    assert carried(text, kept, base) == stays


def test_what_is_refused_says_why(northwind):
    client, invitation = begun(northwind)
    epoch = connect(client, invitation)
    refused = {"empty": {"turn": 1, "text": " "}, "too-long": {"turn": 1, "text": "x" * 20_001}, "not-yours": {"turn": 7, "text": "Yes"}}
    for kind, values in refused.items():
        answer = post(client, invitation, "answer", epoch=epoch, **values)
        assert (answer.status_code, answer.json()) == (422, {"kind": kind})
    assert post(client, invitation, "draft", turn="x", rev=1, epoch=epoch).status_code == 422
    assert look(client, invitation, "x").status_code == 422


def test_the_same_answer_twice_is_answered_twice_and_kept_once(northwind):
    client, invitation = begun(northwind)
    epoch = connect(client, invitation)
    for _ in range(2):
        assert post(client, invitation, "answer", turn=1, text="Yes", epoch=epoch).status_code == 200
    assert [turn.answer for turn in turns_of(invitation)] == ["Yes"]


def test_pressing_buttons_paints_the_room_anew(northwind):
    client, invitation = begun(northwind)
    epoch = connect(client, invitation)
    said = [post(client, invitation, "act", do=do, turn=1, epoch=epoch).json()["html"] for do in ("repeat", "repeat", "pause", "resume")]
    assert ['data-said="1.1"' in said[0], 'data-said="1.2"' in said[1]] == [True, True]
    assert ['data-mood="paused"' in html for html in said] == [False, False, True, False]
    assert post(client, invitation, "act", do="dance", epoch=epoch).status_code == 200


def test_the_link_opened_once_more_leaves_the_open_room_its_session(northwind):
    client, invitation = begun(northwind)
    before = client.session.session_key
    arrive(TOKEN, client)
    assert client.session.session_key == before
    assert post(client, invitation, "connect").status_code == 200


def test_whoever_types_waits_for_no_joins(northwind):
    """Every draft and every answer locks the interview: with all that it belongs to, planning alone took ten times as long."""
    client, invitation = begun(northwind)
    epoch = connect(client, invitation)
    with CaptureQueriesContext(connection) as queries:
        post(client, invitation, "draft", turn=1, text="Ye", epoch=epoch, rev=1)
    locking = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert locking
    assert not [sql for sql in locking if "JOIN" in sql]

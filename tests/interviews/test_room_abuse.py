"""Whatever is sent to the room's line: the right code, nothing stored, nothing in the log, and nobody else notices."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest

from accounts.tenancy import company_scope
from interviews.models import Interview
from tests.interviews.hiring import token_of_link
from tests.interviews.invited import invited
from tests.interviews.lines import Guest
from tests.servers.line import TEXT, Refused, frame
from tests.servers.visitor import Visitor
from tests.waiting import SLACK

MB = 1024 * 1024
HELLO = {"type": "hello", "v": 1}


@pytest.fixture
def dana(enter, house):
    """Connected to nothing; afterwards, nothing of hers has changed and nothing broke."""
    broken = _broken(house)
    guest = enter()
    row = _row(guest)
    yield guest
    assert guest.turns() == [("", "")]
    assert _row(guest) == row
    assert _broken(house)[len(broken) :] == []


def _row(guest: Guest) -> tuple:
    with company_scope(guest.invitation.company_id):
        return Interview.objects.values_list("events_told", "state", "words_due_at", "outcome").get()


def _broken(house) -> list[dict[str, object]]:
    """What the web server noted as an error, or with one."""
    return [line for line in map(json.loads, house.web.log.read_text().splitlines()) if line["level"] == "error" or "error" in line]


def ends(guest: Guest, *frames: str | bytes, connected: bool = True) -> int:
    line = guest.connected() if connected else guest.line()
    for each in frames:
        line.send(each)
    return line.ends()


def draft(**changed: object) -> str:
    return json.dumps({"type": "draft", "turn": 1, "rev": 1, "text": "Never"} | changed)


def test_the_page_of_another_site_gets_no_line(dana):
    for origin in ("https://evil.example", "null", "https://colloquy.example.evil.example"):
        with pytest.raises(Refused, match="403"):
            dana.line(origin=origin)


def test_who_says_nothing_is_not_waited_for(dana):
    began = time.monotonic()
    assert dana.line().ends() == 4408
    assert 4 < time.monotonic() - began < 7 + SLACK


def test_a_ticket_that_is_none_opens_nothing(dana):
    for ticket in ("", "x", "x" * 300, "eyJhIjoxfQ:1vMQ2X:AAAA", "\0", "e\ud83d"):
        assert ends(dana, json.dumps(HELLO | {"ticket": ticket}), connected=False) == 4401, ticket


def test_a_used_ticket_opens_nothing_and_disturbs_nobody(dana):
    ticket = dana.ticket()
    first = dana.line().say("hello", v=1, ticket=ticket)
    first.hear("welcome")
    assert dana.line().say("hello", v=1, ticket=ticket).ends() == 4401
    assert first.say("ping").hear("pong")


def test_the_ticket_of_another_interview_opens_nothing(dana, enter, southgate):
    others = enter(southgate, token_of_link("Kim"), email="kim@post.example")
    assert dana.line().say("hello", v=1, ticket=others.ticket()).ends() == 4401
    assert others.line().say("hello", v=1, ticket=dana.ticket()).ends() == 4401


def test_another_companys_room_and_a_missing_one_are_shut_alike(dana, enter, southgate):
    others = enter(southgate, token_of_link("Kim"), email="kim@post.example")
    missing = f"/ws/interview/{'0' * 8}-0000-4000-8000-{'0' * 12}/"
    heard = []
    for path in (others.path, missing):
        for ticket in (others.ticket(), dana.ticket()):
            line = dana.line(path).say("hello", v=1, ticket=ticket)
            assert line.ends() == 4403
            heard.append(line.heard)
    assert all(each == heard[0] for each in heard)


def test_nobody_s_session_opens_nothing(dana):
    stranger = Guest(Visitor(dana.visitor.port), dana.invitation, "", dana.opened)
    assert stranger.line().say("hello", v=1, ticket=dana.ticket()).ends() == 4403
    stranger.visitor.cookies = {"__Host-colloquy_session": "x" * 32}
    assert stranger.line().say("hello", v=1, ticket=dana.ticket()).ends() == 4403


def test_who_has_not_agreed_or_not_begun_gets_in_nowhere(dana, southgate):
    invitation = invited(southgate, "another", email="kim@post.example")
    kim = Guest(Visitor(dana.visitor.port), invitation, "another", dana.opened)
    kim.visitor.get("/i/another/")
    assert kim.post("room/ticket/").status == 302
    assert kim.line().say("hello", v=1, ticket=dana.ticket()).ends() == 4403


def test_what_is_no_hello_ends_the_line(dana):
    wrong = ({"v": 2, "ticket": "x"}, {"v": 1}, {"ticket": "x"}, {"v": True, "ticket": 1}, {"v": 1, "ticket": "x" * 401})
    for first in (draft(), '{"type": "ping"}', *(json.dumps({"type": "hello"} | each) for each in wrong)):
        assert ends(dana, first, connected=False) == 4400, first[:60]


def test_hello_twice_ends_the_line(dana):
    assert ends(dana, json.dumps(HELLO | {"ticket": dana.ticket()})) == 4400


NONSENSE = {
    "unknown type": '{"type": "drop-table"}',
    "no type": "{}",
    "type of another kind": '{"type": ["draft"]}',
    "an array": "[]",
    "a number": "1",
    "no JSON": "draft",
    "empty": "",
    "cut": '{"type": "draft", "turn": 1, "rev": 1, "te',
    "deep": '{"type": "ping", "x": ' + "[" * 30_000 + "]" * 30_000 + "}",
    "deep objects": '{"x":' * 10_000 + "1" + "}" * 10_000,
    "binary": b"\x00\x01\x02",
    "binary that is JSON": draft().encode(),
    "NaN": draft().replace('"rev": 1', '"rev": NaN'),
    "infinite": draft().replace('"rev": 1', '"rev": Infinity'),
    "a float": draft(rev=1.0),
    "1e999": draft().replace('"rev": 1', '"rev": 1e999'),
    "true": draft(turn=True),
    "a string for a number": draft(turn="1"),
    "no turn": draft(turn=None),
    "turn 0": draft(turn=0),
    "turn below": draft(turn=-1),
    "turn above": draft(turn=1000),
    "rev 0": draft(rev=0),
    "rev too large": draft(rev=2**31),
    "a huge number": draft().replace('"rev": 1', f'"rev": {"9" * 4000}'),
    "a number beyond Python's patience": draft().replace('"rev": 1', f'"rev": {"9" * 20_000}'),
    "text of another kind": draft(text={"a": 1}),
    "unknown act": '{"type": "act", "do": "withdraw"}',
    "long act": json.dumps({"type": "act", "do": "pause" * 1000}),
    "act without its turn": '{"type": "act", "do": "skip"}',
}


def test_what_no_page_of_ours_says_ends_the_line(dana):
    assert {name: ends(dana, said) for name, said in NONSENSE.items()} == dict.fromkeys(NONSENSE, 4400)


def test_what_is_no_text_ends_the_line(dana):
    line = dana.connected()
    line.socket.sendall(frame(TEXT, b'{"type": "ping", "x": "\xff\xfe"}'))
    assert line.ends() == 1007


def test_a_frame_that_is_too_large_is_told_so(dana):
    assert ends(dana, draft(text="x" * 64 * 1024)) == 4413
    assert ends(dana, draft(more="é" * 33_000)) == 4413
    assert ends(dana, "x" * 2 * MB) == 1009
    assert ends(dana, b"x" * 2 * MB) == 1009
    # In pieces, none of which is too large. Only the last would carry the bit that says so.
    line, pieces = dana.connected(), [frame(TEXT if not at else 0, b"x" * 60_000) for at in range(10)]
    line.socket.sendall(b"".join(bytes([piece[0] & 0x7F]) + piece[1:] for piece in pieces))
    assert line.ends() == 1009


def test_a_hundred_thousand_small_frames_end_one_line_and_disturb_no_other(dana, enter, southgate):
    other = enter(southgate, token_of_link("Kim"), email="kim@post.example").connected()
    line, flood = dana.connected(), frame(TEXT, b'{"type":"ping"}') * 1000
    began = time.monotonic()

    def pour() -> None:
        try:
            for _ in range(100):
                line.socket.sendall(flood)
        except OSError:
            # It was dropped: nobody has to take the rest.
            return

    with ThreadPoolExecutor(1) as pool:
        pouring = pool.submit(pour)
        waits = []
        while not pouring.done() or len(waits) < 10:
            asked = time.monotonic()
            other.say("ping").hear("pong")
            waits.append(time.monotonic() - asked)
            time.sleep(0.1)
    assert line.ends() in (4429, 1006)
    assert time.monotonic() - began < 40
    # One moment may be long: the flood's bytes are read before its line is closed. They are few.
    assert max(waits) < SLACK
    assert median(waits) < 1, sorted(waits)
    assert other.say("draft", turn=1, rev=1, text="Kept").hear("kept")


def test_too_many_messages_for_long_end_the_line(dana):
    line = dana.connected()
    for _ in range(100):
        line.say("ping")
    assert line.ends() == 4429
    bye = line.heard[-1]
    assert (bye["why"], bye["resumable"]) == ("too-many", True)


def test_a_page_that_catches_up_after_a_while_is_not_too_many(enter):
    line = enter().connected()
    for rev in range(1, 31):
        line.say("draft", turn=1, rev=rev, text=f"{rev} words")
    while line.hear("kept")["rev"] < 30:
        pass


def test_after_the_end_nothing_is_heard(dana):
    line = dana.connected()
    # In one piece: the draft is there when the first ends the line.
    line.socket.sendall(frame(TEXT, b"nonsense") + frame(TEXT, draft().encode()) + frame(TEXT, draft(rev=2).encode()))
    assert line.ends() == 4400


def test_many_lines_that_say_nothing_leave_room_for_others(dana, enter, southgate):
    idle = [dana.line() for _ in range(100)]
    other = enter(southgate, token_of_link("Kim"), email="kim@post.example").connected()
    assert other.say("draft", turn=1, rev=1, text="Kept").hear("kept", within=3)
    for line in idle:
        line.drop()


def test_a_connection_that_is_cut_in_the_middle_of_a_frame_breaks_nothing(dana):
    line = dana.connected()
    line.socket.sendall(frame(TEXT, draft().encode())[:20])
    line.drop()
    assert dana.connected().say("ping").hear("pong")


def test_words_after_the_end_of_the_interview_change_nothing(enter, house):
    broken = _broken(house)
    dana = enter()
    line = dana.connected()
    late = dana.ticket()
    dana.post("room/leave/")
    line.send(draft()).say("answer", turn=1, text="Never").say("act", do="resume")
    assert line.ends() == 4410
    assert not {"kept", "answered"} & {message["type"] for message in line.heard}
    assert dana.line().say("hello", v=1, ticket=late).ends() == 4410
    assert dana.turns() == [("", "")]
    assert _broken(house)[len(broken) :] == []

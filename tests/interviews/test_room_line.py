"""The room over its line: what a page says and hears, by a real web server and a real worker."""

from tests.interviews.lines import guest
from tests.interviews.rooms import turns_of
from tests.waiting import eventually


def test_an_interview_goes_on_over_the_line(house, northwind):
    dana = guest(house, northwind)
    line = dana.line().say("hello", v=1, ticket=dana.ticket())
    welcome = line.hear()
    assert (welcome["type"], welcome["v"], welcome["epoch"], welcome["heartbeat"]) == ("welcome", 1, 1, 15)
    assert "Are you ready to begin?" in welcome["html"]
    line.say("draft", turn=1, rev=1, text="Ye")
    assert line.hear() == {"type": "kept", "turn": 1, "rev": 1}
    line.say("answer", turn=1, text="Yes")
    assert line.hear() == {"type": "answered", "turn": 1}
    line.shows("The interviewer is thinking")
    # The worker is another process: its hint comes by way of Redis.
    eventually(lambda: len(turns_of(dana.invitation)) == 2, within=10)
    assert line.shows(turns_of(dana.invitation)[1].text)["seq"] > welcome["seq"]
    assert [(turn.answer, turn.draft) for turn in turns_of(dana.invitation)] == [("Yes", ""), ("", "")]

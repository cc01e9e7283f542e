"""Whatever goes wrong with a provider, the candidate hears or reads something in time, what they said is kept, and the interview
comes to its end. As in a house, but without one: the page's share, the worker's and the web's, one after the other."""

import re
import time

import pytest

from accounts.tenancy import company_scope
from ai.testing import Fault
from interviews.models import Segment
from interviews.plans.content import Phase, Phases, WarmUpPhase
from tests.interviews.rooms import begun, interview_of, page, say, turns_of
from tests.interviews.test_replies_ahead import begins_to_say, is_done, is_understood
from tests.interviews.test_speech import listen, painted, whoever_listens
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures
from tests.waiting import SLACK

LIMIT = 10
SAID = "I looked at the plan of the query."
TYPED = "I looked at the plan of the query, and then I changed the index."
PLAN = {"phases": Phases(warmup=WarmUpPhase(is_on=False), follow_up=Phase(is_on=False)), "minutes": 60}
# A connection that is refused is so for every ability.
KINDS = [(fault, ability) for ability in ("speak", "transcribe", "chat") for fault in Fault]


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    """At the first question."""
    client, invitation = begun(northwind, plan=PLAN)
    say(client, invitation, "Yes")
    whoever_listens(northwind, invitation)
    return client, invitation


@pytest.mark.parametrize(("fault", "ability"), KINDS, ids=[f"{ability}-{fault}" for fault, ability in KINDS])
def test_the_interview_goes_on_whatever_a_provider_does(dana, model, fault, ability):  # noqa: F811
    client, invitation = dana
    model.fault(fault, ability=ability, retry_after=0.05)
    assert_something_is_said(client, invitation, is_heard=ability != "speak" and fault is not Fault.REFUSE)
    part = begins_to_say(invitation, SAID)
    assert seconds(lambda: is_understood(invitation, part)) < LIMIT + SLACK
    assert seconds(lambda: is_done(invitation, part)) < LIMIT + SLACK
    if turns_of(invitation)[-1].number == part.turn:
        # Nobody could say what they said. It is kept, the room says so, and they type.
        assert re.search(r'<span class="(coming|silent|unclear)"', page(client, invitation))
        say(client, invitation, TYPED)
    for _ in range(4):
        # Where they were misheard they are asked once more.
        if not interview_of(invitation).is_over:
            say(client, invitation, "No")
    assert turns_of(invitation)[-1].purpose == "goodbye"
    with company_scope(invitation.company_id):
        segment = Segment.objects.get(turn__interview__invitation=invitation)
        assert segment.file.size, "their voice is kept"


def seconds(act) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def assert_something_is_said(client, invitation, *, is_heard: bool) -> None:
    """It stands there to be read; and it is heard, or it is soon known that the browser has to say it."""
    turn, _, said = painted(client, invitation)
    assert " ".join(each["text"] for each in said) == turns_of(invitation)[turn - 1].text
    began = time.monotonic()
    status, data, _ = listen(client, said[0]["url"], until_broken=True)
    assert time.monotonic() - began < LIMIT + SLACK
    assert (status, data[:4]) == (200, b"RIFF") if is_heard else status in (200, 503)

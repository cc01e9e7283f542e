"""Whatever goes wrong with a provider, the candidate hears or reads something in time, what they said is kept, and the interview
comes to its end. As in a house, but without one: the page's share, the worker's and the web's, one after the other."""

import time

import pytest

from accounts.tenancy import company_scope
from ai.testing import Fault
from interviews.models import Segment
from interviews.plans.content import Phase, Phases, WarmUpPhase
from interviews.services import conducting
from tests.interviews.rooms import begun, interview_of, turns_of, work
from tests.interviews.test_replies_ahead import begins_to_say, is_done, pauses
from tests.interviews.test_speech import listen, painted, whoever_listens
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures

LIMIT = 10
SAID = ("Yes, I am ready.", "I looked at the plan of the query.", "No.")
PLAN = {"phases": Phases(warmup=WarmUpPhase(is_on=False), follow_up=Phase(is_on=False)), "minutes": 60}
# Where the room is told that nobody heard it, the candidate types.
TYPED = "I looked at the plan of the query, and then I changed the index."
# A connection that is refused is so for every ability.
KINDS = [(fault, ability) for ability in ("speak", "transcribe", "chat") for fault in Fault]


def over(invitation) -> bool:
    return interview_of(invitation).is_over


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    return begun(northwind, plan=PLAN)


@pytest.mark.parametrize(("fault", "ability"), KINDS, ids=[f"{ability}-{fault}" for fault, ability in KINDS])
def test_the_interview_goes_on_whatever_a_provider_does(dana, model, fault, ability):  # noqa: F811
    client, invitation = dana
    model.fault(fault, ability=ability, retry_after=0.05)
    longest = 0.0
    for words in SAID:
        if over(invitation):
            break
        began = time.monotonic()
        assert_something_is_said(client, invitation, fault, ability)
        part = begins_to_say(invitation, words)
        pauses(invitation, part)
        is_done(invitation, part)
        if turns_of(invitation)[-1].number == part.turn and not over(invitation):
            # Nobody heard what they said. It is kept, and they type.
            with company_scope(invitation.company_id):
                conducting.keep_answer(interview=interview_of(invitation), turn=part.turn, text=TYPED if len(words) > 20 else words)
            work(invitation)
        whoever_listens(invitation.company, invitation)
        longest = max(longest, time.monotonic() - began)
    for _ in range(3):
        # Where they were misheard, they were answered, and asked once more.
        if not over(invitation):
            with company_scope(invitation.company_id):
                conducting.keep_answer(interview=interview_of(invitation), turn=turns_of(invitation)[-1].number, text="No")
            work(invitation)
    assert over(invitation)
    assert turns_of(invitation)[-1].purpose == "goodbye"
    assert_everything_is_kept(invitation)


def assert_something_is_said(client, invitation, fault: Fault, ability: str) -> None:
    """It stands there to be read; it is heard; or it is known within the limit that the browser has to say it."""
    turn, _, said = painted(client, invitation)
    assert " ".join(each["text"] for each in said) == turns_of(invitation)[turn - 1].text
    began = time.monotonic()
    status, data, _ = first_sound(client, said[0]["url"])
    assert time.monotonic() - began < LIMIT
    assert status in (200, 503)
    if ability != "speak" and fault is not Fault.REFUSE:
        assert (status, data[:4]) == (200, b"RIFF")


def first_sound(client, url: str) -> tuple[int, bytes, str]:
    return listen(client, url, until_broken=True)


def assert_everything_is_kept(invitation) -> None:
    with company_scope(invitation.company_id):
        segments = list(Segment.objects.filter(turn__interview__invitation=invitation))
        assert segments
        assert all(segment.file and segment.file.size for segment in segments)

"""A spoken answer that was complete when the interview ended, and was understood only afterwards: it counts as any other."""

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany, Withdrew
from interviews.live.replaying import differences, replay
from interviews.models import Segment
from interviews.plans.content import Phases, WarmUpPhase
from interviews.queries.interviews import transcript_of
from interviews.services import conducting
from interviews.services.consents import take_back
from interviews.signals import answer_completed
from tests.interviews.invited import address
from tests.interviews.recording import HALF, READY, WHOLE, finish, hear, silence, stored
from tests.interviews.rooms import begun, interview_of, say, turns_of
from tests.interviews.voices import recorded, segments_of
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures


@pytest.fixture
def danas(committed, northwind, model, media):  # noqa: F811
    """Her browser and her invitation, at the first question that is judged."""
    client, invitation = begun(northwind, plan={"phases": Phases(warmup=WarmUpPhase(is_on=False))})
    say(client, invitation, "Yes")
    return client, invitation


@pytest.fixture
def dana(danas):
    return danas[1]


@pytest.fixture
def completed():
    """Which turns are said to have an answer."""
    turns = []

    def note(turn, **_):
        turns.append(turn)

    answer_completed.connect(note)
    yield turns
    answer_completed.disconnect(note)


def says(invitation, *sounds: bytes, turn: int = 2) -> list:
    """All of an answer, that nobody has understood yet."""
    parts = [stored(invitation, turn, number, sound) for number, sound in enumerate(sounds, 1)]
    assert not finish(invitation, turn, *((0, part.number) for part in parts))
    return parts


def end(invitation, event=EndedByCompany) -> None:
    with company_scope(invitation.company_id):
        conducting.tell(interview=interview_of(invitation), event_at=event)


def marks(invitation) -> list[str]:
    with company_scope(invitation.company_id):
        return [said.mark for said in transcript_of(interview_of(invitation)).turns]


@pytest.mark.parametrize("event", [EndedByCompany, Withdrew])
def test_it_is_an_answer_whoever_ended_the_interview_before_it_was_understood(dana, completed, event):
    one, two = says(dana, recorded(HALF), recorded(WHOLE))
    hear(one)
    end(dana, event)
    turn = turns_of(dana)[1]
    assert (turn.kept, turn.answer, turn.answered_at) == ("answered", "", None)
    assert marks(dana)[1] == "Recorded, not understood so far"
    completed.clear()
    hear(two)
    turn = turns_of(dana)[1]
    assert (turn.answer, turn.answered_at is not None, completed) == (f"{HALF} {WHOLE}", True, [2])
    assert [word["text"] for word in turn.words] == turn.answer.split()
    assert marks(dana)[1] == ""
    assert not interview_of(dana).words_due_at, "nobody words a reply to it"


def test_it_replays(dana):
    [late] = says(dana, recorded(WHOLE))
    end(dana)
    hear(late)
    with company_scope(dana.company_id):
        assert differences(interview_of(dana), replay(interview_of(dana))) == []


def test_where_nothing_is_understood_of_it_the_recording_stays_and_pages_say_so(danas, completed):
    client, dana = danas
    [late] = says(dana, silence())
    end(dana)
    own = client.get(address(dana, "end/")).content.decode()
    assert "Your recording is kept. It was not written down so far." in own
    with company_scope(dana.company_id):
        Segment.objects.update(removed_at=timezone.now())
        own = client.get(address(dana, "end/")).content.decode()
        Segment.objects.update(removed_at=None)
    assert "Your recording was not written down, and is deleted." in own
    completed.clear()
    hear(late)
    turn = turns_of(dana)[1]
    assert (turn.kept, turn.answer, turn.answered_at, completed) == ("answered", "", None, [])
    assert (marks(dana)[1], bool(segments_of(dana)[0].file)) == ("Recorded, not understood so far", True)


def test_what_was_said_to_the_greeting_is_there_as_well(committed, northwind, model, media, completed):  # noqa: F811
    client, dana = begun(northwind)
    [late] = says(dana, recorded(READY), turn=1)
    end(dana)
    # Nothing else was said, and that it is kept can be read.
    own = client.get(address(dana, "end/")).content.decode()
    assert "Look over what was said" in own and "Your recording is kept. It was not written down so far." in own
    hear(late)
    assert (turns_of(dana)[0].answer, turns_of(dana)[0].kept, completed) == (READY, "aside", [])


def test_a_question_that_they_skipped_stays_skipped(dana):
    [late] = says(dana, recorded(WHOLE))
    with company_scope(dana.company_id):
        conducting.act(interview=interview_of(dana), does="skip", turn=2)
    end(dana)
    hear(late)
    assert (turns_of(dana)[1].kept, turns_of(dana)[1].answer) == ("skipped", "")


def test_of_whoever_takes_the_agreement_back_nothing_is_understood_any_more(dana):
    [late] = says(dana, recorded(WHOLE))
    with company_scope(dana.company_id):
        take_back(invitation=dana, language="en", reason="", by=Actor())
    assert not hear(late)
    assert (turns_of(dana)[1].answer, segments_of(dana)) == ("", [])

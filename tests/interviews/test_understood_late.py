"""What was said counts also where it is understood only after they have typed the rest of their answer and sent it, or said that it is
complete."""

import pytest

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import InterviewEvent, Turn
from interviews.plans.content import Phases, WarmUpPhase
from interviews.services import conducting
from interviews.services.correcting import correct_answer
from interviews.services.recordings.orphans import adopt_lost_pieces
from interviews.signals import answer_heard_again
from tests.interviews.recording import A_PIECE, finish, hear, sent, stored
from tests.interviews.rooms import begun, interview_of, say, turns_of, work
from tests.interviews.test_recordings_that_wait import make_old
from tests.interviews.voices import recorded, segments_of
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures

SAID = "I mended the mail server."
MORE = "It had failed each Sunday."
END = "Nobody has called since."
TYPED = "It took two nights, and the rail has run since."


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    """At the first question."""
    client, invitation = begun(northwind, plan={"phases": Phases(warmup=WarmUpPhase(is_on=False))})
    say(client, invitation, "Yes")
    return invitation


@pytest.fixture
def told():
    """Of which turns more was understood."""
    turns = []

    def note(turn, **_):
        turns.append(turn)

    answer_heard_again.connect(note)
    yield turns
    answer_heard_again.disconnect(note)


def sends(invitation, text: str = TYPED) -> None:
    with company_scope(invitation.company_id):
        conducting.keep_answer(interview=interview_of(invitation), turn=2, text=text)


def answer(invitation) -> str:
    return turns_of(invitation)[1].meant


def test_it_stands_before_what_they_typed_and_is_assessed_with_it(dana, told):
    late = stored(dana, 2, 1, recorded(SAID))
    sends(dana)
    work(dana)
    assert (answer(dana), told) == (TYPED, [])
    hear(late)
    assert (answer(dana), told) == (f"{SAID}\n\n{TYPED}", [2])
    # What was read first stays beside it.
    assert turns_of(dana)[1].answer == TYPED
    assert len(turns_of(dana)) == 3


def test_before_anybody_has_read_their_answer_it_is_read_whole(dana, told):
    late = stored(dana, 2, 1, recorded(SAID))
    sends(dana)
    hear(late)
    assert (answer(dana), told) == (f"{SAID}\n\n{TYPED}", [])
    work(dana)
    assert turns_of(dana)[1].answer == f"{SAID}\n\n{TYPED}"
    with company_scope(dana.company_id):
        assert not InterviewEvent.objects.filter(kind="AnswerHeardAgain").exists()


def test_what_they_typed_as_well_is_not_said_twice(dana, told):
    late = stored(dana, 2, 1, recorded(SAID))
    sends(dana, f"{SAID} {TYPED}")
    work(dana)
    hear(late)
    assert (answer(dana), told) == (f"{SAID} {TYPED}", [])


def test_sent_twice_it_is_one_answer(dana):
    hear(stored(dana, 2, 1, recorded(SAID)))
    late = stored(dana, 2, 2, recorded("It was a Sunday."))
    sends(dana)
    hear(late)
    sends(dana)
    assert answer(dana) == f"{SAID} It was a Sunday.\n\n{TYPED}"


def test_it_counts_where_their_page_died_before_it_was_complete(dana, told):
    sent(dana, 2, 1, recorded(SAID))
    sends(dana)
    work(dana)
    make_old()
    adopt_lost_pieces()
    [late] = segments_of(dana)
    hear(late)
    assert (answer(dana), told) == (f"{SAID}\n\n{TYPED}", [2])


def test_the_rest_of_a_recording_that_broke_off_joins_the_spoken_answer(dana, told):
    data, upto = recorded(f"{SAID} {MORE}"), 3
    sent(dana, 2, 1, data[: upto * A_PIECE])
    hear(stored(dana, 2, 2, recorded(END)))
    finish(dana, 2, (0, 2))
    broken, _ = segments_of(dana)
    hear(broken)
    work(dana)
    begun_with = answer(dana)
    assert begun_with.endswith(END)
    assert begun_with != f"{SAID} {MORE} {END}"
    # Its page comes back when the next question is there.
    hear(stored(dana, 2, 1, data))
    assert (answer(dana), told) == (f"{SAID} {MORE} {END}", [2])
    assert turns_of(dana)[1].answer == begun_with


def test_a_recording_that_comes_after_the_answer_was_complete_joins_it(dana, told):
    hear(stored(dana, 2, 1, recorded(SAID), epoch=2))
    finish(dana, 2, (2, 1))
    work(dana)
    with company_scope(dana.company_id):
        # Nobody hears it again: that was done, or there is nobody.
        Turn.objects.update(listen_again_at=None)
    sent(dana, 2, 2, recorded(MORE), epoch=2)
    make_old()
    adopt_lost_pieces()
    hear(segments_of(dana)[-1])
    assert (answer(dana), told) == (f"{SAID} {MORE}", [2])
    assert turns_of(dana)[1].listen_again_at, "whoever hears better hears this, too"


def test_before_anybody_has_read_a_spoken_answer_what_comes_late_is_read_with_it(dana, told):
    hear(stored(dana, 2, 1, recorded(SAID)))
    finish(dana, 2, (0, 1))
    hear(stored(dana, 2, 2, recorded(MORE)))
    assert (answer(dana), told) == (f"{SAID} {MORE}", [])
    assert [word["text"] for word in turns_of(dana)[1].words] == f"{SAID} {MORE}".split()


def test_what_they_put_right_stays(dana, told):
    hear(stored(dana, 2, 1, recorded("It was a Sunday.")))
    late = stored(dana, 2, 2, recorded(SAID))
    sends(dana)
    work(dana)
    with company_scope(dana.company_id):
        correct_answer(interview=interview_of(dana), turn=2, text="It took three nights.", by=Actor())
    told.clear()
    hear(late)
    assert (answer(dana), told) == ("It took three nights.", [])

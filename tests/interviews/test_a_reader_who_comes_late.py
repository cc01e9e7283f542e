"""A worker that stood still for longer than its claim, while another read the same answer and the candidate went on."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.tenancy import company_scope
from interviews.engine.events import Answered, Meaning, QuestionDrafted
from interviews.models import Invitation
from interviews.services import conducting
from interviews.services.connecting import held
from tests.accounts.test_members import waiting_for_locks
from tests.interviews.rooms import begun, interview_of, say, turns_of, work
from tests.interviews.test_reading_answers import UNSURE
from tests.interviews.test_timers import told
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures
from tests.waiting import eventually

MEANT = "We read the plan of the query, and then added the index that was missing."


@pytest.fixture
def dana(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    model.behave()
    answer(invitation, UNSURE)
    return invitation


def answer(invitation: Invitation, text: str) -> None:
    with company_scope(invitation.company_id):
        assert conducting.keep_answer(interview=interview_of(invitation), turn=2, text=text)


def work_and_leave(invitation: Invitation) -> None:
    work(invitation)
    connections.close_all()


def the_other_reads_it(invitation: Invitation) -> None:
    conducting.tell(interview=interview_of(invitation), event_at=lambda at: Answered(at, 2, Meaning.A_MOMENT))
    conducting.reopen_turn(turn=turns_of(invitation)[1], with_words=False)


def test_takes_no_acknowledged_answer_back(dana, model):  # noqa: F811
    model.script("chat", [json.dumps({"meaning": "a-moment"})])
    model.delays["chat"] = 1
    before = told(dana)
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(work_and_leave, dana)
        eventually(lambda: model.calls, within=10)
        with company_scope(dana.company_id), held(interview_of(dana), None):
            # It has read, and would tell.
            eventually(lambda: waiting_for_locks() == 1, within=10)
            the_other_reads_it(dana)
            answer(dana, MEANT)
        reading.result()
    turn = turns_of(dana)[1]
    assert (turn.answer, turn.answered_at is not None, turn.kept) == (MEANT, True, "")
    assert told(dana)[len(before) :] == ["Answered"]
    model.behave()
    work(dana)
    assert turns_of(dana)[1].kept == "answered"


def the_other_goes_on(invitation: Invitation) -> None:
    interview = interview_of(invitation)
    asked = conducting.tell(interview=interview, event_at=lambda at: Answered(at, 2, Meaning.ANSWER)).state.turn
    conducting.tell(
        interview=interview, event_at=lambda at: QuestionDrafted(at, asked.draft, "How do you find a slow query?", is_new=False)
    )
    assert conducting.keep_answer(interview=interview, turn=3, text=MEANT)


def test_leaves_the_next_answer_to_whoever_reads_it(dana, model):  # noqa: F811
    model.script("chat", [json.dumps({"meaning": "answer"})])
    model.delays["chat"] = 1
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(work_and_leave, dana)
        eventually(lambda: model.calls, within=10)
        with company_scope(dana.company_id), held(interview_of(dana), None):
            eventually(lambda: waiting_for_locks() == 1, within=10)
            the_other_goes_on(dana)
        reading.result()
    assert interview_of(dana).words_due_at is not None, "somebody waits for a reply to it"
    assert len(turns_of(dana)) == 3

"""What was understood only after an answer had been read: the report stands on the words that were read, and can be checked."""

from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from interviews.live.listening_again import listen_again
from interviews.models import Turn
from interviews.plans.content import Phases, WarmUpPhase
from interviews.queries.spoken import WAITED_FOR
from interviews.services import conducting
from interviews.services.recordings.again import due_answers
from reports.models import Report
from reports.verifying import faults_in
from tests.database import superuser
from tests.interviews.recording import be_late, hear, stored
from tests.interviews.rooms import begun, interview_of, say, turns_of, work
from tests.interviews.voices import hearing, recorded
from tests.reports.assessed import SAID, report_on

FIRST, SECOND = "The depot rang me at home.", "It was a Sunday."


@pytest.fixture
def danas(committed, northwind, running_server, settings, media):
    """Two parts of what she said are not understood yet when her report is made but for the first of them."""
    settings.AI = configuration_from(hearing(running_server.url, f"sk-{uuid4()}"))
    client, invitation = begun(northwind, plan={"phases": Phases(warmup=WarmUpPhase(is_on=False))})
    say(client, invitation, "Yes")
    parts = [stored(invitation, 2, number, recorded(text)) for number, text in enumerate((FIRST, SECOND), 1)]
    with company_scope(northwind):
        conducting.keep_answer(interview=interview_of(invitation), turn=2, text=SAID)
    work(invitation)
    hear(parts[0])
    for _ in range(20):
        asked = turns_of(invitation)[-1]
        if interview_of(invitation).is_over:
            break
        say(client, invitation, "no" if asked.phase == "candidate_questions" else SAID)
    for interview, number, company in due_answers():
        listen_again(interview_id=interview, number=number, company_id=company)
    # Nobody waits for what is not understood for long.
    be_late(invitation, received_at=timezone.now() - WAITED_FOR)
    return invitation, parts[1]


def faults(report: Report) -> list[str]:
    with company_scope(report.company_id):
        return faults_in(report)


def test_a_report_holds_that_was_made_between_two_parts_of_an_answer(danas):
    invitation, late = danas
    report = report_on(invitation)
    assert report.state == "ready"
    assert turns_of(invitation)[1].heard_again == f"{FIRST}\n\n{SAID}"
    assert faults(report) == []
    hear(late)
    assert turns_of(invitation)[1].heard_again == f"{FIRST} {SECOND}\n\n{SAID}"
    assert faults(report) == []


def test_words_that_were_changed_by_hand_are_found_all_the_same(danas):
    invitation, late = danas
    report = report_on(invitation)
    hear(late)
    with superuser(connection.settings_dict["NAME"]) as inside:
        inside.execute("UPDATE reports_assessment SET answer = answer || '.' WHERE answer <> ''")
    assert any("another than the one that was read" in fault for fault in faults(report))


def test_what_was_never_heard_again_is_held_against_the_answer_itself(danas):
    invitation, _ = danas
    report = report_on(invitation)
    with company_scope(report.company_id):
        Turn.objects.filter(interview=report.interview_id, kept="answered", heard_again="").update(answer="I did nothing of the kind.")
    assert any("another than the one that was read" in fault for fault in faults(report))

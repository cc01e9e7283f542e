"""A spoken answer that was understood only after the interview had ended: the report waits for it, and no longer than makes sense."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from interviews.engine.events import EndedByCompany
from interviews.live.listening_again import listen_again
from interviews.models import Segment
from interviews.plans.content import Phases, WarmUpPhase
from interviews.queries.spoken import WAITED_FOR
from interviews.services import conducting
from interviews.services.recordings.again import due_answers
from reports.models import Assessment, Report
from reports.queries.changes import changes_since
from reports.services.assessing import due_for_assessing
from reports.services.versions import ask_for_version
from reports.verifying import faults_in
from tests.interviews.recording import finish, hear, stored
from tests.interviews.rooms import begun, interview_of, say, turns_of
from tests.interviews.voices import hearing, recorded
from tests.reports.assessed import SAID, report_on

ALOUD = "The depot rang me at home, and I compared the logs of two nights."
LATER = "Some answers could not be scored then."


@pytest.fixture
def danas(committed, northwind, running_server, settings, media):
    """She answers one question in writing and the next one aloud, and the company ends it before that is understood."""
    settings.AI = configuration_from(hearing(running_server.url, f"sk-{uuid4()}"))
    client, invitation = begun(northwind, plan={"phases": Phases(warmup=WarmUpPhase(is_on=False))})
    for text in ("Yes", SAID):
        say(client, invitation, text)
    late = stored(invitation, 3, 1, recorded(ALOUD))
    finish(invitation, 3, (0, 1))
    with company_scope(northwind):
        conducting.tell(interview=interview_of(invitation), event_at=EndedByCompany)
    return invitation, late


def read_in(report: Report) -> list[int]:
    with company_scope(report.company_id):
        read = Assessment.objects.filter(pk__in=report.content["assessments"])
        return sorted(set(read.values_list("turn__number", flat=True)))


def hear_again() -> None:
    """No better model is set up."""
    for interview, number, company in due_answers():
        listen_again(interview_id=interview, number=number, company_id=company)


def hear_well(late: Segment) -> None:
    hear(late)
    hear_again()


def test_the_report_waits_for_it_and_stands_on_it(danas):
    invitation, late = danas
    assert report_on(invitation).state == "waiting"
    hear_well(late)
    report = report_on(invitation)
    assert (report.state, read_in(report), turns_of(invitation)[2].meant) == ("ready", [2, 3], ALOUD)
    with company_scope(report.company_id):
        assert faults_in(report) == []


def test_nobody_waits_for_ever_and_the_next_version_reads_it(danas):
    invitation, late = danas
    with company_scope(invitation.company_id):
        Segment.objects.update(received_at=timezone.now() - WAITED_FOR - timedelta(seconds=1))
    hear_again()
    first = report_on(invitation)
    assert (first.state, read_in(first)) == ("ready", [2])
    with company_scope(invitation.company_id):
        assert (first.content["answers"], first.content["not_scored"], faults_in(first)) == (2, 1, [])
    hear_well(late)
    assert read_in(report_on(invitation)) == [2], "a report that is made stays"
    assert due_for_assessing() == []
    with company_scope(invitation.company_id):
        assert LATER in changes_since(first, interview_of(invitation))
        assert faults_in(first) == []
        ask_for_version(interview=interview_of(invitation), rubric=None, by=Actor())
    second = report_on(invitation)
    assert (second.version, read_in(second)) == (2, [2, 3])


def test_where_it_is_the_only_answer_the_report_waits_as_well(committed, northwind, running_server, settings, media):
    settings.AI = configuration_from(hearing(running_server.url, f"sk-{uuid4()}"))
    client, invitation = begun(northwind, plan={"phases": Phases(warmup=WarmUpPhase(is_on=False))})
    say(client, invitation, "Yes")
    late = stored(invitation, 2, 1, recorded(ALOUD))
    finish(invitation, 2, (0, 1))
    with company_scope(northwind):
        conducting.tell(interview=interview_of(invitation), event_at=EndedByCompany)
    assert report_on(invitation).state == "waiting"
    hear_well(late)
    assert read_in(report_on(invitation)) == [2]

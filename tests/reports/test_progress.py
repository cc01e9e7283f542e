"""How far a report is: answers that were read or given up, of those that are judged."""

import re

import pytest

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.models import Assessment, Report
from reports.queries.judged import judged_turns
from reports.queries.report import progress_of
from reports.rubric import rubric_of
from reports.services.reporting import begin_report
from reports.services.versions import ask_for_version
from tests.interviews.rooms import interview_of
from tests.reports.assessed import assess, finished, report_on
from tests.reports.peopled import page_of


@pytest.fixture
def danas(committed, northwind):
    return finished(northwind)


@pytest.fixture
def shown(danas, carol, log_in):
    """The numbers as the page has them: in words, and as the bar is filled."""
    client = log_in(carol)

    def read() -> tuple[int, int]:
        fragment = client.get(page_of(danas), HTTP_HX_REQUEST="true").content.decode()
        [note] = re.findall(r"(\d+) of (\d+)<", fragment)
        [bar] = re.findall(r'value="(\d+)" max="(\d+)"', fragment)
        assert note == bar
        return int(note[0]), int(note[1])

    return read


def judged(invitation):
    interview = interview_of(invitation)
    with company_scope(invitation.company_id):
        return judged_turns(interview, rubric_of(interview, None))


def test_it_counts_each_answer_once_it_was_read_by_all_or_given_up(northwind, danas, shown):
    first, second, *others = judged(danas)
    total = 2 + len(others)
    begin_report(interview_id=first.interview_id, company_id=northwind.pk)
    assert shown() == (0, total)
    assess(danas, first)
    assert shown() == (1, total)
    assess(danas, second)
    assert shown() == (2, total)
    with company_scope(northwind):
        Assessment.objects.filter(turn=second).update(state="failed", made_at=None)
    assert shown() == (2, total)
    with company_scope(northwind):
        of_first = Assessment.objects.get(turn=first)
        values = {"answer_hash": of_first.answer_hash, "judge": 2, "due_at": of_first.made_at}
        Assessment.objects.create(company=northwind, interview_id=first.interview_id, turn=first, **values)
    assert shown() == (1, total)


def test_a_new_version_counts_from_the_beginning(northwind, danas):
    report_on(danas)
    interview, total = interview_of(danas), len(judged(danas))
    with company_scope(northwind):
        assert (progress_of(interview).read, progress_of(interview).total) == (total, total)
        ask_for_version(interview=interview, rubric=None, by=Actor())
        assert progress_of(interview).note == f"0 of {total}"
    assess(danas, judged(danas)[0])
    with company_scope(northwind):
        assert progress_of(interview).note == f"1 of {total}"
        assert Report.objects.filter(state="waiting").exists()

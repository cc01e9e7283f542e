"""A report that nobody has opened yet stands on the first page of whoever recruits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.services.consents import take_back
from reports.models import Report
from reports.queries.unopened import unopened_reports
from tests.reports.peopled import opened_by, page_of
from tests.reports.test_standings import another

pytestmark = pytest.mark.not_replayed

TODAY = "/c/northwind/"


def unopened(invitation) -> list[str]:
    with company_scope(invitation.company_id):
        return [each.interview.invitation.candidate.name for each in unopened_reports().rows]


def test_it_stands_there_until_somebody_opens_it(danas, carol, log_in):
    client = log_in(carol)
    page = client.get(TODAY).content.decode()
    assert '<a href="#unopened">1 report is ready to be read</a>' in page
    assert page_of(danas) in page.partition('id="unopened"')[2].partition("</section>")[0]
    client.get(page_of(danas))
    assert 'id="unopened"' not in client.get(TODAY).content.decode()


def test_the_newest_come_first_and_the_others_are_counted(danas, carol, log_in):
    for at in range(6):
        another(danas, f"Person {at}", 3.0)
    assert unopened(danas) == [f"Person {at}" for at in (5, 4, 3, 2, 1)]
    page = log_in(carol).get(TODAY).content.decode()
    assert "7 reports are ready to be read" in page
    assert "2 more." in page.partition('id="unopened"')[2].partition("</section>")[0]


@pytest.mark.parametrize("content", [{"needs_a_person": True}, {"not_scored": 1}])
def test_what_asks_for_more_than_to_be_read_stands_elsewhere(danas, content):
    assert unopened(danas)
    with company_scope(danas.company_id):
        report = Report.objects.get()
        Report.objects.update(content=report.content | content)
    assert unopened(danas) == []


def test_a_newer_version_of_one_that_was_read_is_no_news(danas, carol):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        report = Report.objects.get()
        Report.objects.create(
            company=danas.company,
            interview=report.interview,
            version=2,
            state="ready",
            due_at=None,
            made_at=report.made_at,
            content=report.content,
        )
    assert unopened(danas) == []


def test_nobody_is_asked_to_read_what_was_taken_back_or_of_a_closed_job(danas):
    with company_scope(danas.company_id):
        Job.objects.update(status=Job.Status.CLOSED)
    assert unopened(danas) == []
    with company_scope(danas.company_id):
        Job.objects.update(status=Job.Status.OPEN)
    assert unopened(danas)
    with company_scope(danas.company_id):
        take_back(invitation=danas, language="en", reason="", by=Actor())
    assert unopened(danas) == []


def test_another_company_sees_none_and_it_costs_one_query(danas, southgate):
    with company_scope(southgate):
        assert unopened_reports().count == 0
    another(danas, "Ingrid Ek", 3.0)
    with company_scope(danas.company_id), CaptureQueriesContext(connection) as asked:
        assert len([each.interview.job.title for each in unopened_reports().rows]) == 2
    assert len([query for query in asked if query["sql"].startswith("SELECT") and '"reports_' in query["sql"]]) == 1

"""What waits for a reviewer's own rating stands on their first page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.services.consents import take_back
from reports.models import Report
from reports.queries.waiting import reports_to_rate
from tests.reports.peopled import given_to, page_of, rated_by, reported
from tests.reports.test_standings import another

pytestmark = pytest.mark.not_replayed

TODAY = "/c/northwind/"


@pytest.fixture
def danas(committed, northwind):
    return reported(northwind)


@pytest.fixture
def bobs(danas, bob):
    return given_to(danas, bob)


def to_rate(member) -> list[str]:
    with company_scope(member.company):
        return [each.interview.invitation.candidate.name for each in reports_to_rate(member).rows]


def test_it_stands_there_until_they_have_rated(danas, bobs, bob, log_in):
    client = log_in(bob)
    page = client.get(TODAY).content.decode()
    assert "1 interview waits for your rating</a>." in page
    assert page_of(danas) in page.partition('id="to-rate"')[2].partition("</section>")[0]
    rated_by(danas, bob)
    page = client.get(TODAY).content.decode()
    assert 'id="to-rate"' not in page
    assert "waits for your rating" not in page


def test_what_others_rated_waits_all_the_same(danas, bobs, carol):
    rated_by(danas, carol)
    assert to_rate(bobs)


def test_whoever_waits_longest_comes_first_and_the_others_are_counted(danas, bobs, bob, log_in):
    first = to_rate(bobs)
    for at in range(6):
        another(danas, f"Person {at}", 3.0)
    assert to_rate(bobs) == [*first, *(f"Person {at}" for at in range(4))]
    assert "7 interviews wait for your rating</a>." in log_in(bob).get(TODAY).content.decode()


def test_jobs_of_others_are_not_theirs_to_rate(danas, bob, log_in):
    assert 'id="to-rate"' not in log_in(bob).get(TODAY).content.decode()


def closed(danas) -> None:
    Job.objects.update(status=Job.Status.CLOSED)


def taken_back(danas) -> None:
    take_back(invitation=danas, language="en", reason="", by=Actor())


def not_made_yet(danas) -> None:
    Report.objects.update(state=Report.State.WAITING, made_at=None, due_at=timezone.now())


def long_over(danas) -> None:
    Report.objects.update(made_at=Report.objects.get().made_at - timedelta(days=31))


@pytest.mark.parametrize("happens", [closed, taken_back, not_made_yet, long_over])
def test_nobody_is_asked_to_rate_what_is_no_longer_or_not_yet_to_be_rated(danas, bobs, happens):
    assert to_rate(bobs)
    with company_scope(danas.company_id):
        happens(danas)
    assert to_rate(bobs) == []


def test_a_newer_version_is_not_rated_twice(danas, bobs):
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
    assert len(to_rate(bobs)) == 1


def test_it_costs_one_query_and_tells_no_score(danas, bobs):
    another(danas, "Ingrid Ek", 3.0)
    with company_scope(danas.company_id), CaptureQueriesContext(connection) as asked:
        rows = reports_to_rate(bobs).rows
        assert len([each.interview.job.title for each in rows]) == 2
    assert len([query for query in asked if query["sql"].startswith("SELECT") and '"reports_' in query["sql"]]) == 1
    assert "content" not in vars(rows[0])

"""Who is of the company and yet not meant, or came by a link to something else, reaches nothing of a report: every address is tried.

Roles and other companies: tests/permissions.py.
"""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Interview, JobMember
from interviews.services.conducting import begin_interview
from reports.links import token_of
from reports.models import Comment, ReportLink, ReviewRequest
from reports.services.sharing import share_report
from tests.interviews.hiring import make_invitation
from tests.interviews.invited import arrive, give_job_to, invited
from tests.interviews.voices import make_film, make_recording
from tests.permissions import PERMISSIONS, REVIEWER, InCompany
from tests.reports.assessed import make_report_row
from tests.reports.peopled import member_of
from tests.test_permissions import URLS

# Each on its own: tests of tenancy write rows that no interview led to.
pytestmark = pytest.mark.not_replayed

OF_REPORTS = {name: row for name, row in PERMISSIONS.items() if name.startswith("reports:") and isinstance(row, InCompany)}
OF_REVIEWERS = [name for name, row in OF_REPORTS.items() if REVIEWER in row.roles]
WITHIN = [name for name, row in OF_REPORTS.items() if "interview_id" in row.within]
LOG_IN = "/login/"


@dataclass
class Known:
    """What addresses are made of, of one interview."""

    interview: Interview
    link: ReportLink
    ids: dict

    def address(self, name: str, **others) -> str:
        known = {"company": "northwind"} | self.ids | others
        return reverse(name, kwargs={argument: known[argument] for argument in URLS[name]})


def known_of(invitation) -> Known:
    with company_scope(invitation.company_id):
        interview = begin_interview(invitation=invitation)
        report = make_report_row(interview)
        link = share_report(report=report, label="The team", days=7, without_names=True, by=Actor())
        on = {"company": invitation.company, "interview": interview}
        ids = {
            "interview_id": interview.pk,
            "job_id": invitation.job_id,
            "segment_id": make_recording(interview).pk,
            "film_id": make_film(interview).pk,
            "comment_id": Comment.objects.create(text="Thorough.", by_name="Carol", **on).pk,
            "review_id": ReviewRequest.objects.create(**on).pk,
            "link_id": link.pk,
        }
    return Known(interview, link, ids)


@pytest.fixture
def danas(northwind, media):
    return known_of(invited(northwind))


@pytest.fixture
def another(danas, northwind):
    """Another's interview, for the same job."""
    with company_scope(northwind):
        invitation = make_invitation(danas.interview.job)
    return known_of(invitation)


def asked(client, name: str, address: str):
    row = OF_REPORTS[name]
    return getattr(client, row.method)(address, row.data)


@pytest.mark.parametrize("name", OF_REVIEWERS)
def test_a_reviewer_without_the_job_misses_it_and_so_does_one_from_whom_it_was_taken(name, danas, northwind, bob, log_in):
    client, address = log_in(bob), danas.address(name)
    assert asked(client, name, address).status_code == 404
    give_job_to(danas.interview.job, member_of(northwind, bob))
    assert asked(client, name, address).status_code != 404
    with company_scope(northwind):
        JobMember.objects.all().delete()
    assert asked(client, name, address).status_code == 404


@pytest.mark.parametrize("name", WITHIN)
def test_what_belongs_to_one_interview_is_missing_under_another(name, danas, another, carol, log_in):
    client = log_in(carol)
    assert asked(client, name, danas.address(name, interview_id=another.ids["interview_id"])).status_code == 404
    assert asked(client, name, danas.address(name)).status_code != 404


@pytest.mark.parametrize("name", OF_REPORTS)
def test_neither_a_candidates_session_nor_a_shared_link_opens_more_than_it_is_for(name, danas, northwind):
    candidate, holder = arrive(), Client()
    assert candidate.get(f"/interview/{danas.interview.invitation_id}/").status_code == 200
    assert holder.get(f"/r/{token_of(danas.link.pk)}/").status_code == 200
    with company_scope(northwind):
        before = AuditEntry.objects.count()
    for client in (candidate, holder):
        answer = asked(client, name, danas.address(name))
        assert (answer.status_code, answer["Location"].startswith(LOG_IN)) == (302, True)
    with company_scope(northwind):
        assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("name", ["reports:report", "reports:technical", "reports:report-pdf", "reports:report-csv", "reports:report-json"])
@pytest.mark.parametrize("version", ["2", "0", "-1", "1 ", "٣", "99999999999999999999", "1;"])
def test_a_version_that_is_not_there_is_missing(name, version, danas, carol, log_in):
    answer = log_in(carol).get(danas.address(name), {"version": version})
    assert answer.status_code == 404

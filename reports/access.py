"""The only way from an id in an address to a report. What is another's and what is missing answer alike: 404."""

from uuid import UUID

from django.http import Http404

from accounts.links import hash_of
from accounts.models import Member
from accounts.tenancy import bearer_scope
from interviews.models import Interview
from interviews.queries.jobs import jobs_of
from reports.models import Report, ReportLink


def interview_for_member(member: Member, interview_id: UUID) -> Interview:
    """Of any job for whoever recruits, for a reviewer of one that they were given. Trials have no report."""
    interviews = Interview.objects.select_related("job", "plan", "company", "invitation__candidate")
    found = interviews.filter(pk=interview_id, invitation__isnull=False, job__in=jobs_of(member).values("pk")).first()
    if found is None:
        raise Http404
    return found


def made_report(interview: Interview, version: str = "") -> Report:
    """One that is ready: the newest or, as an address asks for it, another version."""
    reports = Report.objects.filter(interview=interview, state=Report.State.READY).select_related("rubric", "asked_by", "company")
    if version:
        # More digits than a version has are none of ours, and too many for Postgres.
        reports = reports.filter(version=int(version)) if version.isdecimal() and len(version) < 5 else reports.none()
    found = reports.order_by("-version").first()
    if found is None:
        raise Http404
    return found


def link_of_interview(interview: Interview, link_id: UUID) -> ReportLink:
    found = ReportLink.objects.select_related("report").filter(pk=link_id, report__interview=interview).first()
    if found is None:
        raise Http404
    return found


def link_by_token(token: str) -> ReportLink:
    """Its ids and state alone: what it leads to is read in its company's scope."""
    token_hash = hash_of(token)
    with bearer_scope(token_hash):
        link = ReportLink.by_policy_alone.filter(token_hash=token_hash).first()
    if link is None:
        raise Http404
    return link


def report_of_link(link: ReportLink) -> Report:
    """None that has been purged meanwhile."""
    reports = Report.objects.select_related(
        "interview__job", "interview__plan", "interview__company", "interview__invitation__candidate", "rubric"
    )
    found = reports.filter(pk=link.report_id, interview__invitation__isnull=False).first()
    if found is None:
        raise Http404
    return found

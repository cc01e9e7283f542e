"""The only way from an id in an address to a report. What is another's and what is missing answer alike: 404."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404

from accounts.links import hash_of
from accounts.models import Member
from accounts.tenancy import bearer_scope
from interviews.models import Interview, Invitation, Segment
from interviews.queries.jobs import jobs_of
from reports.models import Comment, Feedback, Report, ReportLink, ReviewRequest
from reports.queries.blindness import must_rate_first
from reports.queries.recordings import playable, watchable


class MustRateFirst(Exception):
    """They may read it, and its scores once they have said what they think themselves. reports.middleware leads them there."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(str(interview.pk))
        self.interview = interview


def interview_for_member(member: Member, interview_id: UUID) -> Interview:
    """With all that is known of it. Whoever rates blind and has not is led to rating."""
    interview = interview_to_rate(member, interview_id)
    if must_rate_first(member, interview):
        raise MustRateFirst(interview)
    return interview


def interview_to_rate(member: Member, interview_id: UUID) -> Interview:
    """Without its scores. Of any job for whoever recruits, for a reviewer of one that they were given. Trials have no report."""
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


def interviews_of_job(job_id: UUID, interview_ids: Sequence[UUID]) -> list[Interview]:
    """Of a job that they may see, in the order in which they were named: one that is not there is a 404."""
    interviews = Interview.objects.select_related("plan", "company", "invitation__candidate")
    found = {each.pk: each for each in interviews.filter(pk__in=interview_ids, job=job_id, invitation__isnull=False)}
    if len(found) != len(set(interview_ids)):
        raise Http404
    return [found[each] for each in dict.fromkeys(interview_ids)]


def comment_on(interview: Interview, comment_id: UUID) -> Comment:
    comment = Comment.objects.select_related("company").filter(pk=comment_id, interview=interview).first()
    if comment is None:
        raise Http404
    return comment


def feedback_of(interview: Interview) -> Feedback:
    """One that is written, and waits or was settled."""
    found = Feedback.objects.select_related("company", "settled_by").filter(interview=interview).exclude(state=Feedback.State.WAITING)
    feedback = found.first()
    if feedback is None:
        raise Http404
    return feedback


def review_request(interview: Interview, request_id: UUID) -> ReviewRequest:
    found = ReviewRequest.objects.select_related("interview", "company").filter(pk=request_id, interview=interview).first()
    if found is None:
        raise Http404
    return found


def recording_of_interview(interview: Interview, segment_id: UUID) -> Segment:
    """One that is kept: what was promised to go after some time is played no longer."""
    found = playable(interview).filter(pk=segment_id).first()
    if found is None:
        raise Http404
    return found


def film_of_interview(interview: Interview, film_id: UUID) -> Segment:
    found = next((each for each in watchable(interview) if each.pk == film_id), None)
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


def finished_interview(invitation: Invitation) -> Interview:
    """The candidate's own."""
    found = Interview.objects.select_related("company", "plan", "job").filter(invitation=invitation, finished_at__isnull=False)
    interview = found.first()
    if interview is None:
        raise Http404
    return interview

"""People around a finished report, for tests."""

from django.utils import timezone

from accounts.models import Member
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.state import State
from interviews.models import Consent, Interview, Invitation, Plan, Turn
from interviews.plans.content import PlanContent
from reports.models import Report
from reports.queries.versions import newest_report
from reports.services.rating import Rated, rate
from reports.services.viewing import note_view
from tests.interviews.invited import give_job_to, invited
from tests.interviews.invited import now as now_of
from tests.interviews.rooms import interview_of
from tests.reports.assessed import SAID, report_on

REASON = "“I compared the logs of two nights” shows it."


def reported(company, said: str = SAID, **fields) -> Invitation:
    """Dana's finished interview of one answer, with its report. Written as rows: tests of these are marked not_replayed."""
    invitation = over(company, said, **fields)
    report_on(invitation)
    return invitation


def over(company, said: str = SAID, **fields) -> Invitation:
    invitation, now = invited(company, step="ready", **fields), timezone.now()
    with company_scope(company):
        Invitation.objects.filter(pk=invitation.pk).update(opened_at=now, started_at=now, completed_at=now)
        Consent.objects.create(company=company, invitation=invitation, version="1", language="en", words="I agree.")
        plan = Plan.objects.get(job=invitation.job)
        interview = Interview.objects.create(
            company=company,
            job=invitation.job,
            plan=plan,
            invitation=invitation,
            language="en",
            state=State().as_json(),
            outcome="completed",
            finished_at=now,
            end_told_at=now,
        )
        Turn.objects.create(
            company=company,
            interview=interview,
            number=1,
            phase="main",
            purpose="question",
            competency="reliability",
            question="q1",
            text="How do you find a slow query?",
            answer=said,
            answered_at=now,
            kept="answered",
        )
    return now_of(invitation)


def page_of(invitation, page: str = "report", *more) -> str:
    path = f"/c/{invitation.company.slug}/interviews/{interview_of(invitation).pk}/{page}/"
    return path + "".join(f"{each}/" for each in more)


def member_of(company, user) -> Member:
    with company_scope(company):
        return Member.objects.select_related("user", "company").get(user=user)


def given_to(invitation, user) -> Member:
    """A reviewer of its job."""
    member = member_of(invitation.company, user)
    give_job_to(invitation.job, member)
    return member


def competencies_of(invitation) -> tuple[str, ...]:
    return tuple(each.key for each in PlanContent.model_validate(interview_of(invitation).plan.content).competencies)


def rated_by(invitation, user, level: int | None = 3, reason: str = REASON) -> None:
    member = member_of(invitation.company, user)
    rated = [Rated(key, level, reason) for key in competencies_of(invitation)]
    with company_scope(invitation.company_id):
        rate(interview=interview_of(invitation), member=member, rated=rated, by=Actor(user=user))


def rating_form(invitation, level: str = "3", reason: str = REASON) -> dict[str, str]:
    return {f"{name}_{key}": value for key in competencies_of(invitation) for name, value in (("level", level), ("reason", reason))}


def opened_by(invitation, user) -> Report:
    with company_scope(invitation.company_id):
        report = newest_report(interview_of(invitation))
        note_view(report=report, by=Actor(user=user))
    return report

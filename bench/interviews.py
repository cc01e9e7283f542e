"""Interviews that have begun, with a session for each candidate: in a plan so long that none ends by itself, if no other is wished for."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from accounts.models import Company
    from interviews.models import Invitation, Job
    from interviews.plans.content import PlanContent

_numbers = count(1)
QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Room:
    path: str
    cookie: str
    interview_id: UUID
    company_id: UUID

    @property
    def ticket(self) -> str:
        """Good for a minute: taken when somebody comes."""
        from accounts.tenancy import company_scope
        from interviews.models import Interview
        from interviews.services.connecting import ticket_for

        with company_scope(self.company_id):
            return ticket_for(Interview.objects.get(pk=self.interview_id))


def begun_rooms(number: int, questions: int = QUESTIONS) -> list[Room]:
    from accounts.tenancy import company_scope
    from bench.rows import small_company

    company = small_company("interviews" if questions == QUESTIONS else f"interviews-{questions}")
    with company_scope(company):
        job = _job(company, _content(questions))
    return [_begun(company, job) for _ in range(number)]


def _content(questions: int) -> "PlanContent":
    """Questions and nothing around them but a welcome and a goodbye."""
    from interviews.plans.content import Competency, Phase, Phases, PlanContent, PlannedQuestion, Source, WarmUpPhase

    competency = Competency(key="yard", name="Yard", weight=100, anchors=("1", "2", "3", "4", "5"))
    asked = tuple(
        PlannedQuestion(key=f"q{n}", competency="yard", source=Source.GENERATED, text=f"How they plan a night, part {n}.", follow_ups=0)
        for n in range(questions)
    )
    off = Phases(warmup=WarmUpPhase(is_on=False), follow_up=Phase(is_on=False), candidate_questions=Phase(is_on=False))
    return PlanContent(competencies=(competency,), questions=asked, phases=off)


def _job(company: "Company", content: "PlanContent") -> "Job":
    from django.utils import timezone

    from interviews.models import Job, Plan

    job = Job.objects.create(company=company, title="Night shift planner", status=Job.Status.OPEN)
    Plan.objects.create(company=company, job=job, number=1, content=content.model_dump(mode="json"), saved_at=timezone.now())
    return job


def _begun(company: "Company", job: "Job") -> Room:
    from django.utils import timezone

    from accounts.tenancy import company_scope
    from interviews.live.carrying_on import carry_on
    from interviews.models import Consent, Invitation
    from interviews.services.conducting import begin_interview
    from resumes.models import Candidate

    number = next(_numbers)
    with company_scope(company):
        candidate = Candidate.objects.create(company=company, name=f"Candidate {number}", email=f"c{number}@interviews.example")
        invitation = Invitation.objects.create(
            company=company,
            job=job,
            candidate=candidate,
            token_hash=f"{number:064x}",
            subject="Your interview",
            message="Dear candidate",
            deadline=timezone.now() + timedelta(days=1),
            opened_at=timezone.now(),
            step=Invitation.Step.READY,
            adjustments={"no_time_limits": True},
        )
        Consent.objects.create(company=company, invitation=invitation, version="1", language="en", words="I agree.")
        interview = begin_interview(invitation=invitation)
    carry_on(interview_id=interview.pk, company_id=company.pk)
    return Room(f"/ws/interview/{invitation.pk}/", _cookie(invitation), interview.pk, company.pk)


def _cookie(invitation: "Invitation") -> str:
    """Of a browser that followed the invitation's link."""
    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    from interviews.http import open_session

    browser = HttpRequest()
    browser.session, browser.user = SessionStore(), AnonymousUser()
    open_session(browser, invitation)
    browser.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}"

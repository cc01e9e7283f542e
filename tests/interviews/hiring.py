"""Jobs, plans and invitations for tests."""

from datetime import timedelta
from itertools import count
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.utils import timezone

from accounts.links import hash_of
from accounts.models import Company, Member, Role
from interviews.engine.events import Began, QuestionDrafted
from interviews.engine.state import State
from interviews.links import token_of
from interviews.models import (
    AdjustmentRequest,
    Ahead,
    Booking,
    Consent,
    Correction,
    Interview,
    Invitation,
    InvitationList,
    Job,
    JobMember,
    Piece,
    Plan,
    PlanQuestion,
    PlanTemplate,
    Question,
    Reminder,
    Segment,
    Slot,
    Sound,
    Waterfall,
)
from interviews.plans.content import Competency, PlanContent, PlannedQuestion, Source
from interviews.services.conducting import tell
from tests.interviews.questions import ANCHORS, make_bank, make_question
from tests.resumes.people import make_candidate

_numbers = count(1)
_tokens: dict[UUID, str] = {}


def make_job(company: Company, **fields) -> Job:
    values = {"title": "Backend engineer, Payments", "status": Job.Status.OPEN, "deadline": timezone.now() + timedelta(days=14)}
    return Job.objects.create(company=company, **values | fields)


def content_asking(*questions: Question, **fields) -> PlanContent:
    """A plan of one competency that asks these."""
    competency = Competency(key="reliability", name="Reliability", weight=100, anchors=tuple(ANCHORS))
    asked = tuple(
        PlannedQuestion(
            key=f"q{at}",
            competency="reliability",
            source=Source.OWN if question.company_id else Source.LIBRARY,
            question=question.pk,
            text=question.text,
        )
        for at, question in enumerate(questions, 1)
    )
    return PlanContent(**{"competencies": (competency,), "questions": asked} | fields)


def make_plan(job: Job, *questions: Question, **fields) -> Plan:
    """A saved version; `saved_at=None` makes a draft."""
    values = {"number": next(_numbers), "content": content_asking(*questions).model_dump(mode="json"), "saved_at": timezone.now()}
    plan = Plan.objects.create(company=job.company, job=job, **values | fields)
    PlanQuestion.objects.bulk_create(PlanQuestion(company=job.company, plan=plan, question=question) for question in questions)
    return plan


def token_of_link(name: str) -> str:
    """Of the link to the invitation that is made with it, and that every mail about it carries."""
    key = uuid5(NAMESPACE_OID, name)
    return _tokens.setdefault(key, token_of(key, 1))


def make_invitation(job: Job, token: str = "", **fields) -> Invitation:
    values = {
        "pk": next((key for key, known in _tokens.items() if known == token), None) or uuid4(),
        "token_hash": hash_of(token or uuid4().hex),
        "subject": "Your interview",
        "message": "Dear {name}",
        "deadline": timezone.now() + timedelta(days=10),
    }
    if "candidate" not in fields:
        fields["candidate"] = make_candidate(job.company, email=f"candidate-{next(_numbers)}@example.org")
    return Invitation.objects.create(company=job.company, job=job, **values | fields)


def hiring_in_every_table(company: Company) -> None:
    job = make_job(company)
    question = make_question(make_bank(company, slug="hiring"))
    plan = make_plan(job, question)
    common = {"company": company}
    reviewer = Member.objects.filter(role=Role.REVIEWER).first() or Member.objects.first()
    JobMember.objects.create(job=job, member=reviewer, **common)
    PlanTemplate.objects.create(name="Ours", content={}, **common)
    invitation = make_invitation(job)
    Consent.objects.create(invitation=invitation, version="1", language="en", words="I agree.", **common)
    AdjustmentRequest.objects.create(invitation=invitation, needs=["extra-time"], **common)
    Reminder.objects.create(invitation=invitation, hours_before=24, due_at=timezone.now(), **common)
    InvitationList.objects.create(job=job, **common)
    slot = Slot.objects.create(job=job, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1), **common)
    Booking.objects.create(invitation=invitation, slot=slot, **common)
    interview = Interview.objects.create(job=job, plan=plan, invitation=invitation, language="en", state=State().as_json(), **common)
    tell(interview=interview, event_at=Began)
    tell(interview=interview, event_at=lambda at: QuestionDrafted(at, 1, "Hello."))
    Sound.objects.create(interview=interview, digest="0" * 64, format="wav", data=b"RIFF", **common)
    Ahead.objects.create(interview=interview, turn=1, digest="0" * 64, **common)
    Waterfall.objects.create(interview=interview, turn=1, **common)
    turn = interview.turns.get()
    Piece.objects.create(turn=turn, epoch=1, segment=2, number=0, data=b"sound", **common)
    Segment.objects.create(turn=turn, epoch=1, number=1, pieces=1, size=5, sha256="0" * 64, **common)
    Correction.objects.create(turn=turn, number=1, text="I mended it.", **common)

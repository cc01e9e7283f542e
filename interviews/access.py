"""The only way from an id in an address to an object. What is another's and what is missing answer alike: 404."""

from uuid import UUID

from django.http import Http404

from accounts.links import hash_of
from accounts.models import Company, Member
from accounts.tenancy import bearer_scope
from interviews.models import (
    AdjustmentRequest,
    Bank,
    Interview,
    Invitation,
    InvitationList,
    Job,
    Plan,
    PlanTemplate,
    Question,
    QuestionImport,
    Sentence,
    Slot,
)
from interviews.queries.jobs import jobs_of


def job_for_member(member: Member, job_id: UUID) -> Job:
    """Any of their company's for whoever recruits, for a reviewer one that they were given."""
    job = jobs_of(member).filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


def question_for_member(question_id: UUID) -> Question:
    """One that they may read: the library's, or their company's own. Any version of it."""
    question = Question.objects.select_related("bank__company", "created_by").filter(pk=question_id).first()
    if question is None:
        raise Http404
    return question


def own_question(question_id: UUID, company: Company) -> Question:
    """One that they may write. The library's is nobody's to write."""
    question = question_for_member(question_id)
    if question.company_id != company.pk:
        raise Http404
    return question


def own_bank(bank_id: UUID, company: Company) -> Bank:
    bank = Bank.objects.select_related("company").filter(pk=bank_id, company=company).first()
    if bank is None:
        raise Http404
    return bank


def import_of(company: Company | None, import_id: UUID) -> QuestionImport:
    """Of this company or, without one, of our staff."""
    found = QuestionImport.objects.select_related("by", "bank", "company").filter(company=company, pk=import_id).first()
    if found is None:
        raise Http404
    return found


def bank_to_write(company: Company | None, bank_id: UUID) -> Bank:
    """A company's own or, without one, the library's."""
    bank = Bank.objects.filter(company=company, pk=bank_id).first()
    if bank is None:
        raise Http404
    return bank


def library_question(question_id: UUID) -> Question:
    """For staff, whose curating ends where companies' own questions begin."""
    question = Question.objects.select_related("bank").filter(pk=question_id, company=None).first()
    if question is None:
        raise Http404
    return question


def current_version(question: Question) -> Question:
    """The version of it that is asked now."""
    current = Question.objects.filter(bank=question.bank_id, key=question.key, is_current=True).first()
    if current is None:
        raise Http404
    return current


def saved_plan(job: Job, number: int) -> Plan:
    plan = Plan.objects.select_related("created_by").filter(job=job, number=number, saved_at__isnull=False).first()
    if plan is None:
        raise Http404
    return plan


def plan_template(template_id: UUID) -> PlanTemplate:
    template = PlanTemplate.objects.select_related("company").filter(pk=template_id).first()
    if template is None:
        raise Http404
    return template


def invitation_by_link(token: str) -> Invitation:
    """Its ids and state alone: what it belongs to is read in its company's scope. What was never sent, what a newer mail has
    replaced and what is no token at all are looked for in the same way, and missed in the same time."""
    token_hash = hash_of(token)
    with bearer_scope(token_hash):
        invitation = Invitation.by_policy_alone.filter(token_hash=token_hash).first()
    if invitation is None:
        raise Http404
    return invitation


def invitation_in_company(invitation_id: UUID) -> Invitation:
    """Of any job: only whoever recruits comes here."""
    found = Invitation.objects.select_related("company", "job__company", "candidate", "mail", "invited_by").filter(pk=invitation_id)
    invitation = found.first()
    if invitation is None:
        raise Http404
    return invitation


def invitation_of_session(invitation_id: UUID) -> Invitation:
    invitation = Invitation.objects.select_related("job", "candidate", "company", "invited_by").filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    return invitation


def list_of_job(job: Job, list_id: UUID) -> InvitationList:
    found = InvitationList.objects.select_related("job__company", "company", "by").filter(job=job, pk=list_id).first()
    if found is None:
        raise Http404
    return found


def adjustment_of_invitation(invitation: Invitation, request_id: UUID) -> AdjustmentRequest:
    found = AdjustmentRequest.objects.select_related("invitation").filter(invitation=invitation, pk=request_id).first()
    if found is None:
        raise Http404
    return found


def slot_of_job(job: Job, slot_id: UUID) -> Slot:
    found = Slot.objects.filter(job=job, pk=slot_id).first()
    if found is None:
        raise Http404
    return found


def trial_of_job(job: Job, interview_id: UUID) -> Interview:
    trials = Interview.objects.select_related("job__company", "plan", "company").filter(job=job, invitation=None)
    found = trials.filter(pk=interview_id).first()
    if found is None:
        raise Http404
    return found


def interview_of_invitation(invitation: Invitation) -> Interview | None:
    """None: they have not begun. What it shares with its invitation was read with that."""
    interview = Interview.objects.select_related("plan").filter(invitation=invitation).first()
    if interview:
        interview.invitation, interview.job, interview.company = invitation, invitation.job, invitation.company
        interview.job.company = invitation.company
    return interview


def sentence_of_interview(interview: Interview, turn: int, number: int) -> Sentence:
    found = Sentence.objects.filter(interview=interview, turn=turn, number=number).first()
    if found is None:
        raise Http404
    return found

"""What candidates are told of their answers: written once the report is there, and given by a person or, where the company
wants it so, by itself. Nothing of it is a score, and no score is among what whoever words it is given."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from accounts.gateway import models_of
from accounts.models import Company, OutboxMail
from accounts.services.audit import Actor, record
from accounts.tenancy import company_scope, every_company
from ai.errors import AIError
from ai.gateway import Gateway
from ai.results import Answer
from ai.waiting import wait
from interviews.engine.commands import Outcome
from interviews.models import Interview
from interviews.plans.content import PlanContent
from interviews.services.candidate_mail import mail_candidate, words_for
from interviews.services.consents import agreement_stands, has_agreed, is_taken_back
from reports.assessing.inputs import LANGUAGES
from reports.assessing.material import material_of, names_of
from reports.content import ReportContent
from reports.feedback.checking import checked
from reports.feedback.fields import FeedbackContent, FeedbackWords
from reports.feedback.inputs import Answered, FeedbackInputs
from reports.feedback.rules import feedback_by_rules
from reports.findings import nearest_readers
from reports.masking import mask
from reports.models import Feedback, Report
from reports.prompts import WRITE_FEEDBACK
from reports.queries.judged import assessments_behind, judged_turns
from reports.queries.versions import newest_report
from reports.rubric import rubric_of
from reports.services.refused import AgreementIsGone, Refused

State = Feedback.State
LEASE = timedelta(minutes=3)
LOOKED_BACK = timedelta(days=3)
SWEEP_AT_MOST = 200


class SettledAlready(Refused):
    """The candidate has read it, or somebody decided that they do not."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    feedback: Feedback
    inputs: FeedbackInputs
    language: str
    models: Gateway


def begin_feedback(*, interview_id: UUID, company_id: UUID) -> None:
    """Once, where plan, company and candidate agree to it."""
    with company_scope(company_id):
        interview = Interview.objects.select_related("plan", "company", "invitation").filter(pk=interview_id).first()
        if interview and _is_wanted(interview) and Report.objects.filter(interview=interview, state=Report.State.READY).exists():
            Feedback.objects.get_or_create(interview=interview, defaults={"company_id": company_id})


def write_feedback(*, interview_id: UUID, company_id: UUID) -> list[OutboxMail]:
    """Return the mail to the candidate where nobody need approve it, for the caller to send."""
    with company_scope(company_id):
        gathered = _gather(interview_id)
    if gathered is None:
        return []
    answer: Answer[FeedbackWords] | None = None
    try:
        answer = wait(gathered.models.run(WRITE_FEEDBACK, gathered.inputs))
    except AIError:
        words = feedback_by_rules(gathered.inputs)
    else:
        words = checked(answer.output)
    if not words.strengths or not words.advice:
        # Nothing of it may be told.
        answer, words = None, feedback_by_rules(gathered.inputs)
    with company_scope(company_id):
        return _keep(gathered, words, answer)


def give_feedback(*, feedback: Feedback, words: FeedbackWords, by: Actor) -> OutboxMail:
    """As a person has read and worded it."""
    with transaction.atomic():
        if not agreement_stands(feedback.interview_id):
            raise AgreementIsGone
        feedback = _to_settle(feedback)
        feedback.content = feedback.content | words.model_dump(mode="json")
        return _give(feedback, by)


def withhold_feedback(*, feedback: Feedback, by: Actor) -> None:
    with transaction.atomic():
        feedback = _to_settle(feedback)
        feedback.state, feedback.settled_by, feedback.settled_at = State.WITHHELD, by.user, timezone.now()
        feedback.save(update_fields=["state", "settled_by", "settled_at"])
        record(by=by, company=feedback.company, action="feedback.withheld", target=feedback)


def due_for_feedback() -> list[tuple[UUID, UUID]]:
    """What waits to be written, and reports that nobody followed with feedback."""
    now = timezone.now()
    with every_company("a sweep finds the interviews of all companies whose candidates wait for feedback"):
        waiting = Feedback.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at")
        found = list(waiting.values_list("interview_id", "company_id")[:SWEEP_AT_MOST])
        recent = Report.objects.filter(state=Report.State.READY, made_at__gte=now - LOOKED_BACK)
        wanting = recent.exclude(company__feedback=Company.Feedback.NONE).exclude(interview__plan__content__gives_feedback=False)
        without = wanting.exclude(interview__outcome=Outcome.WITHDRAWN).exclude(is_taken_back("interview__invitation"))
        without = without.exclude(Exists(Feedback.objects.filter(interview=OuterRef("interview"))))
        found += list(without.order_by("made_at").values_list("interview_id", "company_id")[:SWEEP_AT_MOST])
    return list(dict.fromkeys(found))


def _is_wanted(interview: Interview) -> bool:
    plan = PlanContent.model_validate(interview.plan.content)
    is_over = interview.is_over and interview.outcome != Outcome.WITHDRAWN
    wanted = plan.gives_feedback and interview.company.feedback != Company.Feedback.NONE
    return bool(is_over and wanted and interview.invitation and has_agreed(interview.invitation))


def _gather(interview_id: UUID) -> _Gathered | None:
    now = timezone.now()
    waiting = Feedback.objects.filter(interview=interview_id, state=State.WAITING)
    waiting.filter(is_taken_back("interview__invitation")).delete()
    due = waiting.filter(due_at__lte=now)
    if not due.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return None
    related = ("company", "interview__plan", "interview__company", "interview__job", "interview__invitation__candidate")
    feedback = Feedback.objects.select_related(*related).get(interview=interview_id)
    interview = feedback.interview
    assert interview.invitation
    language = interview.invitation.language or interview.language
    inputs = FeedbackInputs(_answers(interview), LANGUAGES.get(language, LANGUAGES["en"]))
    return _Gathered(feedback, inputs, language, models_of(interview.company, interview=interview.pk))


def _answers(interview: Interview) -> tuple[Answered, ...]:
    report = newest_report(interview)
    content = rubric_of(interview, report)
    turns = judged_turns(interview, content)
    made = assessments_behind(ReportContent.model_validate(report.content)) if report else []
    remarks = {turn: each.remarks for turn, each in nearest_readers(made).items()}
    names = names_of(interview)
    found = []
    for turn in turns:
        if material := material_of(interview, turn, content):
            noted = remarks.get(turn.pk, {})
            found.append(
                Answered(
                    material.inputs.question,
                    material.inputs.answer,
                    tuple(mask(each, names).text for each in noted.get("strengths", ())),
                    tuple(mask(each, names).text for each in noted.get("improvements", ())),
                )
            )
    return tuple(found)


def _keep(gathered: _Gathered, words: FeedbackWords, answer: Answer[FeedbackWords] | None) -> list[OutboxMail]:
    """Unless the claim ran out, and another wrote it meanwhile, or the candidate took their agreement back while a model wrote."""
    feedback = gathered.feedback
    made_by: dict[str, object] = {"prompt": WRITE_FEEDBACK.prompt.version}
    if answer and not answer.made.is_builtin:
        made_by |= {"provider": answer.made.provider, "model": answer.made.model}
    content = FeedbackContent(**words.model_dump(), language=gathered.language).model_dump(mode="json")
    held = Feedback.objects.filter(pk=feedback.pk, state=State.WAITING, due_at=feedback.due_at)
    if not agreement_stands(feedback.interview_id):
        held.delete()
        return []
    if not held.update(state=State.DRAFTED, due_at=None, made_at=timezone.now(), content=content, made_by=made_by):
        return []
    feedback.refresh_from_db()
    # As the company has it now: meanwhile it may have turned it off, or want to look first.
    company = Company.objects.get(pk=feedback.company_id)
    return [_give(feedback, Actor())] if company.feedback == Company.Feedback.AUTOMATIC else []


def _to_settle(feedback: Feedback) -> Feedback:
    related = ("company", "interview__job__company", "interview__invitation__candidate", "interview__invitation__company")
    rows = Feedback.objects.select_for_update(of=("self",)).select_related(*related, "interview__invitation__job__company")
    found = rows.filter(pk=feedback.pk, state=State.DRAFTED).first()
    if found is None:
        raise SettledAlready
    return found


def _give(feedback: Feedback, by: Actor) -> OutboxMail:
    feedback.state, feedback.settled_by, feedback.settled_at = State.GIVEN, by.user, timezone.now()
    feedback.save(update_fields=["state", "settled_by", "settled_at", "content"])
    record(by=by, company=feedback.company, action="feedback.given", target=feedback)
    invitation = feedback.interview.invitation
    assert invitation
    return mail_candidate(
        invitation=invitation, kind="feedback", key=f"feedback-{feedback.interview_id}", text=words_for(invitation).feedback
    )

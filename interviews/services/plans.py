"""A job's plan is begun, edited, saved and used.

People edit the one draft of a job. Each edit says as of which state it was made, so that two people never overwrite each other
unseen. Saving makes the next version; one that nobody was asked yet is replaced instead. A version that was used never changes,
which Postgres keeps too. Whatever is done to a job's plans locks the job first.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Company
from accounts.services.audit import Actor, record
from interviews.models import Bank, Interview, Job, Kind, Plan, PlanQuestion, PlanTemplate, Question
from interviews.plans.content import Difficulty, PlanContent, PlannedQuestion, Source
from interviews.plans.difference import difference
from interviews.plans.edits import Edit, add_question, competency_of, question_of
from interviews.plans.findings import Finding, errors
from interviews.queries.plans import content_of, current_plan, draft_of, findings_of, standing_of
from interviews.services.own_banks import bank_to_write_into, make_bank
from interviews.services.questions import Wording, Written, write_question
from interviews.services.refused import Refused

# A question's anchors are a little shorter than a competency's.
ANCHOR_LENGTH, SHOWS_LENGTH = 500, 1000


class ChangedMeanwhile(Refused):
    """Somebody else changed the plan since this person saw it."""


class NothingToSave(Refused):
    pass


class NotReady(Refused):
    """With these errors no interview could be held."""

    def __init__(self, faults: tuple[Finding, ...]) -> None:
        super().__init__()
        self.faults = faults


class NameTaken(Refused):
    """Another template of this company is called that."""


@dataclass(frozen=True, slots=True)
class Seen:
    """As of which state of the plan somebody acts: which row it was, and its count of edits."""

    plan: str
    edits: int

    @classmethod
    def parsed(cls, text: str) -> "Seen":
        plan, _, edits = text.partition(":")
        return cls(plan, int(edits) if edits.isdecimal() and len(edits) < 10 else -1)

    def __str__(self) -> str:
        return f"{self.plan}:{self.edits}"


NO_PLAN = Seen("", 0)


def seen_of(plan: Plan | None) -> Seen:
    return Seen(str(plan.pk), plan.edits) if plan else NO_PLAN


def begin_plan(
    *, job: Job, content: PlanContent, seen: Seen, by: Actor, begun_from: str, proposed_by: dict[str, str | int] | None = None
) -> Plan:
    """A draft that says this, in the place of the draft that there may be."""
    with transaction.atomic():
        job = _locked(job)
        draft = _newest(job, seen)
        if draft is None or not draft.is_draft:
            draft = _new_draft(job, by)
        draft.content, draft.proposed_by = content.model_dump(mode="json"), proposed_by or {}
        _count_edit(draft, by)
        record(by=by, company=job.company, action="plan.begun", target=job, name=job.title, begun_from=begun_from)
    return draft


def edit_plan(*, job: Job, seen: Seen, edit: Edit, by: Actor) -> Plan:
    """One small change to the draft; where there is none, to a copy of the current version."""
    with transaction.atomic():
        job = _locked(job)
        return _edit(job, _newest(job, seen), edit, by)


def write_question_for_plan(
    *,
    job: Job,
    seen: Seen,
    competency: str,
    text: str,
    difficulty: str,
    minutes: int,
    follow_ups: int,
    is_technical: bool = False,
    by: Actor,
) -> Plan:
    """A question of their own, put into their bank and asked. It is judged as its competency is."""
    with transaction.atomic():
        job = _locked(job)
        plan = _newest(job, seen)
        content = _content(plan)
        said = {"competency": competency, "text": text, "difficulty": difficulty}
        question = _write(job, content, by, minutes=minutes, is_technical=is_technical, **said)
        planned = PlannedQuestion(
            key="q1",
            competency=competency,
            source=Source.OWN,
            question=question.pk,
            domain=question.domain,
            text=text,
            difficulty=Difficulty(difficulty),
            minutes=minutes,
            follow_ups=follow_ups,
            is_technical=is_technical,
        )
        return _edit(job, plan, lambda before: add_question(before, planned), by)


def fix_questions(*, job: Job, seen: Seen, keys: tuple[str, ...], by: Actor) -> Plan:
    """What the interview was to word is asked word for word from now on, of everybody: as questions of their own bank."""
    with transaction.atomic():
        job = _locked(job)
        plan = _newest(job, seen)
        content = _content(plan)
        for key in keys:
            planned = question_of(content, key)
            said = {"competency": planned.competency, "text": planned.text, "difficulty": planned.difficulty.value}
            question = _write(job, content, by, minutes=planned.minutes, is_technical=planned.is_technical, **said)
            content = _fixed(content, key, question)
        return _edit(job, plan, lambda before: content, by)


def save_plan(*, job: Job, seen: Seen, by: Actor) -> Plan:
    """The draft becomes the version that whoever begins from now on is asked."""
    with transaction.atomic():
        job = _locked(job)
        draft, before = _newest(job, seen), current_plan(job)
        if draft is None or not draft.is_draft:
            raise NothingToSave
        content = content_of(draft)
        faults = errors(findings_of(content))
        if faults:
            raise NotReady(faults)
        changes = difference(content_of(before), content) if before else ()
        if before and not before.is_used:
            # Nobody was asked it, so nobody needs it.
            draft.number = before.number
            forget_trials(plan=before)
            before.delete()
        draft.saved_at = draft.changed_at = timezone.now()
        draft.created_by = draft.changed_by = by.user
        draft.save(update_fields=["number", "saved_at", "changed_at", "created_by", "changed_by"])
        PlanQuestion.objects.bulk_create(
            PlanQuestion(company=job.company, plan=draft, question_id=question) for question in content.question_ids()
        )
        record(by=by, company=job.company, action="plan.saved", target=job, name=job.title, version=draft.number, changes=list(changes))
    return draft


def discard_draft(*, job: Job, seen: Seen, by: Actor) -> None:
    with transaction.atomic():
        job = _locked(job)
        draft = _newest(job, seen)
        if draft is None or not draft.is_draft:
            return
        forget_trials(plan=draft)
        draft.delete()
        record(by=by, company=job.company, action="plan.discarded", target=job, name=job.title)


def use_plan(*, plan: Plan) -> Plan:
    """An interview begins by it: from here on it never changes. Returns the one to go by, should it have been replaced just now."""
    with transaction.atomic():
        job = _locked(plan.job)
        found = Plan.objects.filter(pk=plan.pk, saved_at__isnull=False).first() or current_plan(job)
        if found is None:
            raise NothingToSave
        if not found.is_used:
            found.used_at = timezone.now()
            found.save(update_fields=["used_at"])
    return found


def keep_as_template(*, job: Job, name: str, by: Actor) -> PlanTemplate:
    with transaction.atomic():
        company = _locked_company(job.company)
        plan = draft_of(job) or current_plan(job)
        if plan is None:
            raise NothingToSave
        if PlanTemplate.objects.filter(name__iexact=name).exists():
            raise NameTaken
        template = PlanTemplate.objects.create(company=company, name=name, content=_for_any_job(content_of(plan)), created_by=by.user)
        record(by=by, company=company, action="plan_template.made", target=template, name=name)
    return template


def delete_template(*, template: PlanTemplate, by: Actor) -> None:
    with transaction.atomic():
        record(by=by, company=template.company, action="plan_template.deleted", target=template, name=template.name)
        template.delete()


def copied_content(content: PlanContent, language: str) -> PlanContent:
    """For another job: what stood in the first one's description stays there, and questions that are gone are left out."""
    there = standing_of(content.question_ids())
    warmup = content.phases.warmup
    if warmup.question and warmup.question not in there:
        warmup = warmup.model_copy(update={"question": None, "text": ""})
    return content.model_copy(
        update={
            "language": language,
            "phases": content.phases.model_copy(update={"warmup": warmup}),
            "competencies": tuple(each.model_copy(update={"because": ""}) for each in content.competencies),
            "questions": tuple(each for each in content.questions if each.question is None or each.question in there),
        }
    )


def forget_trials(*, plan: Plan) -> None:
    """An interview goes by the plan that it began with. Nobody is tried by one that changes."""
    Interview.objects.filter(plan=plan, invitation=None).delete()


def _locked(job: Job) -> Job:
    return Job.objects.select_for_update(of=("self",), no_key=True).select_related("company").get(pk=job.pk)


def _locked_company(company: Company) -> Company:
    # Two templates of one name, made at once, come one after the other.
    return Company.objects.select_for_update(no_key=True).get(pk=company.pk)


def _newest(job: Job, seen: Seen) -> Plan | None:
    """The draft or, without one, the current version; as this person saw it, or else they are told."""
    plan = draft_of(job) or current_plan(job)
    if seen_of(plan) != seen:
        raise ChangedMeanwhile
    return plan


def _content(plan: Plan | None) -> PlanContent:
    if plan is None:
        raise ChangedMeanwhile
    return content_of(plan)


def _edit(job: Job, plan: Plan | None, edit: Edit, by: Actor) -> Plan:
    content = edit(_content(plan))
    draft = plan if plan and plan.is_draft else _new_draft(job, by)
    draft.content = content.model_dump(mode="json")
    _count_edit(draft, by)
    return draft


def _new_draft(job: Job, by: Actor) -> Plan:
    current = current_plan(job)
    number = current.number + 1 if current else 1
    return Plan(company=job.company, job=job, number=number, created_by=by.user)


def _count_edit(draft: Plan, by: Actor) -> None:
    forget_trials(plan=draft)
    draft.edits += 1
    draft.changed_at, draft.changed_by = timezone.now(), by.user
    draft.save()


def _write(
    job: Job, content: PlanContent, by: Actor, *, competency: str, text: str, difficulty: str, minutes: int, is_technical: bool
) -> Question:
    judged = competency_of(content, competency)
    bank = _bank_for(job, content.language, by)
    wording = Wording(
        text=text,
        competency=judged.name,
        difficulty=difficulty,
        kind=Kind.TECHNICAL if is_technical else Kind.BEHAVIOURAL,
        domain=bank.domain,
        language=content.language,
        shows=(judged.about or judged.name)[:SHOWS_LENGTH],
        anchors=tuple((anchor or f"Level {level}")[:ANCHOR_LENGTH] for level, anchor in enumerate(judged.anchors, start=1)),
        minutes=minutes,
    )
    return write_question(bank=bank, written=Written(wording), by=by)


def _bank_for(job: Job, language: str, by: Actor) -> Bank:
    """Their newest bank in the interview's language; where there is none, one is made."""
    own = Bank.objects.filter(company=job.company, retired_at=None, language=language).order_by("-created_at").first()
    if own or language == job.company.language:
        return own or bank_to_write_into(company=job.company, by=by)
    name = f"Our questions, {Company.Language(language).label}"
    return make_bank(company=job.company, name=name, language=language, by=by)


def _fixed(content: PlanContent, key: str, question: Question) -> PlanContent:
    fixed = question_of(content, key).model_copy(update={"source": Source.OWN, "question": question.pk, "domain": question.domain})
    return content.model_copy(update={"questions": tuple(fixed if each.key == key else each for each in content.questions)})


def _for_any_job(content: PlanContent) -> dict[str, object]:
    competencies = tuple(each.model_copy(update={"because": ""}) for each in content.competencies)
    return content.model_copy(update={"competencies": competencies}).model_dump(mode="json")

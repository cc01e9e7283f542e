"""What the library learns from an interview: how its questions went, and what was worded because no bank had it. Trials teach nothing."""

from uuid import UUID

from interviews.engine.choosing import WARMUP_KEY
from interviews.engine.commands import Kept, Purpose
from interviews.models import Interview, Proposal, Question, Turn
from interviews.plans.content import PlanContent
from interviews.services.proposals import Worded, propose
from interviews.services.uses import record_use

ASKED = (Purpose.QUESTION, Purpose.WARMUP, Purpose.NEW_QUESTION, Purpose.RETURN)
UNKNOWN_DOMAIN = "general"


def note_turn(*, interview: Interview, number: int) -> None:
    """A question of a bank was put to the candidate, or its turn has ended. As often as one likes."""
    turn = Turn.objects.filter(interview=interview, number=number, purpose__in=ASKED).first()
    question = _question_of(interview, turn) if turn else None
    if turn is None or question is None or interview.is_trial:
        return
    seconds = round((turn.answered_at - turn.asked_at).total_seconds()) if turn.answered_at and turn.kept == Kept.ANSWERED else None
    record_use(
        company=interview.company,
        question=question,
        interview=interview.pk,
        asked_at=turn.asked_at,
        was_skipped=turn.kept == Kept.SKIPPED,
        seconds=seconds,
    )


def propose_turn(*, interview: Interview, number: int) -> None:
    """A model worded this, because no bank had anything like it: our staff may want it for the library."""
    turn = Turn.objects.filter(interview=interview, number=number).first()
    if turn is None or interview.is_trial:
        return
    content = PlanContent.model_validate(interview.plan.content)
    is_follow_up = turn.purpose == Purpose.FOLLOW_UP
    after = _question_of(interview, turn) if is_follow_up else None
    name = next((each.name for each in content.competencies if each.key == turn.competency), turn.competency)
    beside = after or Question.objects.filter(pk__in=_banked(content, turn.competency)).first()
    worded = Worded(
        kind=Proposal.Kind.FOLLOW_UP if is_follow_up else Proposal.Kind.QUESTION,
        text=turn.text,
        competency=name,
        domain=beside.domain if beside else UNKNOWN_DOMAIN,
        language=interview.language,
        interview=interview.pk,
        nearest=turn.worded_by.get("nearest"),
        near_enough=turn.worded_by.get("near_enough"),
    )
    propose(company=interview.company, worded=worded, after=after)


def _question_of(interview: Interview, turn: Turn) -> Question | None:
    """As the plan names it, or as it was looked up; what follows up on a question has the question's key."""
    content = PlanContent.model_validate(interview.plan.content)
    banked = {each.key: each.question for each in content.questions} | {WARMUP_KEY: content.phases.warmup.question}
    question = banked.get(turn.question) or _looked_up(interview, turn.question)
    return Question.objects.filter(pk=question).first() if question else None


def _looked_up(interview: Interview, key: str) -> str | None:
    same = Turn.objects.filter(interview=interview, question=key, worded_by__has_key="question").first() if key else None
    return same.worded_by["question"] if same else None


def _banked(content: PlanContent, competency: str) -> list[UUID]:
    return [each.question for each in content.questions if each.question and each.competency == competency]

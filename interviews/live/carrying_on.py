"""What a worker does for an interview: reads the answer that was kept, tells the engine, words what it wishes for, says it.

Each step is kept before the next begins, so that a worker that dies is followed by another at the same point.
"""

from contextlib import suppress
from uuid import UUID

from accounts.tenancy import company_scope
from interviews.engine.commands import Draft, GiveAMoment, Purpose
from interviews.engine.events import Answered, Event, QuestionDrafted
from interviews.engine.state import State, state_from
from interviews.engine.state import Turn as Asked
from interviews.live.reading import meaning_of
from interviews.live.wording import Setting, Worded, word
from interviews.models import FollowUp, Interview, Job, Turn
from interviews.models.library import State as Standing
from interviews.plans.content import PlanContent
from interviews.plans.duration import estimated_minutes
from interviews.services import conducting

# What is shorter leaves something to ask for.
SHORT_ANSWER = 40
MOST_STEPS = 4


def carry_on(*, interview_id: UUID, company_id: UUID) -> None:
    with company_scope(company_id):
        interview = conducting.claim_words(interview_id=interview_id)
    # It may go meanwhile: a candidate is erased, a plan that is tried out is changed.
    with suppress(Interview.DoesNotExist):
        for _ in range(MOST_STEPS):
            if interview is None or not _step(interview, company_id):
                return


def _step(interview: Interview, company_id: UUID) -> bool:
    """Do what is due next; return whether something was."""
    with company_scope(company_id):
        interview.refresh_from_db()
        state = state_from(interview.state)
        turn = state.turn
        if interview.is_over or turn is None:
            return False
        if turn.is_asked:
            return _read(interview, state)
        setting = _setting_of(interview)
    worded = word(Draft(turn.draft, turn.number, turn.purpose, turn.question, turn.competency, turn.brief), setting)
    with company_scope(company_id):
        _say(interview, turn, worded)
    return False


def _read(interview: Interview, state: State) -> bool:
    """The answer to the turn that was asked, if one was kept."""
    assert state.turn
    kept = Turn.objects.filter(interview=interview, number=state.turn.number, kept="").exclude(answered_at=None).first()
    if kept is None:
        conducting.words_are_there(interview=interview)
        return False
    meaning, follow_up = meaning_of(kept.answer, state.phase), _follow_up(interview, state, kept.answer)

    def event(at: int) -> Event:
        return Answered(at, kept.number, meaning, follow_up)

    told = conducting.tell(interview=interview, event_at=event)
    if any(isinstance(command, GiveAMoment) for command in told.commands):
        conducting.reopen_turn(turn=kept)
        conducting.words_are_there(interview=interview)
        return False
    return True


def _say(interview: Interview, asked: Asked, worded: Worded) -> None:
    # What stood in no bank, and came from a model.
    is_new = asked.purpose is Purpose.NEW_QUESTION and bool(worded.by)

    def event(at: int) -> Event:
        return QuestionDrafted(at, asked.draft, worded.text, is_new)

    told = conducting.tell(interview=interview, event_at=event, worded_by=worded.by)
    if told.commands:
        conducting.words_are_there(interview=interview)


def _follow_up(interview: Interview, state: State, answer: str) -> str:
    """The question's own next follow-up, where a short answer leaves room for one."""
    assert state.turn
    content = PlanContent.model_validate(interview.plan.content)
    planned = next((each for each in content.questions if each.key == state.turn.question), None)
    if planned is None or planned.question is None or len(answer.split()) >= SHORT_ANSWER:
        return ""
    own = FollowUp.objects.filter(question=planned.question, state=Standing.ACTIVE).order_by("position").values_list("text", flat=True)
    return next(iter(own[state.follow_ups_used : state.follow_ups_used + 1]), "")


def _setting_of(interview: Interview) -> Setting:
    job: Job = interview.job
    content = PlanContent.model_validate(interview.plan.content)
    turns = Turn.objects.filter(interview=interview)
    last, present = turns.order_by("-number").first(), state_from(interview.state).turn
    worded = turns.filter(purpose=Purpose.NEW_QUESTION, competency=present.competency).count() if present else 0
    return Setting(
        company=interview.company,
        interview=interview.pk,
        job=job.title,
        language=interview.language,
        content=content,
        minutes=estimated_minutes(content),
        faq=tuple((each["question"], each["answer"]) for each in job.faq),
        worded_before=worded,
        last_question=last.text if last else "",
        last_answer=last.answer if last else "",
    )

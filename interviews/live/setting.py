"""What an interview is about and what was said in it, read once before anything is worded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from accounts.models import Company
from interviews.engine.commands import Purpose
from interviews.engine.events import Answered
from interviews.engine.state import Phase, State, state_from
from interviews.models import Interview, Job, Turn
from interviews.plans.content import PlanContent, PlannedQuestion
from interviews.plans.duration import told_minutes
from interviews.plans.for_engine import difficulty_for
from resumes.models import Resume

# What is asked, rather than said in between.
QUESTIONS = (
    Purpose.WARMUP,
    Purpose.RESUME_POINT,
    Purpose.QUESTION,
    Purpose.NEW_QUESTION,
    Purpose.FOLLOW_UP,
    Purpose.SIMPLER,
    Purpose.RETURN,
)
# Of the question about somebody's experience in general, in the place of a point of their résumé.
NO_POINT = "none"


@dataclass(frozen=True, slots=True)
class Said:
    """A turn that was asked."""

    number: int
    purpose: str
    question: str
    competency: str
    text: str
    # As much of it as the candidate heard.
    heard: str
    answer: str
    # They asked for one, and were given it.
    had_moment: bool
    # The bank's question that it was looked up as.
    found: UUID | None


@dataclass(frozen=True, slots=True)
class Setting:
    company: Company
    interview: UUID
    job: str
    language: str
    content: PlanContent
    minutes: int
    phase: Phase
    # question, answer
    faq: tuple[tuple[str, str], ...] = ()
    turns: tuple[Said, ...] = ()
    resume: Resume | None = None
    # As what the newest answer was read.
    last_meaning: str = ""
    # Of a question that is looked up; empty: any.
    difficulty: str = ""

    @property
    def last_question(self) -> str:
        return self.turns[-1].heard if self.turns else ""

    @property
    def last_answer(self) -> str:
        return self.turns[-1].answer if self.turns else ""

    @property
    def had_moment(self) -> bool:
        return bool(self.turns) and self.turns[-1].had_moment

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(turn.text for turn in self.turns if turn.purpose in QUESTIONS)

    @property
    def still_to_ask(self) -> tuple[str, ...]:
        """Core questions that are to come: nobody is asked them before."""
        begun = {turn.question for turn in self.turns}
        return tuple(each.text for each in self.content.questions if each.is_core and each.key not in begun)

    @property
    def last_competency(self) -> str:
        """Of the question that was asked last, empty before the first."""
        about = [turn.competency for turn in self.turns if turn.purpose in QUESTIONS and turn.competency]
        return about[-1] if about else ""

    def asked_about(self, competency: str) -> int:
        """Questions of it, without what followed up on them."""
        return sum(turn.competency == competency and turn.purpose in (Purpose.QUESTION, Purpose.NEW_QUESTION) for turn in self.turns)

    def how_often(self, purpose: Purpose) -> int:
        return sum(turn.purpose == purpose for turn in self.turns)

    def answered(self, number: int, answer: str) -> "Setting":
        """As it will be if this is all that they say."""
        return replace(self, turns=tuple(replace(turn, answer=answer) if turn.number == number else turn for turn in self.turns))

    def after(self, state: State, meaning: str) -> "Setting":
        """Once the newest answer was read as this."""
        return replace(self.at(state), last_meaning=meaning)

    def at(self, state: State) -> "Setting":
        """Where the engine stands."""
        return replace(self, phase=state.phase, difficulty=difficulty_for(self.content, state.difficulty))

    def planned(self, key: str) -> PlannedQuestion | None:
        return next((each for each in self.content.questions if each.key == key), None)

    def bank_question(self, key: str) -> UUID | None:
        """What a bank has for it: as it was planned, or as it was looked up."""
        planned = self.planned(key)
        if planned and planned.question:
            return planned.question
        return next((turn.found for turn in self.turns if turn.question == key and turn.found), None)

    def name_of(self, competency: str) -> str:
        return next((each.name for each in self.content.competencies if each.key == competency), competency)


def turns_in(interview: Interview) -> list[Turn]:
    return list(Turn.objects.filter(interview=interview).order_by("number"))


def setting_of(interview: Interview, turns: Iterable[Turn]) -> Setting:
    job: Job = interview.job
    content = PlanContent.model_validate(interview.plan.content)
    state = state_from(interview.state)
    return Setting(
        company=interview.company,
        interview=interview.pk,
        job=job.title,
        language=interview.language,
        content=content,
        minutes=told_minutes(content, interview.invitation.adjustments if interview.invitation else {}),
        phase=state.phase,
        faq=tuple((each["question"], each["answer"]) for each in job.faq),
        turns=tuple(_said(turn) for turn in turns),
        resume=_resume_of(interview),
        last_meaning=_last_meaning(interview),
        difficulty=difficulty_for(content, state.difficulty),
    )


def _last_meaning(interview: Interview) -> str:
    answered = interview.events.filter(kind=Answered.__name__).order_by("-number")
    return answered.values_list("values__meaning", flat=True).first() or ""


def _said(turn: Turn) -> Said:
    found = turn.worded_by.get("question")
    return Said(
        turn.number,
        turn.purpose,
        turn.question,
        turn.competency,
        turn.text,
        turn.said,
        turn.meant,
        turn.moment_at is not None,
        UUID(found) if found else None,
    )


def _resume_of(interview: Interview) -> Resume | None:
    """The one whose points are asked about: the newest that was summed up."""
    if interview.invitation is None:
        return None
    resumes = Resume.objects.filter(candidate=interview.invitation.candidate_id, summary__isnull=False)
    return resumes.order_by("-created_at").first()

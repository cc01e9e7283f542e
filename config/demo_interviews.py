"""Interviews for the demo's first open job: two that are over, and one whose candidate pauses.

Told to the engine by the services that a room uses, in the words that are prepared: no provider is asked, and it is the same
each time. The clock is ours: it goes as fast as somebody reads and types.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from accounts.models import Company
from accounts.services.audit import Actor
from accounts.tasks import deliver_on_commit
from accounts.tenancy import company_scope
from config.demo_answers import OF_ELENA, OF_TOBIAS, Answers
from config.demo_invitations import address_of, evening_in
from interviews.consent import words_for
from interviews.engine.commands import Purpose
from interviews.engine.events import Answered, Paused, QuestionDrafted
from interviews.engine.state import State, Turn, state_from
from interviews.letters.words import words_in
from interviews.live.lines import MORE, line
from interviews.live.rules import read_by_rules
from interviews.models import FollowUp, Interview, Invitation, Job, Question
from interviews.plans.content import PlanContent
from interviews.plans.duration import estimated_minutes
from interviews.queries.plans import current_plan
from interviews.services import conducting, due_words
from interviews.services.consents import agree
from interviews.services.invitations import Message, Person, invite_candidate
from interviews.way import Step, way_of

DONE, ALSO_DONE, PAUSES = "Elena Petrova", "Tobias Brandt", "Jonas Lind"
DONE_BEFORE, ALSO_DONE_BEFORE, INVITED_BEFORE = timedelta(days=1, hours=20), timedelta(days=1, hours=2), timedelta(days=4)
PAUSES_AFTER, MOST_TURNS = 4, 60
READS, PER_WORD = timedelta(seconds=6), timedelta(seconds=1.4)
ASKS = "What are the next steps after this interview?"
ALWAYS = {
    Purpose.WELCOME: "Yes, I am ready.",
    Purpose.INVITE_QUESTIONS: ASKS,
    Purpose.ANSWER_CANDIDATE: "No, thank you.",
}


@dataclass(slots=True)
class Telling:
    """An interview, and the time that has passed in it."""

    interview: Interview
    content: PlanContent
    answers: Answers
    passed: timedelta = timedelta()
    # By turn: when it was asked, and answered.
    asked: dict[int, timedelta] = field(default_factory=dict)
    answered: dict[int, timedelta] = field(default_factory=dict)

    @property
    def state(self) -> State:
        return state_from(self.interview.state)

    def say(self, turn: Turn) -> None:
        text = _words_of(turn, self)
        self.interview = conducting.tell(interview=self.interview, event_at=lambda at: QuestionDrafted(at, turn.draft, text)).interview
        due_words.words_are_there(interview=self.interview)
        self.asked[turn.number] = self.passed

    def answer(self, turn: Turn) -> None:
        text, follow_up = _said_to(turn, self)
        took, now = READS + PER_WORD * len(text.split()), timezone.now()
        self.passed += took
        # Somebody looks only now, and that much has passed since.
        Interview.objects.filter(pk=self.interview.pk).update(clock_at=now - took, timer_at=now)
        conducting.keep_answer(interview=self.interview, turn=turn.number, text=text)
        meaning = read_by_rules(text, self.state.phase).meaning
        told = conducting.tell(interview=self.interview, event_at=lambda at: Answered(at, turn.number, meaning, follow_up))
        self.interview = told.interview
        self.answered[turn.number] = self.passed


def add_interviews(company: Company, by: Actor) -> None:
    """Doing it again changes nothing."""
    with company_scope(company):
        job = Job.objects.select_related("company").filter(status=Job.Status.OPEN).order_by("-created_at").first()
        plan = current_plan(job) if job else None
        if job is None or plan is None or Interview.objects.exists():
            return
        content = PlanContent.model_validate(plan.content)
        running = _begun(job, PAUSES, content, OF_ELENA, by)
        _hold(running, turns=PAUSES_AFTER)
        conducting.tell(interview=running.interview, event_at=Paused)
        _date(running)
        for name, answers, before in ((DONE, OF_ELENA, DONE_BEFORE), (ALSO_DONE, OF_TOBIAS, ALSO_DONE_BEFORE)):
            finished = _begun(job, name, content, answers, by)
            _hold(finished)
            _date(finished, before)


def _begun(job: Job, name: str, content: PlanContent, answers: Answers, by: Actor) -> Telling:
    """Somebody who was invited, agreed, and came as far as the room."""
    message = Message(words_in(job.language).invitation, evening_in(9, job))
    sent = invite_candidate(job=job, person=Person(name, address_of(name)), message=message, by=by)
    deliver_on_commit(sent.mail)
    invitation = Invitation.objects.select_related("company", "job", "candidate").get(pk=sent.invitation.pk)
    asks = content.phases.resume.is_on
    agreed = words_for(invitation, job.language, by_typing=False, may_be_watched=content.may_be_watched, asks_for_resume=asks)
    receipt = agree(invitation=invitation, words=agreed, way=way_of(invitation, content), by=Actor(called="The candidate"))
    if receipt:
        deliver_on_commit(receipt)
    then = timezone.now() - INVITED_BEFORE
    moments = {"created_at": then, "sent_at": then, "opened_at": then + timedelta(hours=3)}
    Invitation.objects.filter(pk=invitation.pk).update(step=Step.READY, **moments)
    interview = conducting.begin_interview(invitation=invitation)
    interview.refresh_from_db()
    return Telling(interview, content, answers)


def _hold(telling: Telling, turns: int = MOST_TURNS) -> None:
    """Until it is over, or this many turns were answered."""
    answered = 0
    while (turn := telling.state.turn) and not telling.interview.is_over:
        if not turn.is_asked:
            telling.say(turn)
        elif answered == turns:
            return
        else:
            telling.answer(turn)
            answered += 1


def _words_of(turn: Turn, telling: Telling) -> str:
    job, language = telling.interview.job, telling.interview.language
    if turn.purpose is Purpose.ANSWER_CANDIDATE:
        return f"{next((row['answer'] for row in job.faq if row['question'] == ASKS), '')} {MORE[language]}".strip()
    name = next((each.name for each in telling.content.competencies if each.key == turn.competency), "")
    return line(
        turn.purpose,
        language,
        company=job.company.name,
        job=job.title,
        minutes=estimated_minutes(telling.content),
        competency=name,
        question=turn.brief,
        contact="",
    )


def _said_to(turn: Turn, telling: Telling) -> tuple[str, str]:
    """What they answer, and what follows on it."""
    answers = telling.answers
    of_purpose = ALWAYS | {Purpose.WARMUP: answers.warmup, Purpose.RETURN: answers.returned}
    if turn.purpose in of_purpose:
        return of_purpose[turn.purpose], ""
    planned = next((each for each in telling.content.questions if each.key == turn.question), None)
    question = Question.objects.filter(pk=planned.question).first() if planned and planned.question else None
    key = question.key if question else ""
    position, then = answers.then.get(key, (0, ""))
    if turn.purpose is Purpose.FOLLOW_UP and then:
        return then, ""
    if turn.purpose is not Purpose.QUESTION or key not in answers.to:
        return answers.otherwise, ""
    follow_up = FollowUp.objects.filter(question=question, position=position).first() if then else None
    return answers.to[key], follow_up.text if follow_up else ""


def _date(telling: Telling, before: timedelta = timedelta()) -> None:
    """Everything at its moment, and that so long ago."""
    interview = Interview.objects.get(pk=telling.interview.pk)
    interview.began_at = timezone.now() - telling.passed - before
    moments = {"began_at": interview.began_at}
    invitation = Invitation.objects.filter(interview=interview)
    if interview.finished_at:
        moments["finished_at"] = interview.began_at + telling.passed
        invitation.update(completed_at=moments["finished_at"])
    Interview.objects.filter(pk=interview.pk).update(**moments)
    invitation.update(started_at=interview.began_at)
    for number, asked in telling.asked.items():
        answered = telling.answered.get(number)
        at = {"asked_at": interview.began_at + asked, "answered_at": interview.began_at + answered if answered else None}
        interview.turns.filter(number=number).update(**at)

"""Interviews for the demo's first open job: one that is over, and one whose candidate pauses.

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
from config.demo_invitations import address_of
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
from interviews.services import conducting
from interviews.services.consents import agree
from interviews.services.invitations import Message, Person, invite_candidate
from interviews.way import Step, way_of

DONE, PAUSES = "Elena Petrova", "Jonas Lind"
DONE_BEFORE, INVITED_BEFORE = timedelta(days=1, hours=20), timedelta(days=4)
PAUSES_AFTER, MOST_TURNS = 4, 60
READS, PER_WORD = timedelta(seconds=6), timedelta(seconds=1.4)
WARMUP = (
    "I look after the payout service at a marketplace for used furniture. Twice a week it pays about nine thousand sellers, and they"
    " notice within minutes when it does not. Two of us built it; the part that is mine is everything between our ledger and the two"
    " banks: the files, the retries, and the page on which finance sees what is stuck."
)
# By the library's key of the question.
ANSWERS = {
    "backend-required-column-live-table": (
        "Never in one step. First I add it nullable and without a default, with a lock timeout of two seconds, so that"
        " it gives up rather than queue every query behind it. Then I deploy code that writes the column, and after"
        " that fill the old rows in batches of some thousand by primary key, with a pause that depends on how far the"
        " replicas are behind. Last I add a check constraint as not valid, validate it, which takes no exclusive lock,"
        " and only then set it not null. When we did this with the currency of a payout, the fill ran for eleven hours"
        " and nobody noticed. What I got wrong that time was an old admin job that still inserted without the column:"
        " it failed at the very end, because I had looked for writers in one repository only."
    ),
    "backend-saved-but-never-published": (
        "I would write the event into an outbox table in the same transaction as the order, and let a separate sender publish it."
    ),
    "behavioural-colleague-unlike-you": (
        "Marta, in finance. I write things down and think slowly; she calls, and decides while she talks. For months I"
        " felt run over, and she told our lead that I was hard to reach. What helped was an incident: forty-one payouts"
        " had gone out twice, and on the phone we found in ten minutes what I would have written about for a day. Since"
        " then we have a rule that came from her: if a thread has more than three answers, we call, and one that came"
        " from me: whoever called writes two sentences afterwards. I still do not like the phone. But she was right"
        " that some questions are only slow because one writes them."
    ),
    "behavioural-argued-and-lost": (
        "I was against buying a reconciliation product. I thought that we could build what we needed in six weeks, and"
        " said so with numbers. Our head of engineering decided to buy it, because nobody but me would have maintained"
        " mine."
    ),
    "backend-export-takes-two-minutes": (
        "As a job. Pressing the button stores a row that says who asked for what, and answers at once; a worker builds"
        " the file into object storage and marks the row. The page asks every few seconds how far it is, with a real"
        " count of rows and not an invented bar, and a mail comes if they have closed it. The same request within five"
        " minutes gives the same job. I would limit it to two at once for a company, and read in one repeatable-read"
        " snapshot from a replica, so that the file is not half of yesterday. The link is signed and ends after a day;"
        " the row stays, so that the audit can say who took what out."
    ),
    "backend-one-customer-eats-capacity": (
        "Queue by customer and take turns: a worker takes the next job of the customer that has waited longest, not the"
        " oldest job of all. In Postgres that is a small table of customers with the time of their last turn, and one"
        " more index. The large one still gets all capacity that nobody else wants, which is most of the night. I would"
        " tell them before we do it and give them a number to plan with, for instance that a million takes five hours"
        " when it is busy. What I would not do is a second cluster for them: it moves the question to the second"
        " customer of that size."
    ),
    "backend-call-or-message": (
        "I ask what we have promised by the time we say thank you. If we may not sell what is not there, reserving"
        " stock has to happen while they wait, with a deadline of maybe 800 milliseconds and a plain answer if it"
        " fails. The invoice must be right and need not be now, so it is a message, and so is the email. Then I ask the"
        " other way round: if this part is down for an hour, should people still be able to order? For the invoice yes,"
        " for payment it depends on the amount; at the marketplace we took orders up to 200 euros on trust while the"
        " bank was away, and lost less on it than on one hour of being closed."
    ),
    "backend-moving-billing-out": (
        "I would first count what hurts: how often a change to billing waits for a release of the rest, how often one"
        " breaks the other, and who is woken up. At my last place it was four times in half a year, and the answer was"
        " a module border and its own tables inside the old application, not a service. If the numbers say otherwise I"
        " would move the reading first, the invoices as they are shown, and run it beside the old one for a month to"
        " compare every amount. If the two differ by a cent anywhere and I cannot say why, we stop. I have no"
        " experience of carrying such a move to its end; I have stopped one, and seen one stopped."
    ),
}
# Short ones are followed up: by which of the question's follow-ups, and what is said to it.
THEN = {
    "backend-saved-but-never-published": (
        0,
        "Then they believe in an order that we do not have, and that is the worse mistake of the two. It is why I never"
        " publish before the commit. With the outbox it can only be the other way round: saved, and published late or"
        " twice. So each event carries an id, and whoever receives it keeps the ids that it has seen. We count the rows"
        " that are older than a minute and page somebody at five. In a year it paged us twice, both times as the sender"
        " had lost its database password after a rotation.",
    ),
    "behavioural-argued-and-lost": (
        1,
        "That I might leave. It sounds simple, and I had not wanted to see it: the two people who understood the"
        " matching were me and somebody in parental leave. I then did the integration myself, so that it would not be"
        " done half-heartedly. It took five weeks, one less than building. It finds less than my prototype did, about"
        " ninety-six of a hundred differences, and everybody in finance can use it. I would argue less about features"
        " today, and ask earlier who gets up at night for it.",
    ),
}
# Where the plan asks something else.
OTHERWISE = (
    "The case that I remember best is the night of the double payouts. Forty-one sellers had been paid twice, because a file that the"
    " bank had taken looked refused to us. I stopped the run first, wrote to finance what we knew and what we did not, and only then"
    " looked for the reason. We got all but two back. Since then a run asks the bank what it has before it sends anything again."
)
RETURNED = (
    "There is a smaller one. A colleague wanted the payout page to be fast and I wanted it to be right, and for a week each of us"
    " repaired what the other had done. In the end we measured: the slow part was a sum that nobody looked at. We took it off the"
    " page, asked three people in finance whether they missed it, and they did not."
)
ASKS = "What are the next steps after this interview?"
SAID = {
    Purpose.WELCOME: "Yes, I am ready.",
    Purpose.WARMUP: WARMUP,
    Purpose.RETURN: RETURNED,
    Purpose.INVITE_QUESTIONS: ASKS,
    Purpose.ANSWER_CANDIDATE: "No, thank you.",
}


@dataclass(slots=True)
class Telling:
    """An interview, and the time that has passed in it."""

    interview: Interview
    content: PlanContent
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
        conducting.words_are_there(interview=self.interview)
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
        running = _begun(job, PAUSES, content, by)
        _hold(running, turns=PAUSES_AFTER)
        conducting.tell(interview=running.interview, event_at=Paused)
        _date(running)
        finished = _begun(job, DONE, content, by)
        _hold(finished)
        _date(finished, DONE_BEFORE)


def _begun(job: Job, name: str, content: PlanContent, by: Actor) -> Telling:
    """Somebody who was invited, agreed, and came as far as the room."""
    message = Message(words_in(job.language).invitation, timezone.now() + timedelta(days=9))
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
    return Telling(interview, content)


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
    if turn.purpose in SAID:
        return SAID[turn.purpose], ""
    planned = next((each for each in telling.content.questions if each.key == turn.question), None)
    question = Question.objects.filter(pk=planned.question).first() if planned and planned.question else None
    key = question.key if question else ""
    if turn.purpose is Purpose.FOLLOW_UP and key in THEN:
        return THEN[key][1], ""
    if turn.purpose is not Purpose.QUESTION or key not in ANSWERS:
        return OTHERWISE, ""
    follow_ups = FollowUp.objects.filter(question=question, position=THEN[key][0]) if key in THEN else FollowUp.objects.none()
    return ANSWERS[key], next((each.text for each in follow_ups), "")


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

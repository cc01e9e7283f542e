"""A room without a room: carries out what the engine wishes for, so that tests can read as conversations."""

from dataclasses import dataclass, field, replace
from functools import reduce

from interviews.engine.commands import Assess, Command, Draft, Finish, Purpose, SaveTurn, Say
from interviews.engine.events import Answered, Began, Event, Meaning, QuestionDrafted, ResumePoint
from interviews.engine.machine import handle
from interviews.engine.plan import MINUTE, Competency, Plan, Question
from interviews.engine.state import State

PLAN = Plan(
    competencies=(Competency("consistency", 30), Competency("debugging", 20), Competency("clarity", 10, in_every_answer=True)),
    questions=(
        Question("c1", "consistency", "How did you keep two systems consistent?", "backend", difficulty=3),
        Question("c2", "consistency", "A payment is confirmed and nothing is booked. What do you check?", "payments"),
        Question("c3", "consistency", "What could have gone wrong in the migration?", "backend", is_core=False),
        Question("d1", "debugging", "Tell me about the worst fault you had to find.", "backend", follow_ups=2),
        Question("d2", "debugging", "What did you change so that it is found sooner?", "backend", difficulty=1, follow_ups=0),
    ),
    warmup="What did you enjoy working on lately?",
    resume_points=1,
    candidate_questions=2,
)
POINTS = (ResumePoint("line-7", "Moved bookings to a new store"), ResumePoint("line-9", "Led four people"))


@dataclass
class Room:
    plan: Plan = PLAN
    state: State = field(default_factory=State)
    now: int = 0
    said: list[Say] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def tell(self, event: Event) -> tuple[Command, ...]:
        self.state, commands = handle(self.plan, self.state, event)
        self.events.append(event)
        self.commands += commands
        self.said += [command for command in commands if isinstance(command, Say)]
        return commands

    def begin(self, **fields) -> "Room":
        self.tell(Began(self.now, **{"points": POINTS} | fields))
        return self.drafted()

    def drafted(self, text: str = "") -> "Room":
        """The words that were wished for last are there."""
        turn = self.state.turn
        self.tell(QuestionDrafted(self.now, turn.draft, text or turn.brief or turn.purpose))
        return self

    def answer(self, meaning: Meaning = Meaning.ANSWER, *, follow_up: str = "", after: int = MINUTE) -> "Room":
        """An answer, and then the words of what comes next."""
        self.now += after
        self.tell(Answered(self.now, self.state.turn.number, meaning, follow_up))
        return self if self.state.is_done or self.state.turn.is_asked else self.drafted()

    def answer_until(self, purpose: Purpose) -> "Room":
        for _ in range(60):
            if self.state.turn.purpose is purpose or self.state.is_done:
                return self
            self.answer(Meaning.YES)
        raise AssertionError("this interview does not end")

    @property
    def purposes(self) -> list[Purpose]:
        return [say.purpose for say in self.said]

    @property
    def saved(self) -> list[SaveTurn]:
        return self._of(SaveTurn)

    @property
    def assessed(self) -> list[Assess]:
        return self._of(Assess)

    @property
    def finished(self) -> list[Finish]:
        return self._of(Finish)

    def _of(self, kind):
        return [command for command in self.commands if isinstance(command, kind)]

    @property
    def asked(self) -> list[str]:
        """The keys of planned questions, in the order in which they were asked."""
        return [key for key in self.state.asked if key in {question.key for question in self.plan.questions}]


def in_main(**fields) -> Room:
    """At the first question of the main part, without what comes before."""
    return Room(replace(PLAN, warmup="", resume_points=0, **fields)).begin().answer(Meaning.YES, after=0)


def replayed(plan: Plan, events: list[Event]) -> State:
    return reduce(lambda state, event: handle(plan, state, event)[0], events, State())


def draft_of(commands: tuple[Command, ...]) -> Draft:
    return next(command for command in commands if isinstance(command, Draft))

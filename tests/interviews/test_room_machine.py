"""Whatever two connections, a plain page and dying workers do, in whatever order: what was acknowledged is there, once."""

from datetime import timedelta
from functools import wraps

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from accounts.tenancy import company_scope
from interviews.engine.commands import Kept
from interviews.engine.events import Withdrew
from interviews.engine.state import state_from
from interviews.engine.time import GRACE
from interviews.live.carrying_on import carry_on
from interviews.models import Interview, Turn
from interviews.services import conducting, connecting, due_words
from interviews.services.drafts import keep_draft
from interviews.services.timers import look_at_interview
from tests.interviews.hiring import make_invitation
from tests.interviews.invited import invited

SAID = (
    "Yes",
    "no",
    "Give me a moment",
    "I do not know",
    "What do you mean by that?",
    "Could you repeat the question?",
    "Can we skip this one?",
    "I need help",
    "I want to stop the interview",
    "word " * 60,
)
# Of one connection: fresh, sent again, late.
REVS = st.integers(min_value=1, max_value=6)
# Before, at and after the newest turn.
WHICH = st.sampled_from([-1, 0, 0, 0, 0, 1])
CONNECTIONS = st.sampled_from(["laptop", "phone"])


def scoped(step):
    """In the company's scope, as all but workers are: they open it themselves, and close it while they wait for a model."""

    @wraps(step)
    def inside(room, **drawn):
        with company_scope(room.company):
            return step(room, **drawn)

    return inside


class AnyRoom(RuleBasedStateMachine):
    company = job = None
    # How many there were, and how many turns had no more time.
    steps = unfinished = 0

    def __init__(self) -> None:
        super().__init__()
        self.epochs = {"laptop": 0, "phone": 0}
        self.newest = 0
        self.tickets: list[str] = []
        # By turn: what was acknowledged last.
        self.drafts: dict[int, tuple[int, int, str]] = {}
        self.answers: dict[int, str] = {}

    @initialize()
    def begin(self):
        self.before = transaction.savepoint()
        with company_scope(self.company):
            self.interview = conducting.begin_interview(invitation=make_invitation(self.job))
        self.carry_on()

    def teardown(self):
        if hasattr(self, "turns"):
            self.let_time_run_out()
            with company_scope(self.company):
                assert conducting.replay(self.interview) == state_from(self.interview.state)
        transaction.savepoint_rollback(self.before)

    @rule(who=CONNECTIONS, by_ticket=st.booleans())
    @scoped
    def connect(self, who, by_ticket):
        if by_ticket:
            self.tickets.append(connecting.ticket_for(self.interview))
            self.epochs[who] = connecting.connect_by_ticket(interview=self.interview, ticket=self.tickets[-1])
        else:
            self.epochs[who] = connecting.connect(interview=self.interview)
        assert self.epochs[who] == self.newest + 1
        self.newest += 1

    @precondition(lambda self: self.tickets)
    @rule(data=st.data())
    @scoped
    def an_old_ticket(self, data):
        with pytest.raises(connecting.TicketRefused):
            connecting.connect_by_ticket(interview=self.interview, ticket=data.draw(st.sampled_from(self.tickets)))

    @rule(who=CONNECTIONS, which=WHICH, rev=REVS, text=st.sampled_from(["", "Half a", "Half a sen"]))
    @scoped
    def draft(self, who, which, rev, text):
        number, epoch = self.turns[-1].number + which, self.epochs[who]
        is_open = self.is_open(number)
        kept = self.heard(epoch, lambda: keep_draft(interview=self.interview, turn=number, text=text, epoch=epoch, rev=rev))
        assert kept is (is_open if epoch == self.newest else None)
        if kept and self.drafts.get(number, (0, 0, ""))[:2] < (epoch, rev):
            self.drafts[number] = (epoch, rev, text)

    @rule(who=st.sampled_from(["laptop", "phone", "plain page"]), which=WHICH, text=st.sampled_from(SAID))
    @scoped
    def answer(self, who, which, text):
        number, epoch = self.turns[-1].number + which, self.epochs.get(who)
        is_open = self.is_open(number)

        def keep() -> bool | None:
            try:
                return conducting.keep_answer(interview=self.interview, turn=number, text=text, epoch=epoch)
            except conducting.NotYours:
                return None

        kept = self.heard(epoch, keep)
        if epoch not in (None, self.newest):
            assert kept is None
        elif is_open:
            assert kept is True
            self.answers[number] = text
            if number in self.drafts:
                # Asked for a moment, they go on with it: what was typed before stays older.
                self.drafts[number] = (*self.drafts[number][:2], "")
        elif kept is not None:
            assert self.answers[number] == text, "acknowledged again is only what is there"

    @rule(who=CONNECTIONS, which=WHICH, does=st.sampled_from([*conducting.ABOUT_TURN, *conducting.ABOUT_ALL]))
    @scoped
    def act(self, who, which, does):
        number, epoch = self.turns[-1].number + which, self.epochs[who]
        self.heard(epoch, lambda: conducting.act(interview=self.interview, does=does, turn=number, epoch=epoch))

    @rule()
    def carry_on(self):
        carry_on(interview_id=self.interview.pk, company_id=self.company.pk)

    @rule()
    @scoped
    def a_worker_dies(self):
        due_words.claim_words(interview_id=self.interview.pk)

    @rule()
    def the_sweep_finds_it(self):
        with company_scope(self.company):
            Interview.objects.filter(pk=self.interview.pk, words_due_at__gt=timezone.now()).update(words_due_at=timezone.now())
        self.carry_on()

    @precondition(lambda self: self.is_open(self.turns[-1].number))
    @rule()
    def time_runs_out(self):
        """In the middle of an answer, unless their clock stands."""
        self.time_passes(minutes=25)

    @rule(minutes=st.sampled_from([-1, 1, 10]))
    def time_passes(self, minutes):
        """With looks whenever one was due; or the clock steps back."""
        with company_scope(self.company):
            Interview.objects.filter(pk=self.interview.pk).update(clock_at=F("clock_at") - timedelta(minutes=minutes))
            number = self.turns[-1].number
            is_open = self.is_open(number)
        look_at_interview(interview_id=self.interview.pk, company_id=self.company.pk)
        with company_scope(self.company):
            if is_open and Turn.objects.get(interview=self.interview, number=number).kept == Kept.UNFINISHED:
                self.time_was_up(number)

    def let_time_run_out(self):
        """Whatever was done before."""
        self.carry_on()
        self.what_was_acknowledged_is_there()
        if self.is_open(self.turns[-1].number):
            self.time_runs_out()
            self.what_was_acknowledged_is_there()

    def time_was_up(self, number):
        """Five minutes past the limit, with what was typed as the answer."""
        clock = state_from(Interview.objects.get(pk=self.interview.pk).state).clock
        assert clock.left <= -GRACE
        AnyRoom.unfinished += 1
        *late, text = self.drafts.get(number, (0, 0, ""))
        if text:
            self.answers[number], self.drafts[number] = text, (*late, "")

    @rule(chance=st.integers(min_value=0, max_value=30))
    @scoped
    def withdraw(self, chance):
        if not chance:
            conducting.tell(interview=self.interview, event_at=Withdrew)

    @invariant()
    @scoped
    def what_was_acknowledged_is_there(self):
        if not hasattr(self, "interview"):
            return
        AnyRoom.steps += 1
        self.interview = Interview.objects.get(pk=self.interview.pk)
        self.turns = turns = list(Turn.objects.filter(interview=self.interview).order_by("number"))
        assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
        assert sum(turn.purpose == "goodbye" for turn in turns) <= 1
        assert {turn.number: turn.answer for turn in turns if turn.answer} == self.answers
        assert {turn.number: turn.draft for turn in turns if turn.draft} == {
            number: text for number, (_, _, text) in self.drafts.items() if text
        }

    def heard(self, epoch, tell):
        """None: it was not, as a newer connection has the room."""
        if epoch not in (None, self.newest):
            with pytest.raises(connecting.TakenOver):
                tell()
            return None
        return tell()

    def is_open(self, number: int) -> bool:
        """As it was after the step before."""
        is_asked = any(turn.number == number and not (turn.answered_at or turn.kept) for turn in self.turns)
        return is_asked and not self.interview.is_over


@pytest.mark.parametrize("part", range(4))
def test_any_room(db, northwind, part):
    """In parts, so that they may run side by side."""
    AnyRoom.company, AnyRoom.steps, AnyRoom.unfinished = northwind, 0, 0
    AnyRoom.job = invited(northwind, plan={"minutes": 15}).job
    bounds = settings(max_examples=48, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    run_state_machine_as_test(AnyRoom, settings=bounds)
    assert AnyRoom.steps >= 1_250
    assert AnyRoom.unfinished >= 5, AnyRoom.steps

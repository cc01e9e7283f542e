"""What goes wrong. Each waits for a moment that the seed decides, breaks something, and leaves it mended."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from uuid import uuid4

from ai.testing import Fault as ModelFault
from tests.chaos.candidate import ByForms, ByLine, ByRequests, ByScript, Candidate
from tests.chaos.odd_lines import Stammerer, Vanished
from tests.chaos.reporting import kill_reporter, one_report_and_one_letter
from tests.chaos.stack import Stack, pause
from tests.chaos.voice import ByVoice
from tests.waiting import eventually

# Acknowledgements in one interview, about.
ACTS = 18


class TooLate(Exception):
    """The interview was over before anything had struck it."""


@dataclass
class Trial:
    stack: Stack
    first: Candidate
    chance: Random
    # As in `make test`: what lasts 15 s lasts 3.
    is_quick: bool
    candidates: list[Candidate] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)
    # Events that must be there in the end.
    expected: set[str] = field(default_factory=set)
    has_struck: bool = False
    # A page that was in the room before all others, and the epoch of its connection.
    old: Candidate | None = None
    old_epoch: int = 0
    # What the server was wrong to say.
    complaints: list[str] = field(default_factory=list)

    def let_in(self, candidate: Candidate) -> Candidate:
        self.candidates.append(candidate)
        self.threads.append(threading.Thread(target=candidate.take, name=candidate.name, daemon=True))
        self.threads[-1].start()
        return candidate

    def wait_for_a_moment(self, latest: int = ACTS) -> None:
        """After so many acknowledgements, and a little later. Raises TooLate where the interview is over before the first moment."""
        wanted = self.chance.randint(0, latest)

        def has_come() -> bool:
            # One that ends of what the fault before did to it may do so in this trial.
            self.stack.bring_back()
            return self.first.acts >= wanted or self.first.is_over

        eventually(has_come, within=self.first.patience)
        pause(self.chance.uniform(0, 0.3))
        if not self.has_struck and not self.is_live():
            raise TooLate
        self.has_struck = True

    def another_chance(self) -> Random:
        """Nobody shares one with another thread: who came first would decide what both do."""
        return Random(self.chance.getrandbits(64))

    def is_live(self) -> bool:
        """To the server: a page hears of the end a little later."""
        from accounts.tenancy import every_company
        from interviews.models import Interview

        with every_company("chaos"):
            return Interview.objects.filter(invitation=self.first.invitation, finished_at=None).exists()

    def newest_turn(self) -> int:
        from accounts.tenancy import every_company
        from interviews.models import Turn

        with every_company("chaos"):
            return Turn.objects.filter(interview__invitation=self.first.invitation).count()

    def is_missed(self) -> bool:
        """The server has seen their page, and the interview goes on. Who never came cannot leave, and whose network is cut after the
        last answer is not needed any more."""
        from accounts.tenancy import every_company
        from interviews.models import Interview

        with every_company("chaos"):
            return Interview.objects.filter(invitation=self.first.invitation, finished_at=None, seen_at__isnull=False).exists()

    def lasting(self, seconds: float) -> float:
        return min(seconds, 2) if self.is_quick else seconds


def nothing_more(trial: Trial) -> list[str]:
    return []


def nothing_before(trial: Trial) -> None:
    return


@dataclass(frozen=True)
class Fault:
    name: str
    what: str
    happen: Callable[[Trial], None]
    ways: tuple[type[Candidate], ...] = (ByLine, ByForms, ByRequests)
    # Before the candidate comes into the room.
    before: Callable[[Trial], None] = nothing_before
    # What is wrong afterwards, besides what must hold after any fault.
    wrong: Callable[[Trial], list[str]] = nothing_more


def kill_web(trial: Trial) -> None:
    trial.wait_for_a_moment()
    trial.stack.kill(trial.stack.web)
    pause(trial.chance.uniform(0, 0.5))
    trial.stack.web.start()
    trial.stack.wait_for_web()


def restart_web(trial: Trial) -> None:
    """As at each deployment."""
    trial.wait_for_a_moment()
    trial.stack.web.stop()
    trial.stack.web.start()
    trial.stack.wait_for_web()


def kill_worker(trial: Trial) -> None:
    # A model that takes its time, so that there is something in the worker's hands.
    trial.stack.models.delays["chat"] = 0.3
    trial.wait_for_a_moment()
    trial.stack.kill_workers()
    trial.stack.models.delays["chat"] = 0
    if trial.is_quick:
        # Who took the work up has it for a while, dead or alive. In `make test` nobody waits for that.
        let_leases_end()
    trial.stack.start_workers()


def restart_workers(trial: Trial) -> None:
    """As at each deployment: both are asked to stop, and end what they have in their hands."""
    trial.stack.models.delays["chat"] = 0.3
    trial.wait_for_a_moment()
    trial.stack.stop_workers()
    trial.stack.models.delays["chat"] = 0
    trial.stack.start_workers()


def kill_listener(trial: Trial) -> None:
    trial.stack.models.delays["transcribe"] = 0.3
    trial.wait_for_a_moment()
    trial.stack.kill_workers()
    trial.stack.models.delays["transcribe"] = 0
    if trial.is_quick:
        let_leases_end()
    trial.stack.start_workers()


def let_leases_end() -> None:
    from django.db.models import F

    from accounts.tenancy import every_company
    from interviews.models import Interview, Segment
    from interviews.services import due_words
    from interviews.services.recordings import segments

    with every_company("chaos"):
        Segment.objects.exclude(due_at=None).update(due_at=F("due_at") - segments.LEASE)
        Interview.objects.filter(finished_at=None).update(words_due_at=F("words_due_at") - due_words.LEASE)


def restart_redis(trial: Trial) -> None:
    trial.wait_for_a_moment()
    trial.stack.kill(trial.stack.redis)
    trial.stack.start_redis()


def flush_redis(trial: Trial) -> None:
    for _ in range(3):
        trial.wait_for_a_moment(ACTS // 3)
        trial.stack.ask_redis(flush=True)


def stop_redis(trial: Trial) -> None:
    trial.wait_for_a_moment()
    trial.stack.kill(trial.stack.redis)
    pause(trial.lasting(15))
    trial.stack.start_redis()


def stop_postgres(trial: Trial) -> None:
    trial.wait_for_a_moment()
    trial.stack.stop_postgres_at_once()
    pause(trial.chance.uniform(0, 0.5))
    trial.stack.start_postgres()


def cut_network(trial: Trial) -> None:
    trial.wait_for_a_moment()
    trial.first.is_offline.set()
    pause(trial.lasting(5))
    trial.first.is_offline.clear()


def cut_network_for(minutes: float) -> Callable[[Trial], None]:
    """The network is really cut. The minutes are not waited for: the clock of web and worker is put forward in steps of 15 seconds,
    and after each the sweep of the timers is done here, as beat would have had it done."""

    def cut(trial: Trial) -> None:
        trial.wait_for_a_moment()
        trial.first.is_offline.set()
        # Until it is felt.
        pause(1)
        for _ in range(round(minutes * 4)):
            trial.stack.step_clock(15)
            sweep()
        if minutes >= 1 and trial.is_missed():
            trial.expected |= {"Left", "CameBack"}
        trial.first.is_offline.clear()

    return cut


def sweep() -> None:
    from interviews.live.carrying_on import carry_on
    from interviews.services import timers

    for interview_id, company_id in timers.due_timers():
        told = timers.look_at_interview(interview_id=interview_id, company_id=company_id)
        if told and told.commands:
            carry_on(interview_id=interview_id, company_id=company_id)


def another(*, same_browser: bool) -> Callable[[Trial], None]:
    """The newer takes over; the older is told, and stops as its page does."""

    def open_another(trial: Trial) -> None:
        trial.wait_for_a_moment()
        if not trial.first.is_over:
            trial.let_in(trial.first.elsewhere("second", trial.another_chance(), same_browser=same_browser))

    return open_another


def open_old_page(trial: Trial) -> None:
    """In another browser. One with scripts has a connection, which is the newest until the candidate comes."""
    trial.old = trial.first.elsewhere("old", trial.another_chance(), same_browser=False)
    if isinstance(trial.first, ByScript):
        answer = trial.old.visitor.post(f"{trial.old.address}room/connect/", {"page": str(uuid4())})
        trial.old_epoch = json.loads(answer.text)["epoch"]


def old_page(trial: Trial) -> None:
    """A page that was opened at the beginning, and from which somebody sends something at the end: to turns that are over and, where
    it has a connection, to the one that is open."""
    eventually(lambda: 2 in trial.first.answers or trial.first.is_over, within=trial.first.patience)
    trial.wait_for_a_moment()
    for turn in (1, 2):
        send_from_old_page(trial, turn, {"draft": 200, "answer": 422})
    if trial.old_epoch:
        send_from_old_page(trial, trial.newest_turn(), {"draft": 409, "answer": 409}, epoch=str(trial.old_epoch))


def send_from_old_page(trial: Trial, turn: int, expected: dict[str, int], **more: str) -> None:
    assert trial.old
    for step, status in expected.items():
        said = {"turn": str(turn), "rev": "9000", "text": f"An old {step}"} | more
        answer = trial.old.visitor.post(f"{trial.old.address}room/{step}/", said)
        is_kept = answer.status == 200 and json.loads(answer.text).get("kept")
        if trial.is_live() and (answer.status != status or is_kept):
            trial.complaints.append(
                f"an old page's {step} to turn {turn} was answered with {answer.status}{' and kept' if is_kept else ''}"
            )


def nothing_of_old_page(trial: Trial) -> list[str]:
    from accounts.tenancy import every_company
    from interviews.models import Turn

    with every_company("chaos"):
        turns = list(Turn.objects.filter(interview__invitation=trial.first.invitation))
    found = [turn.number for turn in turns if "An old" in turn.draft + turn.answer + turn.typed]
    return trial.complaints + [f"turn {number} has something of an old page" for number in found]


def repeat_and_shuffle(trial: Trial) -> None:
    """Frames that come twice, in another order, and from a connection that was left: a candidate who stammers."""
    trial.wait_for_a_moment(0)


def step_clock(seconds: float) -> Callable[[Trial], None]:
    def step(trial: Trial) -> None:
        trial.wait_for_a_moment()
        trial.stack.step_clock(seconds)
        trial.wait_for_a_moment()

    return step


def model(fault: ModelFault | None, ability: str = "chat") -> Callable[[Trial], None]:
    def go_wrong(trial: Trial) -> None:
        trial.wait_for_a_moment(ACTS // 3)
        if fault is None:
            trial.stack.models.delays["chat"] = trial.lasting(6)
        else:
            trial.stack.models.fault(fault, ability=ability, times=3, seconds=1)
        began = time.monotonic()
        while not trial.first.is_over and time.monotonic() - began < trial.lasting(30):
            pause(0.1)

    return go_wrong


WITH_SCRIPTS = (ByLine, ByRequests)
FAULTS = (
    Fault("web-killed", "kill -9 of web", kill_web),
    Fault("web-restarted", "web restarts in order, as at a deployment", restart_web),
    Fault("worker-killed", "kill -9 of the worker", kill_worker),
    Fault("workers-restarted", "both workers restart in order, as at a deployment", restart_workers),
    Fault("report-worker-killed", "kill -9 of the worker, while a report is made", kill_reporter, wrong=one_report_and_one_letter),
    Fault("redis-restarted", "Redis killed and started, empty", restart_redis),
    Fault("redis-flushed", "Redis flushed three times", flush_redis),
    Fault("redis-stopped", "Redis away for 15 s", stop_redis),
    Fault("postgres-stopped", "Postgres stopped at once, and started", stop_postgres),
    Fault("network-5s", "the candidate's network cut for 5 s", cut_network),
    Fault("network-60s", "the same for 60 s, which are not waited for", cut_network_for(1), WITH_SCRIPTS),
    Fault("network-10min", "the same for 10 min, which are not waited for", cut_network_for(10), WITH_SCRIPTS),
    Fault("network-silent", "the same for 5 s, and the server is told of the end of no line", cut_network, (Vanished,)),
    Fault("two-tabs", "a second tab takes over", another(same_browser=True), WITH_SCRIPTS),
    Fault("two-devices", "a second device takes over", another(same_browser=False), WITH_SCRIPTS),
    Fault(
        "old-page",
        "an old page of another browser sends something",
        old_page,
        before=open_old_page,
        wrong=nothing_of_old_page,
    ),
    Fault("said-twice", "messages twice, out of order, from a line that was left", repeat_and_shuffle, (Stammerer,)),
    Fault("clock-forward", "the servers' clock an hour forward", step_clock(3600)),
    Fault("clock-back", "the servers' clock an hour back", step_clock(-3600)),
    Fault("model-slow", "the model takes 6 s", model(None)),
    Fault("model-cut", "the model's answer is cut off", model(ModelFault.CUT)),
    Fault("model-refuses", "the model refuses", model(ModelFault.REFUSAL)),
    Fault("model-nonsense", "the model answers what nobody asked for", model(ModelFault.WRONG_SHAPE)),
    Fault("voice-web-killed", "kill -9 of web, while somebody speaks", kill_web, (ByVoice,)),
    Fault("voice-worker-killed", "kill -9 of the worker, while somebody speaks", kill_listener, (ByVoice,)),
    Fault("voice-redis-flushed", "Redis flushed three times, while somebody speaks", flush_redis, (ByVoice,)),
    Fault("voice-postgres-stopped", "Postgres stopped at once, while somebody speaks", stop_postgres, (ByVoice,)),
    Fault("voice-network-5s", "the network of somebody who speaks cut for 5 s", cut_network, (ByVoice,)),
    Fault("voice-network-30s", "the same for 30 s, which are not waited for", cut_network_for(0.5), (ByVoice,)),
    Fault("voice-network-90s", "the same for 90 s, which are not waited for", cut_network_for(1.5), (ByVoice,)),
    Fault("voice-two-tabs", "a second tab takes over from somebody who speaks", another(same_browser=True), (ByVoice,)),
    Fault("voice-two-devices", "a second device takes over from somebody who speaks", another(same_browser=False), (ByVoice,)),
    Fault("voice-unheard", "who transcribes is away for a while", model(ModelFault.HTTP_500, "transcribe"), (ByVoice,)),
)

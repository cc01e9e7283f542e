"""One fault in one interview, and what must hold afterwards."""

import time
from collections import Counter
from contextlib import suppress
from random import Random
from uuid import UUID, uuid4

from django.db import connections

from accounts.models import Company, User
from accounts.services.audit import Actor
from accounts.services.companies import Beginning, create_company
from accounts.tenancy import company_scope
from interviews.live.replaying import differences, replay
from interviews.models import Interview, Job, Segment
from tests.chaos.candidate import Candidate
from tests.chaos.faults import Fault, TooLate, Trial
from tests.chaos.stack import Stack
from tests.chaos.witness import times_announced
from tests.interviews.hiring import make_invitation, token_of_link
from tests.interviews.invited import invited
from tests.resumes.people import make_candidate

SLUG = "northwind"
# How often an interview may be over before the fault strikes; then another is tried, with the next random numbers.
MOST_TRIES = 8
# The candidate answers at once, and no fault may count against them.
WANTED = {"welcome", "warmup", "question", "invite-questions"}
HURRIED = {"WasSilent", "TimeUp", "DeadlinePassed"}


def make_house() -> None:
    """A company with a job that asks one question, two follow-ups at most, and what the candidate wants to know."""
    owner = User.objects.create_user("alice@northwind.example", "correct horse battery staple", name="Alice Okafor")
    beginning = Beginning(name="Northwind", slug=SLUG, time_zone="UTC", language="en", accent="#2a5796", contact_email="")
    invited(create_company(owner=owner, beginning=beginning, by=Actor(user=owner)), plan={"minutes": 60})


def try_once(stack: Stack, fault: Fault, seed: int, *, is_quick: bool) -> list[str]:
    """Return what was wrong: nothing, where all is well. The same seed breaks the same thing at the same point of the interview."""
    try:
        for number in range(MOST_TRIES):
            with suppress(TooLate):
                return _tried(stack, fault, f"{fault.name} {seed} {number}", is_quick)
    except Exception as error:  # noqa: BLE001
        return [f"it could not be tried: {type(error).__name__} {error}"]
    return [f"{MOST_TRIES} interviews were over before it struck"]


def _tried(stack: Stack, fault: Fault, seed: str, is_quick: bool) -> list[str]:
    """Raises TooLate where all went well, and without the fault."""
    chance = Random(seed)
    kind = chance.choice(fault.ways)
    # Of its own: it is used in another thread.
    first = _invited(kind, stack, Random(f"{seed} first")).come_to_the_room()
    trial = Trial(stack, first, chance, is_quick)
    fault.before(trial)
    trial.let_in(first)
    wrong: list[str] = []
    is_late = False
    try:
        fault.happen(trial)
    except TooLate:
        is_late = True
    except Exception as error:  # noqa: BLE001
        wrong.append(f"the fault itself broke: {type(error).__name__} {error}")
    finally:
        # What broke our own connections too.
        _forget_connections()
        stack.mend()
    while any(thread.is_alive() for thread in trial.threads):
        stack.bring_back()
        time.sleep(0.2)
    if is_late and not (late := _wrong(trial)):
        raise TooLate
    return wrong + (late if is_late else _wrong(trial) + fault.wrong(trial))


def _invited(kind: type[Candidate], stack: Stack, chance: Random) -> Candidate:
    _forget_connections()
    name = uuid4().hex
    token = token_of_link(name)
    with company_scope(_company()):
        job = Job.objects.get()
        candidate = make_candidate(job.company, email=f"{name}@post.example")
        invitation = make_invitation(job, token, candidate=candidate)
    return kind(stack.port, token, invitation.pk, chance)


def _company() -> UUID:
    from accounts.tenancy import every_company

    with every_company("chaos"):
        return Company.objects.values_list("pk", flat=True).get(slug=SLUG)


def _forget_connections() -> None:
    for connection in connections.all():
        connection.close()


def _wrong(trial: Trial) -> list[str]:
    """What must hold after any fault."""
    with company_scope(_company()):
        interview = Interview.objects.select_related("plan").get(invitation=trial.first.invitation)
        turns = list(interview.turns.order_by("number"))
        found = [f"replay: {line}" for line in differences(interview, replay(interview))]
        told = set(interview.events.values_list("kind", flat=True))
        recorded = list(Segment.objects.filter(turn__in=turns).values_list("turn__number", "epoch", "number", "pieces", "text"))
    found += [complaint for each in trial.candidates for complaint in each.complaints]
    found += [f"{kind} was told" for kind in told & HURRIED] + [f"{kind} was never told" for kind in trial.expected - told]
    if interview.outcome != "completed":
        found.append(f"it ended as {interview.outcome or 'nothing'}")
    if [turn.number for turn in turns] != list(range(1, len(turns) + 1)):
        found.append(f"turns have gaps: {[turn.number for turn in turns]}")
    if [turn.purpose for turn in turns].count("goodbye") != 1 or turns[-1].purpose != "goodbye":
        found.append(f"goodbyes: {[turn.purpose for turn in turns].count('goodbye')}")
    found += [f"it never came to {purpose}" for purpose in WANTED - {turn.purpose for turn in turns}]
    said = {text for each in trial.candidates for text in each.said}
    for turn in turns:
        if turn.answer and turn.answer not in said:
            found.append(f"turn {turn.number} has an answer that nobody gave: {turn.answer!r}")
            found += [f"recorded of it: {each}" for each in recorded if each[0] == turn.number]
    found += _lost({turn.number: turn.answer for turn in turns}, trial.candidates)
    announced = _announced(interview.pk)
    return found if announced == 1 else [*found, f"interview_finished came {announced} times"]


def _lost(answers: dict[int, str], candidates: list[Candidate]) -> list[str]:
    counted = Counter(answers.values())
    found = []
    for each in candidates:
        for turn in each.answers:
            answer = answers.get(turn)
            if answer is None or not each.has_answered(turn, answer):
                found.append(f"{each.name}: the acknowledged answer to turn {turn} is lost")
            elif counted[answer] != 1:
                found.append(f"{each.name}: the answer to turn {turn} is there {counted[answer]} times")
    return found


def _announced(interview_id: UUID) -> int:
    """The page may show the end a moment before whoever ended it has announced it."""
    deadline = time.monotonic() + 5
    while not (times := times_announced(interview_id)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return times

"""An interview as those read it who recruit, and the candidate afterwards; and those that are held now, or were lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from interviews.engine.commands import Kept, Purpose
from interviews.engine.plan import MINUTE
from interviews.engine.state import Phase, State, state_from
from interviews.engine.turns import JUDGED
from interviews.live.clock import as_of
from interviews.models import Consent, Interview, Segment, Turn

PHASES = {
    Phase.INTRODUCTION: "Introduction",
    Phase.WARMUP: "Warm-up",
    Phase.RESUME: "About the résumé",
    Phase.MAIN: "Main part",
    Phase.FOLLOW_UP: "Coming back",
    Phase.CANDIDATE_QUESTIONS: "The candidate’s questions",
    Phase.WRAP_UP: "Goodbye",
}
OUTCOMES = {
    "completed": "Completed",
    "withdrawn": "Ended by the candidate",
    "ended": "Ended by the company",
    "expired": "Its time ran out",
}
MARKS = {
    Kept.DID_NOT_KNOW: "Did not know",
    Kept.SKIPPED: "Skipped",
    Kept.SILENT: "No answer",
    Kept.UNFINISHED: "Not finished",
}
NOT_UNDERSTOOD = "Recorded, not understood so far"


@dataclass(frozen=True, slots=True)
class Said:
    """A turn in the transcript."""

    turn: Turn
    # Since the interview began.
    after: timedelta
    # The first of its phase says which one begins.
    begins: str
    mark: str
    # Some of its recordings arrived after the end.
    came_late: bool = False

    @property
    def at(self) -> str:
        minutes, seconds = divmod(max(0, int(self.after.total_seconds())), 60)
        return f"{minutes:02}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class Transcript:
    interview: Interview
    state: State
    turns: tuple[Said, ...]

    @property
    def phase(self) -> str:
        return PHASES.get(self.state.phase, "")

    @property
    def outcome(self) -> str:
        return OUTCOMES.get(self.interview.outcome, "")

    @property
    def is_paused(self) -> bool:
        return bool(self.state.clock.stopped_for)

    @property
    def has_limit(self) -> bool:
        return bool(self.state.clock.limit)

    @property
    def minutes_left(self) -> int:
        return max(0, round(self.state.clock.left / MINUTE))

    @property
    def minutes(self) -> int:
        """What it took, pauses left out."""
        return max(1, round(self.state.clock.spent / MINUTE))

    @property
    def answers(self) -> int:
        return sum(said.turn.is_answer for said in self.turns)

    @property
    def has_words(self) -> bool:
        """Of the candidate, be it a hello, what was not sent, or a recording that nobody has understood."""
        return any(said.turn.answer or said.turn.unsent or said.turn.is_not_understood for said in self.turns)

    @property
    def is_reported_on(self) -> bool:
        """Something was answered that can be judged."""
        return any(said.turn.answer and said.turn.purpose in JUDGED for said in self.turns)

    @property
    def goodbye(self) -> str:
        return next((said.turn.text for said in self.turns if said.turn.purpose == Purpose.GOODBYE), "")

    @property
    def mark(self) -> str:
        """Changes when anything does that a page of it shows."""
        return f"{self.interview.events_told}-{self.answers}-{self.minutes_left}"


def since_began(turn: Turn, interview: Interview) -> timedelta:
    """When it was asked."""
    return turn.asked_at - interview.began_at


def transcript_of(interview: Interview) -> Transcript:
    before, said, came_late = "", [], _came_late(interview)
    for turn in interview.turns.order_by("number"):
        begins = "" if turn.phase == before else PHASES.get(Phase(turn.phase), "")
        said.append(Said(turn, since_began(turn, interview), begins, _mark_of(turn), turn.pk in came_late))
        before = turn.phase
    state = state_from(interview.state)
    return Transcript(interview, state if interview.is_over else as_of(interview, state, timezone.now()), tuple(said))


def _mark_of(turn: Turn) -> str:
    if turn.is_not_understood:
        return NOT_UNDERSTOOD
    return MARKS.get(Kept(turn.kept), "") if turn.kept else ""


def _came_late(interview: Interview) -> frozenset[UUID]:
    """Turns of which recordings arrived after the end. When those came of which nobody told the end, nobody knows."""
    if interview.voice_at is None or interview.finished_at is None:
        return frozenset()
    late = Segment.objects.filter(turn__interview=interview, is_aside=False, received_at__gt=interview.finished_at)
    return frozenset(late.exclude(problems__contains=[Segment.Problem.CUT]).values_list("turn", flat=True))


def running_interviews() -> QuerySet[Interview]:
    """Of candidates; whoever was revoked meanwhile is in none."""
    found = Interview.objects.filter(finished_at=None, invitation__revoked_at=None, invitation__withdrawn_at=None)
    return found.exclude(invitation=None).select_related("invitation__candidate", "job").order_by("-began_at", "pk")


def finished_interviews(since: datetime) -> QuerySet[Interview]:
    """Whose candidates agree to being read."""
    found = Interview.objects.filter(finished_at__gte=since, invitation__revoked_at=None).exclude(invitation=None)
    found = found.exclude(invitation__consents__kind=Consent.Kind.TAKEN_BACK)
    return found.select_related("invitation__candidate", "job").order_by("-finished_at", "pk")

"""An interview as those read it who recruit, and the candidate afterwards; and those that are held now, or were lately."""

from collections import defaultdict
from collections.abc import Sequence
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
    is_aloud: bool = False
    # Recorded, not understood, and the recording is still there.
    is_kept_unheard: bool = False

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
        return any(said.turn.answer or said.turn.unsent or said.is_kept_unheard for said in self.turns)

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
    before, said, recordings = "", [], _recordings_of(interview)
    for turn in interview.turns.order_by("number"):
        begins = "" if turn.phase == before else PHASES.get(Phase(turn.phase), "")
        said.append(_said(turn, interview, begins, recordings[turn.pk]))
        before = turn.phase
    state = state_from(interview.state)
    return Transcript(interview, state if interview.is_over else as_of(interview, state, timezone.now()), tuple(said))


def by_voice_or_typing(turns: Sequence[Said]) -> str:
    """Whoever speaks may type at any moment, and back."""
    answers = [said for said in turns if said.turn.is_answer or said.turn.is_not_understood]
    aloud = [said for said in answers or turns if said.is_aloud]
    if not aloud:
        return "by typing"
    return f"{len(aloud)} of {len(answers)} answers by voice" if len(aloud) < len(answers) else "by voice"


def _mark_of(turn: Turn) -> str:
    if turn.is_not_understood:
        return NOT_UNDERSTOOD
    return MARKS.get(Kept(turn.kept), "") if turn.kept else ""


def _said(turn: Turn, interview: Interview, begins: str, recordings: list[Segment]) -> Said:
    # Once an agreement is taken back there is no recording of what was said aloud.
    is_heard = any(each.text for each in recordings) if recordings else turn.spoken_at is not None
    return Said(
        turn,
        since_began(turn, interview),
        begins,
        _mark_of(turn),
        any(_came_late(each, interview) for each in recordings),
        is_heard or turn.is_not_understood,
        turn.is_not_understood and any(each.removed_at is None for each in recordings),
    )


def _recordings_of(interview: Interview) -> dict[UUID, list[Segment]]:
    """By turn."""
    found: dict[UUID, list[Segment]] = defaultdict(list)
    if interview.voice_at:
        rows = Segment.objects.filter(turn__interview=interview, is_aside=False)
        for segment in rows.only("turn", "text", "received_at", "problems", "removed_at"):
            found[segment.turn_id].append(segment)
    return found


def _came_late(recording: Segment, interview: Interview) -> bool:
    """After the end. When those came of which nobody told the end, nobody knows."""
    is_late = interview.finished_at is not None and recording.received_at > interview.finished_at
    return is_late and Segment.Problem.CUT not in recording.problems


def running_interviews() -> QuerySet[Interview]:
    """Of candidates; whoever was revoked meanwhile is in none."""
    found = Interview.objects.filter(finished_at=None, invitation__revoked_at=None, invitation__withdrawn_at=None)
    return found.exclude(invitation=None).select_related("invitation__candidate", "job").order_by("-began_at", "pk")


def finished_interviews(since: datetime) -> QuerySet[Interview]:
    """Whose candidates agree to being read."""
    found = Interview.objects.filter(finished_at__gte=since, invitation__revoked_at=None).exclude(invitation=None)
    found = found.exclude(invitation__consents__kind=Consent.Kind.TAKEN_BACK)
    return found.select_related("invitation__candidate", "job").order_by("-finished_at", "pk")

"""What the room shows: painted from the interview's state, so that every device shows the same."""

from dataclasses import dataclass
from enum import StrEnum

from interviews.engine.events import Extended
from interviews.engine.plan import MINUTE
from interviews.engine.state import State, Stop, state_from
from interviews.models import Interview, Sentence, Turn

# Of questions, in characters.
LONG = 160


class Mood(StrEnum):
    """What is said beside the question."""

    OVER = "over"
    # They called for help, and nobody is hurried meanwhile.
    HELP = "help"
    PAUSED = "paused"
    THINKING = "thinking"
    # Silent for so long that the clock stands.
    WAITS = "waits"
    # Asked gently whether they are there.
    QUIET = "quiet"
    # They asked for a moment.
    MOMENT = "moment"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Room:
    interview: Interview
    state: State
    turns: list[Turn]
    # Somebody of the company reads along at this moment.
    is_watched: bool = False
    # What is being said: of the reply that is worded as long as it is, and else of the turn that was said last.
    sentences: tuple[Sentence, ...] = ()
    # Minutes that the company gave since the question before this one.
    minutes_given: int = 0

    @property
    def present(self) -> Turn | None:
        """The turn that is the candidate's."""
        last = self.turns[-1] if self.turns else None
        is_open = last and not last.answered_at and not last.kept and not self.interview.is_over
        return last if is_open else None

    @property
    def speaks(self) -> int:
        """The turn whose sentences these are. While that one is worded, more of them may come."""
        return self.sentences[0].turn if self.sentences else 0

    @property
    def is_thinking(self) -> bool:
        return not self.interview.is_over and self.present is None

    @property
    def last_said(self) -> Turn | None:
        return self.turns[-1] if self.turns else None

    @property
    def is_long(self) -> bool:
        """What was said last is set smaller."""
        return self.last_said is not None and len(self.last_said.text) > LONG

    @property
    def before(self) -> list[Turn]:
        return self.turns[:-1] if self.present else self.turns

    @property
    def answers(self) -> int:
        return sum(bool(turn.answer) for turn in self.before)

    @property
    def is_paused(self) -> bool:
        return Stop.PAUSED in self.state.clock.stopped_for

    @property
    def mood(self) -> Mood:
        present, said = self.present, self.state.turn
        if self.interview.is_over:
            return Mood.OVER
        if self.is_paused:
            return Mood.HELP if self.interview.help_asked_at else Mood.PAUSED
        if present is None:
            return Mood.THINKING
        if Stop.SILENT in self.state.clock.stopped_for:
            return Mood.WAITS
        if said and said.silences:
            return Mood.QUIET
        is_moment = present.moment_at and (present.draft_at is None or present.draft_at < present.moment_at)
        return Mood.MOMENT if is_moment else Mood.TURN


def room_of(interview: Interview) -> Room:
    turns = list(interview.turns.order_by("number"))
    state = state_from(interview.state)
    sentences = _sentences(interview, state, turns)
    return Room(interview, state, turns, interview.is_watched, sentences, _minutes_given(interview, turns))


def _sentences(interview: Interview, state: State, turns: list[Turn]) -> tuple[Sentence, ...]:
    last = turns[-1].number if turns else 0
    said = list(Sentence.objects.filter(interview=interview, turn__in=(last, last + 1)).order_by("turn", "number"))
    is_worded = state.turn is not None and not state.turn.is_asked and state.turn.number == last + 1
    coming = tuple(each for each in said if each.turn > last) if is_worded else ()
    return coming or tuple(each for each in said if each.turn == last)


def _minutes_given(interview: Interview, turns: list[Turn]) -> int:
    """Lately: it is said until a question later than the one at which it was given."""
    given = interview.events.filter(kind=Extended.__name__, at__gte=turns[-2:][0].asked_at if turns else interview.began_at)
    return sum(int(values["by"]) for values in given.values_list("values", flat=True)) // MINUTE

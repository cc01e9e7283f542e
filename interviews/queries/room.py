"""What the room shows: painted from the interview's state, so that every device shows the same."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone

from accounts.models import OutboxMail
from interviews.engine.commands import Purpose
from interviews.engine.events import Extended, LimitLifted, WasSilent
from interviews.engine.plan import MINUTE
from interviews.engine.state import State, Stop, state_from
from interviews.models import Interview, Segment, Sentence, Turn
from interviews.queries.corrections import correctable_numbers
from interviews.queries.spoken import retakes_left, spoken_of

# Of questions, in characters.
LONG = 160
# A recording that nobody has understood for so long is talked about.
HELD_UP_AFTER = timedelta(seconds=8)
# What an interviewer who thinks for so long is waited for is said in other words.
LONG_AFTER = timedelta(seconds=10)


class Mood(StrEnum):
    """What is said beside the question."""

    OVER = "over"
    # They called for help, and nobody is hurried meanwhile.
    HELP = "help"
    PAUSED = "paused"
    THINKING = "thinking"
    # Their spoken answer is complete, and being transcribed.
    TRANSCRIBING = "transcribing"
    # Nobody can listen just now. The recording is kept; they may wait, type or skip.
    HELD_UP = "held-up"
    # They said that their answer was complete, and nothing was to be heard.
    UNHEARD = "unheard"
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
    # Since then they may take as long as they need.
    is_limit_lifted: bool = False
    # What was recorded of the turn that is not over, in order: as it is understood so far.
    heard: tuple[Segment, ...] = ()
    # When they were last asked whether they are there, in the present turn.
    asked_for_at: datetime | None = None
    # Since when the interviewer thinks.
    thinks_since: datetime | None = None
    # Turns whose answers they may put right.
    correctable: frozenset[int] = frozenset()
    # Of who calls for help once more, soon after they did before: when it was written to the company.
    help_mailed_at: datetime | None = None

    @property
    def has_unsent(self) -> bool:
        return any(turn.unsent for turn in self.turns)

    @property
    def open(self) -> Turn | None:
        """The turn that has no answer yet."""
        last = self.turns[-1] if self.turns else None
        # Goodbye asks nothing, also to who has read the interview a moment before it ended.
        is_open = last and last.purpose != Purpose.GOODBYE and not last.answered_at and not last.kept and not self.interview.is_over
        return last if is_open else None

    @property
    def speaks(self) -> int:
        """The turn whose sentences these are. While that one is worded, more of them may come."""
        return self.sentences[0].turn if self.sentences else 0

    @property
    def present(self) -> Turn | None:
        """The turn that is the candidate's. While a spoken answer is transcribed it is not, unless that takes long."""
        return self.open if self.open and (not self.open.spoken_at or self.is_held_up) else None

    @property
    def is_held_up(self) -> bool:
        return any(part.state == part.State.COMING and timezone.now() - part.received_at > HELD_UP_AFTER for part in self.heard)

    @property
    def problems(self) -> list[str]:
        """Of the newest part: what somebody can do something about."""
        return [str(each) for each in self.heard[-1].problems] if self.heard else []

    @property
    def is_thinking(self) -> bool:
        return not self.interview.is_over and self.present is None

    @property
    def retakes_left(self) -> int:
        """How often they may still begin this answer anew."""
        return retakes_left(self.interview, self.present) if self.present else 0

    @property
    def takes_long(self) -> bool:
        return self.thinks_since is not None and timezone.now() - self.thinks_since > LONG_AFTER

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
        return sum(turn.is_answer for turn in self.before)

    @property
    def is_paused(self) -> bool:
        return Stop.PAUSED in self.state.clock.stopped_for

    @property
    def mood(self) -> Mood:
        if self.interview.is_over or self._is_goodbye_said:
            return Mood.OVER
        if self.is_paused:
            return Mood.HELP if self.interview.help_asked_at else Mood.PAUSED
        if self.present is None:
            return Mood.TRANSCRIBING if self.open else Mood.THINKING
        return self._mood_of(self.present)

    @property
    def _is_goodbye_said(self) -> bool:
        """Of an interview that was read a moment before it ended."""
        return self.last_said is not None and self.last_said.purpose == Purpose.GOODBYE

    def _mood_of(self, present: Turn) -> Mood:
        said = self.state.turn
        signs = (
            (present.spoken_at, Mood.HELD_UP),
            (present.unheard_at and not self._was_said_since(present.unheard_at), Mood.UNHEARD),
            (Stop.SILENT in self.state.clock.stopped_for, Mood.WAITS),
            (said and said.silences and not (self.asked_for_at and self._was_said_since(self.asked_for_at)), Mood.QUIET),
            (present.moment_at and not self._was_said_since(present.moment_at), Mood.MOMENT),
        )
        return next((mood for sign, mood in signs if sign), Mood.TURN)

    def _was_said_since(self, moment: datetime) -> bool:
        """Aloud or in writing."""
        typed = [self.present.draft_at] if self.present and self.present.draft_at else []
        return any(each >= moment for each in (*typed, *(part.received_at for part in self.heard)))


def room_of(interview: Interview) -> Room:
    turns = list(interview.turns.order_by("number"))
    state = state_from(interview.state)
    given, is_lifted = _time_given(interview, turns)
    sentences, correctable = _sentences(interview, state, turns), correctable_numbers(interview)
    room = Room(interview, state, turns, interview.is_watched, sentences, given, is_lifted, correctable=correctable)
    if interview.help_asked_at and (mailed_at := help_mailed_at(interview)) and mailed_at < interview.help_asked_at:
        room = replace(room, help_mailed_at=mailed_at)
    if room.open:
        room = replace(room, heard=tuple(spoken_of(room.open).segments), asked_for_at=_asked_for_at(interview, state))
    return replace(room, thinks_since=_thinks_since(interview, room.last_said)) if room.is_thinking else room


def help_mailed_at(interview: Interview) -> datetime | None:
    """When it was last written to the company that they need help."""
    mails = OutboxMail.objects.filter(company=interview.company_id, kind="help_asked", key__startswith=f"help-asked:{interview.pk}:")
    return mails.order_by("-created_at").values_list("created_at", flat=True).first()


def _asked_for_at(interview: Interview, state: State) -> datetime | None:
    if state.turn is None or not state.turn.silences:
        return None
    asked = interview.events.filter(kind=WasSilent.__name__).order_by("-number")
    return asked.values_list("at", flat=True).first()


def _thinks_since(interview: Interview, last: Turn | None) -> datetime | None:
    """Since an answer that nobody has read yet, or else since whatever was told last."""
    if last and last.answered_at and not last.kept:
        return last.answered_at
    return interview.events.order_by("-number").values_list("at", flat=True).first()


def _sentences(interview: Interview, state: State, turns: list[Turn]) -> tuple[Sentence, ...]:
    last = turns[-1].number if turns else 0
    said = list(Sentence.objects.filter(interview=interview, turn__in=(last, last + 1)).order_by("turn", "number"))
    is_worded = state.turn is not None and not state.turn.is_asked and state.turn.number == last + 1
    coming = tuple(each for each in said if each.turn > last) if is_worded else ()
    return coming or tuple(each for each in said if each.turn == last)


def _time_given(interview: Interview, turns: list[Turn]) -> tuple[int, bool]:
    """Lately: it is said until a question later than the one at which it was given. In minutes, and whether there is no limit now."""
    since = turns[-2:][0].asked_at if turns else interview.began_at
    given = list(interview.events.filter(kind__in=(Extended.__name__, LimitLifted.__name__), at__gte=since).values_list("kind", "values"))
    minutes = sum(int(values["by"]) for kind, values in given if kind == Extended.__name__) // MINUTE
    return minutes, any(kind == LimitLifted.__name__ for kind, _ in given)

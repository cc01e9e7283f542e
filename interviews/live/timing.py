"""What is due in an interview without anybody doing anything: silence, absence, the time limit, the end of its time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from interviews.engine import events, time
from interviews.engine.events import DeadlinePassed, EndedByCompany, Event, Left, TimeUp, WasSilent, Withdrew
from interviews.engine.state import State, Stop
from interviews.live.clock import MILLISECOND
from interviews.models import Interview, Invitation, Turn

SILENCE = timedelta(minutes=2)
# Three signs of life of the page were missed.
AWAY_AFTER = timedelta(seconds=45)
# Of somebody in the middle of it, when their time to come back is up.
GONE_AFTER = timedelta(minutes=30)
# A page that was left open says that somebody is there, day and night.
IDLE_AFTER = timedelta(hours=12)
# A member who tries a plan out has no deadline.
TRIAL_LASTS = timedelta(days=1)
# What a candidate does, of all that is told.
ACTS = tuple(
    kind.__name__
    for kind in (events.Began, events.Answered, events.RepeatAsked, events.SkipAsked, events.HelpAsked, events.Paused, events.Resumed)
)


@dataclass(frozen=True, slots=True)
class Watched:
    """An interview at one look, by its own time."""

    interview: Interview
    # As it is told so far.
    told: State
    # The newest thing that was said, if any was.
    turn: Turn | None
    now: datetime

    @property
    def state(self) -> State:
        """With the time that has passed since the last event."""
        return replace(self.told, clock=self.told.clock.at(self.interview.clock_ms))

    @property
    def due(self) -> Callable[[int], Event] | None:
        """At most one thing. Told, it is due no more: each changes what it depends on."""
        if ended := self._ended_with_invitation():
            return ended
        if self._has_run_out():
            return DeadlinePassed
        if self._is_away():
            return Left
        if self._is_time_up():
            return TimeUp
        turn = self.told.turn
        return partial(_was_silent, turn.number) if turn and self._is_silent() else None

    @property
    def soonest(self) -> timedelta | None:
        """Until something may be due if nobody does anything."""
        waits = [wait for wait in (self._until_silent(), self._until_time_up()) if wait is not None]
        return min(waits, default=None)

    def _ended_with_invitation(self) -> type[Event] | None:
        """Whoever revokes an invitation, or takes their consent back, need not know that somebody is in the room."""
        invitation = self.interview.invitation
        if invitation is None:
            return None
        if invitation.revoked_at:
            return EndedByCompany
        return Withdrew if invitation.withdrawn_at or invitation.declined_at else None

    def _has_run_out(self) -> bool:
        if self.now < _ends_at(self.interview) or _is_held(self.interview.invitation):
            return False
        idle = self._since_last_act()
        gone = min(idle, self._since(self.interview.seen_at)) if self.interview.seen_at else idle
        return min(gone, self._since(self.interview.watched_from)) >= GONE_AFTER or idle >= IDLE_AFTER

    def _since_last_act(self) -> timedelta:
        did = self.interview.events.filter(kind__in=ACTS).order_by("-number").values_list("values__at", flat=True).first()
        moments = [self.interview.voice_at, *((self.turn.draft_at, self.turn.answered_at) if self.turn else ())]
        said = [self._since(moment) for moment in moments if moment]
        return min([(self.interview.clock_ms - (did or 0)) * MILLISECOND, *said])

    def _is_away(self) -> bool:
        """Of a page without JavaScript nobody knows."""
        seen = self.interview.seen_at
        return seen is not None and Stop.AWAY not in self.told.clock.stopped_for and not self._is_within(AWAY_AFTER, seen)

    def _is_time_up(self) -> bool:
        left = self._until_time_up()
        return left is not None and left <= timedelta(0)

    def _until_time_up(self) -> timedelta | None:
        left = time.until_up(self.state)
        # An answer that is there is read first, however late it is.
        return None if left is None or self._is_answered else left * MILLISECOND

    def _is_silent(self) -> bool:
        left = self._until_silent()
        return left is not None and left <= timedelta(0)

    def _until_silent(self) -> timedelta | None:
        """Who has no JavaScript sends no drafts, and may write for half an hour without a sign."""
        turn, state = self.told.turn, self.told
        if turn is None or not turn.is_asked or state.clock.stopped_for or self._is_answered or self.interview.seen_at is None:
            return None
        since_event = (self.interview.clock_ms - state.clock.now) * MILLISECOND
        quiet = [since_event, self._since(self.interview.watched_from)]
        if self.turn and self.turn.draft_at:
            quiet.append(self._since(self.turn.draft_at))
        if self.interview.voice_at:
            quiet.append(self._since(self.interview.voice_at))
        return SILENCE - min(quiet)

    @property
    def _is_answered(self) -> bool:
        """Also aloud, and not understood yet."""
        return self.turn is not None and bool(self.turn.answered_at or self.turn.spoken_at) and not self.turn.kept

    def _is_within(self, span: timedelta, moment: datetime) -> bool:
        """Since we watch: before it, nobody knows what a server's clock did."""
        return min(self._since(moment), self._since(self.interview.watched_from)) < span

    def _since(self, moment: datetime) -> timedelta:
        """What lies ahead was written before the clock stepped back: long ago."""
        return self.now - moment if moment <= self.now else IDLE_AFTER


def _was_silent(turn: int, at: int) -> Event:
    return WasSilent(at, turn)


def _ends_at(interview: Interview) -> datetime:
    invitation = interview.invitation
    return invitation.deadline if invitation else interview.began_at + TRIAL_LASTS


def _is_held(invitation: Invitation | None) -> bool:
    """Its time ran out while the job was paused: services.jobs gives more once the job goes on."""
    since = invitation.job.paused_at if invitation else None
    return invitation is not None and since is not None and invitation.deadline > since

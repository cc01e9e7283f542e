"""A reply that is drafted while the candidate pauses, to what they have said so far.

If they add nothing, it is what they hear, and at once. If they add a word, nobody ever sees it. The engine is asked what it would
wish for, and is told nothing: it decides anew when the answer is there, and a draft for what it does not wish for then is no use.
"""

import time
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from accounts.tenancy import company_scope
from ai.results import Made, Usage
from interviews.engine.commands import Draft, Purpose
from interviews.engine.events import Answered, Meaning
from interviews.engine.machine import handle
from interviews.engine.state import State, state_from
from interviews.live.following import Heard, wanted_follow_up
from interviews.live.patience import Patience
from interviews.live.reading import meaning_of
from interviews.live.rehearsing import Rehearsal
from interviews.live.setting import Setting, setting_of, turns_in
from interviews.live.speaking import Talk
from interviews.live.wording import Worded, word
from interviews.models import Ahead, Interview, Turn
from interviews.queries.spoken import spoken_of
from interviews.services import conducting, drafted
from interviews.services.recordings.pieces import arrived_of

# Whoever has said less has hardly begun.
FEWEST_WORDS = 3
# Between two looks whether somebody has made what they are making, and for how long whoever needs it waits at most.
EVERY_SECONDS, WAITED_FOR = 0.03, 3.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What was made of an answer that may be the whole one."""

    meaning: Meaning
    follow_up: str
    draft: Draft | None
    worded: Worded | None

    def words_for(self, draft: Draft) -> Worded | None:
        """Only for the very thing that is wished for now."""
        return self.worded if self.draft == draft else None


@dataclass(frozen=True, slots=True)
class _Pause:
    """What was said so far, and of what."""

    interview: Interview
    ahead: Ahead
    turn: Turn
    state: State
    setting: Setting

    @property
    def heard(self) -> Heard:
        return Heard(self.setting.last_answer, self.turn.question, self.turn.said)


def draft_ahead(*, interview_id: UUID, company_id: UUID) -> None:
    """Whoever calls holds no transaction and no scope."""
    with company_scope(company_id):
        pause = _pause_of(interview_id)
    if pause is None:
        return
    rehearsal, wanted = Rehearsal(pause.interview), ""
    try:
        reply = _drafted(pause, rehearsal)
        with company_scope(company_id):
            if drafted.keep_ahead(ahead=pause.ahead, reply=as_json(reply) if reply else {}) and reply and reply.worded:
                wanted = reply.worded.text
    finally:
        rehearsal.end(wanted)


def _pause_of(interview_id: UUID) -> _Pause | None:
    """None: there is nothing to reply to yet, or it is replied to already."""
    interview = Interview.objects.select_related("plan", "job", "company").filter(pk=interview_id, finished_at=None).first()
    turn = Turn.objects.filter(interview=interview, kept="", answered_at=None).order_by("-number").first()
    if interview is None or turn is None:
        return None
    state, spoken = state_from(interview.state), spoken_of(turn)
    if state.turn is None or not state.turn.is_asked or state.turn.number != turn.number:
        return None
    speaks_on = any(not each.is_stored for each in arrived_of(turn))
    if spoken.is_coming or speaks_on or len(spoken.text.split()) < FEWEST_WORDS:
        return None
    ahead = drafted.begin_ahead(interview=interview, turn=turn.number, answer=spoken.text)
    return (
        _Pause(interview, ahead, turn, state, setting_of(interview, turns_in(interview)).answered(turn.number, spoken.text))
        if ahead
        else None
    )


def _drafted(pause: _Pause, rehearsal: Rehearsal) -> Reply | None:
    patience, setting, heard = Patience(), pause.setting, pause.heard
    meaning = meaning_of(heard.answer, heard.asked, setting, patience)
    if meaning is Meaning.A_MOMENT:
        return None
    follow_up = wanted_follow_up(pause.interview, pause.state, heard, setting, patience) if meaning is Meaning.ANSWER else ""
    event = Answered(pause.state.clock.now, pause.turn.number, meaning, follow_up)
    after, wishes = handle(conducting.engine_plan(pause.interview), pause.state, event)
    draft = next((wish for wish in wishes if isinstance(wish, Draft)), None)
    worded = word(draft, Talk(setting.at(after), patience, show=lambda _: None, aloud=rehearsal)) if draft else None
    return Reply(meaning, follow_up, draft, worded)


def reply_to(interview: Interview, turn: int, answer: str) -> Reply | None:
    """What was drafted for just these words; where somebody is at it still, that is waited for. Holds no transaction."""
    until = time.monotonic() + WAITED_FOR
    while True:
        with company_scope(interview.company_id):
            ahead = drafted.ahead_of(interview=interview, turn=turn, answer=answer)
        if ahead is None:
            return None
        if ahead.made_at:
            return from_json(ahead.reply) if ahead.reply else None
        if time.monotonic() > until:
            return None
        time.sleep(EVERY_SECONDS)


def as_json(reply: Reply) -> dict[str, Any]:
    worded = asdict(reply.worded) if reply.worded else None
    if worded and reply.worded and reply.worded.found:
        worded["found"] = str(reply.worded.found)
    return {
        "meaning": reply.meaning,
        "follow_up": reply.follow_up,
        "draft": asdict(reply.draft) if reply.draft else None,
        "worded": worded,
    }


def from_json(json: dict[str, Any]) -> Reply:
    draft, worded = json["draft"], json["worded"]
    return Reply(
        Meaning(json["meaning"]),
        json["follow_up"],
        Draft(**draft | {"purpose": Purpose(draft["purpose"])}) if draft else None,
        _worded(worded) if worded else None,
    )


def _worded(json: dict[str, Any]) -> Worded:
    made = json["made"]
    return Worded(
        **json
        | {
            "made": Made(**made | {"usage": Usage(**made["usage"])}) if made else None,
            "found": UUID(json["found"]) if json["found"] else None,
        }
    )

"""How an interview was held and read: by which models, how fast, for how much, and what the candidate's page told."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Max, Q, QuerySet, Sum

from accounts.models import ModelCall
from interviews.engine.commands import Purpose
from interviews.listeners import BROWSER
from interviews.models import Interview, Segment
from interviews.queries.interviews import Said, transcript_of
from interviews.queries.latency import TurnTaken, turns_taken
from reports.models import Assessment, PageNote
from reports.queries.transcript import ORIGINS
from reports.queries.waterfall import Drawing, drawing_of

BY_RULES = "rules"
ABOUT = ORIGINS | {
    Purpose.WELCOME: "Welcome",
    Purpose.WAIT_FOR_READY: "Waits until they are ready",
    Purpose.CLARIFY: "What the question means",
    Purpose.ANSWER_CANDIDATE: "Answer to the candidate’s question",
    Purpose.GOODBYE: "Goodbye",
}
PREPARED = "prepared words"
THEIR_BROWSER = "their browser"


@dataclass(frozen=True, slots=True)
class Reader:
    """One member of the panel on one answer."""

    judge: int
    by: str
    prompt: str
    view: str
    state: str


@dataclass(frozen=True, slots=True)
class TechnicalTurn:
    said: Said
    about: str
    worded_by: str
    # Of a spoken answer: who understood it first, and who afterwards.
    heard_by: str
    heard_again_by: str
    # From the answer before to these words; None: they came first.
    waited: float | None
    # From these words to the answer.
    answered_in: float | None
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class Technical:
    turns: tuple[TechnicalTurn, ...]
    calls: tuple[Mapping[str, Any], ...]
    notes: tuple[PageNote, ...]
    # How long each reply took, where it is known, and that as a drawing.
    replies: tuple[TurnTaken, ...]
    waterfall: Drawing | None

    @property
    def cost(self) -> Decimal:
        return sum((call["spent"] for call in self.calls), Decimal(0))

    @property
    def unpriced(self) -> int:
        return sum(call["unpriced"] for call in self.calls)


def technical_of(interview: Interview, version: int) -> Technical:
    assessments = Assessment.objects.filter(interview=interview, version=version).order_by("turn__number", "judge")
    readers: dict[object, list[Reader]] = {}
    for each in assessments:
        readers.setdefault(each.turn_id, []).append(_reader(each))
    heard: dict[object, list[Segment]] = defaultdict(list)
    for segment in Segment.objects.filter(turn__interview=interview).order_by("epoch", "number"):
        heard[segment.turn_id].append(segment)
    turns: list[TechnicalTurn] = []
    before: datetime | None = None
    for said in transcript_of(interview).turns:
        waited = (said.turn.asked_at - before) if before else None
        answered = (said.turn.answered_at - said.turn.asked_at) if said.turn.answered_at else None
        turns.append(
            TechnicalTurn(
                said,
                ABOUT[Purpose(said.turn.purpose)],
                _model(said.turn.worded_by) or PREPARED,
                ", then ".join(dict.fromkeys(_hearer(each.made) for each in heard[said.turn.pk] if each.made)),
                ", then ".join(dict.fromkeys(_model(each.again_made) for each in heard[said.turn.pk] if each.again_made)),
                _seconds(waited),
                _seconds(answered),
                tuple(readers.get(said.turn.pk, ())),
            )
        )
        before = said.turn.answered_at or before
    replies = turns_taken(interview)
    return Technical(tuple(turns), tuple(calls_for(interview)), tuple(notes_of(interview)), replies, drawing_of(replies))


def calls_for(interview: Interview) -> list[Mapping[str, Any]]:
    """What the ledger has, by task and model."""
    calls = ModelCall.objects.filter(company=interview.company_id, interview=interview.pk)
    unpriced = Q(cost=None) & ~Q(state=ModelCall.State.OPEN)
    failed = ~Q(state__in=[ModelCall.State.OPEN, ModelCall.State.DONE])
    by = calls.values("task", "prompt_version", "provider", "model").annotate(
        number=Count("pk"),
        failures=Count("pk", filter=failed),
        read=Sum("input_tokens"),
        written=Sum("output_tokens"),
        mean_ms=Avg("latency_ms"),
        most_ms=Max("latency_ms"),
        spent=Sum("cost", default=Decimal(0)),
        unpriced=Count("pk", filter=unpriced),
    )
    return list(by.order_by("task", "provider", "model", "prompt_version"))


def notes_of(interview: Interview) -> QuerySet[PageNote]:
    return PageNote.objects.filter(interview=interview).select_related("turn").order_by("at", "pk")


def _reader(assessment: Assessment) -> Reader:
    made_by = assessment.made_by
    return Reader(
        assessment.judge,
        _model(made_by) or (BY_RULES if assessment.state == Assessment.State.MADE else ""),
        str(made_by.get("prompt", "")),
        str(made_by.get("view", "")),
        assessment.get_state_display(),
    )


def _hearer(by: Mapping[str, Any]) -> str:
    return THEIR_BROWSER if by["provider"] == BROWSER else _model(by)


def _model(by: Mapping[str, Any]) -> str:
    return f"{by['provider']}, {by['model']}" if by.get("model") else ""


def _seconds(between: timedelta | None) -> float | None:
    return round(max(0.0, between.total_seconds()), 1) if between is not None else None

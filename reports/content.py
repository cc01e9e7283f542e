"""What a report says. Stored as JSON on reports.models.Report, parsed here and nowhere else."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from reports.scoring import Recommendation


class Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(Said):
    text: str
    # Where in the interview it stands.
    turns: tuple[int, ...]


class Writing(Said):
    summary: tuple[Sentence, ...] = ()
    strengths: tuple[Sentence, ...] = ()
    weaknesses: tuple[Sentence, ...] = ()
    recommendations: tuple[Sentence, ...] = ()


class ScoredCompetency(Said):
    key: str
    name: str
    weight: int
    level: float | None
    answers: int
    uncertainty: float
    needs_a_person: bool
    # Of the library: that of most of its questions. Empty: none, or not known yet when the report was made.
    domain: str = ""


class ScoredDomain(Said):
    domain: str
    weight: int
    level: float | None
    uncertainty: float
    coverage: float


class ReportContent(Said):
    competencies: tuple[ScoredCompetency, ...]
    domains: tuple[ScoredDomain, ...] = ()
    level: float | None
    uncertainty: float
    coverage: float
    needs_a_person: bool
    recommendation: Recommendation
    # Answers that were to be judged, and those of them that nobody could.
    answers: int
    not_scored: int
    # What the numbers come from; with them anybody can work them out again.
    assessments: tuple[UUID, ...]
    writing: Writing

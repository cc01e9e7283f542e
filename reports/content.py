"""What a report says. Stored as JSON on reports.models.Report, parsed here and nowhere else."""

from collections.abc import Collection
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
    # Too few of a panel could be had for an answer.
    few_readings: bool = False

    @property
    def why_a_person(self) -> str:
        """Must rate it; empty: none need."""
        if not self.needs_a_person:
            return ""
        return "Too few readings could be had" if self.few_readings else "The readings disagree"


class ScoredDomain(Said):
    domain: str
    weight: int
    level: float | None
    uncertainty: float
    coverage: float


class MadeWith(Said):
    """What was set when a report was made."""

    # Members of a panel; none: this was not kept yet.
    panel: int | None = None
    language: str = ""
    # reports.scoring.KNOWN_RULES
    rules: int = 1


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
    made_with: MadeWith = MadeWith()

    @property
    def is_not_scored(self) -> bool:
        """No level, where answers were given that nobody could score: that is not to have shown too little."""
        return self.level is None and self.not_scored > 0

    @property
    def was_read_by_nobody(self) -> bool:
        return 0 < self.answers == self.not_scored

    @property
    def what_was_not_scored(self) -> str:
        """Empty: all was."""
        if self.was_read_by_nobody:
            return "Not scored: no model could be had"
        return f"{self.not_scored} of {self.answers} answers could not be scored" if self.not_scored else ""

    def awaits_a_person(self, dealt_with: Collection[str]) -> bool:
        """`dealt_with`: competencies that somebody rated or set; "" is the whole."""
        return "" not in dealt_with and any(each.needs_a_person and each.key not in dealt_with for each in self.competencies)

    @property
    def why_a_person(self) -> str:
        if not self.needs_a_person:
            return ""
        few = {each.few_readings for each in self.competencies if each.needs_a_person}
        if few == {True}:
            return "Too few readings could be had"
        return "The readings disagree, or are too few" if True in few else "The readings disagree"

"""What whoever words a report is given: what was found, and nothing about whose it is."""

from dataclasses import dataclass

from reports.assessing.inputs import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer, as it bears on a competency."""

    turn: int
    quotes: tuple[str, ...]
    why: str
    strengths: tuple[str, ...]
    improvements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    competency: str
    # Worked out by code; none where too little was shown.
    level: float | None
    # What the level beside it looks like, in the plan's words.
    anchor: str
    answers: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class WriteInputs:
    findings: tuple[Finding, ...]
    language: Language = Language.ENGLISH

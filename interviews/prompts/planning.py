"""The task that proposes what a job's interview is about."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ai.task import Task
from interviews.prompts.languages import Language

MOST = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A competency that rules found in the description: for a model something to begin from, for the rules the result."""

    name: str
    about: str
    weight: int
    # From 1 to 5.
    anchors: tuple[str, ...]
    # The description's sentences that ask for it.
    because: tuple[str, ...]
    asks: tuple[str, ...]
    in_every_answer: bool = False


@dataclass(frozen=True, slots=True)
class PlanInputs:
    title: str
    description: str
    language: Language = Language.ENGLISH
    seniority: str = ""
    suggestions: tuple[Suggestion, ...] = ()


class _Trimmed(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)


class ProposedCompetency(_Trimmed):
    name: str = Field(min_length=1, max_length=80)
    about: str = Field(min_length=1, max_length=300)
    weight: int = Field(ge=1, le=100)
    # From 1, the lowest, to 5.
    anchors: list[Annotated[str, Field(min_length=1, max_length=400)]] = Field(min_length=5, max_length=5)
    # The description's sentence that asks for it, word for word.
    because: str = Field(max_length=400)
    # What to look for in the question library.
    searches: list[Annotated[str, Field(min_length=1, max_length=300)]] = Field(min_length=1, max_length=4)
    # What the interview asks where the library has nothing.
    asks: list[Annotated[str, Field(min_length=1, max_length=400)]] = Field(min_length=2, max_length=2)
    # Heard in how anything is said, so that no question of its own is needed.
    in_every_answer: bool

    @field_validator("anchors")
    @classmethod
    def tell_five_levels_apart(cls, anchors: list[str]) -> list[str]:
        if len(set(anchors)) < len(anchors):
            raise ValueError("Two anchors say the same. Each level needs a behaviour of its own.")
        return anchors


class ProposedPlan(_Trimmed):
    competencies: list[ProposedCompetency] = Field(min_length=3, max_length=MOST)
    # What to ask about a résumé, for this job.
    about_resume: str = Field(max_length=600)

    @field_validator("competencies")
    @classmethod
    def are_called_differently(cls, competencies: list[ProposedCompetency]) -> list[ProposedCompetency]:
        if len({each.name.casefold() for each in competencies}) < len(competencies):
            raise ValueError("Two competencies have the same name.")
        return competencies

    @field_validator("competencies")
    @classmethod
    def are_judged_differently(cls, competencies: list[ProposedCompetency]) -> list[ProposedCompetency]:
        if len({tuple(each.anchors) for each in competencies}) < len(competencies):
            raise ValueError("Two competencies have the same anchors. Each is judged by behaviour of its own.")
        return competencies


ABOUT_RESUME = {
    Language.GERMAN: "Eine Station, die der ausgeschriebenen Arbeit am nächsten kommt: was dort die eigene Aufgabe war und was dabei herauskam. Dann, was im Lebenslauf nur als Stichwort steht und für diese Stelle zählt.",
    Language.FRENCH: "L’expérience la plus proche de ce poste : quelle était la part de la personne et ce qui en est résulté. Puis ce qui n’est qu’un mot-clé dans le CV et qui compte pour ce poste.",
    Language.SPANISH: "La experiencia más cercana a este puesto: qué hizo la persona y qué resultó de ello. Después, lo que en el currículum es solo una palabra clave y cuenta para este puesto.",
    Language.ENGLISH: "The work that comes nearest to this job: what their own part in it was, and what came of it. Then something that stands in the résumé as a mere keyword and matters here.",
}


def plan_by_rules(inputs: PlanInputs) -> ProposedPlan:
    """What the rules found in the description, as it is."""
    return ProposedPlan(
        competencies=[
            ProposedCompetency(
                name=each.name,
                about=each.about[:300],
                weight=each.weight,
                anchors=list(each.anchors),
                because=next(iter(each.because), "")[:400],
                searches=[text[:300] for text in (*each.because[:3], each.name)],
                asks=list(each.asks),
                in_every_answer=each.in_every_answer,
            )
            for each in inputs.suggestions
        ],
        about_resume=ABOUT_RESUME[inputs.language],
    )


PROPOSE_PLAN = Task(
    name="propose_plan",
    prompt_file=Path(__file__).with_name("propose_plan.md"),
    inputs=PlanInputs,
    output=ProposedPlan,
    max_tokens=4500,
    fallback=plan_by_rules,
    # The page says who proposed it; a silent stand-in would hide that.
    may_stand_in=False,
)

"""A verdict held against the answer. What was not said is no quote, and without a quote there is no level."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.assessing.fields import Judged, Quote, Remarks, Verdict
from reports.assessing.inputs import Accuracy, AssessInputs
from reports.assessing.material import Material
from reports.assessing.sentences import speaks_to_the_judge
from reports.assessing.words import SAYS
from reports.quotes import find
from resumes.fairness import is_fair


@dataclass(frozen=True, slots=True)
class Checked:
    competency: str
    level: int | None
    why: str
    quotes: tuple[Quote, ...]


def checked(verdict: Verdict, material: Material) -> tuple[Checked, ...]:
    """One for each competency that was wanted, in their order; what was not wanted is left out."""
    given = {judged.competency: judged for judged in verdict.ratings}
    return tuple(_checked(given.get(wanted.key), wanted.key, material) for wanted in material.inputs.competencies)


def lacks_accuracy(inputs: AssessInputs, verdict: Verdict) -> str:
    """In words for whoever judges. Where too little was said there is nothing to be right about."""
    found = any(judged.level for judged in verdict.ratings)
    if inputs.accuracy is Accuracy.LEFT_OUT or verdict.accuracy is not None or not found:
        return ""
    return "accuracy: A number from 1 to 5 is missing. The question is a technical one; null only if nothing is said about the matter."


def remarks_of(verdict: Verdict, material: Material, *, is_by_rules: bool) -> Remarks:
    return Remarks(
        strengths=_fair(verdict.strengths),
        improvements=_fair(verdict.improvements),
        covered=_fair(verdict.covered, material.inputs.shows),
        missed=_fair(verdict.missed, material.inputs.shows),
        clarity=verdict.clarity,
        structure=verdict.structure,
        communication=verdict.communication,
        accuracy=verdict.accuracy if material.inputs.accuracy is Accuracy.JUDGED else None,
        # Rules cannot tell, and the page says that they scored.
        is_without_accuracy=not is_by_rules and bool(lacks_accuracy(material.inputs, verdict)),
        speaks_to_the_judge=speaks_to_the_judge(material.answer),
    )


def _checked(judged: Judged | None, competency: str, material: Material) -> Checked:
    says = SAYS[material.inputs.language]
    if judged is None:
        return Checked(competency, None, says["not named"], ())
    quotes = tuple(quote for each in judged.quotes if (quote := _quote(each, material)))
    # A level stands on its quotes. A reason that speaks of more than the answer is told by nobody, and people look for themselves.
    why = judged.why if is_fair(judged.why) else says["no fair reason"]
    if judged.level is None:
        return Checked(competency, None, why, quotes)
    return Checked(competency, judged.level, why, quotes) if quotes else Checked(competency, None, says["no quote"], ())


def _fair(lines: Iterable[str], asked_for: str = "") -> tuple[str, ...]:
    """What keeps to the work, and what stands in the plan's own words."""
    return tuple(line for line in lines if line in asked_for or is_fair(line))


def _quote(said: str, material: Material) -> Quote | None:
    found = find(said, material.masked.text)
    if found is None or speaks_to_the_judge(said):
        return None
    span = material.masked.original(found)
    return Quote(start=span.start, end=span.end, text=material.answer[span.start : span.end])

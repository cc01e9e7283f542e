"""A verdict held against the answer. What was not said is no quote, and without a quote there is no level."""

from dataclasses import dataclass

from reports.assessing.fields import Judged, Quote, Remarks, Verdict
from reports.assessing.material import Material
from reports.assessing.sentences import speaks_to_the_judge
from reports.assessing.words import SAYS
from reports.quotes import find


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


def remarks_of(verdict: Verdict, material: Material) -> Remarks:
    return Remarks(
        strengths=verdict.strengths,
        improvements=verdict.improvements,
        covered=verdict.covered,
        missed=verdict.missed,
        clarity=verdict.clarity,
        structure=verdict.structure,
        communication=verdict.communication,
        accuracy=verdict.accuracy if material.inputs.is_technical else None,
        speaks_to_the_judge=speaks_to_the_judge(material.answer),
    )


def _checked(judged: Judged | None, competency: str, material: Material) -> Checked:
    says = SAYS[material.inputs.language]
    if judged is None:
        return Checked(competency, None, says["not named"], ())
    quotes = tuple(quote for each in judged.quotes if (quote := _quote(each, material)))
    if judged.level is None:
        return Checked(competency, None, judged.why, quotes)
    return Checked(competency, judged.level, judged.why, quotes) if quotes else Checked(competency, None, says["no quote"], ())


def _quote(said: str, material: Material) -> Quote | None:
    found = find(said, material.masked.text)
    if found is None or speaks_to_the_judge(said):
        return None
    span = material.masked.original(found)
    return Quote(start=span.start, end=span.end, text=material.answer[span.start : span.end])

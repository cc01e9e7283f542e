"""What a plan can begin from besides a proposal: the templates in templates/, and nothing at all.

A template names competencies of the catalogue and questions of the library by their keys. Where the library has these not in the
interview's language, the interview words what the catalogue asks.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from interviews.plans.catalogue import Field, Known, catalogue
from interviews.plans.content import Difficulty, Phase, Phases, PlanContent, PlannedQuestion, ResumePhase, Source, WarmUpPhase
from interviews.plans.duration import enough_minutes

FOLDER = Path(__file__).with_name("templates")
FOLLOW_UPS, WORDED_MINUTES = 2, 4


@dataclass(frozen=True, slots=True)
class Part:
    known: str
    weight: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    slug: str
    name: str
    about: str
    minutes: int
    warm_up: str
    about_resume: str
    parts: tuple[Part, ...]

    @property
    def question_keys(self) -> tuple[str, ...]:
        return (self.warm_up, *(key for part in self.parts for key in part.questions))


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """What a plan takes over from a question of the library."""

    id: UUID
    text: str
    difficulty: str
    minutes: int
    domain: str


@cache
def templates() -> tuple[Template, ...]:
    entries = [(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.toml")]
    entries.sort(key=lambda entry: entry[1]["order"])
    return tuple(
        Template(
            slug=slug,
            name=entry["name"],
            about=entry["about"],
            minutes=entry["minutes"],
            warm_up=entry["warm_up"],
            about_resume=entry["resume"],
            parts=tuple(Part(part["known"], part["weight"], tuple(part["questions"])) for part in entry["competency"]),
        )
        for slug, entry in entries
    )


def template_called(slug: str) -> Template | None:
    return next((template for template in templates() if template.slug == slug), None)


def content_from(template: Template, language: str, library: Mapping[str, LibraryQuestion]) -> PlanContent:
    """`library`: its questions in this language, by their keys."""
    known = {each.key: each for each in catalogue(language)}
    questions: list[PlannedQuestion] = []
    for part in template.parts:
        for place, key in enumerate(part.questions):
            number = f"q{len(questions) + 1}"
            questions.append(_taken_over(library[key], part.known, number) if key in library else _worded(known[part.known], place, number))
    opener = library.get(template.warm_up)
    warmup = WarmUpPhase(minutes=2, question=opener.id, text=opener.text) if opener else WarmUpPhase(minutes=2)
    content = PlanContent(
        language=language,
        minutes=template.minutes,
        phases=Phases(
            warmup=warmup,
            resume=ResumePhase(is_on=True, minutes=4, about=template.about_resume if language == "en" else ""),
            follow_up=Phase(minutes=3),
            candidate_questions=Phase(minutes=3),
        ),
        competencies=tuple(known[part.known].as_competency(part.weight) for part in template.parts),
        questions=tuple(questions),
    )
    # The library's questions may have grown longer since the template was written.
    return content.model_copy(update={"minutes": max(content.minutes, enough_minutes(content))})


def empty(language: str) -> PlanContent:
    return PlanContent(language=language, phases=Phases(resume=ResumePhase(is_on=True, minutes=4)))


def _taken_over(question: LibraryQuestion, competency: str, key: str) -> PlannedQuestion:
    return PlannedQuestion(
        key=key,
        competency=competency,
        source=Source.LIBRARY,
        question=question.id,
        domain=question.domain,
        text=question.text,
        difficulty=Difficulty(question.difficulty),
        minutes=question.minutes,
        follow_ups=FOLLOW_UPS,
    )


def _worded(known: Known, place: int, key: str) -> PlannedQuestion:
    return PlannedQuestion(
        key=key,
        competency=known.key,
        source=Source.GENERATED,
        text=known.asks[place % len(known.asks)],
        minutes=WORDED_MINUTES,
        follow_ups=FOLLOW_UPS,
        is_technical=known.field is Field.TECHNICAL,
    )

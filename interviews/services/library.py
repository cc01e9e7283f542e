"""The starter library: read from its files, checked whole, and added where it is missing."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field

from accounts.tenancy import every_company
from interviews.models import Bank, FollowUp, IdealAnswer, Question

FILES = Path(__file__).parents[1] / "library"
Sentence = Annotated[str, Field(min_length=1, max_length=600)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class WrittenCompetency(_Strict):
    key: str
    name: str = Field(max_length=80)
    about: Sentence


class WrittenFollowUp(_Strict):
    when: Sentence
    text: Sentence


class WrittenQuestion(_Strict):
    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$", max_length=80)
    text: Sentence
    competency: str
    difficulty: Literal["easy", "medium", "hard"]
    type: Literal["behavioural", "technical", "situational", "warm-up"]
    roles: tuple[str, ...]
    minutes: int = Field(ge=1, le=15)
    shows: str = Field(min_length=1, max_length=1000)
    anchors: tuple[Sentence, Sentence, Sentence, Sentence, Sentence]
    ideal: str = Field(min_length=1, max_length=3000)
    follow_up: tuple[WrittenFollowUp, ...] = Field(min_length=2)


class WrittenBank(_Strict):
    name: str = Field(max_length=80)
    slug: str
    domain: str
    language: str
    about: str
    competency: tuple[WrittenCompetency, ...]
    question: tuple[WrittenQuestion, ...]

    def name_of(self, competency: str) -> str:
        return {each.key: each.name for each in self.competency}[competency]


@dataclass(frozen=True, slots=True)
class Loaded:
    banks: int
    questions: int


@cache
def written_banks() -> tuple[WrittenBank, ...]:
    return tuple(WrittenBank.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FILES.glob("*.toml")))


def load_library() -> Loaded:
    """Add what is missing. What is there already may have been edited by staff since, and stays as it is."""
    with every_company("the library belongs to no company"), transaction.atomic(using="owner"):
        banks = questions = 0
        for written in written_banks():
            bank, is_new = Bank.objects.get_or_create(company=None, slug=written.slug, defaults=_bank(written))
            banks += is_new
            questions += _add_missing(bank, written)
    return Loaded(banks, questions)


def _bank(written: WrittenBank) -> dict[str, object]:
    about = {each.name: each.about for each in written.competency}
    return {"name": written.name, "domain": written.domain, "language": written.language, "about": written.about, "competencies": about}


def _add_missing(bank: Bank, written: WrittenBank) -> int:
    there = set(Question.objects.filter(bank=bank).values_list("key", flat=True))
    missing = [each for each in written.question if each.key not in there]
    questions = Question.objects.bulk_create(_question(bank, written, each) for each in missing)
    pairs = list(zip(questions, missing, strict=True))
    FollowUp.objects.bulk_create(
        FollowUp(question=question, position=position, when=follow_up.when, text=follow_up.text)
        for question, each in pairs
        for position, follow_up in enumerate(each.follow_up)
    )
    IdealAnswer.objects.bulk_create(IdealAnswer(question=question, text=each.ideal) for question, each in pairs)
    return len(questions)


def _question(bank: Bank, written: WrittenBank, each: WrittenQuestion) -> Question:
    return Question(
        bank=bank,
        key=each.key,
        text=each.text,
        competency=written.name_of(each.competency),
        difficulty=each.difficulty,
        kind=each.type,
        domain=bank.domain,
        language=bank.language,
        roles=list(each.roles),
        shows=each.shows,
        anchors=list(each.anchors),
        minutes=each.minutes,
    )

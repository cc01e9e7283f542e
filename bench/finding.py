"""What the app's own queries find for the labelled answers and phrases, and what plain full-text search finds."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

from django.db import connections
from django.test import override_settings

from accounts.gateway import platform_models
from accounts.models import Company
from accounts.tenancy import company_scope, every_company
from ai.configuration import Configuration, all_names, configuration_from
from ai.results import BUILTIN
from ai.waiting import wait
from bench.labels import answers, phrases
from interviews.models import FollowUp, Question, VectorModel
from interviews.queries.lookup import Point, Wanted, nearest_follow_ups, nearest_questions, serving_model
from interviews.queries.search import Phrase, questions_for
from interviews.services.library import load_library
from interviews.services.vectors import make_vectors

Found = list[list[str]]
FIRST = 5
# A follow-up's own words, its question's and the ideal answer's: of the same its vector is made.
WORDS = """CREATE TEMP TABLE found_by_words AS SELECT q.key || ':' || f.position AS name, q.bank_id,
  to_tsvector('english', concat_ws(' ', f.when, f.text, q.text, i.text)) AS words
  FROM interviews_followup f JOIN interviews_question q ON q.id = f.question_id JOIN interviews_idealanswer i ON i.question_id = q.id"""
RANKED = """SELECT name FROM found_by_words, (SELECT replace(plainto_tsquery('english', %s)::text, '&', '|')::tsquery AS any_word) a
  WHERE words @@ any_word AND {} ORDER BY ts_rank(words, any_word) DESC, name LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Library:
    """The starter library with the vectors of the model that serves."""

    company: Company
    # By key.
    questions: dict[str, Question]
    # By id: the question's key and the place there.
    names: dict[UUID, str]

    def pools(self) -> dict[str, Found]:
        """From what may be chosen, for each answer."""
        banks = {name: self.questions[name.split(":")[0]].bank_id for name in self.names.values()}
        return {
            "question": [[name for name in banks if name.startswith(f"{each.question}:")] for each in answers()],
            "bank": [[name for name in banks if banks[name] == self.questions[each.question].bank_id] for each in answers()],
            "library": [list(banks) for _ in answers()],
        }

    def by_meaning(self) -> dict[str, Found]:
        found: dict[str, Found] = {"question": [], "bank": [], "library": []}
        for each, point in zip(answers(), _points([each.text for each in answers()]), strict=True):
            question = self.questions[each.question]
            with company_scope(self.company):
                own = nearest_follow_ups(point, Wanted(), FIRST, of=question.pk)
                of_bank = nearest_follow_ups(point, Wanted(banks=(question.bank_id,)), FIRST)
                of_all = nearest_follow_ups(point, Wanted(), FIRST)
            for pool, near in (("question", own), ("bank", of_bank), ("library", of_all)):
                found[pool].append([self.names[one.found.pk] for one in near])
        return found

    def by_words(self) -> dict[str, Found]:
        found: dict[str, Found] = {"bank": [], "library": []}
        with connections["owner"].cursor() as cursor:
            cursor.execute(WORDS)
            for each in answers():
                bank = self.questions[each.question].bank_id
                for pool, condition, values in (("bank", "bank_id = %s", [bank]), ("library", "true", [])):
                    cursor.execute(RANKED.format(condition), [each.text, *values, FIRST])
                    found[pool].append([name for (name,) in cursor.fetchall()])
            cursor.execute("DROP TABLE found_by_words")
        return found

    def searches(self) -> dict[str, Callable[[], object]]:
        asked = cycle(zip(phrases(), _points([each.text for each in phrases()]), strict=True))

        def both() -> None:
            phrase, point = next(asked)
            with company_scope(self.company):
                questions_for(Phrase(phrase.text, point), Wanted(), FIRST)

        def meaning() -> None:
            _, point = next(asked)
            with company_scope(self.company):
                nearest_questions(point, Wanted(), FIRST)

        return {"both": both, "meaning": meaning}

    def for_phrases(self) -> dict[str, Found]:
        found: dict[str, Found] = {"both": [], "words": [], "meaning": []}
        for each, point in zip(phrases(), _points([each.text for each in phrases()]), strict=True):
            with company_scope(self.company):
                found["both"].append([one.key for one in questions_for(Phrase(each.text, point), Wanted(), FIRST)])
                found["words"].append([one.key for one in questions_for(Phrase(each.text, None), Wanted(), FIRST)])
                found["meaning"].append([one.found.key for one in nearest_questions(point, Wanted(), FIRST)])
        return found


def real_model(values: Mapping[str, str]) -> Configuration | None:
    """Where the caller set a key for a provider that makes vectors."""
    configuration = configuration_from({name: values[name] for name in all_names() if name in values})
    return None if configuration.vector_model.startswith(f"{BUILTIN}:") else configuration


@contextmanager
def library(models: Configuration | None = None) -> Iterator[Library]:
    """The starter library with vectors of one model; by itself, the built-in one."""
    with override_settings(AI=models or configuration_from({})):
        with every_company("the bench has a company of its own"):
            company, _ = Company.objects.get_or_create(name="Bench", slug="bench-follow-ups")
        yield starter_library(company)
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE interviews_bank, interviews_vectormodel CASCADE")


def starter_library(company: Company) -> Library:
    """Load it, and make its vectors by the model that the settings name."""
    load_library()
    make_vectors()
    with every_company("the bench compares the library's follow-ups"):
        questions = {question.key: question for question in Question.objects.filter(company=None)}
        names = {each.pk: f"{each.question.key}:{each.position}" for each in FollowUp.objects.select_related("question")}
    return Library(company, questions, names)


def _points(texts: list[str]) -> list[Point]:
    model = serving_model()
    if model is None:
        raise RuntimeError("The library has no vectors.")
    batches = [texts[at : at + 100] for at in range(0, len(texts), 100)]
    return [_point(model, vector) for batch in batches for vector in wait(platform_models().embed(batch)).vectors]


def _point(model: VectorModel, vector: tuple[float, ...]) -> Point:
    return Point(model, list(vector))

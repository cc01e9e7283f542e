"""Questions for a phrase that somebody typed: found by its words and by its meaning, each as good as its place in either list.

The words are compared row by row: under row policies Postgres asks an index only what gives no row away, and its text search is
not known to be such.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from interviews.models import Question, State
from interviews.queries.lookup import Point, Wanted, nearest_questions

RULES = {"de": "german", "fr": "french", "es": "spanish"}
# How far down either list is read, and how much the first places are preferred to the later ones: less the higher it is.
DEPTH, EVEN = 50, 10
# More is not a phrase any longer; each is looked for.
MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    # The same, as the serving model sees it; None where there is no model that could.
    point: Point | None


def questions_for(phrase: Phrase, wanted: Wanted, k: int) -> list[Question]:
    plain = {name: getattr(wanted, name) for name in ("language", "competency", "difficulty", "domain", "kind") if getattr(wanted, name)}
    rows = Question.objects.filter(is_current=True, state=State.ACTIVE, **plain).exclude(pk__in=wanted.without)
    by_words = found_by_words(phrase.text, rows.filter(bank__in=wanted.banks) if wanted.banks else rows, wanted.language)
    by_meaning = [near.found for near in nearest_questions(phrase.point, wanted, max(DEPTH, k))] if phrase.point else []
    return fused(by_words, by_meaning)[:k]


def found_by_words(text: str, questions: "QuerySet[Question]", language: str) -> list[Question]:
    """Those that have any of the words, with most of them first."""
    words = text.replace("\0", " ").split()[:MOST_WORDS]
    if not words:
        return []
    rules = RULES.get(language, "english")
    query = reduce(or_, (SearchQuery(word, config=rules) for word in words))
    return list(questions.filter(words=query).order_by(SearchRank(F("words"), query).desc(), "key", "pk").defer("words")[:DEPTH])


def fused(*rankings: Sequence[Question]) -> list[Question]:
    """One ranking of several: who stands well in either stands well."""
    found = {question.pk: question for ranked in rankings for question in ranked}
    scores: dict[UUID, float] = defaultdict(float)
    for ranked in rankings:
        for place, question in enumerate(ranked, start=1):
            scores[question.pk] += 1 / (EVEN + place)
    return [found[pk] for pk in sorted(scores, key=lambda pk: scores[pk], reverse=True)]

"""Which fields of the question library a text is about: by meaning, and by the roles that its questions are for.

A field's centre is the mean of its questions' vectors. What all fields share is taken out first: every question asks, and most
are about work with others, so that texts would lie nearest to whatever field is the most general. A role that is named decides
more than meaning does: "Account Executive" is sales, whatever the executive sold.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from django.db.models import Avg
from pgvector.django import VectorField

from interviews.models import Question, QuestionVector, State, VectorModel

Vector = Sequence[float]
# Questions for these are nobody's field.
ANY_ROLE = "any role"
MOST = 3
# By our own vectors a text and a field that have nothing to do with each other lie below.
NEAR_ENOUGH = 0.05
# Of the nearest field's nearness, for a field to be named beside it.
BESIDE = 0.6
# What a role adds that is asked for in one field alone, and what the rest of a résumé says about each of its pieces.
WEIGHT_OF_ROLE, WEIGHT_OF_WHOLE = 0.3, 0.5


@dataclass(frozen=True, slots=True)
class Fields:
    """The library's domains, as one model sees them."""

    middle: Vector
    # By domain, from the middle.
    centres: Mapping[str, Vector]
    # By role: the share of its questions that each domain has.
    roles: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Written:
    text: str
    vector: Vector


def fields_of_library(model: VectorModel) -> Fields | None:
    """None where the library has no questions that this model has seen."""
    vectors = QuestionVector.objects.filter(company=None, model=model, is_live=True).exclude(question__roles__contains=[ANY_ROLE])
    means = vectors.values_list("domain").annotate(mean=Avg("vector", output_field=VectorField())).order_by("domain")
    centres = {domain: [float(value) for value in mean] for domain, mean in means}
    if not centres:
        return None
    middle = _mean(list(centres.values()))
    return Fields(middle, {domain: _direction(_less(centre, middle)) for domain, centre in centres.items()}, _roles())


def domains_of(pieces: Sequence[Written], fields: Fields) -> list[list[str]]:
    """Of each piece of a résumé its domains, the nearest first."""
    scores = [_scores(piece, fields) for piece in pieces]
    whole = {domain: math.fsum(each[domain] for each in scores) / len(scores) for domain in fields.centres} if scores else {}
    return [_nearest({domain: score + WEIGHT_OF_WHOLE * whole[domain] for domain, score in each.items()}) for each in scores]


def _nearest(scores: Mapping[str, float]) -> list[str]:
    best = max(scores.values())
    wanted = max(NEAR_ENOUGH, best * BESIDE)
    return [domain for domain, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])) if score >= wanted][:MOST]


def _scores(piece: Written, fields: Fields) -> dict[str, float]:
    direction = _direction(_less(piece.vector, fields.middle))
    named = [shares for role, shares in fields.roles.items() if _names(piece.text, role)]
    return {
        domain: _dot(direction, centre) + WEIGHT_OF_ROLE * max((shares.get(domain, 0.0) for shares in named), default=0.0)
        for domain, centre in fields.centres.items()
    }


def _names(text: str, role: str) -> bool:
    return role in text.casefold() and re.search(rf"\b{re.escape(role)}\b", text.casefold()) is not None


def _roles() -> dict[str, dict[str, float]]:
    questions = Question.objects.filter(company=None, is_current=True, state=State.ACTIVE).exclude(roles__contains=[ANY_ROLE])
    counted: dict[str, Counter[str]] = {}
    for domain, roles in questions.values_list("domain", "roles"):
        for role in roles:
            counted.setdefault(role.casefold(), Counter())[domain] += 1
    return {role: {domain: number / counts.total() for domain, number in counts.items()} for role, counts in counted.items()}


def _mean(vectors: Sequence[Vector]) -> list[float]:
    return [math.fsum(values) / len(vectors) for values in zip(*vectors, strict=True)]


def _less(one: Vector, other: Vector) -> list[float]:
    return [a - b for a, b in zip(one, other, strict=True)]


def _direction(vector: Vector) -> list[float]:
    length = math.hypot(*vector)
    return [value / length for value in vector] if length else list(vector)


def _dot(one: Vector, other: Vector) -> float:
    return math.fsum(map(mul, one, other))

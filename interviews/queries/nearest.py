"""The nearest of many vectors: exact where few come into question, by index where many do, and never fewer than there are.

pgvector's index finds neighbours first and looks at filters afterwards. In one index for everybody a company meets mostly the
rows of others, and finds too few or the wrong ones. So the library and the companies' rows have an index each and are
searched apart. Where few come into question they are compared one by one. Where many do, the index goes on until it has found
a few times what is asked for, and the nearest of these count; where it gives up before it has enough, they are compared one
by one after all.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeVar
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Func, QuerySet, UUIDField, Value
from django.db.models.expressions import Combinable
from pgvector.django import CosineDistance

from interviews.models import Vector

V = TypeVar("V", bound=Vector)
# How many neighbours the index keeps in sight: more finds better and takes longer.
IN_SIGHT, MOST_IN_SIGHT = 120, 1_000
# How many times what is asked for the index shall find: it looks as much further as a filter is narrower.
TIMES = 4


@dataclass(frozen=True, slots=True)
class Border:
    """Up to how many are compared one by one. Measured: beyond it the index is quicker.

    Most neighbours that it meets in the library come into question, but few of those that it meets among all companies' rows.
    """

    library: int = 2_000
    own: int = 10_000


@dataclass(frozen=True, slots=True)
class Search:
    # The field that names what a vector is of.
    of: str
    direction: list[float]
    k: int
    without: frozenset[UUID] = field(default_factory=frozenset)

    def nearest(self, vectors: "QuerySet[V]", border: Border) -> dict[UUID, float]:
        """Return what the vectors are of, nearest first, and how near."""
        with transaction.atomic(using=vectors.db, savepoint=False):
            library = self._in_part(vectors.filter(company=None), border.library)
            own = self._in_part(_own(vectors), border.own)
        return self._best([*library, *own])

    def nearest_of_few(self, vectors: "QuerySet[V]") -> dict[UUID, float]:
        return self._best(self._one_by_one(vectors))

    def _in_part(self, vectors: "QuerySet[V]", border: int) -> list[tuple[UUID, float]]:
        # What is left out is counted too: so the count reads its index and no rows.
        if vectors.values("model")[: border + 1].count() > border:
            found = self._by_index(vectors)
            if len(found) >= self.k:
                return found
        return self._one_by_one(vectors)

    def _by_index(self, vectors: "QuerySet[V]") -> list[tuple[UUID, float]]:
        with _nothing_sorted(vectors.db, in_sight=min(max(IN_SIGHT, self.k), MOST_IN_SIGHT)):
            return self._in_order(vectors, CosineDistance("vector", self.direction), self.k * TIMES)

    def _one_by_one(self, vectors: "QuerySet[V]") -> list[tuple[UUID, float]]:
        # The index is of the distance, not of a sum, so the planner cannot take it.
        return self._in_order(vectors, CosineDistance("vector", self.direction) + Value(0.0), self.k)

    def _in_order(self, vectors: "QuerySet[V]", distance: Combinable, limit: int) -> list[tuple[UUID, float]]:
        if self.without:
            vectors = vectors.exclude(**{f"{self.of}__in": self.without})
        return list(vectors.annotate(distance=distance).order_by("distance").values_list(self.of, "distance")[:limit])

    def _best(self, found: list[tuple[UUID, float]]) -> dict[UUID, float]:
        # A vector without direction is at no distance from anything.
        known = [(of, distance) for of, distance in found if not math.isnan(distance)]
        return {of: 1 - distance for of, distance in sorted(known, key=itemgetter(1))[: self.k]}


def _own(vectors: "QuerySet[V]") -> "QuerySet[V]":
    """Of the company in whose scope we are or, for staff who work for every company, of all."""
    if vectors.db == "owner":
        return vectors.filter(company__isnull=False)
    return vectors.filter(company=Func(template="(SELECT current_company())", output_field=UUIDField()))


@contextmanager
def _nothing_sorted(alias: str, *, in_sight: int) -> Iterator[None]:
    """For this transaction nothing but the index brings rows in order: old statistics cannot talk the planner out of it."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('enable_sort', 'off', true), set_config('hnsw.iterative_scan', 'relaxed_order', true),"
            " set_config('hnsw.ef_search', %s, true)",
            [str(in_sight)],
        )
        yield
        cursor.execute("SELECT set_config('enable_sort', 'on', true)")

"""The nearest of many vectors: exact where few come into question, by index where many do, and never fewer than there are.

pgvector's index finds neighbours first and looks at filters afterwards. In one index for everybody a company meets mostly the
rows of others, and finds too few or the wrong ones. So the library and the companies' rows have an index each and are
searched apart. Where few come into question they are compared one by one. Where many do, the index goes on until it has found
a few times what is asked for, and the nearest of these count; where it gives up before it has enough, they are compared one
by one after all.

The ORM says once which rows come into question, under its own lock. The statements around that are written by hand: to let it
write each of them took longer than Postgres took to search.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from pgvector import Vector as Text

# How many neighbours the index keeps in sight: more finds better and takes longer.
IN_SIGHT, MOST_IN_SIGHT = 100, 1_000
# How many times what is asked for the index shall find: it looks as much further as a filter is narrower.
TIMES = 8

LIBRARY, OWN, EVERY_COMPANYS = "company_id IS NULL", "company_id = (SELECT current_company())", "company_id IS NOT NULL"
# Counted up to a number. What is left out counts too: so the index of the filters is enough, and no row is read.
COUNT = "(SELECT count(*) FROM (SELECT FROM ({rows}) AS wanted WHERE {part} LIMIT %s) AS counted)"
NEAREST = """
SELECT {of}, (vector <=> %s::vector){plus} AS distance FROM ({rows}) AS wanted
WHERE {part} AND {of} <> ALL (%s::uuid[]) ORDER BY distance LIMIT %s"""
# For this transaction: nothing but the index brings rows in order, so that old statistics cannot talk the planner out of it.
BY_INDEX = """
SELECT set_config('enable_sort', 'off', true), set_config('hnsw.iterative_scan', 'relaxed_order', true),
  set_config('hnsw.ef_search', %s, true)"""
AS_BEFORE = "SELECT set_config('enable_sort', 'on', true)"

Found = list[tuple[UUID, float]]


@dataclass(frozen=True, slots=True)
class Border:
    """Up to how many are compared one by one. The first is measured, the second reckoned from the cost of a row.

    Most neighbours that it meets in the library come into question, but few of those that it meets among all companies' rows.
    """

    library: int = 2_000
    own: int = 10_000


class Search:
    """`of` is the field that names what a vector is of."""

    def __init__(self, vectors: "QuerySet[Any]", of: str, direction: Sequence[float], k: int, without: frozenset[UUID]) -> None:
        self._rows, self._values = vectors.values_list("company_id", of, "vector").query.sql_with_params()
        self._alias, self._of, self._k, self._without = vectors.db, of, k, list(without)
        self._direction = Text(list(direction)).to_text()

    def nearest(self, border: Border) -> dict[UUID, float]:
        """Return what the vectors are of, nearest first, and how near."""
        parts = {LIBRARY: border.library, (EVERY_COMPANYS if self._alias == "owner" else OWN): border.own}
        with transaction.atomic(using=self._alias, savepoint=False), connections[self._alias].cursor() as cursor:
            are_many = self._are_many(cursor, parts)
            return self._best([each for part in parts for each in self._in_part(cursor, part, are_many[part])])

    def nearest_of_few(self) -> dict[UUID, float]:
        with connections[self._alias].cursor() as cursor:
            return self._best(self._in_order(cursor, "true", self._k))

    def _are_many(self, cursor: CursorWrapper, parts: dict[str, int]) -> dict[str, bool]:
        counts = ", ".join(COUNT.format(rows=self._rows, part=part) for part in parts)
        cursor.execute(f"SELECT {counts}", [value for most in parts.values() for value in (*self._values, most + 1)])
        return {part: count > most for (part, most), count in zip(parts.items(), cursor.fetchone(), strict=True)}

    def _in_part(self, cursor: CursorWrapper, part: str, is_many: bool) -> Found:
        found = self._by_index(cursor, part) if is_many else []
        return found if len(found) >= self._k else self._in_order(cursor, part, self._k)

    def _by_index(self, cursor: CursorWrapper, part: str) -> Found:
        cursor.execute(BY_INDEX, [str(min(max(IN_SIGHT, self._k), MOST_IN_SIGHT))])
        found = self._in_order(cursor, part, self._k * TIMES, by_index=True)
        cursor.execute(AS_BEFORE)
        return found

    def _in_order(self, cursor: CursorWrapper, part: str, limit: int, *, by_index: bool = False) -> Found:
        # The index knows the distance and no sum, so the planner cannot take it for the second.
        sql = NEAREST.format(of=self._of, plus="" if by_index else " + 0.0", rows=self._rows, part=part)
        cursor.execute(sql, [self._direction, *self._values, self._without, limit])
        # A vector without direction is at no distance from anything.
        return [(of, distance) for of, distance in cursor.fetchall() if not math.isnan(distance)]

    def _best(self, found: Found) -> dict[UUID, float]:
        return {of: 1 - distance for of, distance in sorted(found, key=itemgetter(1))[: self._k]}

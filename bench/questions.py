"""A library and companies' banks of any size, made of the sentences that the starter library really has."""

import random
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from uuid import UUID, uuid4

import numpy as np
import psycopg
from django.db import connections

from accounts.models import Company
from accounts.tenancy import company_scope, every_company
from ai.lexical import embed
from interviews.models import Bank, VectorModel
from interviews.queries.lookup import Point, Wanted, nearest_questions
from interviews.services.library import written_banks

MODEL = "bench:lexical"
HALF, SMALL, SMALL_HAS = 2, 50, 40
QUESTION = "id, company_id, bank_id, key, version, is_current, text, competency, difficulty, kind, domain, language, roles, shows, anchors, minutes, state, origin, created_at, changed_at"
# What one would write by hand, for the same indexes: no counting before, no questions read after.
PLAIN = """
(SELECT question_id, vector <=> %(point)s::vector AS distance FROM interviews_questionvector
  WHERE is_live AND company_id IS NULL ORDER BY distance LIMIT 10)
UNION ALL
(SELECT question_id, vector <=> %(point)s::vector AS distance FROM interviews_questionvector
  WHERE is_live AND company_id = %(company)s ORDER BY distance LIMIT 10)
ORDER BY distance LIMIT 10"""
NEAR = "USING hnsw (vector vector_cosine_ops) WITH (m = 16, ef_construction = 96) WHERE is_live AND company_id"


class Library:
    SAMPLE = 200

    def __init__(self, sizes: dict[UUID | None, int]) -> None:
        self.owners = [owner for owner in sizes if owner is not None]
        self.note = (
            f"{sum(sizes.values()):,} questions; one company has {max(sizes.values()):,}, {SMALL} have {SMALL_HAS} each."
            if len(sizes) > 2
            else ""
        )
        texts = _texts(sum(sizes.values()) + 2_000)
        self.vectors = np.array([embed(text) for text in texts], dtype=np.float32)
        self.asked = self.vectors[-2_000:]
        self.of = [number for number, size in enumerate(sizes.values()) for _ in range(size)]
        ends = np.cumsum(list(sizes.values()))
        self.spans = {owner: slice(end - size, end) for (owner, size), end in zip(sizes.items(), ends, strict=True)}
        self.ids: list[UUID] = []
        self.companies = list(sizes)
        self._lines = threading.local()
        with every_company("the bench fills the library"):
            self.model, _ = VectorModel.objects.get_or_create(name=MODEL)

    def company(self, turn: int) -> UUID:
        return self.owners[turn % len(self.owners)]

    def in_app(self, turn: int) -> list[UUID]:
        return self.in_app_for(self.company(turn), turn)

    def in_app_for(self, company: UUID, turn: int) -> list[UUID]:
        point = Point(self.model, self.asked[turn % len(self.asked)].tolist())
        with company_scope(company):
            return [near.found.pk for near in nearest_questions(point, Wanted(), 10)]

    def plain(self, turn: int) -> list[UUID]:
        if not hasattr(self._lines, "line"):
            self._lines.line = line_of("default")
            self._lines.line.execute("SET hnsw.ef_search = 100")
        company, vector = self.company(turn), str(self.asked[turn % len(self.asked)].tolist())
        self._lines.line.execute("SELECT set_config('colloquy.company', %s, false)", [str(company)])
        return [found for found, _ in self._lines.line.execute(PLAIN, {"point": vector, "company": company}, prepare=True)]

    def in_memory(self, turn: int) -> list[UUID]:
        return self.exact(self.company(turn), turn)

    def exact(self, company: UUID, turn: int) -> list[UUID]:
        asked, library, own = self.asked[turn % len(self.asked)], self.spans[None], self.spans[company]
        nearness = np.concatenate([self.vectors[library] @ asked, self.vectors[own] @ asked])
        best, shared = np.argpartition(-nearness, 10)[:10], library.stop - library.start
        return [self.ids[place + library.start if place < shared else place - shared + own.start] for place in best]


@contextmanager
def filled(number: int, *, companies: int) -> Iterator[Library]:
    owners = [_company(place).pk for place in range(companies)]
    library = Library(_sizes(number, owners))
    with line_of("owner") as line:
        # Else nobody could say whether it came by before what is measured right after the import. `settle` stands in for it.
        line.execute("ALTER TABLE interviews_questionvector SET (autovacuum_enabled = false)")
        _write(line, library)
    yield library
    with line_of("owner") as line:
        line.execute("TRUNCATE interviews_question, interviews_questionvector CASCADE")


def settle() -> None:
    """As autovacuum leaves the tables within minutes of an import."""
    with line_of("owner") as line:
        line.execute("VACUUM (ANALYZE) interviews_question, interviews_questionvector")


def _sizes(number: int, owners: Sequence[UUID]) -> dict[UUID | None, int]:
    """The library has a tenth; where there are many companies, the first has half of all, and the last fifty have few."""
    if len(owners) == 1:
        return {None: number * 9 // 10, owners[0]: number // 10}
    small = dict.fromkeys(owners[-SMALL:], SMALL_HAS)
    middle = owners[1:-SMALL]
    left = number - number // HALF - number // 10 - SMALL * SMALL_HAS
    sizes: dict[UUID | None, int] = {None: number // 10, owners[0]: number // HALF}
    return sizes | {owner: left // len(middle) for owner in middle} | small


def _write(line: "psycopg.Connection[tuple[object, ...]]", library: Library) -> None:
    with every_company("the bench fills the library"):
        banks = [
            Bank.objects.create(company_id=owner, slug=f"bench-{uuid4()}", name="Bench", domain="bench").pk for owner in library.companies
        ]
    library.ids = [uuid4() for _ in library.of]
    values = [(library.ids[place], library.companies[owner], banks[owner], place) for place, owner in enumerate(library.of)]
    with line.cursor() as cursor:
        # The index is built when all is there, as a migration or a restore would.
        cursor.execute("DROP INDEX IF EXISTS questionvector_near_library, questionvector_near_own")
        with cursor.copy(f"COPY interviews_question ({QUESTION}) FROM STDIN") as copy:
            for question, company, bank, place in values:
                copy.write_row((question, company, bank, f"q-{place}", 1, True, f"Question {place}?", "Craft", "easy", "technical", "bench", "en",
                                [], "x", ["a", "b", "c", "d", "e"], 4, "active", "written", "2026-01-01", "2026-01-01"))  # fmt: skip
        with cursor.copy("COPY interviews_questionvector (company_id, model_id, question_id, content_hash, vector) FROM STDIN") as copy:
            for question, company, _bank, place in values:
                copy.write_row((company, library.model.pk, question, "x", str(library.vectors[place].tolist())))
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(f"CREATE INDEX questionvector_near_library ON interviews_questionvector {NEAR} IS NULL")
        cursor.execute(f"CREATE INDEX questionvector_near_own ON interviews_questionvector {NEAR} IS NOT NULL")


@cache
def _company(place: int) -> Company:
    with every_company("the bench makes more companies than one owner may"):
        return Company.objects.create(name=f"Bench {place}", slug=f"bench-library-{place}")


def line_of(alias: str) -> "psycopg.Connection[tuple[object, ...]]":
    found = connections[alias].settings_dict
    return psycopg.connect(
        host=found["HOST"], port=found["PORT"], user=found["USER"], password=found["PASSWORD"], dbname=found["NAME"], autocommit=True
    )


def _texts(number: int) -> list[str]:
    """Sentences of the starter library, two by two, so that they lie together as real ones do."""
    sentences = [
        sentence
        for bank in written_banks()
        for question in bank.question
        for sentence in (question.text, *re.split(r"(?<=[.?!])\s+", question.ideal), *(each.text for each in question.follow_up))
    ]
    chance = random.Random(5)  # noqa: S311
    return [f"{chance.choice(sentences)} {chance.choice(sentences)}" for _ in range(number)]

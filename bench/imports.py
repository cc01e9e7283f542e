"""A file of questions checked and written, as a worker does it, beside a plain COPY of the same rows."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House

if TYPE_CHECKING:
    import psycopg

    Line = psycopg.Connection[tuple[object, ...]]

COPY = "a plain COPY of the same rows into the same tables"
TABLES = (("interviews_question", "id"), ("interviews_followup", "question_id"), ("interviews_idealanswer", "question_id"))
FEW, MANY = 20_000, 200_000
ANCHORS = [f"anchor_{level}" for level in range(1, 6)]
COLUMNS = [
    "bank",
    "key",
    "text",
    "competency",
    "difficulty",
    "type",
    "minutes",
    "shows",
    *ANCHORS,
    "ideal_answer",
    "follow_up_1",
    "follow_up_1_when",
]


def _goals(rows: int) -> tuple[Goal, ...]:
    return (
        Goal(f"Import of {rows:,} questions, checked", "s"),
        Goal(f"Import of {rows:,} questions, written", "s", COPY),
        Goal(f"Import of {rows:,} questions, checked and written", "s", at_most=60 if rows == MANY else None),
        Goal(f"Import of {rows:,} questions, most memory of the worker", "MB", "a worker that has done nothing"),
        Goal(f"Import of {rows:,} questions, checked again when they are there", "s"),
    )


def _measure(name: str, rows: int) -> Measure:
    goals = _goals(rows)

    def take(house: House) -> Readings:
        house.open()
        path = house.folder / f"{name}.csv"
        _write_file(path, rows)
        took = _worker(path, rows)
        copied = _copied(path)
        said = f"CSV of {path.stat().st_size / 2**20:,.0f} MB; each with an ideal answer and a follow-up."
        figures = (
            Reading(took["check"], None, said),
            Reading(took["write"], copied, "COPY knows no versions, compares nothing, and makes no ids of its own."),
            Reading(took["check"] + took["write"]),
            Reading(took["memory"], took["memory before"]),
            Reading(took["again"], None, "Nothing is written: every row is the same."),
        )
        return {goal.name: reading for goal, reading in zip(goals, figures, strict=True)}

    return Measure(name, goals, take)


def _write_file(path: Path, rows: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n in range(rows):
            about = f"number {n}, in a word or two"
            anchors = [f"Answers of level {level} say this of {n}." for level in range(1, 6)]
            texts = [f"What do you do about {about}?", "Reliability", "medium", "technical", "5", f"They measure {about}."]
            writer.writerow([path.stem, f"question-{n}", *texts, *anchors, f"I look at {about}.", "How do you know?", "They guess."])


def _worker(path: Path, rows: int) -> dict[str, float]:
    """In a process of its own, whose memory is nobody else's."""
    words = [sys.executable, "-m", "bench.imports", str(path), str(rows)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, env=os.environ)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def work(path: Path, rows: int) -> dict[str, float]:
    import django

    django.setup()
    from interviews.services.imports.running import check_import, write_import

    before = _memory()
    found, check, first, again = _begun(path), 0.0, 0.0, 0.0
    check = _seconds(lambda: check_import(import_id=found, company_id=None))
    _order(found, rows)
    first = _seconds(lambda: write_import(import_id=found, company_id=None))
    second = _begun(path)
    again = _seconds(lambda: check_import(import_id=second, company_id=None))
    _expect_same(second, rows)
    return {"check": check, "write": first, "again": again, "memory": _memory(), "memory before": before}


def _begun(path: Path) -> UUID:
    from django.core.files import File

    from accounts.services.audit import Actor
    from interviews.services.imports.intake import begin_import
    from interviews.services.imports.scope import work_for

    with path.open("rb") as file, work_for(None):
        begun = begin_import(file=File(file), name=path.name, size=path.stat().st_size, by=Actor(), makes_banks=True)
    return begun.pk


def _order(import_id: UUID, rows: int) -> None:
    from accounts.services.audit import Actor
    from interviews.services.imports.intake import order_writing
    from interviews.services.imports.scope import imports_of, work_for

    with work_for(None):
        found = imports_of(None).get(pk=import_id)
        assert (found.state, found.new) == ("checked", rows), (found.state, found.new, found.shown_faults[:2])
        order_writing(found=found, by=Actor())


def _expect_same(import_id: UUID, rows: int) -> None:
    from interviews.services.imports.scope import imports_of, work_for

    with work_for(None):
        found = imports_of(None).get(pk=import_id)
        assert (found.state, found.same) == ("checked", rows), (found.state, found.same, found.shown_faults[:2])


def _copied(path: Path) -> float:
    """The rows of the bank, taken out and put back by COPY, in a transaction that is undone."""
    from bench.questions import line_of

    with line_of("owner") as line:
        line.autocommit = False
        line.execute(
            "CREATE TEMP TABLE taken AS SELECT q.id FROM interviews_question q JOIN interviews_bank b ON b.id = q.bank_id WHERE b.slug = %s",
            [path.stem],
        )
        held = {table: _taken_out(line, table, column) for table, column in TABLES}
        for table, column in reversed(TABLES):
            line.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM taken)")  # noqa: S608  our own names
        took = _seconds(lambda: _put_back(line, held))
        line.rollback()
    return took


def _taken_out(line: "Line", table: str, column: str) -> tuple[str, bytes]:
    """The columns that are written, and the rows as COPY gives them."""
    written = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"
    names = ", ".join(f'"{name}"' for (name,) in line.execute(written, [table]))
    with line.cursor().copy(f"COPY (SELECT {names} FROM {table} WHERE {column} IN (SELECT id FROM taken)) TO STDOUT") as copy:  # noqa: S608
        return names, b"".join(bytes(piece) for piece in copy)


def _put_back(line: "Line", held: dict[str, tuple[str, bytes]]) -> None:
    for table, (names, rows) in held.items():
        with line.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            copy.write(rows)


def _seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _memory() -> float:
    """The most that this process ever had, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


IMPORT, IMPORT_MANY = _measure("import", FEW), _measure("import-many", MANY)

if __name__ == "__main__":
    print(json.dumps(work(Path(sys.argv[1]), int(sys.argv[2]))))

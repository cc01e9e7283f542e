"""Questions as CSV or JSON, piece by piece: what is read at once does not grow with what there is.

Read back by services.imports it changes nothing.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from interviews.models import Bank, Question, State
from interviews.services.imports.cells import joined, neutralised
from interviews.services.imports.columns import header
from interviews.services.imports.scope import banks_of, work_for
from interviews.services.questions import Standing, Written, standing

AT_ONCE = 500
Lines = Iterator[str]


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of one company or, without one, of the library: everything in use, one bank, or these questions."""

    company_id: UUID | None
    bank_id: UUID | None = None
    # None: whatever is in use.
    questions: tuple[UUID, ...] | None = None

    def scope(self) -> AbstractContextManager[None]:
        return work_for(self.company_id)

    def banks(self) -> QuerySet[Bank]:
        rows = banks_of(self.company_id).order_by("slug")
        return rows.filter(pk=self.bank_id) if self.bank_id else rows

    def rows(self) -> QuerySet[Question]:
        rows = Question.objects.filter(company=self.company_id, is_current=True)
        # A retired one is left out unless somebody chose it.
        return rows.filter(pk__in=self.questions) if self.questions is not None else rows.filter(state=State.ACTIVE)


def export(wanted: Wanted, form: Format) -> Iterator[bytes]:
    """Each piece is read in a scope of its own: it may be sent long after the page that asked for it has ended."""
    return (piece.encode() for piece in (_csv(wanted) if form == Format.CSV else _json(wanted)))


def _csv(wanted: Wanted) -> Lines:
    with wanted.scope():
        ideal_answers, follow_ups = _most(wanted.rows())
    columns = header(ideal_answers=ideal_answers, follow_ups=follow_ups)
    # Spreadsheets take the bytes for Latin-1 without this mark.
    yield "\ufeff" + csv_lines([columns])
    for page in _pages(wanted):
        yield csv_lines([[cells.get(column, "") for column in columns] for cells in map(_cells, page)])


def csv_lines(rows: Sequence[Sequence[str]]) -> str:
    lines = StringIO()
    # Quoted, each of them: where the list separator is a semicolon, one inside a cell would begin another.
    csv.writer(lines, quoting=csv.QUOTE_ALL).writerows([neutralised(cell) for cell in row] for row in rows)
    return lines.getvalue()


def _json(wanted: Wanted) -> Lines:
    before = "[\n"
    for page in _pages(wanted):
        yield before + ",\n".join(json.dumps(_object(*each), ensure_ascii=False) for each in page)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _most(rows: QuerySet[Question]) -> tuple[int, int]:
    in_use = Q(follow_ups__state=State.ACTIVE)
    ideal = rows.annotate(number=Count("ideal_answers")).aggregate(most=Max("number"))["most"]
    asked = rows.annotate(number=Count("follow_ups", filter=in_use)).aggregate(most=Max("number"))["most"]
    return max(ideal or 0, 1), max(asked or 0, 1)


def _pages(wanted: Wanted) -> Iterator[list[tuple[str, Standing]]]:
    """Bank by bank, in the order of the keys."""
    with wanted.scope():
        banks = [(bank.pk, bank.slug) for bank in wanted.banks()]
    for bank_id, slug in banks:
        page, last = _page(wanted, bank_id, slug, ""), ""
        while page:
            yield page
            last = page[-1][1].key
            page = _page(wanted, bank_id, slug, last) if len(page) == AT_ONCE else []


def _page(wanted: Wanted, bank_id: UUID, slug: str, last: str) -> list[tuple[str, Standing]]:
    with wanted.scope():
        rows = wanted.rows().filter(bank=bank_id, key__gt=last).order_by("key")
        return [(slug, question) for question in standing(rows[:AT_ONCE])]


def _object(slug: str, question: Standing) -> dict[str, object]:
    written = question.written
    plain: dict[str, object] = {**_plain(slug, question)}
    return plain | {
        "roles": list(written.wording.roles),
        "minutes": written.wording.minutes,
        "shows": written.wording.shows,
        "anchors": list(written.wording.anchors),
        "ideal_answers": list(written.ideal_answers),
        "follow_ups": [{"when": each.when, "text": each.text} for each in written.follow_ups],
    }


def _plain(slug: str, question: Standing) -> dict[str, str]:
    wording = question.written.wording
    return {
        "bank": slug,
        "key": question.key,
        "text": wording.text,
        "competency": wording.competency,
        "difficulty": wording.difficulty,
        "type": wording.kind,
        "domain": wording.domain,
        "language": wording.language,
    }


def _cells(each: tuple[str, Standing]) -> dict[str, str]:
    slug, question = each
    return _plain(slug, question) | table_cells(question.written)


def table_cells(written: Written) -> dict[str, str]:
    wording = written.wording
    cells = {"roles": joined(list(wording.roles)), "minutes": str(wording.minutes), "shows": wording.shows}
    cells |= {f"anchor_{level}": text for level, text in enumerate(wording.anchors, start=1)}
    for number, text in enumerate(written.ideal_answers, start=1):
        cells["ideal_answer" if number == 1 else f"ideal_answer_{number}"] = text
    for number, asked in enumerate(written.follow_ups, start=1):
        cells |= {f"follow_up_{number}": asked.text, f"follow_up_{number}_when": asked.when}
    return cells

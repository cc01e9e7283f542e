"""Settled rows become questions, many in one statement: what services.questions does for one, done for a batch.

A statement takes its rows as one JSON value. It is a third of the work of Django's bulk_create and, other than COPY, row
policies bind it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils import timezone

from accounts.models import Company
from accounts.services.audit import Actor
from accounts.tenancy import own_cursor
from interviews.models import Bank, FollowUp, IdealAnswer, Origin, Question, State
from interviews.services.imports.banks import Place
from interviews.services.imports.comparing import Comparison, Outcome, Settled
from interviews.services.imports.opening import Survey
from interviews.services.questions import WORDING, Written, key_from

Values = dict[str, Any]
Under = type[FollowUp] | type[IdealAnswer]
# Of a question, beside its wording.
FACTS = ("id", "bank_id", "company_id", "key", "version", "state", "origin", "source", "created_by_id")
TYPES = {"version": "smallint", "minutes": "smallint", "position": "smallint", "created_by_id": "bigint"}
TYPES |= dict.fromkeys(("id", "bank_id", "company_id", "question_id", "source"), "uuid") | dict.fromkeys(("roles", "anchors"), "text[]")


UNDER: tuple[tuple[Under, str], ...] = ((FollowUp, "follow_ups"), (IdealAnswer, "ideal_answers"))
# What makes two of them the same.
SAYS: dict[Under, tuple[str, ...]] = {FollowUp: ("when", "text"), IdealAnswer: ("text",)}


class Writer:
    """Inside the transaction of the whole import."""

    def __init__(self, *, company: Company | None, survey: Survey, comparison: Comparison, by: Actor) -> None:
        self._company, self._survey, self._comparison, self._by = company, survey, comparison, by
        self._banks: dict[str, UUID] = {}
        self._keys: dict[str, FreeKeys] = {}

    def write(self, batch: Sequence[Settled]) -> None:
        used = [each for each in batch if each.outcome == Outcome.CHANGED and each.there and each.there.is_used]
        new = [(self._new(each), each.written) for each in batch if each.outcome == Outcome.NEW]
        new += [(self._next_version(each), each.written) for each in used]
        Question.objects.filter(pk__in=[each.there.id for each in used if each.there]).update(is_current=False, changed_at=timezone.now())
        _count_on([facts for facts, _ in new])
        _insert_questions(new)
        self._reword([each for each in batch if each.outcome == Outcome.CHANGED and each.there and not each.there.is_used])

    def _facts(self, **values: Any) -> Values:
        company_id = self._company.pk if self._company else None
        created_by = self._by.user.pk if self._by.user else None
        return {"id": uuid4(), "company_id": company_id, "created_by_id": created_by, "version": 1, "source": None, **values}

    def _new(self, settled: Settled) -> Values:
        bank_id = self._bank(settled.said.place)
        key = settled.said.key or self._key(bank_id, settled)
        return self._facts(bank_id=bank_id, key=key, state=State.ACTIVE, origin=Origin.IMPORTED)

    def _next_version(self, settled: Settled) -> Values:
        there = settled.there
        assert there
        return self._facts(bank_id=there.bank_id, key=there.key, state=there.state, origin=there.origin, source=there.source)

    def _key(self, bank_id: UUID, settled: Settled) -> str:
        slug = settled.said.place.slug
        if slug not in self._keys:
            taken = set(Question.objects.filter(bank=bank_id).values_list("key", flat=True))
            self._keys[slug] = FreeKeys(taken | self._survey.keys)
        key = self._keys[slug].take(key_from(settled.written.wording.text))
        self._comparison.name(settled, key)
        return key

    def _bank(self, place: Place) -> UUID:
        if place.slug not in self._banks:
            self._banks[place.slug] = place.id or self._made(place).pk
        return self._banks[place.slug]

    def _made(self, place: Place) -> Bank:
        values = {"name": place.name, "domain": place.domain, "language": place.language}
        return Bank.objects.get_or_create(company=self._company, slug=place.slug, defaults=values)[0]

    def _reword(self, changed: Sequence[Settled]) -> None:
        """Where nobody has used it: in place. What stays the same under it keeps its row, and so its vector."""
        pairs = [(self._facts(id=each.there.id), each.written) for each in changed if each.there]
        _update(
            "interviews_question", ("id", *WORDING), [_of_wording(facts, written) for facts, written in pairs], more=", changed_at = now()"
        )
        for model, name in UNDER:
            differing = {
                each.there.id for each in changed if each.there and getattr(each.there.written, name) != getattr(each.written, name)
            }
            _replace_under(model, differing, _under(model, [pair for pair in pairs if pair[0]["id"] in differing]))


class FreeKeys:
    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._next: defaultdict[str, int] = defaultdict(lambda: 1)

    def take(self, base: str) -> str:
        key = base
        while key in self._taken:
            self._next[base] += 1
            key = f"{base}-{self._next[base]}"
        self._taken.add(key)
        return key


def _count_on(questions: Sequence[Values]) -> None:
    """A key that has versions already goes on counting."""
    if not questions:
        return
    of_key = {(facts["bank_id"], facts["key"]): facts for facts in questions}
    rows = Question.objects.filter(bank__in={bank for bank, _ in of_key}, key__in={key for _, key in of_key})
    for bank_id, key, latest in rows.order_by().values_list("bank_id", "key").annotate(latest=Max("version")):
        if (bank_id, key) in of_key:
            of_key[bank_id, key]["version"] = latest + 1


def _insert_questions(pairs: Sequence[tuple[Values, Written]]) -> None:
    rows = [_of_wording(facts, written) for facts, written in pairs]
    _insert("interviews_question", (*FACTS, *WORDING), rows, {"is_current": "true", "created_at": "now()", "changed_at": "now()"})
    for model, _ in UNDER:
        _insert_under(model, _under(model, pairs))


def _of_wording(facts: Values, written: Written) -> Values:
    return facts | {name: getattr(written.wording, name) for name in WORDING}


def _under(model: Under, pairs: Iterable[tuple[Values, Written]]) -> list[Values]:
    found = []
    for facts, written in pairs:
        common = {"company_id": facts["company_id"], "question_id": facts["id"]}
        said = (
            [{"when": each.when, "text": each.text} for each in written.follow_ups]
            if model is FollowUp
            else [{"text": text} for text in written.ideal_answers]
        )
        found += [common | {"id": uuid4(), "position": at} | each for at, each in enumerate(said)]
    return found


def _insert_under(model: Under, rows: Sequence[Values]) -> None:
    said = {"state": "'active'", "origin": "'imported'", "created_at": "now()"} if model is FollowUp else {}
    _insert(model._meta.db_table, ("id", "company_id", "question_id", "position", *SAYS[model]), rows, said)


def _replace_under(model: Under, questions: set[UUID], wanted: Sequence[Values]) -> None:
    names = SAYS[model]
    in_use = {"state": State.ACTIVE} if model is FollowUp else {}
    there: defaultdict[tuple[Any, ...], list[UUID]] = defaultdict(list)
    for row_id, *says in model.objects.filter(question__in=questions, **in_use).values_list("pk", "question_id", *names):
        there[tuple(says)].append(row_id)
    stays: list[Values] = []
    comes: list[Values] = []
    for row in wanted:
        same = there[row["question_id"], *(row[name] for name in names)]
        (stays if same else comes).append(row | {"id": same.pop(0)} if same else row)
    model.objects.filter(pk__in=[row_id for rows in there.values() for row_id in rows]).delete()
    _update(model._meta.db_table, ("id", "position"), stays)
    _insert_under(model, comes)


def _insert(table: str, names: Sequence[str], rows: Sequence[Values], more: dict[str, str]) -> None:
    columns = ", ".join(f'"{name}"' for name in (*names, *more))
    values = ", ".join((*(f'r."{name}"' for name in names), *more.values()))
    _run(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {_recordset(names)}", rows)  # noqa: S608  our own names


def _update(table: str, names: Sequence[str], rows: Sequence[Values], more: str = "") -> None:
    changes = ", ".join(f'"{name}" = r."{name}"' for name in names if name != "id")
    _run(f"UPDATE {table} t SET {changes}{more} FROM {_recordset(names)} WHERE t.id = r.id", rows)  # noqa: S608  our own names


def _recordset(names: Sequence[str]) -> str:
    columns = ", ".join(f'"{name}" {TYPES.get(name, "text")}' for name in names)
    return f"jsonb_to_recordset(%s::jsonb) AS r({columns})"


def _run(statement: str, rows: Sequence[Values]) -> None:
    if rows:
        with own_cursor() as cursor:
            cursor.execute(statement, [json.dumps(rows, default=str, ensure_ascii=False)])

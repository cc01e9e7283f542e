"""Settled rows become questions, many at a time: by the rules of services.questions, without its walk from one to the next."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from accounts.models import Company
from accounts.services.audit import Actor
from interviews.models import Bank, FollowUp, IdealAnswer, Origin, Question, State
from interviews.services.imports.banks import Place
from interviews.services.imports.comparing import Comparison, Outcome, Settled
from interviews.services.imports.opening import Survey
from interviews.services.questions import WORDING, Written, key_from, version_after, word

Under = FollowUp | IdealAnswer
REWORDED = (*WORDING, "changed_at")
AT_ONCE = 2_000


class Writer:
    """Inside the transaction of the whole import."""

    def __init__(self, *, company: Company | None, survey: Survey, comparison: Comparison, by: Actor) -> None:
        self._company, self._survey, self._comparison, self._by = company, survey, comparison, by
        self._banks: dict[str, UUID] = {}
        self._keys: dict[str, FreeKeys] = {}

    def write(self, batch: Sequence[Settled]) -> None:
        changed = [each for each in batch if each.outcome == Outcome.CHANGED]
        new = [(self._new(each), each.written) for each in batch if each.outcome == Outcome.NEW]
        self._count_on(question for question, _ in new)
        self._write_new([*new, *self._next_versions([each for each in changed if each.there and each.there.is_used])])
        self._reword([each for each in changed if each.there and not each.there.is_used])

    def _write_new(self, pairs: Sequence[tuple[Question, Written]]) -> None:
        for question, written in pairs:
            word(question, written)
        Question.objects.bulk_create([question for question, _ in pairs], batch_size=AT_ONCE)
        under = [each for question, written in pairs for each in _under(question, written)]
        FollowUp.objects.bulk_create([each for each in under if isinstance(each, FollowUp)], batch_size=AT_ONCE)
        IdealAnswer.objects.bulk_create([each for each in under if isinstance(each, IdealAnswer)], batch_size=AT_ONCE)

    def _new(self, settled: Settled) -> Question:
        bank_id = self._bank(settled.said.place)
        key = settled.said.key or self._key(bank_id, settled)
        return Question(bank_id=bank_id, company=self._company, key=key, origin=Origin.IMPORTED, created_by=self._by.user)

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

    def _count_on(self, questions: Iterable[Question]) -> None:
        """A key that has earlier versions and no current one goes on counting."""
        by_key = {(question.bank_id, question.key): question for question in questions}
        for (bank_id, key), latest in _latest(by_key).items():
            by_key[bank_id, key].version = latest + 1

    def _next_versions(self, changed: Sequence[Settled]) -> list[tuple[Question, Written]]:
        there = {(each.there.bank_id, each.there.key): each for each in changed if each.there}
        used = [each.there for each in changed if each.there]
        Question.objects.filter(pk__in=[question.pk for question in used]).update(is_current=False, changed_at=timezone.now())
        latest = _latest(there)
        return [(version_after(each.there, latest[place], self._by), each.written) for place, each in there.items() if each.there]

    def _reword(self, changed: Sequence[Settled]) -> None:
        """Where nobody has used it: in place. What stays the same under it keeps its row, and so its vector."""
        questions, kept, gone = [], [], []
        for each in changed:
            if each.there is None:
                continue
            word(each.there, each.written)
            questions.append(each.there)
            stays, goes = _difference(each.there, each.written)
            kept += stays
            gone += goes
        _remove(gone)
        # A conflict for each: of all ways to change many rows in many columns it is the quickest.
        Question.objects.bulk_create(questions, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=REWORDED)
        place: dict[str, Any] = {"batch_size": AT_ONCE, "update_conflicts": True, "unique_fields": ["id"], "update_fields": ["position"]}
        FollowUp.objects.bulk_create([each for each in kept if isinstance(each, FollowUp)], **place)
        IdealAnswer.objects.bulk_create([each for each in kept if isinstance(each, IdealAnswer)], **place)


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


def _latest(places: Iterable[tuple[UUID, str]]) -> dict[tuple[UUID, str], int]:
    wanted = set(places)
    if not wanted:
        return {}
    rows = Question.objects.filter(bank__in={bank for bank, _ in wanted}, key__in={key for _, key in wanted})
    found = rows.order_by().values_list("bank_id", "key").annotate(latest=Max("version"))
    return {(bank, key): latest for bank, key, latest in found if (bank, key) in wanted}


def _under(question: Question, written: Written) -> list[Under]:
    company = question.company_id
    asked = [
        FollowUp(question=question, company_id=company, position=at, when=each.when, text=each.text)
        for at, each in enumerate(written.follow_ups)
    ]
    return [
        *asked,
        *(IdealAnswer(question=question, company_id=company, position=at, text=text) for at, text in enumerate(written.ideal_answers)),
    ]


def _difference(question: Question, written: Written) -> tuple[list[Under], list[Under]]:
    """What stays or comes, each at its place, and what goes."""
    there: defaultdict[tuple[str, ...], list[Under]] = defaultdict(list)
    in_use = [row for row in question.follow_ups.all() if row.state == State.ACTIVE]
    rows: list[Under] = [*in_use, *question.ideal_answers.all()]
    for each in rows:
        there[_words(each)].append(each)
    stays = []
    for wanted in _under(question, written):
        row = there[_words(wanted)].pop(0) if there[_words(wanted)] else wanted
        row.position = wanted.position
        stays.append(row)
    return stays, [row for rows in there.values() for row in rows]


def _words(row: Under) -> tuple[str, ...]:
    return ("asked", row.when, row.text) if isinstance(row, FollowUp) else ("ideal", row.text)


def _remove(rows: Sequence[Under]) -> None:
    for model in (FollowUp, IdealAnswer):
        model.objects.filter(pk__in=[row.pk for row in rows if isinstance(row, model)]).delete()

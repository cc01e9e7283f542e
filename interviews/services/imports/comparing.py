"""Rows beside what the banks hold: new, changed or the same.

The same file gives the same answer while it is checked and while it is written, although writing changes the banks
underneath: a row without a key is compared with the rows before it by what they say, and with those questions of the
bank alone that no row before it has touched.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b, md5
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Company
from interviews.models import Question
from interviews.services.imports.opening import Survey
from interviews.services.imports.reading import Said, completed, tidied_question
from interviews.services.imports.rows import Fault, shown
from interviews.services.questions import Standing, Written, standing


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Settled:
    said: Said
    outcome: Outcome
    written: Written
    # What stands there instead.
    there: Standing | None = None


class Comparison:
    def __init__(self, survey: Survey, *, locks: bool = False) -> None:
        self._has_keyless = survey.has_keyless
        # While it is written nobody else changes what it was compared with.
        self._locks = locks
        self._rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._said: defaultdict[str, set[bytes]] = defaultdict(set)

    def settle(self, batch: Sequence[Said]) -> list[Settled | Fault]:
        by_key, by_text = self._by_key(batch), self._by_text(batch)
        found = []
        for said in batch:
            twice = self._twice(said)
            found.append(twice or (self._keyed(said, by_key) if said.key else self._keyless(said, by_text)))
        return found

    def name(self, settled: Settled, key: str) -> None:
        """A question without a key was given one."""
        self._rows[settled.said.place.slug][key] = settled.said.number

    def _twice(self, said: Said) -> Fault | None:
        if not said.key:
            return None
        first = self._rows[said.place.slug].setdefault(said.key, said.number)
        if first == said.number:
            return None
        return Fault(said.number, "key", f"The key {shown(said.key)} stands in row {first} already. Each question has a key of its own.")

    def _keyed(self, said: Said, by_key: dict[tuple[UUID | None, str], Standing]) -> Settled:
        there = by_key.get((said.place.id, said.key))
        settled = _beside(said, there) if there else Settled(said, Outcome.NEW, said.written)
        self._remember(settled)
        return settled

    def _keyless(self, said: Said, by_text: dict[tuple[UUID | None, str], list[Standing]]) -> Settled:
        if _digest(said.written) in self._said[said.place.slug]:
            return Settled(said, Outcome.SAME, said.written)
        for question in by_text.get((said.place.id, _hash(said)), ()):
            untouched = self._rows[said.place.slug].get(question.key, said.number) >= said.number
            if untouched and (beside := _beside(said, question)).outcome == Outcome.SAME:
                return beside
        settled = Settled(said, Outcome.NEW, said.written)
        self._remember(settled)
        return settled

    def _remember(self, settled: Settled) -> None:
        if self._has_keyless:
            self._said[settled.said.place.slug].add(_digest(settled.written))

    def _by_key(self, batch: Sequence[Said]) -> dict[tuple[UUID | None, str], Standing]:
        keyed = [said for said in batch if said.key and said.place.id]
        found = self._questions(keyed, Q(key__in=[said.key for said in keyed]))
        return {(question.bank_id, question.key): question for question in found}

    def _by_text(self, batch: Sequence[Said]) -> dict[tuple[UUID | None, str], list[Standing]]:
        keyless = [said for said in batch if not said.key and said.place.id]
        found: defaultdict[tuple[UUID | None, str], list[Standing]] = defaultdict(list)
        for question in self._questions(keyless, Q(content_hash__in=[_hash(said) for said in keyless])):
            found[question.bank_id, question.text_hash].append(question)
        return found

    def _questions(self, batch: Sequence[Said], wanted: Q) -> list[Standing]:
        if not batch:
            return []
        banks = {said.place.id for said in batch}
        rows: QuerySet[Question] = Question.objects.filter(wanted, bank__in=banks, is_current=True).order_by("key")
        return standing(rows.select_for_update(of=("self",)) if self._locks else rows)


def misplaced(settled: Settled) -> list[Fault]:
    """What a bank takes from nobody who writes by hand either. What stands there already may stay."""
    wording, place, there = settled.written.wording, settled.said.place, settled.there
    found = []
    before = there.written.wording if there else None
    if place.competencies and wording.competency not in place.competencies and (before is None or before.competency != wording.competency):
        judged = ", ".join(sorted(place.competencies))
        add = f"Write one of them, or add {shown(wording.competency)} to the bank first."
        found.append(("competency", f"{shown(place.name)} judges {judged}. {add}"))
    if wording.language != place.language and (before is None or before.language != wording.language):
        language = Company.Language(place.language).label
        found.append(("language", f"{shown(place.name)} is in {language}. A bank has one language: choose a bank in that of the question."))
    return [Fault(settled.said.number, column, sentence) for column, sentence in found]


def _beside(said: Said, there: Standing) -> Settled:
    """Line ends and blanks at the ends make no difference; nor are they looked for where there is none anyway."""
    for before in (there.written, tidied_question(there.written)):
        written = completed(said, before)
        if written == before:
            return Settled(said, Outcome.SAME, written, there)
    return Settled(said, Outcome.CHANGED, written, there)


def _hash(said: Said) -> str:
    """As Postgres keeps it beside each text."""
    return md5(said.written.wording.text.encode(), usedforsecurity=False).hexdigest()


def _digest(written: Written) -> bytes:
    return blake2b(repr(written).encode(), digest_size=16).digest()

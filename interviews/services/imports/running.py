"""An import is checked, and later written: each in one transaction that leaves a result or nothing.

The state of its row says what is due. A worker holds a lock of Postgres while it works, so that a second one for the same
import goes away at once, and the lock of one that died is free. Nothing else is needed to begin again: checking changes
nothing, and writing ends in the transaction that writes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files import File
from django.db import models
from django.db.models import F, Func, Value
from django.utils import timezone

from accounts.services.audit import Actor, record
from accounts.tenancy import every_company
from interviews.models import QuestionImport
from interviews.services.imports import progress
from interviews.services.imports.banks import Banks, Place, new_place, place_of
from interviews.services.imports.comparing import Comparison, Outcome, Settled, misplaced
from interviews.services.imports.findings import Findings, own_file
from interviews.services.imports.intake import limits_for, remove_on_commit
from interviews.services.imports.opening import Survey, rows_of, survey_of
from interviews.services.imports.reading import Said, said_in
from interviews.services.imports.rows import Fault, Row, Unreadable
from interviews.services.imports.scope import banks_of, imports_of, work_for
from interviews.services.imports.writing import Writer

State = QuestionImport.State
BATCH = 1_000
MOST_ATTEMPTS = 3
# Younger ones have a worker, or a message on its way to one.
SWEPT_AFTER = timedelta(seconds=60)

SINCE_THE_CHECK = ("Nothing was written: since the check somebody changed the banks. This is what the file would do now.",)


class NotAsChecked(Exception):
    """Since the check somebody changed the banks: what would be written is not what was shown."""


def check_import(*, import_id: UUID, company_id: UUID | None, was_ordered: bool = False) -> None:
    if not _begun(import_id, company_id, State.CHECKING):
        return
    with work_for(company_id):
        found = _taken(import_id, company_id, State.CHECKING)
        if found:
            _save_check(found, SINCE_THE_CHECK if was_ordered else ())


def write_import(*, import_id: UUID, company_id: UUID | None) -> None:
    if not _begun(import_id, company_id, State.WRITING):
        return
    try:
        with work_for(company_id):
            found = _taken(import_id, company_id, State.WRITING)
            if found:
                _write_all(found)
    except (NotAsChecked, Unreadable):
        with work_for(company_id):
            imports_of(company_id).filter(pk=import_id, state=State.WRITING).update(state=State.CHECKING, attempts=0)
        check_import(import_id=import_id, company_id=company_id, was_ordered=True)


def due_imports() -> list[tuple[UUID, UUID | None, str]]:
    """Return what waits, of every company, as (import, company, state)."""
    with every_company("the sweep of imports reads ids"):
        due = QuestionImport.objects.filter(state__in=[State.CHECKING, State.WRITING], touched_at__lt=timezone.now() - SWEPT_AFTER)
        return list(due.values_list("pk", "company_id", "state"))


def _begun(import_id: UUID, company_id: UUID | None, state: State) -> bool:
    """Count the attempt, where nobody is at it."""
    with work_for(company_id):
        found = _taken(import_id, company_id, state)
        if found is None:
            return False
        rows = imports_of(company_id).filter(pk=import_id, state=state)
        if found.attempts >= MOST_ATTEMPTS:
            rows.update(state=State.FAILED)
            return False
        return bool(rows.update(attempts=F("attempts") + 1, touched_at=timezone.now()))


def _taken(import_id: UUID, company_id: UUID | None, state: State) -> QuestionImport | None:
    """The row, and the lock that goes with this transaction; None when it is not due or another worker has it."""
    lock = Func(Value(import_id.int >> 65), function="pg_try_advisory_xact_lock", output_field=models.BooleanField())
    rows = imports_of(company_id).select_related("company", "bank", "by").filter(pk=import_id, state=state)
    found = rows.annotate(is_ours=lock).first()
    return found if found and found.is_ours else None


def _save_check(found: QuestionImport, notices: Sequence[str]) -> None:
    with own_file() as faults:
        findings = Findings(faults)
        banks = _banks(found)
        try:
            survey = _survey(found)
            found.rows, notices = survey.rows, (*notices, *survey.notices)
            for settled in _settled(found, survey, banks, Comparison(survey)):
                for each in settled:
                    findings.add_fault(each) if isinstance(each, Fault) else findings.add(each)
        except Unreadable as why:
            findings.add_fault(why.fault)
        findings.close()
        _note(found, findings, banks, notices)
        found.fault_list.delete(save=False)
        if findings.faults:
            faults.seek(0)
            found.fault_list.save("", File(faults), save=False)
    found.state = State.REFUSED if found.faults else State.CHECKED
    if not _save(found, State.CHECKING):
        remove_on_commit(found, found.fault_list)


def _note(found: QuestionImport, findings: Findings, banks: Banks, notices: Sequence[str]) -> None:
    found.new, found.changed, found.same = (findings.counts[outcome] for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME))
    found.faults, found.shown_faults, found.samples = findings.faults, findings.shown_faults, findings.samples
    found.new_banks = [place.name for place in banks.made.values()]
    found.notices = [*notices, *findings.notices(banks)]


def _write_all(found: QuestionImport) -> None:
    by, counts = Actor(user=found.by), {Outcome.NEW: 0, Outcome.CHANGED: 0, Outcome.SAME: 0}
    survey, banks = _survey(found), _banks(found, locks=True)
    comparison = Comparison(survey, locks=True)
    writer = Writer(company=found.company, survey=survey, comparison=comparison, by=by)
    for settled in _settled(found, survey, banks, comparison):
        if any(isinstance(each, Fault) for each in settled):
            raise NotAsChecked
        batch = [each for each in settled if isinstance(each, Settled)]
        writer.write(batch)
        for each in batch:
            counts[each.outcome] += 1
    if (counts[Outcome.NEW], counts[Outcome.CHANGED]) != (found.new, found.changed):
        raise NotAsChecked
    found.same, found.state = counts[Outcome.SAME], State.DONE
    if found.company:
        record(
            by=by, company=found.company, action="questions.imported", target=found, name=found.name, new=found.new, changed=found.changed
        )
    _save(found, State.WRITING)
    # What it said stands in the banks now.
    remove_on_commit(found, found.file)


def _save(found: QuestionImport, state: State) -> bool:
    """Unless somebody forgot it meanwhile: then say so."""
    names = ("state", "rows", "new", "changed", "same", "faults", "shown_faults", "fault_list", "samples", "notices", "new_banks")
    changes = {name: getattr(found, name) for name in names}
    return bool(imports_of(found.company_id).filter(pk=found.pk, state=state).update(**changes, touched_at=timezone.now()))


@contextmanager
def _opened(found: QuestionImport) -> Iterator[BinaryIO]:
    with found.file.open("rb") as file:
        yield cast(BinaryIO, file.file)


def _survey(found: QuestionImport) -> Survey:
    with _opened(found) as file:
        return survey_of(file, at_most=limits_for(found.company_id).rows)


def _banks(found: QuestionImport, *, locks: bool = False) -> Banks:
    rows = banks_of(found.company_id).order_by("slug")
    known = [place_of(bank) for bank in (rows.select_for_update(of=("self",)) if locks else rows)]
    default = _default(found, known)
    return Banks(known, default=default, takes_default=found.company_id is not None, may_make=found.makes_banks)


def _default(found: QuestionImport, known: Sequence[Place]) -> Place | None:
    if found.new_bank:
        wanted = new_place(found.new_bank, language=found.company.language if found.company else "")
        return next((place for place in known if place.slug == wanted.slug), wanted)
    return next((place for place in known if place.id == found.bank_id), None)


def _settled(found: QuestionImport, survey: Survey, banks: Banks, comparison: Comparison) -> Iterator[list[Settled | Fault]]:
    done = 0
    with _opened(found) as file:
        rows = rows_of(file, survey)
        while batch := list(islice(rows, BATCH)):
            yield _batch_settled(batch, banks, comparison)
            done += len(batch)
            progress.tell(found.pk, done, survey.rows)


def _batch_settled(batch: Sequence[Row | Fault], banks: Banks, comparison: Comparison) -> list[Settled | Fault]:
    read: list[Said | list[Fault]] = [[row] if isinstance(row, Fault) else said_in(row, banks) for row in batch]
    settled = iter(comparison.settle([each for each in read if isinstance(each, Said)]))
    found: list[Settled | Fault] = []
    for each in read:
        found += each if isinstance(each, list) else _placed(next(settled))
    return found


def _placed(settled: Settled | Fault) -> list[Settled | Fault]:
    """What is there already is judged by nobody."""
    wrong = misplaced(settled) if isinstance(settled, Settled) and settled.outcome != Outcome.SAME else []
    return [*wrong] or [settled]

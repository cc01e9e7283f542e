"""A file comes in, is said to be written, or is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from accounts.models import Company
from accounts.services.audit import Actor, record
from accounts.tenancy import every_company, one_transaction
from interviews.models import Bank, QuestionImport
from interviews.services.imports.scope import imports_of
from interviews.services.refused import Refused
from resumes.services.files import remove_strays

State = QuestionImport.State
MB = 1024 * 1024
KEPT, SWEEP_AT_MOST = timedelta(days=14), 500


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file."""

    megabytes: int
    rows: int

    @property
    def bytes(self) -> int:
        return self.megabytes * MB


OF_COMPANIES, OF_STAFF = Limits(10, 5_000), Limits(250, 200_000)


class TooLarge(Refused):
    pass


class NotKept(Refused):
    """The store of files is away, or refuses us. Nothing was saved."""


class NotNow(Refused):
    """It is in no state for that: it is being written, was written, or was never checked."""


def limits_for(company_id: UUID | None) -> Limits:
    return OF_COMPANIES if company_id else OF_STAFF


def begin_import(
    *,
    file: File[bytes],
    name: str,
    size: int,
    by: Actor,
    company: Company | None = None,
    bank: Bank | None = None,
    new_bank: str = "",
    makes_banks: bool = False,
) -> QuestionImport:
    """Keep the file and say that it is to be checked; the caller sends tasks.check_import."""
    if size > limits_for(company.pk if company else None).bytes:
        raise TooLarge
    with one_transaction():
        begun = QuestionImport(
            company=company, bank=bank, new_bank=new_bank, makes_banks=makes_banks, name=name[:150], size=size, by=by.user
        )
        try:
            begun.file.save("", file, save=False)
        except OSError:
            raise NotKept from None
        begun.save()
        if company:
            record(by=by, company=company, action="questions.file_uploaded", target=begun, name=begun.name)
    return begun


def order_writing(*, found: QuestionImport, by: Actor) -> None:
    """The caller sends tasks.write_import."""
    with one_transaction():
        checked = imports_of(found.company_id).filter(pk=found.pk, state=State.CHECKED)
        if not checked.update(state=State.WRITING, attempts=0, touched_at=timezone.now(), by=by.user):
            raise NotNow


def forget_import(*, found: QuestionImport, by: Actor) -> None:
    """Remove it with its files. What it has written stays."""
    with one_transaction():
        if not _removed(found):
            raise NotNow
        if found.company:
            record(by=by, company=found.company, action="questions.file_removed", target=found, name=found.name)


def forget_old_imports() -> None:
    """Files that nobody came back to."""
    with every_company("the sweep of imports removes files of every company"), one_transaction():
        for found in QuestionImport.objects.filter(created_at__lt=timezone.now() - KEPT)[:SWEEP_AT_MOST]:
            _removed(found)


def remove_stray_files() -> int:
    """Of transactions that were taken back, and of a store that was away when its import was forgotten."""
    return remove_strays("imports", _named)


def _named(names: list[str]) -> set[str]:
    with every_company("a sweep finds which files have no row"):
        rows = QuestionImport.objects.filter(Q(file__in=names) | Q(fault_list__in=names))
        return {name for row in rows.values_list("file", "fault_list") for name in row}


def _removed(found: QuestionImport) -> bool:
    row = imports_of(found.company_id).filter(pk=found.pk).exclude(state=State.WRITING).first()
    if row is None:
        return False
    for file in (row.file, row.fault_list):
        remove_on_commit(row, file)
    row.delete()
    return True


def remove_on_commit(found: QuestionImport, file: FieldFile) -> None:
    storage, name = file.storage, file.name

    # No partial: Django asks a hook that failed for its name.
    def remove() -> None:
        if name:
            storage.delete(name)

    transaction.on_commit(remove, using=found._state.db, robust=True)

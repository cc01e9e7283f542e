"""What an import keeps on disk goes with it; what stops a worker half-way leaves all of it or nothing."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import every_company
from interviews.models import QuestionImport
from interviews.services.imports.intake import NotNow, forget_import, forget_old_imports, remove_stray_files
from interviews.services.imports.running import check_import, due_imports, write_import
from interviews.services.imports.scope import work_for
from resumes.storage import LocalFiles
from tests.database import superuser
from tests.interviews.files import as_csv, checked, fresh, ordered, questions, row, rows, upload, written
from tests.interviews.questions import make_bank
from tests.waiting import eventually

pytestmark = pytest.mark.usefixtures("committed", "media")


@pytest.fixture
def bank():
    with every_company("the test fills the library"):
        return make_bank(None, "backend")


def test_running_twice_changes_nothing(bank):
    found = written(as_csv(rows(2)))
    for _ in range(2):
        write_import(import_id=found.pk, company_id=None)
        check_import(import_id=found.pk, company_id=None)
    assert (fresh(found).state, len(questions())) == ("done", 2)


def test_a_worker_that_another_is_ahead_of_goes_away_at_once(bank):
    found = ordered(checked(as_csv(rows(2))))
    with superuser(connections["owner"].settings_dict["NAME"]) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [found.pk.int >> 65])
        write_import(import_id=found.pk, company_id=None)
        assert (fresh(found).state, fresh(found).attempts, questions()) == ("writing", 0, [])
    write_import(import_id=found.pk, company_id=None)
    assert fresh(found).state == "done"


def test_a_worker_that_died_is_followed_by_another_and_after_three_it_says_so(bank, media):
    found = upload(as_csv(rows(2)))
    (media / found.file.name).unlink()
    for _ in range(3):
        with pytest.raises(FileNotFoundError):
            check_import(import_id=found.pk, company_id=None)
        assert fresh(found).state == "checking"
    check_import(import_id=found.pk, company_id=None)
    assert fresh(found).state == "failed"


def test_the_sweep_knows_what_nobody_took_up(bank):
    found = upload(as_csv(rows(2)))
    assert due_imports() == []
    with every_company("the test lets time pass"):
        QuestionImport.objects.update(touched_at=timezone.now() - timedelta(minutes=2))
    assert due_imports() == [(found.pk, None, "checking")]
    check_import(import_id=found.pk, company_id=None)
    assert due_imports() == []


def test_a_worker_that_dies_half_way_has_written_nothing_and_the_next_one_writes_all(bank):
    found = ordered(checked(as_csv(rows(3))))

    def write() -> bool:
        try:
            write_import(import_id=found.pk, company_id=None)
        except OperationalError:
            return False
        finally:
            connections.close_all()
        return True

    with superuser(connections["owner"].settings_dict["NAME"]) as other, ThreadPoolExecutor() as threads:
        with other.transaction():
            other.execute("LOCK TABLE interviews_idealanswer IN EXCLUSIVE MODE")
            writing = threads.submit(write)
            # By now its questions stand in its own transaction.
            eventually(lambda: other.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted").fetchall(), within=15)
            assert writing.result(15) is False
        assert (fresh(found).state, fresh(found).attempts, questions()) == ("writing", 1, [])
    assert write()
    assert (fresh(found).state, len(questions())) == ("done", 3)


def test_files_go_when_they_are_written_forgotten_or_old(bank, media):
    def files():
        return [path for path in media.rglob("*") if path.is_file()]

    written(as_csv(rows(2)))
    assert files() == []
    found = checked(as_csv([row(difficulty="tough")]))
    assert len(files()) == 2
    with work_for(None):
        forget_import(found=found, by=Actor())
    assert files() == []
    checked(as_csv(rows(2)))
    with every_company("the test lets time pass"):
        QuestionImport.objects.update(created_at=timezone.now() - timedelta(days=15))
    forget_old_imports()
    assert files() == []
    with every_company("the test counts"):
        assert QuestionImport.objects.count() == 0


class WhileKept(LocalFiles):
    """A folder in which something happens as soon as a list of faults is kept."""

    happens = staticmethod(lambda: None)

    def _save(self, name, content):
        kept = super()._save(name, content)
        type(self).happens()
        return kept


def test_an_import_that_is_forgotten_while_it_is_checked_leaves_no_file(bank, media, settings, monkeypatch):
    def forget_elsewhere():
        with work_for(None):
            forget_import(found=found, by=Actor())
        connections.close_all()

    def happens():
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(forget_elsewhere).result()

    found = upload(as_csv([row(difficulty="tough")]))
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.WhileKept"}}
    monkeypatch.setattr(WhileKept, "happens", happens)
    check_import(import_id=found.pk, company_id=None)
    with every_company("the test counts"):
        assert not QuestionImport.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_files_that_no_import_names_are_removed_after_a_day(bank, media):
    checked(as_csv([row(difficulty="tough")]))
    named = set((media / "imports").iterdir())
    assert len(named) == 2
    old, new = media / "imports" / "old-faults.csv", media / "imports" / "new"
    for stray in (old, new):
        stray.write_bytes(b"x")
    for path in (*named, old):
        os.utime(path, (0, 0))
    assert remove_stray_files() == 1
    assert set((media / "imports").iterdir()) == {*named, new}


def test_what_is_being_written_cannot_be_forgotten(bank):
    found = ordered(checked(as_csv(rows(2))))
    with work_for(None), pytest.raises(NotNow):
        forget_import(found=found, by=Actor())

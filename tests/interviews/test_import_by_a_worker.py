"""What travels to the worker is ids, and the worker does what the page asked for."""

from datetime import timedelta

from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.models import QuestionImport
from interviews.services.imports.intake import forget_import
from interviews.services.imports.scope import work_for
from tests.interviews.files import as_csv, fresh, ordered, rows, upload
from tests.waiting import eventually


def test_the_worker_checks_and_writes(house, northwind):
    begun = upload(as_csv(rows(3)), company=northwind, new_bank="Night shift")
    tasks.check_import.delay(str(begun.pk), str(northwind.pk))
    eventually(lambda: fresh(begun).state == "checked", within=30)
    tasks.write_import.delay(str(ordered(begun).pk), str(northwind.pk))
    eventually(lambda: fresh(begun).state == "done", within=30)
    assert fresh(begun).new == 3


def test_the_sweep_sends_what_nobody_sent(house, northwind):
    begun = upload(as_csv(rows(3)), company=northwind, new_bank="Night shift")
    with company_scope(northwind):
        QuestionImport.objects.update(touched_at=timezone.now() - timedelta(minutes=2))
    tasks.sweep_imports.delay()
    eventually(lambda: fresh(begun).state == "checked", within=30)
    with work_for(northwind.pk):
        forget_import(found=fresh(begun), by=Actor())

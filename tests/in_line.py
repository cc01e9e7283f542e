"""Acts that meet at a lock, in an order that a test chooses: no race is left to chance."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from accounts.models import Company
from accounts.tenancy import company_scope
from tests.accounts.test_members import waiting_for_locks
from tests.waiting import eventually


def in_line(
    company: Company, hold: Callable[[], object], *acts: Callable[[], object], meanwhile: Callable[[], object] = lambda: None
) -> list[object]:
    """Do `hold` in a transaction; while that is open begin the acts, each on its own connection when all before it wait for a lock.

    Then, still in the first transaction, do `meanwhile`, and let go. Return what each act returned or raised. Needs `committed`.
    """

    def run(act: Callable[[], object]) -> object:
        try:
            with company_scope(company):
                return act()
        except Exception as error:  # noqa: BLE001
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        running = []
        with company_scope(company):
            hold()
            for number, act in enumerate(acts, 1):
                running.append(threads.submit(run, act))
                eventually(lambda number=number: waiting_for_locks() == number, within=5)
            meanwhile()
        return [each.result() for each in running]

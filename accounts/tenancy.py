"""Tenancy: two locks between companies, and the doors through them.

Rows that belong to a company are locked twice, so that one mistake is never enough.

1. In the ORM. A model that is CompanyOwned has a manager that raises outside a company's scope and filters inside it.
2. In Postgres. A row policy, forced on every such table, compares the row's company with the setting
   `colloquy.company`, which lives as long as the transaction. The application's role can neither bypass nor change a
   policy. With the setting unset there are no rows. accounts/policies.py writes the policies, migrations apply them.

The doors:

- `company_scope(company)`: the one way to work with a company's rows. Opens a transaction, sets the setting, tells the
  manager. Pages, tasks and the live room all use it. Scopes of two companies do not nest.
- `person_scope(user)`: a person may see their own memberships, and the companies these belong to, before a company is
  chosen. Policies let nothing else through, and nothing may be written. Policies add up: inside a company's scope the
  person's other companies are seen too, so a query there names whose rows it wants.
- `bearer_scope(token_hash)`: who holds an unguessable link may see the one row that carries its hash, before anybody
  knows whose it is.
- `shared_scope()`: what is everybody's and nothing else, in the application's role, also from inside `every_company`: for
  looking things up in the question library as no company in particular.
- `every_company(why)`: the owner's role, which no policy binds. For migrations, staff admin and the sweeping jobs; a
  sweep reads ids there and then does its work in the `company_scope` of each.
- `newest_connections(ids)`: a function of the database, for whoever serves the lines of all companies at once. To whoever has
  interviews' ids it says how often each was connected to, and nothing else.

A setting is set with `set_config(…, is_local => true)`: on a pooled connection it ends with the transaction, while a
session-level SET would stay and be the next tenant's leak.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

if TYPE_CHECKING:
    from accounts.models import Company, User

M = TypeVar("M", bound=models.Model)

_company: ContextVar[UUID | None] = ContextVar("company", default=None)
_everything: ContextVar[str] = ContextVar("every_company", default="")


class NoCompanyScope(RuntimeError):
    """A company's rows were asked for before anybody said which company."""


class ScopesMixed(RuntimeError):
    """One company's scope was opened inside another's."""


@contextmanager
def company_scope(company: "Company | UUID") -> Iterator[None]:
    company_id = company if isinstance(company, UUID) else company.pk
    open_already = _company.get()
    if open_already is not None and open_already != company_id:
        raise ScopesMixed
    token, above = _company.set(company_id), _everything.set("")
    try:
        with _transaction_with("colloquy.company", str(company_id)):
            yield
    finally:
        _company.reset(token)
        _everything.reset(above)


def scope_of(company_id: UUID | None) -> AbstractContextManager[None]:
    """A company's scope or, for what belongs to none, a transaction in which no company's rows are seen."""
    return company_scope(company_id) if company_id else transaction.atomic()


@contextmanager
def person_scope(user: "User") -> Iterator[None]:
    with _transaction_with("colloquy.person", str(user.pk)):
        yield


@contextmanager
def bearer_scope(token_hash: str) -> Iterator[None]:
    with _transaction_with("colloquy.bearer", token_hash):
        yield


@contextmanager
def shared_scope() -> Iterator[None]:
    if _company.get():
        raise ScopesMixed
    token = _everything.set("")
    try:
        with transaction.atomic():
            yield
    finally:
        _everything.reset(token)


@contextmanager
def every_company(why: str) -> Iterator[None]:
    """Work as the owner's role. `why` is for the reader: each use is a place to look at."""
    token = _everything.set(why)
    try:
        yield
    finally:
        _everything.reset(token)


def one_transaction() -> AbstractContextManager[None]:
    """All or nothing, in whichever role the scope works: for services that serve companies and our staff alike."""
    return transaction.atomic(using="owner" if _everything.get() else "default")


def own_cursor() -> CursorWrapper:
    """For statements of our own, in whichever role the scope works."""
    cursor: CursorWrapper = transaction.get_connection("owner" if _everything.get() else "default").cursor()
    return cursor


@contextmanager
def _transaction_with(setting: str, value: str) -> Iterator[None]:
    is_inner = connection.in_atomic_block
    set_outside = getattr(connection, "set_by_scopes", {}) if is_inner else {}
    with transaction.atomic():
        if set_outside.get(setting) == value:
            # As around us: most scopes are opened once more by whoever works inside them.
            yield
            return
        before = _exchange(setting, value)
        try:
            connection.set_by_scopes = {**set_outside, setting: value}  # type: ignore[attr-defined]  # of this connection, and of no other
            yield
        finally:
            connection.set_by_scopes = set_outside  # type: ignore[attr-defined]
        if is_inner:
            # The outer transaction goes on after us and must not keep our setting. After an error it is rolled back.
            _exchange(setting, before)


def _exchange(setting: str, value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)", [setting, setting, value])
        return str(cursor.fetchone()[0])


class CompanyManager(models.Manager[M]):
    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        if _everything.get():
            return rows
        company_id = _company.get()
        if company_id is None:
            raise NoCompanyScope(self.model.__name__)
        return rows.filter(company_id=company_id)


class CompanyOwned(models.Model):
    """A row of one company. Its table needs a policy in the migration that makes it; a test looks for it."""

    company = models.ForeignKey("accounts.Company", on_delete=models.CASCADE, related_name="+")

    objects = CompanyManager()
    # For access.py before a company is known: only the row policies stand guard here.
    by_policy_alone = models.Manager()

    class Meta:
        abstract = True


class SharedManager(models.Manager[M]):
    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        if _everything.get():
            return rows
        company_id = _company.get()
        # Outside any scope only what is everybody's; the policies say the same.
        return rows.filter(models.Q(company_id=None) | models.Q(company_id=company_id))


class SharedOrOwned(models.Model):
    """A row of one company or, without one, of everybody: all may read it, and staff alone may write it."""

    company = models.ForeignKey("accounts.Company", null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    objects = SharedManager()

    class Meta:
        abstract = True


class ScopeRouter:
    """Sends queries to the owner's role inside `every_company`, and to the application's role everywhere else."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        return "owner" if _everything.get() else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return True

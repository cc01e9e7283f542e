"""The library is everybody's to read and nobody's to write; a company's banks are its own."""

from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, transaction
from django.db.models import ForeignKey
from psycopg.types.json import Jsonb

from accounts.tenancy import SharedOrOwned, company_scope, every_company, shared_scope
from interviews.models import Bank
from tests.accounts.test_tenancy_in_postgres import connect, insertion, sample, set_company
from tests.interviews.questions import make_bank, question_with_vectors

SHARED = [model for model in apps.get_models() if issubclass(model, SharedOrOwned)]
each_model = pytest.mark.parametrize("model", SHARED, ids=lambda model: model.__name__)


@pytest.fixture
def three(committed, northwind, southgate):
    """The library, Northwind and Southgate have a row in every table."""
    with every_company("the test fills the library"):
        question_with_vectors(None)
    for company in (northwind, southgate):
        with company_scope(company):
            question_with_vectors(company)


@each_model
def test_a_company_reads_the_library_and_its_own(model, three, northwind):
    with company_scope(northwind):
        assert set(model.objects.values_list("company_id", flat=True)) == {None, northwind.pk}


@each_model
def test_outside_a_company_there_is_the_library_alone(model, three):
    with transaction.atomic():
        assert set(model.objects.values_list("company_id", flat=True)) == {None}


@each_model
def test_staff_see_all_of_them(model, three):
    with every_company("the test is staff"):
        assert model.objects.count() == 3


@each_model
def test_staff_go_back_to_the_library_alone_where_they_need_no_company(model, three):
    with every_company("the test is staff"):
        with shared_scope():
            assert set(model.objects.values_list("company_id", flat=True)) == {None}
        assert model.objects.count() == 3


@each_model
def test_in_postgres_too(model, three, northwind, southgate):
    with connect() as line, line.transaction():
        read = f"SELECT company_id FROM {model._meta.db_table}"
        assert {row for (row,) in line.execute(read)} == {None}
        set_company(line, str(northwind.pk))
        assert {row for (row,) in line.execute(read)} == {None, northwind.pk}


@each_model
def test_a_company_cannot_change_the_library(model, three, northwind):
    with connect() as line, line.transaction():
        set_company(line, str(northwind.pk))
        table = model._meta.db_table
        assert line.execute(f"UPDATE {table} SET company_id = company_id WHERE company_id IS NULL").rowcount == 0
        assert line.execute(f"DELETE FROM {table} WHERE company_id IS NULL").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(f"UPDATE {table} SET company_id = NULL WHERE company_id = %s", [northwind.pk])


refused = pytest.raises(ProgrammingError, match=r"row-level security|of the same company")


def test_a_company_cannot_add_to_the_library(rows, northwind):
    with company_scope(northwind), refused, transaction.atomic():
        make_bank(None, "smuggled")


def test_a_company_cannot_write_into_anothers(rows, northwind, southgate):
    with company_scope(northwind), refused, transaction.atomic():
        Bank.objects.create(company=southgate, slug="smuggled", name="Smuggled", domain="x")


PARENTS = [(model, field.name) for model in SHARED for field in model._meta.fields
           if isinstance(field, ForeignKey) and field.related_model in SHARED and field.editable]  # fmt: skip


@pytest.mark.parametrize("whose", ["another company's", "the library's"])
@pytest.mark.parametrize(("model", "parent"), PARENTS, ids=lambda value: getattr(value, "__name__", value))
def test_a_companys_row_cannot_stand_under_a_parent_that_is_not_its_own(model, parent, whose, three, northwind, southgate):
    """There it would block what its owner wants to write, and could keep a question out of everybody's lookup."""
    owner = southgate if whose == "another company's" else None
    with every_company("the test looks up whose is whose"):
        foreign = model._meta.get_field(parent).related_model.objects.get(company=owner)
        own = model.objects.get(company=northwind)
    with connect() as line, line.transaction(force_rollback=True):
        set_company(line, str(northwind.pk))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(f"UPDATE {model._meta.db_table} SET {parent}_id = %s WHERE id = %s", [foreign.pk, own.pk])
    with connect() as line, line.transaction(force_rollback=True):
        row = sample(model._meta.db_table, "company_id", str(northwind.pk)) | {f"{parent}_id": str(foreign.pk)}
        row["id"] = str(uuid4()) if isinstance(row["id"], str) else row["id"] + 1_000
        set_company(line, str(northwind.pk))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute(insertion(model._meta.db_table, row), [Jsonb(row)])


def test_which_model_serves_is_not_a_companys_to_say(three, northwind):
    with connect() as line, line.transaction(force_rollback=True):
        set_company(line, str(northwind.pk))
        assert line.execute("UPDATE interviews_vectormodel SET serves = true").rowcount == 0
        assert line.execute("DELETE FROM interviews_vectormodel").rowcount == 0
        assert line.execute("SELECT 1 FROM interviews_vectormodel").rowcount == 1

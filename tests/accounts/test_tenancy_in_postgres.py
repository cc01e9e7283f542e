"""The second lock: what the application's role can reach in Postgres, whatever Python does.

The list of tables comes from the catalogue: a new table with a company is tested the day it is made, and a test that
has no sample row for it fails.
"""

from uuid import uuid4

import psycopg
import pytest
from django.db import connections
from psycopg.types.json import Jsonb

from accounts.models import AuditEntry, Member, MemberInvitation, ModelCall, OutboxMail, ProviderKey, Role
from accounts.services.audit import Actor
from accounts.services.members import invite_member
from accounts.tenancy import company_scope
from tests.database import superuser
from tests.interviews.hiring import hiring_in_every_table
from tests.interviews.questions import row_in_every_table
from tests.reports.assessed import report_in_every_table
from tests.resumes.people import make_candidate, make_resume
from tests.resumes.prepared import prepared_resume

APPEND_ONLY = {"accounts_auditentry"}
# Many companies' rows are added in one statement. What binds them to theirs is a foreign key; nobody reads them without the company.
ADDED_BY_ALL = {"interviews_piece"}
NEVER_CHANGED = {
    *APPEND_ONLY,
    *ADDED_BY_ALL,
    "interviews_consent",
    "interviews_correction",
    "interviews_interviewevent",
    "reports_rating",
    "reports_pagenote",
}
NEVER_CHANGED |= {f"reports_{what}" for what in ("opening", "review", "reviewrating", "override", "decision")}


def connect(alias: str = "default") -> psycopg.Connection:
    settings = connections[alias].settings_dict
    return psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], password=settings["PASSWORD"], dbname=settings["NAME"]
    )


@pytest.fixture
def tables(django_db_setup) -> dict[str, str]:
    """Every table that belongs to companies, with the column that says to which."""
    with superuser(connections["default"].settings_dict["NAME"]) as inside:
        found = inside.execute("""
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
              AND (a.attname = 'company_id' OR (c.relname, a.attname) = ('accounts_company', 'id'))
        """).fetchall()
    assert len(found) >= 5
    return dict(found)


@pytest.fixture
def full_company(committed, northwind, alices):
    """At least one row of Northwind in every table."""
    with company_scope(northwind):
        invite_member(company=northwind, email="d@northwind.example", role=Role.REVIEWER, inviter=alices, by=Actor())
        ModelCall.objects.create(
            id=uuid4(), company=northwind, task="check", ability="complete", provider="openai", model="m", own_key=False
        )
        ProviderKey.objects.create(company=northwind, provider="openai", secret="ciphertext", ending="abcd")
        row_in_every_table(northwind)
        hiring_in_every_table(northwind)
        report_in_every_table(northwind)
        make_resume(make_candidate(northwind, email="kim@post.example"))
    prepared_resume(northwind)
    return northwind


def set_company(connection: psycopg.Connection, company_id: str) -> None:
    connection.execute("SELECT set_config('colloquy.company', %s, true)", [company_id])


def touched(connection: psycopg.Connection, statement: str, *values: object) -> int:
    """Return how many rows a statement reached, and undo it. A refusal by policy or by missing right reaches none, and
    neither does a row of nobody."""
    try:
        with connection.transaction(force_rollback=True):
            return connection.execute(statement, values).rowcount  # type: ignore[arg-type]
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.NotNullViolation):
        return 0


def reach(connection: psycopg.Connection, table: str, column: str, company_id: str, row: dict) -> dict[str, int]:
    return {
        "select": touched(connection, f"SELECT 1 FROM {table} WHERE {column} = %s", company_id),
        "update": touched(connection, f"UPDATE {table} SET {column} = {column} WHERE {column} = %s", company_id),
        "delete": touched(connection, f"DELETE FROM {table} WHERE {column} = %s", company_id),
        "insert": touched(connection, insertion(table, row), Jsonb(row)),
    }


def insertion(table: str, row: dict) -> str:
    columns = ", ".join(f'"{name}"' for name in row)
    return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)"


def sample(table: str, column: str, company_id: str) -> dict:
    """A row of the table, without what Postgres works out by itself."""
    with superuser(connections["default"].settings_dict["NAME"]) as inside:
        found = inside.execute(f"SELECT to_jsonb(t) FROM {table} t WHERE {column} = %s", [company_id]).fetchone()  # type: ignore[arg-type]
        worked_out = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attgenerated <> ''"
        generated = {name for (name,) in inside.execute(worked_out, [table])}
    assert found, f"{table} belongs to companies and the test has no row for it"
    return {name: value for name, value in found[0].items() if name not in generated}


@pytest.mark.parametrize("scope", ["unset", "empty", "another company", "no company at all"])
def test_with_the_company_unset_or_wrong_no_row_is_reached(scope, full_company, southgate, tables):
    for table, column in tables.items():
        company_id = str(full_company.pk)
        row = sample(table, column, company_id)
        if "id" in row and table != "accounts_company":
            row["id"] = str(uuid4()) if isinstance(row["id"], str) else row["id"] + 1_000_000
        with connect() as connection:
            match scope:
                case "empty":
                    set_company(connection, "")
                case "another company":
                    set_company(connection, str(southgate.pk))
                case "no company at all":
                    set_company(connection, str(uuid4()))
            if table in ADDED_BY_ALL:
                row["number"] += 1
            reached = reach(connection, table, column, company_id, row)
            assert reached == {"select": 0, "update": 0, "delete": 0, "insert": int(table in ADDED_BY_ALL)}, table


def test_with_the_right_company_the_same_statements_reach_its_rows(full_company, tables):
    for table, column in tables.items():
        company_id = str(full_company.pk)
        sample(table, column, company_id)
        with connect() as connection:
            set_company(connection, company_id)
            reached = reach(connection, table, column, company_id, {column: None})
            assert reached["select"] >= 1, table
            assert (reached["update"] >= 1) == (table not in NEVER_CHANGED), table


def test_with_the_right_company_a_row_can_be_put_back(full_company, tables):
    for table, column in tables.items():
        if table in APPEND_ONLY or table == "accounts_company":
            continue
        row = sample(table, column, str(full_company.pk))
        with connect() as connection:
            set_company(connection, str(full_company.pk))
            connection.execute("SET CONSTRAINTS ALL DEFERRED")
            assert connection.execute(f"DELETE FROM {table} WHERE id = %s", [row["id"]]).rowcount == 1, table
            put_back = insertion(table, row)
            assert connection.execute(put_back, [Jsonb(row)]).rowcount == 1, table
            connection.rollback()


def test_a_row_cannot_be_moved_to_another_company(full_company, southgate):
    with connect() as connection:
        set_company(connection, str(full_company.pk))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE accounts_member SET company_id = %s", [southgate.pk])


PARENTS = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text,
      EXISTS (SELECT FROM pg_constraint two WHERE two.contype = 'f' AND two.conrelid = c.conrelid AND two.confrelid = c.confrelid
        AND two.conkey = ARRAY[c.conkey[1], own.attnum] AND two.confkey = ARRAY[c.confkey[1], theirs.attnum] AND two.convalidated)
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute own ON own.attrelid = c.conrelid AND own.attname = 'company_id'
    JOIN pg_attribute theirs ON theirs.attrelid = c.confrelid AND theirs.attname = 'company_id'
    WHERE c.contype = 'f' AND cardinality(c.conkey) = 1
      AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.confrelid AND p.polname = 'own_or_shared_select')
"""


def test_every_row_hangs_on_rows_of_its_own_company_alone(django_db_setup):
    """Foreign keys pass by policies. What hangs on the library, which is everybody's, is bound by policies and triggers of its own."""
    with superuser(connections["default"].settings_dict["NAME"]) as inside:
        found = inside.execute(PARENTS).fetchall()
    assert len(found) >= 20
    assert [(table, column, parent) for table, column, parent, is_bound in found if not is_bound] == []


def test_nothing_is_hung_on_another_companys_row(full_company, southgate):
    row = sample("interviews_slot", "company_id", str(full_company.pk))
    with connect() as connection:
        set_company(connection, str(southgate.pk))
        connection.execute(insertion("interviews_slot", row), [Jsonb(row | {"id": str(uuid4()), "company_id": str(southgate.pk)})])
        with pytest.raises(psycopg.errors.ForeignKeyViolation, match="_own"):
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_piece_of_sound_is_added_to_a_turn_of_its_own_company_alone(full_company, southgate):
    row = sample("interviews_piece", "company_id", str(full_company.pk))
    with connect() as connection:
        strange = row | {"id": row["id"] + 1_000_000, "number": 1, "company_id": str(southgate.pk)}
        connection.execute(insertion("interviews_piece", strange), [Jsonb(strange)])
        with pytest.raises(psycopg.errors.ForeignKeyViolation, match="_own"):
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_such_table_has_its_policies_forced(tables):
    with superuser(connections["default"].settings_dict["NAME"]) as inside:
        locked = {
            name
            for (name,) in inside.execute(
                "SELECT relname FROM pg_class c WHERE relrowsecurity AND relforcerowsecurity"
                " AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
            )
        }
    assert set(tables) - locked == set()


def test_the_application_is_no_superuser_owns_nothing_and_cannot_pass_by_a_policy(django_db_setup):
    with connect() as connection:
        role = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert role == (False, False, False, False, False)
        owned = connection.execute("SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)")
        assert owned.fetchone() == (0,)
        memberships = connection.execute(
            "SELECT count(*) FROM pg_auth_members WHERE member = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        )
        assert memberships.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE accounts_member DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_company_all ON accounts_member",
        "CREATE POLICY mine ON accounts_member USING (true)",
        "TRUNCATE accounts_member",
        "CREATE TABLE mine (id int)",
        "CREATE OR REPLACE FUNCTION current_company() RETURNS uuid LANGUAGE sql AS $$ SELECT NULL::uuid $$",
    ],
)
def test_the_application_cannot_change_the_lock(statement, django_db_setup):
    with connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_application_cannot_become_the_owner(django_db_setup):
    owner = connections["owner"].settings_dict["USER"]
    with connect() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(f"SET ROLE {owner}")  # type: ignore[arg-type]


def test_django_itself_connects_as_the_application(db):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0].endswith("_app")


def test_an_audit_entry_can_be_neither_changed_nor_removed(full_company):
    with company_scope(full_company):
        assert AuditEntry.objects.count() >= 1
        assert AuditEntry.objects.update(action="nothing") == 0
        assert AuditEntry.objects.all()._raw_delete("default") == 0


def test_a_person_sees_their_own_memberships_and_nothing_else(full_company, bob, charlie):
    with connect() as connection:
        connection.execute("SELECT set_config('colloquy.person', %s, true)", [str(bob.pk)])
        assert connection.execute("SELECT user_id FROM accounts_member").fetchall() == [(bob.pk,)]
        assert connection.execute("SELECT slug FROM accounts_company").fetchall() == [("northwind",)]
        assert touched(connection, "UPDATE accounts_member SET role = 'owner'") == 0
        assert touched(connection, "DELETE FROM accounts_member") == 0
        assert connection.execute("SELECT count(*) FROM accounts_memberinvitation").fetchone() == (0,)


def test_who_holds_a_link_sees_that_invitation_and_nothing_else(full_company, alices):
    with company_scope(full_company):
        invite_member(company=full_company, email="e@northwind.example", role=Role.REVIEWER, inviter=alices, by=Actor())
        token_hash = MemberInvitation.objects.get(email="e@northwind.example").token_hash
    with connect() as connection:
        connection.execute("SELECT set_config('colloquy.bearer', %s, true)", [token_hash])
        assert connection.execute("SELECT email FROM accounts_memberinvitation").fetchall() == [("e@northwind.example",)]
        assert connection.execute("SELECT count(*) FROM accounts_member").fetchone() == (0,)
        assert touched(connection, "UPDATE accounts_memberinvitation SET role = 'owner'") == 0


def test_what_the_platform_asks_for_itself_is_seen_by_no_company_and_the_other_way_round(full_company):
    assert not ModelCall.objects.exists()
    ModelCall.objects.create(id=uuid4(), task="library", ability="embed", provider="openai", model="m", own_key=False)
    assert [call.task for call in ModelCall.objects.all()] == ["library"]
    with company_scope(full_company):
        assert [call.task for call in ModelCall.objects.all()] == ["check"]


def test_a_companys_mail_is_not_among_the_mail_of_nobody(full_company):
    assert not OutboxMail.objects.exists()
    with company_scope(full_company):
        assert OutboxMail.objects.exists()
        assert Member.objects.exists()

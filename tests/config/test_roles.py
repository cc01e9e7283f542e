"""The two roles: what they may and may not do, made from a superuser's address, again and again."""

import os

import psycopg
import pytest
from psycopg import errors, sql

from config import roles
from tests.database import superuser

# Roles belong to the whole server, so each test process makes its own.
NAME = f"colloquy roles {os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
PASSWORDS = {"app_password": "of/the:app", "owner_password": "of the@owner"}


@pytest.fixture(scope="module")
def addresses():
    yield roles.prepare(os.environ["DATABASE_SUPERUSER_URL"], database=NAME, **PASSWORDS)
    with superuser() as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))
        for role in (f"{NAME}_app", f"{NAME}_owner"):
            server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def app(addresses):
    with psycopg.connect(addresses[0], autocommit=True) as connection:
        yield connection


@pytest.fixture
def owner(addresses):
    with psycopg.connect(addresses[1], autocommit=True) as connection:
        yield connection


def powers(connection):
    return connection.execute(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).fetchone()


def test_the_application_s_role_has_no_power(app):
    assert powers(app) == (False, False, False, False)
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute("CREATE TABLE public.mine (id int)")


def test_the_application_makes_no_temporary_table_that_would_stand_before_a_real_one(app, owner):
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute("CREATE TEMPORARY TABLE accounts_member (id int)")
    owner.execute("CREATE TEMPORARY TABLE measured (id int)")


def test_the_owner_s_role_passes_row_policies_and_can_do_no_more(owner):
    assert powers(owner) == (False, False, False, True)


def test_the_application_reads_and_writes_what_the_owner_makes_and_owns_none_of_it(app, owner):
    owner.execute("CREATE TABLE things (id int GENERATED ALWAYS AS IDENTITY, v vector(3))")
    app.execute("INSERT INTO things (v) VALUES ('[1,2,3]')")
    app.execute("UPDATE things SET v = '[3,2,1]'")
    assert app.execute("SELECT v::text FROM things").fetchone() == ("[3,2,1]",)
    for statement in ("DROP TABLE things", "ALTER TABLE things ADD w int", "TRUNCATE things"):
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(statement)
    owner.execute("DROP TABLE things")


def test_the_application_does_not_wait_for_ever(app):
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    assert [app.execute(f"SHOW {name}").fetchone()[0] for name in names] == ["15s", "3s", "30s"]


def test_preparing_again_keeps_the_data_and_sets_the_new_password(addresses, owner):
    owner.execute("CREATE TABLE kept (id int)")
    app, _ = roles.prepare(os.environ["DATABASE_SUPERUSER_URL"], database=NAME, **PASSWORDS | {"app_password": "changed"})
    with psycopg.connect(app) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(addresses[0])
    roles.prepare(os.environ["DATABASE_SUPERUSER_URL"], database=NAME, **PASSWORDS)
    owner.execute("DROP TABLE kept")


def test_a_plain_role_cannot_prepare(addresses):
    with pytest.raises(roles.CannotPrepare, match="no superuser"):
        roles.prepare(addresses[0], database=NAME, **PASSWORDS)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://u:canary@127.0.0.1:1/x", "127.0.0.1.* port 1 failed"),
        ("postgresql://u:canary@no-such-host.invalid/x", "no-such-host"),
        ("postgresql://u:canary@127.0.0.1:1/x?nonsense=1", "nonsense"),
    ],
)
def test_an_address_that_leads_nowhere_gives_one_sentence_without_the_password(address, sentence):
    with pytest.raises(roles.CannotPrepare, match=sentence) as refused:
        roles.prepare(address, database="x", **PASSWORDS)
    assert "\n" not in str(refused.value)
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize(
    ("app", "owner", "sentence"),
    [
        (
            "postgresql://colloquy_app:p@h/colloquy",
            "postgresql://postgres:p@h/colloquy",
            "must name the roles colloquy_app and colloquy_owner",
        ),
        ("postgresql://colloquy_app@h/colloquy", "postgresql://colloquy_owner:p@h/colloquy", "must each have a password"),
    ],
)
def test_the_command_refuses_addresses_that_cannot_become_roles(monkeypatch, app, owner, sentence):
    monkeypatch.setenv("DATABASE_URL", app)
    monkeypatch.setenv("DATABASE_OWNER_URL", owner)
    with pytest.raises(SystemExit, match=sentence):
        roles.main()

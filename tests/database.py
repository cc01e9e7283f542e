"""The test databases: migrated once as the owner's role, then copied for each worker."""

import os
from contextlib import contextmanager
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from config.roles import grant

TEMPLATE = "colloquy_test_template"
ONE_AT_A_TIME = 20261121


def superuser(database: str = "postgres"):
    parts = urlsplit(os.environ["DATABASE_SUPERUSER_URL"])
    return psycopg.connect(urlunsplit(parts._replace(path=f"/{database}")), autocommit=True)


def address_of(alias: str) -> str:
    """For a program of its own that shall work in this test's database."""
    found = connections[alias].settings_dict
    return f"postgresql://{quote(found['USER'])}:{quote(found['PASSWORD'])}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@contextmanager
def own_database(worker: str):
    """Point Django's connections at a fresh copy of the migrated template."""
    name = f"colloquy_test_{worker}"
    with superuser() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not _is_of_this_run(server):
            _make_template(server)
        _drop(server, name)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
        # A copy does not have the rights on its original as a whole.
        _grant(name)
        server.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    _point_at(name)
    yield name
    for connection in connections.all():
        connection.close()
    with superuser() as server:
        _drop(server, name)


def _is_of_this_run(server) -> bool:
    row = server.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
    return row is not None and row[0] == _run()


def _run() -> str:
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))


def _make_template(server) -> None:
    _drop(server, TEMPLATE)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    _grant(TEMPLATE)
    _point_at(TEMPLATE)
    call_command("migrate", verbosity=0)
    for connection in connections.all():
        connection.close()
    server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(TEMPLATE), sql.Literal(_run())))


def _grant(name: str) -> None:
    with superuser(name) as inside:
        grant(inside, app=connections["default"].settings_dict["USER"], owner=connections["owner"].settings_dict["USER"])


def _point_at(name: str) -> None:
    for connection in connections.all():
        connection.close()
        connection.settings_dict["NAME"] = name


def _drop(server, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


KEPT = ("django_migrations", "django_content_type", "auth_permission")


def empty() -> None:
    """Remove all rows, as the superuser, past all policies and triggers. TRUNCATE would take a new file for each table and index.

    Of a server that a test has stopped, the last page may still be at it, and so may a thread of this process. After a moment it
    is sent away: nobody waits for what it does.
    """
    with superuser(connections["default"].settings_dict["NAME"]) as inside:
        names = [name for (name,) in inside.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") if name not in KEPT]
        tables = [sql.Identifier(name) for name in names]
        inside.execute("SET lock_timeout = '2s'")
        inside.execute("SET session_replication_role = replica")
        for _ in range(5):
            try:
                _delete(inside, tables)
            except psycopg.errors.OperationalError:
                inside.execute(AT_WORK)
            else:
                return
        _delete(inside, tables)


def _delete(inside, tables: list[sql.Identifier]) -> None:
    with inside.transaction():
        # Waits for whoever still writes, whose rows would not be seen.
        inside.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(sql.SQL(", ").join(tables)))
        inside.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in tables))


# Whoever is in a transaction. Idle ones are pools', and hold nothing.
AT_WORK = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""

"""Makes the two roles and the database that the application needs, from a superuser's address.

    python -m config.roles

The application's role is no superuser, owns nothing and cannot pass by a row policy. The owner's role owns the
tables: migrations, staff admin and the sweeping jobs use it. Safe to run again: it only adds what is missing.
"""

import sys
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import Connection, sql

from config import env


class CannotPrepare(Exception):
    """Carries the one sentence that the operator reads."""


def prepare(superuser_url: str, *, database: str, app_password: str, owner_password: str) -> tuple[str, str]:
    """Return the addresses of the application's and the owner's role."""
    app, owner = f"{database}_app", f"{database}_owner"
    try:
        with psycopg.connect(superuser_url, autocommit=True, connect_timeout=5) as server:
            _require_power(server)
            for role, password, powers in ((app, app_password, "NOBYPASSRLS"), (owner, owner_password, "BYPASSRLS")):
                _make_role(server, role, password, powers)
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        with psycopg.connect(_with(superuser_url, database=database), autocommit=True, connect_timeout=5) as inside:
            grant(inside, app=app, owner=owner)
    except psycopg.Error as error:
        raise CannotPrepare(what_postgres_said(error)) from None
    return (
        _with(superuser_url, database=database, user=app, password=app_password),
        _with(superuser_url, database=database, user=owner, password=owner_password),
    )


def grant(inside: Connection, *, app: str, owner: str) -> None:
    available = "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"
    if not inside.execute(available).fetchone():
        raise CannotPrepare("This Postgres has no pgvector. Install the extension (package postgresql-NN-pgvector), then run it again.")
    names = {"app": sql.Identifier(app), "owner": sql.Identifier(owner), "database": sql.Identifier(inside.info.dbname)}
    for statement in (
        "CREATE EXTENSION IF NOT EXISTS vector",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        # Postgres looks for a table among the temporary ones first, and lets anybody make one.
        "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {app}, {owner}",
        "GRANT TEMPORARY ON DATABASE {database} TO {owner}",
        "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {app}",
        "ALTER ROLE {app} SET statement_timeout = '15s'",
        "ALTER ROLE {app} SET lock_timeout = '3s'",
        "ALTER ROLE {app} SET idle_in_transaction_session_timeout = '30s'",
    ):
        inside.execute(sql.SQL(statement).format(**names))


def what_postgres_said(error: psycopg.Error) -> str:
    first = str(error).strip().partition("\n")[0] or type(error).__name__
    return f"Postgres says: {first.removeprefix('connection failed: ')}"


def name_of(url: str) -> str:
    """Return the database that an address names."""
    return unquote(urlsplit(url).path.strip("/"))


def _require_power(server: Connection) -> None:
    row = server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or not row[0]:
        raise CannotPrepare(
            f"The role {server.info.user} is no superuser and cannot make the two roles that Colloquy needs. "
            "Give a superuser's address once, or make the roles as docs/operations.md says and set DATABASE_OWNER_URL too."
        )


def _make_role(server: Connection, role: str, password: str, powers: str) -> None:
    exists = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    server.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {} PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(role), sql.SQL(powers), sql.Literal(password)
        )
    )


def _with(url: str, *, database: str, user: str | None = None, password: str | None = None) -> str:
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    who = parts.netloc.rpartition("@")[0] if user is None else f"{quote(user)}:{quote(password or '', safe='')}"
    return urlunsplit(parts._replace(netloc=f"{who}@{where}", path=f"/{quote(database)}"))


def main() -> None:
    superuser = env.url("DATABASE_SUPERUSER_URL", ("postgresql", "postgres"))
    app, owner = env.database("DATABASE_URL"), env.database("DATABASE_OWNER_URL")
    database = str(app["NAME"])
    expected = (f"{database}_app", f"{database}_owner")
    if (app["USER"], owner["USER"]) != expected:
        sys.exit(f"DATABASE_URL and DATABASE_OWNER_URL must name the roles {expected[0]} and {expected[1]}.")
    if not app["PASSWORD"] or not owner["PASSWORD"]:
        sys.exit("DATABASE_URL and DATABASE_OWNER_URL must each have a password: the roles get these passwords.")
    try:
        prepare(superuser, database=database, app_password=str(app["PASSWORD"]), owner_password=str(owner["PASSWORD"]))
    except CannotPrepare as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()

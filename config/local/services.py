"""The services that the project runs on, started here unless the environment names others."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

from config import env
from config.roles import CannotPrepare, name_of, prepare, what_postgres_said

from .places import CannotStart, folder, kept_secret
from .postgres import LocalPostgres
from .processes import Child
from .redis import LocalRedis

POSTGRES_SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Services:
    environment: dict[str, str]
    """In which Django finds its database and its Redis."""
    children: list[Child]


@contextmanager
def services(home: Path, *, durable: bool = True, database: str = "colloquy") -> Iterator[Services]:
    logs = folder(home) / "logs"
    children: list[Child] = []
    with ExitStack() as stack:
        if env.is_set("DATABASE_URL"):
            found = _given_database()
        else:
            postgres = LocalPostgres(home, logs / "postgres.log", durable=durable)
            children.append(stack.enter_context(postgres.running()))
            found = _roles(postgres.url, database)
        if env.is_set("REDIS_URL"):
            found["REDIS_URL"] = _given_redis()
        else:
            store = LocalRedis(home, logs / "redis.log")
            children.append(stack.enter_context(store.running()))
            found["REDIS_URL"] = store.url
        yield Services(_without_files(found) | found, children)


def _without_files(found: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in found}


def _roles(superuser_url: str, database: str) -> dict[str, str]:
    try:
        app, owner = prepare(
            superuser_url,
            database=database,
            app_password=kept_secret("database_app"),
            owner_password=kept_secret("database_owner"),
        )
    except CannotPrepare as problem:
        raise CannotStart(str(problem)) from None
    return {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner, "DATABASE_SUPERUSER_URL": superuser_url}


def _given_database() -> dict[str, str]:
    """Use the database that the environment names: as it is with both roles, else make the roles in it."""
    env.database("DATABASE_URL")
    url = env.url("DATABASE_URL", POSTGRES_SCHEMES)
    if not env.is_set("DATABASE_OWNER_URL"):
        try:
            return _roles(url, name_of(url))
        except CannotStart as problem:
            raise CannotStart(f"DATABASE_URL does not work. {problem}") from None
    env.database("DATABASE_OWNER_URL")
    owner = env.url("DATABASE_OWNER_URL", POSTGRES_SCHEMES)
    for name, address in (("DATABASE_URL", url), ("DATABASE_OWNER_URL", owner)):
        _require_vector(name, address)
    return {"DATABASE_URL": url, "DATABASE_OWNER_URL": owner}


def _require_vector(name: str, address: str) -> None:
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            found = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone()
    except psycopg.Error as error:
        raise CannotStart(f"{name} does not work. {what_postgres_said(error)}") from None
    if not found:
        raise CannotStart(f"The database of {name} has no pgvector: run CREATE EXTENSION vector in it as a superuser.")


def _given_redis() -> str:
    url = env.url("REDIS_URL", ("redis", "rediss"))
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            client.ping()
    # The last two are about the address itself, such as an option that no Redis knows.
    except (redis.RedisError, ValueError, TypeError) as error:
        raise CannotStart(f"REDIS_URL does not work. Redis says: {error}") from None
    return url

"""The services that the project runs on, started here unless the environment names others."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from config import env
from config.roles import CannotPrepare, prepare

from .places import CannotStart, folder, kept_secret
from .postgres import LocalPostgres
from .redis import LocalRedis

POSTGRES_SCHEMES = ("postgresql", "postgres")


@contextmanager
def services(home: Path, *, durable: bool = True, database: str = "colloquy") -> Iterator[dict[str, str]]:
    """Yield the environment in which Django finds its database and its Redis."""
    logs = folder(home) / "logs"
    postgres = None if "DATABASE_URL" in os.environ else LocalPostgres(home, logs / "postgres.log", durable=durable)
    store = None if "REDIS_URL" in os.environ else LocalRedis(home, logs / "redis.log")
    try:
        if postgres:
            postgres.start()
            found = _roles(postgres.url, database)
        else:
            found = _given_database()
        if store:
            store.start()
            found["REDIS_URL"] = store.url
        else:
            found["REDIS_URL"] = _given_redis()
        yield os.environ | found
    finally:
        for service in (store, postgres):
            if service:
                service.stop()


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
    url = env.url("DATABASE_URL", POSTGRES_SCHEMES)
    database = urlsplit(url).path.strip("/")
    if not database:
        raise CannotStart("DATABASE_URL names no database; it goes after the last slash.")
    if "DATABASE_OWNER_URL" not in os.environ:
        return _roles(url, database)
    owner = env.url("DATABASE_OWNER_URL", POSTGRES_SCHEMES)
    for name, address in (("DATABASE_URL", url), ("DATABASE_OWNER_URL", owner)):
        try:
            with psycopg.connect(address, connect_timeout=5) as connection:
                if not connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone():
                    raise CannotStart("The database of DATABASE_URL has no pgvector: run CREATE EXTENSION vector in it as a superuser.")
        except psycopg.OperationalError as error:
            raise CannotStart(f"{name}: Postgres cannot be reached: {str(error).strip().splitlines()[0]}") from None
    return {"DATABASE_URL": url, "DATABASE_OWNER_URL": owner}


def _given_redis() -> str:
    url = env.url("REDIS_URL", ("redis", "rediss"))
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            client.ping()
    except redis.RedisError as error:
        raise CannotStart(f"REDIS_URL: Redis cannot be reached: {error}") from None
    return url

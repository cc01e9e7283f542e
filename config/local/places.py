"""Where the local services keep what they must remember."""

import hashlib
import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
LEAST_FREE_BYTES = 300 * 1024 * 1024


class CannotStart(Exception):
    """Carries the one sentence that the person at the terminal reads."""


def folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    space = os.statvfs(path)
    if space.f_bavail * space.f_frsize < LEAST_FREE_BYTES:
        raise CannotStart(f"The disk is nearly full: less than 300 MB are free at {path}. Free some room, then run it again.")
    return path


def kept_secret(name: str) -> str:
    """Return a secret that is made once and then stays."""
    path = folder(LOCAL / "secrets") / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32))
    return path.read_text()


def postgres_home(home: Path) -> Path:
    """Postgres refuses to run as root, and the user that root lends it may not be let into root's folders."""
    if os.geteuid() != 0:
        return home / "postgres"
    return Path("/var/lib/colloquy") / hashlib.sha256(str(home).encode()).hexdigest()[:16]

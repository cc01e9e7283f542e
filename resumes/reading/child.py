"""The parent's side: starts the child, waits no longer than it may, and believes nothing that is out of form."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from resumes.reading.verdict import Format, Problem, Reading, Unreadable

SECONDS = 15
CHILD = Path(__file__).with_name("__main__.py")
MOST_CHARACTERS = 1_000_000
# A résumé needs none of our settings, and these hold every secret there is.
ENVIRONMENT = {"LANG": "C.UTF-8"}
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGALRM)


def read(path: Path) -> Reading:
    """Return a document's text, or raise Unreadable with what is wrong."""
    # A file and no pipe: the kernel sees to it that a child cannot say more than it may.
    with path.open("rb") as file, tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            # -I: nothing from the environment or the folder; -B: it writes no file, compiled ones neither.
            [sys.executable, "-I", "-B", str(CHILD), str(os.getpid())],
            cwd="/",
            env=ENVIRONMENT,
            stdin=file,
            stdout=said,
            stderr=subprocess.DEVNULL,
            # Whatever it started ends with it. No session of its own: Linux would give that a whole share of the processors.
            process_group=0,
        )
        try:
            code = child.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise Unreadable(Problem.TOO_SLOW) from None
        finally:
            _end(child)
        said.seek(0)
        return _understood(said.read(), code)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _understood(said: bytes, code: int) -> Reading:
    if code in OUT_OF_TIME:
        raise Unreadable(Problem.TOO_SLOW)
    if code == -signal.SIGKILL:
        # Not by us: the kernel, when the machine's memory runs out.
        raise Unreadable(Problem.TOO_MUCH_MEMORY)
    try:
        found: dict[str, Any] = json.loads(said)
        if "problem" in found:
            raise Unreadable(Problem(found["problem"]))
        return Reading(Format(found["format"]), _clean(found["text"]), int(found["pages"]), str(found["reader"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        # It fell over: a broken file's doing, whatever it was.
        raise Unreadable(Problem.DAMAGED) from None


def _clean(text: str) -> str:
    """Postgres takes no NUL, and half a surrogate is no character."""
    text = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return text[:MOST_CHARACTERS]

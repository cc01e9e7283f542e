"""The parent's side: starts the child, waits no longer than it may, and believes nothing that is out of form."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from resumes.reading.verdict import Format, Problem, Reading, Starved, Unreadable

SECONDS = 15
# Who had less of a processor in all that time than this was kept waiting.
LEAST_CPU_SECONDS = 5
CHILD = Path(__file__).with_name("__main__.py")
MOST_CHARACTERS = 1_000_000
# A résumé needs none of our settings, and these hold every secret there is.
ENVIRONMENT = {"LANG": "C.UTF-8"}
OUT_OF_CPU_TIME, OUT_OF_WALL_TIME = -signal.SIGXCPU, -signal.SIGALRM
BETWEEN_LOOKS = 0.01


def read(path: Path) -> Reading:
    """Return a document's text, or raise Unreadable with what is wrong, or Starved."""
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
            code, cpu_seconds = _ended(child)
        finally:
            _end(child)
        if code == OUT_OF_WALL_TIME and cpu_seconds < LEAST_CPU_SECONDS:
            raise Starved
        said.seek(0)
        return _understood(said.read(), code)


def _ended(child: "subprocess.Popen[bytes]") -> tuple[int, float]:
    """How it ended, and how long it had a processor, which its own wait() does not tell."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, used.ru_utime + used.ru_stime
        time.sleep(BETWEEN_LOOKS)
    os.killpg(child.pid, signal.SIGKILL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return OUT_OF_WALL_TIME, used.ru_utime + used.ru_stime


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _understood(said: bytes, code: int) -> Reading:
    if code in (OUT_OF_CPU_TIME, OUT_OF_WALL_TIME):
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

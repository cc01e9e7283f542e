"""Runs in a process of its own that knows no Django: see its one user."""

import os
import resource
from pathlib import Path

from resumes.reading.child import read
from resumes.reading.verdict import Problem, Reading, Starved, Unreadable


def outcome(path: Path) -> tuple[Reading | Problem | None, int, int]:
    """What came of it, the kilobytes of the largest child so far, and this process. None: the machine had no processor for it."""
    found: Reading | Problem | None = None
    try:
        found = read(path)
    except Unreadable as why:
        found = why.problem
    except Starved:
        pass
    return found, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, os.getpid()

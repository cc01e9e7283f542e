"""`make` as our parent."""

import os
import signal
from pathlib import Path

from .processes import die_with_parent


def end_with_make() -> None:
    if is_parent():
        die_with_parent(signal.SIGTERM)


def is_parent() -> bool:
    return "MAKELEVEL" in os.environ


def is_interrupted() -> bool:
    """Say whether make was sent a SIGINT of its own: it waits for us then, tells us nothing, and has put its handler away."""
    try:
        status = Path(f"/proc/{os.getppid()}/status").read_text()
    except OSError:
        return False
    masks = dict(line.split(":\t") for line in status.splitlines() if line.startswith(("SigIgn:", "SigCgt:")))
    return is_parent() and not any(int(mask, 16) & 1 << (signal.SIGINT - 1) for mask in masks.values())

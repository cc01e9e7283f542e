"""Child processes that never outlive us, however we end."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

PR_SET_PDEATHSIG = 1


def die_with_parent(with_signal: signal.Signals) -> None:
    """Ask Linux to send us a signal when the parent ends, kill -9 included. Elsewhere nothing can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, with_signal)


def _in_child(parent: int, with_signal: signal.Signals) -> Callable[[], None]:
    def ask() -> None:
        die_with_parent(with_signal)
        if os.getppid() != parent:
            os.kill(os.getpid(), with_signal)

    return ask


@dataclass
class Child:
    name: str
    args: list[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    user: str | None = None
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Child":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.args,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(self.env),
                # Its own session: Ctrl-C reaches us alone, and we end the children in order.
                start_new_session=True,
                preexec_fn=_in_child(os.getpid(), self.death_signal),
                **as_user(self.user),
            )
        return self

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, patience: float = 10) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1] if lines else "it said nothing"


class Identity(TypedDict, total=False):
    user: str
    group: str
    extra_groups: list[str | int]
    cwd: str


def as_user(user: str | None) -> Identity:
    return {"user": user, "group": "nogroup", "extra_groups": [], "cwd": "/"} if user else {}

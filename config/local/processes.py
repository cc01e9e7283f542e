"""Child processes that never outlive us, however we end."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .places import ROOT

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


def die_with_parent(with_signal: signal.Signals) -> None:
    """Ask Linux to send us a signal when the parent ends, kill -9 included. Elsewhere nothing can."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, with_signal)


def _in_child(parent: int, with_signal: signal.Signals) -> Callable[[], None]:
    def ask() -> None:
        die_with_parent(with_signal)
        if os.getppid() != parent:
            os.kill(os.getpid(), with_signal)

    return ask


def lent_user() -> pwd.struct_passwd | None:
    """Postgres refuses to run as root, so root lends it a user with no rights."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


@dataclass
class Child:
    name: str
    args: list[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path = ROOT
    stop_signal: signal.Signals = signal.SIGTERM
    death_signal: signal.Signals = signal.SIGKILL
    user: pwd.struct_passwd | None = None
    process: subprocess.Popen[bytes] | None = None
    said_before: int = 0

    def start(self) -> "Child":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.said_before = output.tell()
            self.process = subprocess.Popen(
                self.args,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(self.env),
                cwd=self.folder,
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                # Its own session: Ctrl-C reaches us alone, and we end the children in order.
                start_new_session=True,
                preexec_fn=_in_child(os.getpid(), self.death_signal),
            )
        return self

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def run_to_end(self) -> bool:
        """Return whether it ended well."""
        with running([self]):
            return self.process is not None and self.process.wait() == 0

    def stop(self, patience: float = 10) -> None:
        self.ask_to_stop()
        if self.process is not None:
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.is_running:
            self.process.send_signal(self.stop_signal)

    def last_words(self) -> str:
        """Return what it said at the end, and rather its last complaint than its farewell."""
        lines = self.log.read_bytes()[self.said_before :].decode(errors="replace").strip().splitlines()
        complaints = [line for line in lines if any(word in line.lower() for word in ("error", "fatal", "panic"))]
        return (complaints or lines or ["it said nothing"])[-1].strip()


@contextmanager
def running(children: Sequence[Child], *, patience: float = 10) -> Iterator[None]:
    try:
        for child in children:
            child.start()
        yield
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop(patience)

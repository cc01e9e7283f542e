"""A provider that keeps failing is left alone for a while, so that nobody waits for it."""

import threading
from collections import deque

FAILURES = 5
WITHIN_SECONDS = 30
OPEN_SECONDS = 30


class Circuit:
    """Closed, it lets everybody through. Open, nobody. After a while one probe goes, and decides."""

    def __init__(self) -> None:
        self._failed_at: deque[float] = deque(maxlen=FAILURES)
        self._open_until: float | None = None
        self._probe_since: float | None = None
        # Calls come from several event loops, each in a thread of its own.
        self._lock = threading.Lock()

    def lets_through(self, now: float) -> bool:
        with self._lock:
            if self._open_until is None:
                return True
            # A probe whose caller vanished must not keep the circuit open for ever.
            if now < self._open_until or (self._probe_since is not None and now < self._probe_since + OPEN_SECONDS):
                return False
            self._probe_since = now
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failed_at.clear()
            self._open_until = self._probe_since = None

    def failed(self, now: float) -> None:
        with self._lock:
            self._failed_at.append(now)
            was_probe = self._probe_since is not None
            is_too_often = len(self._failed_at) == FAILURES and now - self._failed_at[0] <= WITHIN_SECONDS
            if was_probe or is_too_often:
                self._open_until = now + OPEN_SECONDS
            self._probe_since = None

    def said_nothing(self) -> None:
        """The attempt ended without showing whether the provider is well."""
        with self._lock:
            self._probe_since = None

    def is_open(self, now: float) -> bool:
        with self._lock:
            return self._open_until is not None and now < self._open_until

"""Waiting without sleeping blindly: ask until it is so, and say what was seen last when it never is."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
# How much longer anything may take than on a quiet machine. Nothing waits for it but a test that fails anyway: what must not take
# longer measures its time itself.
PATIENCE = 6
# So many seconds a busy machine may stand still. Whoever measures allows for them, and lets what would be wrong take far longer.
SLACK = 5


def eventually(check: Callable[[], T], *, within: float, every: float = 0.05, patience: float = PATIENCE) -> T:
    """Return the first true answer of `check`, which a quiet machine has `within` so many seconds.

    What it raises meanwhile counts as "not yet".
    """
    deadline = time.monotonic() + within * patience
    last: object = None
    while time.monotonic() < deadline:
        try:
            answer = check()
            if answer:
                return answer
            last = answer
        except AssertionError:
            raise
        except Exception as error:  # noqa: BLE001
            last = error
        time.sleep(every)
    raise TimeoutError(f"not within {within * patience:g} s; the last answer was {last!r}")

"""Waiting without sleeping blindly: ask until it is so, and say what was seen last when it never is."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(check: Callable[[], T], *, within: float, every: float = 0.05) -> T:
    """Return the first true answer of `check`; what it raises meanwhile counts as "not yet"."""
    deadline = time.monotonic() + within
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
    raise TimeoutError(f"not within {within} s; the last answer was {last!r}")

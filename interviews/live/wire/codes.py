"""Why a line ends, why something was refused, and what may be done."""

from enum import IntEnum, StrEnum


class Code(IntEnum):
    """Why a line ends, as its closing frame says it."""

    TRY_AGAIN = 1011
    RESTARTS = 1012
    BAD_MESSAGE = 4400
    NO_TICKET = 4401
    NOT_ALLOWED = 4403
    NO_HELLO = 4408
    TAKEN_OVER = 4409
    OVER = 4410
    TOO_LARGE = 4413
    TOO_MANY = 4429

    @property
    def is_resumable(self) -> bool:
        """Whether a page that connects again by itself does right."""
        return self in (Code.TRY_AGAIN, Code.RESTARTS, Code.NO_TICKET, Code.NO_HELLO, Code.TOO_MANY)


class Why(StrEnum):
    """Why something was refused while the line stays open."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_YOURS = "not-yours"
    # Of sound: pieces are not there, or together are not what was recorded.
    MISSING = "missing"
    DAMAGED = "damaged"
    TOO_MUCH = "too-much"
    # Of a camera: there is to be none, or it is no recording of one.
    NO_CAMERA = "no-camera"
    UNREADABLE = "unreadable"


class Do(StrEnum):
    REPEAT = "repeat"
    SLOWER = "slower"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    HELP = "help"


# Acts that are about the turn which stands on the page.
OF_TURN = (Do.REPEAT, Do.SLOWER, Do.SKIP)


class Fault(Exception):
    """Not what a page of ours says."""

    def __init__(self, code: Code) -> None:
        self.code = code

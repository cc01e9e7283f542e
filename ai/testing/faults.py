"""What can go wrong out there, and for which request it shall."""

from dataclasses import dataclass
from enum import StrEnum

from .values import Json, number, text

FOREVER = 60.0


class Fault(StrEnum):
    HTTP_401 = "http_401"
    HTTP_429 = "http_429"
    HTTP_500 = "http_500"
    # Anthropic's 529
    HTTP_503 = "http_503"
    # nobody listens on the port
    REFUSE = "refuse"
    # read, then broken off with a TCP reset
    RESET = "reset"
    # read, then never answered
    SILENCE = "silence"
    # half of the answer, then the end
    CUT = "cut"
    # half of the answer, then nothing more
    STALL = "stall"
    # one byte a second
    DRIBBLE = "dribble"
    # 50 MB
    HUGE = "huge"
    # a page of a proxy
    WRONG_TYPE = "wrong_type"
    # no JSON, no sound
    MALFORMED = "malformed"
    # JSON, but not what was asked for
    WRONG_SHAPE = "wrong_shape"
    EMPTY = "empty"
    REFUSAL = "refusal"
    # as if the most tokens that were allowed did not suffice
    LENGTH = "length"


@dataclass(slots=True)
class Rule:
    """A fault, for one ability or every one, for so many requests or for ever."""

    fault: Fault
    ability: str | None = None
    times: int | None = None
    retry_after: float = 1
    # how long a silence, a stall or a refusal to listen lasts; for a dribble, the pause between two bytes
    seconds: float | None = None

    def fits(self, ability: str) -> bool:
        return self.times != 0 and self.ability in (None, ability)

    def use(self) -> None:
        if self.times is not None:
            self.times -= 1


def rule_from_json(value: Json) -> Rule:
    return Rule(
        fault=Fault(text(value.get("fault"))),
        ability=text(value.get("ability")) or None,
        times=int(number(value["times"])) if value.get("times") is not None else None,
        retry_after=number(value.get("retry_after"), 1),
        seconds=number(value["seconds"]) if value.get("seconds") is not None else None,
    )


def rule_from_header(line: str) -> Rule | None:
    """Read `http_429;retry_after=2`."""
    if not line:
        return None
    name, *settings = line.replace(" ", "").split(";")
    values = {key: float(value) for key, _, value in (setting.partition("=") for setting in settings)}
    return Rule(Fault(name), times=1, retry_after=values.get("retry_after", 1), seconds=values.get("seconds"))

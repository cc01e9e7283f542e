"""Who stands before whom. Pure. Two whose ranges overlap are a tie: the numbers do not say which of them did better.

To tie is not handed on: A may tie with B, and B with C, while A is ahead of C. So each place is a range, from the best that the
numbers allow to the worst.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reports.scoring import HIGHEST, LOWEST

# Of levels that are one number worked out in two ways.
NOISE = 9


@dataclass(frozen=True, slots=True)
class Standing:
    key: str
    # None: not enough was shown, and they have no place.
    level: float | None
    uncertainty: float = 0.0

    @property
    def low(self) -> float:
        return round(max((self.level or 0) - self.uncertainty, LOWEST), NOISE)

    @property
    def high(self) -> float:
        return round(min((self.level or 0) + self.uncertainty, HIGHEST), NOISE)

    def is_ahead_of(self, other: "Standing") -> bool:
        return self.level is not None and other.level is not None and self.low > other.high


@dataclass(frozen=True, slots=True)
class Place:
    key: str
    best: int
    worst: int

    @property
    def ties(self) -> int:
        """With how many others."""
        return self.worst - self.best

    @property
    def words(self) -> str:
        return f"{self.best}" if self.best == self.worst else f"{self.best}–{self.worst}"


def places(standings: Iterable[Standing]) -> tuple[Place, ...]:
    """Of those who have a level, best places first. Inside a tie names decide: an order by level would say what it does not know."""
    placed = [each for each in standings if each.level is not None]
    lows, highs = sorted(each.low for each in placed), sorted(each.high for each in placed)
    found = (
        Place(
            each.key,
            1 + len(lows) - bisect_right(lows, each.high),
            len(highs) - bisect_left(highs, each.low),
        )
        for each in placed
    )
    return tuple(sorted(found, key=lambda place: (place.best, place.worst, place.key)))


def all_tie(standings: Iterable[Standing]) -> bool:
    placed = [each for each in standings if each.level is not None]
    return not placed or max(each.low for each in placed) <= min(each.high for each in placed)

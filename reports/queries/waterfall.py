"""Numbers of the drawing of how long replies took: one line for each answer, from its end to when the reply was heard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviews.queries.latency import MOMENTS, TurnTaken

WIDTH, LEFT, RIGHT = 320, 34, 270
LINE_HEIGHT, HEAD, FOOT = 20, 6, 44
# What takes longer is cut here, and its number says how long it took: one bad minute would leave nothing to see of the others.
LONGEST = 15_000
STEPS = (100, 250, 500, 1_000, 2_000, 5_000)
MOST_TICKS = 6
NAMES = {"transcribed": "Transcript", "first_word": "First word", "first_sound": "First sound", "heard": "Heard"}
LEGEND_STEP = 80


@dataclass(frozen=True, slots=True)
class Bar:
    """From the moment before to this one."""

    moment: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    turn: int
    y: int
    bars: tuple[Bar, ...]
    total: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    lines: tuple[Line, ...]
    # x, seconds
    ticks: tuple[tuple[float, str], ...]
    # x, moment, name
    legend: tuple[tuple[int, str, str], ...]
    height: int
    label: str
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT

    @property
    def axis(self) -> int:
        """Where the seconds stand."""
        return self.height - FOOT + 14

    @property
    def foot(self) -> int:
        return self.height - 6


def drawing_of(turns: Sequence[TurnTaken]) -> Drawing | None:
    """None: of no reply it is known."""
    known = [turn for turn in turns if _last(turn) is not None]
    if not known:
        return None
    end = min(max(*(_last(turn) or 0 for turn in known), STEPS[0]), LONGEST)
    lines = tuple(_line(turn, HEAD + LINE_HEIGHT * at, end) for at, turn in enumerate(known))
    step = next((step for step in STEPS if end / step <= MOST_TICKS), STEPS[-1])
    ticks = tuple((_x(ms, end), seconds(ms)) for ms in range(0, end + 1, step))
    legend = tuple((LEGEND_STEP * at + 4, moment, NAMES[moment]) for at, moment in enumerate(MOMENTS))
    said = "; ".join(f"turn {line.turn}: {line.total}" for line in lines)
    label = f"From the end of each answer to the last that is known of the reply, in seconds. {said}"
    return Drawing(lines, ticks, legend, HEAD + LINE_HEIGHT * len(lines) + FOOT, label)


def seconds(ms: int) -> str:
    return f"{ms / 1000:.2f}".rstrip("0").rstrip(".")


def _line(turn: TurnTaken, y: int, end: int) -> Line:
    last = _last(turn) or 0
    return Line(turn.turn, y + LINE_HEIGHT // 2, tuple(_bars(turn, end)), f"{last / 1000:.2f}", last > end)


def _bars(turn: TurnTaken, end: int) -> Iterator[Bar]:
    """What was there before it was needed, because it was drafted ahead, takes no time."""
    before = 0
    for moment in MOMENTS:
        at = turn.moments[moment]
        if at is not None and min(at, end) > before:
            yield Bar(moment, _x(before, end), round(_x(min(at, end), end) - _x(before, end), 1))
            before = min(at, end)


def _last(turn: TurnTaken) -> int | None:
    return max((ms for ms in turn.moments.values() if ms is not None), default=None)


def _x(ms: int, end: int) -> float:
    return round(LEFT + ms / end * (RIGHT - LEFT), 1)

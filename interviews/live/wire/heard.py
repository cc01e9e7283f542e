"""What a room's page says, once it was judged."""

from dataclasses import dataclass

from interviews.live.wire.codes import Do


@dataclass(frozen=True, slots=True)
class Hello:
    ticket: str


@dataclass(frozen=True, slots=True)
class Draft:
    turn: int
    rev: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Act:
    do: Do
    turn: int


@dataclass(frozen=True, slots=True)
class Listened:
    """How far they have heard what was said to them. With no time at all it begins to be heard."""

    turn: int
    sentence: int
    ms: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Ping:
    pass


@dataclass(frozen=True, slots=True)
class Piece:
    turn: int
    epoch: int
    segment: int
    number: int
    data: bytes
    of_camera: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A recording is complete."""

    turn: int
    epoch: int
    segment: int
    pieces: int
    ms: int
    sha256: str
    # What the browser itself understood.
    text: str = ""
    # What the page's own meter found wrong with the sound.
    problems: tuple[str, ...] = ()
    of_camera: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """They start their answer anew: this recording of it and those before do not count."""

    turn: int
    epoch: int
    segment: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer is complete that was spoken, in these segments."""

    turn: int
    segments: tuple[tuple[int, int], ...]
    # How long ago its last sound was.
    ended_ms: int


Heard = Hello | Draft | Answer | Act | Listened | Ping | Piece | Segment | Again | Spoken

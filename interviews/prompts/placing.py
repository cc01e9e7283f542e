"""The task that says which of the library's domains the pieces of a résumé are about."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field

from ai.task import Task

MOST_PIECES = 60
MOST_DOMAINS = 3


@dataclass(frozen=True, slots=True)
class PieceToPlace:
    number: int
    text: str
    # The domains that lie nearest by meaning, the nearest first.
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceInputs:
    headline: str
    domains: tuple[str, ...] = ()
    pieces: tuple[PieceToPlace, ...] = ()


class PlacedPiece(BaseModel):
    number: int
    # The best first; none where none fits.
    domains: list[Annotated[str, Field(max_length=60)]] = Field(max_length=MOST_DOMAINS)


class Placed(BaseModel):
    pieces: list[PlacedPiece] = Field(max_length=MOST_PIECES)


def placed_by_meaning(inputs: PlaceInputs) -> Placed:
    return Placed(pieces=[PlacedPiece(number=piece.number, domains=list(piece.near)) for piece in inputs.pieces])


PLACE_PIECES = Task(
    name="place_pieces",
    prompt_file=Path(__file__).with_name("place_pieces.md"),
    inputs=PlaceInputs,
    output=Placed,
    max_tokens=2500,
    fallback=placed_by_meaning,
)

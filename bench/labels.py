"""What suits what, as people labelled it: spoken answers and the follow-ups to them, typed phrases and the questions for them.

They were written before anything was tuned. Every second one is held out: nothing was chosen by what it found.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Answer:
    question: str
    text: str
    # A follow-up goes by its question's key and its place there: "backend-query-grown-slow:0".
    suits: frozenset[str]
    is_held_out: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    # Keys of questions.
    suits: frozenset[str]
    is_held_out: bool


@cache
def answers() -> tuple[Answer, ...]:
    rows = [row for path in sorted((HERE / "answers").glob("*.toml")) for row in _rows(path, "answer")]
    return tuple(Answer(row["question"], row["text"].strip(), frozenset(row["suits"]), row.get("held_out", False)) for row in rows)


@cache
def phrases() -> tuple[Phrase, ...]:
    return tuple(Phrase(row["text"], frozenset(row["suits"]), row.get("held_out", False)) for row in _rows(HERE / "phrases.toml", "phrase"))


def hits(found: list[list[str]], labelled: Sequence[Answer | Phrase], k: int, *, held_out: bool | None = None) -> float:
    """The share for which something that suits is among the first k; of one half, or of all."""
    pairs = [(first, each) for first, each in zip(found, labelled, strict=True) if held_out in (None, each.is_held_out)]
    return sum(not each.suits.isdisjoint(first[:k]) for first, each in pairs) / len(pairs)


def chance(pools: list[list[str]], labelled: Sequence[Answer | Phrase], k: int) -> float:
    """The share that picking blindly would hit."""
    shares = []
    for pool, each in zip(pools, labelled, strict=True):
        wrong = len(pool) - len(each.suits.intersection(pool))
        shares.append(1 - comb(wrong, k) / comb(len(pool), k))
    return sum(shares) / len(shares)


def _rows(path: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return rows

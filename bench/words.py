"""Makes the file of known words for the built-in vectors from the question library: python -m bench.words

Words that the same questions use get directions that lie close together: the main directions of the table of questions and
words, each word weighted by how rare it is. Vectors change with the file, so lexical.NAME has to change too.
"""

import math
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from ai.lexical import COMMON, DIRECTIONS, FILE, ZERO, words_of

# How finely a direction is written down, and how often a word has to be used to get one.
STEPS, LEAST = 7, 2
LIBRARY = Path(__file__).parents[1] / "interviews" / "library"


def lines() -> list[str]:
    questions = [question for path in sorted(LIBRARY.glob("*.toml")) for question in tomllib.loads(path.read_text("utf-8"))["question"]]
    rarity = _rarity([text for question in questions for text in _texts(question)])
    place = {word: number for number, word in enumerate(sorted(rarity))}
    table = np.zeros((len(questions), len(place)))
    for row, question in enumerate(questions):
        everything = " ".join((*_texts(question), question["shows"], *question["anchors"]))
        for word, count in Counter(words_of(everything)).items():
            if word in place:
                table[row, place[word]] = (1 + math.log(count)) * rarity[word]
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    arrows = np.linalg.svd(table, full_matrices=False)[2][:DIRECTIONS].T
    return [_line(word, rarity[word] * arrows[number]) for word, number in place.items()]


def _texts(question: dict[str, Any]) -> list[str]:
    return [question["text"], question["ideal"], *(f"{each['when']} {each['text']}" for each in question["follow_up"])]


def _rarity(texts: list[str]) -> dict[str, float]:
    used = Counter(word for text in texts for word in set(words_of(text)) - COMMON)
    return {word: math.log((len(texts) + 1) / (times + 1)) for word, times in used.items() if times >= LEAST}


def _line(word: str, arrow: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> str:
    step = float(np.abs(arrow).max()) / STEPS
    return f"{word} {step:.4f} {''.join(chr(ZERO + round(value / step)) for value in arrow)}"


if __name__ == "__main__":
    FILE.write_text("\n".join(lines()) + "\n", encoding="utf-8")

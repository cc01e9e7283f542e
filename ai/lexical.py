"""Vectors without a model: texts that share words, or parts of words, lie close together.

Each word of a text, each pair of neighbours and each run of three to five letters is hashed to one of 384 places, with a
sign, and adds its weight there. What every text has (the, and, you) weighs next to nothing; a second mention adds less than
the first. The result depends on the text alone: no state, no randomness, the same in every process and on every machine.

NAME changes whenever a vector would: stored vectors are compared only with those of their own name.
"""

import math
import re
from collections import Counter
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from ai.results import DIMENSIONS

NAME = "lexical-1"
WORD, PAIR, PART = 1.0, 0.6, 0.35
ENDINGS = ("ations", "ation", "ingly", "ings", "edly", "ment", "ness", "ing", "ies", "ied", "est", "ed", "ly", "er", "es", "s")
# The words that most texts have, so that they say nothing about what a text is about.
COMMON = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by can
    could did do does doing done down during each else etc few for from further get gets getting give given go goes going got
    had has have having he her here hers him his how i if in into is it its itself just let like make makes many me might more
    most much must my myself no nor not now of off on once one only or other our out over own per please put quite rather
    really said same say see shall she should so some such take tell than that the their them then there these they thing
    things this those through to too under until up upon us use used using very want was way we well went were what when
    where which while who whom why will with within without would yes yet you your yours
    der die das und ist nicht ein eine ich sie wir mit für auf von zu im den dem wie was haben hat
    le la les un une des et est que qui dans pour pas avec sur je nous vous ce cette ont
    el los las una y es que en para no con por se lo su como más""".split()  # noqa: SIM905 - a list of this is a page long
)
COMMON_WEIGHT = 0.08
_words = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[+#]+")


def embed(text: str) -> tuple[float, ...]:
    words = [_stem(word) for word in _words.findall(text.lower())]
    vector = [0.0] * DIMENSIONS
    for word, count in Counter(words).items():
        _add(vector, _places(word), 1 + math.log(count))
    for pair, count in Counter(pairwise(words)).items():
        weight = PAIR * min(_weight(pair[0]), _weight(pair[1]))
        _add(vector, ((*_place(f"{pair[0]} {pair[1]}"), weight),), 1 + math.log(count))
    return _unit(vector)


def _stem(word: str) -> str:
    """Cut an ending, so that "deployed" and "deployments" meet. Common words stay whole."""
    if word in COMMON:
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _weight(word: str) -> float:
    return COMMON_WEIGHT if word in COMMON else 1.0


@lru_cache(maxsize=50_000)
def _places(word: str) -> tuple[tuple[int, float, float], ...]:
    """Return where a word and its parts go: place, sign, weight."""
    whole = ((*_place(word), WORD * _weight(word)),)
    if word in COMMON or len(word) < 4:
        return whole
    edged = f"^{word}$"
    parts = [edged[at : at + size] for size in (3, 4, 5) for at in range(len(edged) - size + 1)]
    # A long word has more parts; together they weigh the same as a short one's.
    return whole + tuple((*_place(f"~{part}"), PART / math.sqrt(len(parts))) for part in parts)


def _place(feature: str) -> tuple[int, float]:
    number = int.from_bytes(blake2b(feature.encode(), digest_size=4).digest())
    return number % DIMENSIONS, 1.0 if number >> 31 else -1.0


def _add(vector: list[float], places: tuple[tuple[int, float, float], ...], times: float) -> None:
    for place, sign, weight in places:
        vector[place] += sign * weight * times


def _unit(vector: list[float]) -> tuple[float, ...]:
    length = math.sqrt(sum(value * value for value in vector))
    if not length:
        # A text without words is near to nothing, and a vector without length cannot be compared.
        return (1.0, *vector[1:])
    return tuple(value / length for value in vector)

"""Vectors without a model: texts about the same things lie close together.

The first half of a vector says what a text is about. Each word that the question library knows has a direction there, found
once from which words its questions, answers and follow-ups use together, and stands in the file beside this module; a rare
word has a longer arrow than a frequent one. The second half is for every other word, names and other languages: the word and
each run of three to five of its letters is hashed to one of the places, with a sign. A second mention adds less than the
first. The result depends on the text and that file alone: no state, no randomness, the same in every process and on every
machine.

NAME changes whenever a vector would: stored vectors are compared only with those of their own name.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from ai.results import DIMENSIONS

NAME = "lexical-2"
# One word a line: the word, how long its arrow is, and a letter for each direction; "h" is nought.
FILE = Path(__file__).with_name("lexical.words")
DIRECTIONS = DIMENSIONS // 2
ZERO = ord("h")
WORD, PART = 2.0, 1.0
ENDINGS = ("ations", "ation", "ingly", "ings", "edly", "ment", "ness", "ing", "ies", "ied", "est", "ed", "ly", "er", "es", "s")
# The words that most texts have, so that they say nothing about what a text is about.
COMMON = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by ca can
    could did do does doing done down during each else etc few for from further get gets getting give given go goes going got
    had has have having he her here hers him his how i if in into is it its itself just let like make makes many me might more
    most much must my myself no nor not now of off on once one only or other our out over own per please put quite rather
    really said same say see shall she should so some such take tell than that the their them then there these they thing
    things this those through to too under until up upon us use used using very want was way we well went were what when
    where which while who whom why will with within without wo would yes yet you your yours
    der die das und ist nicht ein eine ich sie wir mit für auf von zu im den dem wie was haben hat
    le la les un une des et est que qui dans pour pas avec sur je nous vous ce cette ont
    el los las una y es que en para no con por se lo su como más""".split()  # noqa: SIM905 - a list of this is a page long
)
COMMON_WEIGHT = 0.02
# Letters. With fifty thousand words of this length some 30 MB are kept.
LONGEST_KEPT = 60
_words = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[+#]+")
_short_forms = re.compile(r"(n['’]t|['’](s|d|ll|ve|re|m))$")


def embed(text: str) -> tuple[float, ...]:
    vector = [0.0] * DIMENSIONS
    known = _known()
    for word, count in Counter(words_of(text)).items():
        times = 1 + math.log(count)
        arrow = known.get(word)
        if arrow:
            for place, value in enumerate(arrow):
                vector[place] += times * value
        else:
            for place, value in _arrows(word):
                vector[place] += times * value
    return _unit(vector)


def words_of(text: str) -> list[str]:
    return [_stem(_short_forms.sub("", word)) for word in _words.findall(text.lower())]


def is_ordinary(word: str) -> bool:
    """Whether most texts have it, or the question library knows it: what stands in neither may be a name."""
    return any(each in COMMON or each in _known() for each in words_of(word))


def _stem(word: str) -> str:
    """Cut an ending, so that "deployed" and "deployments" meet. Common words stay whole."""
    if word in COMMON:
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@cache
def _known() -> "dict[str, array[float]]":
    lines = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines())
    return {word: array("f", (float(length) * (ord(letter) - ZERO) for letter in letters)) for word, length, letters in lines}


def _arrows(word: str) -> "Iterator[tuple[int, float]]":
    """Return where a word that is not known and its parts go, and with how much weight and which sign."""
    # What nobody writes as one word is counted anew each time: whoever answers could fill the memory with it.
    own, *parts = _places(word) if len(word) <= LONGEST_KEPT else _places.__wrapped__(word)
    yield abs(own), math.copysign(COMMON_WEIGHT * WORD if word in COMMON else WORD, own)
    for part in parts:
        # A long word has more parts; together they weigh the same as a short one's.
        yield abs(part), math.copysign(PART / math.sqrt(len(parts)), part)


@lru_cache(maxsize=50_000)
def _places(word: str) -> "array[int]":
    """The word's own place, then those of its parts; below nought where the sign is. Two bytes each, for what is kept."""
    if word in COMMON or len(word) < 3:
        return array("h", (_place(word),))
    edged = f"^{word}$"
    parts = (edged[at : at + size] for size in (3, 4, 5) for at in range(len(edged) - size + 1))
    return array("h", (_place(word), *(_place(f"~{part}") for part in parts)))


def _place(feature: str) -> int:
    number = int.from_bytes(blake2b(feature.encode(), digest_size=4).digest())
    place = DIRECTIONS + number % DIRECTIONS
    return place if number >> 31 else -place


def _unit(vector: list[float]) -> tuple[float, ...]:
    length = math.sqrt(sum(value * value for value in vector))
    if not length:
        # A text without words is near to nothing, and a vector without length cannot be compared.
        return (1.0, *vector[1:])
    return tuple(value / length for value in vector)

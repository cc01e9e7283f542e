"""A person's name as they say or type it: in any case, without accents, in another order, and in part.

A part alone may be a word ("mark", "schon", "claire") or an acronym ("RAM"): in small letters, and in a few capitals, it stays,
unless somebody says that they are called so.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ai.lexical import is_ordinary

# Shorter ones stand everywhere: "An", "Li", initials. They are covered beside other parts, and where they are introduced.
SHORTEST_ALONE = 3
# In capitals, up to so many letters may stand for something else: "RAM", "DOM".
LONGEST_ACRONYM = 4
# All of a name in one word. Shorter ones may be a word: "Sing Le".
SHORTEST_IN_ONE_WORD = 8
# What is longer is nobody's name, and takes long to compare.
LONGEST = 100
PARTICLES = frozenset(
    """af al am an av bin d da dal das de del della den der des di do dos du e el ibn in la las le les los o of the und van vom von y z zu
    zum zur""".split()  # noqa: SIM905 - a list is pages long
)
# Letters that no accent can be taken from.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Accents and vowels that stand on a letter, and joiners that nobody sees: parts of a word.
MARKS = frozenset(("Mn", "Mc", "Cf"))

_word = re.compile(r"[^\W\d_](?:[^\W\d_]+|\u0301+)*")
_between = re.compile(r"[.,]?[\s_'’‐–-]{0,2}")
_sentence = re.compile(r"[^.!?\n]+")
_called = re.compile(
    r"\b(?:my (?:first |last |full |sur)?name(?: is|['’]s)|(?:please |just )?call me|I am called"
    r"|mein (?:vor|nach)?name ist|ich hei(?:ß|ss)e|je m['’]appelle|mon (?:pré)?nom est|me llamo|mi (?:nombre|apellido) es)[\s:,]+$",
    re.IGNORECASE,
)
_am = re.compile(r"\b(?:I am|I['’]m|this is|ich bin(?: die| der)?|hier ist|je suis|soy)\s+$", re.IGNORECASE)
# Somebody who said who they are goes on so; "I am long in this trade" does not.
_and_no_more = re.compile(r"\s*(?:$|[.,;:!?)\n–-]|(?:and|und|et|y|from|aus|de|here|hier|who|i|ich|je|yo)\b)", re.IGNORECASE)
# Somebody who is asked: "what broke, dana?"
_asks, _asked = re.compile(r",\s+$"), re.compile(r"\s?\?")
# Of what stands before a name.
_LOOKED_BACK = 40


@dataclass(frozen=True, slots=True)
class _Part:
    forms: frozenset[str]
    is_particle: bool = False
    # It may mean something else.
    is_word: bool = False
    is_whole_name: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    text: str
    part: _Part
    # Where most letters are capitals, they tell nothing.
    is_amid_capitals: bool

    @property
    def is_small(self) -> bool:
        return self.text[0].islower()

    @property
    def may_be_a_word(self) -> bool:
        """Where nothing beside it says that it is a name."""
        is_acronym = self.text.isupper() and len(self.text) <= LONGEST_ACRONYM and not self.is_amid_capitals
        return self.is_small or is_acronym

    @property
    def stands_alone(self) -> bool:
        return not self.part.is_particle and len(self.text) >= SHORTEST_ALONE and not self.may_be_a_word


def places_of(person: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the name, or a part of it that is sure to be one, stands in what somebody said."""
    by_form, times = _parts(person)
    for run in _runs(text, by_form, times) if by_form else ():
        if _is_the_person(run, text, times.total()):
            yield run[0].start, run[-1].end
        else:
            yield from ((each.start, each.end) for each in run if each.stands_alone)


def _is_the_person(run: list[_Said], text: str, parts: int) -> bool:
    """All of it, several parts beside each other, or one with which somebody is introduced or asked."""
    if (len(run) > 1 and not any(each.is_small for each in run)) or (len(run) == parts and not any(each.may_be_a_word for each in run)):
        return True
    names = [each.part for each in run if not each.part.is_particle]
    if any(part.is_whole_name for part in names) or (len(names) > 1 and not all(part.is_word for part in names)):
        return True
    return _is_introduced(run, text)


def _is_introduced(run: list[_Said], text: str) -> bool:
    first, end = run[0], run[-1].end
    before = max(0, first.start - _LOOKED_BACK)
    if _called.search(text, before, first.start):
        return True
    if first.part.is_particle and first.is_small:
        return False
    if _am.search(text, before, first.start):
        return not first.may_be_a_word or bool(_and_no_more.match(text, end))
    return bool(_asks.search(text, before, first.start) and _asked.match(text, end))


def _runs(text: str, by_form: dict[str, _Part], times: Counter[_Part]) -> Iterator[list[_Said]]:
    """Parts of the name that follow each other, each as often as the name has it: a second mention begins anew."""
    run: list[_Said] = []
    used: Counter[_Part] = Counter()
    amid_capitals = _amid_capitals(text)
    for start, end in _words(text):
        word = text[start:end]
        part = next((by_form[form] for form in _forms(word) if form in by_form), None)
        follows = run and _between.fullmatch(text, run[-1].end, start)
        if run and (part is None or not follows or used[part] >= max(1, times[part])):
            yield from _trimmed(run)
            run, used = [], Counter()
        if part is not None:
            run.append(_Said(start, end, word, part, start in amid_capitals))
            used[part] += 1
    yield from _trimmed(run)


def _trimmed(run: list[_Said]) -> Iterator[list[_Said]]:
    """Without particles at its end, which belong to what follows."""
    while run and run[-1].part.is_particle and run[-1].is_small:
        run.pop()
    if run:
        yield run


def _words(text: str) -> Iterator[tuple[int, int]]:
    # One character for each, so that every place stays the same.
    seen = text if text.isascii() else "".join("\u0301" if unicodedata.category(each) in MARKS else each for each in text)
    return (word.span() for word in _word.finditer(seen))


def _amid_capitals(text: str) -> frozenset[int]:
    """The places in sentences that are mostly in capitals."""
    found: set[int] = set()
    for sentence in _sentence.finditer(text):
        capitals, small = (sum(map(is_such, sentence[0])) for is_such in (str.isupper, str.islower))
        if capitals > small:
            found.update(range(*sentence.span()))
    return frozenset(found)


@lru_cache(maxsize=1000)
def _parts(person: str) -> tuple[dict[str, _Part], Counter[_Part]]:
    """By how each is written, and how often it stands in the name. All of it in one word counts as well."""
    words = [person[start:end] for start, end in _words(person)]
    found = [_part(word) for word in words]
    by_form = {form: part for part in found for form in part.forms}
    if len(words) > 1 and len(joined := "".join(words)) >= SHORTEST_IN_ONE_WORD and not is_ordinary(joined):
        in_one_word = _Part(_forms(joined), is_whole_name=True)
        by_form = dict.fromkeys(in_one_word.forms, in_one_word) | by_form
    return by_form, Counter(found)


def _part(word: str) -> _Part:
    forms = _forms(word)
    is_particle = bool(forms & PARTICLES)
    return _Part(forms, is_particle, is_word=is_particle or any(is_ordinary(form) for form in (word, *forms)))


def _forms(word: str) -> frozenset[str]:
    """Without accents, and with the two letters that stand for one where a keyboard lacks it."""
    if len(word) > LONGEST:
        return frozenset()
    if word.isascii():
        return frozenset((word.lower(),))
    composed = unicodedata.normalize("NFC", word).casefold()
    return frozenset(_plain(each) for each in (composed, composed.translate(AS_TWO)))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(LETTERS))
    return "".join(each for each in letters if not unicodedata.combining(each) and unicodedata.category(each) != "Cf")

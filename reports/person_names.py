"""A person's name as they say or type it: in any case, without accents, in another order, and in part.

A part that is also a word ("mark", "long", "klein") stays in small letters, unless somebody says that they are called so.
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
# In small letters, and without another part beside it.
SHORTEST_IN_SMALL_LETTERS = 4
PARTICLES = frozenset(
    """af al am an av bin d da dal das de del della den der des di do dos du e el ibn in la las le les los o of the und van vom von y z zu
    zum zur""".split()  # noqa: SIM905 - a list is pages long
)
# Names that mean something in one of the four languages; those that the question library knows need not stand here.
WORDS = frozenset(
    """amber angel archer art autumn bach bailey baker banks barber bauer bell bello berg bischof bishop blanc blanco blank blum bon bonnet boucher
    brand braun brook brooks brown buck burns butler butcher calvo campo campos carpenter carter castillo chance chapel charity chase chef clay cliff cook
    cooper cortes costa cross crystal cruz daisy dale dean delgado dick diamond drake drew duke dumas earl east english ernst farmer fast faust feld fiedler
    fischer fisher fleur flores florence ford forest fort foster frank frei friend fuchs fuentes fuerte gallo gene gent glass gold good grace grand grande
    gray gross guerra guy hahn hand hardy hart hase hawk hay haas head heath heather herz hill hirsch hoch hoffe holiday holly holz honor horn huber hund
    iglesias iris ivory ivy jack jade jager jasmine jay joy kaiser kalt kaufmann keen kind king klein kluge knight koch koenig konig kraft krause kraus
    krieger kuhn kurz lake lamb lane lang lange lark laurent law leal legrand leon lieb liebe lily lopes lord love luna mann mar marchand marin marina
    marino martin mason meister melody merced mercedes mercy messer meyer miles mill miller montes moon moreno morin muller nagel neumann noble noir north
    olive otto paige pan panther pasteur pat paz pearce pearl penny perle petit petite pfeifer piper plaza poet pont porter pound price priest prieto prince
    prior puente quick rama ramos ray read real reed reich reichs reis rey reyes rice rich richard richter ried rios ritter river rivers rob robin rock roi
    rojas rojo romano rosa rosario roth royal ruby rubio rush sage salas salt sanchez sanders santa santos savage schafer scharf schiller schmied schmidt
    schnell schreiber schulz schuster schwarz seal seiler serena serrano shade sharp shaw shepherd short sierra silver sinclair singer skip sky smart smith
    snow sol soldado sommer sonne soto south spring stark steel stein stern stolz stone storm storms strong sue sullen swan swift tanner taylor teller temple
    thorn tiger torre torres trinidad turner underwood vale valle vega vera vernon victor victoria violet vogel voigt wagner walker wall ward warren waters weber
    weis weiss weiß west wild winkler winter wirth wise wolf wood woods yellow young zimmer zimmermann""".split()  # noqa: SIM905 - a list is pages long
)
# Letters that no accent can be taken from.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
AS_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

_word = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*")
_between = re.compile(r"[.,]?[\s_'’‐–-]{0,2}")
_called = re.compile(
    r"\b(?:my (?:first |last |full |sur)?name(?: is|['’]s)|(?:please |just )?call me|I am called"
    r"|mein (?:vor|nach)?name ist|ich hei(?:ß|ss)e|je m['’]appelle|mon (?:pré)?nom est|me llamo|mi (?:nombre|apellido) es)[\s:,]+$",
    re.IGNORECASE,
)
_am = re.compile(r"\b(?:I am|I['’]m|this is|ich bin(?: die| der)?|hier ist|je suis|soy)\s+$", re.IGNORECASE)
# Somebody who said who they are goes on so; "I am long in this trade" does not.
_and_no_more = re.compile(r"\s*(?:$|[.,;:!?)\n–-]|(?:and|und|et|y|from|aus|de|here|hier)\b)", re.IGNORECASE)
# Of what stands before a name.
_LOOKED_BACK = 40


@dataclass(frozen=True, slots=True)
class _Part:
    forms: frozenset[str]
    is_particle: bool
    # It may mean something else.
    is_word: bool


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    text: str
    part: _Part

    @property
    def is_small(self) -> bool:
        return self.text[0].islower()

    @property
    def stands_alone(self) -> bool:
        if self.part.is_particle or len(self.text) < SHORTEST_ALONE:
            return False
        return not self.is_small or (len(self.text) >= SHORTEST_IN_SMALL_LETTERS and not self.part.is_word)


def places_of(person: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the name, or a part of it that is sure to be one, stands in what somebody said."""
    by_form, times = _parts(person)
    for run in _runs(text, by_form, times) if by_form else ():
        if _is_the_person(run, text, times.total()):
            yield run[0].start, run[-1].end
        else:
            yield from ((each.start, each.end) for each in run if each.stands_alone)


def _is_the_person(run: list[_Said], text: str, parts: int) -> bool:
    """All of it, several parts beside each other, or one with which somebody introduces themselves."""
    if (len(run) > 1 or len(run) == parts) and not any(each.is_small for each in run):
        return True
    if len([each for each in run if not each.part.is_particle]) > 1 and any(not each.part.is_word for each in run):
        return True
    first, before = run[0], max(0, run[0].start - _LOOKED_BACK)
    if _called.search(text, before, first.start):
        return True
    if (first.part.is_particle and first.is_small) or not _am.search(text, before, first.start):
        return False
    return not first.part.is_word or not first.is_small or bool(_and_no_more.match(text, run[-1].end))


def _runs(text: str, by_form: dict[str, _Part], times: Counter[_Part]) -> Iterator[list[_Said]]:
    """Parts of the name that follow each other, each as often as the name has it: a second mention begins anew."""
    run: list[_Said] = []
    used: Counter[_Part] = Counter()
    for word in _word.finditer(text):
        part = next((by_form[form] for form in _forms(word[0]) if form in by_form), None)
        follows = run and _between.fullmatch(text, run[-1].end, word.start())
        if run and (part is None or not follows or used[part] >= max(1, times[part])):
            yield from _trimmed(run)
            run, used = [], Counter()
        if part is not None:
            run.append(_Said(*word.span(), word[0], part))
            used[part] += 1
    yield from _trimmed(run)


def _trimmed(run: list[_Said]) -> Iterator[list[_Said]]:
    """Without particles at its end, which belong to what follows."""
    while run and run[-1].part.is_particle and run[-1].is_small:
        run.pop()
    if run:
        yield run


@lru_cache(maxsize=1000)
def _parts(person: str) -> tuple[dict[str, _Part], Counter[_Part]]:
    """By how each is written, and how often it stands in the name. All of it in one word counts as one, too."""
    words = _word.findall(person)
    found = [_part(word) for word in words]
    by_form = {form: part for part in found for form in part.forms}
    if len(words) > 1 and len(joined := "".join(words)) > SHORTEST_IN_SMALL_LETTERS:
        in_one_word = _Part(_forms(joined), is_particle=False, is_word=False)
        by_form = dict.fromkeys(in_one_word.forms, in_one_word) | by_form
    return by_form, Counter(found)


def _part(word: str) -> _Part:
    forms = _forms(word)
    is_particle = bool(forms & PARTICLES)
    return _Part(forms, is_particle, is_word=is_particle or bool(forms & WORDS) or any(is_ordinary(form) for form in (word, *forms)))


def _forms(word: str) -> frozenset[str]:
    """Without accents, and with the two letters that stand for one where a keyboard lacks it."""
    if word.isascii():
        return frozenset((word.lower(),))
    composed = unicodedata.normalize("NFC", word).casefold()
    return frozenset(_plain(each) for each in (composed, composed.translate(AS_TWO)))


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(LETTERS))
    return "".join(each for each in letters if not unicodedata.combining(each))

"""Whether what a model wrote may be said to a candidate. By plain code, and rather no too often: there is always something prepared."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ai.lexical import COMMON, words_of
from interviews.checks import EMAIL, LINK, PHONE, QUOTED, asks_about_work, asks_one_thing, neither_leads_nor_praises
from interviews.words_for_checks import AND_ALSO, DECIDES, JUDGES

# As long as can be spoken and kept in mind.
LONGEST = 700
# Words of a question with what leads to it, and of what leads to it alone.
QUESTION_WORDS, BRIDGE_WORDS, FEWEST_WORDS = 70, 25, 3
# Of a bridge's words; the others are "you spoke of" and the like.
FROM_WHAT_WAS_SAID = 0.4
# Few words may lead on: "great" is nothing that is said without knowing whether "answer" follows.
HELD_BACK = 3
SENTENCE = re.compile(r".+?(?:[.!?…]+[\"'”’»)\]]*(?=\s|$)|$)", re.DOTALL)
QUOTES = ('"', "“", "„", "«")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|dr|mrs?|ms|prof|e\.g|i\.e|z\.\s?b|d\.\s?h|u\.\s?a|etc|nr|vs|bzw|ca|sra?|mme|p\.\s?ej|p\.\s?ex)\.$",
    re.IGNORECASE,
)
WHOLE = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")
NUMBER = re.compile(r"\d+(?:[.,  ]\d+)*")
# Of no conversation: marks of our own prompts, code, pages, lists.
FOREIGN = re.compile(
    r"<[/a-z!]|mark=|[{}\[\]|`\\]|^\s*[-*#•]|\n\s*\n|\b(?:as an? (?:ai )?language model|system prompt|my instructions)\b",
    re.IGNORECASE | re.MULTILINE,
)
STRANGE = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ]")
INSIDE_A_SENTENCE = re.compile(r"(?<=[^\W\d_,;:] |[\w,;:)] )[A-ZÀ-Þ][^\W\d_]{2,}")
# "Ein", "un" and "une" are articles, too.
FIGURES = {
    word: str(number)
    for number, words in enumerate(
        ("one eins", "two zwei dos deux", "three drei tres trois", "four vier cuatro quatre", "five fünf cinco cinq", "six sechs seis",
         "seven sieben siete sept", "eight acht ocho huit", "nine neun nueve neuf", "ten zehn diez dix", "eleven elf once onze",
         "twelve zwölf doce douze"), 1)
    for word in words.split()
}  # fmt: skip
TONGUES = {
    "en": "the and you your what how did was with that this have for about which when of is are do would me tell it to in",
    "de": "der die das und sie ihr ihre ihnen wie haben hat war mit nicht ist ein eine einen es zu auf für bei von dem den was dann wir",
    "es": "el los las una usted su sus qué cómo con para por está fue era del al se lo más cuándo cuál y hizo sobre puede trabajo",
    "fr": "le les des vous votre vos une est avec pour dans que qui quoi comment avez était sur ce cette du au et plus quand quelle quel",
}  # fmt: skip
WORDS_OF_TONGUES = {language: frozenset(words.split()) for language, words in TONGUES.items()}


class Unfit(Exception):
    """This is not said."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What may be said here. `shown` is for what is still being written, `whole` for all of it; both raise Unfit."""

    language: str
    # What is said must hold, or must not be, beyond what holds for everything.
    is_fit: Callable[[str], bool]
    # Nothing is shown before its sentence is known to hold.
    by_sentence: bool = False
    # For what is shown and is no whole yet.
    may_begin: Callable[[str], bool] = lambda _: True
    # Addresses and links that stand here may be said.
    may_name: tuple[str, ...] = ()
    # For whole sentences that are spoken before the rest is there: what was heard cannot be taken back.
    may_be_said: Callable[[str], bool] = lambda _: False

    def shown(self, text: str) -> str:
        """The last word may be half of one, and half a figure is another figure."""
        check(text, self.language, self.may_name)
        begun = "".join(sentences(text)[:-1]) if self.by_sentence else _without_last(text, 1)
        if not self.may_begin(begun):
            raise Unfit
        return (begun if self.by_sentence else _without_last(text, HELD_BACK)).strip()

    def said(self, text: str) -> list[str]:
        """The sentences that are whole and may be spoken, whatever follows. Of what passes `shown`."""
        begun = spoken_parts(text)[:-1]
        while begun and not (is_in(self.language, " ".join(begun)) and self.may_be_said(" ".join(begun))):
            begun.pop()
        return [] if text.lstrip()[:1] in QUOTES else begun

    def whole(self, text: str) -> str:
        text = bare(text)
        check(text, self.language, self.may_name)
        if not WHOLE.search(text) or not is_in(self.language, text) or not self.is_fit(text):
            raise Unfit
        return text


def bare(text: str) -> str:
    text = text.strip()
    is_quoted = text[:1] in QUOTES and text[-1:] in '"”“»' and len(text) > 2
    return text[1:-1].strip() if is_quoted else text


def sentences(text: str) -> list[str]:
    return SENTENCE.findall(text)


def spoken_parts(text: str) -> list[str]:
    """Sentences as they are spoken, one by one: no mark of an abbreviation ends one."""
    parts: list[str] = []
    for sentence in sentences(text):
        if parts and ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {sentence.strip()}"
        elif sentence.strip():
            parts.append(sentence.strip())
    return parts


def check(text: str, language: str, may_name: tuple[str, ...] = ()) -> None:
    """What must not be heard, whatever follows."""
    if len(text) > LONGEST or any(pattern.search(text) for pattern in (FOREIGN, STRANGE, DECIDES)):
        raise Unfit
    if any(match.group() not in " ".join(may_name) for pattern in (EMAIL, PHONE, LINK) for match in pattern.finditer(text)):
        raise Unfit
    if not (asks_about_work(text, language).is_fine and neither_leads_nor_praises(text, language).is_fine) or JUDGES[language].search(text):
        raise Unfit


def is_one_question(text: str, language: str) -> bool:
    """One, and nothing after it."""
    own = QUOTED.sub("", text)
    one = own.count("?") == 1 and own.rstrip("\"'”’») ").endswith("?") and len(own.split()) >= FEWEST_WORDS
    return one and asks_one_thing(text, language).is_fine and not AND_ALSO[language].search(text) and len(text.split()) <= QUESTION_WORDS


def is_bridge(text: str, of: Iterable[str]) -> bool:
    """Leads to a question and asks nothing. Its words are those of what it leads from."""
    said = stems(text)
    share = len(said & stems(" ".join(of))) / len(said) if said else 1.0
    return "?" not in text and len(text.split()) <= BRIDGE_WORDS and len(sentences(text)) <= 2 and share >= FROM_WHAT_WAS_SAID


def numbers_are_from(text: str, sources: Iterable[str]) -> bool:
    """No figure that nobody named."""
    known = {_digits(each) for source in sources for each in NUMBER.findall(source)}
    return all(_digits(each) in known for each in NUMBER.findall(text))


def names_are_from(text: str, sources: Iterable[str]) -> bool:
    """No figure, with what it counts, and no name that is not there. In German that holds for every noun: there it is the stricter."""
    source = " ".join(sources)
    names = [match.group() for match in INSIDE_A_SENTENCE.finditer(text)]
    return counted(text) <= counted(source) and all(name.casefold().rstrip("s") in source.casefold() for name in names)


def counted(text: str) -> frozenset[tuple[str, str]]:
    """Figures, also those that are written out, and what each is of: five days are no five working days."""
    words = re.findall(r"\d[\d.,]*\d|\d|[^\W\d_]+", text.casefold())
    found = [(at, FIGURES.get(word) or _digits(word)) for at, word in enumerate(words)]
    return frozenset((figure, _what_it_is_of(words[at + 1 :])) for at, figure in found if figure)


def _what_it_is_of(words: list[str]) -> str:
    return next((word for each in words for word in stems(each) if word not in FIGURES and not word[0].isdigit()), "")


def is_in(language: str, text: str) -> bool:
    """A cheap guess, by the words that each language has most. Short texts are believed."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {tongue: sum(word in known for word in words) for tongue, known in WORDS_OF_TONGUES.items()}
    most = max(counts.values())
    return counts[language] == most or counts[language] >= most - 1 or most < 3


def stems(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) if word not in COMMON and len(word) > 2)


def _without_last(text: str, words: int) -> str:
    return text.rsplit(maxsplit=words)[0] if len(text.split()) > words else ""


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)

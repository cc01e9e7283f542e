"""A judge without a model: rules that see how an answer is told and what it touches, and not whether it is true.

It counts what it can find in the text: what the person did, a situation, reasons, what came of it, particulars, the points that a
good answer shows, and how near it is to what a strong answer sounds like. What says the same twice counts once. What is said to
whoever judges, of the interview, or of how things are in general counts as nothing. The page says that rules did this.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import mul

from ai.lexical import COMMON, embed, words_of
from reports.assessing.fields import Judged, Verdict
from reports.assessing.inputs import AssessInputs, Language, Wanted
from reports.assessing.sentences import holding, own_sentences, shows_something
from reports.assessing.signs import (
    AND_THEN,
    ASKS_FOR_A_CASE,
    ASKS_WHAT_ONE_WOULD_DO,
    BLAME,
    GENERAL,
    INTENTION,
    OUTCOME,
    OWN_PART,
    PARTICULAR,
    REASON,
    SHARED_PART,
    SITUATION,
)
from reports.assessing.words import OF_SIGNS, SAYS

TOPIC = re.compile(r"[.;,\n]| and | und | y | et ")
# With fewer words, or fewer that say something, there is nothing to judge.
FEWEST_WORDS, FEWEST_TELLING = 14, 4
# As many as a full answer has; more add nothing.
FULL_WORDS, FULL_DEEDS, FULL_PARTICULARS = 45, 5, 3
SHARED = 0.4
RELATED = 0.12
LIKE_IDEAL = 0.55
WEIGHTS = {"deeds": 0.4, "telling": 0.2, "depth": 0.2, "matter": 0.2}
# Off for each sentence that looks down on others instead of telling.
BLAMING, MOST_BLAMING = 0.15, 2
# From each on the next level begins.
STEPS = (0.2, 0.36, 0.54, 0.72)


@dataclass(frozen=True, slots=True)
class _Reading:
    """An answer without what counts for nothing."""

    # What answers the question at all, and of that what tells of something.
    said: tuple[str, ...]
    sentences: tuple[str, ...]
    words: frozenset[str]
    covered: tuple[str, ...]
    missed: tuple[str, ...]
    signs: tuple[str, ...]
    deeds: int
    particulars: int
    nearness: float
    blaming: int

    def level(self, *, of_the_matter: bool) -> int:
        """What is judged in every answer, such as explaining clearly, is not judged by what this question was after."""
        return 1 + sum(self.strength(of_the_matter=of_the_matter) >= step for step in STEPS)

    def strength(self, *, of_the_matter: bool) -> float:
        """From 0 to 1."""
        asked = len(self.covered) + len(self.missed)
        deeds = min(self.deeds / FULL_DEEDS, 1.0)
        # What it is about counts where somebody wrote down what it should be about.
        known = [*([len(self.covered) / asked] if asked else []), *([min(self.nearness / LIKE_IDEAL, 1.0)] if self.nearness else [])]
        parts = {
            "deeds": deeds,
            "telling": (len(self.signs) + min(self.particulars / FULL_PARTICULARS, 1.0)) / (len(SIGNS) + 1),
            "depth": min(len(self.words) / FULL_WORDS, 1.0),
            "matter": max(known if of_the_matter else (), default=deeds),
        }
        return sum(WEIGHTS[name] * value for name, value in parts.items()) - BLAMING * min(self.blaming, MOST_BLAMING)


OWN_OR_INTENDED = re.compile(f"{OWN_PART.pattern}|{INTENTION.pattern}", re.IGNORECASE)
SIGNS = {"situation": SITUATION, "own part": OWN_PART, "reasons": REASON, "outcome": OUTCOME}


def verdict_by_rules(inputs: AssessInputs) -> Verdict:
    reading = _read(inputs)
    words = OF_SIGNS[inputs.language]
    ratings = tuple(_judged(wanted, reading, inputs.language, is_asked=at == 0) for at, wanted in enumerate(inputs.competencies))
    return Verdict(
        ratings=ratings,
        strengths=tuple(words[sign].praise for sign in reading.signs)[:3],
        improvements=tuple(words[sign].advice for sign in SIGNS if sign not in reading.signs)[:3],
        covered=reading.covered[:8],
        missed=reading.missed[:8],
        # Rules see which parts of a story are there. Whether it is understood, to the point and right, they cannot tell.
        clarity=None,
        structure=1 + len(reading.signs) if any(each.level for each in ratings) else None,
        communication=None,
        accuracy=None,
    )


def _read(inputs: AssessInputs) -> _Reading:
    own = own_sentences(inputs.answer)
    own_part = OWN_PART if _asks_for_a_case(inputs.question) else OWN_OR_INTENDED
    sentences = _telling_sentences(own, inputs, own_part)
    said = tuple(each for each in own if each in sentences or GENERAL.search(each) or BLAME.search(each))
    text = " ".join(sentences)
    words = frozenset(_telling(text))
    topics = [topic.strip() for topic in TOPIC.split(inputs.shows) if len(_telling(topic)) > 1]
    covered = tuple(topic for topic in topics if _shares(topic, words))
    point = embed(text) if text else ()
    return _Reading(
        said,
        sentences,
        words,
        covered,
        tuple(topic for topic in topics if topic not in covered),
        tuple(name for name, sign in SIGNS.items() if (own_part if sign is OWN_PART else sign).search(text)),
        _deeds(sentences, own_part),
        len(holding(PARTICULAR, sentences)),
        max((_nearness(point, ideal) for ideal in inputs.ideal_answers), default=0.0),
        len(holding(BLAME, said)),
    )


def _asks_for_a_case(question: str) -> bool:
    return bool(ASKS_FOR_A_CASE.search(question)) and not ASKS_WHAT_ONE_WOULD_DO.search(question)


def _telling_sentences(said: Iterable[str], inputs: AssessInputs, own_part: re.Pattern[str]) -> tuple[str, ...]:
    """Those that tell what happened or what was done, or that are about what was asked. To a question for a case, views on how
    things are in general are neither."""
    known = " ".join((inputs.question, inputs.shows, *(each.about for each in inputs.competencies)))
    about = embed(known)
    asks_for_a_case = _asks_for_a_case(inputs.question)

    def tells(sentence: str) -> bool:
        if BLAME.search(sentence) or (asks_for_a_case and GENERAL.search(sentence)):
            return bool(own_part.search(sentence))
        if any(sign.search(sentence) for sign in (own_part, SHARED_PART, SITUATION, REASON, OUTCOME)):
            return True
        return _nearness(about, sentence) >= RELATED and _share_a_word(sentence, known)

    return tuple(sentence for sentence in said if tells(sentence))


def _deeds(sentences: Iterable[str], own_part: re.Pattern[str]) -> int:
    """What the person did themselves; within a sentence also what follows without another "I"."""
    return sum(len(own_part.findall(each)) + len(AND_THEN.findall(each)) for each in holding(own_part, sentences))


def _judged(wanted: Wanted, reading: _Reading, language: Language, *, is_asked: bool) -> Judged:
    about = embed(" ".join((wanted.name, wanted.about, *wanted.levels[3:])))
    # Of two that are about as near the one that tells of the person's own part.
    weighed = sorted(
        reading.said, key=lambda said: -(_nearness(about, said) + 0.1 * bool(OWN_PART.search(said)) + (said in reading.sentences))
    )
    quotes = tuple(said[:600] for said in weighed if shows_something(said))[:2]
    is_related = is_asked or any(_nearness(about, said) >= RELATED for said in quotes)
    # Who tells neither of a case, nor of their part in it, nor why, nor what came of it has said nothing that rules can hold against a level.
    tells = bool(reading.signs or reading.covered or reading.blaming)
    is_short = (
        not tells or len(" ".join(reading.said).split()) < FEWEST_WORDS or len(set(_telling(" ".join(reading.said)))) < FEWEST_TELLING
    )
    if is_short or not quotes or not is_related:
        return Judged(competency=wanted.key, level=None, quotes=(), why=SAYS[language]["too little"])
    named = ", ".join(OF_SIGNS[language][sign].name for sign in reading.signs) or SAYS[language]["statement"]
    why = SAYS[language]["holds"].format(named=named)
    return Judged(competency=wanted.key, level=reading.level(of_the_matter=is_asked), quotes=quotes, why=why)


def _telling(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in COMMON and len(word) > 2]


def _shares(topic: str, words: frozenset[str]) -> bool:
    wanted = _telling(topic)
    return sum(any(_alike(word, said) for said in words) for word in wanted) >= SHARED * len(wanted)


def _share_a_word(one: str, other: str) -> bool:
    return any(_alike(word, known) for word in set(_telling(one)) for known in set(_telling(other)))


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one == other or (shorter >= 5 and one[:5] == other[:5])


def _nearness(point: tuple[float, ...], text: str) -> float:
    return float(sum(map(mul, point, embed(text)))) if point else 0.0

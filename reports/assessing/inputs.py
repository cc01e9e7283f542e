"""What a judge is given of an answer: words, and nothing about whose they are."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "English"
    GERMAN = "German"
    SPANISH = "Spanish"
    FRENCH = "French"


LANGUAGES = {"en": Language.ENGLISH, "de": Language.GERMAN, "es": Language.SPANISH, "fr": Language.FRENCH}


class View(StrEnum):
    """From where a member of the panel reads, so that several do not make one and the same mistake."""

    WHOLE = "Read the answer as a whole first, then hold it against each level from 1 upwards."
    EVIDENCE = "List for yourself first what the person themselves did, decided or caused, then look for the level that this shows."
    DOUBT = "Begin at level 5 and go down until every part of the level's text is really shown by the answer."
    NEIGHBOURS = (
        "Compare levels in pairs, 1 and 2 first, then the nearer one and the next: of each pair say for yourself what in the answer"
        " decides between them, and stop where nothing speaks for the higher one."
    )
    PARTICULARS = (
        "Part the answer for yourself first into what only somebody who was there could say, and what anybody could say of such work,"
        " and judge by the former."
    )


class Accuracy(StrEnum):
    """Whether there is a right and a wrong to what was asked."""

    JUDGED = "1 to 5, how right what the answer says about the matter is. The question is a technical one: give a number, unless the answer says nothing about the matter."
    LEFT_OUT = "null. The question is not a technical one."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A competency, and what its levels 1 to 5 look like."""

    key: str
    name: str
    about: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessInputs:
    question: str
    answer: str
    competencies: tuple[Wanted, ...]
    # What came before a follow-up: question, answer. Context, and no evidence.
    before: tuple[tuple[str, str], ...] = ()
    # What a good answer shows, and what one might sound like.
    shows: str = ""
    ideal_answers: tuple[str, ...] = ()
    accuracy: Accuracy = Accuracy.LEFT_OUT
    view: View = View.WHOLE
    language: Language = Language.ENGLISH

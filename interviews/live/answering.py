"""What the interviewer answers a candidate: what the company wrote, what is true of every interview, or that it does not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from ai.lexical import embed
from interviews.engine.commands import Purpose
from interviews.engine.state import Phase
from interviews.live.asides import ITS_WAY, NOT_THAT
from interviews.live.facts import MATTERS, NEXT_STEPS, facts
from interviews.live.fitness import names_are_from, sentences, stems
from interviews.live.lines import BEGIN, CONTACTS, MORE, line
from interviews.live.setting import Setting
from interviews.words_for_checks import NEGATES

# By our own vectors, from here on: a question and an answer of the company are about one thing. Below lies what shares a word.
SAME_MATTER, SURELY_THE_SAME = 0.4, 0.55
# A sentence says what one that it is held against says, by its direction or by its words.
SAYS_THE_SAME, SHARE_OF_WORDS = 0.45, 0.6
LONGEST_NEXT_STEPS = 300
# More questions at once than these are answered one after the other.
MOST_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Known:
    """All that may be answered from: question and answer."""

    pairs: tuple[tuple[str, str], ...]
    # What is said where nothing is known, and what is said around an answer.
    lines: tuple[str, ...]

    def holds(self, text: str) -> bool:
        """Whether each sentence says what somebody wrote. It is read in its own words: no model vouches for another."""
        return all(self._holds(sentence) for sentence in sentences(text) if sentence.strip())

    def _holds(self, sentence: str) -> bool:
        if any(nearness(sentence, each) >= SAYS_THE_SAME and names_are_from(sentence, [each]) for each in self._parts_of_lines):
            return True
        # One pair vouches: a figure of one matter and the words of another make something that nobody wrote.
        nearest = max(self.pairs, key=lambda pair: nearness(sentence, " ".join(pair)), default=None)
        return nearest is not None and _says(sentence, *nearest)

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.lines, *(answer for _, answer in self.pairs))

    @property
    def _parts_of_lines(self) -> list[str]:
        return [part for each in self.lines for part in (each, *sentences(each))]


def known_in(setting: Setting) -> Known:
    said = facts(setting.language, minutes=setting.minutes, company=setting.company.name)
    around = (do_not_know(setting, then(setting)), MORE[setting.language], BEGIN[setting.language])
    return Known((*setting.faq, *said), around)


def prepared_answer(setting: Setting) -> str:
    """The answer to what is asked most like this, in the words in which it was written; else that nobody told us."""
    return _answered(setting, then(setting))


def parting_answer(setting: Setting) -> str:
    """To the last question that there is time for: nothing is asked after it."""
    return _answered(setting, "")


def _answered(setting: Setting, more: str) -> str:
    asked = questions_in(setting.last_answer)
    if len(asked) > 1:
        return _each_answered(asked, setting, more)
    known = nearest_answer(setting.last_answer, known_in(setting).pairs)
    return f"{known} {more}".strip() if known else do_not_know(setting, more)


def known_answer(setting: Setting) -> str:
    """To what they asked in between, in the words in which it was written; empty where nobody wrote one. What is said of the
    question itself is not looked up."""
    pairs = known_in(setting).pairs
    found = [nearest_answer(asked, pairs, of_matters_only=True) for asked in questions_in(setting.last_answer) or [setting.last_answer]]
    return " ".join(dict.fromkeys(answer for answer in found if answer))


def questions_in(text: str) -> list[str]:
    return [sentence.strip() for sentence in sentences(text) if sentence.rstrip("\"'”’» )").endswith("?")][:MOST_AT_ONCE]


def _each_answered(asked: Sequence[str], setting: Setting, more: str) -> str:
    """In their order, so that none of several is passed over in silence."""
    pairs, language = known_in(setting).pairs, setting.language
    said = [nearest_answer(each, pairs) or NOT_THAT[language].format(asked=each) for each in asked]
    unknown = any(not nearest_answer(each, pairs) for each in asked)
    contact = [_contact(setting)] if unknown and setting.company.contact_email else []
    return " ".join((*dict.fromkeys(said), *contact, more)).strip()


def do_not_know(setting: Setting, more: str) -> str:
    return line(Purpose.ANSWER_CANDIDATE, setting.language, contact=_contact(setting), more=more).strip()


def _contact(setting: Setting) -> str:
    address = setting.company.contact_email
    return CONTACTS[setting.language].format(address=address) if address else ""


def next_steps(setting: Setting) -> str:
    """The company's own words on what happens next and when, where it wrote some, as its words and no promise to this candidate."""
    said = nearest_answer(NEXT_STEPS[setting.language], setting.faq)
    is_said = 0 < len(said) <= LONGEST_NEXT_STEPS
    return ITS_WAY[setting.language].format(company=setting.company.name, said=said) if is_said else ""


def nearest_answer(asked: str, pairs: Sequence[tuple[str, str]], *, of_matters_only: bool = False) -> str:
    """Of what is about the same matter by its words, the nearest; where nothing is, what lies so near that it must be meant. What
    is about another matter is never meant, however near its words lie."""
    matters = [matter for matter in MATTERS if matter.search(asked)]
    of_matter = [pair for pair in pairs if any(matter.search(pair[0]) for matter in matters)]
    if of_matters_only and not of_matter:
        return ""
    others = [pair for pair in pairs if not any(matter.search(pair[0]) for matter in MATTERS)] if matters else pairs
    best, answer = max(((nearness_to(asked, pair), pair[1]) for pair in of_matter or others), default=(-1.0, ""))
    enough = -1.0 if of_matter else SURELY_THE_SAME if matters else SAME_MATTER
    return answer if answer and best >= enough else ""


def nearness_to(asked: str, pair: tuple[str, str]) -> float:
    return max(nearness(asked, pair[0]), nearness(asked, pair[1]))


def nearness(one: str, other: str) -> float:
    return float(sum(map(mul, _vector(one), _vector(other))))


@lru_cache(maxsize=2_000)
def _vector(text: str) -> tuple[float, ...]:
    return embed(text)


def then(setting: Setting) -> str:
    return (BEGIN if setting.phase is Phase.INTRODUCTION else MORE)[setting.language]


def _says(sentence: str, question: str, answer: str) -> bool:
    """The figures, the names, and whether it is so or not, must be the company's; the words mostly."""
    if not names_are_from(sentence, [question, answer]) or _negates(sentence) != _negates(answer):
        return False
    said = stems(sentence)
    share = len(said & stems(f"{question} {answer}")) / len(said) if said else 0.0
    return share >= SHARE_OF_WORDS or max(nearness(sentence, part) for part in (answer, *sentences(answer))) >= SAYS_THE_SAME


def _negates(text: str) -> bool:
    return NEGATES.search(text) is not None

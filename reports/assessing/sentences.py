"""An answer in sentences, and which of them are the person's own telling: not what is said to whoever judges, nor about the interview."""

import re
import unicodedata
from collections.abc import Iterable

from ai.lexical import words_of
from ai.orders import TO_THE_JUDGE
from reports.assessing.signs import AS_IF_BY_OTHERS, BLOCK, FLATTERY, INSULT, JUDGING, PRAISE_OF_ONESELF, SAYS_NOTHING

SENTENCE = re.compile(r"[^.!?;。！？\n]+[.!?;。！？]*")
# In words, of a sentence that a level may stand on.
FEWEST_OF_EVIDENCE = 5
LEVEL_CELLS = frozenset(("level", "levels", "rating", "ratings", "score", "scores"))
# No language sets more on one letter. To put thousands of them into their order takes seconds.
MOST_MARKS = 30
# Each is spelled out as a whole sentence, in up to eighteen letters.
BLESSINGS = "\ufdfa\ufdfb"
COUNTS_FOR_NOTHING = (TO_THE_JUDGE, INSULT, FLATTERY, PRAISE_OF_ONESELF)


def own_sentences(answer: str) -> tuple[str, ...]:
    """Each once, without what speaks to whoever judges."""
    kept: dict[str, str] = {}
    for found in SENTENCE.findall(_without_blocks(answer)):
        sentence = found.strip()
        plain = _plain(sentence)
        same = " ".join(words_of(plain))
        if same and not any(sign.search(plain) for sign in COUNTS_FOR_NOTHING):
            kept.setdefault(same, sentence)
    return tuple(kept.values())


def shows_something(sentence: str) -> bool:
    """Enough to stand as evidence: it tells, and asks nothing. Who somebody says they are, and what they refuse, is no evidence."""
    is_question = sentence.rstrip("\"'”’» )").endswith("?")
    return len(sentence.split()) >= FEWEST_OF_EVIDENCE and not is_question and not SAYS_NOTHING.search(sentence)


def speaks_to_the_judge(text: str) -> bool:
    """Orders to whoever judges, data with levels in it, and messages as if others had written them."""
    plain = _plain(text)
    return bool(TO_THE_JUDGE.search(plain) or AS_IF_BY_OTHERS.search(plain) or any(map(_heads_levels, plain.lower().split("\n"))))


def _heads_levels(line: str) -> bool:
    """The first row of a table of competencies and their levels."""
    _, *cells = line.split("|")
    return any("competenc" in cell for cell in cells) and any(cell.strip() in LEVEL_CELLS for cell in cells)


def holding(sign: re.Pattern[str], sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sign.search(sentence))


def _without_blocks(answer: str) -> str:
    """Markup, data and quoted messages that speak of judging go as a whole: what stands in them was not told by anybody."""
    return BLOCK.sub(lambda block: "\n" if JUDGING.search(_plain(block[0])) else block[0], answer)


def _plain(text: str) -> str:
    """As it reads: without marks that nobody sees, and in plain letters."""
    if text.isascii():
        return text
    seen: list[str] = []
    marks = 0
    for character in text:
        if character in BLESSINGS or unicodedata.category(character) == "Cf":
            continue
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            seen.append(character)
    return unicodedata.normalize("NFKC", "".join(seen))

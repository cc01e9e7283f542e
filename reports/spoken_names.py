"""An employer or a school as people speak of it: without its legal form, in small letters, and with or without its accents.

Not by one word of several: too many of them ("Logistik", "Schule", "Docker") are what an answer is about.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ai.lexical import is_ordinary
from reports.person_names import AS_TWO, LETTERS, MARKS

LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:&\s*|and\s+)?(?:ltd|limited|llc|llp|plc|inc|incorporated|corp|corporation|co|pty|pte|g?gmbh|mbh|ag|kg|kgaa|ohg|ug|se|e\.?\s?v"
    r"|eg|s\.?\s?a|s\.?a\.?s|s\.?a\.?r\.?l|s\.?r\.?l|s\.?\s?l|s\.?p\.?a|b\.?v|n\.?v|ab|oy|oyj|aps|a/?s)\.?)+$",
    re.IGNORECASE,
)
ACCENT = "\u0301"
_words = re.compile(r"[^\W\d_][\w'’&-]*")


def places_of(name: str, text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in spoken(name).finditer(without_accents(text)))


@lru_cache(maxsize=100)
def without_accents(text: str) -> str:
    """One character for each, so that every place stays the same: what stands on a letter by itself is one and the same accent."""
    return text if text.isascii() else "".join(map(_bare, text))


def _bare(letter: str) -> str:
    if unicodedata.category(letter) in MARKS:
        return ACCENT
    bare = unicodedata.normalize("NFD", letter)[0].translate(LETTERS)
    return bare if len(bare) == 1 else letter


@lru_cache(maxsize=1000)
def spoken(name: str) -> re.Pattern[str]:
    """What finds it in what somebody said. Words that mean something of their own are covered as they are written, and together."""
    whole = name.strip()
    short = LEGAL_FORM.sub("", whole)
    words = _words.findall(short)
    found = [_written(whole)]
    if len(words) > 1:
        found.append(_written(short) if all(map(is_ordinary, words)) else f"(?i:{_written(short)})")
    elif words == [short] and short[0].isupper() and not is_ordinary(short):
        found.append(_written(short))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")


def _written(name: str) -> str:
    """In a text without accents: "ü" may be "ue" there."""
    return "".join(map(_letter, unicodedata.normalize("NFC", name)))


def _letter(letter: str) -> str:
    bare, two = without_accents(letter), letter.lower().translate(AS_TWO)
    either = f"(?:{re.escape(bare)}|(?i:{two}))" if len(two) > 1 else re.escape(bare)
    return f"{either}{ACCENT}*" if letter.isalpha() else either

"""What plain code can say about a wording before a person reads it.

Each check is pure and says one thing. They are there to be looked at, and decide nothing: a hint that is wrong now and then
is better than one that never comes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from interviews.words_for_checks import KNOWN, LEADING, NEEDS_BEFORE, PRAISE
from resumes.fairness.words import LIFE

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|org|io|dev|de|fr|es|eu|co|ai|app)\b", re.IGNORECASE)
PHONE = re.compile(r"(?:\+|\b0|\(0)[\d ()./-]{6,}\d|\b\d{3}[ ./-]\d{3}[ ./-]\d{4}\b")
WORD = re.compile(r"[^\W\d_][\w’'&+#./-]*", re.UNICODE)
# After these a capital letter is grammar and no name.
OPENS_A_SENTENCE = re.compile(r"(?:^|[.!?:;…][’”\"»]?|[“„\"«(¿¡‘–—])\s*$")
QUOTED = re.compile(r"[‘“„\"«][^’”\"»]{2,}[?.!][’”\"»]")
IN_FRONT_OF_A_NAME = re.compile(r"\b(?:mr|mrs|ms|dr|herr|frau|firma|monsieur|madame|señor|señora)\b\.?\s+\w", re.IGNORECASE)
COMPANY_FORM = re.compile(r"\b(?:GmbH|AG|KG|SE|Inc|Ltd|LLC|Corp|S\.?A\.?R?\.?L?|S\.L|PLC|BV|AB)\b\.?")
AND_ASKS = re.compile(r"(?:,|\band|\bor)\s(?:and |or )?(?:what|which|why|how|when|where|who)\b", re.IGNORECASE)
FIRST_SENTENCE = re.compile(r"^.*?[.!?:](?=\s|$)|^.*$", re.DOTALL)
# About 15 seconds; longer ones are forgotten before they end.
WORDS_TO_SPEAK = 40


@dataclass(frozen=True, slots=True)
class Finding:
    is_fine: bool
    text: str


def gives_somebody_away(text: str) -> bool:
    """By an e-mail address, a phone number or a link: for texts that must carry no names."""
    return any(pattern.search(text) for pattern in (EMAIL, PHONE, LINK))


def names_nobody(text: str, language: str) -> Finding:
    found = names_in(text, language)
    if found:
        return Finding(False, f"“{found[0]}” may name a person, a company or a place, or be a detail of one case")
    if language == "de":
        return Finding(True, "No name stands out. In German every noun has a capital letter, so please look again")
    return Finding(True, "No person, company or place is named")


def names_in(text: str, language: str) -> list[str]:
    certain = [
        match.group().strip() for pattern in (EMAIL, LINK, PHONE, IN_FRONT_OF_A_NAME, COMPANY_FORM) for match in pattern.finditer(text)
    ]
    digits = re.findall(r"\b(?:[12]\d{3}|\d{3,})\b", text)
    return certain + digits + ([] if language == "de" else _capitals_in_mid_sentence(text))


def _capitals_in_mid_sentence(text: str) -> list[str]:
    words = [(match.group().rstrip("./-’'"), match.start()) for match in WORD.finditer(text)]
    return [word for word, at in words if word[0].isupper() and not OPENS_A_SENTENCE.search(text[:at]) and not _is_known(word)]


def _is_known(word: str) -> bool:
    bare = re.sub(r"[’']\w+$", "", word)
    return any(each in KNOWN or each.removesuffix("s") in KNOWN for each in (bare, bare.casefold(), *bare.casefold().split("-")[:1]))


def asks_about_work(text: str, language: str) -> Finding:
    match = LIFE[language].search(text)
    if match:
        return Finding(False, f"“{match.group().strip()}” asks about a person’s life, and that must play no part")
    return Finding(True, "Asks about work, not about a person’s life")


def asks_one_thing(text: str, language: str) -> Finding:
    own = QUOTED.sub("", text)
    marks = own.count("?")
    if marks > 1:
        return Finding(False, f"{_number(marks)} questions at once. Keep the one that matters")
    if language == "en" and len(AND_ASKS.findall(own)) > 1:
        return Finding(False, "Asks several things in one sentence. Keep the one that matters")
    return Finding(True, "Asks one thing")


def _number(count: int) -> str:
    return {2: "Two", 3: "Three", 4: "Four"}.get(count, str(count))


def neither_leads_nor_praises(text: str, language: str) -> Finding:
    leading = LEADING[language].search(text)
    if leading:
        return Finding(False, f"“{leading.group().strip()}” suggests the answer")
    praise = PRAISE[language].search(text)
    if praise:
        return Finding(False, f"“{praise.group().strip()}” praises, which tells people what we think of their answer")
    return Finding(True, "Neither suggests an answer nor praises one")


def stands_alone(text: str, language: str) -> Finding:
    # A later sentence may point at the one before it.
    first = FIRST_SENTENCE.match(text)
    match = NEEDS_BEFORE[language].search(first.group() if first else text)
    if match:
        phrase = match.group("it").strip()
        return Finding(False, f"“{phrase[0].upper()}{phrase[1:]}” needs an answer before it. Keep as a follow-up")
    return Finding(True, "Can be understood without the answer before it")


def can_be_spoken(text: str, language: str) -> Finding:
    count = len(text.split())
    if count > WORDS_TO_SPEAK:
        return Finding(False, f"{count} words are too many to be spoken; {WORDS_TO_SPEAK} can be followed")
    return Finding(True, "Short enough to be spoken")


CHECKS: tuple[Callable[[str, str], Finding], ...] = (
    names_nobody,
    asks_about_work,
    stands_alone,
    asks_one_thing,
    neither_leads_nor_praises,
    can_be_spoken,
)


# Whoever writes: what must not be asked, suggests its answer, or cannot be followed. Names may stand in a company's own questions.
OF_QUESTIONS = (asks_about_work, neither_leads_nor_praises, asks_one_thing, can_be_spoken)
OF_FOLLOW_UPS = (asks_about_work, neither_leads_nor_praises)


def remarks_on(text: str, language: str) -> list[str]:
    """What whoever writes a question should think over before it is saved."""
    return [found.text for check in OF_QUESTIONS if not (found := check(text, language)).is_fine]


def remarks_on_follow_up(text: str, language: str) -> list[str]:
    return [found.text for check in OF_FOLLOW_UPS if not (found := check(text, language)).is_fine]


def check_wording(text: str, language: str) -> list[Finding]:
    return [check(text, language) for check in CHECKS]

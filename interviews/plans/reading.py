"""What of a job's description says what the work asks for. Pure, and by rules: no model is needed to leave the benefits out."""

import re
from dataclasses import dataclass

MOST_SENTENCES, LONGEST = 40, 300
MOST_WORDS_IN_HEADING = 5
ASKED, SAID, ASIDE = 1.0, 0.6, 0.0
BULLET = re.compile(r"^\s*(?:[-*•·–—▪●○‣]|\d{1,2}[.)])\s+")
SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+(?=\S)")
HEADINGS = {
    ASIDE: (
        "benefit|we offer|our offer|perks|about us|about the company|who we are$|our company|equal opportunit|"
        "how to apply|apply now|contact us|salary|compensation|what you get|what you'll get|why join|why us|"
        "wir bieten|unser angebot|das bieten|über uns|benefits|kontakt|bewerb|wer wir sind|vergütung|deine vorteile|ihre vorteile|"
        "nous offrons|à propos|ofrecemos|sobre nosotros"
    ),
    ASKED: (
        "requirement|responsib|what you|you will|you’ll|you'll|your role|your responsib|your profile|your task|the role|duties|qualification|skills|"
        "must have|nice to have|who you are|we are looking for|looking for|you bring|experience|about you|day to day|"
        "aufgabe|anforderung|profil|das bringst du|das bringen sie|voraussetz|qualifik|deine rolle|ihre rolle|was dich erwartet|"
        "was sie erwartet|kenntnisse|ihre tätig|missions|profil recherché|vos missions|compétences|requisitos|funciones|responsabilidades"
    ),
}
ASIDE_SENTENCE = re.compile(
    r"\b(?:we offer|you will receive|you get|equal opportunit|regardless of|apply (?:now|via|by|with)|send (?:us )?your|salary|per year|"
    r"paid (?:holiday|leave|vacation)|days of (?:holiday|leave)|free (?:parking|coffee|fruit)|pension|founded in|wir bieten|"
    r"bewerben sie|bewirb dich|urlaubstage|jobticket|gehalt|vergütung|unabhängig von|gegründet)\b",
    re.IGNORECASE,
)


INTERVIEW = re.compile(r"interview|gespräch|entretien|entrevista", re.IGNORECASE)
MINUTES = re.compile(r"\b(\d{2,3})[ -]?(?:min\b|minut)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    # How much it says about the work: a requirement most, what is told of the company not at all.
    weight: float


def promised_minutes(description: str) -> int | None:
    """How long the description says that the interview takes."""
    for line in description.splitlines():
        for sentence in SENTENCE_ENDS.split(line):
            told = MINUTES.search(sentence)
            if told and INTERVIEW.search(sentence):
                return int(told[1])
    return None


def sentences_of(description: str) -> tuple[Sentence, ...]:
    """Those that ask for something, in their order; all of them, where none seems to."""
    found: list[Sentence] = []
    section = SAID
    for line in description.replace("\0", " ").splitlines():
        text = BULLET.sub("", line).strip()
        if not text:
            continue
        heading = _heading(text, is_bullet=bool(BULLET.match(line)))
        if heading is not None:
            section = heading
            continue
        for part in SENTENCE_ENDS.split(text):
            said = part.strip()[:LONGEST]
            if len(said.split()) > 1:
                found.append(Sentence(said, ASIDE if ASIDE_SENTENCE.search(said) else section))
    asking = [sentence for sentence in found if sentence.weight > ASIDE]
    return tuple((asking or [Sentence(each.text, SAID) for each in found])[:MOST_SENTENCES])


def has_word(text: str, beginnings: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these stand in it at the beginning of a word."""
    lower = text.lower()
    return tuple(word for word in beginnings if re.search(rf"(?<![^\W_]){re.escape(word)}", lower))


def _heading(text: str, *, is_bullet: bool) -> float | None:
    """The weight of what stands under it; None where the line is no heading."""
    if is_bullet or len(text) > 60 or (text[-1] in ".!;," and not text.endswith(":")):
        return None
    bare = text.rstrip(":?").strip().lower()
    if text.endswith(":") or len(bare.split()) <= MOST_WORDS_IN_HEADING:
        for weight, pattern in HEADINGS.items():
            if re.search(rf"\b(?:{pattern})", bare):
                return weight
    return SAID if text.endswith(":") else None

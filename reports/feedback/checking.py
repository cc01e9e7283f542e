"""Feedback held against what it must not hold: scores, verdicts, others, and what speaks of more than the answers."""

import re
from typing import Final

from ai.orders import TO_THE_JUDGE
from reports.feedback.fields import FeedbackWords
from resumes.fairness import is_fair

# A level, a figure of a scale, or where somebody stands, in four languages.
SCORE: Final = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:/|out of|of|von|de|sur)\s*(?:5|10|100)\b|\b\d+(?:[.,]\d+)?\s*(?:%|per ?cent\b|prozent\b|por ciento\b|pour cent\b)"
    r"|\b(?:scor\w*|rating\w*|rated|levels?\s*\d|graded?|points?\s*\d|percentile|rank\w*)\b"
    r"|\b(?:punktzahl\w*|bewertungsstufe\w*|stufe\s*\d|note\s*\d|benotet\w*|rang\w*|platz\s*\d)\b"
    r"|\b(?:puntuaci\w+|puntaje\w*|calificaci\w+|nivel\s*\d|puesto\s*\d)\b"
    r"|\b(?:notation|noté\w*|niveau\s*\d|classement|note\s*de\s*\d)\b",
    re.IGNORECASE,
)
VERDICT: Final = re.compile(
    r"\b(?:hire|hired|hiring|reject\w*|shortlist\w*|other candidates?|better than|worse than|(?<!your )decision|offer you)\b"
    r"|\b(?:einstell\w*|abgelehnt|ablehn\w*|absage\w*|andere[nr]? bewerb\w*|besser als|schlechter als|(?<!ihre )entscheidung)\b"
    r"|\b(?:contratar\w*|contratad\w*|rechaz\w*|otr[ao]s candidat\w*|mejor que|peor que|(?<!su )decisión)\b"
    r"|\b(?:embauch\w*|recrut[ée]\w*|refus\w*|rejet\w*|autres candidat\w*|mieux que|pire que|(?<!votre )décision)\b",
    re.IGNORECASE,
)


def may_be_told(sentence: str) -> bool:
    said = sentence.strip()
    return bool(said) and is_fair(said) and not any(found.search(said) for found in (SCORE, VERDICT, TO_THE_JUDGE))


def checked(words: FeedbackWords) -> FeedbackWords:
    return FeedbackWords(
        strengths=tuple(each.strip() for each in words.strengths if may_be_told(each)),
        advice=tuple(each.strip() for each in words.advice if may_be_told(each)),
    )

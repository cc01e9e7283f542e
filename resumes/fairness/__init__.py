"""What must play no part: lines that tell it are shown to no model, and what speaks of it is shown to nobody.

Nobody is asked for their age, gender, origin, family, health, faith, looks, address or service, nor why they were without work.
A line that is left out for nothing costs a question; one that stays may cost somebody a job.
"""

import re

from resumes.fairness.words import ALONE, GUESSES, LIFE, PAUSES, TOLD

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}")
PHONE = re.compile(r"(?:(?<!\w)\+|\b00)\d[\d ()/.-]{6,18}\d|\b0\d{2,4}[ /-]\d{3,}|\(0?\d{2,4}\)\s?\d{3,}|\b\d{3}[ .-]\d{3}[ .-]\d{4}\b")

# Jobs begin in months; people are born on days.
DAY = re.compile(r"\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b")


def is_private(line: str) -> bool:
    """Whether a line of a résumé tells of more than work, or how somebody is reached."""
    return bool(ALONE.fullmatch(line)) or any(found.search(line) for found in (EMAIL, PHONE, DAY, *TOLD.values()))


def is_pause(title: str) -> bool:
    """Whether an entry among the jobs is a time without one."""
    return any(words.search(title) for words in PAUSES.values())


def is_fair(said: str) -> bool:
    """Whether something said about a person, or to be asked of them, keeps to their work."""
    return not (is_private(said) or is_pause(said) or GUESSES.search(said) or any(words.search(said) for words in LIFE.values()))

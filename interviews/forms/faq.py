"""Questions that candidates ask, and what the interviewer may answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from interviews.models import Job
from interviews.starters import EVERY_STARTER, STARTERS

MOST_ROWS = 30
MOST_LETTERS = {"question": 300, "answer": 2_000}


@dataclass(slots=True)
class FaqRow:
    """A question as it stands in the form: pairs of fields, as many as there are."""

    question: str = ""
    answer: str = ""
    fault: str = ""

    @property
    def is_left_out(self) -> bool:
        return not self.answer and (not self.question or self.question in EVERY_STARTER)


def rows_of(job: Job) -> list[FaqRow]:
    """What was answered, and below it what is still offered."""
    answered = [FaqRow(each["question"], each["answer"]) for each in job.faq]
    asked = {row.question for row in answered}
    return answered + [row for row in starters(job.language) if row.question not in asked]


def starters(language: str) -> list[FaqRow]:
    return [FaqRow(question) for question in STARTERS.get(language, STARTERS["en"])]


def rows_from(data: QueryDict) -> list[FaqRow]:
    pairs = zip(data.getlist("faq_question"), data.getlist("faq_answer"), strict=False)
    return [FaqRow(" ".join(_plain(question).split()), _plain(answer)) for question, answer in pairs][:MOST_ROWS]


def check_rows(rows: Iterable[FaqRow]) -> bool:
    for row in rows:
        row.fault = _fault(row)
    return not any(row.fault for row in rows)


def faq_from(rows: Iterable[FaqRow]) -> tuple[tuple[str, str], ...]:
    return tuple((row.question, row.answer) for row in rows if not row.is_left_out)


def _fault(row: FaqRow) -> str:
    if row.is_left_out:
        return ""
    if not row.question:
        return "Write the question that this answers, or empty both fields."
    if not row.answer:
        return "Write the answer, or remove the question."
    for name, most in MOST_LETTERS.items():
        length = len(getattr(row, name))
        if length > most:
            return f"Please use at most {most:,} letters for the {name}; this has {length:,}."
    return ""


def _plain(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()

"""Files of questions for tests."""

import csv
import io
import json

from django.core.files.base import ContentFile

from accounts.services.audit import Actor
from accounts.tenancy import every_company
from interviews.models import Question, QuestionImport
from interviews.services.exports import Format, Wanted, export
from interviews.services.imports.intake import begin_import, order_writing
from interviews.services.imports.running import check_import, write_import
from interviews.services.imports.scope import imports_of, work_for

GOOD = {
    "bank": "backend",
    "key": "slow-query",
    "text": "How do you find a slow query?",
    "competency": "Data",
    "difficulty": "medium",
    "type": "technical",
    "roles": "backend developer; dba",
    "minutes": "5",
    "shows": "They measure before they change.",
    **{f"anchor_{level}": f"Shows sign number {level}." for level in range(1, 6)},
    "ideal_answer": "I look at the plan first.",
    "follow_up_1": "How would you know?",
    "follow_up_1_when": "They guess.",
}


def row(**changes: str) -> dict[str, str]:
    return GOOD | changes


def rows(number: int, **changes: str) -> list[dict[str, str]]:
    return [row(key=f"question-{n}", text=f"What do you do about number {n}?", **changes) for n in range(1, number + 1)]


def as_csv(rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    lines = io.StringIO()
    writer = csv.DictWriter(lines, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return lines.getvalue().encode(encoding)


def as_json(rows: list[dict[str, object]]) -> bytes:
    return json.dumps(rows).encode()


def upload(content: bytes, *, company=None, by: Actor | None = None, name: str = "questions.csv", **choices) -> QuestionImport:
    with work_for(company.pk if company else None):
        return begin_import(file=ContentFile(content), name=name, size=len(content), by=by or Actor(), company=company, **choices)


def questions(**wanted) -> list[Question]:
    with every_company("the test looks at the library"):
        return list(
            Question.objects.filter(**wanted).order_by("bank__slug", "key", "version").prefetch_related("follow_ups", "ideal_answers")
        )


def fresh(found: QuestionImport) -> QuestionImport:
    with work_for(found.company_id):
        return imports_of(found.company_id).get(pk=found.pk)


def checked(content: bytes, **choices) -> QuestionImport:
    found = upload(content, **choices)
    check_import(import_id=found.pk, company_id=found.company_id)
    return fresh(found)


def ordered(found: QuestionImport, by: Actor | None = None) -> QuestionImport:
    with work_for(found.company_id):
        order_writing(found=found, by=by or Actor())
    return found


def written(content: bytes, **choices) -> QuestionImport:
    found = ordered(checked(content, **choices))
    write_import(import_id=found.pk, company_id=found.company_id)
    return fresh(found)


def exported(form: Format, *, company=None, **choices) -> bytes:
    return b"".join(export(Wanted(company.pk if company else None, **choices), form))


def counts(found: QuestionImport) -> tuple[int, int, int, int]:
    return found.new, found.changed, found.same, found.faults


def sentences(found: QuestionImport) -> list[tuple[int, str, str]]:
    return [(each["row"], each["column"], each["sentence"]) for each in found.shown_faults]

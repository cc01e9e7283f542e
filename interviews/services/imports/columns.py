"""The columns of a file of questions."""

import re
from collections.abc import Iterable, Sequence

from django.contrib.postgres.fields import ArrayField

from interviews.models import Bank, FollowUp, IdealAnswer, Question

ANCHORS = tuple(f"anchor_{level}" for level in range(1, 6))
REQUIRED = ("text", "competency", "difficulty", "type", "shows", *ANCHORS)
PLAIN = ("bank", "key", "text", "competency", "difficulty", "type", "domain", "language", "roles", "minutes", "shows", *ANCHORS)
# Of ideal answers and of follow-ups: far more than anybody writes.
MOST = 50
IDEAL_ANSWERS = ("ideal_answer", *(f"ideal_answer_{number}" for number in range(2, MOST + 1)))
FOLLOW_UPS = tuple((f"follow_up_{number}", f"follow_up_{number}_when") for number in range(1, MOST + 1))
KNOWN = frozenset((*PLAIN, *IDEAL_ANSWERS, *(column for pair in FOLLOW_UPS for column in pair)))
NUMBERED = re.compile(r"(anchor|ideal_answer|follow_up)_?(\d*)(_when)?")


def _most(model: type[Question] | type[FollowUp] | type[IdealAnswer] | type[Bank], name: str) -> int:
    field = model._meta.get_field(name)
    found = field.base_field if isinstance(field, ArrayField) else field
    return int(getattr(found, "max_length", None) or 0)


# The longest text of each column, in characters.
LONGEST = {name: _most(Question, name) for name in ("key", "text", "competency", "domain", "shows")} | {
    "bank": _most(Bank, "name"),
    "role": _most(Question, "roles"),
    "anchor": _most(Question, "anchors"),
    "ideal_answer": _most(IdealAnswer, "text"),
    "follow_up": _most(FollowUp, "text"),
    "when": _most(FollowUp, "when"),
}


def column_called(head: str) -> str:
    """“Follow-up 1 When” is follow_up_1_when; what we do not know stays as it is written, in small letters."""
    name = re.sub(r"[\s\-_]+", "_", head.strip().strip("\ufeff").casefold()).strip("_")
    found = NUMBERED.fullmatch(name)
    if not found:
        return name
    stem, number, when = found[1], found[2].lstrip("0"), found[3] or ""
    if stem == "ideal_answer":
        return stem if number in ("", "1") else f"{stem}_{number}"
    return f"{stem}_{number or 1}{when}"


def header(*, ideal_answers: int, follow_ups: int) -> list[str]:
    """Of an export: as many of each as its questions have, be it more than a file may bring."""
    further = [f"ideal_answer_{number}" for number in range(2, ideal_answers + 1)]
    asked = [f"follow_up_{number}{part}" for number in range(1, follow_ups + 1) for part in ("", "_when")]
    return [*PLAIN, "ideal_answer", *further, *asked]


def said_in_a_row(names: Iterable[str]) -> str:
    found = [f"“{name}”" for name in names]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def missing_from(found: Sequence[str]) -> str:
    """One sentence about all that are missing, or nothing."""
    missing = [name for name in REQUIRED if name not in found]
    if not missing:
        return ""
    columns = "column" if len(missing) == 1 else "columns"
    return f"The {columns} {said_in_a_row(missing)} {'is' if len(missing) == 1 else 'are'} missing."

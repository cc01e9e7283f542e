"""A question's versions, and what changed from one to another."""

from dataclasses import dataclass

from interviews.differences import Piece, pieces_between
from interviews.models import Difficulty, Kind, Question
from interviews.services.questions import Written, as_written

NAMES = {
    "text": "Question",
    "competency": "Competency",
    "difficulty": "Difficulty",
    "kind": "Type",
    "domain": "Domain",
    "language": "Language",
    "minutes": "Minutes",
    "roles": "Roles",
    "shows": "What a good answer shows",
}


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    pieces: tuple[Piece, ...]


def versions_of(question: Question) -> list[Question]:
    """The newest first, with all that stands under them."""
    versions = (
        Question.objects.filter(bank=question.bank_id, key=question.key)
        .select_related("created_by")
        .prefetch_related("follow_ups", "ideal_answers")
    )
    return list(versions.order_by("-version"))


@dataclass(frozen=True, slots=True)
class Version:
    question: Question
    # Since the one before; none in the first.
    changes: tuple[Change, ...]


def story_of(question: Question) -> list[Version]:
    """All its versions, the newest first, each with what it changed."""
    versions = versions_of(question)
    older = [*versions[1:], None]
    return [Version(now, tuple(changes_between(then, now)) if then else ()) for now, then in zip(versions, older, strict=True)]


def changes_between(older: Question, newer: Question) -> list[Change]:
    before, after = _as_texts(as_written(older)), _as_texts(as_written(newer))
    names = dict.fromkeys((*after, *before))
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return [Change(name, tuple(pieces_between(old, new))) for name, old, new in pairs if old != new]


def _as_texts(written: Written) -> dict[str, str]:
    wording = written.wording
    texts = {label: str(getattr(wording, name)) for name, label in NAMES.items() if name != "roles"}
    texts |= {"Difficulty": Difficulty(wording.difficulty).label, "Type": Kind(wording.kind).label, "Roles": ", ".join(wording.roles)}
    texts |= {f"Anchor of level {level}": anchor for level, anchor in enumerate(wording.anchors, 1)}
    for number, each in enumerate(written.follow_ups, 1):
        texts[f"Follow-up {number}"] = f"{each.when} → {each.text}" if each.when else each.text
    return texts | {f"Ideal answer {number}": text for number, text in enumerate(written.ideal_answers, 1)}

"""What changed from one version of a question to the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from interviews.models import Question
from interviews.services.questions import Written, as_written


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    words: str
    is_gone: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Version:
    question: Question
    # Since the one before; none in the first.
    changes: tuple[Change, ...]


def story_of(newest_first: Iterable[Question]) -> list[Version]:
    versions = list(newest_first)
    before = [*versions[1:], None]
    return [Version(now, tuple(_changes(then, now)) if then else ()) for now, then in zip(versions, before, strict=True)]


def _changes(then: Question, now: Question) -> Iterator[Change]:
    old, new = dict(_parts(then)), dict(_parts(now))
    for name in [*new, *(name for name in old if name not in new)]:
        if old.get(name, "") != new.get(name, ""):
            yield Change(name, tuple(_pieces(old.get(name, ""), new.get(name, ""))))


def _parts(question: Question) -> Iterator[tuple[str, str]]:
    """Everything that a version says, by the name under which people know it."""
    written: Written = as_written(question)
    yield "Question", question.text
    yield "Competency", question.competency
    yield "Difficulty", question.get_difficulty_display()
    yield "Type", question.get_kind_display()
    yield "Minutes", str(question.minutes)
    yield "Roles", ", ".join(question.roles)
    yield "What a good answer shows", question.shows
    for level, text in reversed(list(enumerate(question.anchors, start=1))):
        yield f"Anchor {level}", text
    for number, follow_up in enumerate(written.follow_ups, start=1):
        yield f"Follow-up {number}", f"{follow_up.when} {follow_up.text}".strip()
    for number, ideal in enumerate(written.ideal_answers, start=1):
        yield f"Ideal answer {number}" if number > 1 else "Ideal answer", ideal


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = old.split(), new.split()
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(" ".join(before[a:b]))
            continue
        if a < b:
            yield Piece(" ".join(before[a:b]), is_gone=True)
        if c < d:
            yield Piece(" ".join(after[c:d]), is_new=True)

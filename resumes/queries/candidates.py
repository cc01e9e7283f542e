"""What the pages about candidates show."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet, Subquery

from resumes.models import Candidate, Resume
from resumes.problems import SENTENCES
from resumes.queries.summaries import ForInterviewer, for_interviewer
from resumes.reading.verdict import Problem
from resumes.understanding.fields import Understood
from resumes.understanding.places import Fact, facts_in
from resumes.understanding.years import years_per_skill

LISTS = ("skills", "languages", "certifications", "projects")
LIKE_AT_MOST = 10
ORDERS = {"newest": ("-created_at", "pk"), "oldest": ("created_at", "pk"), "name": ("name", "pk")}
ORDER_NAMES = {"newest": "Newest first", "oldest": "Oldest first", "name": "By name"}
# What the newest résumé is in, as people would say it.
STATES = {
    "ready": (Resume.State.UNDERSTOOD, Resume.State.READY),
    "reading": (Resume.State.RECEIVED, Resume.State.READ),
    "refused": (Resume.State.REFUSED,),
}
STATE_NAMES = {"ready": "Ready", "reading": "Being read", "refused": "Cannot be read", "none": "No résumé"}
MOST_TAGS = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    search: str = ""
    tag: str = ""
    source: str = ""
    state: str = ""
    order: str = "newest"

    @property
    def is_narrow(self) -> bool:
        return bool(self.search or self.tag or self.source or self.state)


def candidates(wanted: Wanted) -> QuerySet[Candidate]:
    """Each with the state of the newest résumé, and what it waits for."""
    newest = Resume.objects.filter(candidate=OuterRef("pk")).order_by("-created_at")
    found = Candidate.objects.annotate(
        resume_state=Subquery(newest.values("state")[:1]), resume_waits_for=Subquery(newest.values("waits_for")[:1])
    )
    for word in wanted.search.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(tags__icontains=word))
    if wanted.tag:
        found = found.filter(tags__contains=[wanted.tag])
    if wanted.source:
        found = found.filter(source=wanted.source)
    if wanted.state:
        found = found.filter(_in_state(wanted.state))
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["newest"]))


def _in_state(state: str) -> Q:
    """Said by sets and not by each candidate's newest résumé, which would be looked up ten thousand times."""
    if state == "none":
        return ~Q(pk__in=Resume.objects.values("candidate"))
    newer = Resume.objects.filter(candidate=OuterRef("candidate"), created_at__gt=OuterRef("created_at"))
    return Q(pk__in=Resume.objects.filter(~Exists(newer), state__in=STATES[state]).values("candidate"))


def known_tags() -> list[str]:
    tags = Candidate.objects.annotate(tag=Func("tags", function="unnest", output_field=CharField())).values_list("tag", flat=True)
    return sorted(set(tags.order_by("tag").distinct()[:MOST_TAGS]), key=str.casefold)


def like(candidate: Candidate, search: str) -> list[Candidate]:
    """Who may be the same person: whom somebody looks for or, unasked, who has the name, an address, the telephone or a file in common."""
    others = (candidates(Wanted(search)) if search else _alike(candidate)).exclude(pk=candidate.pk)
    return list(others[:LIKE_AT_MOST])


def _alike(candidate: Candidate) -> QuerySet[Candidate]:
    files = Resume.objects.filter(sha256__in=candidate.resumes.values("sha256")).values("candidate")
    same = Q(name__iexact=candidate.name) | Q(pk__in=files)
    # An address that a résumé says and somebody else has already was not taken over.
    for email in candidate.resumes.values_list("understood__contact__email", flat=True):
        same |= Q(email__iexact=email) if email else Q()
    if candidate.phone:
        same |= Q(phone=candidate.phone)
    return candidates(Wanted()).filter(same)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a résumé's text; with an anchor where a field stands."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field on the page: what it says, where that stands, and what we counted."""

    text: str
    anchor: str
    note: str = ""
    # A person wrote it, and it was not read so.
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together. A job or an education has a head and a line under it; the first of its kind has the title."""

    title: str
    fields: tuple[Field, ...]
    head: Field | None = None
    line: tuple[Field, ...] = ()

    @property
    def is_short(self) -> bool:
        """A word or two each: they stand beside each other."""
        return len(self.fields) > 2 and all(len(field.text) < 40 for field in self.fields) and self.title in ("Skills", "Languages")


@dataclass(frozen=True, slots=True)
class Shown:
    """A résumé beside what was understood."""

    resume: Resume
    understood: Understood | None
    # What the reader said, where a person corrected it.
    as_read: Understood | None
    pieces: tuple[Piece, ...]
    # By the field's path: the anchor in the text.
    anchors: dict[str, str]
    years: dict[str, float]
    sentence: str
    interviewer: ForInterviewer

    @property
    def is_corrected(self) -> bool:
        return self.resume.corrected is not None

    @property
    def by_rules(self) -> bool:
        return self.resume.understood_by.get("provider") in (None, "builtin")

    @property
    def groups(self) -> list[Group]:
        """The fields that say something, as they stand on the page."""
        return _groups(self.understood, self._field) if self.understood else []

    @property
    def groups_as_read(self) -> list[Group]:
        return _groups(self.as_read, lambda _, text: Field(text, "")) if self.as_read else []

    def _field(self, path: str, text: str) -> Field:
        years = self.years.get(text) if path.startswith("skills.") else None
        note = f"{years:g} years" if years else ""
        is_corrected = self.as_read is not None and text not in _words(self.as_read.model_dump())
        return Field(text, self.anchors.get(path, ""), note, is_corrected)


Maker = Callable[[str, str], Field]


def _groups(found: Understood, field: Maker) -> list[Group]:
    def group(title: str, path: str, values: dict[str, Any]) -> Group:
        return Group(title, tuple(_fields(path, values, field)))

    groups = [
        group("In short", "", {"headline": found.headline, "summary": found.summary}),
        *_entries("Experience", "experience", [job.model_dump() for job in found.experience], field),
        *_entries("Education", "education", [study.model_dump() for study in found.education], field),
        *(group(name.capitalize(), "", {name: getattr(found, name)}) for name in LISTS),
        group("Contact", "contact", found.contact.model_dump()),
    ]
    return [each for each in groups if each.fields or each.head]


def _entries(title: str, path: str, entries: list[dict[str, Any]], field: Maker) -> Iterator[Group]:
    for at, entry in enumerate(entries):
        highlights = tuple(_fields(f"{path}.{at}", {"highlights": entry.pop("highlights", [])}, field))
        line = tuple(_fields(f"{path}.{at}", entry, field))
        yield Group("" if at else title, highlights, next(iter(line), None), line[1:])


def _fields(path: str, values: dict[str, Any], field: Maker) -> Iterator[Field]:
    for name, value in values.items():
        full = f"{path}.{name}".lstrip(".")
        flat = [(f"{full}.{at}", each) for at, each in enumerate(value)] if isinstance(value, list) else [(full, value)]
        yield from (field(where, text) for where, text in flat if text)


def _words(node: object) -> set[str]:
    """Every text in it, whichever field it stands in: an entry that moved is no correction."""
    if isinstance(node, str):
        return {node}
    values: Iterable[object] = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return {text for value in values for text in _words(value)}


def shown_resume(resume: Resume, today: date) -> Shown:
    values = resume.understood if resume.corrected is None else resume.corrected
    understood = Understood.model_validate(values) if values else None
    as_read = None if resume.corrected is None else Understood.model_validate(resume.understood or {})
    facts = facts_in(resume.text, understood) if understood else []
    pieces, anchors = _pieces(resume.text, facts)
    years = years_per_skill(understood, today) if understood else {}
    sentence = SENTENCES[Problem(resume.problem)] if resume.problem else ""
    interviewer, pieces = for_interviewer(resume, pieces)
    return Shown(resume, understood, as_read, pieces, anchors, years, sentence, interviewer)


def _pieces(text: str, facts: list[Fact]) -> tuple[tuple[Piece, ...], dict[str, str]]:
    """Cut a text so that each field can be led to. Where two stand in one another, the later one leads to the earlier."""
    pieces: list[Piece] = []
    anchors: dict[str, str] = {}
    at = 0
    for number, fact in enumerate(sorted(facts, key=lambda fact: (fact.start, -fact.end))):
        if fact.start < at:
            anchors[fact.path] = next((piece.anchor for piece in reversed(pieces) if piece.anchor), "")
            continue
        anchors[fact.path] = f"said-{number}"
        pieces += [Piece(text[at : fact.start]), Piece(text[fact.start : fact.end], f"said-{number}")]
        at = fact.end
    return (*pieces, Piece(text[at:])), anchors

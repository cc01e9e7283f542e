"""What the pages about candidates show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from resumes.models import Candidate, Resume
from resumes.problems import SENTENCES
from resumes.queries.summaries import ForInterviewer, for_interviewer
from resumes.reading.verdict import Problem
from resumes.understanding.fields import Understood
from resumes.understanding.places import Fact, facts_in
from resumes.understanding.years import years_per_skill

LISTS = ("skills", "languages", "certifications", "projects")
ORDERS = {"newest": ("-created_at", "pk"), "oldest": ("created_at", "pk"), "name": ("name", "pk")}


@dataclass(frozen=True, slots=True)
class Wanted:
    search: str = ""
    tag: str = ""
    order: str = "newest"


def candidates(wanted: Wanted) -> QuerySet[Candidate]:
    """Each with the state and the problem of the newest résumé."""
    newest = Resume.objects.filter(candidate=OuterRef("pk")).order_by("-created_at")
    found = Candidate.objects.annotate(
        resume_state=Subquery(newest.values("state")[:1]), resume_problem=Subquery(newest.values("problem")[:1])
    )
    for word in wanted.search.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(tags__icontains=word))
    if wanted.tag:
        found = found.filter(tags__contains=[wanted.tag])
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["newest"]))


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


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    fields: tuple[Field, ...]

    @property
    def is_short(self) -> bool:
        """A word or two each: they stand beside each other."""
        return len(self.fields) > 2 and all(len(field.text) < 40 for field in self.fields) and self.title in ("Skills", "Languages")


@dataclass(frozen=True, slots=True)
class Shown:
    """A résumé beside what was understood."""

    resume: Resume
    understood: Understood | None
    is_corrected: bool
    pieces: tuple[Piece, ...]
    # By the field's path: the anchor in the text.
    anchors: dict[str, str]
    years: dict[str, float]
    sentence: str
    interviewer: ForInterviewer

    @property
    def by_rules(self) -> bool:
        return self.resume.understood_by.get("provider") in (None, "builtin")

    @property
    def groups(self) -> list[Group]:
        """The fields that say something, as they stand on the page."""
        if self.understood is None:
            return []
        found = self.understood
        jobs = [
            Group(job.title or job.employer or job.dates, self._fields(f"experience.{at}", job.model_dump()))
            for at, job in enumerate(found.experience)
        ]
        groups = [
            Group("In short", self._fields("", {"headline": found.headline, "summary": found.summary})),
            *jobs,
            *(Group("Education", self._fields(f"education.{at}", study.model_dump())) for at, study in enumerate(found.education)),
            *(Group(name.capitalize(), self._fields("", {name: getattr(found, name)})) for name in LISTS),
            Group("Contact", self._fields("contact", found.contact.model_dump())),
        ]
        return [group for group in groups if group.fields]

    def _fields(self, path: str, values: dict[str, Any]) -> tuple[Field, ...]:
        named = [(f"{path}.{name}".lstrip("."), value) for name, value in values.items()]
        flat = [
            pair
            for name, value in named
            for pair in ([(f"{name}.{at}", each) for at, each in enumerate(value)] if isinstance(value, list) else [(name, value)])
        ]
        return tuple(Field(text, self.anchors.get(name, ""), self._note(name, text)) for name, text in flat if text)

    def _note(self, path: str, text: str) -> str:
        years = self.years.get(text) if path.startswith("skills.") else None
        return f"{years:g} years" if years else ""


def shown_resume(resume: Resume, today: date) -> Shown:
    values = resume.corrected or resume.understood
    understood = Understood.model_validate(values) if values else None
    facts = facts_in(resume.text, understood) if understood else []
    pieces, anchors = _pieces(resume.text, facts)
    years = years_per_skill(understood, today) if understood else {}
    sentence = SENTENCES[Problem(resume.problem)] if resume.problem else ""
    interviewer, pieces = for_interviewer(resume, pieces)
    return Shown(resume, understood, bool(resume.corrected), pieces, anchors, years, sentence, interviewer)


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

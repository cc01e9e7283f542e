"""From a text and what was understood of it to pieces of a length that can be compared, none of which mixes two entries.

Left out is what is nobody's business in an interview: how somebody is reached, lines that tell of more than work, times without
work, when somebody studied, which says how old they are, and languages, of which the first says where they come from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from resumes.fairness import is_pause, is_private
from resumes.models import Chunk
from resumes.understanding.fields import Job, Understood
from resumes.understanding.places import MOST_CHARACTERS, Fact, facts_in
from resumes.understanding.rules import LINK
from resumes.understanding.sections import Part, Section, parts_of

Kind = Chunk.Kind
# Long enough to say what it is about, short enough to be about one thing.
LONGEST = 700
MOST = 120
# "Backend engineer · Utrecht": what stands beside is often where somebody lives.
BESIDE = re.compile(r"\s*[·|•]\s*")
SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+")
# Interests tell of life, references of other people, memberships of unions and faiths.
ABOUT_WORK = re.compile(
    r"publi|talk|award|hono|volunt|conf[eé]r|veröffentl|auszeichn|ehrenamt|vortr|premio|ponencia|bénévol|prix|patent|teaching|research",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """Some words, and where they stand."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Chunk.Kind
    section: Section
    entry: int
    # What all pieces of an entry begin with: "Engineer, Acme Ltd (2019 – 2021)".
    head: str
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        between = ", " if self.kind == Kind.SKILLS else "\n"
        return "\n".join(filter(None, [self.head, between.join(item.text for item in self.items)]))

    @property
    def place(self) -> tuple[int, int] | None:
        places = [(item.start, item.end) for item in self.items if item.start is not None and item.end is not None]
        return (min(start for start, _ in places), max(end for _, end in places)) if places else None

    @property
    def content_hash(self) -> str:
        return sha256(f"{self.kind}\0{self.text}".encode()).hexdigest()


def pieces_of(text: str, understood: Understood) -> list[Piece]:
    facts = {fact.path: fact for fact in facts_in(text, understood)}
    found = [*_of_fields(understood, facts), *_of_other_parts(text)]
    if not any(piece.kind in (Kind.EXPERIENCE, Kind.EDUCATION, Kind.SKILLS, Kind.PROJECTS) for piece in found):
        # Nobody understood how it is made up: its lines are better than nothing.
        found += _of_lines(text, understood)
    once = {piece.content_hash: piece for piece in reversed(found)}
    return [piece for piece in found if once[piece.content_hash] is piece][:MOST]


def _of_fields(understood: Understood, facts: dict[str, Fact]) -> Iterator[Piece]:
    yield from _pieces(Kind.HEADLINE, Section.TOP, 0, "", _items("headline", [BESIDE.split(understood.headline)[0]], facts))
    yield from _pieces(Kind.SUMMARY, Section.SUMMARY, 0, "", _items("summary", [understood.summary], facts))
    for at, job in enumerate(understood.experience):
        yield from _of_a_job(at, job, facts)
    for at, study in enumerate(understood.education):
        names = {"degree": study.degree, "school": study.school}
        items = [item for name, value in names.items() for item in _items(f"education.{at}.{name}", [value], facts)]
        yield from _pieces(Kind.EDUCATION, Section.EDUCATION, at, "", items)
    yield from _pieces(Kind.SKILLS, Section.SKILLS, 0, "", _items("skills", understood.skills, facts, many=True))
    yield from _pieces(Kind.PROJECTS, Section.PROJECTS, 0, "", _items("projects", understood.projects, facts, many=True))
    yield from _pieces(Kind.OTHER, Section.CERTIFICATIONS, 0, "", _items("certifications", understood.certifications, facts, many=True))


def _of_a_job(at: int, job: Job, facts: dict[str, Fact]) -> Iterator[Piece]:
    path, names = f"experience.{at}", ", ".join(filter(None, [job.title, job.employer]))
    if is_private(names) or is_pause(job.title) or not (names or job.highlights):
        return
    head = f"{names} ({job.dates})" if job.dates else names
    items = _items(f"{path}.highlights", job.highlights, facts, many=True)
    if items:
        yield from _pieces(Kind.EXPERIENCE, Section.EXPERIENCE, at, head, items)
    else:
        title = next((facts[f"{path}.{name}"] for name in ("title", "employer") if f"{path}.{name}" in facts), None)
        yield Piece(Kind.EXPERIENCE, Section.EXPERIENCE, at, "", (Item(head, title.start, title.end) if title else Item(head),))


def _of_other_parts(text: str) -> Iterator[Piece]:
    """What has no field of its own, and is about work."""
    for at, part in enumerate(parts_of(text[:MOST_CHARACTERS])):
        if part.section == Section.OTHER and part.heading and ABOUT_WORK.search(part.heading.text):
            yield from _pieces(Kind.OTHER, Section.OTHER, at, part.heading.text, _items_of_lines(part, ""))


def _of_lines(text: str, understood: Understood) -> Iterator[Piece]:
    for at, part in enumerate(parts_of(text[:MOST_CHARACTERS])):
        if part.section not in (Section.CONTACT, Section.LANGUAGES, Section.OTHER):
            yield from _pieces(Kind.OTHER, part.section, at, "", _items_of_lines(part, understood.contact.name))


def _items_of_lines(part: Part, name: str) -> list[Item]:
    kept = [line for line in part.lines if line.text and line.text != name and not (is_private(line.text) or LINK.search(line.text))]
    return [Item(line.text, line.start, line.end) for line in kept]


def _items(path: str, values: Sequence[str], facts: dict[str, Fact], *, many: bool = False) -> list[Item]:
    found = []
    for at, value in enumerate(values):
        fact = facts.get(f"{path}.{at}" if many else path)
        if value.strip() and not is_private(value):
            found.append(Item(value, fact.start, fact.end) if fact else Item(value))
    return found


def _pieces(kind: Chunk.Kind, section: Section, entry: int, head: str, items: Sequence[Item]) -> Iterator[Piece]:
    """Fill pieces one after the other; an item that is too long for one goes on in the next."""
    group: list[Item] = []
    for item in (part for whole in items for part in _split(whole)):
        if group and sum(len(each.text) for each in group) + len(item.text) > LONGEST:
            yield Piece(kind, section, entry, head, tuple(group))
            group = []
        group.append(item)
    if group:
        yield Piece(kind, section, entry, head, tuple(group))


def _split(item: Item) -> list[Item]:
    """At the ends of sentences; what has none, after so many characters. Each part stands somewhere in the whole."""
    if len(item.text) <= LONGEST:
        return [item]
    sentences = [part for sentence in SENTENCE_ENDS.split(item.text) for part in _by_length(sentence)]
    return [Item(sentence, item.start, item.end) for sentence in sentences]


def _by_length(text: str) -> list[str]:
    return [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]

"""Understanding without a model: headings, dates and the shape of lines say enough about an ordinary résumé."""

import re

from resumes.understanding.fields import Contact, Job, Study, Understood
from resumes.understanding.jobs import BULLET, DEGREES, SCHOOLS, TITLES, Entry, degree_and_school, entries_of, title_and_employer
from resumes.understanding.sections import Part, Section, parts_of

# Bounded on all sides: unbounded ones take the square of a long word's length.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
PHONE = re.compile(r"(?<![\w/.-])(?:\+|00|\()?\d[\d ()/.-]{6,18}\d(?![\w/])")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s,;|·]+|(?<![@\w.])(?:github|gitlab|linkedin|xing|behance|dribbble)\.com/[^\s,;|·]+", re.IGNORECASE
)
NAME = re.compile(r"^(?:[^\W\d_][\w’'.-]*)(?:\s+[^\W\d_][\w’'.-]*){1,4}$")
NO_NAME = re.compile(r"^(?:curriculum vitae|lebenslauf|resume|résumé|cv|hoja de vida|persönliche daten)$", re.IGNORECASE)
# "Name: Sabine Brückner", in a table of one's data.
NAMED = re.compile(
    r"^(?:full name|name|vor- und nachname|vor- und zuname|nombre|nombre y apellidos|nom|nom et prénom|naam)\s*[:\t]\s*(.+)", re.IGNORECASE
)
# "EDV<tab>SAP, Excel": what stands in the first cell groups the others.
GROUP = re.compile(r"^(?:[\w &/-]{2,30}:\s*|[^\t,;|]{2,30}\t(?=[^\t]*[,;|]))")
# How well, and the heads of a table that says so: no skill of anybody's.
LEVEL = re.compile(
    r"skills?|level|years?|years of experience|proficiency|rating|last used|expert|advanced|intermediate|beginner|basic|proficient|novice|kenntnis|niveau|"
    r"jahre|experte|fortgeschritten|grundkenntnisse|sehr gut|gut|nivel|años|experto|avanzado|intermedio|básico|compétence|avancé|intermédiaire|débutant|"
    r"\d+\+?(?:\s(?:years?|yrs?|jahre|años|ans))?|\d+\s?/\s?\d+|\d+\s?%|[●○★☆•]+",
    re.IGNORECASE,
)
BETWEEN_ITEMS = re.compile(r"\s*(?:[,;|•·●▪]|\s/\s|\t|\s{3,})\s*(?![^(]*\))")
# "Kassel, den 3. Mai 2024"
SIGNED = re.compile(r",\s(?:den\s)?\d{1,2}\.\s?(?:\w+|\d{1,2}\.)\s?\d{4}$")
MOST_OF_EACH = 60


def understood_by_rules(text: str) -> Understood:
    parts = parts_of(text)
    top = parts[0]
    contact = _contact(text, parts)
    headline = _headline(top, contact)
    jobs = [entry for part in _all(parts, Section.EXPERIENCE) for entry in entries_of(part.lines)]
    schools = [entry for part in _all(parts, Section.EDUCATION) for entry in entries_of(part.lines, of_schools=True)]
    if len(parts) == 1:
        jobs, schools = _without_headings(top, {contact.name, headline})
    return Understood(
        contact=contact,
        headline=headline[:300],
        summary=" ".join(line for part in _all(parts, Section.SUMMARY) for line in _texts(part))[:3000],
        experience=_jobs(jobs)[:MOST_OF_EACH],
        education=[_study(entry) for entry in schools][:MOST_OF_EACH],
        skills=_items(parts, Section.SKILLS),
        languages=_items(parts, Section.LANGUAGES),
        certifications=[line[:300] for part in _all(parts, Section.CERTIFICATIONS) for line in _texts(part)][:MOST_OF_EACH],
        projects=[line[:1000] for part in _all(parts, Section.PROJECTS) for line in _texts(part)][:MOST_OF_EACH],
    )


def _all(parts: list[Part], section: Section) -> list[Part]:
    return [part for part in parts if part.section == section]


def _without_headings(top: Part, said: set[str]) -> tuple[list[Entry], list[Entry]]:
    """Jobs and schools of a text that somebody typed or pasted without headings: whatever has a period."""
    lines = [line for line in top.lines if line.text not in said and not (EMAIL.search(line.text) or LINK.search(line.text))]
    entries = [entry for entry in entries_of(lines) if entry.heads]
    schools = [entry for entry in entries if any(SCHOOLS.search(head) or DEGREES.search(head) for head in entry.heads)]
    return [entry for entry in entries if entry not in schools], schools


def _texts(part: Part) -> list[str]:
    return [BULLET.sub("", line.text) for line in part.lines if line.text]


def _contact(text: str, parts: list[Part]) -> Contact:
    email, phone = EMAIL.search(text), next((match for match in PHONE.finditer(text) if _is_phone(match.group())), None)
    return Contact(
        name=_name(parts)[:300],
        email=email.group()[:300] if email else "",
        phone=phone.group().strip() if phone else "",
        links=[match.group().rstrip(".)")[:300] for match in LINK.finditer(text)][:10],
    )


def _is_phone(text: str) -> bool:
    """Two years with a dash are none."""
    return 7 <= sum(letter.isdigit() for letter in text) <= 15 and not re.fullmatch(r"(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d", text.strip())


def _name(parts: list[Part]) -> str:
    top = [line.text for line in parts[0].lines if line.text][:8]
    labelled = (NAMED.match(text) for text in [*top, *(line for part in _all(parts, Section.CONTACT) for line in _texts(part))])
    if named := next((match[1].strip() for match in labelled if match and _is_name(match[1].strip())), ""):
        return named
    if _is_over_two_lines(top):
        return " ".join(top[:2])
    firsts = (re.split(r"\s*[,|·•\t]\s*|\s{3,}", text)[0] for text in top)
    return next((first for first in firsts if _is_name(first)), "")


def _is_name(text: str) -> bool:
    return bool(NAME.match(text)) and not NO_NAME.match(text) and not EMAIL.search(text)


def _is_over_two_lines(top: list[str]) -> bool:
    """In a narrow column the first name stands above the last, both in large letters."""
    first_two = top[:2]
    is_words = len(first_two) == 2 and all(text.replace("-", "").isalpha() and text[0].isupper() for text in first_two)
    return is_words and _is_name(" ".join(first_two)) and not any(TITLES.search(text) for text in first_two)


def _headline(top: Part, contact: Contact) -> str:
    """The first line under the name that is no address: these have numbers."""
    names = (contact.name, *contact.name.split())
    for text in (line.text for line in top.lines if line.text):
        first = re.split(r"\s*[|·•\t]\s*", text)[0]
        if EMAIL.search(text) or PHONE.search(text) or LINK.search(text):
            # "Registered Nurse | Leeds | ann@mail.example"
            if TITLES.search(first) and not re.search(r"[\d@]", first):
                return first
        elif text not in names and not re.search(r"\d", text) and not NO_NAME.match(text) and not NAMED.match(text):
            return text
    return ""


def _jobs(entries: list[Entry]) -> list[Job]:
    """A title alone, below another at a firm, is at that firm too."""
    jobs: list[Job] = []
    for entry in entries:
        job = _job(entry)
        jobs.append(job if job.employer or not jobs else job.model_copy(update={"employer": jobs[-1].employer}))
    return jobs


def _job(entry: Entry) -> Job:
    title, employer = title_and_employer(entry.heads)
    return Job(title=title[:300], employer=employer[:300], dates=entry.dates[:300], highlights=[line[:1000] for line in entry.below][:40])


def _study(entry: Entry) -> Study:
    degree, school = degree_and_school(entry.heads)
    return Study(degree=degree[:300], school=school[:300], dates=entry.dates[:300])


def _items(parts: list[Part], section: Section) -> list[str]:
    found: dict[str, None] = {}
    for part in _all(parts, section):
        for line in (text for text in _texts(part) if not SIGNED.search(text)):
            # "Databases: Postgres, Redis": what stands before the colon groups them.
            for item in BETWEEN_ITEMS.split(GROUP.sub("", line)):
                clean = re.sub(r"^(?:and|und|y|et)\s+", "", item.strip(" .;"))
                if (1 < len(clean) <= 80 or clean in ("C", "R")) and not LEVEL.fullmatch(clean):
                    found.setdefault(clean)
    return list(found)[:MOST_OF_EACH]

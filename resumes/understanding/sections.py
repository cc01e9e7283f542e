"""A résumé's sections, by the headings that people give them."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Section(StrEnum):
    TOP = "top"
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATIONS = "certifications"
    PROJECTS = "projects"
    CONTACT = "contact"
    OTHER = "other"


HEADINGS = {
    Section.SUMMARY: "summary; profile; professional summary; executive summary; about; about me; personal statement; objective; career objective; profil; über mich; kurzprofil; zusammenfassung; perfil; perfil profesional; resumen; sobre mí; à propos; profil professionnel; résumé professionnel; profiel",
    Section.EXPERIENCE: "experience; work experience; professional experience; relevant experience; employment; employment history; work history; career; career history; professional background; positions held; berufserfahrung; berufliche erfahrung; beruflicher werdegang; werdegang; praxiserfahrung; praktika; experiencia; experiencia profesional; experiencia laboral; expérience; expériences; expérience professionnelle; expériences professionnelles; parcours professionnel; werkervaring; esperienza; esperienze professionali",
    Section.EDUCATION: "education; academic background; education and training; qualifications; academic qualifications; studies; ausbildung; bildung; bildungsweg; studium; schulbildung; ausbildung und studium; educación; formación; formación académica; estudios; formation; formations; études; éducation; opleiding; opleidingen; istruzione",
    Section.SKILLS: "skills; technical skills; key skills; core skills; core competencies; competencies; technologies; tech stack; tools; expertise; skills and tools; skills & tools; kenntnisse; fähigkeiten; it-kenntnisse; edv-kenntnisse; fachkenntnisse; kompetenzen; technische kenntnisse; habilidades; competencias; conocimientos; aptitudes; compétences; compétences techniques; savoir-faire; vaardigheden; competenze",
    Section.LANGUAGES: "languages; language skills; sprachen; sprachkenntnisse; idiomas; lenguas; langues; talen; lingue",
    Section.CERTIFICATIONS: "certifications; certificates; certification; licenses; licenses and certifications; licences and certifications; courses; training; zertifikate; zertifizierungen; weiterbildung; fortbildungen; certificaciones; certificados; cursos; certificats; certificaten",
    Section.PROJECTS: "projects; personal projects; selected projects; side projects; open source; projekte; proyectos; projets; projets personnels; projecten",
    Section.CONTACT: "contact; contact details; personal details; personal information; kontakt; persönliche daten; contacto; datos personales; coordonnées; contactgegevens",
    Section.OTHER: "interests; hobbies; hobbies and interests; references; publications; talks; awards; honours; honors; volunteering; volunteer work; volunteer experience; memberships; interessen; hobbys; referenzen; veröffentlichungen; ehrenamt; auszeichnungen; intereses; referencias; publicaciones; premios; voluntariado; loisirs; centres d'intérêt; références; bénévolat; publications et conférences; interesses",
}
BY_HEADING = {heading.strip(): section for section, headings in HEADINGS.items() for heading in headings.split(";")}
# The last word of a heading in which each has words of their own: "Berufliche Laufbahn", "Top Skills", "Where I have worked".
LAST_WORDS = {
    word: section
    for section, words in {
        Section.EXPERIENCE: "experience experiences employment worked laufbahn werdegang berufserfahrung praxis erfahrung appointments",
        Section.EDUCATION: "education studied studies ausbildung bildung studium schulbildung diplômes",
        Section.SKILLS: "skills kenntnisse edv-kenntnisse fähigkeiten kompetenzen competencies technologies",
        Section.LANGUAGES: "languages sprachen sprachkenntnisse",
        Section.PROJECTS: "projects projekte",
    }.items()
    for word in words.split()
}
WITH_WHAT = re.compile(r"\b(?:work|use|know|do) (?:with|well|best)$|\bi (?:use|know)$")
# Where people speak of languages, and not of those that they program in.
SPOKEN = re.compile(
    r"\b(?:english|german|french|spanish|italian|dutch|portuguese|polish|russian|chinese|mandarin|arabic|turkish|hindi|japanese|deutsch|englisch|französisch|"
    r"spanisch|italienisch|polnisch|russisch|türkisch|arabisch|español|inglés|francés|alemán|français|anglais|allemand|espagnol|italien|nederlands|engels)\b",
    re.IGNORECASE,
)
# "Head of Education" is a title.
NO_HEADING = re.compile(r"[\d.,;|]|\b(?:of|at|for|in|the|my)\b", re.IGNORECASE)
MOST_WORDS = 4
SPACED = re.compile(r"^(?:\w ){3,}\w$")
LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and where it stands in it."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Part:
    section: Section
    heading: Line | None
    lines: tuple[Line, ...]


def parts_of(text: str) -> list[Part]:
    """Cut a text at its headings. What stands before the first is the top."""
    parts: list[Part] = []
    section, heading, lines = Section.TOP, None, list[Line]()
    for line in lines_of(text):
        named = _section_named(line.text)
        if named and named[1] and named[0] == Section.LANGUAGES and section == Section.SKILLS and SPOKEN.search(named[1]):
            # Among the skills a line of its own, and the skills go on after it.
            spoken = Part(Section.LANGUAGES, line, (Line(named[1], line.end - len(named[1])),))
            parts += [Part(section, heading, tuple(lines)), spoken]
            lines = []
            continue
        # "Languages: Python, Go" among the skills is one of their groups.
        if named is None or (named[1] and section == Section.SKILLS and heading and heading.text.rstrip(": ").count(":") == 0):
            lines.append(line)
            continue
        parts.append(Part(section, heading, tuple(lines)))
        section, heading, lines = named[0], line, []
        if named[1]:
            # "Skills: Python, SQL" is a heading and its content.
            lines.append(Line(named[1], line.end - len(named[1])))
    parts.append(Part(section, heading, tuple(lines)))
    return parts


def lines_of(text: str) -> list[Line]:
    lines, at = [], 0
    for raw in re.split(r"\n|\f", text):
        stripped = raw.strip()
        lines.append(Line(stripped, at + len(raw) - len(raw.lstrip()) if stripped else at))
        at += len(raw) + 1
    return lines


def _section_named(line: str) -> tuple[Section, str] | None:
    bare = line.replace(" ", "") if SPACED.match(line) else " ".join(line.split())
    before, colon, after = line.partition("\t") if "\t" in line and ":" not in line else bare.partition(":")
    for candidate, rest in ((bare, ""), (before, after.strip())):
        key = re.sub(r"[\W_]+$|^[\W_\d]+", "", candidate.casefold().replace("&", "and")).strip()
        if len(candidate) <= LONGEST_HEADING and key in BY_HEADING and (not rest or colon):
            return BY_HEADING[key], rest
    own = _named_by_last_word(re.sub(r"^[\W\d_]+|[\W_]+$", "", bare))
    return (own, "") if own else None


def _named_by_last_word(line: str) -> Section | None:
    words = line.casefold().split()
    if not 2 <= len(words) <= MOST_WORDS or not line[0].isupper() or NO_HEADING.search(line):
        return None
    return Section.SKILLS if WITH_WHAT.search(line.casefold()) else LAST_WORDS.get(words[-1])

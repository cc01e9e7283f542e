"""Entries of experience and education: a heading of a line or three with a period in it, and what was done."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resumes.understanding.dates import PERIOD, SINGLE
from resumes.understanding.sections import Line

# Any sign before a space; letters are "o", with which typewriters' heirs draw a circle.
BULLET = re.compile(r"^(?:[^\w\s(\[\"'“‘„#+&@<]|[\ue000-\uf8ff]|o|\*)+\s+")
PARTS = re.compile(
    r"\s*(?:,\s(?!(?:[Ii]nc|[Ll]td|LLC|LLP|[Cc]orp|[Pp]lc|PLC|GmbH|S\.\s?[AL])\b)|\s?[•●○◆■]\s|\s[–—|·/@-]\s|\t+|\s{2,}|\s+(?:at|bei|chez)\s+)\s*"
)
# "3 years 8 months", which programs write beside periods.
DURATION = re.compile(
    r"\(?\b\d+\s(?:years?|yrs?|jahre?|ans?|años?|jaar)\b(?:,?\s(?:and\s)?\d+\s(?:months?|mos?|monate?|mois|meses|maanden)\b)?\)?"
    r"|\(?\b\d+\s(?:months?|mos?|monate?|mois|meses|maanden)\b\)?",
    re.IGNORECASE,
)
# Ends with a point, and is no sentence.
POINT_OF_A_NAME = re.compile(r"\b(?:e\.\s?V|Inc|Ltd|Co|Corp|Bros|S\.\s?[LA]|B\.\s?V|N\.\s?V)\.$")
# A line that ends with one of these goes on in the next.
UNFINISHED = re.compile(
    r"(?:,|\s(?:and|or|of|for|by|to|in|on|at|with|from|the|a|an|und|oder|der|die|das|mit|für|von|im|y|o|de|del|la|el|con|para|en|et|ou|du|des|le|les|avec|pour))$"
)
# "config-", and not "Kreditoren- und Debitorenbuchhaltung".
PARTED = re.compile(r"\w(?:-|\s?[\u2010\xad])$")
JOINING = re.compile(r"(?:and|or|und|oder|y|o|et|ou)\b")
LONGEST_HEAD = 90
MOST_LINES_ABOVE = 3
TITLES = re.compile(
    r"engineer|develop|programm|architect|manager|lead\b|leader|head of|director|officer|chief|\bc[tefip]o\b|designer|analyst|consult|specialist|"
    r"scientist|research|administrator|assistant|associate|coordinator|representative|agent|advis|intern\b|internship|trainee|apprentice|teacher|"
    r"lecturer|professor|tutor|nurse|doctor|technician|mechanic|operator|driver|cashier|clerk|accountant|auditor|controller|recruiter|editor|writer|"
    r"journalist|translator|sales|account executive|buyer|planner|tester|\bqa\b|support|secretary|supervisor|owner|founder|partner|student|freelanc|"
    r"entwickler|ingenieur|leiter|leitung|berater|referent|sachbearbeit|kaufmann|kauffrau|techniker|mitarbeit|praktik|werkstudent|auszubildend|lehrer|"
    r"geschäftsführer|ingenier|desarrollador|diseñador|jefe|jefa|gerente|analista|consultor|técnic|becari|profesor|ingénieur|développeu|chef|"
    r"responsable|chargé|stagiaire|directeur|directrice|conseiller|technicien|medewerker|ontwikkelaar|stagiair",
    re.IGNORECASE,
)
EMPLOYERS = re.compile(
    r"\b(?:gmbh|ag|kg|se|e\.?v|ltd|limited|inc|llc|plc|corp|corporation|company|co|group|bv|b\.v|nv|sl|s\.l|sa|s\.a|sarl|sas|srl|bank|university|"
    r"universität|hospital|institute|institut|school|college|agency|studio|ministry|council|partners|llp|associates|holdings?|foundation|stiftung|museum)\b\.?",
    re.IGNORECASE,
)
DEGREES = re.compile(
    r"\b(?:b\.?a|b\.?sc|b\.?e|b\.?eng|b\.?tech|bachelor|m\.?a|m\.?sc|m\.?eng|mba|master|ph\.?d|doctor|dr|diploma?|diplom|degree|licence|licenciatura|grado|"
    r"máster|abitur|a-levels?|gcse|high school|baccalauréat|bts|dut|magister|staatsexamen|certificate)\b",
    re.IGNORECASE,
)
SCHOOLS = re.compile(
    r"universi|college|school|institut|academy|akademie|hochschule|école|escuela|instituto|polytech|politècnic|gymnasium|lycée|faculty|fakultät",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of a heading, its period as written, and the lines below."""

    heads: tuple[str, ...]
    dates: str
    below: tuple[str, ...]


def entries_of(lines: Sequence[Line], *, of_schools: bool = False) -> list[Entry]:
    """Of schools a year alone is a date too; among things that were done it is not."""
    kept = [line for line in lines if line.text]
    heads = _heads(kept, of_schools=of_schools)
    entries = []
    for at, (first, last, dates) in enumerate(heads):
        end = heads[at + 1][0] if at + 1 < len(heads) else len(kept)
        texts = [_without(line.text, dates) for line in kept[first : last + 1]]
        entries.append(Entry(_parts(texts), dates, _joined([line.text for line in kept[last + 1 : end]])))
    return entries


def title_and_employer(heads: Sequence[str]) -> tuple[str, str]:
    """Which part is which, by the words that titles and firms have; without a sign the title comes first."""
    title = next((head for head in heads if TITLES.search(head) and not EMPLOYERS.search(head)), "")
    title = title or next((head for head in heads if TITLES.search(head)), "")
    rest = [head for head in heads if head != title]
    employer = next((head for head in rest if EMPLOYERS.search(head)), rest[0] if rest else "")
    if not title and len(rest) > 1 and not EMPLOYERS.search(rest[0]):
        return rest[0], rest[1]
    return title, employer


def degree_and_school(heads: Sequence[str]) -> tuple[str, str]:
    school = next((head for head in heads if SCHOOLS.search(head)), "")
    degree = next((head for head in heads if head != school and DEGREES.search(head)), "")
    rest = [head for head in heads if head not in (school, degree)]
    return degree or (rest.pop(0) if rest else ""), school or (rest[0] if rest else "")


def _heads(lines: Sequence[Line], *, of_schools: bool) -> list[tuple[int, int, str]]:
    """First and last line of each heading, and its period."""
    found: list[tuple[int, int, str]] = []
    signs = (SCHOOLS, DEGREES) if of_schools else (TITLES,)
    dates_first = bool(lines) and _bare(lines[0].text, of_schools) == ""
    # Where nothing stands above the first period, nothing that belongs to them stands above the others.
    nothing_above = bool(lines and _bare(lines[0].text, of_schools))
    shapes = _whole_shapes(lines, signs, of_schools)
    for at, line in enumerate(lines):
        dates = _dates_in(line.text, of_schools)
        own = _without(line.text, dates)
        if not dates or (BULLET.match(line.text) and len(_parts([own])) < 2):
            continue
        if len(_parts([own])) in shapes:
            found.append((at, at, dates))
        elif dates_first and not own:
            found.append((at, _end_below(lines, at), dates))
        else:
            floor = at if nothing_above else found[-1][1] + 1 if found else 0
            found.append((*_around(lines, at, floor, own, signs), dates))
    return found


def _end_below(lines: Sequence[Line], at: int) -> int:
    """Under a period alone: a line with all, or the title and then the firm, where what was done follows or it is called as firms are."""
    texts = [line.text for line in lines[at + 1 : at + 4]]
    if not texts or not _is_head(texts[0]):
        return at
    is_firm = len(texts) > 1 and _is_head(texts[1]) and (EMPLOYERS.search(texts[1]) or (len(texts) > 2 and BULLET.match(texts[2])))
    return at + 1 + bool(is_firm and len(_parts([texts[0]])) < 2)


def _whole_shapes(lines: Sequence[Line], signs: Sequence[re.Pattern[str]], of_schools: bool) -> set[int]:
    """In how many parts a line says all, title and firm and period, where every heading is such a line: a title that no list
    knows stands in a line like the others."""
    texts = [_without(line.text, dates) for line in lines if (dates := _dates_in(line.text, of_schools)) and not BULLET.match(line.text)]
    counts = {len(_parts([text])) for text in texts}
    return counts if len(counts) == 1 and min(counts) >= 2 and any(_is_whole(text, signs) for text in texts) else set()


def _around(lines: Sequence[Line], at: int, floor: int, own: str, signs: Sequence[re.Pattern[str]]) -> tuple[int, int]:
    """Which lines belong to the heading whose period stands in line `at`."""
    first, heading = at, own
    while first > max(floor, at - MOST_LINES_ABOVE) and _is_head(lines[first - 1].text) and not _is_whole(heading, signs):
        first -= 1
        heading = f"{lines[first].text}\t{heading}"
    if not EMPLOYERS.search(heading) and _is_firm_above(lines, first, floor):
        # "Charge Nurse, Surgical Ward" is a title and no firm.
        return first - 1, at
    # Beside a duration stands a program's form, in which a place comes next.
    below = (
        heading
        and not DURATION.search(lines[at].text)
        and len(_parts([heading])) < 2
        and at + 1 < len(lines)
        and _is_head(lines[at + 1].text)
    )
    return first, at + bool(below)


def _is_firm_above(lines: Sequence[Line], first: int, floor: int) -> bool:
    """Called as firms are, and after room or a bullet: not the end of what was done before."""
    if first <= floor:
        return False
    above, before = lines[first - 1], lines[first - 2] if first > 1 else None
    is_apart = before is None or above.start - before.end > 1 or bool(BULLET.match(before.text))
    return is_apart and _is_head(above.text) and bool(EMPLOYERS.search(above.text))


def _is_whole(heading: str, signs: Sequence[re.Pattern[str]]) -> bool:
    return len(_parts([heading])) >= 2 and all(sign.search(heading) for sign in signs)


def _is_head(text: str) -> bool:
    """Not what was done: no bullet, no sentence, no period of its own."""
    return not (
        BULLET.match(text)
        or PERIOD.search(text)
        or len(text) > LONGEST_HEAD
        or (text[-1] in ".;:," and not POINT_OF_A_NAME.search(text))
        or text[:1].islower()
        or len(text.split()) > 10
    )


def _dates_in(text: str, of_schools: bool) -> str:
    match = PERIOD.search(text) or (SINGLE.search(text) if of_schools else None)
    # Deep in a sentence it dates what is told there.
    if not match or (len(text) > LONGEST_HEAD + 30) or (_is_sentence(text) and len(text.split()) > 8):
        return ""
    return match.group().strip("() ")


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and "\t" not in text and not POINT_OF_A_NAME.search(text)


def _bare(text: str, of_schools: bool) -> str | None:
    dates = _dates_in(text, of_schools)
    return _without(text, dates) if dates else None


def _without(text: str, dates: str) -> str:
    return re.sub(r"\(\s*\)", "", text.replace(dates, "\t", 1)).strip(" \t,;|–—-·:()") if dates else text


def _parts(texts: Sequence[str]) -> tuple[str, ...]:
    pieces = (piece for text in texts for piece in PARTS.split(BULLET.sub("", DURATION.sub("", text))))
    return tuple(part for piece in pieces if (part := _bare_of_signs(piece)))


def _bare_of_signs(text: str) -> str:
    """A point at the end belongs to "e.V.", and a bracket to what opened it."""
    bare = text.strip(" \t,;|–—·:●•")
    return bare.strip("()") if bare.count("(") != bare.count(")") or (bare[:1], bare[-1:]) == ("(", ")") else bare


def _joined(lines: Sequence[str]) -> tuple[str, ...]:
    """A line that begins small, or comes after one that was not finished, goes on with the one before."""
    highlights: list[str] = []
    for line in lines:
        if highlights and not BULLET.match(line) and (line[:1].islower() or UNFINISHED.search(highlights[-1])):
            highlights[-1] = _continued(highlights[-1], line)
        else:
            highlights.append(BULLET.sub("", line))
    return tuple(highlights)


def _continued(text: str, line: str) -> str:
    """A hyphen that may be the word's own stays; those that programs alone write at a line's end go."""
    if not PARTED.search(text) or JOINING.match(line):
        return f"{text} {line}"
    return (text if text.endswith("-") else text[:-1].rstrip()) + line

"""What is to be said about a plan before it is saved. Pure: what the banks say now is handed in.

Errors keep it from being saved: with them an interview could not be held, or not be scored. Warnings are for a person to weigh.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from interviews.plans.content import Competency, PlanContent, PlannedQuestion
from interviews.plans.duration import duration_of

# One answer may be luck.
ENOUGH = 2
# More than these are judged by two answers each in no interview that people sit through.
MANY = 7
SETTINGS, COMPETENCIES, PHASES = "settings", "competencies", "phases"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    title: str
    text: str = ""
    # The id on the page of what it is about.
    at: str = COMPETENCIES


@dataclass(frozen=True, slots=True)
class Standing:
    """How a bank's question stands now."""

    language: str
    is_retired: bool = False
    has_newer: bool = False


Banks = Mapping[UUID, Standing]
# Two questions that ask nearly the same.
Alike = Collection[frozenset[UUID]]


def findings(
    content: PlanContent, banks: Banks, alike: Alike = (), promised: int | None = None, job_language: str = ""
) -> tuple[Finding, ...]:
    """`promised`: how many minutes the job's description says that it takes. `job_language`: empty where it is not known."""
    found = [
        *_of_the_whole(content),
        *_of_what_was_promised(content, promised),
        *_of_the_language(content, job_language),
        *(finding for competency in content.competencies for finding in _of_competency(content, competency)),
        *(finding for question in content.questions for finding in _of_question(content, question, banks)),
        *_of_warm_up(content, banks),
        *_of_pairs(content, alike),
        *_what_is_fine(content),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def errors(found: Collection[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in found if finding.severity is Severity.ERROR)


def question_name(content: PlanContent, question: PlannedQuestion) -> str:
    """As people speak of it: its competency, and its place there."""
    competency = next((each.name for each in content.competencies if each.key == question.competency), "No competency")
    place = content.questions_of(question.competency).index(question) + 1
    return f"{competency} {place}"


def competency_at(key: str) -> str:
    return f"c-{key}"


def question_at(key: str) -> str:
    return f"q-{key}"


def _error(title: str, text: str = "", at: str = COMPETENCIES) -> Finding:
    return Finding(Severity.ERROR, title, text, at)


def _warning(title: str, text: str = "", at: str = COMPETENCIES) -> Finding:
    return Finding(Severity.WARNING, title, text, at)


def _of_the_whole(content: PlanContent) -> Iterator[Finding]:
    if not content.competencies:
        yield _error("Nothing is judged yet.", "Add the first competency.")
        return
    if not content.questions:
        yield _error("Nothing is asked yet.", "Add questions to the competencies.")
    total = sum(competency.weight for competency in content.competencies)
    if total != 100:
        yield _error(f"The weights add up to {total}, not to 100.")
    for name, times in Counter(competency.name.casefold() for competency in content.competencies).items():
        if times > 1:
            shown = next(each.name for each in content.competencies if each.name.casefold() == name)
            yield _error(f"Two competencies are called “{shown}”.", "In a report nobody could tell them apart.")
    duration = duration_of(content)
    if not duration.fits:
        over = f"It needs {duration.total} minutes and has {duration.planned}."
        yield _error(over, "Take out a question or a phase, or give it more minutes.", SETTINGS)
    if len(content.competencies) > MANY:
        yield _warning(f"{len(content.competencies)} competencies are many for one interview.", "Fewer are judged more surely.")
    if content.is_adaptive:
        yield _warning("Questions get harder and easier by the answers.", "Candidates are then not asked the same.", SETTINGS)


def _of_what_was_promised(content: PlanContent, promised: int | None) -> Iterator[Finding]:
    total = duration_of(content).total
    if promised and total > promised:
        text = "Take something out, or write there what is true."
        yield _warning(f"The job’s description says {promised} minutes, and this takes {total}.", text, SETTINGS)


def _of_the_language(content: PlanContent, job_language: str) -> Iterator[Finding]:
    if job_language and content.language != job_language:
        text = "Candidates are told so before they begin. Change one of the two, unless it is meant."
        yield _warning("The interview is in another language than the job.", text, SETTINGS)


def _of_competency(content: PlanContent, competency: Competency) -> Iterator[Finding]:
    at, name = competency_at(competency.key), competency.name
    missing = [str(level) for level, anchor in enumerate(competency.anchors, start=1) if not anchor.strip()]
    if len(missing) == len(competency.anchors):
        yield _error(f"{name} has no anchors.", "Say what answers sound like from 1 to 5.", at)
    elif missing:
        yield _error(f"{name} has no anchor for {' and '.join(missing)}.", "", at)
    elif len({anchor.strip().casefold() for anchor in competency.anchors}) < len(competency.anchors):
        yield _error(f"Two anchors of {name} say the same.", "Then two levels cannot be told apart.", at)
    if not competency.weight:
        yield _warning(f"{name} weighs nothing.", "It is judged and does not count.", at)
    asked = content.questions_of(competency.key)
    if competency.in_every_answer:
        return
    if not asked:
        yield _error(f"{name} has no question.", "Add two, or have it judged in every answer.", at)
    elif len(asked) < ENOUGH:
        yield _warning(f"{name} has one question; a score needs two.", "", at)
    if asked and not any(question.is_core for question in asked):
        yield _warning(f"{name} has no core question.", "Everybody is asked in other words, which makes answers harder to compare.", at)


def _of_question(content: PlanContent, question: PlannedQuestion, banks: Banks) -> Iterator[Finding]:
    at, name = question_at(question.key), question_name(content, question)
    if question.competency not in {competency.key for competency in content.competencies}:
        yield _error("A question belongs to no competency.", "Give it one, or remove it.", at)
    if question.question is None:
        return
    standing = banks.get(question.question)
    if standing is None:
        yield _error(f"{name} is no longer in its bank.", "Choose another question.", at)
        return
    if standing.is_retired:
        yield _warning(f"{name} was retired.", "It is asked as long as it stands here.", at)
    elif standing.has_newer:
        yield _warning(f"{name} has a newer wording.", "", at)
    if standing.language != content.language:
        yield _warning(f"{name} is in another language than the interview.", "", at)


def _of_warm_up(content: PlanContent, banks: Banks) -> Iterator[Finding]:
    warmup = content.phases.warmup
    if not warmup.is_on or warmup.question is None:
        return
    standing = banks.get(warmup.question)
    if standing is None:
        yield _error("The warm-up's question is no longer in its bank.", "Choose another one.", PHASES)
    elif standing.is_retired:
        yield _warning("The warm-up's question was retired.", "", PHASES)
    elif standing.language != content.language:
        yield _warning("The warm-up's question is in another language than the interview.", "", PHASES)


def _of_pairs(content: PlanContent, alike: Alike) -> Iterator[Finding]:
    questions = content.questions
    for place, one in enumerate(questions):
        for other in questions[place + 1 :]:
            same_text = one.text.strip().casefold() == other.text.strip().casefold()
            if same_text or (one.question and other.question and frozenset((one.question, other.question)) in alike):
                names = f"{question_name(content, one)} and {question_name(content, other)}"
                yield _warning("Two questions ask nearly the same:", f"{names}.", question_at(other.key))


def _what_is_fine(content: PlanContent) -> Iterator[Finding]:
    if content.competencies and all(anchor.strip() for competency in content.competencies for anchor in competency.anchors):
        yield Finding(Severity.FINE, "Every competency has five anchors.")
    if content.competencies and sum(competency.weight for competency in content.competencies) == 100:
        yield Finding(Severity.FINE, "The weights add up to 100.")

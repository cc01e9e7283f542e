"""A summary without a model: the newest work first, what was achieved in figures, and what is named and not told."""

import re
from collections.abc import Sequence

from ai.orders import TO_THE_JUDGE
from resumes.summaries.fields import Brief, Gap, Highlight, Personal
from resumes.summaries.inputs import Material, SummariseInputs
from resumes.summaries.sentences import SENTENCES, Sentences

MOST_POINTS_OF_JOBS, MOST_SKILLS, MOST_HIGHLIGHTS, MOST_GAPS, MOST_QUESTIONS, MOST_A_JOB = 3, 12, 4, 3, 5, 2
FIGURE = re.compile(r"\d")
# A question is spoken: what it quotes must be short, and ends where the résumé makes a pause.
LONGEST_QUOTED = 90
PAUSE = re.compile(r"\s*[;:(–—]|,\s|\.\s|\.$")
FEWEST_WORDS = 4
DATES = re.compile(r"\s\([^()]*\)$")


def summary_by_rules(inputs: SummariseInputs) -> Brief:
    say = SENTENCES[inputs.language]
    told = _worth_telling(inputs.pieces)
    return Brief(
        points=_points(inputs, say)[:8],
        skills=[skill for skill, _ in inputs.skills][:MOST_SKILLS],
        highlights=[Highlight(text=_why(line, say), quote=line[:400]) for line in told[:MOST_HIGHLIGHTS]],
        gaps=_gaps(inputs, say)[:MOST_GAPS],
        questions=[_question(line, say) for line in told[:MOST_QUESTIONS]],
    )


def with_note_of_orders(brief: Brief, inputs: SummariseInputs) -> Brief:
    """Whoever wrote the summary: that a résumé speaks to whoever judges is told to people, and not left to who is spoken to."""
    say = SENTENCES[inputs.language]
    orders = [line for piece in inputs.pieces for line in piece.lines if TO_THE_JUDGE.search(line)]
    if not orders:
        return brief
    note = Gap(text=say.orders.format(_short(orders[0]))[:400], question=say.ask_recent)
    return brief.model_copy(update={"gaps": [note, *brief.gaps]})


def _points(inputs: SummariseInputs, say: Sentences) -> list[str]:
    jobs = list(dict.fromkeys(piece.head or piece.lines[0] for piece in inputs.pieces if piece.kind == "experience"))
    studies = [", ".join(piece.lines) for piece in inputs.pieces if piece.kind == "education"]
    headline = inputs.headline or next((piece.lines[0] for piece in inputs.pieces if piece.kind == "summary"), "")
    long = [f"{skill} ({years:g} {say.years})" for skill, years in inputs.skills if years >= 1][:4]
    points = [say.newest.format(jobs[0])] if jobs else [headline] if headline else []
    points += [say.before.format(job) for job in jobs[1:MOST_POINTS_OF_JOBS]]
    points += [say.longest.format(", ".join(long))] if long else []
    return [point[:400] for point in points + [say.studied.format(study) for study in studies[:1]]]


def _worth_telling(pieces: Sequence[Material]) -> list[str]:
    """Of each job its best lines, those with figures first; the newest jobs before older ones, and projects at the end."""
    found: list[str] = []
    by_entry: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.kind in ("experience", "projects") and (piece.head or piece.kind == "projects"):
            by_entry.setdefault(piece.head, []).extend(piece.lines)
    for lines in by_entry.values():
        good = [line for line in lines if len(line.split()) >= FEWEST_WORDS and not TO_THE_JUDGE.search(line)]
        found += sorted(good, key=lambda line: not FIGURE.search(line))[:MOST_A_JOB]
    return found


def _why(line: str, say: Sentences) -> str:
    return say.with_figure if FIGURE.search(line) else say.without_figure


def _question(line: str, say: Sentences) -> Personal:
    quote = _short(line)
    wording = say.ask_how if FIGURE.search(quote) else say.ask_part
    return Personal(text=wording.format(quote), quote=quote)


def _short(line: str) -> str:
    """Its beginning, up to a pause that leaves enough to be understood, or up to a whole word."""
    if len(line) <= LONGEST_QUOTED:
        return line.rstrip(" .;,")
    pauses = [match.start() for match in PAUSE.finditer(line) if match.start() <= LONGEST_QUOTED]
    long_enough = [line[:at] for at in pauses if len(line[:at].split()) >= FEWEST_WORDS]
    return long_enough[-1] if long_enough else line[:LONGEST_QUOTED].rsplit(" ", 1)[0]


def _gaps(inputs: SummariseInputs, say: Sentences) -> list[Gap]:
    """Of the work alone: never of the time between two jobs, which has its reasons."""
    untold = [DATES.sub("", piece.lines[0]) for piece in inputs.pieces if piece.kind == "experience" and not piece.head]
    work = "\n".join(line for piece in inputs.pieces if piece.kind in ("experience", "projects") for line in (piece.head, *piece.lines))
    unused = [skill for skill, _ in inputs.skills if not re.search(rf"(?<!\w){re.escape(skill)}(?!\w)", work, re.IGNORECASE)][:4]
    gaps = [Gap(text=say.untold.format(job)[:400], question=say.ask_untold.format(job)[:400]) for job in untold[:2]]
    if unused and work:
        named = ", ".join(unused)
        gaps.append(Gap(text=say.unused.format(named)[:400], question=say.ask_unused.format(unused[0])[:400]))
    if not gaps and inputs.pieces:
        gaps.append(Gap(text=say.recent, question=say.ask_recent))
    return gaps

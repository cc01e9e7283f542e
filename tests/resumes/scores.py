"""How much of résumés in many layouts the rules understand. Every second one is held out: the rules were not made by looking at it."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from resumes.reading.child import read
from resumes.understanding.fields import Understood
from resumes.understanding.rules import understood_by_rules

VARIETY = Path(__file__).parent / "variety"
EXPECTED = json.loads((VARIETY / "expected.json").read_text())
LOOKED_AT, HELD_OUT = sorted(EXPECTED)[::2], sorted(EXPECTED)[1::2]
Right = Counter[str]


def share(names: Iterable[str], kind: str) -> float:
    """Of titles, employers, periods or skills that stand in these files; what was made up counts as wrong."""
    counted = sum((score(name) for name in names), Counter())
    return counted[kind] / counted[f"all {kind}"]


@cache
def score(name: str) -> Right:
    found, wanted = understood_by_rules(read(VARIETY / name).text), EXPECTED[name]
    return _of_jobs(found, wanted["jobs"]) + _of_skills(found.skills, wanted["skills"])


def _of_jobs(found: Understood, wanted: list[list[str]]) -> Right:
    left, right = [(job.title, job.employer, job.dates) for job in found.experience], Counter()
    number = max(len(left), len(wanted))
    for job in wanted:
        nearest = max(left, key=lambda other: sum(_same(pair) for pair in zip(job, other, strict=True)), default=("", "", ""))
        if nearest in left:
            left.remove(nearest)
        for kind, pair in zip(("titles", "employers", "periods"), zip(job, nearest, strict=True), strict=True):
            right[kind] += _same(pair)
    return right + Counter({"all titles": number, "all employers": number, "all periods": number})


def _of_skills(found: list[str], wanted: list[str]) -> Right:
    ours, theirs = {_plain(skill) for skill in found}, {_plain(skill) for skill in wanted}
    return Counter({"skills": len(ours & theirs), "all skills": len(ours | theirs)})


def _same(pair: tuple[str, str]) -> bool:
    return _plain(pair[0]) == _plain(pair[1])


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())

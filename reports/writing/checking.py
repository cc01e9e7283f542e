"""What was worded, held against what was found: sentences that stand on nothing, or say what is not theirs to say, are left out."""

import re
from collections.abc import Iterable, Sequence

from reports.content import Sentence, Writing
from reports.writing.fields import Tied, Written
from reports.writing.inputs import Finding, WriteInputs
from reports.writing.verdicts import says_a_verdict
from resumes.fairness import is_fair


def writing_of(written: Written, inputs: WriteInputs) -> Writing:
    return Writing(
        summary=_kept(written.summary, inputs.findings),
        strengths=_kept(written.strengths, inputs.findings),
        weaknesses=_kept(written.weaknesses, inputs.findings),
        recommendations=_kept(written.recommendations, inputs.findings),
    )


def _kept(sentences: Iterable[Tied], findings: Sequence[Finding]) -> tuple[Sentence, ...]:
    turns = _turns(findings)
    known = (
        Sentence(text=each.text.strip(), turns=tuple(turn for turn in dict.fromkeys(each.turns) if turn in turns)) for each in sentences
    )
    return tuple(each for each in known if each.text and each.turns and _may_be_said(each, findings))


def _may_be_said(sentence: Sentence, findings: Sequence[Finding]) -> bool:
    own = _without_the_plans_words(sentence.text, findings)
    return is_fair(own) and not says_a_verdict(own) and _stands_on_its_competencies(sentence, findings)


def _without_the_plans_words(text: str, findings: Sequence[Finding]) -> str:
    """A competency may well be called "Hiring engineers"."""
    words = [part for found in findings for part in (found.anchor, found.competency) if part]
    return re.sub("|".join(map(re.escape, words)), " ", text, flags=re.IGNORECASE) if words else text


def _stands_on_its_competencies(sentence: Sentence, findings: Sequence[Finding]) -> bool:
    """What it names was shown, or asked for, in one of the answers that it stands on."""
    named = [found for found in findings if found.answers and _names(sentence.text, found.competency)]
    return not named or not _turns(named).isdisjoint(sentence.turns)


def _names(text: str, competency: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(competency)}(?!\w)", text, re.IGNORECASE))


def _turns(findings: Iterable[Finding]) -> set[int]:
    return {answer.turn for found in findings for answer in found.answers}

"""What was worded, held against what was found: sentences that stand on nothing are left out."""

from collections.abc import Iterable

from reports.content import Sentence, Writing
from reports.writing.fields import Tied, Written
from reports.writing.inputs import WriteInputs
from resumes.fairness import is_fair


def writing_of(written: Written, inputs: WriteInputs) -> Writing:
    turns = {answer.turn for found in inputs.findings for answer in found.answers}
    return Writing(
        summary=_kept(written.summary, turns),
        strengths=_kept(written.strengths, turns),
        weaknesses=_kept(written.weaknesses, turns),
        recommendations=_kept(written.recommendations, turns),
    )


def _kept(sentences: Iterable[Tied], turns: set[int]) -> tuple[Sentence, ...]:
    known = (
        Sentence(text=each.text.strip(), turns=tuple(turn for turn in dict.fromkeys(each.turns) if turn in turns)) for each in sentences
    )
    return tuple(each for each in known if each.text and each.turns and is_fair(each.text))

"""What may be kept of what was said about a résumé: what is fair, and what has its words there."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ai.orders import TO_THE_JUDGE
from resumes.fairness import is_fair
from resumes.summaries.fields import Brief, Highlight, Kept, Personal, Quoted
from resumes.understanding.places import MOST_CHARACTERS, Text

# A word alone stands in every résumé.
FEWEST_LETTERS = 8


def kept_of(brief: Brief, text: str, shown: Sequence[str]) -> Kept:
    """`shown` is what the writer was given: a quote from elsewhere in the text is of lines that were left out for a reason. What
    gives orders to whoever reads it is nothing to ask about."""
    inside, given = Text(text[:MOST_CHARACTERS]), Text("\n".join(shown))
    return Kept(
        points=[point for point in brief.points if point and is_fair(point) and not TO_THE_JUDGE.search(point)],
        skills=[skill for skill in brief.skills if is_fair(skill) and given.nearest(skill, 0)],
        highlights=list(_quoted(brief.highlights, text, inside, given)),
        gaps=[gap for gap in brief.gaps if gap.text and gap.question and is_fair(gap.text) and is_fair(gap.question)],
        questions=list(_quoted(brief.questions, text, inside, given)),
    )


def _quoted(said: Iterable[Highlight | Personal], text: str, inside: Text, given: Text) -> Iterator[Quoted]:
    for each in said:
        place = inside.nearest(each.quote, 0) if _says_something(each.quote) and given.nearest(each.quote, 0) else None
        if place and each.text and is_fair(each.text) and is_fair(each.quote) and not TO_THE_JUDGE.search(each.quote):
            start, end = place
            yield Quoted(text=each.text, quote=" ".join(text[start:end].split()), start=start, end=end)


def _says_something(quote: str) -> bool:
    return len(re.findall(r"\w", quote)) >= FEWEST_LETTERS

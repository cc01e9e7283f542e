"""Files that somebody made to do harm, and files that came to harm. Each says in a sentence what is nasty in it."""

from collections.abc import Callable
from dataclasses import dataclass

from resumes.reading.verdict import Problem

# Not every verdict is a refusal: what is harmless once read is read.
READ = "read"
Verdict = Problem | str


@dataclass(frozen=True)
class Nasty:
    name: str
    what: str
    make: Callable[[], bytes]
    verdicts: tuple[Verdict, ...]
    # What has to be in the text, and what must not be.
    holds: str = ""
    lacks: str = ""


FILES: dict[str, Nasty] = {}


def nasty(*verdicts: Verdict, holds: str = "", lacks: str = "") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        assert make.__doc__ and make.__name__ not in FILES
        FILES[make.__name__] = Nasty(make.__name__, make.__doc__, make, verdicts, holds, lacks)
        return make

    return keep


from tests.resumes.hostile import bombs, pdfs, texts, words  # noqa: E402, F401  they fill the table

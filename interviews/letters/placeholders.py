"""What a recruiter may leave open in a text, to be filled in for each person."""

import re
from collections.abc import Mapping

NAMES = ("name", "job", "company", "deadline", "minutes", "reviewers")
# Ours alone, in mails that no recruiter words.
OUR_NAMES = (*NAMES, "slot", "needs", "months", "ways")
UNKNOWN = re.compile(r"\{[^{}\n]{0,40}\}")
Values = Mapping[str, str]


def _known(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\{(" + "|".join(names) + r")\}")


KNOWN, OURS = _known(NAMES), _known(OUR_NAMES)


def fault_in(text: str) -> str:
    """A sentence about the first thing in it that could not be filled in, or nothing."""
    # A line end in their place: what stands around one is not read together.
    rest = KNOWN.sub("\n", text)
    if unknown := UNKNOWN.search(rest):
        known = ", ".join(f"{{{name}}}" for name in NAMES)
        return f"Nothing is known to fill in for {unknown.group()}. What can be filled in: {known}."
    if brace := re.search(r"[{}]", rest):
        return f"There is a {brace.group()} without its partner. Braces are only for what is filled in, such as {{name}}."
    return ""


def filled(text: str, values: Values) -> str:
    """In one pass: a name with braces stays a name."""
    return OURS.sub(lambda found: values.get(found.group(1), found.group()), text)

"""What stands in the cell of a spreadsheet, and what it means.

The rule for formulas, here and nowhere else: a spreadsheet runs what begins with = + - @, a tab or a line end. So a cell
that begins with one of these, after any number of apostrophes, is written with one apostrophe more, and read with one
less. What was written so is read back letter for letter, whatever it began with.
"""

import re

_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def neutralised(text: str) -> str:
    return f"'{text}" if _RUNS.match(text) else text


def undone(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def joined(roles: list[str]) -> str:
    """In one cell, with semicolons between them; one inside a role has a backslash before it."""
    return "; ".join(re.sub(r"([\\;])", r"\\\1", role) for role in roles)


def split(cell: str) -> list[str]:
    found = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in re.findall(r"(?:\\.|[^\\;]|\\$)+", cell, flags=re.DOTALL))
    return [role for role in found if role]

"""Names and addresses in what somebody pasted or brought as a file, however it is laid out."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO, StringIO

from interviews.services.imports.decoding import encoding_of
from interviews.services.imports.rows import Unreadable

MOST_ROWS = 5_000
LARGEST = 5 * 1024 * 1024
DELIMITERS = ("\t", ";", ",")
LOOKED_AT = 50
ENDING = re.compile(r"[\w-]+,[a-zA-Z]{2,4}")
BETWEEN_BRACKETS = re.compile(r"(?<=>)\s*[;,]\s*")
HEADS = {
    "email": {
        "e mail", "email", "mail", "mail address", "e mail address", "email address", "address", "e mail adresse", "email adresse", "mailadresse",
        "adresse e mail", "adresse mail", "courriel", "correo", "correo electrónico", "correo electronico", "dirección de correo",
    },
    "name": {"name", "full name", "candidate", "candidate name", "applicant", "bewerber", "bewerberin", "kandidat", "nom complet", "nombre completo"},
    "first": {"first name", "firstname", "given name", "forename", "vorname", "prénom", "prenom", "nombre"},
    "last": {"last name", "lastname", "surname", "family name", "nachname", "familienname", "nom", "nom de famille", "apellido", "apellidos"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    email: str
    # Of the table, as a spreadsheet counts: the one that names the columns is the first. None: 0.
    line: int = field(default=0, compare=False)


def text_of(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Unreadable("The file is larger than 5 MB. Bring it in parts.")
    file = BytesIO(content)
    return content.decode(encoding_of(file))


def entries_in(text: str) -> list[Entry]:
    lines = text.lstrip("\ufeff").replace("\x00", "").splitlines()
    entries = _in_brackets(lines) or list(_in_cells(lines))
    entries = [entry for entry in entries if entry.name or entry.email]
    if not entries:
        raise Unreadable("There is nobody in it. Write one person a line: a name and an address.")
    if len(entries) > MOST_ROWS:
        raise Unreadable(f"These are {len(entries):,} people. Up to {MOST_ROWS:,} can be invited at once; bring the rest as a second list.")
    return entries


def _in_brackets(lines: Sequence[str]) -> list[Entry]:
    """“Name <address>”, one a line or many in a row, as mail programs copy them; nothing where lines look otherwise."""
    parts = [part for line in lines for part in BETWEEN_BRACKETS.split(line.strip().rstrip(";,")) if part.strip()]
    found = [_name_and_address(part) for part in parts]
    if not parts or sum(match is not None for match in found) < len(parts) / 2:
        return []
    return [_entry(*match) if match else _of_one_cell(part) for part, match in zip(parts, found, strict=True)]


def _in_cells(lines: list[str]) -> Iterator[Entry]:
    told = lines[0].removeprefix("sep=") if lines and lines[0].startswith("sep=") else ""
    rows = _rows(lines[1:] if told else lines, told if told in DELIMITERS else _delimiter(lines))
    columns: dict[str, int] = {}
    for place, (line, row) in enumerate(rows):
        if place == 0 and (columns := _columns(row)):
            continue
        yield replace(_by_columns(row, columns) if columns else _guessed(row), line=line)


def _delimiter(lines: Sequence[str]) -> str:
    """The one that parts most lines; a comma inside names loses against a tab on every line."""
    some = [line for line in lines[:LOOKED_AT] if line.strip()]
    return max(DELIMITERS, key=lambda each: (sum(each in line for line in some), -DELIMITERS.index(each)))


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each with its line."""
    reader = csv.reader(StringIO("\n".join(lines)), delimiter=delimiter, skipinitialspace=True)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error:
        raise Unreadable("A quote is opened and never closed, or a cell is longer than anything that could be a name.") from None


def _columns(first: Sequence[str]) -> dict[str, int]:
    """By the names of the columns, where the first row has such."""
    if any("@" in cell for cell in first):
        return {}
    heads = [re.sub(r"[\s_\-–]+", " ", cell).strip(" *:").lower() for cell in first]
    found = {kind: heads.index(head) for kind, known in HEADS.items() for head in heads if head in known}
    return found if "email" in found else {}


def _by_columns(row: Sequence[str], columns: dict[str, int]) -> Entry:
    cells = {kind: row[at] for kind, at in columns.items() if at < len(row)}
    name = cells.get("name") or " ".join(part for part in (cells.get("first"), cells.get("last")) if part)
    return _entry(name, cells.get("email", ""))


def _guessed(row: Sequence[str]) -> Entry:
    """The cell with the @ is the address; what stands before it is the name, or else what comes right after."""
    cells = [cell for cell in row if cell]
    if len(cells) < 2:
        return _of_one_cell(cells[0] if cells else "")
    at = next((number for number, cell in enumerate(cells) if "@" in cell), 1)
    if ENDING.fullmatch(",".join(cells[at : at + 2]).rpartition("@")[2]):
        # A slip of the fingers for a dot, and no two cells.
        return _of_one_cell(" ".join([*cells[:at], ",".join(cells[at : at + 2])]))
    if match := _name_and_address(cells[at]):
        return _entry(match[0] or " ".join(cells[:at]), match[1])
    return _entry(" ".join(cells[:at]) or cells[1], cells[at])


def _name_and_address(text: str) -> tuple[str, str] | None:
    """The name and the address of “Name <address>”. By plain steps: a pattern takes the square of a long line's length."""
    name, opened, rest = text.strip().partition("<")
    address, closed, after = rest.partition(">")
    if not (opened and closed) or after or "<" in address or ">" in name:
        return None
    return name.strip().strip("\"'").strip(), address


def _of_one_cell(cell: str) -> Entry:
    if match := _name_and_address(cell):
        return _entry(*match)
    words = cell.split()
    address = next((word for word in words if "@" in word), "")
    if not address:
        return _entry(cell, "")
    return _entry(" ".join(word for word in words if word is not address), address)


def _entry(name: str, address: str) -> Entry:
    """A mail program's “Diallo, Amara” is turned round."""
    name = " ".join(name.strip(" \"'\t,;").split())
    last, comma, first = name.partition(", ")
    bare = re.sub(r"^mailto:", "", address.strip(" \"'<>\t,;"), flags=re.IGNORECASE)
    return Entry(f"{first} {last}" if comma and "," not in first else name, bare)

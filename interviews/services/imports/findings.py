"""What a pass over a file found: counts, faults and samples, of a size that does not grow with it."""

import csv
import io
import tempfile
from collections import Counter
from typing import BinaryIO

from interviews.checks import remarks_on, remarks_on_follow_up
from interviews.services.imports.banks import Banks
from interviews.services.imports.cells import neutralised
from interviews.services.imports.comparing import Outcome, Settled
from interviews.services.imports.reading import tidied_question
from interviews.services.imports.rows import Fault
from interviews.services.questions import Written

SHOWN_FAULTS, SAMPLES, LISTED_FAULTS, SHOWN_REMARKS = 200, 5, 100_000, 20
SAYS = {"kind": "type"}


class Findings:
    def __init__(self, list_of_faults: BinaryIO) -> None:
        self.counts: Counter[Outcome] = Counter()
        self.faults = self.versions = self.retired = self.remarks = 0
        self.shown_remarks: list[str] = []
        self.shown_faults: list[dict[str, str | int]] = []
        self.samples: list[dict[str, object]] = []
        self._sampled: Counter[Outcome] = Counter()
        self._lines = io.TextIOWrapper(list_of_faults, "utf-8-sig", newline="", write_through=True)
        self._list = csv.writer(self._lines, quoting=csv.QUOTE_ALL)
        self._list.writerow(["row", "column", "what is wrong"])

    def add_fault(self, fault: Fault) -> None:
        self.faults += 1
        if self.faults <= LISTED_FAULTS:
            self._list.writerow([fault.row or "", neutralised(fault.column), neutralised(fault.sentence)])
        if len(self.shown_faults) < SHOWN_FAULTS:
            self.shown_faults.append({"row": fault.row, "column": fault.column, "sentence": fault.sentence})

    def add(self, settled: Settled) -> None:
        outcome = settled.outcome
        self.counts[outcome] += 1
        if outcome == Outcome.SAME:
            return
        self._look_at(settled)
        self.versions += bool(settled.there and settled.there.is_used)
        self.retired += bool(settled.there and settled.there.state == "retired")
        if self._sampled[outcome] < SAMPLES:
            self._sampled[outcome] += 1
            self.samples.append(_sample(settled))

    def _look_at(self, settled: Settled) -> None:
        written, row = settled.written, settled.said.number
        language = written.wording.language
        found = remarks_on(written.wording.text, language)
        for number, follow_up in enumerate(written.follow_ups, start=1):
            found += [f"in follow-up {number}, {remark}" for remark in remarks_on_follow_up(follow_up.text, language)]
        self.remarks += len(found)
        self.shown_remarks += [f"Row {row}: {remark}." for remark in found][: SHOWN_REMARKS - len(self.shown_remarks)]

    def notices(self, banks: Banks) -> list[str]:
        found = list(self.shown_remarks)
        if more := self.remarks - len(found):
            found.append(f"{more:,} more remarks of this kind are not shown.")
        if self.versions:
            found.append(
                f"{_questions(self.versions)} asked in an interview before: the new wording becomes the next version, and the old one stays with its interviews."
            )
        if self.retired:
            found.append(f"{_questions(self.retired)} retired and stays so.")
        return found

    def close(self) -> None:
        if self.faults > LISTED_FAULTS:
            self._list.writerow(["", "", f"{self.faults - LISTED_FAULTS} more are not listed."])
        self._lines.detach()


def _questions(number: int) -> str:
    return "1 of the changed questions was" if number == 1 else f"{number:,} of the changed questions were"


def _sample(settled: Settled) -> dict[str, object]:
    said = settled.said
    return {
        "row": said.number,
        "outcome": settled.outcome,
        "bank": said.place.name,
        "text": settled.written.wording.text,
        "about": [settled.written.wording.competency, settled.written.wording.difficulty, settled.written.wording.kind],
        "changes": _changes(tidied_question(settled.there.written), settled.written) if settled.there else [],
    }


def _changes(before: Written, after: Written) -> list[str]:
    names = [name for name in before.wording.__slots__ if getattr(before.wording, name) != getattr(after.wording, name)]
    names += [name for name in ("follow_ups", "ideal_answers") if getattr(before, name) != getattr(after, name)]
    return [SAYS.get(name, name).replace("_", "-" if name == "follow_ups" else " ") for name in names]


def own_file() -> BinaryIO:
    return tempfile.TemporaryFile()

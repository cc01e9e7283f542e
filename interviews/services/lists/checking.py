"""A row of a list, and what would become of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import dateformat, timezone

from accounts.forms import plain_name
from interviews.models import Invitation, Job
from interviews.queries.invitations import ENDED_BY_CANDIDATE
from interviews.services.lists.addresses import fault_in
from interviews.services.lists.reading import Entry

LONGEST_NAME = 120
RECENTLY = timedelta(days=7)


class Result(StrEnum):
    READY = "ready"
    BROKEN = "broken"
    DUPLICATE = "duplicate"
    INVITED = "invited"
    SAID_NO = "said-no"
    REVOKED = "revoked"
    BROKEN_OFF = "broken-off"
    LEFT_OUT = "left-out"
    # Only while sending: the job was closed or its time was up.
    TOO_LATE = "too-late"


LABELS = {
    Result.READY: "Ready",
    Result.BROKEN: "To correct",
    Result.DUPLICATE: "Duplicate",
    Result.INVITED: "Already invited",
    Result.SAID_NO: "Said no before",
    Result.REVOKED: "Revoked before",
    Result.BROKEN_OFF: "Not finished before",
    Result.LEFT_OUT: "Left out",
    Result.TOO_LATE: "Too late",
}
# They stand in the way until a recruiter says so: the last one longest.
ENDED = {
    Result.REVOKED: "Revoked before, and is invited again.",
    Result.BROKEN_OFF: "Did not finish an interview before, and is invited again.",
    Result.SAID_NO: "Said no before, and is invited again.",
}


@dataclass(frozen=True, slots=True)
class Row:
    row: int
    name: str
    email: str
    result: Result = Result.READY
    why: str = ""
    # What was probably meant: an address, or a name where there is none.
    suggestion: str = ""
    suggested_name: str = ""
    # The invitation that stands in the way.
    invitation: str = ""
    note: str = ""
    # A recruiter said so: invite again although an earlier invitation ended; the address is right; leave this one out.
    again: bool = False
    sure: bool = False
    left_out: bool = False

    @property
    def label(self) -> str:
        return LABELS[self.result]

    @property
    def may_be_invited_again(self) -> bool:
        return self.result in ENDED

    @property
    def is_address_wrong(self) -> bool:
        fault = fault_in(self.email) if self.result == Result.BROKEN else None
        return fault is not None and not (fault.is_guess and self.sure)

    @property
    def is_name_wrong(self) -> bool:
        return self.result == Result.BROKEN and not self.is_address_wrong

    @property
    def is_guess(self) -> bool:
        """It is held to be broken, and may be right all the same."""
        return self.result == Result.BROKEN and "@" in self.suggestion and self.why.endswith("slip of the fingers.")


def rows_from(stored: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [Row(**{**each, "result": Result(each["result"])}) for each in stored]


def stored(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]


def checked_entries(entries: Sequence[Entry], job: Job) -> list[Row]:
    return checked([Row(entry.line or number, entry.name, entry.email) for number, entry in enumerate(entries, 1)], job)


def checked(rows: Sequence[Row], job: Job) -> list[Row]:
    """Each with its result, from the beginning: one correction may make another row a duplicate, or free it."""
    known = _invitations(job)
    elsewhere = _elsewhere(job)
    first_of: dict[str, int] = {}
    return [_checked(row, known, elsewhere, first_of) for row in rows]


def counted(rows: Iterable[Row]) -> dict[Result, int]:
    return Counter(row.result for row in rows)


def _checked(row: Row, known: Mapping[str, Invitation], elsewhere: Mapping[str, str], first_of: dict[str, int]) -> Row:
    bare = replace(row, result=Result.READY, why="", suggestion="", suggested_name="", invitation="", note="")
    if row.left_out:
        return replace(bare, result=Result.LEFT_OUT, why="Left out by hand.")
    if broken := _broken(bare):
        return broken
    address = row.email.lower()
    first = first_of.setdefault(address, row.row)
    if first != row.row:
        return replace(bare, result=Result.DUPLICATE, why=f"The same address as row {first}. One invitation goes out.")
    if address in known:
        return _known(bare, known[address])
    return replace(bare, note=f"Also invited to {elsewhere[address]} this week." if address in elsewhere else "")


def _broken(row: Row) -> Row | None:
    fault = fault_in(row.email)
    if fault and not (fault.is_guess and row.sure):
        return replace(row, result=Result.BROKEN, why=fault.sentence, suggestion=fault.suggestion)
    if not row.name:
        return replace(row, result=Result.BROKEN, why="There is no name to greet them by.", suggested_name=_name_in(row.email))
    if len(row.name) > LONGEST_NAME:
        return replace(row, result=Result.BROKEN, why=f"The name is longer than {LONGEST_NAME} letters.")
    try:
        plain_name(row.name)
    except ValidationError as why:
        return replace(row, result=Result.BROKEN, why=why.messages[0])
    return None


def _known(row: Row, invitation: Invitation) -> Row:
    state, zone, result = invitation.ended_as, invitation.company.zone, _result_of(invitation)
    row = replace(row, invitation=str(invitation.pk))
    if row.again and result in ENDED:
        return replace(row, note=ENDED[result])

    def day(moment: Any) -> str:
        return dateformat.format(moment.astimezone(zone), "j M") if moment else ""

    match result:
        case Result.SAID_NO:
            did, at = ("Declined", invitation.declined_at) if state == Invitation.State.DECLINED else ("Withdrew", invitation.withdrawn_at)
            why = f"{did} on {day(at)}. Not invited again unless you say so."
        case Result.REVOKED:
            why = f"Your company took the invitation back on {day(invitation.revoked_at)}. Not invited again unless you say so."
        case Result.BROKEN_OFF:
            ended = invitation.cut_short_at or invitation.expired_at
            why = f"Their interview ended on {day(ended)} before its last question. Not invited again unless you say so."
        case _:
            so_far = {
                Invitation.State.COMPLETED: ", and completed the interview",
                Invitation.State.EXPIRED: "; the time was up. Extend that invitation instead",
            }
            opened = ", and opened it" if invitation.opened_at and not state else ""
            after = so_far.get(Invitation.State(state), "") if state else opened
            why = f"Invited to this job on {day(invitation.created_at)}{after}."
    return replace(row, result=result, why=why)


def _result_of(invitation: Invitation) -> Result:
    if invitation.ended_as == Invitation.State.REVOKED:
        return Result.REVOKED
    if invitation.ended_as in ENDED_BY_CANDIDATE:
        return Result.SAID_NO
    return Result.BROKEN_OFF if invitation.broke_off else Result.INVITED


def _invitations(job: Job) -> dict[str, Invitation]:
    """By address; what stands in the way before what has ended."""
    rows = Invitation.objects.filter(job=job).select_related("candidate", "company").order_by("created_at")
    ranks = {result: rank for rank, result in enumerate(ENDED)}
    ended_first = sorted(rows, key=lambda invitation: ranks.get(_result_of(invitation), len(ranks)))
    return {invitation.candidate.email.lower(): invitation for invitation in ended_first if invitation.candidate.email}


def _elsewhere(job: Job) -> dict[str, str]:
    recent = Invitation.objects.filter(created_at__gt=timezone.now() - RECENTLY).exclude(job=job).order_by("created_at")
    return {email.lower(): title for email, title in recent.values_list("candidate__email", "job__title") if email}


def _name_in(address: str) -> str:
    """Of “amara.diallo@…” the name, where it looks like one."""
    parts = [part for part in re.split(r"[._\-]+", address.partition("@")[0]) if part.isalpha() and len(part) > 1]
    return " ".join(part.capitalize() for part in parts) if len(parts) > 1 else ""

"""What candidates agree to, word for word. The texts lie in texts/, one for each language; whoever changes one changes VERSION."""

import hashlib
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from interviews.models import Invitation

VERSION = "2026-11c"
# A line that begins with one of these holds only for an interview by voice, by voice without or with a camera that may be switched
# on, by typing alone, where somebody may listen in, or that asks about a résumé.
VOICE, UNFILMED, FILMED, TYPING = "voice: ", "unfilmed: ", "filmed: ", "typing: "
WATCHED, RESUME = "watched: ", "resume: "


def kept_until(moment: datetime, months: int) -> datetime:
    """The same day of the month, or the last one where it is shorter. Of fewer than no months: since when."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Notice:
    """In the company's own words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    version: str
    language: str
    opening: str
    points: tuple[str, ...]
    notices: tuple[Notice, ...]
    may_be_watched: bool
    may_be_heard: bool
    may_be_filmed: bool
    recordings_kept_days: int
    reports_kept_months: int

    @property
    def text(self) -> str:
        """As it is kept, and sent."""
        points = (f"– {point}" for point in self.points)
        return "\n\n".join([self.opening, *points, *(f"{notice.title}\n{notice.text}" for notice in self.notices)])

    @property
    def digest(self) -> str:
        """Goes with the form: what is kept must be what was shown."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def words_for(
    invitation: Invitation, language: str, *, by_typing: bool, may_be_watched: bool, asks_for_resume: bool, may_be_filmed: bool = False
) -> Words:
    company, job = invitation.company, invitation.job
    values = {"company": company.name, "job": job.title, "days": company.recordings_kept_days, "months": company.reports_kept_months}
    filmed = may_be_filmed and not by_typing
    holds = {VOICE: not by_typing, UNFILMED: not by_typing and not filmed, FILMED: filmed, TYPING: by_typing}
    holds |= {WATCHED: may_be_watched, RESUME: asks_for_resume}
    opening, *points = (line.format(**values) for line in _lines(language, holds))
    with override(language):
        notices = (
            Notice(_("A note from %(company)s") % {"company": company.name}, company.candidate_notice.strip()),
            Notice(_("Privacy notice of %(company)s") % {"company": company.name}, company.privacy_notice.strip()),
        )
    told = tuple(notice for notice in notices if notice.text)
    return Words(
        version=VERSION,
        language=language,
        opening=opening,
        points=tuple(points),
        notices=told,
        may_be_watched=may_be_watched,
        may_be_heard=not by_typing,
        may_be_filmed=filmed,
        recordings_kept_days=company.recordings_kept_days,
        reports_kept_months=company.reports_kept_months,
    )


def _lines(language: str, holds: dict[str, bool]) -> Iterator[str]:
    for line in text_in(language).splitlines():
        mark = next((mark for mark in holds if line.startswith(mark)), "")
        if not mark or holds[mark]:
            yield line.removeprefix(mark)


@cache
def text_in(language: str) -> str:
    return (Path(__file__).parent / "texts" / f"{language}.txt").read_text()

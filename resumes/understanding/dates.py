"""Periods as people write them: "March 2021 – present", "06/2015 - 08/2017", "2014 to 2016", "seit 2019"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner enero ene janvier janv januari",
            "feb february februar febrero février fevrier févr fevr febr februari",
            "mar march märz maerz mär marzo mars maart",
            "apr april abril abr avril avr",
            "may mai mayo mei",
            "jun june juni junio juin",
            "jul july juli julio juillet juil",
            "aug august agosto août aout augustus ago",
            "sep sept september septiembre septembre",
            "oct october okt oktober octubre octobre",
            "nov november noviembre novembre",
            "dec december dez dezember diciembre décembre decembre déc dic",
        ),
        start=1,
    )
    for name in names.split()
}
NOW = r"present|today|now|current|ongoing|to date|till date|date|heute|jetzt|laufend|actualidad|actual|hoy|presente|aujourd['’]hui|présent|actuel|heden"
NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
POINT = rf"(?:(?:{NAME})\b\.?,?\s+(?:de\s+)?)?(?:(?:0?[1-9]|1[0-2])\s?[./-]\s?)?(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])\b)?"
SINCE = r"(?:since|seit|desde|depuis|ab)\s+"
PERIOD = re.compile(
    rf"\(?(?<![\d/])(?:(?P<start>{POINT})\s*(?:[–—−-]+|\bto\b|\bbis\b|\buntil\b|\bau?\b|\bhasta\b|\bà\b)\s*(?P<end>{POINT}|(?:{NOW})(?!\w))|{SINCE}(?P<since>{POINT}))(?!\d)\)?",
    re.IGNORECASE,
)
SINGLE = re.compile(rf"\(?(?<![\d/.-]){POINT}(?![\d%])\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first month to the last, counted from year 0. Without an end it goes on."""

    start: int
    end: int | None

    def months(self, today: date) -> range:
        return range(self.start, (_month_of(today) if self.end is None else self.end) + 1)


def period_in(text: str) -> Period | None:
    match = PERIOD.search(text)
    if not match:
        return None
    if match["since"]:
        return Period(_month(match["since"], first=True), None)
    start = _month(match["start"], first=True)
    end = _month(match["end"], first=False) if re.search(r"\d", match["end"]) else None
    return Period(start, end) if end is None or end >= start else None


def years_of(periods: Iterable[Period], today: date) -> float:
    """How long in all; months that two periods share count once."""
    months = {month for period in periods for month in period.months(today)}
    return round(len(months) / 12, 1)


def _month(point: str, *, first: bool) -> int:
    """A year alone begins in its first month and ends in its last."""
    year = int(re.findall(r"(?:19|20)\d\d", point)[-1])
    named = re.search(rf"\b({NAME})\b", point, re.IGNORECASE)
    if named:
        return year * 12 + MONTHS[named[1].lower()] - 1
    numbered = re.search(r"(?<!\d)(0?[1-9]|1[0-2])\s?[./-]\s?(?=(?:19|20)\d\d)|(?<=-)(0[1-9]|1[0-2])\b", point)
    if numbered:
        return year * 12 + int(numbered[1] or numbered[2]) - 1
    return year * 12 + (0 if first else 11)


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1

"""Where rows go: the banks that somebody may write into, by whatever a file calls them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import slugify

from interviews.models import Bank
from interviews.services.imports.columns import LONGEST, said_in_a_row
from interviews.services.imports.rows import shown

MOST_NAMED = 20
LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A bank, or one that writing would make: that one has no id yet."""

    slug: str
    name: str
    domain: str
    language: str
    id: UUID | None = None
    is_retired: bool = False
    # What its questions judge, where it says so.
    competencies: frozenset[str] = frozenset()


class NoSuchBank(Exception):
    """Says in a sentence why no row can go there."""


def place_of(bank: Bank) -> Place:
    return Place(bank.slug, bank.name, bank.domain, bank.language, bank.pk, bank.retired_at is not None, frozenset(bank.competencies))


def new_place(name: str, *, domain: str = "", language: str = "") -> Place:
    slug = slugify(name)[:LONGEST_SLUG].strip("-")
    if not slug or len(name) > LONGEST["bank"]:
        raise NoSuchBank(f"{shown(name)} cannot be a bank's name: it needs letters or digits, at most {LONGEST['bank']} characters.")
    return Place(slug, name, domain or slug, language or "en")


class Banks:
    def __init__(self, known: Iterable[Place], *, default: Place | None, takes_default: bool = False, may_make: bool = False) -> None:
        self._known = {place.slug: place for place in known}
        self._named = {place.name.casefold(): place for place in self._known.values()}
        self._default = default
        # A company's file goes where the person said, whatever it says itself.
        self._takes_default = takes_default
        self._may_make = may_make
        self._found: dict[str, Place] = {}
        self.made: dict[str, Place] = {}
        if default and default.id is None:
            self.made[default.slug] = default

    def called(self, name: str, *, domain: str = "", language: str = "") -> Place:
        if self._default and (self._takes_default or not name):
            return _open(self._default)
        if not name:
            raise NoSuchBank("The row names no bank. Write its name, or choose a bank for rows that name none.")
        if name not in self._found:
            slug = slugify(name)
            found = self._known.get(name) or self._named.get(name.casefold()) or self._known.get(slug) or self.made.get(slug)
            self._found[name] = found or self._making(name, domain, language)
        return _open(self._found[name])

    def _making(self, name: str, domain: str, language: str) -> Place:
        if not self._may_make:
            raise NoSuchBank(f"There is no bank {shown(name)}. {self._there_are()}")
        place = new_place(name, domain=domain, language=language)
        return self.made.setdefault(place.slug, place)

    def _there_are(self) -> str:
        names = sorted(place.slug for place in self._known.values() if not place.is_retired)
        if not names:
            return "There are no banks yet."
        more = f", and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        return f"There are {said_in_a_row(names[:MOST_NAMED])}{more}."


def _open(place: Place) -> Place:
    if place.is_retired:
        raise NoSuchBank(f"The bank {shown(place.name)} is retired. Restore it first.")
    return place

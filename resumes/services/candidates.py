"""Candidates are added, changed and kept in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Company
from accounts.services.audit import Actor, record
from resumes.models import Candidate
from resumes.services.files import remove_on_commit
from resumes.signals import candidates_to_erase

MOST_TAGS = 100


class AddressTaken(Exception):
    """The company has a candidate with this e-mail address already."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__()
        self.candidate = candidate


class ChangedMeanwhile(Exception):
    """Somebody else changed these fields after this person had seen them."""

    def __init__(self, candidate: Candidate, fields: Sequence[str]) -> None:
        super().__init__()
        self.candidate = candidate
        self.fields = fields


def add_candidate(*, company: Company, name: str, email: str, source: Candidate.Source, by: Actor) -> Candidate:
    try:
        with transaction.atomic():
            candidate = Candidate.objects.create(company=company, name=name, email=email, source=source)
            record(by=by, company=company, action="candidate.added", target=candidate, source=source)
    except IntegrityError:
        raise AddressTaken(Candidate.objects.get(email__iexact=email)) from None
    return candidate


def change_candidate(*, candidate: Candidate, changes: Mapping[str, Any], seen: Mapping[str, Any], by: Actor) -> None:
    """Write only what this person changed. `seen` is what these fields held when they began: whoever comes second is told."""
    try:
        with transaction.atomic():
            current = _locked(candidate)
            changed = sorted(name for name, value in changes.items() if getattr(current, name) != value)
            overtaken = [name for name in changed if getattr(current, name) != seen[name]]
            if overtaken:
                raise ChangedMeanwhile(current, overtaken)
            for name in changed:
                setattr(current, name, changes[name])
            if changed:
                current.save(update_fields=changed)
                record(by=by, company=candidate.company, action="candidate.changed", target=candidate, fields=changed)
    except IntegrityError:
        raise AddressTaken(Candidate.objects.get(email__iexact=changes["email"])) from None


def tag_candidates(*, candidates: Iterable[Candidate], tag: str, by: Actor) -> int:
    """Return how many have it now and had it not before."""
    return _change_tags(candidates, lambda tags: tags if _has(tags, tag) or len(tags) >= MOST_TAGS else [*tags, tag], by)


def untag_candidates(*, candidates: Iterable[Candidate], tag: str, by: Actor) -> int:
    return _change_tags(candidates, lambda tags: [each for each in tags if each.casefold() != tag.casefold()], by)


def erase_candidate(*, candidate: Candidate, by: Actor) -> None:
    """Remove a person with all that stems from them. The log keeps that it happened, and an id."""
    erase_candidates(company=candidate.company, candidates=[candidate], by=by)


def erase_candidates(*, company: Company, candidates: Iterable[Candidate], by: Actor) -> int:
    """All of them or none."""
    with transaction.atomic():
        candidates_to_erase.send(sender=Candidate, company_id=company.pk)
        # An upload that is under way comes before or after, and not in between.
        found = _all_locked(candidates)
        for candidate in found:
            names = [str(resume.file.name) for resume in candidate.resumes.all()]
            record(by=by, company=company, action="candidate.erased", target=candidate)
            candidate.delete()
            remove_on_commit(names)
    return len(found)


def _change_tags(candidates: Iterable[Candidate], changed: Callable[[list[str]], list[str]], by: Actor) -> int:
    count = 0
    with transaction.atomic():
        for candidate in _all_locked(candidates):
            tags = changed(candidate.tags)
            if tags != candidate.tags:
                candidate.tags = tags
                candidate.save(update_fields=["tags"])
                record(by=by, company=candidate.company, action="candidate.changed", target=candidate, fields=["tags"])
                count += 1
    return count


def _has(tags: list[str], tag: str) -> bool:
    return tag.casefold() in (each.casefold() for each in tags)


def _locked(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)


def _all_locked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """In one order everywhere, so that no two people wait for each other. Whoever is gone meanwhile is left out."""
    ids = [candidate.pk for candidate in candidates]
    return list(Candidate.objects.select_for_update(of=("self",)).select_related("company").filter(pk__in=ids).order_by("pk"))

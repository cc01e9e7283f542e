"""Two candidates who are one person become one."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from accounts.services.audit import Actor, record
from resumes.models import Candidate, Resume
from resumes.services.files import remove_on_commit
from resumes.signals import candidates_merged

# Of which one value stays. Tags and links are united, notes are joined.
CHOSEN = ("name", "email", "phone")


class CandidateGone(Exception):
    """One of the two was erased, or merged by somebody else, meanwhile."""


class NotCarriedOver(RuntimeError):
    """An app above has rows of a candidate and does not move them when candidates are merged."""


def merge_candidates(*, kept: Candidate, gone: Candidate, from_gone: Collection[str], by: Actor) -> Candidate:
    """`from_gone` names the fields of which the other's value stays."""
    with transaction.atomic():
        kept, gone = _both_locked(kept, gone)
        twins = _twins(kept, gone)
        dropped, stay = [twin.pk for twin in twins], [twin.pk for twin in twins.values()]
        moving = list(gone.resumes.exclude(pk__in=[*dropped, *stay]).values_list("pk", flat=True))
        ids = {"company_id": kept.company_id, "kept_id": kept.pk, "gone_id": gone.pk}
        candidates_merged.send(sender=Candidate, **ids, resumes=dict(zip(dropped, stay, strict=True)), by=by)
        # Who listens could see until now whose they were.
        count = Resume.objects.filter(pk__in=moving).update(candidate=kept)
        _keep_givers(twins)
        names = [str(twin.file.name) for twin in twins]
        # Now nothing stands in the way of the twin that moves: a file is a candidate's once.
        Resume.objects.filter(pk__in=dropped).delete()
        count += gone.resumes.filter(pk__in=stay).update(candidate=kept)
        _require_nothing_left(gone)
        address, gone.email = gone.email, ""
        # Without an address: what was sent to it stays theirs, and is nobody's to forget.
        gone.delete()
        gone.email = address
        _unite(kept, gone, from_gone)
        record(by=by, company=kept.company, action="candidate.merged", target=kept, merged=str(ids["gone_id"]), resumes=count)
    remove_on_commit(names)
    return kept


def _both_locked(kept: Candidate, gone: Candidate) -> tuple[Candidate, Candidate]:
    """In the order of their ids: of two people who merge the same two the other way round, neither waits for ever."""
    both = Candidate.objects.select_for_update(of=("self",)).select_related("company").filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    found: dict[UUID, Candidate] = {candidate.pk: candidate for candidate in both}
    if len(found) < 2:
        raise CandidateGone
    return found[kept.pk], found[gone.pk]


def _twins(kept: Candidate, gone: Candidate) -> dict[Resume, Resume]:
    """Files that both have: the row that goes, and the one that stays. A person's correction is never lost to the other row."""
    of_gone = {resume.sha256: resume for resume in gone.resumes.select_for_update()}
    pairs = [(of_gone[own.sha256], own) for own in kept.resumes.select_for_update() if own.sha256 in of_gone]
    return dict((other, own) if _worth(own) >= _worth(other) else (own, other) for other, own in pairs)


def _keep_givers(twins: Mapping[Resume, Resume]) -> None:
    """What the candidate gave themselves is theirs to see and to correct, whoever else filed it too."""
    given = [stays.pk for goes, stays in twins.items() if goes.given_by_id is None]
    Resume.objects.filter(pk__in=given).update(given_by=None)


def _worth(resume: Resume) -> tuple[bool, bool, bool]:
    return resume.corrected is not None, resume.understood is not None, bool(resume.text)


def _require_nothing_left(gone: Candidate) -> None:
    """What nobody moved would be erased along with the row, without a word."""
    for relation in Candidate._meta.related_objects:
        model = relation.related_model
        if model._default_manager.filter(**{relation.field.name: gone}).exists():
            raise NotCarriedOver(model.__name__)


def _unite(kept: Candidate, gone: Candidate, from_gone: Collection[str]) -> None:
    for name in CHOSEN:
        if name in from_gone:
            setattr(kept, name, getattr(gone, name))
    known = {tag.casefold() for tag in kept.tags}
    kept.tags = [*kept.tags, *(tag for tag in gone.tags if tag.casefold() not in known)]
    kept.links = [*kept.links, *(link for link in gone.links if link not in kept.links)]
    kept.notes = "\n\n".join(dict.fromkeys(notes for notes in (kept.notes, gone.notes) if notes))
    kept.created_at = min(kept.created_at, gone.created_at)
    kept.save()

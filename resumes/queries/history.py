"""What happened to a candidate, as the audit log has it, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import AuditEntry
from resumes.models import Candidate, Resume

AT_MOST = 100
# A longer chain was made by no person.
MOST_MERGES = 20
WORDS = {
    "candidate.added": "added this candidate",
    "candidate.changed": "changed",
    "candidate.merged": "merged another candidate into this one",
    "resume.received": "uploaded a résumé",
    "resume.corrected": "corrected what was understood",
    "resume.correction_taken_back": "went back to what was read",
    "resume.understood_again": "asked to have the résumé understood again",
}
FIELDS = {
    "email": "the e-mail address",
    "name": "the name",
    "phone": "the telephone",
    "links": "the links",
    "tags": "the tags",
    "notes": "the notes",
}


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    who: str
    did: str


def history_of(candidate: Candidate) -> list[Event]:
    """Newest first, with what happened to those who were merged into them, and to their résumés."""
    people = _with_those_merged(candidate)
    resumes = Resume.objects.filter(candidate=candidate).values_list("pk", flat=True)
    entries = AuditEntry.objects.filter(target_id__in=[*map(str, people), *map(str, resumes)]).order_by("-at", "-id")
    return [Event(entry.at, _who(entry), _did(entry)) for entry in entries[:AT_MOST]]


def _with_those_merged(candidate: Candidate) -> list[UUID]:
    people, newest = [candidate.pk], [candidate.pk]
    for _ in range(MOST_MERGES):
        found = AuditEntry.objects.filter(target_id__in=[str(each) for each in newest], action="candidate.merged")
        newest = [UUID(details["merged"]) for details in found.values_list("details", flat=True)]
        if not newest:
            break
        people += newest
    return people


def _who(entry: AuditEntry) -> str:
    """The log has the address beside the name, for those who look things up there."""
    return entry.actor_name.partition(" <")[0]


def _did(entry: AuditEntry) -> str:
    did = WORDS.get(entry.action, entry.label)
    if entry.action == "candidate.changed":
        return f"{did} {_joined([FIELDS.get(name, name) for name in entry.details.get('fields', [])])}"
    if entry.action == "resume.corrected":
        return f"{did}: {_joined(entry.details.get('fields', []))}" if entry.details.get("fields") else did
    return did


def _joined(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))

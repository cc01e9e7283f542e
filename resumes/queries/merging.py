"""Two candidates side by side, before they become one."""

from dataclasses import dataclass

from resumes.models import Candidate
from resumes.services.merging import CHOSEN

LABELS = {"name": "Name", "email": "E-mail", "phone": "Telephone"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of which one value stays."""

    name: str
    label: str
    kept: str
    gone: str
    # Proposed until somebody chooses.
    is_from_gone: bool

    @property
    def is_open(self) -> bool:
        return bool(self.kept and self.gone) and self.kept != self.gone


def choices_between(kept: Candidate, gone: Candidate) -> list[Choice]:
    return [Choice(name, LABELS[name], getattr(kept, name), getattr(gone, name), _is_fuller(name, kept=kept, gone=gone)) for name in CHOSEN]


def _is_fuller(name: str, *, kept: Candidate, gone: Candidate) -> bool:
    if name == "name" and _is_files_name(kept) != _is_files_name(gone):
        return _is_files_name(kept)
    # Of two addresses nobody can say which is the fuller one.
    if name == "email" and kept.email:
        return False
    return len(getattr(gone, name)) > len(getattr(kept, name))


def _is_files_name(candidate: Candidate) -> bool:
    """Nobody has said yet who it is."""
    return (
        any(resume.name.startswith(candidate.name) for resume in candidate.resumes.all()) and candidate.source == Candidate.Source.UPLOADED
    )

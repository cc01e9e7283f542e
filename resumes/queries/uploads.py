"""A file on its way, as the row that shows it."""

from dataclasses import dataclass

from resumes.models import Resume
from resumes.problems import SENTENCES
from resumes.reading.verdict import Problem

STEPS = (Resume.State.RECEIVED, Resume.State.READ, Resume.State.UNDERSTOOD, Resume.State.READY)
WORDS = {
    Resume.State.RECEIVED: "Received, and being read.",
    Resume.State.READ: "Read, and being understood.",
    Resume.State.UNDERSTOOD: "Understood.",
    Resume.State.READY: "Ready.",
}


@dataclass(frozen=True, slots=True)
class UploadRow:
    name: str
    # None: it was refused at the door, and nothing of it is kept.
    resume: Resume | None = None
    refusal: str = ""
    is_duplicate: bool = False

    @property
    def is_new(self) -> bool:
        """One row follows a file; another one that brought the same says so and stays as it is."""
        return self.resume is not None and not self.is_duplicate

    @property
    def is_refused(self) -> bool:
        return self.resume is None or self.resume.state == Resume.State.REFUSED

    @property
    def is_waiting(self) -> bool:
        return self.resume is not None and self.resume.is_waiting and not self.is_duplicate

    @property
    def sentence(self) -> str:
        if self.resume is None:
            return self.refusal
        if self.is_duplicate:
            return "This file is here already, so nothing was read twice."
        if self.resume.problem:
            return SENTENCES[Problem(self.resume.problem)]
        return WORDS[Resume.State(self.resume.state)]

    @property
    def steps(self) -> list[dict[str, str]]:
        if self.resume is None or self.is_refused or self.is_duplicate:
            return []
        at = STEPS.index(Resume.State(self.resume.state))
        is_last = at == len(STEPS) - 1
        return [
            {"label": step.label, "state": "done" if number < at or is_last else "now" if number == at else ""}
            for number, step in enumerate(STEPS)
        ]

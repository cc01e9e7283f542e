"""A job's description from a file, and a title from a description."""

import re
import tempfile
from pathlib import Path
from threading import BoundedSemaphore

from django.core.files.uploadedfile import UploadedFile

from resumes import problems
from resumes.reading.child import read
from resumes.reading.verdict import MOST_BYTES, Problem, Unreadable

TITLE_LENGTH = 120
# Of this process's children at once: files that take long must leave processors to pages.
ROOM = BoundedSemaphore(2)
WAIT_SECONDS = 20
SENTENCES = problems.SENTENCES | {
    Problem.UNKNOWN_FORMAT: "This is no PDF, Word document (DOCX) or plain text. Save the description as one of these, or paste its text.",
    Problem.TOO_MANY_PAGES: "This file is far longer than a job’s description: 50 pages is the most. Please paste the part that matters.",
    Problem.BOMB: "This file unpacks to far more than a description could hold, so we did not read it. Please save it anew as PDF.",
}
NO_ROOM = "Several files are being read at this moment. Please try again in a few seconds, or paste the text."

# What stands at the head of advertisements and names no job.
HEADINGS = re.compile(
    r"(job|position|role) (description|profile|posting|advertisement|summary|overview)|about (us|the (job|role|position|company))|"
    r"(the )?(job|role|position|overview|summary|introduction)|we are hiring!?|vacancy|stellen(anzeige|beschreibung|angebot|ausschreibung)|"
    r"über uns|offre d.emploi|descripti(on du poste|f du poste)|à propos( de nous)?|oferta de (trabajo|empleo)|descripción del puesto|sobre nosotros",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(job[ -]?title|title|position|role|job|vacancy|stelle|stellenbezeichnung|titel|poste|intitulé du poste|puesto)\s*[:–—]\s*",
    re.IGNORECASE,
)
# That anybody may apply is said of every job, and with what stands behind a dash after it is no part of its name.
ANYBODY = re.compile(
    r"\s*[(\[]\s*[mwfdxhi](?:\s*[/|*,]\s*[mwfdxhi]){1,3}\s*[)\]](?:\s+[–—|-]\s.*)?|\s*\((?:all genders|gn|alle geschlechter)\)(?:\s+[–—|-]\s.*)?|"
    r"\s+[mwfdxh](?:/[mwfdxh]){1,3}(?:\s+[–—|-]\s.*)?$",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"(?:we(?:’re|'re| are)|\w+ is) (?:currently |now )?(?:looking for|hiring|seeking|recruiting) (?:an? |our (?:first |next |new )?)?"
    r"(?P<title>.+?)(?= (?:to|who|for|in|at|with|that|on) |[.,;:!(]|$)",
    re.IGNORECASE,
)


class NoRoom(Exception):
    """As many files as may be are being read."""


def text_of(file: UploadedFile) -> str:  # type: ignore[type-arg]
    """Read a file in a child process, which may take seconds: no transaction may be open. Raise Unreadable or NoRoom."""
    if not file.size:
        raise Unreadable(Problem.EMPTY)
    if file.size > MOST_BYTES:
        raise Unreadable(Problem.TOO_LARGE)
    if not ROOM.acquire(timeout=WAIT_SECONDS):
        raise NoRoom
    try:
        with tempfile.NamedTemporaryFile(prefix="description-") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
            copy.flush()
            return _in_lines(read(Path(copy.name)).text)
    finally:
        ROOM.release()


def proposed_title(description: str) -> str:
    """The first line that could be one; nothing where none could."""
    for line in description.splitlines():
        title = _title_in(line)
        if title:
            return title
    return ""


def _title_in(line: str) -> str:
    bare = LABEL.sub("", re.sub(r"^[\W_]+", "", " ".join(line.split())), count=1)
    said = SENTENCE.search(bare)
    title = ANYBODY.sub("", said["title"] if said else bare).strip(" .,:;!*_#–—-|")
    if not re.search(r"[^\W\d_]{2}", title) or "://" in title or "@" in title or HEADINGS.fullmatch(title) or not title.isprintable():
        return ""
    if len(title) > TITLE_LENGTH:
        title = title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    return title[0].upper() + title[1:]


def _in_lines(text: str) -> str:
    """Without the pages and columns that a file was set in."""
    lines = [" ".join(line.split()) for line in text.replace("\f", "\n\n").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

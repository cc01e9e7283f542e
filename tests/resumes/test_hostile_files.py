"""Whatever somebody sends: a verdict in time, within limits, in words for people, and nothing left running."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.problems import SENTENCES
from resumes.reading.child import CHILD
from resumes.reading.verdict import Problem, Reading
from resumes.services.candidates import add_candidate
from resumes.services.reading import read_resume
from resumes.services.uploads import receive_resume
from tests.resumes.hostile import FILES, READ
from tests.resumes.outcomes import outcome
from tests.waiting import SLACK

SECONDS = 15
# The parent's own work, on a machine that is busy with other tests.
GRACE = 5
MOST_KILOBYTES = 768 * 1024
NAMES = [
    "a\0b.pdf",
    "cv\u202efdp.exe",
    "n" * 255,
    "n" * 251 + ".pdf",
    "../../../etc/passwd",
    "C:\\Windows\\System32\\cmd.exe",
    "/",
    "..",
    " ",
    "李小龙 👩‍🚀.pdf",
    "سيرة ذاتية.pdf",
    "a\r\nSet-Cookie: x=1.pdf",
    "\ud800.pdf",
]


@pytest.fixture(scope="module")
def small_process():
    """Who starts a child lends it all its own memory for a moment, and the kernel counts that as the child's: so, a small one."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def children_of(parent: int) -> list[str]:
    """Readers that this process started and that still run."""
    commands = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            commands.append((folder / "cmdline").read_bytes().split(b"\0"))
        except OSError:
            continue
    return [str(words) for words in commands if str(CHILD).encode() in words and str(parent).encode() in words]


def test_there_are_enough_of_them():
    assert len(FILES) >= 90


@pytest.mark.parametrize("name", FILES)
def test_each_gets_a_verdict(name, tmp_path, small_process):
    nasty, path = FILES[name], tmp_path / "file"
    path.write_bytes(nasty.make())
    began = time.monotonic()
    found, kilobytes, parent = small_process.submit(outcome, path).result()
    assert time.monotonic() - began < SECONDS + GRACE + SLACK
    assert found is None or (found if isinstance(found, Problem) else READ) in nasty.verdicts
    if isinstance(found, Reading):
        assert found.text.strip() and nasty.holds in found.text
        assert "\0" not in found.text and not (nasty.lacks and nasty.lacks in found.text)
        # What a database takes.
        found.text.encode()
    assert 0 < kilobytes <= MOST_KILOBYTES
    assert children_of(parent) == []


def test_each_problem_has_a_sentence_that_says_what_to_do():
    for problem in Problem:
        assert SENTENCES[problem].count(". ") >= 1, problem
        assert not any(word in SENTENCES[problem].lower() for word in ("exception", "error", "parse", "xref", "zip", "null"))


@pytest.fixture
def candidate(settings, tmp_path, committed, northwind):
    settings.MEDIA_ROOT = tmp_path
    with company_scope(northwind):
        return add_candidate(company=northwind, name="Dana Novak", email="dana@post.example", source=Candidate.Source.ADDED, by=Actor())


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("pdf_of_hundreds_of_packed_megabytes", "refused"),
        ("pdf_whose_pages_contain_themselves", "refused"),
        ("pdf_with_letters_that_are_none", "read"),
        ("pdf_of_a_scan", "refused"),
        ("docx_of_a_billion_laughs", "refused"),
        ("docx_with_macros", "refused"),
        ("docx_with_names_that_climb", "read"),
        ("text_in_chinese_of_windows", "read"),
        ("text_with_a_nul", "read"),
        ("program_of_windows", "refused"),
    ],
)
def test_from_the_upload_to_what_people_see(name, state, candidate, northwind):
    with company_scope(northwind):
        resume = receive_resume(candidate=candidate, file=ContentFile(FILES[name].make()), name="cv.pdf", by=Actor()).resume
    read_resume(resume_id=resume.pk, company_id=northwind.pk)
    with company_scope(northwind):
        resume = Resume.objects.get()
    assert resume.state == state
    assert SENTENCES[Problem(resume.problem)] if state == "refused" else resume.text


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_file_is_called(name, candidate, northwind, tmp_path):
    with company_scope(northwind):
        resume = receive_resume(candidate=candidate, file=ContentFile(b"Dana Novak, engineer"), name=name, by=Actor()).resume
        shown = Resume.objects.get().name
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [str(resume.pk)]
    assert shown and len(shown) <= 150
    assert not set(shown) & set("\0\r\n\u202e/\\")

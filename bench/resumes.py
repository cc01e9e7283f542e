"""Résumés through a real worker: ordinary ones alone, and pages while files that are made to take long are read."""

import http.client
import time
import zlib
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.mailbox import CountingServer
from bench.pages import get_page
from bench.timing import Times, milliseconds, p50, p95, wait_until

if TYPE_CHECKING:
    from resumes.models import Candidate

TO_READ = "Résumé upload to “read”, without the provider's time"
P50, P95 = f"{TO_READ}, p50", f"{TO_READ}, p95"
PAGE = "A page, p95, while 20 files that take long are read"
TIMES = f"{PAGE}, as a multiple of before"
GOALS = (
    Goal(P50, "s"),
    Goal(P95, "s", at_most=5),
    Goal(PAGE, "ms", "the same page in the same run, before and after"),
    Goal(TIMES, "×", at_most=2),
)
FILES, HOSTILE = 30, 20
PAGE_SECONDS = 10


def take(house: House) -> Readings:
    house.open()
    with CountingServer() as mail, house.workers(mail.port), house.web() as port:
        candidate = _candidate()
        _until_read(candidate, ordinary(-1))
        alone = [_until_read(candidate, ordinary(number)) for number in range(FILES)]
        asked = _pages(port)
        during = _while_hostile(candidate, port)
        asked += _pages(port)
    said = f"{FILES} PDFs of a page, one after the other, from the call of the service to the row that says “read”."
    seen = f"{len(during)} requests beside {HOSTILE} files that unpack to gigabytes, and {len(asked)} without; p50 {p50(during):.1f} and {p50(asked):.1f} ms."
    return {
        P50: Reading(p50(alone) / 1000, note=said),
        P95: Reading(p95(alone) / 1000, note=said),
        PAGE: Reading(p95(during), p95(asked), seen),
        TIMES: Reading(p95(during) / p95(asked), note=seen),
    }


def ordinary(number: int) -> bytes:
    lines = [b"Dana Novak", b"Experience", *[b"Engineer, Acme %d, 20%02d - 20%02d" % (at, at, at + 1) for at in range(10, 50)]]
    return _pdf(b"BT /F1 11 Tf 72 760 Td " + b" ".join(b"(%s) Tj 0 -14 Td" % line for line in lines) + b" ET %%%d" % number)


def hostile(number: int) -> bytes:
    """Fifty pages that are one stream of 70 MB of spaces."""
    return _pdf(b" " * 70_000_000, pages=50) + b"%%%d" % number


def _pdf(content: bytes, pages: int = 1) -> bytes:
    packed = zlib.compress(content, 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b"3 0 R " * pages),
        page,
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(written)
    return written + b"xref\n0 6\n0000000000 65535 f \n" + rows + end


def _candidate() -> "Candidate":
    from accounts.services.audit import Actor
    from accounts.tenancy import company_scope
    from bench import rows
    from resumes.models import Candidate
    from resumes.services.candidates import add_candidate

    company = rows.companies()[rows.FEW]
    with company_scope(company):
        return add_candidate(company=company, name="Dana Novak", email="dana@bench.example", source=Candidate.Source.ADDED, by=Actor())


def _give(candidate: "Candidate", content: bytes) -> str:
    from django.core.files.base import ContentFile

    from accounts.services.audit import Actor
    from accounts.tenancy import company_scope
    from resumes.services.uploads import receive_resume
    from resumes.tasks import read_resume

    with company_scope(candidate.company_id):
        resume = receive_resume(candidate=candidate, file=ContentFile(content), name="cv.pdf", by=Actor()).resume
    read_resume.delay(str(resume.pk), str(candidate.company_id))
    return str(resume.pk)


def _until_read(candidate: "Candidate", content: bytes) -> float:
    from accounts.tenancy import company_scope
    from resumes.models import Resume

    def is_read() -> bool:
        with company_scope(candidate.company_id):
            return Resume.objects.filter(pk=resume).exclude(state__in=[Resume.State.RECEIVED, Resume.State.REFUSED]).exists()

    began = time.perf_counter()
    resume = _give(candidate, content)
    wait_until(is_read, within=30, what="Reading a résumé", every=0.01)
    return (time.perf_counter() - began) * 1000


def _while_hostile(candidate: "Candidate", port: int) -> Times:
    from datetime import timedelta

    from django.utils import timezone

    from accounts.tenancy import company_scope
    from resumes.models import Resume

    for number in range(HOSTILE):
        _give(candidate, hostile(number))
    found = _pages(port)
    with company_scope(candidate.company_id):
        # The rest need not be read: what is measured has been.
        Resume.objects.filter(state=Resume.State.RECEIVED, attempts=0).update(due_at=timezone.now() + timedelta(days=1))

    def are_done() -> bool:
        with company_scope(candidate.company_id):
            return not Resume.objects.filter(state=Resume.State.RECEIVED, attempts__gt=0).exists()

    wait_until(are_done, within=60, what="The last of the files", every=0.1)
    return found


def _pages(port: int) -> Times:
    from bench import rows

    path, session = f"/c/{rows.companies()[rows.FEW].slug}/team/", rows.session()
    cookie = {"Cookie": f"__Host-colloquy_session={session}"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        ask = partial(get_page, line, path, cookie)
        for _ in range(10):
            ask()
        until, times = time.perf_counter() + PAGE_SECONDS, Times()
        while time.perf_counter() < until:
            times.append(milliseconds(ask))
    return times


RESUMES = Measure("resumes", GOALS, take)

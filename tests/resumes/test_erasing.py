"""Whoever is erased leaves no word behind: in no table, no file and no key of Redis. The log keeps that it happened, and ids."""

import io

import pytest
import redis
from celery.signals import before_task_publish
from django.conf import settings as current
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from psycopg import sql

from accounts.models import AuditEntry, ModelCall, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from ai.configuration import configuration_from
from ai.testing import ModelServer
from interviews.services.domains import find_domains
from interviews.services.vectors import make_vectors as make_library_vectors
from resumes.models import Candidate, Chunk, ChunkVector, Resume, Summary
from resumes.services.corrections import correct_understanding
from resumes.services.preparing import prepare_resume
from resumes.services.reading import read_resume
from resumes.services.understanding import understand_resume
from resumes.services.vectors import make_vectors
from resumes.understanding.fields import Understood
from resumes.understanding.rules import understood_by_rules
from tests.database import superuser
from tests.interviews.questions import make_bank, make_question
from tests.resumes.prepared import BACKEND

LIST = "/c/northwind/candidates/"
# Each stands in one field; letters that no other word has, whatever becomes of capital letters.
CANARIES = {
    field: f"zq{field}qz"
    for field in ("name", "mail", "phone", "link", "tag", "notes", "file", "text", "skill", "corrected", "second", "search")
}
NEVER_STORED = {"search"}


@pytest.fixture(scope="module")
def running_server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def openai(running_server, settings):
    running_server.behave()
    settings.AI = configuration_from({"OPENAI_API_KEY": "sk-of-a-test", "OPENAI_BASE_URL": running_server.url})
    return running_server


@pytest.fixture
def published():
    """What is sent to workers."""
    bodies = []

    def keep(body=None, **kwargs):
        bodies.append(str(body))

    before_task_publish.connect(keep)
    yield bodies
    before_task_publish.disconnect(keep)


def in_tables() -> set[tuple[str, str]]:
    """Which canary stands in which table: every column of every row, of whatever type."""
    found = set()
    with superuser(connections["default"].settings_dict["NAME"]) as inside:
        tables = inside.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
        for schema, table in tables.fetchall():
            rows = sql.SQL("SELECT t::text FROM {} t WHERE t::text ILIKE '%%zq%%qz%%'").format(sql.Identifier(schema, table))
            text = " ".join(row for (row,) in inside.execute(rows)).casefold()
            found |= {(field, table) for field, canary in CANARIES.items() if canary in text}
    return found


def in_files(media) -> set[str]:
    kept = b" ".join(str(path).encode() + path.read_bytes() for path in media.rglob("*") if path.is_file()).lower()
    return {field for field, canary in CANARIES.items() if canary.encode() in kept}


def in_redis() -> set[str]:
    line = redis.Redis.from_url(current.REDIS_URL)
    dumped = io.BytesIO()
    for key in line.scan_iter():
        match line.type(key):
            case b"string":
                value = line.get(key)
            case b"list":
                value = b" ".join(line.lrange(key, 0, -1))
            case b"hash":
                value = b" ".join(part for pair in line.hgetall(key).items() for part in pair)
            case b"set":
                value = b" ".join(line.smembers(key))
            case b"zset":
                value = b" ".join(line.zrange(key, 0, -1))
            case _:
                value = b" ".join(str(entry).encode() for entry in line.xrange(key))
        dumped.write(key + b" " + (value or b"") + b" ")
    return {field for field, canary in CANARIES.items() if canary.encode() in dumped.getvalue().lower()}


def resume_text(canary: str) -> str:
    c = CANARIES
    return BACKEND.replace("Ann Lee", f"Ann {c['name']}").replace("booking API", f"booking {canary} API").replace("Terraform", c["skill"])


def resume_file(canary: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{CANARIES['file']} cv.txt", resume_text(canary).encode())


def model_says(openai, canary: str) -> None:
    """What a model would say of one résumé: when it understands it, and when it sums it up."""
    line = f"Cut the p95 of the booking {canary} API"
    brief = {"points": [line], "skills": [], "highlights": [], "gaps": [], "questions": [{"text": f"{line}: how?", "quote": line}]}
    openai.script("chat", [understood_by_rules(resume_text(canary)).model_dump(), brief])


def whole_path(company, page, openai) -> Candidate:
    """Everything that a candidate goes through today, by the pages and by what works behind them."""
    c = CANARIES
    page.post(LIST + "add/", {"name": f"Ann {c['name']}", "email": f"{c['mail']}@post.example"}, follow=True)
    with company_scope(company):
        candidate = Candidate.objects.get()
        candidate.phone, candidate.links, candidate.tags = c["phone"], [f"https://post.example/{c['link']}"], [c["tag"]]
        candidate.notes = f"Said on the phone: {c['notes']}"
        candidate.save()
    for canary in (c["text"], c["second"]):
        page.post(f"{LIST}{candidate.pk}/", {"documents": resume_file(canary)}, follow=True)
    with company_scope(company):
        ids = list(Resume.objects.order_by("created_at").values_list("pk", flat=True))
    for resume_id, canary in zip(ids, (c["text"], c["second"]), strict=True):
        model_says(openai, canary)
        work_behind(resume_id, company)
    with company_scope(company):
        resume = Resume.objects.earliest("created_at")
        corrected = Understood.model_validate(resume.understood).model_copy(update={"skills": [c["corrected"]]})
        correct_understanding(resume=resume, corrected=corrected, seen=None, by=Actor())
    work_behind(resume.pk, company)
    for address in (
        LIST,
        f"{LIST}?q={c['search']}",
        f"{LIST}?tag={c['tag']}",
        f"{LIST}{candidate.pk}/",
    ):
        page.get(address, follow=True)
    return candidate


def work_behind(resume_id, company) -> None:
    for step in (read_resume, understand_resume, prepare_resume):
        step(resume_id=resume_id, company_id=company.pk)
    make_vectors(company_id=company.pk)
    find_domains(resume_id=resume_id, company_id=company.pk)


def test_an_erased_candidate_leaves_no_word_in_any_table_file_or_key(media, committed, northwind, log_in, carol, openai, published):
    with every_company("the test fills the library"):
        make_question(make_bank(None, "backend"))
    make_library_vectors()
    page = log_in(carol)
    candidate = whole_path(northwind, page, openai)

    # The search finds what is there: each canary where it was planted, and in what was made of it.
    there = in_tables()
    assert {field for field, _ in there} == CANARIES.keys() - NEVER_STORED
    assert {("text", "resumes_resume"), ("text", "resumes_chunk"), ("text", "resumes_summary"), ("corrected", "resumes_chunk")} <= there
    assert in_files(media) >= {"name", "text", "second", "skill"}
    cache.set("probe", CANARIES["name"])
    assert in_redis() == {"name"}
    cache.delete("probe")
    with company_scope(northwind):
        assert ModelCall.objects.filter(task__in=["understand", "summarise", "embed"]).count() >= 5
        assert ChunkVector.objects.exists() and Chunk.objects.exclude(domains_at=None).exists()
        assert Summary.objects.count() == 2

    page.post(f"{LIST}{candidate.pk}/erase/", follow=True)

    assert in_tables() == set()
    assert in_files(media) == set()
    assert in_redis() == set()
    assert not [body for body in published if any(canary in body.lower() for canary in CANARIES.values())]
    with company_scope(northwind):
        for gone in (Candidate, Resume, Chunk, ChunkVector, Summary):
            assert not gone.objects.exists()
        entry = AuditEntry.objects.get(action="candidate.erased")
        assert str(candidate.pk) in str(vars(entry))
        # They stay, and say nothing of whom they were for.
        assert ModelCall.objects.exists()
        assert not OutboxMail.objects.filter(to__icontains="zq").exists()


def test_what_is_erased_while_its_summary_is_made_stays_erased(media, committed, northwind, log_in, carol, openai):
    from threading import Thread

    from tests.waiting import eventually

    page = log_in(carol)
    page.post(LIST + "upload/", {"documents": [resume_file(CANARIES["text"])]}, follow=True)
    with company_scope(northwind):
        resume = Resume.objects.get()
    for step in (read_resume, understand_resume):
        step(resume_id=resume.pk, company_id=northwind.pk)
    openai.behave()
    openai.delays["chat"] = 1
    work = {"resume_id": resume.pk, "company_id": northwind.pk}
    worker = Thread(target=lambda: (prepare_resume(**work), connections.close_all()))
    worker.start()
    eventually(lambda: openai.calls, within=10)
    page.post(f"{LIST}{resume.candidate_id}/erase/", follow=True)
    worker.join()
    assert in_tables() == set()
    assert in_files(media) == set()

"""Vectors of chunks are made in the background, and what lies nearest to a text is found among them, whatever model made them."""

from threading import Thread

import pytest
from django.db import connections

from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from ai.errors import AIError
from ai.testing import Fault, ModelServer
from resumes.meaning import CannotCompare, point_near
from resumes.models import Chunk, ChunkVector
from resumes.queries.chunks import model_of, nearest_chunks
from resumes.services.domains import set_domains
from resumes.services.vectors import companies_with_missing, make_vectors
from resumes.signals import resume_understood
from tests.resumes.people import make_candidate, make_resume
from tests.resumes.prepared import prepared_resume
from tests.waiting import eventually

BUILTIN = "builtin:lexical-2"
OPENAI = "openai:text-embedding-3-small"


@pytest.fixture(scope="module")
def running_server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def openai(running_server, settings):
    running_server.behave()

    def use():
        address = {"OPENAI_API_KEY": "sk-of-a-test", "OPENAI_BASE_URL": running_server.url}
        settings.AI = configuration_from(address)
        return running_server

    return use


@pytest.fixture
def resume(committed, northwind):
    return prepared_resume(northwind)


def found(text, resume, company, **how):
    point = point_near(text, resume=resume, company=company)
    with company_scope(company):
        return [(near.chunk.kind, near.chunk.entry) for near in nearest_chunks(point, resume.pk, **how)]


def models():
    return sorted(set(ChunkVector.objects.values_list("model", flat=True)))


def due_now(company):
    with company_scope(company):
        Chunk.objects.update(due_at="2020-01-01T00:00Z")


def test_the_nearest_comes_first(resume, northwind):
    assert found("Tell me about reconciliation of card payments with Kafka", resume, northwind)[0] == ("experience", 2)
    assert found("How did you make the booking API so much faster?", resume, northwind)[0] == ("experience", 0)


@pytest.mark.parametrize("k", [1, 3, 4])
def test_there_are_always_as_many_as_asked_for(k, resume, northwind):
    assert len(found("anything at all", resume, northwind, k=k)) == k


def test_also_while_vectors_are_missing(resume, northwind):
    with company_scope(northwind):
        ChunkVector.objects.exclude(chunk__entry=2).delete()
    assert found("payments", resume, northwind, k=4) == [("experience", 2), ("experience", 0), ("education", 0), ("skills", 0)]


def test_of_one_domain_only(resume, northwind):
    with company_scope(northwind):
        set_domains(resume_id=resume.pk, found={chunk.pk: ["backend", "devops"] for chunk in Chunk.objects.filter(kind="skills")}, by={})
    assert found("payments", resume, northwind, domain="devops") == [("skills", 0)]
    assert found("payments", resume, northwind, domain="sales") == []


def test_of_one_resume_only_and_never_of_another_company(resume, northwind, southgate):
    other = prepared_resume(southgate)
    point = point_near("payments", resume=resume, company=northwind)
    with company_scope(northwind):
        assert nearest_chunks(point, other.pk) == []
        mine = make_resume(make_candidate(northwind, email="kim@post.example"))
        assert nearest_chunks(point, mine.pk) == []


def test_vectors_are_made_once_and_only_for_what_misses_them(resume, northwind, openai):
    server = openai()
    assert make_vectors(company_id=northwind.pk) == 4
    assert make_vectors(company_id=northwind.pk) == 0
    assert len([call for call in server.calls if call.path.endswith("embeddings")]) == 1


def test_who_works_on_chunks_holds_them(resume, northwind, openai):
    server = openai()
    server.fault(Fault.HTTP_401)
    with pytest.raises(AIError):
        make_vectors(company_id=northwind.pk)
    server.behave()
    assert make_vectors(company_id=northwind.pk) == 0
    assert companies_with_missing() == []
    due_now(northwind)
    assert companies_with_missing() == [northwind.pk]
    assert make_vectors(company_id=northwind.pk) == 4


def test_a_new_model_takes_over_without_a_moment_in_which_nothing_is_found(resume, northwind, openai, monkeypatch):
    server = openai()
    assert found("card payments Kafka reconciliation", resume, northwind)[0] == ("experience", 2)
    monkeypatch.setattr("resumes.services.vectors.BATCH", 3)
    make_vectors(company_id=northwind.pk)
    with company_scope(northwind):
        assert models() == [BUILTIN, OPENAI]
        assert model_of(resume) == BUILTIN
    assert found("card payments Kafka reconciliation", resume, northwind)[0] == ("experience", 2)
    make_vectors(company_id=northwind.pk)
    with company_scope(northwind):
        assert models() == [OPENAI]
        assert model_of(resume) == OPENAI
    assert len(found("card payments", resume, northwind)) == 4
    server.fault(Fault.HTTP_401)
    with pytest.raises(CannotCompare):
        point_near("card payments", resume=resume, company=northwind)


def test_that_it_can_be_compared_is_announced_when_it_is_whole(committed, northwind, monkeypatch):
    told = []

    def listen(resume_id, company_id, **kwargs):
        told.append((resume_id, company_id))

    resume_understood.connect(listen)
    try:
        monkeypatch.setattr("resumes.services.vectors.BATCH", 3)
        resume = prepared_resume(northwind)
        assert told == []
        make_vectors(company_id=northwind.pk)
    finally:
        resume_understood.disconnect(listen)
    assert told == [(resume.pk, northwind.pk)]


def test_chunks_that_are_gone_meanwhile_get_no_vector(resume, northwind, openai):
    server = openai()
    server.delays["embed"] = 1
    maker = Thread(target=lambda: (make_vectors(company_id=northwind.pk), connections.close_all()))
    maker.start()
    eventually(lambda: server.calls, within=10)
    with company_scope(northwind):
        Chunk.objects.filter(kind="skills").delete()
    maker.join()
    with company_scope(northwind):
        assert ChunkVector.objects.filter(model=OPENAI).count() == 3

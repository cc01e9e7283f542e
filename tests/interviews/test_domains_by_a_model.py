"""What a résumé is about, where the company has a model: it chooses among the library's domains, and meaning stands in for it."""

import json
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from accounts.gateway import TransactionOpen
from accounts.models import ModelCall
from accounts.tenancy import company_scope, every_company
from ai.configuration import configuration_from
from ai.pace import Pace
from ai.testing import Fault, ModelServer
from interviews.prompts.placing import MOST_PIECES, PLACE_PIECES, Placed, PlacedPiece
from interviews.services.domains import chosen_among, due_for_domains, find_domains
from resumes.models import Chunk, Resume
from tests.accounts.test_budgets import allow, spend
from tests.interviews.test_domains_of_resumes import small_library, text_of
from tests.resumes.prepared import prepared_resume
from tests.waiting import eventually


@pytest.fixture(scope="module")
def running_server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def model(running_server, settings):
    """A provider that thinks, from when it is called; vectors are made by ourselves. The key is new: a circuit belongs to a key."""
    running_server.behave()

    def begin():
        keys = {"OPENAI_API_KEY": f"sk-{uuid4()}", "OPENAI_BASE_URL": running_server.url, "AI_EMBED": "builtin"}
        settings.AI = configuration_from(keys)
        return running_server

    yield begin
    running_server.behave()


@pytest.fixture
def resume(committed, northwind):
    """Its vectors are made, and nobody has looked what it is about."""
    small_library()
    return prepared_resume(northwind, text_of("sales"))


def chunks(company) -> list[Chunk]:
    with company_scope(company):
        return list(Chunk.objects.order_by("position"))


def find(resume) -> None:
    find_domains(resume_id=resume.pk, company_id=resume.company_id)


def all_in(*domains: str, of: int = 9) -> dict:
    return {"pieces": [{"number": number, "domains": list(domains)} for number in range(1, of + 1)]}


def test_the_model_chooses_among_the_library_s_domains_and_each_piece_says_so(resume, northwind, model):
    server = model()
    server.script("chat", [all_in("data-science", "sales")])
    find(resume)
    found = chunks(northwind)
    assert {(chunk.domain, *chunk.domains) for chunk in found} == {("data-science", "data-science", "sales")}
    assert {chunk.domains_by["provider"] for chunk in found} == {"openai"}
    assert {chunk.domains_by["prompt"] for chunk in found} == {PLACE_PIECES.prompt.version}


def test_it_is_asked_once_for_the_whole_resume_and_the_company_s_ledger_knows(resume, northwind, model):
    server = model()
    server.script("chat", [all_in("sales")])
    find(resume)
    find(resume)
    [call] = server.calls
    instructions, data = (message["content"] for message in call.body["messages"])
    assert "Closed 1.2 m of new business" in data
    assert "Closed 1.2 m" not in instructions
    assert '"data-science"' in data and '"sales"' in data
    with every_company("the test reads the ledger"):
        assert ModelCall.objects.values_list("company", "task", "state").get() == (northwind.pk, "place_pieces", "done")


def test_what_is_nobody_s_business_is_not_shown(committed, northwind, model):
    small_library()
    resume = prepared_resume(northwind)
    server = model()
    find(resume)
    assert "Acme" in json.dumps(server.calls[0].body)
    assert "Married" not in json.dumps(server.calls[0].body)


def test_where_no_field_fits_there_is_none(resume, northwind, model):
    model().script("chat", [all_in()])
    find(resume)
    assert {(chunk.domain, *chunk.domains) for chunk in chunks(northwind)} == {("",)}
    assert due_for_domains() == []


def test_domains_that_the_library_does_not_have_never_come_back(resume, northwind, model):
    model().script("chat", [all_in("astrology", "sales", "sales")])
    find(resume)
    assert {tuple(chunk.domains) for chunk in chunks(northwind)} == {("sales",)}


NEAR = [["sales"], ["data-science", "sales"]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(1, ["data-science"]), (2, ["sales"])], [["data-science"], ["sales"]]),
        # What it forgot, and what it gave other names alone.
        ([(2, ["sales"])], [["sales"], ["sales"]]),
        ([(1, ["astrology"]), (2, [])], [["sales"], []]),
        # Pieces that there are none of.
        ([(0, ["data-science"]), (3, ["data-science"])], NEAR),
        ([], NEAR),
    ],
)
def test_where_the_model_says_nothing_of_use_meaning_decides(said, expected):
    placed = Placed(pieces=[PlacedPiece(number=number, domains=domains) for number, domains in said])
    assert chosen_among(("data-science", "sales"), placed, NEAR) == expected


@pytest.mark.parametrize("fault", [Fault.HTTP_503, Fault.HTTP_401, Fault.WRONG_SHAPE, Fault.REFUSAL, Fault.SILENCE])
def test_a_model_that_fails_leaves_what_was_found_by_meaning(resume, northwind, model, monkeypatch, fault):
    monkeypatch.setattr("interviews.services.domains.PLACING", Pace(deadline=5, answer_within=1, tries=1, pause=0))
    model().fault(fault)
    find(resume)
    found = chunks(northwind)
    assert [chunk.domain for chunk in found if chunk.kind == "experience"] == ["sales"]
    assert {str(chunk.domains_by) for chunk in found} == {"{}"}
    assert due_for_domains() == []


def test_without_a_model_nobody_is_asked(resume, northwind):
    find(resume)
    with every_company("the test reads the ledger"):
        assert not ModelCall.objects.filter(task="place_pieces").exists()
    assert {str(chunk.domains_by) for chunk in chunks(northwind)} == {"{}"}


def test_a_spent_budget_costs_nothing_more(resume, northwind, model):
    server = model()
    allow(northwind, "1")
    spend(northwind, "1.5")
    find(resume)
    assert server.calls == []
    assert [chunk.domain for chunk in chunks(northwind) if chunk.kind == "experience"] == ["sales"]


def test_while_a_model_thinks_no_transaction_is_open_and_nobody_asks_it_again(resume, northwind, model):
    server = model()
    server.delays["chat"] = 1
    with company_scope(northwind), pytest.raises(TransactionOpen):
        find(resume)
    with company_scope(northwind):
        Resume.objects.update(domains_due_at=timezone.now())
    asking = Thread(target=lambda: (find(resume), connections.close_all()))
    asking.start()
    eventually(lambda: server.calls, within=10)
    find(resume)
    assert due_for_domains() == []
    asking.join(20)
    assert len(server.calls) == 1
    assert {chunk.domains_at is not None for chunk in chunks(northwind)} == {True}


def test_a_very_long_resume_is_one_call_of_bounded_length(committed, northwind, model):
    small_library()
    lines = "\n".join(
        f"Engineer {number}, Acme {number} Ltd\n20{number % 20:02} – present\n- Built {'w ' * 400}{number}" for number in range(99)
    )
    resume = prepared_resume(northwind, f"Experience\n{lines}")
    server = model()
    find(resume)
    [call] = server.calls
    assert len(chunks(northwind)) > MOST_PIECES
    assert len(json.dumps(call.body)) < 100_000

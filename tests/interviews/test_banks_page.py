"""A company's own banks: made, renamed, retired and brought back."""

import pytest

from accounts.models import AuditEntry
from accounts.tenancy import company_scope, every_company
from interviews.models import Bank, State
from tests.interviews.questions import make_bank, make_question
from tests.interviews.recruiting import QUESTIONS, library_bank, own, own_question

BANKS = f"{QUESTIONS}banks/"


def names(company) -> list[str]:
    with company_scope(company):
        return list(Bank.objects.filter(company=company).order_by("created_at").values_list("name", flat=True))


def make(client, name="Warehouse", language="en"):
    return client.post(f"{BANKS}make/", {"name": name, "language": language})


def actions(company) -> list[str]:
    with company_scope(company):
        return list(AuditEntry.objects.filter(action__startswith="bank.").order_by("id").values_list("action", flat=True))


def test_the_page_lists_own_banks_and_the_library_and_nobody_elses(committed, northwind, southgate, carols):
    library_bank("How?", slug="engineering")
    own_question(northwind, slug="ours")
    own_question(southgate, slug="theirs")
    text = carols.get(BANKS).content.decode()
    assert "Ours" in text
    assert "Engineering" in text
    assert "Theirs" not in text


def test_without_a_bank_the_page_says_what_to_do(northwind, carols):
    assert "No bank of your own yet" in carols.get(BANKS).content.decode()


def test_a_bank_is_made(northwind, carols):
    assert make(carols, "Warehouse & tours", "de").status_code == 302
    with company_scope(northwind):
        bank = Bank.objects.get(company=northwind)
    assert (bank.name, bank.slug, bank.language) == ("Warehouse & tours", "warehouse-tours", "de")
    assert actions(northwind) == ["bank.made"]


def test_two_banks_have_two_names_whatever_their_case_and_the_library_keeps_its_own(committed, northwind, carols):
    library_bank("How?", slug="warehouse")
    assert make(carols).status_code == 302
    answer = make(carols, "WAREHOUSE")
    assert answer.status_code == 422
    assert "Another bank of yours has this name." in answer.content.decode()
    assert names(northwind) == ["Warehouse"]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 81}, {"name": "see https://x.example"}, {"language": "xx"}])
def test_what_is_no_bank_is_refused_with_the_form(northwind, carols, wrong):
    answer = make(carols, **({"name": "Warehouse"} | wrong))
    assert answer.status_code == 422
    assert names(northwind) == []


def test_a_bank_is_renamed(northwind, carols):
    bank = own_question(northwind).bank
    assert carols.post(f"{BANKS}{bank.pk}/rename/", {"name": "Gate"}).status_code == 302
    assert names(northwind) == ["Gate"]
    make(carols)
    assert carols.post(f"{BANKS}{bank.pk}/rename/", {"name": "warehouse"}).status_code == 422
    assert carols.post(f"{BANKS}{bank.pk}/rename/", {"name": "gate"}).status_code == 302
    assert actions(northwind) == ["bank.renamed", "bank.made", "bank.renamed"]


def test_a_bank_is_retired_with_its_questions_after_a_question(northwind, carols):
    question = own_question(northwind)
    asked = carols.get(f"{BANKS}{question.bank_id}/retire/", headers={"HX-Request": "true"}).content.decode()
    assert "<dialog" in asked
    assert "<html" not in asked
    assert own(northwind)[0].state == State.ACTIVE
    carols.post(f"{BANKS}{question.bank_id}/retire/")
    assert own(northwind)[0].state == State.RETIRED
    assert carols.get(QUESTIONS).context["page"].paginator.count == 0
    assert actions(northwind) == ["bank.retired"]


def test_a_bank_comes_back_with_those_that_went_along_with_it_and_no_others(northwind, carols):
    bank = own_question(northwind, "Went along?").bank
    with company_scope(northwind):
        before = make_question(bank, "Retired before?")
    carols.post(f"{QUESTIONS}{before.pk}/retire/")
    carols.post(f"{BANKS}{bank.pk}/retire/")
    carols.post(f"{BANKS}{bank.pk}/restore/")
    assert {each.text: each.state for each in own(northwind)} == {"Went along?": "active", "Retired before?": "retired"}
    assert names(northwind) == ["Own"]
    carols.post(f"{BANKS}{bank.pk}/restore/")
    assert actions(northwind) == ["bank.retired", "bank.restored"]


def test_no_single_question_comes_back_into_a_retired_bank(northwind, carols):
    question = own_question(northwind)
    carols.post(f"{BANKS}{question.bank_id}/retire/")
    answer = carols.post(f"{QUESTIONS}{question.pk}/restore/", follow=True)
    assert "Bring the bank back first." in answer.content.decode()
    assert own(northwind)[0].state == State.RETIRED


@pytest.mark.parametrize("act", ["rename", "retire", "restore"])
def test_the_librarys_and_anothers_banks_are_not_to_be_touched(committed, northwind, southgate, carols, act):
    shared = library_bank("How?")
    with company_scope(southgate):
        foreign = make_bank(southgate, "theirs")
    for bank in (shared, foreign):
        assert carols.post(f"{BANKS}{bank.pk}/{act}/", {"name": "Taken over"}).status_code == 404
    with every_company("the test looks"):
        assert set(Bank.objects.values_list("name", "retired_at")) == {("Engineering", None), ("Theirs", None)}


@pytest.mark.parametrize("act", ["rename", "retire", "restore"])
def test_who_may_not_changes_no_bank(northwind, bob, charlie, log_in, act):
    bank = own_question(northwind).bank
    for who, expected in ((bob, 403), (charlie, 404)):
        assert log_in(who).post(f"{BANKS}{bank.pk}/{act}/", {"name": "X"}).status_code == expected
        assert make(log_in(who)).status_code == expected
    assert names(northwind) == ["Own"]
    assert actions(northwind) == []

"""Allowances: what a company may spend with our own keys, whatever its people allow it themselves."""

from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.gateway import models_of
from accounts.models import Company
from accounts.prompts import CHECK, CheckInputs
from accounts.services.budgets import require_budget
from accounts.tenancy import company_scope
from ai.errors import BudgetSpent
from ai.results import BUILTIN
from ai.waiting import wait
from tests.accounts.test_budgets import allow, spend
from tests.accounts.test_models_of_a_company import give_key
from tests.accounts.test_models_page import read  # noqa: F401 - a fixture
from tests.conftest import make_company

WORD = CheckInputs(word="lighthouse")


def ask(company, **more) -> str:
    return wait(models_of(company, **more).run(CHECK, WORD)).made.provider


def test_a_new_company_has_what_the_operator_allows(alice, settings):
    settings.COMPANY_BUDGET = 40
    company = make_company("Eastbank", "eastbank", alice)
    with company_scope(company):
        assert Company.objects.get(pk=company.pk).allowance == 40


@pytest.mark.usefixtures("committed")
def test_our_accounts_rest_when_it_is_spent_and_the_company_s_own_go_on(northwind, platform, provider):
    platform("openai", "anthropic", AI_COMPLETE="openai,anthropic")
    give_key(northwind, "anthropic", secret="sk-own-northwind-mine")
    spend(northwind, "24.99")
    assert ask(northwind) == "openai"
    spend(northwind, "0.01")
    assert ask(northwind) == "anthropic"
    assert provider.calls[-1].authorization == "mine"


def test_what_goes_to_the_company_s_own_account_uses_none_of_it(northwind, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    spend(northwind, "1000", own_key=True)
    require_budget(northwind)
    spend(northwind, "25")
    with pytest.raises(BudgetSpent):
        require_budget(northwind)


def test_no_budget_of_the_company_moves_it(northwind, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    spend(northwind, "25")
    for limit in (None, "1000"):
        allow(northwind, limit)
        with pytest.raises(BudgetSpent):
            ask(northwind)
    assert provider.calls == []


def test_the_company_s_own_budget_holds_for_its_own_accounts(northwind, platform, provider):
    platform()
    give_key(northwind)
    allow(northwind, "10")
    spend(northwind, "10", own_key=True)
    with pytest.raises(BudgetSpent):
        require_budget(northwind)
    assert ask(northwind) == BUILTIN
    assert provider.calls == []


def test_with_a_key_of_its_own_a_company_begins_interviews_without_it(northwind, platform):
    platform("openai")
    spend(northwind, "25")
    with pytest.raises(BudgetSpent):
        require_budget(northwind)
    give_key(northwind, "groq")
    require_budget(northwind)


def test_where_there_is_none_nothing_of_ours_is_asked(northwind, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    northwind.allowance = Decimal(0)
    with pytest.raises(BudgetSpent):
        ask(northwind)
    with pytest.raises(BudgetSpent):
        wait(models_of(northwind).embed(["a text"]))
    assert provider.calls == []


@pytest.mark.usefixtures("committed")
def test_an_interview_that_has_begun_goes_on_but_not_for_ever(northwind, platform, provider):
    platform("openai")
    allow(northwind, "1")
    spend(northwind, "49.99")
    assert ask(northwind, interview=uuid4()) == "openai"
    spend(northwind, "0.01")
    assert ask(northwind, interview=uuid4()) == BUILTIN
    assert len(provider.calls) == 1


def test_the_page_says_how_far_it_is_used(northwind, platform, read):  # noqa: F811
    platform()
    assert "with our account" not in read()
    platform("openai")
    spend(northwind, "3", own_key=True)
    spend(northwind, "24")
    assert "$24.00 of it with our account, which pays for $25.00 a month at most." in read()
    spend(northwind, "1")
    assert "What our own account pays for in a month is used up. Interviews that have begun go on. With a key of your own" in read()

"""Models and budget: who does what for a company, and what it came to, as its owners and admins read it."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

from accounts.queries import month_of, months_before, uses_this_month
from accounts.templatetags.money import dollars
from accounts.tenancy import every_company
from tests.accounts.test_budgets import allow, spend
from tests.accounts.test_models_of_a_company import give_key

PAGE = "/c/northwind/models/"


@pytest.fixture
def read(northwind, alice, log_in):
    """The page's words, as one line."""

    def page() -> str:
        text = log_in(alice).get(PAGE).content.decode()
        main = re.sub(r"<[^>]+>", " ", text[text.index("<main") :])
        return re.sub(r"\s+([.,])", r"\1", " ".join(unescape(main).split()))

    return page


# Who does what


def test_without_any_provider_it_says_what_that_means(read, platform):
    platform()
    assert "Built-in rules, no AI provider is set up. Interviews will work with them; assessments will be simple and say so." in read()


def test_it_says_who_is_asked_in_which_order(read, platform):
    platform("openai", "anthropic")
    page = read()
    assert "Questions OpenAI gpt-6-luna, then Anthropic claude-haiku-5-5, then built-in rules." in page
    # An outage never turns into a score of the rules.
    assert "Assessments OpenAI gpt-6.1-terra, then Anthropic claude-sonnet-5-5. While none of them answers, an answer waits" in page
    assert "Hearing OpenAI whisper-1. Hearing once more, afterwards Nobody: what was understood in the interview stays." in page
    assert "Speaking OpenAI gpt-4o-mini-tts. Comparing texts OpenAI text-embedding-3-small." in page


def test_it_says_who_hears_once_more_afterwards(read, northwind, platform):
    platform("groq", GROQ_TRANSCRIBE_AGAIN_MODEL="whisper-large-v3")
    assert "Hearing once more, afterwards Groq whisper-large-v3." in read()
    give_key(northwind, secret="sk-own-northwind-wxyz", transcribe_again="gpt-transcribe")
    assert "Hearing once more, afterwards Groq whisper-large-v3, then OpenAI gpt-transcribe (your key)." in read()


def test_where_nobody_hears_and_speaks_the_browser_does(read, platform):
    platform("anthropic")
    page = read()
    assert "Hearing The candidate’s own browser, where it can. Speaking The candidate’s own browser" in page
    assert "Comparing texts Built-in rules." in page


def test_it_says_where_the_company_s_own_key_is_used(read, northwind, platform):
    platform("anthropic")
    give_key(northwind, secret="sk-own-northwind-wxyz", quick="gpt-6-sol")
    page = read()
    assert "Questions OpenAI gpt-6-sol (your key), then Anthropic claude-haiku-5-5, then built-in rules." in page
    assert "Ends in wxyz." in page


def test_it_says_when_a_key_can_no_longer_be_read(read, northwind, platform, settings):
    platform("openai")
    give_key(northwind)
    settings.ENCRYPTION_KEYS = ["dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE="]
    page = read()
    assert "Your key at OpenAI can no longer be read. Please enter it again" in page
    assert "Cannot be read" in page
    assert "(your key)" not in page


def test_where_nobody_stands_in_for_it_it_says_that_answers_wait(read, northwind, platform, settings):
    platform()
    give_key(northwind)
    settings.ENCRYPTION_KEYS = ["dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE="]
    page = read()
    assert "Assessments Nobody: your key cannot be read. Answers wait for some hours; enter it again by then." in page
    assert "Hearing Nobody: your key cannot be read." in page


# What it came to


def test_a_month_without_a_call_says_so(read):
    assert "No model was asked yet this month." in read()


def test_the_month_is_told_by_what_it_was_for_and_who_was_asked(read, northwind, southgate):
    for _ in range(2):
        spend(northwind, "0.5", input_tokens=1000, output_tokens=200, model="gpt-6-luna")
    spend(northwind, "0.25", state="failed", input_tokens=345, is_estimated=True, model="gpt-6-luna")
    spend(northwind, "0.5", ability="transcribe", provider="groq", model="whisper-large-v3", audio_seconds=90, own_key=True)
    spend(northwind, "0.1", ability="speak", model="tts-1", characters=12_345)
    spend(northwind, "0.1", ability="embed", model="text-embedding-3-small", input_tokens=77)
    spend(southgate, "9", model="not-yours")
    page = read()
    assert "Questions and assessments OpenAI gpt-6-luna 3 1 failed 2,345 tokens read, 400 written partly estimated $1.25" in page
    assert "Hearing Groq whisper-large-v3, your key 1 1.5 minutes $0.50" in page
    assert "Speaking OpenAI tts-1 1 12,345 characters" in page
    assert "Comparing texts OpenAI text-embedding-3-small 1 77 tokens" in page
    assert "$1.95 so far." in page
    assert "$0.50 of it with keys of your own" in page
    assert "not-yours" not in page


def test_the_figures_are_one_company_s_even_where_no_policy_binds(committed, northwind, southgate):
    for company, cost in ((northwind, "1"), (southgate, "9")):
        spend(company, cost)
        spend(company, cost, at=month_of(company) - timedelta(days=1))
    with every_company("a test takes the second lock off"):
        assert [use.spent for use in uses_this_month(northwind)] == [1]
        assert [month["spent"] for month in months_before(northwind)] == [1]


def test_what_has_no_known_price_is_said_and_not_made_up(read, northwind):
    spend(northwind, None, model="brand-new")
    page = read()
    assert "brand-new 1 0 tokens read, 0 written not known" in page
    assert "1 call of a cost that is not known is not in this sum." in page


def test_a_model_without_a_price_is_named_where_the_budget_is_set(read, platform):
    platform("openai")
    assert "Calls of a model whose price we do not know do not count." in read()
    platform("openai", OPENAI_QUICK_MODEL="brand-new")
    assert "Calls of a model whose price we do not know do not count; of those in use, that is brand-new." in read()


@pytest.mark.parametrize(
    ("spent", "said"),
    [
        ("79", "$79.00 so far, of $100.00. Budget of the month 79 % used"),
        ("80", "80 % of this month’s budget is used. When it is used up, no new interviews begin"),
        ("100", "This month’s budget is used up. Interviews that have begun are finished and assessed."),
    ],
)
def test_a_budget_says_how_far_it_is_used(read, northwind, spent, said):
    allow(northwind)
    spend(northwind, spent)
    assert said in read()


def test_months_are_those_of_the_company_s_own_clock(read, northwind):
    began = month_of(northwind)
    spend(northwind, "3", at=began)
    spend(northwind, "5", at=began - timedelta(seconds=1))
    spend(northwind, "7", at=began - timedelta(days=400))
    page = read()
    before = (began - timedelta(days=1)).strftime("%B %Y")
    assert f"{began:%B %Y} $3.00 so far." in page
    assert f"{before} 1 0 $0.00 $5.00" in page
    assert "$7.00" not in page


def test_a_wrong_budget_keeps_the_rest_of_the_page(northwind, alice, log_in):
    spend(northwind, "3", model="gpt-6-luna")
    answer = log_in(alice).post(f"{PAGE}budget/", {"limit": "nothing", "warning_percent": "80"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="nothing"' in text
    assert "gpt-6-luna" in text


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "$0.00"),
        ("0.00001", "under $0.0001"),
        ("0.0042", "$0.0042"),
        ("0.0099", "$0.0099"),
        ("0.01", "$0.01"),
        ("0.99999", "$1.00"),
        ("1", "$1.00"),
        ("12345.678", "$12,345.68"),
    ],
)
def test_dollars_are_written_as_exactly_as_they_matter(amount, words):
    assert dollars(Decimal(amount)) == words

"""Budgets: what a month has cost, a word in time, and a stop that never cuts a running interview short."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts import tasks
from accounts.gateway import models_of
from accounts.models import AuditEntry, Company, ModelCall, OutboxMail, Role
from accounts.prompts import CHECK, CheckInputs
from accounts.queries import budget_of, month_of
from accounts.services.audit import Actor
from accounts.services.budgets import change_budget, require_budget, warn_of_budgets
from accounts.tenancy import company_scope, every_company
from ai.errors import BudgetSpent
from ai.results import BUILTIN
from ai.waiting import wait
from tests.accounts.test_outbox import at_once
from tests.conftest import make_member, make_user

WORD = CheckInputs(word="lighthouse")
PAGE = "/c/northwind/models/"
GOOD = {"limit": "100", "warning_percent": "80"}


def spend(company, cost, at=None, **more) -> ModelCall:
    facts = {"task": "check", "ability": "complete", "provider": "openai", "model": "m", "own_key": False, "state": "done"} | more
    with company_scope(company):
        return ModelCall.objects.create(id=uuid4(), company=company, cost=cost, at=at or timezone.now(), **facts)


def allow(company, limit="100", warning_percent=80):
    change_budget(company=company, limit=Decimal(limit) if limit else None, warning_percent=warning_percent, by=Actor())


def mails(company) -> list[tuple[str, str]]:
    with company_scope(company):
        return sorted(OutboxMail.objects.filter(company=company, kind__startswith="budget").values_list("kind", "to"))


# What counts


def test_a_month_begins_at_midnight_where_the_company_is(northwind):
    began = month_of(northwind)
    assert (began.day, began.hour, began.tzinfo) == (1, 0, ZoneInfo("Europe/Stockholm"))
    spend(northwind, "1", at=began)
    spend(northwind, "10", at=began - timedelta(microseconds=1))
    assert budget_of(northwind).spent == 1


def test_where_clocks_go_back_over_midnight_the_month_begins_with_the_first_of_the_two(monkeypatch):
    second_half_past_midnight = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: second_half_past_midnight)
    assert month_of(Company(time_zone="America/Havana")).astimezone(UTC) == datetime(2026, 11, 1, 4, tzinfo=UTC)


def test_a_company_on_the_other_side_of_the_world_has_another_month(northwind):
    zones = {zone: month_of(Company(time_zone=zone)).astimezone(UTC) for zone in ("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago")}
    assert zones["Pacific/Kiritimati"].hour == 10
    assert zones["Pacific/Pago_Pago"].hour == 11


def test_everything_counts_but_another_company_s_and_what_has_no_known_price(northwind, southgate):
    spend(northwind, "1.5")
    spend(northwind, "2.25", own_key=True)
    spend(northwind, "0.25", state="failed")
    spend(northwind, None)
    spend(southgate, "50")
    assert budget_of(northwind).spent == 4
    assert budget_of(southgate).spent == 50


@pytest.mark.parametrize(
    ("spent", "limit", "expected"),
    [
        ("0", "100", (0, False, False)),
        ("79.99999999", "100", (79, False, False)),
        ("80", "100", (80, True, False)),
        ("99.99999999", "100", (99, True, False)),
        ("100", "100", (100, True, True)),
        ("250", "100", (250, True, True)),
        ("250", None, (0, False, False)),
    ],
)
def test_how_far_a_budget_is_used(northwind, spent, limit, expected):
    allow(northwind, limit)
    spend(northwind, spent)
    budget = budget_of(northwind)
    assert (budget.percent, budget.is_warned, budget.is_spent) == expected


# The stop


def test_a_spent_budget_stops_new_interviews_and_work_in_the_background(northwind, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    allow(northwind, "1")
    require_budget(northwind)
    spend(northwind, "1")
    with pytest.raises(BudgetSpent):
        require_budget(northwind)
    with pytest.raises(BudgetSpent):
        wait(models_of(northwind).run(CHECK, WORD))
    assert provider.calls == []


@pytest.mark.usefixtures("committed")
def test_an_interview_that_has_begun_is_never_cut_short(northwind, platform, provider):
    platform("openai", AI_COMPLETE="openai")
    allow(northwind, "1")
    spend(northwind, "1000", own_key=True)
    answer = wait(models_of(northwind, interview=uuid4()).run(CHECK, WORD))
    assert answer.made.provider == "openai"
    assert len(provider.calls) == 1


def test_what_costs_nothing_goes_on_when_the_budget_is_spent(northwind, platform, provider):
    platform("openai")
    allow(northwind, "1")
    spend(northwind, "1")
    assert wait(models_of(northwind).run(CHECK, WORD)).made.provider == BUILTIN
    assert provider.calls == []


def test_another_company_s_spending_stops_nobody(northwind, southgate):
    allow(northwind, "1")
    allow(southgate, "1")
    spend(southgate, "5")
    require_budget(northwind)


def test_a_raised_budget_lets_work_go_on_and_none_has_no_end(northwind):
    allow(northwind, "1")
    spend(northwind, "1")
    allow(northwind, "2")
    require_budget(northwind)
    allow(northwind, None)
    spend(northwind, "999999", own_key=True)
    require_budget(northwind)


def test_without_a_limit_nothing_is_summed_up(northwind, django_assert_num_queries):
    northwind.allowance = None
    with django_assert_num_queries(0):
        require_budget(northwind)


# The word in time


@pytest.fixture
def team(committed, northwind, alice, ada, carol, bob):
    return northwind


def test_owners_and_admins_hear_of_each_mark_once(team):
    allow(team)
    spend(team, "79")
    assert warn_of_budgets() == []
    spend(team, "1")
    assert len(warn_of_budgets()) == 2
    assert warn_of_budgets() == []
    both = ["ada@northwind.example", "alice@northwind.example"]
    assert mails(team) == [("budget_warning", to) for to in both]
    spend(team, "20")
    assert len(warn_of_budgets()) == 2
    assert warn_of_budgets() == []
    assert mails(team) == [("budget_spent", to) for to in both] + [("budget_warning", to) for to in both]


def test_who_jumps_over_the_first_mark_hears_of_the_second_alone(team):
    allow(team)
    spend(team, "120")
    warn_of_budgets()
    assert {kind for kind, _ in mails(team)} == {"budget_spent"}


def test_sweeps_at_the_same_time_send_one_mail_to_each(team):
    allow(team)
    spend(team, "85")
    with at_once(*[warn_of_budgets] * 4):
        pass
    assert len(mails(team)) == 2


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([("100", 85, 2), ("106", 0, 2), ("106", 5, 2), ("107", 0, 2)], id="raised, and passed before and after"),
        pytest.param([("100", 85, 2), ("200", 0, 2), ("200", 80, 4)], id="raised, and passed anew"),
        pytest.param([("100", 85, 2), ("200", 0, 2), ("100", 0, 2)], id="there and back"),
        pytest.param([("100", 45, 0), ("50", 0, 2), ("52", 0, 2), ("40", 0, 4), ("41", 0, 4)], id="lowered below what is spent"),
        pytest.param([("100", 100, 2), ("110", 0, 2), ("111", 0, 2), ("111", 15, 4)], id="spent, raised, and spent anew"),
        pytest.param([("100", 85, 2), (None, 0, 2), (None, 50, 2), ("150", 0, 4)], id="taken away, and set again"),
    ],
)
def test_a_changed_budget_is_news_only_where_a_mark_is_newly_passed(team, steps):
    for limit, more, mails_so_far in steps:
        allow(team, limit)
        spend(team, more)
        warn_of_budgets()
        assert len(mails(team)) == mails_so_far


@pytest.mark.parametrize("zone", ["Mars/Olympus_Mons", "../../etc/passwd", "Europe", ""])
def test_a_company_whose_zone_nobody_knows_keeps_no_other_from_hearing(team, southgate, alice, log_in, zone):
    with every_company("a test breaks a row"):
        Company.objects.filter(pk=team.pk).update(time_zone=zone)
    for company in (team, southgate):
        allow(company)
        spend(company, "85")
    warn_of_budgets()
    assert [to for _, to in mails(southgate)] == ["charlie@southgate.example"]
    assert len(mails(team)) == 2
    assert log_in(alice).get(PAGE).status_code == 200


def test_a_new_month_is_warned_of_anew(team):
    allow(team)
    spend(team, "85")
    warn_of_budgets()
    with company_scope(team):
        Company.objects.update(told_month="2020-01-01")
        for mail in OutboxMail.objects.filter(company=team, kind="budget_warning"):
            month = f"{month_of(team):%Y-%m}"
            assert month in mail.key
            mail.key = mail.key.replace(month, "2020-01")
            mail.save()
    assert len(warn_of_budgets()) == 2


def test_who_left_or_may_not_log_in_is_not_written_to(team, ada):
    ada.is_active = False
    ada.save()
    make_member(team, make_user("Olu Owner", "olu@northwind.example"), Role.OWNER)
    allow(team)
    spend(team, "85")
    warn_of_budgets()
    assert [to for _, to in mails(team)] == ["alice@northwind.example", "olu@northwind.example"]


def test_the_mail_says_what_happens_next_in_the_month_of_the_company(team, mail_server):
    from tests.accounts.test_outbox import deliver

    allow(team)
    spend(team, "85.5")
    for mail in warn_of_budgets():
        deliver(mail)
    spend(team, "14.5")
    for mail in warn_of_budgets():
        deliver(mail)
    first, _, third, _ = mail_server.mails
    month = f"{month_of(team):%B}"
    assert first["Subject"] == f"Northwind Logistics has used 85 % of its budget for {month}"
    assert third["Subject"] == f"Northwind Logistics has used up its budget for {month}"
    for mail in (first, third):
        text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
        for part in (text, html):
            assert "$100.00" in part
            assert "http://testserver/c/northwind/models/" in part
            assert "Interviews that have begun are" in part
    assert "$85.50 of $100.00" in first.get_body(["plain"]).get_content()


def test_the_beat_s_task_sends_what_it_wrote(held, team):
    from tests.accounts.test_celery import waiting_messages

    allow(team)
    spend(team, "85")
    tasks.sweep_budgets()
    assert len(waiting_messages(held)) == 2


# Changing it


def test_a_budget_is_saved_and_the_audit_log_says_from_what_to_what(northwind, alice, log_in):
    answer = log_in(alice).post(f"{PAGE}budget/", GOOD | {"limit": "50.50"}, follow=True)
    assert "Saved." in answer.content.decode()
    with company_scope(northwind):
        company = Company.objects.get()
        assert (company.monthly_budget, company.budget_warning_percent) == (Decimal("50.50"), 80)
        [entry] = AuditEntry.objects.filter(action="budget.changed")
    assert entry.words == "from no limit to $50.50 a month, warning at 80 %"


def test_an_empty_field_takes_the_limit_away(northwind, alice, log_in):
    allow(northwind)
    log_in(alice).post(f"{PAGE}budget/", GOOD | {"limit": ""})
    with company_scope(northwind):
        assert Company.objects.get().monthly_budget is None


def test_saving_without_a_change_is_no_entry(northwind, alice, log_in):
    client = log_in(alice)
    for _ in range(2):
        client.post(f"{PAGE}budget/", GOOD)
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="budget.changed").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"limit": "0"},
        {"limit": "-1"},
        {"limit": "lots"},
        {"limit": "1e9"},
        {"warning_percent": "0"},
        {"warning_percent": "101"},
        {"warning_percent": ""},
    ],
)
def test_a_wrong_budget_saves_nothing(change, northwind, alice, log_in):
    answer = log_in(alice).post(f"{PAGE}budget/", GOOD | change)
    assert answer.status_code == 422
    assert "Nothing was saved." in answer.content.decode()
    with company_scope(northwind):
        assert Company.objects.get().monthly_budget is None


def test_who_does_not_manage_cannot_change_it(northwind, carol, bob, charlie, log_in):
    answers = [log_in(who).post(f"{PAGE}budget/", GOOD).status_code for who in (carol, bob, charlie)]
    assert answers == [403, 403, 404]
    with company_scope(northwind):
        assert Company.objects.get().monthly_budget is None

"""Staff work across companies in Django's admin, and nowhere else."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.urls import reverse

from accounts.middleware import StaffAdminScope
from accounts.models import AuditEntry, Company, MemberInvitation, OutboxMail, ProviderKey, Role
from accounts.services.audit import Actor
from accounts.services.members import invite_member
from accounts.tenancy import _everything, company_scope, every_company
from tests.accounts.test_budgets import spend
from tests.conftest import make_user


@pytest.fixture
def staff(committed, northwind, alices, southgate):
    invite_member(company=northwind, email="d@northwind.example", role=Role.REVIEWER, inviter=alices, by=Actor())
    return make_user("Sam Staff", "sam@colloquy.example", is_staff=True, is_superuser=True)


@pytest.mark.parametrize(
    "model", [model for model in admin.site._registry if model._meta.app_label == "accounts"], ids=lambda m: m.__name__
)
def test_every_list_and_search_opens(model, staff, log_in):
    client = log_in(staff)
    listed = reverse(f"admin:accounts_{model._meta.model_name}_changelist")
    assert client.get(listed).status_code == 200
    if admin.site._registry[model].search_fields:
        assert client.get(listed, {"q": "north"}).status_code == 200


def test_staff_see_every_company(staff, log_in):
    text = log_in(staff).get(reverse("admin:accounts_company_changelist")).content.decode()
    assert "Northwind Logistics" in text
    assert "Southgate Freight" in text


def test_a_companys_own_pages_stay_closed_to_staff(staff, log_in):
    assert log_in(staff).get("/c/northwind/").status_code == 404


@pytest.mark.parametrize(("model", "secret"), [(OutboxMail, "text"), (MemberInvitation, "token_hash")])
def test_links_that_would_open_a_door_are_not_shown(model, secret, staff, log_in):
    with every_company("a test"):
        row = model.objects.first()
    page = log_in(staff).get(reverse(f"admin:accounts_{model._meta.model_name}_change", args=[row.pk]))
    assert page.status_code == 200
    assert str(getattr(row, secret))[-40:] not in page.content.decode()
    assert "/join/" not in page.content.decode()


@pytest.mark.parametrize(
    ("model", "secret"), [(ProviderKey, "secret"), (MemberInvitation, "token_hash"), (OutboxMail, "text"), (OutboxMail, "html")]
)
def test_what_is_not_shown_is_not_to_be_searched_either(model, secret, staff, log_in):
    listed = reverse(f"admin:accounts_{model._meta.model_name}_changelist")
    for lookup in (secret, f"{secret}__startswith", f"{secret}__regex"):
        assert log_in(staff).get(listed, {lookup: "a"}).status_code == 400


def test_staff_say_what_our_own_keys_may_cost_for_a_company_and_nothing_else(staff, northwind, log_in):
    page = reverse("admin:accounts_company_change", args=[northwind.pk])
    assert log_in(staff).post(page, {"allowance": "120.50", "name": "Renamed", "monthly_budget": "1"}).status_code == 302
    with company_scope(northwind):
        company = Company.objects.get()
        assert (company.allowance, company.name, company.monthly_budget) == (Decimal("120.50"), "Northwind Logistics", None)
        [entry] = AuditEntry.objects.filter(action="allowance.changed")
    assert (entry.actor, entry.words) == (staff, "from $25.00 a month to $120.50 a month")


def test_staff_without_the_right_to_change_companies_say_nothing(junior, northwind, log_in):
    page = reverse("admin:accounts_company_change", args=[northwind.pk])
    assert log_in(junior).post(page, {"allowance": "120.50"}).status_code == 403


def test_staff_see_what_models_cost_by_company_and_month(staff, northwind, southgate, log_in):
    for company, cost in ((northwind, "1.25"), (northwind, "2"), (southgate, "7")):
        spend(company, cost)
    text = log_in(staff).get(reverse("admin:accounts_modelcall_totals")).content.decode()
    assert "Northwind Logistics (northwind)" in text
    assert "$3.25" in text
    assert "$7.00" in text
    listed = log_in(staff).get(reverse("admin:accounts_modelcall_changelist"), {"provider": "openai", "company__id__exact": southgate.pk})
    assert listed.context["cl"].result_count == 1
    assert reverse("admin:accounts_modelcall_totals") in listed.content.decode()


def test_staff_without_the_right_to_see_calls_see_no_totals(junior, log_in):
    assert log_in(junior).get(reverse("admin:accounts_modelcall_totals")).status_code == 403


def test_the_audit_log_cannot_be_rewritten_here_either(staff, log_in):
    client = log_in(staff)
    with every_company("a test"):
        entry = AuditEntry.objects.first()
    assert client.post(reverse("admin:accounts_auditentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:accounts_auditentry_add")).status_code == 403


def test_the_admin_asks_to_log_in_where_everybody_does(db, client):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/login/")


@pytest.fixture
def junior(staff):
    user = make_user("Juno Junior", "juno@colloquy.example", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    return user


def test_who_may_change_people_cannot_give_themselves_rights(junior, staff, alice, log_in):
    client = log_in(junior)
    everything = {"name": "J", "email": "j@x.example", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    for user in (junior, staff):
        assert client.post(reverse("admin:accounts_user_change", args=[user.pk]), everything).status_code == 403
    client.post(reverse("admin:accounts_user_change", args=[alice.pk]), everything | {"name": "Alice Renamed"})
    alice.refresh_from_db()
    assert (alice.name, alice.email, alice.is_staff, alice.is_superuser) == ("Alice Renamed", "alice@northwind.example", False, False)


def test_second_factors_sessions_and_addresses_are_not_to_be_edited_here(staff):
    registered = {model._meta.app_label for model in admin.site._registry}
    assert registered == {"accounts", "auth", "interviews"}


def test_nothing_that_companies_did_can_be_changed_here(staff, log_in):
    client = log_in(staff)
    for model in (AuditEntry, MemberInvitation, OutboxMail):
        with every_company("a test"):
            row = model.objects.first()
        assert client.post(reverse(f"admin:accounts_{model._meta.model_name}_change", args=[row.pk]), {}).status_code == 403


def test_who_is_not_staff_sees_no_company_under_the_admins_addresses(northwind, southgate, alice, log_in, rf):
    seen = []

    def respond(request):
        seen.append(_everything.get())
        return HttpResponse()

    request = rf.get("/admin/accounts/company/")
    request.user = alice
    StaffAdminScope(respond)(request)
    assert seen == [""]


def test_the_first_page_leads_to_everything_beside_the_admin(staff, log_in):
    page = log_in(staff).get("/admin/").content.decode()
    for name in ("staff-review", "staff-near", "staff-import-new", "staff-export", "staff-vectors", "staff-latency"):
        assert f'href="{reverse(f"interviews:{name}")}"' in page
    assert f'href="{reverse("accounts:staff-models")}"' in page

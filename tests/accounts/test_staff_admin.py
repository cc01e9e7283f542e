"""Staff work across companies in Django's admin, and nowhere else."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import AuditEntry, MemberInvitation, OutboxMail, Role
from accounts.services.audit import Actor
from accounts.services.members import invite_member
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
    from accounts.tenancy import every_company

    with every_company("a test"):
        row = model.objects.first()
    page = log_in(staff).get(reverse(f"admin:accounts_{model._meta.model_name}_change", args=[row.pk]))
    assert page.status_code == 200
    assert str(getattr(row, secret))[-40:] not in page.content.decode()
    assert "/join/" not in page.content.decode()


def test_the_audit_log_cannot_be_rewritten_here_either(staff, log_in):
    from accounts.tenancy import every_company

    client = log_in(staff)
    with every_company("a test"):
        entry = AuditEntry.objects.first()
    assert client.post(reverse("admin:accounts_auditentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:accounts_auditentry_add")).status_code == 403


def test_the_admin_asks_to_log_in_where_everybody_does(db, client):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/login/")

"""Roles and their limits, leaving and removing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from accounts.models import AuditEntry, Member, Role
from accounts.services.audit import Actor
from accounts.services.members import LastOwner, OnlyOwnersMakeOwners, change_role, invite_member, remove_member
from accounts.tenancy import company_scope
from tests.conftest import make_member, make_user


@pytest.fixture
def adas(northwind, ada):
    with company_scope(northwind):
        return Member.objects.select_related("user", "company").get(user=ada)


@pytest.fixture
def bobs(northwind, bob):
    with company_scope(northwind):
        return Member.objects.select_related("user", "company").get(user=bob)


def test_an_admin_changes_roles_below_owner(adas, bobs, northwind):
    change_role(member=bobs, role=Role.RECRUITER, changer=adas, by=Actor(user=adas.user))
    with company_scope(northwind):
        assert Member.objects.get(pk=bobs.pk).role == Role.RECRUITER
        entry = AuditEntry.objects.get(action="member.role_changed")
        assert entry.details == {"before": "reviewer", "after": "recruiter"}
        assert entry.actor_name == "Ada Admin <ada@northwind.example>"


def test_an_admin_neither_makes_nor_touches_an_owner(adas, alices, bobs, northwind):
    for attempt in (
        lambda: change_role(member=bobs, role=Role.OWNER, changer=adas, by=Actor()),
        lambda: change_role(member=alices, role=Role.REVIEWER, changer=adas, by=Actor()),
        lambda: remove_member(member=alices, remover=adas, by=Actor()),
        lambda: invite_member(company=northwind, email="x@y.example", role=Role.OWNER, inviter=adas, by=Actor()),
    ):
        with pytest.raises(OnlyOwnersMakeOwners):
            attempt()
    with company_scope(northwind):
        assert Member.objects.get(pk=alices.pk).role == Role.OWNER
        assert Member.objects.get(pk=bobs.pk).role == Role.REVIEWER


def test_an_owner_may_leave_once_there_is_another(alices, bobs, northwind):
    with pytest.raises(LastOwner):
        remove_member(member=alices, remover=alices, by=Actor())
    change_role(member=bobs, role=Role.OWNER, changer=alices, by=Actor())
    remove_member(member=alices, remover=alices, by=Actor())
    with company_scope(northwind):
        assert list(Member.objects.values_list("user__name", flat=True)) == ["Bob Adeyemi"]
        assert AuditEntry.objects.filter(action="member.left").exists()


def test_two_owners_who_remove_each_other_at_once_leave_one(committed, northwind, alices):
    other = make_member(northwind, make_user("Olga Owner", "olga@northwind.example"), Role.OWNER)

    def remove(pair) -> str:
        member, remover = pair
        try:
            remove_member(member=member, remover=remover, by=Actor())
        except (LastOwner, Member.DoesNotExist) as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return "removed"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(remove, [(alices, other), (other, alices)]))
    assert outcomes[-1] == "removed"
    with company_scope(northwind):
        assert Member.objects.filter(role=Role.OWNER).count() == 1


def test_a_removed_member_is_out_at_once_and_the_audit_log_keeps_who_they_were(alices, bobs, bob, log_in, northwind):
    client = log_in(bob)
    assert client.get("/c/northwind/team/").status_code == 200
    remove_member(member=bobs, remover=alices, by=Actor(user=alices.user))
    assert client.get("/c/northwind/team/").status_code == 404
    with company_scope(northwind):
        assert AuditEntry.objects.get(action="member.removed").target_name == "bob@northwind.example"

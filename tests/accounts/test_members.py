"""Roles and their limits, leaving and removing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import AuditEntry, Company, Member, MemberInvitation, Role
from accounts.services.audit import Actor
from accounts.services.members import (
    MAILS_A_DAY_TO_ONE_PERSON,
    AlreadyMember,
    InvitationClosed,
    LastOwner,
    NoLongerMember,
    OnlyOwnersMakeOwners,
    Refused,
    TooManyMails,
    change_role,
    invite_member,
    remove_member,
    resend_invitation,
    revoke_invitation,
)
from accounts.tenancy import company_scope
from tests.conftest import make_member, make_user
from tests.database import superuser
from tests.waiting import eventually


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


def at_once(northwind, acts):
    """Start each act while the company is locked, let go when all of them wait for it, and return what became of each."""

    def run(act) -> str:
        try:
            act()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        with company_scope(northwind):
            Company.objects.select_for_update().get(pk=northwind.pk)
            running = [threads.submit(run, act) for act in acts]
            eventually(lambda: waiting_for_locks() == len(acts), within=3)
        return sorted(each.result() for each in running)


def waiting_for_locks() -> int:
    with superuser(connections["default"].settings_dict["NAME"]) as inside:
        return inside.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        ).fetchone()[0]


def test_two_owners_who_remove_each_other_at_once_leave_one(committed, northwind, alices):
    other = make_member(northwind, make_user("Olga Owner", "olga@northwind.example"), Role.OWNER)
    outcomes = at_once(
        northwind,
        [
            lambda: remove_member(member=alices, remover=other, by=Actor()),
            lambda: remove_member(member=other, remover=alices, by=Actor()),
        ],
    )
    assert outcomes == ["NoLongerMember", "done"]
    with company_scope(northwind):
        assert Member.objects.filter(role=Role.OWNER).count() == 1


def test_who_was_removed_while_they_waited_changes_nothing_more(committed, northwind, alices, bobs):
    other = make_member(northwind, make_user("Olga Owner", "olga@northwind.example"), Role.OWNER)
    remove_member(member=other, remover=alices, by=Actor())
    for act in (
        lambda: change_role(member=bobs, role=Role.OWNER, changer=other, by=Actor()),
        lambda: invite_member(company=northwind, email="x@y.example", role=Role.OWNER, inviter=other, by=Actor()),
        lambda: remove_member(member=bobs, remover=other, by=Actor()),
        lambda: remove_member(member=other, remover=alices, by=Actor()),
    ):
        with pytest.raises(NoLongerMember):
            act()
    with company_scope(northwind):
        assert Member.objects.get(user=bobs.user).role == Role.REVIEWER


@pytest.mark.parametrize("end", ["removed", "demoted"])
def test_an_open_invitation_is_no_way_back_in_for_who_sent_it(end, northwind, alices):
    mallory = make_member(northwind, make_user("Mallory", "mallory@northwind.example"), Role.OWNER)
    invite_member(company=northwind, email="mallory2@x.example", role=Role.OWNER, inviter=mallory, by=Actor())
    invite_member(company=northwind, email="friend@x.example", role=Role.REVIEWER, inviter=mallory, by=Actor())
    invite_member(company=northwind, email="fine@x.example", role=Role.REVIEWER, inviter=alices, by=Actor())
    if end == "removed":
        remove_member(member=mallory, remover=alices, by=Actor())
    else:
        change_role(member=mallory, role=Role.ADMIN, changer=alices, by=Actor())
    with company_scope(northwind):
        still_open = set(MemberInvitation.objects.filter(revoked_at=None).values_list("email", flat=True))
        revoked = AuditEntry.objects.filter(action="invitation.revoked").count()
    assert still_open == ({"fine@x.example"} if end == "removed" else {"fine@x.example", "friend@x.example"})
    assert revoked == (2 if end == "removed" else 1)


def test_an_admin_neither_resends_nor_revokes_an_owners_invitation(northwind, alices, adas):
    sent = invite_member(company=northwind, email="x@y.example", role=Role.OWNER, inviter=alices, by=Actor())
    with pytest.raises(OnlyOwnersMakeOwners):
        resend_invitation(invitation=sent.invitation, inviter=adas, by=Actor())
    with pytest.raises(OnlyOwnersMakeOwners):
        revoke_invitation(invitation=sent.invitation, revoker=adas, by=Actor())


def test_a_closed_invitation_is_neither_sent_again_nor_revoked_twice(northwind, alices):
    sent = invite_member(company=northwind, email="x@y.example", role=Role.REVIEWER, inviter=alices, by=Actor())
    revoke_invitation(invitation=sent.invitation, revoker=alices, by=Actor())
    with pytest.raises(InvitationClosed):
        resend_invitation(invitation=sent.invitation, inviter=alices, by=Actor())
    with pytest.raises(InvitationClosed):
        revoke_invitation(invitation=sent.invitation, revoker=alices, by=Actor())


def test_a_member_is_not_invited_again(northwind, alices, bob):
    with pytest.raises(AlreadyMember):
        invite_member(company=northwind, email="BOB@northwind.example", role=Role.REVIEWER, inviter=alices, by=Actor())


def test_sending_again_opens_the_invitation_for_another_week(northwind, alices):
    sent = invite_member(company=northwind, email="x@y.example", role=Role.REVIEWER, inviter=alices, by=Actor())
    with company_scope(northwind):
        MemberInvitation.objects.update(expires_at=timezone.now())
    again = resend_invitation(invitation=sent.invitation, inviter=alices, by=Actor())
    assert again.invitation.expires_at > timezone.now() + timedelta(days=6)
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="invitation.resent", target_name="x@y.example").count() == 1


def test_nobody_is_flooded_with_mail_from_our_domain(northwind, alices):
    sent = invite_member(company=northwind, email="x@y.example", role=Role.REVIEWER, inviter=alices, by=Actor())
    for _ in range(MAILS_A_DAY_TO_ONE_PERSON - 1):
        resend_invitation(invitation=sent.invitation, inviter=alices, by=Actor())
    with pytest.raises(TooManyMails):
        resend_invitation(invitation=sent.invitation, inviter=alices, by=Actor())
    revoke_invitation(invitation=sent.invitation, revoker=alices, by=Actor())
    with pytest.raises(TooManyMails):
        invite_member(company=northwind, email="x@y.example", role=Role.REVIEWER, inviter=alices, by=Actor())


def test_a_removed_member_is_out_at_once_and_the_audit_log_keeps_who_they_were(alices, bobs, bob, log_in, northwind):
    client = log_in(bob)
    assert client.get("/c/northwind/team/").status_code == 200
    remove_member(member=bobs, remover=alices, by=Actor(user=alices.user))
    assert client.get("/c/northwind/team/").status_code == 404
    with company_scope(northwind):
        assert AuditEntry.objects.get(action="member.removed").target_name == "bob@northwind.example"

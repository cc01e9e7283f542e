"""Accepting an invitation to a company."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.links import hash_of
from accounts.models import AuditEntry, Member, MemberInvitation, OutboxMail, Role, User
from accounts.services.audit import Actor
from accounts.services.members import (
    AlreadyInvited,
    InvitationClosed,
    accept_invitation,
    invite_member,
    resend_invitation,
    revoke_invitation,
)
from accounts.tenancy import company_scope
from tests.conftest import make_user


@pytest.fixture
def sent(northwind, alices):
    return invite_member(company=northwind, email="dana@example.com", role=Role.RECRUITER, inviter=alices, by=Actor())


def link_in(mail: OutboxMail) -> str:
    return next(word for word in mail.text.split() if "/join/" in word).removeprefix("http://testserver")


@pytest.fixture
def dana(db):
    return make_user("Dana Novak", "dana@example.com")


def test_somebody_with_an_account_joins_in_the_role_they_were_given(sent, dana, northwind, log_in):
    client = log_in(dana)
    page = client.get(link_in(sent.mail)).content.decode()
    assert "Join Northwind Logistics" in page
    answer = client.post(link_in(sent.mail), follow=True)
    assert answer.redirect_chain == [("/c/northwind/", 302)]
    with company_scope(northwind):
        assert Member.objects.get(user=dana).role == Role.RECRUITER


def test_somebody_new_signs_up_from_the_link_and_needs_no_second_proof(sent, northwind):
    client = Client()
    link = link_in(sent.mail)
    assert f"/signup/?next={link}" in client.get(link).content.decode()
    form = {"name": "Dana Novak", "email": "dana@example.com", "password1": "some unrelated words", "next": link}
    answer = client.post("/signup/", form, follow=True)
    assert answer.redirect_chain[-1][0] == link
    assert client.post(link).headers["Location"] == "/c/northwind/"
    assert EmailAddress.objects.get(email="dana@example.com").verified


def test_who_signs_up_with_another_address_than_the_invited_one_must_prove_it(sent):
    client = Client()
    client.get(link_in(sent.mail))
    form = {"name": "Eve", "email": "eve@example.com", "password1": "some unrelated words"}
    assert client.post("/signup/", form, follow=True).redirect_chain[-1][0] == "/confirm-email/"
    assert not EmailAddress.objects.filter(verified=True, email="eve@example.com").exists()


def test_a_link_in_the_wrong_hands_makes_nobody_a_member(sent, charlie, northwind, log_in):
    client = log_in(charlie)
    assert "another address" in client.get(link_in(sent.mail)).content.decode()
    assert client.post(link_in(sent.mail)).status_code == 403
    with company_scope(northwind):
        assert not Member.objects.filter(user=charlie).exists()


def test_an_address_that_is_only_claimed_is_no_proof(sent, charlie, northwind, log_in):
    EmailAddress.objects.create(user=charlie, email="dana@example.com", verified=False)
    assert log_in(charlie).post(link_in(sent.mail)).status_code == 403


def test_a_link_works_once(sent, dana, log_in):
    client = log_in(dana)
    client.post(link_in(sent.mail))
    assert client.get(link_in(sent.mail)).status_code == 410
    assert client.post(link_in(sent.mail)).status_code == 410


def test_a_new_mail_closes_the_link_of_the_one_before(sent, alices, dana, log_in):
    again = resend_invitation(invitation=sent.invitation, inviter=alices, by=Actor())
    client = log_in(dana)
    answer = client.get(link_in(sent.mail))
    assert (answer.status_code, "only the newest one works" in answer.content.decode()) == (404, True)
    assert client.get(link_in(again.mail)).status_code == 200


def test_a_revoked_link_says_so(sent, alices, dana, log_in):
    revoke_invitation(invitation=sent.invitation, revoker=alices, by=Actor())
    answer = log_in(dana).post(link_in(sent.mail))
    assert (answer.status_code, "has taken it back" in answer.content.decode()) == (410, True)


def test_an_expired_link_says_so(sent, northwind, dana, log_in):
    with company_scope(northwind):
        MemberInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = log_in(dana).get(link_in(sent.mail))
    assert (answer.status_code, "It was open until" in answer.content.decode()) == (410, True)


# What the page has read may be old by the time the button is pressed: the service looks for itself.
@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
        {"accepted_at": timezone.now()},
        {"token_hash": "another"},
    ],
    ids=["expired", "revoked", "accepted", "sent again"],
)
def test_an_invitation_that_was_closed_meanwhile_makes_nobody_a_member(change, sent, dana, northwind):
    with company_scope(northwind):
        MemberInvitation.objects.update(**change)
    with pytest.raises(InvitationClosed):
        accept_invitation(invitation=sent.invitation, user=dana, proved_emails={"dana@example.com"}, by=Actor())
    with company_scope(northwind):
        assert not Member.objects.filter(user=dana).exists()


def test_who_is_a_member_already_keeps_their_role_and_is_told(northwind, alices, bob, log_in):
    EmailAddress.objects.create(user=bob, email="bob@private.example", verified=True)
    second = invite_member(company=northwind, email="bob@private.example", role=Role.OWNER, inviter=alices, by=Actor())
    answer = log_in(bob).post(link_in(second.mail), follow=True)
    assert "You are a member of Northwind Logistics already." in answer.content.decode()
    with company_scope(northwind):
        assert Member.objects.get(user=bob).role == Role.REVIEWER
        assert not AuditEntry.objects.filter(action="member.joined").exists()


def test_the_case_of_an_address_does_not_matter(northwind, alices, dana):
    sent = invite_member(company=northwind, email="DANA@Example.com", role=Role.REVIEWER, inviter=alices, by=Actor())
    accept_invitation(invitation=sent.invitation, user=dana, proved_emails={"dana@example.com"}, by=Actor(user=dana, address="192.0.2.9"))
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="member.joined")
        assert (entry.target_name, entry.address, entry.details) == ("dana@example.com", "192.0.2.9", {"role": "reviewer"})


def test_one_address_has_one_open_invitation_and_a_new_one_after_it_expired(sent, northwind, alices):
    with pytest.raises(AlreadyInvited):
        invite_member(company=northwind, email="DANA@example.com", role=Role.REVIEWER, inviter=alices, by=Actor())
    with company_scope(northwind):
        MemberInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    invite_member(company=northwind, email="dana@example.com", role=Role.REVIEWER, inviter=alices, by=Actor())


def test_only_the_hash_of_a_link_is_kept(sent, northwind):
    token = link_in(sent.mail).strip("/").rpartition("/")[2]
    assert len(token) >= 43
    with company_scope(northwind):
        invitation = MemberInvitation.objects.get()
    assert invitation.token_hash == hash_of(token)
    assert token not in str(invitation.__dict__)


def test_nobody_becomes_a_member_without_an_account(sent, northwind):
    Client().post(link_in(sent.mail))
    with company_scope(northwind):
        assert Member.objects.count() == 1
    assert User.objects.count() == 1

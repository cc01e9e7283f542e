"""The team page: inviting, roles, removing."""

from accounts.models import AuditEntry, Member, MemberInvitation, OutboxMail, Role
from accounts.tenancy import company_scope

TEAM = "/c/northwind/team/"


def test_an_owner_invites_a_recruiter_and_a_mail_waits_in_the_outbox(northwind, alice, log_in):
    answer = log_in(alice).post(f"{TEAM}invite/", {"email": "Dmitri@Northwind.example", "role": "recruiter"}, follow=True)
    assert answer.redirect_chain == [(TEAM, 302)]
    assert "The invitation to dmitri@northwind.example is on its way." in answer.content.decode()
    with company_scope(northwind):
        invitation = MemberInvitation.objects.get()
        mail = OutboxMail.objects.get(company=northwind)
        assert (invitation.email, invitation.role) == ("dmitri@northwind.example", Role.RECRUITER)
        assert mail.to == "dmitri@northwind.example"
        assert AuditEntry.objects.filter(action="invitation.sent", target_name="dmitri@northwind.example").exists()


def test_a_recruiter_sees_the_team_and_may_not_invite(northwind, carol, log_in):
    client = log_in(carol)
    assert client.get(TEAM).status_code == 200
    assert client.post(f"{TEAM}invite/", {"email": "x@y.example", "role": "reviewer"}).status_code == 403
    with company_scope(northwind):
        assert not MemberInvitation.objects.exists()


def test_another_company_gets_the_same_answer_as_a_missing_one(northwind, charlie, log_in):
    client = log_in(charlie)
    assert client.get(TEAM).status_code == client.get("/c/nowhere/team/").status_code == 404
    assert client.post(f"{TEAM}invite/", {"email": "x@y.example", "role": "reviewer"}).status_code == 404


def test_the_last_owner_can_neither_leave_nor_be_demoted(northwind, alice, alices, log_in):
    client = log_in(alice)
    answer = client.post("/c/northwind/leave/", follow=True)
    assert "You are the only owner" in answer.content.decode()
    answer = client.post(f"{TEAM}{alices.pk}/role/", {"role": "reviewer"}, follow=True)
    assert "is the only owner" in answer.content.decode()
    with company_scope(northwind):
        assert Member.objects.get(user=alice).role == Role.OWNER

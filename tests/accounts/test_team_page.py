"""The team page: inviting, roles, removing."""

from accounts.models import AuditEntry, Member, MemberInvitation, OutboxMail, Role
from accounts.tenancy import company_scope
from tests.conftest import make_user

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


def test_an_address_that_takes_a_form_leads_to_the_page_with_the_form(northwind, alice, bob, log_in):
    client = log_in(alice)
    assert client.get(f"{TEAM}invite/").headers["Location"] == TEAM
    assert client.get("/c/northwind/audit/export/").headers["Location"] == "/c/northwind/audit/"


def test_a_name_stands_in_a_subject_as_it_is_written(northwind, alice, log_in):
    client = log_in(alice)
    client.post("/account/", {"name": "Alice O'Brien"})
    about = {
        "name": "Smith & Sons",
        "accent": "#2a5796",
        "time_zone": "UTC",
        "language": "en",
        "feedback": "approved",
        "recordings_kept_days": 90,
        "reports_kept_months": 12,
    }
    client.post("/c/northwind/settings/", about)
    client.post(f"{TEAM}invite/", {"email": "x@y.example", "role": "reviewer"})
    with company_scope(northwind):
        assert OutboxMail.objects.get(to="x@y.example").subject == "Alice O'Brien invites you to Smith & Sons on Colloquy"


def test_who_is_removed_is_told_by_mail_and_met_kindly(northwind, alice, bob, log_in):
    bobs = log_in(bob)
    bobs.get("/c/northwind/")
    with company_scope(northwind):
        member = Member.objects.get(user=bob)
    log_in(alice).post(f"{TEAM}{member.pk}/remove/")
    with company_scope(northwind):
        mail = OutboxMail.objects.get(to=bob.email)
    assert mail.subject == "You no longer have access to Northwind Logistics on Colloquy"
    assert "Alice Okafor took you out" in mail.text
    answer = bobs.get("/", follow=True)
    assert answer.redirect_chain == [("/account/", 302)]
    assert "You belong to no company now." in answer.content.decode()


def test_staff_without_a_company_begin_in_the_admin(db, log_in):
    staff = make_user("Sam Staff", "sam@colloquy.example", is_staff=True)
    assert log_in(staff).get("/").headers["Location"] == "/admin/"

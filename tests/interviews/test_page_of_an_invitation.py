"""The page of one invitation: what happened to it, and what may be done with it."""

# ruff: noqa: F811

from datetime import datetime

from django.utils import timezone

from accounts.models import OutboxMail
from accounts.tenancy import company_scope
from interviews.services.adjustments import ask_for_adjustment
from interviews.services.invitations import Person
from resumes.models import Candidate
from tests.interviews.inviting import a_message, again, change, invite
from tests.interviews.test_inviting_pages import HTMX, at, client, job, one, page  # noqa: F401 - fixtures, too


def test_one_page_tells_what_happened_and_what_was_agreed_to(client, job, northwind):
    invitation = change(invite(job).invitation, opened_at=timezone.now(), declined_at=timezone.now(), reason="I found <something> else.")
    with company_scope(northwind):
        invitation.consents.create(company=northwind, version="7", language="en", words="I agree to be asked by an AI.")
    shown = page(client.get(one(invitation)))
    for said in (
        "Link opened",
        "Declined",
        "Invitation on its way",
        "version 7",
        "I agree to be asked by an AI.",
        "I found &lt;something&gt; else.",
    ):
        assert said in shown
    assert "Send a new link" not in shown


def test_a_new_link_more_time_and_revoking(client, job):
    invitation = invite(job).invitation
    assert "Send a new link?" in page(client.get(one(invitation, "resend/")))
    assert 'id="resend"' in page(client.get(one(invitation, "resend/"), headers=HTMX))
    assert again(invitation).link_number == 1
    assert "A new link is on its way" in page(client.post(one(invitation, "resend/"), follow=True))
    assert "They have a later deadline, and a mail tells them so" in page(
        client.post(one(invitation, "extend/"), {"day": "2099-01-01", "time": "12:00"}, follow=True)
    )
    for day, fault in (
        ("2098-01-01", "until then already"),
        ("2020-01-01", "That moment has passed."),
        ("9999-12-31", "too far away"),
        ("soon", "Enter a valid date."),
    ):
        answer = client.post(one(invitation, "extend/"), {"day": day, "time": "12:00"})
        assert answer.status_code == 422
        assert fault in str(answer.context["deadline_form"].errors["day"])
        assert f'value="{day}"' in page(answer)
    assert "Revoke this invitation?" in page(client.get(one(invitation, "revoke/")))
    assert 'id="revoke"' in page(client.get(one(invitation, "revoke/"), headers=HTMX))
    assert "taken back" in page(client.post(one(invitation, "revoke/"), follow=True))
    assert "has ended in the meantime" in page(client.post(one(invitation, "resend/"), follow=True))


def test_two_reminders_at_one_moment_are_one_and_the_hour_is_also_theirs(client, job, northwind):
    invitation = invite(job, message=a_message(reminders=(24, 48))).invitation
    change(invitation, time_zone="Asia/Tokyo")
    with company_scope(northwind):
        invitation.reminders.update(due_at=datetime(2037, 3, 5, 9, 30, tzinfo=northwind.zone))
    shown = page(client.get(one(invitation)))
    assert shown.count("Reminder on") == 1
    assert "Thu 5 Mar, 09:30, which is 17:30 where they are" in shown


def test_an_address_that_was_put_right_is_not_called_the_one_that_failed(client, job, northwind):
    invitation = invite(job).invitation
    with company_scope(northwind):
        OutboxMail.objects.filter(pk=invitation.mail_id).update(state="failed", problem="SMTPRecipientsRefused")
    assert "Look whether the address on the candidate’s page is right" in page(client.get(one(invitation)))
    with company_scope(northwind):
        Candidate.objects.filter(pk=invitation.candidate_id).update(email="rita@post.example")
    shown, today = page(client.get(one(invitation))), page(client.get("/c/northwind/"))
    assert "It went to dana@post.example. Their address is rita@post.example now: send a new link." in shown
    assert "mail came back from dana@post.example. Their address is another now" in today


def test_whoever_will_not_come_has_no_reminders(client, job):
    invitation = invite(job, message=a_message(reminders=(24,))).invitation
    assert "Reminder on" in page(client.get(one(invitation)))
    change(invitation, withdrawn_at=timezone.now())
    assert "Reminder on" not in page(client.get(one(invitation)))


def test_an_adjustment_is_answered(client, job):
    invitation = invite(job).invitation
    request = ask_for_adjustment(invitation=invitation, needs=["extra-time", "other"], words="I <stammer>.").request
    shown = page(client.get(one(invitation)))
    assert "More time, Something else" in shown and "I &lt;stammer&gt;." in shown
    where = one(invitation, f"adjustments/{request.pk}/")
    assert client.post(where, {"decision": "decline"}).status_code == 422
    assert client.post(where, {"decision": "agree", "time_factor": "1.5"}).status_code == 302
    assert again(invitation).adjustments == {"time_factor": 1.5}
    assert "1.5 times the time" in page(client.get(one(invitation)))
    assert "Somebody has answered this" in page(client.post(where, {"decision": "agree", "time_factor": "1.5"}, follow=True))
    other = invite(job, Person("x", "x@post.example")).invitation
    assert client.post(one(other, f"adjustments/{request.pk}/"), {"decision": "agree", "time_factor": "1"}).status_code == 404

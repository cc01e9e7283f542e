"""Invitations tell the truth about their mail, whatever the mail server does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Member, OutboxMail, Role, User
from accounts.services import outbox
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.local.postgres import free_port
from interviews.models import Invitation
from interviews.queries.invitations import history_of, why_not_sent
from interviews.services.invitations import resend_invitation
from tests.accounts.test_outbox import deliver, make_due
from tests.interviews.inviting import again, change, invite, open_job, usual_message

State = Invitation.State
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def sent(northwind, mail_server):
    return invite(open_job(northwind), message=usual_message())


def stands(sent):
    return again(sent.invitation).state


def why(sent):
    return why_not_sent(again(sent.invitation).mail)


def test_a_mail_that_is_taken_is_sent(sent, mail_server):
    assert stands(sent) == State.QUEUED
    deliver(sent.mail)
    assert (stands(sent), why(sent)) == (State.SENT, "")
    assert mail_server.recipients == ["dana@post.example"]


def test_a_refused_address_is_said_and_why(sent, mail_server, northwind):
    mail_server.to_recipient = "550 no such person"
    deliver(sent.mail)
    assert (stands(sent), why(sent)) == (State.FAILED, "The mail server there does not know this address.")
    with company_scope(northwind):
        assert [event.what for event in history_of(again(sent.invitation)) if event.is_bad] == ["Invitation came back"]


def test_a_server_that_is_away_leaves_it_queued_and_says_so(sent, settings):
    settings.EMAIL_PORT = free_port()
    deliver(sent.mail)
    assert stands(sent) == State.QUEUED
    assert why(sent).startswith("The mail server cannot be reached, or broke off. Tried 1 time so far")


def test_a_server_that_hangs_leaves_it_queued_and_it_goes_out_later(sent, mail_server):
    mail_server.answering.clear()
    deliver(sent.mail)
    assert stands(sent) == State.QUEUED
    mail_server.answering.set()
    make_due(sent.mail)
    deliver(sent.mail)
    assert stands(sent) == State.SENT


def test_a_server_that_takes_it_and_drops_the_line_is_asked_again_and_then_it_is_sent(sent, mail_server):
    mail_server.hangs_up_after_data = True
    deliver(sent.mail)
    assert stands(sent) == State.QUEUED
    mail_server.hangs_up_after_data = False
    make_due(sent.mail)
    deliver(sent.mail)
    assert stands(sent) == State.SENT
    # A second copy, which whoever receives it can know by its id.
    assert len(mail_server.mails) == 2
    assert len({mail["Message-ID"] for mail in mail_server.mails}) == 1


def test_a_server_that_is_never_well_makes_it_failed_in_the_end(sent, mail_server):
    mail_server.to_recipient = "450 mailbox busy"
    for _ in range(outbox.MOST_ATTEMPTS):
        make_due(sent.mail)
        deliver(sent.mail)
    assert stands(sent) == State.FAILED


def test_a_new_link_that_comes_back_is_told_where_they_had_opened_the_one_before(sent, mail_server, settings, northwind, carol, log_in):
    deliver(sent.mail)
    change(sent.invitation, opened_at=timezone.now())
    newer = resend_invitation(invitation=again(sent.invitation), by=Actor())
    client, where = log_in(carol), {"of one": f"/c/northwind/invitations/{sent.invitation.pk}/", "today": "/c/northwind/"}
    read = lambda page: client.get(where[page]).content.decode()  # noqa: E731
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    deliver(newer.mail)
    assert "The mail has not gone out yet." in read("of one") and "cannot come in" not in read("today")
    settings.EMAIL_PORT, mail_server.to_recipient = there, "550 no such person"
    make_due(newer.mail)
    deliver(newer.mail)
    assert "The new link did not arrive" in read("of one") and "does not know this address" in read("of one")
    job = f"/c/northwind/jobs/{sent.invitation.job_id}/"
    pages = {"table": job, "board": f"{job}?view=board"}
    where |= pages
    for moments in ({}, {"started_at": newer.invitation.sent_at - timedelta(minutes=1)}):
        change(sent.invitation, **moments)
        assert "so they cannot come in" in read("today") and "1 person cannot go on without you" in read("today")
        assert all("New link came back" in read(page) for page in pages)
    # By the newest link, from whatever mail they have it.
    change(sent.invitation, started_at=timezone.now())
    assert "The new link did not arrive" not in read("of one") and "cannot come in" not in read("today")
    assert not any("New link came back" in read(page) for page in pages)


def test_whoever_opens_the_link_has_opened_it_whatever_the_outbox_says(sent, northwind):
    with company_scope(northwind):
        OutboxMail.objects.update(state="failed")
        Invitation.objects.update(opened_at=timezone.now() - timedelta(minutes=1))
    assert stands(sent) == State.OPENED


def test_candidates_can_answer_to_the_company(northwind, mail_server):
    with company_scope(northwind):
        northwind.contact_email = "people@northwind.example"
        northwind.save()
    deliver(invite(open_job(northwind)).mail)
    [mail] = mail_server.mails
    assert mail["Reply-To"] == "people@northwind.example"
    assert mail["From"].addresses[0].display_name == "Northwind Logistics via Colloquy"
    assert "people@northwind.example" in mail.get_body(["plain"]).get_content()


@pytest.mark.parametrize(
    ("happened", "answered_by"),
    [("nothing", "carol"), ("she left", "alice"), ("she only reviews", "alice"), ("her account is shut", "alice")],
)
def test_without_an_address_of_the_company_candidates_answer_to_a_person(northwind, mail_server, settings, request, happened, answered_by):
    settings.KEEP_MAIL_BODIES = False
    carol = request.getfixturevalue("carol")
    job = open_job(northwind)
    with company_scope(northwind):
        carols = Member.objects.filter(user=carol)
        if happened == "she left":
            carols.delete()
        elif happened == "she only reviews":
            carols.update(role=Role.REVIEWER)
    if happened == "her account is shut":
        User.objects.filter(pk=carol.pk).update(is_active=False)
    sent = invite(job, user=carol)
    deliver(sent.mail)
    [mail] = mail_server.mails
    assert mail["Reply-To"] == request.getfixturevalue(answered_by).email
    # What is done keeps no member's address.
    assert again(sent.invitation).mail.reply_to == ""


def test_the_mail_is_text_and_html_with_the_companys_colour(sent, mail_server):
    deliver(sent.mail)
    [mail] = mail_server.mails
    assert mail.get_content_type() == "multipart/alternative"
    assert "#2a5796" in mail.get_body(["html"]).get_content()

"""Mail that nobody may get any more, or that has no address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services import outbox
from accounts.tenancy import company_scope
from tests.accounts.test_outbox import State, at_once, change, deliver, stored, write

pytestmark = pytest.mark.usefixtures("committed")


def drop(mail):
    with company_scope(mail.company_id):
        outbox.drop_mail(OutboxMail.objects.filter(pk=mail.pk))


def test_a_mail_without_an_address_is_failed_at_once_and_no_server_is_asked(northwind, mail_server):
    mail = write(northwind, to="")
    deliver(mail)
    assert (stored(mail).state, stored(mail).problem, stored(mail).attempts) == (State.FAILED, outbox.NO_ADDRESS, 0)
    assert mail_server.mails == []


def test_a_mail_that_is_no_longer_of_use_is_not_sent_and_its_words_are_gone(northwind, mail_server, settings):
    settings.KEEP_MAIL_BODIES = False
    mail = write(northwind)
    drop(mail)
    deliver(mail)
    assert (stored(mail).state, stored(mail).text, stored(mail).html) == (State.DROPPED, "", "")
    assert mail_server.mails == []
    assert outbox.due_mail() == []


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [("452 out of room", (State.DROPPED, outbox.NO_LONGER_OF_USE)), ("", (State.SENT, ""))],
    ids=["not taken", "taken"],
)
def test_a_mail_that_is_dropped_while_it_is_sent_is_not_tried_again(northwind, mail_server, settings, answers, outcome):
    settings.EMAIL_TIMEOUT = 10
    mail = write(northwind)
    mail_server.to_data = answers
    mail_server.answering.clear()
    with at_once(lambda: deliver(mail)):
        assert mail_server.asked.wait(10)
        drop(mail)
        assert stored(mail).state == State.SENDING
        mail_server.answering.set()
    assert (stored(mail).state, stored(mail).problem) == outcome


def test_a_dropped_mail_whose_sender_died_is_not_taken_up_again(northwind, mail_server):
    mail = write(northwind)
    change(mail, state=State.SENDING, attempts=1, due_at=timezone.now() - timedelta(seconds=1))
    drop(mail)
    deliver(mail)
    assert stored(mail).state == State.DROPPED
    assert mail_server.mails == []

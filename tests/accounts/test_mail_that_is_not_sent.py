"""Mail that nobody may get any more, or that has no address."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.daytime import next_daytime
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


def where_it_is_night() -> ZoneInfo:
    """Four in the morning, give or take."""
    ahead = (4 - timezone.now().hour + 12) % 24 - 12
    # Such names count westwards.
    return ZoneInfo(f"Etc/GMT{-ahead:+d}")


def test_a_mail_that_nobody_waits_for_is_tried_again_by_day(northwind, mail_server):
    zone = where_it_is_night()
    mail = write(northwind, by_day_in=zone.key)
    deliver(mail)
    assert mail_server.mails == []
    kept = stored(mail)
    assert (kept.state, kept.attempts, kept.due_at.astimezone(zone).hour) == (State.QUEUED, 0, 8)
    assert kept.due_at == next_daytime(timezone.now(), zone)


def test_a_mail_whose_next_day_comes_too_late_is_dropped_at_night(northwind, mail_server):
    mail = write(northwind, by_day_in=where_it_is_night().key, until=timezone.now() + timedelta(hours=1))
    deliver(mail)
    assert (stored(mail).state, stored(mail).problem) == (State.DROPPED, outbox.NO_LONGER_OF_USE)
    assert mail_server.mails == []


def test_a_mail_that_could_not_be_sent_in_time_is_sent_no_more(northwind, mail_server):
    mail = write(northwind, until=timezone.now() + timedelta(hours=1))
    deliver(mail)
    assert stored(mail).state == State.SENT
    late = write(northwind, key="greeting:2", until=timezone.now())
    deliver(late)
    assert (stored(late).state, stored(late).problem) == (State.DROPPED, outbox.NO_LONGER_OF_USE)
    assert len(mail_server.mails) == 1


def test_a_dropped_mail_whose_sender_died_is_not_taken_up_again(northwind, mail_server):
    mail = write(northwind)
    change(mail, state=State.SENDING, attempts=1, due_at=timezone.now() - timedelta(seconds=1))
    drop(mail)
    deliver(mail)
    assert stored(mail).state == State.DROPPED
    assert mail_server.mails == []

"""Mail: written with what caused it, sent once, whatever happens on the way."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from accounts import tasks
from accounts.models import OutboxMail
from accounts.services import outbox
from accounts.tenancy import company_scope, every_company
from config.celery import app
from config.local.postgres import free_port
from tests.waiting import SLACK, eventually

State = OutboxMail.State
pytestmark = pytest.mark.usefixtures("committed")


def write(company, key="greeting:1", to="dmitri@mail.example", **fields):
    texts = {"subject": "Hello", "text": "Hello there", "html": "<p>Hello there</p>"} | fields
    return outbox.store_mail(kind="test", to=to, company=company, key=key, **texts)


def stored(mail):
    with every_company("a test looks at the row"):
        return OutboxMail.objects.get(pk=mail.pk)


def change(mail, **fields):
    with every_company("a test moves time"):
        OutboxMail.objects.filter(pk=mail.pk).update(**fields)


def make_due(mail):
    change(mail, due_at=timezone.now() - timedelta(seconds=1))


def deliver(mail):
    outbox.deliver_mail(mail_id=mail.pk, company_id=mail.company_id)


@contextmanager
def at_once(*works):
    """Run each in its own thread, and so on its own connection, beginning at the same moment."""
    start, problems = threading.Barrier(len(works)), []

    def run(work):
        try:
            start.wait()
            work()
        except Exception as problem:  # noqa: BLE001
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(30)
    assert problems == []


def invite(visitor, email):
    return visitor.post("/c/northwind/team/invite/", {"email": email, "role": "recruiter"})


def waiting_for_a_worker():
    with app.connection_for_read() as line:
        return line.default_channel.client.llen("default")


# Written


def test_a_cause_that_is_rolled_back_leaves_no_mail(northwind):
    with pytest.raises(ZeroDivisionError), company_scope(northwind):
        write(northwind)
        raise ZeroDivisionError
    with company_scope(northwind):
        assert not OutboxMail.objects.filter(company=northwind).exists()


def test_two_writers_with_one_key_make_one_mail(northwind):
    written = []
    with at_once(*[lambda: written.append(write(northwind).pk)] * 4):
        pass
    assert len(written) == 4
    assert len(set(written)) == 1


def test_a_person_s_own_mail_has_one_row_per_key_too(committed):
    assert write(None).pk == write(None).pk


def test_two_companies_may_use_the_same_key(northwind, southgate):
    assert write(northwind).pk != write(southgate).pk


def test_no_task_is_sent_before_the_cause_is_committed(held, northwind):
    with company_scope(northwind):
        mail = write(northwind)
        tasks.deliver_on_commit(mail)
        assert waiting_for_a_worker() == 0
    assert waiting_for_a_worker() == 1
    held.worker.start()
    eventually(lambda: stored(mail).state == State.SENT, within=30)
    assert len(held.mail.mails) == 1


def test_a_task_that_comes_before_the_commit_sends_nothing(northwind, mail_server):
    with company_scope(northwind):
        mail = write(northwind)
        with at_once(lambda: deliver(mail)):
            pass
    assert mail_server.mails == []
    deliver(mail)
    assert len(mail_server.mails) == 1


# Sent once


def test_a_mail_that_went_out_is_marked_and_never_sent_again(northwind, mail_server):
    mail = write(northwind)
    deliver(mail)
    deliver(mail)
    make_due(mail)
    deliver(mail)
    now = stored(mail)
    assert (now.state, now.attempts, now.problem) == (State.SENT, 1, "")
    assert timezone.now() - now.sent_at < timedelta(seconds=30)
    assert len(mail_server.mails) == 1


def test_three_deliveries_at_once_send_one_mail(northwind, mail_server):
    mail = write(northwind)
    mail_server.answering.clear()
    with at_once(*[lambda: deliver(mail)] * 3):
        assert mail_server.asked.wait(10)
        mail_server.answering.set()
    assert (len(mail_server.mails), stored(mail).attempts) == (1, 1)


def test_three_tasks_for_one_mail_send_it_once(held, northwind):
    mail = write(northwind)
    for _ in range(3):
        tasks.deliver_mail.delay(str(mail.pk), str(northwind.pk))
    held.worker.start()
    eventually(lambda: held.is_idle() and stored(mail).state == State.SENT, within=30)
    assert len(held.mail.mails) == 1


def test_an_invitation_s_mail_is_sent_by_the_worker_that_the_page_woke(house, northwind, alice, session_of):
    answer = invite(house.visitor(session_of(alice)), "dmitri@mail.example")
    assert answer.status == 302
    eventually(lambda: house.mail.mails, within=10)
    [mail] = house.mail.mails
    assert house.mail.recipients == ["dmitri@mail.example"]
    assert mail["Subject"] == "Alice Okafor invites you to Northwind Logistics on Colloquy"


# Redis away


@pytest.mark.parametrize("trouble", ["cut", "hush"])
def test_without_redis_the_page_answers_and_the_sweep_sends_the_mail_later(house, northwind, alice, session_of, trouble):
    visitor = house.visitor(session_of(alice))
    visitor.get("/c/northwind/team/")
    getattr(house.redis, trouble)()
    answer = invite(visitor, "dmitri@mail.example")
    assert answer.status == 302
    assert answer.seconds < 6 + SLACK
    assert outbox.due_mail() != []
    house.redis.mend()
    tasks.sweep_outbox.delay()
    eventually(lambda: house.mail.mails, within=30)
    eventually(lambda: outbox.due_mail() == [], within=10)
    assert len(house.mail.mails) == 1


# The mail server in trouble


def expect_later(mail, problem, attempts=1):
    now = stored(mail)
    assert (now.state, now.problem, now.attempts) == (State.QUEUED, problem, attempts)
    wait = (now.due_at - timezone.now()).total_seconds()
    assert 15 * 4**attempts - 10 < wait <= 15 * 4**attempts


def test_a_mail_server_that_is_away_is_tried_again_in_a_minute(northwind, mail_server, settings):
    settings.EMAIL_PORT = free_port()
    mail = write(northwind)
    deliver(mail)
    expect_later(mail, "ConnectionRefusedError")


def test_a_mail_server_that_is_slow_is_left_and_tried_again(northwind, mail_server):
    mail_server.answering.clear()
    mail = write(northwind)
    deliver(mail)
    # What smtplib makes of a time-out in mid-dialogue.
    expect_later(mail, "SMTPServerDisconnected")


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        ({"to_recipient": "450 mailbox busy"}, "SMTPRecipientsRefused"),
        ({"to_sender": "451 try later"}, "SMTPSenderRefused"),
        ({"to_data": "452 out of room"}, "SMTPDataError"),
        ({"to_sender": "550 you are not known here"}, "SMTPSenderRefused"),
    ],
)
def test_a_passing_refusal_is_tried_again(northwind, mail_server, trouble, problem):
    vars(mail_server).update(trouble)
    mail = write(northwind)
    deliver(mail)
    expect_later(mail, problem)


def test_a_recipient_who_does_not_exist_is_not_tried_again(northwind, mail_server):
    mail_server.to_recipient = "550 no such dmitri@mail.example"
    mail = write(northwind)
    deliver(mail)
    now = stored(mail)
    assert (now.state, now.problem, now.attempts) == (State.FAILED, "SMTPRecipientsRefused", 1)
    make_due(mail)
    assert outbox.due_mail() == []


def test_a_dropped_line_is_tried_again_with_the_same_message_id(northwind, mail_server):
    mail_server.hangs_up_after_data = True
    mail = write(northwind)
    deliver(mail)
    expect_later(mail, "SMTPServerDisconnected")
    mail_server.hangs_up_after_data = False
    make_due(mail)
    deliver(mail)
    assert stored(mail).state == State.SENT
    first, second = mail_server.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{mail.pk}@testserver>"


def test_each_attempt_waits_longer_and_the_last_gives_up(northwind, mail_server):
    mail_server.to_recipient = "450 mailbox busy"
    mail = write(northwind)
    waits = []
    for _ in range(outbox.MOST_ATTEMPTS):
        make_due(mail)
        deliver(mail)
        waits.append(round((stored(mail).due_at - timezone.now()).total_seconds() / 15))
    assert waits[:-1] == [4, 16, 64, 256, 1024, 4096, 4096]
    assert (stored(mail).state, stored(mail).attempts) == (State.FAILED, outbox.MOST_ATTEMPTS)


# Workers that die


def test_a_worker_that_dies_while_sending_delays_the_mail_until_its_lease_ends(house, northwind):
    house.mail.answering.clear()
    mail = write(northwind)
    house.worker.stop()
    doomed = house.celery_worker("doomed", EMAIL_TIMEOUT="60").start()
    tasks.deliver_mail.delay(str(mail.pk), str(northwind.pk))
    assert house.mail.asked.wait(30)
    doomed.process.kill()
    doomed.process.wait()
    # Redis would give the dead worker's task to another after visibility_timeout; the outbox does not wait for that.
    house.store.delete("colloquy:unacked", "colloquy:unacked_index")
    house.mail.behave()
    house.worker.start()
    during = stored(mail)
    assert (during.state, during.attempts) == (State.SENDING, 1)
    assert timedelta(minutes=4) < during.due_at - timezone.now() <= outbox.LEASE
    deliver_again = tasks.sweep_outbox.delay
    deliver_again()
    eventually(lambda: waiting_for_a_worker() == 0, within=30)
    assert house.mail.mails == []
    make_due(mail)
    deliver_again()
    eventually(lambda: stored(mail).state == State.SENT, within=30)
    assert stored(mail).attempts == 2
    assert [sent["Message-ID"] for sent in house.mail.mails] == [f"<{mail.pk}@colloquy.example>"]


def test_a_sender_whose_lease_ended_does_not_overwrite_what_its_successor_noted(northwind, mail_server):
    mail = write(northwind)
    mail_server.to_data = "452 out of room"
    mail_server.answering.clear()
    with at_once(lambda: deliver(mail)):
        assert mail_server.asked.wait(10)
        change(mail, state=State.SENT, attempts=2)
        mail_server.answering.set()
    assert (stored(mail).state, stored(mail).attempts) == (State.SENT, 2)


def test_a_mail_that_ends_every_sender_is_given_up(northwind, mail_server):
    mail = write(northwind)
    change(mail, state=State.SENDING, attempts=outbox.MOST_ATTEMPTS)
    make_due(mail)
    deliver(mail)
    assert (stored(mail).state, stored(mail).problem) == (State.FAILED, "SenderDied")
    assert mail_server.mails == []


# Companies


def test_a_mail_is_sent_for_its_own_company_only(northwind, southgate, mail_server):
    mail = write(northwind)
    outbox.deliver_mail(mail_id=mail.pk, company_id=southgate.pk)
    outbox.deliver_mail(mail_id=mail.pk, company_id=None)
    assert (mail_server.mails, stored(mail).attempts) == ([], 0)


def test_a_person_s_own_mail_is_no_company_s(northwind, mail_server):
    mail = write(None)
    outbox.deliver_mail(mail_id=mail.pk, company_id=northwind.pk)
    assert mail_server.mails == []
    with company_scope(northwind):
        assert not OutboxMail.objects.filter(pk=mail.pk).exists()
    deliver(mail)
    [sent] = mail_server.mails
    assert sent["From"].addresses[0].display_name == "Colloquy"


def test_the_sweep_finds_what_is_due_in_every_company_and_nothing_else(northwind, southgate, mail_server):
    due = {(write(northwind).pk, northwind.pk), (write(southgate).pk, southgate.pk), (write(None).pk, None)}
    change(write(northwind, key="later"), due_at=timezone.now() + timedelta(hours=1))
    change(write(northwind, key="sent"), state=State.SENT)
    change(write(northwind, key="failed"), state=State.FAILED)
    assert set(outbox.due_mail()) == due


def test_while_a_mail_server_is_slow_no_transaction_is_open(northwind, mail_server):
    mail = write(northwind)
    mail_server.answering.clear()
    with at_once(lambda: deliver(mail)):
        assert mail_server.asked.wait(10)
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'")
            assert cursor.fetchone() == (0,)
        mail_server.answering.set()

"""Mail through the outbox and a real worker, beside the same mail sent by hand."""

import smtplib
import time
from collections.abc import Callable
from email.message import EmailMessage
from uuid import UUID

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.mailbox import CountingServer
from bench.timing import wait_until

MAILS = 300
NETWORK_SECONDS = 0.02
AT_ONCE = "Mails delivered by the worker, mail server answers at once"
OVER_A_NETWORK = "Mails delivered by the worker, mail server takes 20 ms"
BY_HAND = "plain smtplib, one after the other, a connection each"
GOALS = (Goal(AT_ONCE, "mails/s", BY_HAND), Goal(OVER_A_NETWORK, "mails/s", BY_HAND))
TEXT, HTML = "You are invited to join the team.\n" * 15, "<p>You are invited to join the team.</p>\n" * 90


def take(house: House) -> Readings:
    house.open()
    with CountingServer() as server, house.workers(server.port):
        _deliver(server, 24)
        return {AT_ONCE: _reading(server, 0), OVER_A_NETWORK: _reading(server, NETWORK_SECONDS)}


def _reading(server: CountingServer, pause: float) -> Reading:
    server.pause(pause)
    ours = MAILS / _deliver(server, MAILS)
    plain = MAILS / _seconds(lambda: _send_one_by_one(server.port))
    return Reading(ours, plain, f"{MAILS} mails, from the first enqueued to the last received; each is claimed and noted in Postgres.")


def _deliver(server: CountingServer, number: int) -> float:
    from accounts.models import OutboxMail
    from accounts.tasks import deliver_mail
    from accounts.tenancy import company_scope
    from bench import rows

    company = rows.companies()[rows.FEW]
    mails, before = [_queue(number) for number in range(number)], server.count

    def send() -> None:
        for mail in mails:
            deliver_mail.delay(str(mail), str(company.pk))
        wait_until(lambda: server.count - before >= number, within=60, what="The delivery")

    def are_noted() -> bool:
        with company_scope(company):
            return OutboxMail.objects.filter(pk__in=mails, state=OutboxMail.State.SENT).count() == number

    taken = _seconds(send)
    wait_until(are_noted, within=20, what="Noting the delivery")
    if server.count - before != number:
        raise RuntimeError("A mail was sent twice.")
    return taken


def _queue(number: int) -> UUID:
    from accounts.services.outbox import store_mail
    from bench import rows

    return store_mail(
        kind="member_invitation",
        to=f"m{number}@mail.example",
        company=rows.companies()[rows.FEW],
        key=f"bench:{number}:{time.perf_counter_ns()}",
        subject="You are invited",
        text=TEXT,
        html=HTML,
    ).pk


def _seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _message(number: int) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "no-reply@bench.example", f"m{number}@mail.example", "You are invited"
    message.set_content(TEXT)
    message.add_alternative(HTML, subtype="html")
    return message


def _send_one_by_one(port: int) -> None:
    for number in range(MAILS):
        with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost", timeout=20) as line:
            line.send_message(_message(number))


OUTBOX = Measure("outbox", GOALS, take)

"""Mail as rows: written with what caused it, sent by a worker, once."""

import re
import smtplib
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from accounts.daytime import is_daytime, next_daytime
from accounts.models import Company, OutboxMail
from accounts.tenancy import every_company, scope_of

State = OutboxMail.State
MOST_ATTEMPTS = 8
# Longer than a mail server can keep a sender busy: a dozen steps of at most EMAIL_TIMEOUT each.
LEASE = timedelta(minutes=5)
SWEEP_AT_MOST = 500
# Mail to candidates: its kinds begin so. It can be answered, and it goes when the candidate is erased.
TO_CANDIDATES = "candidate_"
# Of what has not gone out, why: codes of our own beside the names of errors.
NO_ADDRESS = "NoAddress"
NO_LONGER_OF_USE = "NoLongerOfUse"
CALENDAR_METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)


def queue_mail(
    *,
    kind: str,
    to: str,
    company: Company | None,
    key: str,
    context: dict[str, Any],
    calendar: str = "",
    language: str = settings.LANGUAGE_CODE,
) -> OutboxMail:
    """Write a mail's row from templates/mail/<kind>.*; the caller enqueues tasks.deliver_mail. In the language of who reads it, which
    for members is English, whatever the language of the page that led to it."""
    context = context | {"company": company, "site_url": settings.SITE_URL}
    with override(language):
        subject = " ".join(render_to_string(f"mail/{kind}.subject.txt", context).split())
        text, html = render_to_string(f"mail/{kind}.txt", context), render_to_string(f"mail/{kind}.html", context)
    return store_mail(kind=kind, to=to, company=company, key=key, subject=subject, text=text, html=html, calendar=calendar)


def store_mail(
    *,
    kind: str,
    to: str,
    company: Company | None,
    key: str,
    subject: str,
    text: str,
    html: str,
    calendar: str = "",
    by_day_in: str = "",
    until: datetime | None = None,
    reply_to: str = "",
) -> OutboxMail:
    text = re.sub(r"\n{3,}", "\n\n", text)
    # Nobody can be written to without an address, and a mail server is not asked: the row says so at once.
    outcome = {} if to else {"state": State.FAILED, "problem": NO_ADDRESS}
    letter = {"kind": kind, "to": to, "reply_to": reply_to, "subject": subject[:200], "text": text, "html": html, "calendar": calendar}
    hours = {"by_day_in": by_day_in, "until": until}
    with scope_of(company.pk if company else None):
        mail, _ = OutboxMail.objects.get_or_create(company=company, key=key, defaults=letter | hours | outcome)
        return mail


def deliver_mail(*, mail_id: UUID, company_id: UUID | None) -> None:
    """Claim, send, note. No transaction is open while the mail server is talked to."""
    with scope_of(company_id):
        mail = _claimed(mail_id)
    if mail is None:
        return
    try:
        _send(mail, company_id)
    except (OSError, smtplib.SMTPException) as error:
        outcome = _setback(mail, error)
    else:
        outcome = {"state": State.SENT, "sent_at": timezone.now(), "problem": ""}
    with scope_of(company_id):
        _note(OutboxMail.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts), outcome)


def drop_mail(mails: QuerySet[OutboxMail]) -> None:
    """What has not gone out goes out no more: with the transaction that says so, and in one statement, for a worker may take or
    give back one of them at this moment. One that is being sent may still arrive; if it does not, it is not tried again."""
    waiting = mails.filter(state__in=[State.QUEUED, State.SENDING])
    dropped = Case(When(state=State.QUEUED, then=Value(State.DROPPED)), default=F("state"))
    waiting.update(state=dropped, problem=NO_LONGER_OF_USE, **_body_of_done())


def due_mail() -> list[tuple[UUID, UUID | None]]:
    """Return what is due in every company, as (mail, company)."""
    with every_company("the sweep of the outbox reads ids"):
        due = OutboxMail.objects.filter(_due()).order_by("due_at")[:SWEEP_AT_MOST]
        return list(due.values_list("pk", "company_id"))


def _due() -> Q:
    # A mail whose sender died keeps its state and becomes due when its lease ends.
    return Q(state__in=[State.QUEUED, State.SENDING], due_at__lte=timezone.now())


def _note(sent: QuerySet[OutboxMail], outcome: dict[str, Any]) -> None:
    if outcome["state"] != State.QUEUED:
        sent.update(**outcome, **_body_of_done())
    elif not sent.exclude(problem=NO_LONGER_OF_USE).update(**outcome):
        sent.filter(problem=NO_LONGER_OF_USE).update(state=State.DROPPED)


def _body_of_done() -> dict[str, str]:
    """Its links open doors; what is done needs them no more, nor a member's address."""
    return {} if settings.KEEP_MAIL_BODIES else {"text": "", "html": "", "calendar": "", "reply_to": ""}


def _claimed(mail_id: UUID) -> OutboxMail | None:
    now = timezone.now()
    claim = {"state": State.SENDING, "attempts": F("attempts") + 1, "due_at": now + LEASE}
    due = OutboxMail.objects.filter(_due(), pk=mail_id)
    # Its sender died with it; or it could not be sent in time.
    useless = Q(problem=NO_LONGER_OF_USE) | Q(until__lte=now)
    if due.filter(useless).update(state=State.DROPPED, problem=NO_LONGER_OF_USE, **_body_of_done()):
        return None
    if _waits_for_the_day(due, now):
        return None
    # A mail that ends every sender would otherwise be taken up for ever.
    if due.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, problem="SenderDied", **_body_of_done()):
        return None
    if not due.exclude(problem=NO_LONGER_OF_USE).update(**claim):
        return None
    return OutboxMail.objects.select_related("company").get(pk=mail_id)


def _waits_for_the_day(due: QuerySet[OutboxMail], now: datetime) -> bool:
    """Tried again and again, a mail that was written by day comes due at night."""
    zone = due.exclude(by_day_in="").values_list("by_day_in", flat=True).first()
    if zone is None or is_daytime(now, ZoneInfo(zone)):
        return False
    morning = next_daytime(now, ZoneInfo(zone))
    due.filter(until__lte=morning).update(state=State.DROPPED, problem=NO_LONGER_OF_USE, **_body_of_done())
    due.update(state=State.QUEUED, due_at=morning)
    return True


def _send(mail: OutboxMail, company_id: UUID | None) -> None:
    name = f"{mail.company.name} via Colloquy" if mail.company else "Colloquy"
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        # Split and joined: a line end in a name must not begin a header.
        from_email=formataddr((" ".join(name.split()), parseaddr(settings.MAIL_FROM)[1])),
        to=[mail.to],
        reply_to=_who_answers(mail),
        # The same id at each attempt: a mail server that has it already can drop the second copy.
        headers={"Message-ID": f"<{mail.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
    message.attach_alternative(mail.html, "text/html")
    if method := CALENDAR_METHOD.search(mail.calendar):
        # Calendars look for the method in the type as well.
        message.attach("interview.ics", mail.calendar, f"text/calendar; charset=utf-8; method={method.group(1)}")
    message.send()


def _who_answers(mail: OutboxMail) -> list[str]:
    """Candidates reach a person by answering. To all other mail nobody does."""
    if mail.company is None or not mail.kind.startswith(TO_CANDIDATES):
        return []
    return [address for address in (mail.company.contact_email or mail.reply_to,) if address]


def _setback(mail: OutboxMail, error: Exception) -> dict[str, Any]:
    refused = isinstance(error, smtplib.SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())
    failed = refused or mail.attempts >= MOST_ATTEMPTS
    return {
        "state": State.FAILED if failed else State.QUEUED,
        "problem": type(error).__name__,
        "due_at": timezone.now() + timedelta(seconds=15 * 4 ** min(mail.attempts, 6)),
    }

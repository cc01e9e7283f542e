"""What tests of inviting share: a message, and a job whose people one can invite."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Company, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.letters.words import Text, words_in
from interviews.models import Invitation, Job
from interviews.services.invitations import Message, Person, Sent, invite_candidate
from tests.interviews.hiring import make_job

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DANA = Person("Dana Novak", "dana@post.example")


def a_message(text: str = "Dear {name},\n\nuntil {deadline}.", days: float = 10, **fields) -> Message:
    return Message(Text(subject="Your interview for {job}", text=text), **{"deadline": timezone.now() + timedelta(days=days)} | fields)


def usual_message(language: str = "en", **fields) -> Message:
    return Message(words_in(language).invitation, **{"deadline": timezone.now() + timedelta(days=10)} | fields)


def open_job(company: Company, **fields) -> Job:
    with company_scope(company):
        return make_job(company, **fields)


def invite(job: Job, person: Person = DANA, message: Message | None = None, user=None, **more) -> Sent:
    return invite_candidate(job=job, person=person, message=message or a_message(), by=Actor(user=user), **more)


def change(invitation: Invitation, **moments) -> Invitation:
    """As if something had happened to it."""
    with company_scope(invitation.company_id):
        Invitation.objects.filter(pk=invitation.pk).update(**moments)
        return again(invitation)


def again(invitation: Invitation) -> Invitation:
    with company_scope(invitation.company_id):
        return Invitation.objects.select_related("mail", "company", "candidate", "job").get(pk=invitation.pk)


def mails(company: Company, kind: str = "") -> list[OutboxMail]:
    with company_scope(company):
        found = OutboxMail.objects.filter(company=company).order_by("created_at")
        return list(found.filter(kind=kind) if kind else found)


def in_stockholm(*when: int) -> datetime:
    return datetime(*when, tzinfo=STOCKHOLM)

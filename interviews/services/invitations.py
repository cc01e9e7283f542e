"""Candidates are invited to a job, invited again, given more time, and invitations are taken back.

Inviting locks the job, so that of two who invite the same person one is told.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.links import hash_of
from accounts.models import Company, OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import TO_CANDIDATES, drop_mail
from accounts.tenancy import company_scope
from interviews.letters.words import Text
from interviews.letters.writing import About
from interviews.links import token_of
from interviews.models import Invitation, Job
from interviews.queries.invitations import ENDED_BY_CANDIDATE, about_job, mails_of
from interviews.queries.slots import free_slots
from interviews.services.candidate_mail import current_token, mail_candidate, renew_links, words_for
from interviews.services.farewells import take_leave
from interviews.services.locking import HasEnded, lock_for_recruiter
from interviews.services.refused import Refused
from interviews.services.reminders import plan_reminders
from interviews.services.slots import entry_with_new_link
from resumes.models import Candidate
from resumes.services.candidates import AddressTaken, ChangedMeanwhile, add_candidate, change_candidate

# New links and later deadlines of an invitation: each is a mail that somebody's press sends to one person.
MAILS_A_DAY = 5
PRESSED = (f"{TO_CANDIDATES}invitation", f"{TO_CANDIDATES}extended")


class JobNotOpen(Refused):
    pass


class DeadlinePassed(Refused):
    pass


class NotLater(Refused):
    """More time was to be given, and the moment is not later than the one before."""


class TooManyMails(Refused):
    """Nobody may flood one person from our domain; counted for each invitation."""


class NoAddress(Refused):
    """The candidate's was taken away since they were invited."""


class AlreadyInvited(Refused):
    def __init__(self, invitation: Invitation) -> None:
        super().__init__()
        self.invitation = invitation


class SaidNo(AlreadyInvited):
    """They declined or withdrew before. They are invited again only where somebody says so."""


class BrokenOff(SaidNo):
    """Not by them: the company ended their interview, or its time ran out. Nothing of it can be gone on with."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    # One of the company's candidates that was chosen, and not looked up by the address.
    candidate_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, and until when."""

    text: Text
    deadline: datetime
    # Hours before the deadline.
    reminders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    invitation: Invitation
    mail: OutboxMail


def invite_candidate(*, job: Job, person: Person, message: Message, by: Actor, again: bool = False, about: About | None = None) -> Sent:
    """`again`: although they declined, withdrew or broke off before. `about`: where many are invited, what is known of the job already."""
    with company_scope(job.company_id):
        job = open_job(job.pk)
        if message.deadline <= timezone.now():
            raise DeadlinePassed
        candidate = _candidate(job.company, person, by)
        _require_free(job, candidate, again)
        invitation = _make(job, candidate, message, by)
        record(by=by, company=job.company, action="candidate.invited", target=invitation, job=str(job.pk))
        plan_reminders(invitations=[invitation], now=timezone.now())
        return _mailed(invitation, about)


def resend_invitation(*, invitation: Invitation, by: Actor) -> Sent:
    """Send a new link; the one before ends, so that only the newest mail opens the door."""
    with company_scope(invitation.company_id):
        open_job(invitation.job_id)
        invitation = _with_time_ahead(invitation.pk)
        if invitation.deadline <= timezone.now():
            raise DeadlinePassed
        if not invitation.candidate.email:
            raise NoAddress
        _require_room_for_mail(invitation)
        before = current_token(invitation)
        invitation.link_number += 1
        invitation.token_hash = hash_of(token := token_of(invitation.pk, invitation.link_number))
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["link_number", "token_hash", "sent_at"])
        drop_mail(mails_of(invitation).filter(kind=f"{TO_CANDIDATES}invitation"))
        renew_links(invitation=invitation, before=before, now=token)
        record(by=by, company=invitation.company, action="invitation.resent", target=invitation)
        return _mailed(invitation, calendar=entry_with_new_link(invitation=invitation))


def extend_invitation(*, invitation: Invitation, deadline: datetime, by: Actor) -> OutboxMail:
    """Give more time, also after time was up. The candidate is told, once of the newest deadline; reminders are planned anew."""
    with company_scope(invitation.company_id):
        open_job(invitation.job_id)
        invitation = _with_time_ahead(invitation.pk)
        if deadline <= timezone.now():
            raise DeadlinePassed
        if deadline <= invitation.deadline:
            raise NotLater
        _require_room_for_mail(invitation)
        before, invitation.deadline = invitation.deadline, deadline
        invitation.save(update_fields=["deadline"])
        plan_reminders(invitations=[invitation], now=timezone.now())
        record(
            by=by,
            company=invitation.company,
            action="invitation.extended",
            target=invitation,
            before=f"{before:%Y-%m-%d %H:%M %Z}",
            after=f"{deadline:%Y-%m-%d %H:%M %Z}",
        )
        drop_mail(mails_of(invitation).filter(kind=f"{TO_CANDIDATES}extended"))
        key = f"extended-{deadline.timestamp():.0f}"
        return mail_candidate(invitation=invitation, kind="extended", key=key, text=words_for(invitation).extended)


def revoke_invitation(*, invitation: Invitation, by: Actor) -> OutboxMail | None:
    """The link says from now on that it was taken back. Return the mail that tells them so; none for who never got an invitation."""
    with company_scope(invitation.company_id):
        invitation = lock_for_recruiter(invitation.pk)
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        invitation.reminders.filter(sent_at=None).delete()
        record(by=by, company=invitation.company, action="invitation.revoked", target=invitation)
        return take_leave(invitation=invitation)


def open_job(job_id: UUID) -> Job:
    """Locked until the end, so that neither it is closed nor the same person invited meanwhile."""
    job = Job.objects.select_for_update(of=("self",), no_key=True).select_related("company").filter(pk=job_id).first()
    if job is None or not job.is_open:
        raise JobNotOpen
    return job


def _with_time_ahead(invitation_id: UUID) -> Invitation:
    """Locked. An interview that ran out in the middle is over: more time would lead nowhere."""
    invitation = lock_for_recruiter(invitation_id)
    if invitation.expired_at:
        raise HasEnded
    return invitation


def _candidate(company: Company, person: Person, by: Actor) -> Candidate:
    chosen = Candidate.objects.filter(pk=person.candidate_id, email="").first() if person.candidate_id else None
    known = Candidate.objects.filter(email__iexact=person.email).first()
    if known:
        return known
    try:
        if chosen:
            # Or somebody erased them, or gave them another address, at the same moment: then this one is somebody else's.
            with suppress(ChangedMeanwhile, Candidate.DoesNotExist):
                change_candidate(candidate=chosen, changes={"email": person.email}, seen={"email": ""}, by=by)
                return Candidate.objects.get(pk=chosen.pk)
        return add_candidate(company=company, name=person.name, email=person.email, source=Candidate.Source.INVITED, by=by)
    except AddressTaken as taken:
        # By somebody who added them to another job at the same moment.
        return taken.candidate


def _require_free(job: Job, candidate: Candidate, again: bool) -> None:
    earlier = Invitation.objects.filter(job=job, candidate=candidate, revoked_at=None).select_related("mail", "company")
    for invitation in earlier.order_by("-created_at"):
        said_no = invitation.ended_as in ENDED_BY_CANDIDATE
        if not said_no and not invitation.broke_off:
            raise AlreadyInvited(invitation)
        if not again:
            raise SaidNo(invitation) if said_no else BrokenOff(invitation)


def _make(job: Job, candidate: Candidate, message: Message, by: Actor) -> Invitation:
    invitation_id = uuid4()
    return Invitation.objects.create(
        pk=invitation_id,
        company=job.company,
        job=job,
        candidate=candidate,
        token_hash=hash_of(token_of(invitation_id, 1)),
        subject=message.text.subject,
        message=message.text.text,
        deadline=message.deadline,
        reminds=sorted(message.reminders, reverse=True),
        invited_by=by.user,
    )


def _require_room_for_mail(invitation: Invitation) -> None:
    day_ago = timezone.now() - timedelta(days=1)
    if mails_of(invitation).filter(kind__in=PRESSED, created_at__gt=day_ago).count() >= MAILS_A_DAY:
        raise TooManyMails


def _mailed(invitation: Invitation, about: About | None = None, calendar: str = "") -> Sent:
    about = about or about_job(invitation.job)
    now = timezone.now()
    if about.by_appointment and not invitation.asked_for_time_at and free_slots(invitation, now).exists():
        invitation.asked_for_time_at = now
    invitation.mail = mail_candidate(
        invitation=invitation,
        kind="invitation",
        key=f"link-{invitation.link_number}",
        text=Text(subject=invitation.subject, text=invitation.message),
        about=about,
        note=words_for(invitation).new_link if invitation.link_number > 1 else "",
        explains=True,
        calendar=calendar,
    )
    invitation.save(update_fields=["mail", "asked_for_time_at"])
    return Sent(invitation, invitation.mail)

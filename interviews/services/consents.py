"""Consent: given to exactly the words that were shown, once, and taken back at any time."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from interviews.consent import Words
from interviews.links import link_of
from interviews.models import Consent, Interview, Invitation
from interviews.queries.invitations import mail_prefix
from interviews.services import conducting
from interviews.services.adjustments import who_recruits
from interviews.services.candidate_mail import current_token
from interviews.services.locking import HasEnded, lock_invitation, still_open
from interviews.services.recordings.forgetting import forget_recordings
from interviews.services.reminders import drop_reminders
from interviews.services.slots import take_time_back
from interviews.way import Step, Way, ended_as

Kind = Consent.Kind


def agree(*, invitation: Invitation, words: Words, way: Way, by: Actor) -> OutboxMail | None:
    """Return the receipt, for the caller to send; none for who had agreed already, from another device or by pressing twice."""
    with still_open(invitation) as found:
        if has_agreed(found):
            return None
        consent = Consent.objects.create(
            company=found.company,
            invitation=found,
            version=words.version,
            language=words.language,
            words=words.text,
            may_be_watched=words.may_be_watched,
            may_be_heard=words.may_be_heard,
            may_be_filmed=words.may_be_filmed,
            recordings_kept_days=words.recordings_kept_days,
            reports_kept_months=words.reports_kept_months,
        )
        found.step = way.after(Step.LANDING)
        found.save(update_fields=["step"])
        record(by=by, company=found.company, action="consent.given", target=found, version=words.version, language=words.language)
        return _mailed("consent_receipt", found, consent, words.language)


def take_back(*, invitation: Invitation, language: str, reason: str, by: Actor) -> list[OutboxMail]:
    """The invitation ends with it, and the interview: nobody can be interviewed who does not agree. Also afterwards it can be
    taken back. Return the mails to the candidate and to those who recruit, for the caller to send."""
    with transaction.atomic():
        # First of all: whoever tells an interview something locks it before its invitation.
        conducting.withdraw(invitation=invitation)
        found = lock_invitation(invitation.pk)
        if ended_as(found) and not found.started_at:
            raise HasEnded
        given = newest(found)
        if given is None or given.kind != Kind.AGREED:
            return []
        consent = Consent.objects.create(
            company=found.company,
            invitation=found,
            kind=Kind.TAKEN_BACK,
            version=given.version,
            language=given.language,
            words=given.words,
            recordings_kept_days=given.recordings_kept_days,
            reports_kept_months=given.reports_kept_months,
        )
        forget_recordings(invitation=found)
        found.withdrawn_at, found.reason = found.withdrawn_at or timezone.now(), reason
        found.save(update_fields=["withdrawn_at", "reason"])
        record(by=by, company=found.company, action="consent.taken_back", target=found)
        drop_reminders(invitation=found)
        calendar = "" if found.started_at else take_time_back(invitation=found)
        receipt = _mailed("consent_taken_back", found, consent, language, calendar)
        return [*([receipt] if receipt else []), *(_told(member.user.email, found) for member in who_recruits(found))]


def agreement(invitation: Invitation) -> Consent | None:
    """What they agreed to, unless they took it back."""
    consent = newest(invitation)
    return consent if consent and consent.kind == Kind.AGREED else None


def has_agreed(invitation: Invitation) -> bool:
    return agreement(invitation) is not None


def has_agreed_to_sound(invitation: Invitation) -> bool:
    """Whoever agreed that none is recorded types."""
    given = agreement(invitation)
    return given is not None and given.may_be_heard


def may_be_heard(interview: Interview) -> bool:
    """Read anew: callers may know no more of it than its id. Of a trial they may: a member speaks in it, and only by own choice."""
    invitation = Invitation.objects.filter(interview=interview.pk).first()
    if invitation is None:
        return Interview.objects.filter(pk=interview.pk, invitation=None).exists()
    return has_agreed_to_sound(invitation)


def has_taken_back(invitation: Invitation) -> bool:
    """Then nothing of their interview is assessed any more: so they were told."""
    return Consent.objects.filter(invitation=invitation, kind=Kind.TAKEN_BACK).exists()


def agreement_stands(interview_id: UUID) -> bool:
    """For whoever worked on what was said and is about to keep what came of it: until their transaction ends nobody takes it back."""
    invitations = Invitation.objects.select_for_update(of=("self",), no_key=True)
    invitation = invitations.filter(interview=interview_id).first()
    return invitation is not None and not has_taken_back(invitation)


def is_taken_back(invitation: str) -> Exists:
    """The same as a condition of rows that have the invitation by this name."""
    return Exists(Consent.objects.filter(invitation=OuterRef(invitation), kind=Kind.TAKEN_BACK))


def newest(invitation: Invitation) -> Consent | None:
    return Consent.objects.filter(invitation=invitation).order_by("-at").first()


def _told(email: str, invitation: Invitation) -> OutboxMail:
    # Without their name, as all such mail: it is forwarded easily.
    address = reverse("interviews:invitation", args=[invitation.company.slug, invitation.pk])
    context = {
        "job": invitation.job.title,
        "had_begun": invitation.started_at is not None,
        "action_url": settings.SITE_URL + address,
        "action_label": "See who it is",
    }
    key = f"consent-withdrawn:{invitation.pk}:{email}"
    return queue_mail(kind="consent_withdrawn", to=email, company=invitation.company, key=key, context=context)


def _mailed(kind: str, invitation: Invitation, consent: Consent, language: str, calendar: str = "") -> OutboxMail | None:
    if not invitation.candidate.email:
        return None
    context = {"invitation": invitation, "consent": consent, "language": language, "action_url": link_of(current_token(invitation))}
    with override(language):
        context["action_label"] = _("Open your page")
        key = f"{mail_prefix(invitation.pk)}{kind}-{consent.pk}"
        to, company = invitation.candidate.email, invitation.company
        return queue_mail(kind=kind, to=to, company=company, key=key, context=context, calendar=calendar, language=language)

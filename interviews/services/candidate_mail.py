"""Mail to the candidate of an invitation. Each carries the personal link, and its key says what it is about."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Case, Q, When

from accounts.links import hash_of
from accounts.models import Member, OutboxMail, Role
from accounts.services.outbox import TO_CANDIDATES, store_mail
from interviews.appointments import with_link
from interviews.letters.placeholders import Values
from interviews.letters.words import Text, Words, words_in
from interviews.letters.writing import About, values_for, write_letter
from interviews.links import link_of, token_of
from interviews.models import Invitation
from interviews.queries.invitations import about_job, mail_prefix, mails_of, minutes_told


def words_for(invitation: Invitation) -> Words:
    return words_in(invitation.language or invitation.job.language)


def mail_candidate(
    *,
    invitation: Invitation,
    kind: str,
    key: str,
    text: Text,
    about: About | None = None,
    more: Values | None = None,
    answer: str = "",
    answer_label: str = "",
    note: str = "",
    explains: bool = False,
    calendar: str = "",
    by_day_until: datetime | None = None,
) -> OutboxMail:
    """Write the mail's row; the caller enqueues accounts.tasks.deliver_mail. Two mails with one key are one mail. `by_day_until`:
    nobody waits for it, so it keeps the hours of the candidate's zone, and is of no use afterwards."""
    words, about = words_for(invitation), about or about_job(invitation.job)
    about = replace(
        about,
        minutes=minutes_told(invitation) if invitation.adjustments else about.minutes,
        by_typing=about.by_typing or bool(invitation.adjustments.get("typing_only")),
    )
    values = values_for(
        name=invitation.candidate.name,
        about=about,
        deadline=invitation.deadline,
        zone=invitation.zone,
        words=words,
    )
    letter = write_letter(
        text=text,
        values={**values, **(more or {})},
        words=words,
        company=invitation.company,
        link=link_of(current_token(invitation)),
        answer=answer,
        answer_label=answer_label,
        note=note,
        explains=explains,
        by_appointment=about.by_appointment,
    )
    return store_mail(
        kind=TO_CANDIDATES + kind,
        to=invitation.candidate.email,
        company=invitation.company,
        key=mail_prefix(invitation.pk) + key,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        calendar=calendar,
        by_day_in=invitation.zone.key if by_day_until else "",
        until=by_day_until,
        reply_to="" if invitation.company.contact_email else who_reads(invitation),
    )


def who_reads(invitation: Invitation) -> str:
    """Where candidates can write to: the company's address for them; where it has none, that of whoever invited them, while they
    recruit here, or of an owner."""
    if invitation.company.contact_email:
        return invitation.company.contact_email
    invited, owns = Q(user=invitation.invited_by_id), Q(role=Role.OWNER)
    able = Member.objects.filter(invited & ~Q(role=Role.REVIEWER) | owns, user__is_active=True)
    nearest = able.order_by(Case(When(invited, then=0), default=1), "joined_at", "pk")
    return nearest.values_list("user__email", flat=True).first() or ""


def renew_links(*, invitation: Invitation, before: str, now: str) -> None:
    """What has not gone out yet brings the new link: an answer or a chosen time is told all the same."""
    for mail in mails_of(invitation).filter(state__in=[OutboxMail.State.QUEUED, OutboxMail.State.SENDING]):
        # Still waiting: a worker may have sent it, and taken its words out of the row.
        OutboxMail.objects.filter(pk=mail.pk).exclude(text="").update(
            text=mail.text.replace(before, now), html=mail.html.replace(before, now), calendar=with_link(mail.calendar, before, now)
        )


def current_token(invitation: Invitation) -> str:
    """The token of the link that the candidate has. After a change of our secret key there is a new one."""
    token = token_of(invitation.pk, invitation.link_number)
    if hash_of(token) != invitation.token_hash:
        invitation.token_hash = hash_of(token)
        invitation.save(update_fields=["token_hash"])
    return token

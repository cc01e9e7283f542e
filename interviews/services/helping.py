"""A candidate in the room calls for somebody of the company."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from interviews.models import Interview, Invitation
from interviews.queries.room import help_mailed_at
from interviews.services.adjustments import who_recruits

# Whoever calls again sooner has been told of.
MAILS_APART = timedelta(minutes=10)


def call_for_help(*, interview: Interview) -> None:
    """Whoever recruits is told by mail, though not twice within ten minutes; their pages show each call, and the room says when the
    mail was written. The sweep of the outbox sends it: who calls here holds the interview's lock. Of trials nobody is told."""
    if interview.invitation_id is None:
        return
    invitation = Invitation.objects.select_related("company", "job").get(pk=interview.invitation_id)
    record(by=Actor(called="The candidate"), company=invitation.company, action="interview.help_asked", target=invitation)
    before = help_mailed_at(interview)
    if before and timezone.now() - before < MAILS_APART:
        return
    for member in who_recruits(invitation):
        _tell(member, interview, invitation)


def _tell(member: Member, interview: Interview, invitation: Invitation) -> None:
    # Without the candidate's name, which the page shows to whom it is for: a mail is forwarded easily.
    context = {
        "name": member.user.name,
        "job": invitation.job.title,
        "action_url": settings.SITE_URL + reverse("interviews:invitation", args=[invitation.company.slug, invitation.pk]),
        "action_label": "See who it is",
    }
    # By the call, which is an event of the interview.
    key = f"help-asked:{interview.pk}:{member.pk}:{interview.events_told}"
    queue_mail(kind="help_asked", to=member.user.email, company=invitation.company, key=key, context=context)

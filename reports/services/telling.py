"""Whoever chose to is written to when there is a report: of the first version alone, as later ones were asked for by a person."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Member, OutboxMail
from accounts.services.outbox import queue_mail
from interviews.services.endings import who_is_told_of_report
from reports.models import Report


def tell_of_report(report: Report) -> list[OutboxMail]:
    """In the transaction that makes it ready. Return the mails, for the caller to send."""
    if report.version > 1:
        return []
    return [_told(member, report) for member in who_is_told_of_report(report.interview)]


def _told(member: Member, report: Report) -> OutboxMail:
    # Without the candidate's name and any score: a mail is forwarded easily, and whoever gets it may have yet to rate.
    interview = report.interview
    assert interview.invitation
    company = interview.company
    context = {
        "job": interview.job.title,
        "finished_at": interview.finished_at,
        "is_inviter": member.user_id == interview.invitation.invited_by_id,
        "action_url": settings.SITE_URL + reverse("reports:report", args=[company.slug, interview.pk]),
        "action_label": "Read the report",
        "choice_url": settings.SITE_URL + reverse("accounts:mail", args=[company.slug]),
    }
    key = f"report-ready:{interview.pk}:{member.pk}"
    return queue_mail(kind="report_ready", to=member.user.email, company=company, key=key, context=context)

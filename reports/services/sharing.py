"""Links by which people without an account read a report: for a while, and until they are taken back."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.links import hash_of
from accounts.services.audit import Actor, record
from interviews.services.consents import agreement_stands
from reports.links import token_of
from reports.models import Report, ReportLink
from reports.services.refused import AgreementIsGone

# Whoever holds the link is nobody that we know; what they do is told of the link.
READER = "Whoever holds the link"


def share_report(*, report: Report, label: str, days: int, without_names: bool, by: Actor) -> ReportLink:
    with transaction.atomic():
        if not agreement_stands(report.interview_id):
            raise AgreementIsGone
        link_id, now = uuid4(), timezone.now()
        link = ReportLink.objects.create(
            pk=link_id,
            company=report.company,
            report=report,
            token_hash=hash_of(token_of(link_id)),
            label=label,
            without_names=without_names,
            made_by=by.user,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        record(by=by, company=report.company, action="report.shared", target=link, name=label, days=days, without_names=without_names)
    return link


def revoke_link(*, link: ReportLink, by: Actor) -> None:
    with transaction.atomic():
        if ReportLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
            record(by=by, company=link.company, action="report.link_revoked", target=link, name=link.label)


def note_opening(*, link: ReportLink, address: str | None) -> None:
    with transaction.atomic():
        ReportLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
        record(by=Actor(called=READER, address=address), company=link.company, action="report.link_opened", target=link, name=link.label)

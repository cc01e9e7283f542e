"""A candidate asks that a person look at their interview. Whoever recruits is told, and a person answers."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member, OutboxMail
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from interviews.models import Interview, Invitation
from interviews.services.adjustments import who_recruits
from interviews.services.candidate_mail import mail_candidate, words_for
from reports.models import ReviewRequest
from reports.queries.versions import newest_report
from reports.services.locking import lock_interview
from reports.services.refused import NotOpened, Refused
from reports.services.viewing import has_opened

MOST_REQUESTS = 3


class AskedOften(Refused):
    """Each time somebody gets a mail, and has answered before."""


class AnsweredAlready(Refused):
    pass


def ask_for_review(*, interview: Interview, words: str, by: Actor) -> list[OutboxMail]:
    """Return the mails to those who can answer, for the caller to send; none where an earlier request still waits."""
    with transaction.atomic():
        interview = lock_interview(interview)
        asked = ReviewRequest.objects.filter(interview=interview)
        if asked.filter(answered_at=None).exists():
            return []
        if asked.count() >= MOST_REQUESTS:
            raise AskedOften
        request = ReviewRequest.objects.create(company=interview.company, interview=interview, words=words)
        record(by=by, company=interview.company, action="review.asked", target=request)
        return [_told(member, request, interview) for member in who_recruits(_invitation_of(interview))]


def take_review(*, request: ReviewRequest, by: Actor) -> None:
    """The candidate sees that somebody looks, colleagues see who. A colleague may take it over."""
    assert by.user
    with transaction.atomic():
        lock_interview(request.interview)
        found = ReviewRequest.objects.get(pk=request.pk)
        if not found.is_open:
            raise AnsweredAlready
        if found.taken_by == by.user:
            # Pressed twice.
            return
        found.taken_at, found.taken_by, found.taken_name = timezone.now(), by.user, by.user.name
        found.save(update_fields=["taken_at", "taken_by", "taken_name"])
        record(by=by, company=request.company, action="review.taken", target=found)


def may_answer(*, interview: Interview, by: Actor) -> bool:
    """Whoever says that they looked has opened the report. Where none was made there is none to open, and the answer can be given."""
    report = newest_report(interview)
    return report is None or has_opened(report=report, by=by)


def answer_review(*, request: ReviewRequest, answer: str, by: Actor) -> OutboxMail:
    assert by.user
    with transaction.atomic():
        interview = lock_interview(request.interview)
        if not may_answer(interview=interview, by=by):
            raise NotOpened
        answered = {"answer": answer, "answered_at": timezone.now(), "answered_by": by.user, "answered_name": by.user.name}
        if not ReviewRequest.objects.filter(pk=request.pk, answered_at=None).update(**answered):
            raise AnsweredAlready
        record(by=by, company=interview.company, action="review.answered", target=request)
        invitation = _invitation_of(interview)
        return mail_candidate(
            invitation=invitation,
            kind="review",
            key=f"review-{request.pk}",
            text=words_for(invitation).review_answered,
            answer=answer,
            answer_label=words_for(invitation).adjustment["answer"],
        )


def _invitation_of(interview: Interview) -> Invitation:
    return Invitation.objects.select_related("candidate", "company", "job__company").get(interview=interview)


def _told(member: Member, request: ReviewRequest, interview: Interview) -> OutboxMail:
    # Without the candidate's name and words, which the page shows to whom they are for: a mail is forwarded easily.
    address = reverse("reports:answer-review", args=[interview.company.slug, interview.pk, request.pk])
    context = {"job": interview.job.title, "action_url": settings.SITE_URL + address, "action_label": "See and answer"}
    key = f"review-asked:{request.pk}:{member.pk}"
    return queue_mail(kind="review_asked", to=member.user.email, company=interview.company, key=key, context=context)

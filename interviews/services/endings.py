"""How an interview ends, and who is told: by the company, which may also give more time; and, of whatever end, by mail.

Whoever finishes an interview leaves its row with an end that nobody was told of. A worker writes the mails, once: their keys say
which interview they are about, and what a worker left behind that died, a sweep takes up.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member, OutboxMail, Role
from accounts.services.audit import Actor, record
from accounts.services.outbox import queue_mail
from accounts.tenancy import company_scope, every_company
from interviews.engine.commands import Kept, Outcome
from interviews.engine.events import EndedByCompany, Extended
from interviews.engine.plan import MINUTE
from interviews.engine.state import Phase
from interviews.engine.turns import JUDGED
from interviews.letters.words import Text, Words
from interviews.models import Interview, Invitation, JobMember
from interviews.queries.candidate import next_steps_of
from interviews.queries.keeping import keeping_of
from interviews.services import conducting
from interviews.services.candidate_mail import mail_candidate, words_for
from interviews.services.consents import has_agreed
from interviews.services.locking import HasEnded
from interviews.services.refused import Refused

EXTENSIONS = (5, 10, 15)
# Before a sweep takes it for one that nobody will tell.
SOON = timedelta(seconds=30)
# What ended before that is no news to anybody.
NEWS_FOR = timedelta(days=2)
SWEEP_AT_MOST = 200


class HasNoLimit(Refused):
    """There is nothing to extend."""


class SaysGoodbye(Refused):
    """There is no question left for which more time could be."""


def end_by_company(*, interview: Interview, reason: str, by: Actor) -> None:
    """The candidate keeps what they said, and is told that a person ended it. The reason is for the company."""
    with transaction.atomic():
        told = conducting.tell(interview=interview, event_at=EndedByCompany)
        if not told.commands:
            raise HasEnded
        Interview.objects.filter(pk=interview.pk).update(ended_because=reason)
        # Without the reason: the log is never erased, and a candidate may be.
        record(by=by, company=interview.company, action="interview.ended", target=_invitation_of(interview))


def extend_time(*, interview: Interview, minutes: int, by: Actor) -> None:
    with transaction.atomic():
        told = conducting.tell(interview=interview, event_at=lambda at: Extended(at, minutes * MINUTE))
        if told.interview.is_over:
            raise HasEnded
        if told.state.phase is Phase.WRAP_UP:
            raise SaysGoodbye
        if not told.state.clock.limit:
            raise HasNoLimit
        record(by=by, company=interview.company, action="interview.extended", target=_invitation_of(interview), minutes=minutes)


def tell_ending(*, interview_id: UUID, company_id: UUID) -> list[OutboxMail]:
    """Write the mails about an end that nobody was told of, for the caller to send."""
    with company_scope(company_id):
        rows = Interview.objects.select_for_update(no_key=True, of=("self",)).select_related("invitation__candidate", "invitation__company")
        untold = rows.select_related("invitation__job__company", "company", "job").filter(pk=interview_id, end_told_at=None)
        interview = untold.exclude(finished_at=None).exclude(invitation=None).first()
        if interview is None:
            return []
        interview.end_told_at = timezone.now()
        interview.save(update_fields=["end_told_at"])
        return [*_to_candidate(interview), *(_to_member(member, interview) for member in who_is_told(interview))]


def untold_endings() -> list[tuple[UUID, UUID]]:
    """Return those of every company, as (interview, company)."""
    now = timezone.now()
    with every_company("the sweep of endings reads ids"):
        untold = Interview.objects.filter(end_told_at=None, finished_at__range=(now - NEWS_FOR, now - SOON)).exclude(invitation=None)
        return list(untold.order_by("finished_at").values_list("pk", "company_id")[:SWEEP_AT_MOST])


def who_is_told(interview: Interview) -> list[Member]:
    """Of the end. Whoever gets a mail about the report is told of both by that."""
    later = {member.pk for member in who_is_told_of_report(interview)} if _gets_a_report(interview) else set()
    return [member for member in _who_wants("told_of_ends", interview) if member.pk not in later]


def who_is_told_of_report(interview: Interview) -> list[Member]:
    return _who_wants("told_of_reports", interview)


def _gets_a_report(interview: Interview) -> bool:
    """As far as can be known: it went to its end, something was answered that is judged, and the agreement stands."""
    goes_on = interview.outcome == Outcome.COMPLETED and has_agreed(_invitation_of(interview))
    return goes_on and interview.turns.filter(purpose__in=JUDGED, kept=Kept.ANSWERED).exists()


def _who_wants(choice: str, interview: Interview) -> list[Member]:
    """By their own choice. Where whoever invited has left or recruits no more, everybody who recruits stands in."""
    invitation = _invitation_of(interview)
    active = Member.objects.filter(user__is_active=True).exclude(**{choice: Member.Told.NONE}).select_related("user").order_by("joined_at")
    recruiting = [member for member in active if member.role != Role.REVIEWER]
    inviter_recruits = Member.objects.exclude(role=Role.REVIEWER).filter(user=invitation.invited_by_id, user__is_active=True).exists()
    given = set(JobMember.objects.filter(job=interview.job_id).values_list("member", flat=True))
    wants_all = {member.pk for member in active if getattr(member, choice) == Member.Told.ALL}
    reviewing = [each for each in active if each.role == Role.REVIEWER and each.pk in given & wants_all]

    def is_concerned(member: Member) -> bool:
        return member.pk in wants_all or member.user_id == invitation.invited_by_id or not inviter_recruits

    return [member for member in recruiting if is_concerned(member)] + reviewing


def _invitation_of(interview: Interview) -> Invitation:
    assert interview.invitation
    return interview.invitation


def _to_candidate(interview: Interview) -> list[OutboxMail]:
    invitation = _invitation_of(interview)
    if not invitation.candidate.email or not has_agreed(invitation):
        # Who took the agreement back was told so by another mail.
        return []
    words, is_completed = words_for(invitation), interview.outcome == Outcome.COMPLETED
    mail = mail_candidate(
        invitation=invitation,
        kind="ending",
        key=f"ending-{interview.pk}",
        text=_letter_about(interview, words),
        more={"months": str(keeping_of(invitation).reports_months)},
        answer=next_steps_of(interview.job) if is_completed else "",
        answer_label=words.next_steps.format(interview.company.name),
    )
    return [mail]


def _letter_about(interview: Interview, words: Words) -> Text:
    letters = {
        Outcome.COMPLETED: words.completed,
        Outcome.WITHDRAWN: words.withdrew,
        Outcome.ENDED: words.ended,
        Outcome.EXPIRED: words.ran_out,
    }
    return letters[Outcome(interview.outcome)]


def _to_member(member: Member, interview: Interview) -> OutboxMail:
    # Without the candidate's name, which the page shows to whom it is for: a mail is forwarded easily.
    invitation, slug = _invitation_of(interview), interview.company.slug
    page = ("interviews:invitation", invitation.pk) if member.may_recruit else ("interviews:job", interview.job_id)
    context = {
        "job": interview.job.title,
        "outcome": interview.outcome,
        "finished_at": interview.finished_at,
        "is_inviter": member.user_id == invitation.invited_by_id,
        "action_url": settings.SITE_URL + reverse(page[0], args=[slug, page[1]]),
        "action_label": "Read the interview" if member.may_recruit else "See the job",
        "choice_url": settings.SITE_URL + reverse("accounts:mail", args=[slug]),
    }
    key = f"interview-over:{interview.pk}:{member.pk}"
    return queue_mail(kind="interview_over", to=member.user.email, company=interview.company, key=key, context=context)

"""People who were invited to the demo's first open job, at every point of the way."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Company, OutboxMail
from accounts.services.audit import Actor
from accounts.tasks import deliver_on_commit
from accounts.tenancy import company_scope
from interviews.letters.words import words_in
from interviews.links import link_of, token_of
from interviews.models import Invitation, Job
from interviews.services.adjustments import ask_for_adjustment
from interviews.services.invitations import Message, Person, invite_candidate
from interviews.services.jobs import move_job

# Name, hours since the invitation, and what happened since: hours ago.
PEOPLE: tuple[tuple[str, float, dict[str, float]], ...] = (
    ("Amara Diallo", 50, {}),
    ("Kenji Watanabe", 72, {"opened_at": 2}),
    ("Zofia Wrzesińska", 90, {"opened_at": 20}),
    ("Tiago Ferreira", 120, {"opened_at": 30, "declined_at": 26}),
    ("Linh Tran", 26, {}),
    ("Mara Lindqvist", 1, {}),
)
LIVE = "Mara Lindqvist"
ASKS = "Kenji Watanabe"
REASON = "Thank you for asking. I have accepted another offer this week."


def add_invitations(company: Company, by: Actor) -> str:
    """Return the link of one of them, as long as nobody has erased her."""
    with company_scope(company):
        job = Job.objects.select_related("company").order_by("-created_at").first()
        if job and job.status == Job.Status.DRAFT and not job.invitations.exists():
            _invite_all(job, by)
        live = Invitation.objects.filter(candidate__email=address_of(LIVE)).first()
        return link_of(token_of(live.pk, live.link_number)) if live else ""


def _invite_all(job: Job, by: Actor) -> None:
    move_job(job=job, status=Job.Status.OPEN, by=by)
    job.refresh_from_db()
    for name, hours, happened in PEOPLE:
        _invite(job, name, hours, happened, by)
    OutboxMail.objects.filter(to=address_of("Linh Tran")).update(state=OutboxMail.State.FAILED, problem="SMTPRecipientsRefused", attempts=1)
    asking = Invitation.objects.select_related("company", "job", "candidate").get(candidate__name=ASKS, job=job)
    for mail in ask_for_adjustment(invitation=asking, needs=["extra-time"], words="I stammer, and need longer to answer.").mails:
        deliver_on_commit(mail)


def _invite(job: Job, name: str, hours: float, happened: dict[str, float], by: Actor) -> None:
    now = timezone.now()
    message = Message(words_in(job.language).invitation, evening_in(12, job), (72, 24))
    sent = invite_candidate(job=job, person=Person(name, address_of(name)), message=message, by=by)
    deliver_on_commit(sent.mail)
    then = now - timedelta(hours=hours)
    moments = {what: now - timedelta(hours=ago) for what, ago in happened.items()}
    reason = REASON if "declined_at" in happened else ""
    Invitation.objects.filter(pk=sent.invitation.pk).update(created_at=then, sent_at=then, reason=reason, **moments)


def evening_in(days: int, job: Job) -> datetime:
    """A deadline as a person would set it: on the hour, when the company's day is over."""
    there = (timezone.now() + timedelta(days=days)).astimezone(job.company.zone)
    return there.replace(hour=18, minute=0, second=0, microsecond=0)


def address_of(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@post.example"

"""Invitations of a job: their states in SQL, the board, the table, and one of them with all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, FloatField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Extract, Greatest, RowNumber, Substr
from django.utils import timezone

from accounts.links import hash_of
from accounts.models import OutboxMail
from accounts.services.outbox import NO_ADDRESS, NO_LONGER_OF_USE, TO_CANDIDATES
from interviews.engine.events import Extended, HelpAsked, LimitLifted
from interviews.engine.plan import MINUTE
from interviews.letters.writing import About
from interviews.listeners import listener_of
from interviews.models import AdjustmentRequest, Booking, Consent, Interview, InterviewEvent, Invitation, Job, JobMember, Plan, Turn
from interviews.models.invitations import UNDELIVERED
from interviews.plans.content import PlanContent
from interviews.plans.duration import told_minutes
from interviews.queries.plans import current_plan
from interviews.queries.slots import is_by_appointment
from resumes.models import Candidate

State = Invitation.State
ENDED_BY_CANDIDATE = (State.DECLINED, State.WITHDRAWN, State.TAKEN_BACK)
# Invited, and not begun.
STILL_COMING = (State.QUEUED, State.SENT, State.FAILED, State.OPENED)
# Beside with_state: what Invitation.is_locked_out_at says, in SQL.
LOCKED_OUT = Q(now_state__in=(State.OPENED, State.STARTED), link_number__gt=1, mail__state__in=UNDELIVERED) & (
    Q(started_at__lt=F("sent_at")) | Q(started_at=None, opened_at__lt=F("sent_at"))
)
# Beside the states: whom a job that is open again still has to reach.
TOLD_CLOSED = "told-closed"
MOST_WORDS = 8
MOMENTS = ("sent_at", "opened_at", "started_at", "completed_at", "cut_short_at", "declined_at", "withdrawn_at", "revoked_at", "expired_at")


@dataclass(frozen=True, slots=True)
class Column:
    """Of the board. Nothing is moved by hand: they follow what happened."""

    key: str
    label: str
    states: tuple[State, ...]


COLUMNS = (
    Column("invited", "Not opened", (State.QUEUED, State.SENT, State.FAILED)),
    Column("opened", "Opened", (State.OPENED,)),
    Column("started", "In interview", (State.STARTED,)),
    Column("completed", "Completed", (State.COMPLETED,)),
    Column("over", "Ended otherwise", (State.ENDED, State.EXPIRED, State.DECLINED, State.WITHDRAWN, State.TAKEN_BACK, State.REVOKED)),
)
# Each person stands under one of them, so that the numbers add up.
CHIPS = (
    Column("waiting", "Not opened", (State.QUEUED, State.SENT)),
    *(Column(state.value, str(state.label), (state,)) for state in State if state not in (State.QUEUED, State.SENT)),
)
FILTERS = {state.value: (state,) for state in State} | {column.key: column.states for column in (*COLUMNS, *CHIPS)}


def with_state(invitations: QuerySet[Invitation], moment: datetime) -> QuerySet[Invitation]:
    """Add `now_state`: what Invitation.state_at says, in SQL."""
    took_back = Exists(Consent.objects.filter(invitation=OuterRef("pk"), kind=Consent.Kind.TAKEN_BACK))
    return invitations.annotate(
        now_state=Case(
            When(revoked_at__isnull=False, then=Value(State.REVOKED)),
            When(declined_at__isnull=False, then=Value(State.DECLINED)),
            When(took_back, withdrawn_at__isnull=False, then=Value(State.TAKEN_BACK)),
            When(withdrawn_at__isnull=False, then=Value(State.WITHDRAWN)),
            When(completed_at__isnull=False, then=Value(State.COMPLETED)),
            When(cut_short_at__isnull=False, then=Value(State.ENDED)),
            When(Q(expired_at__isnull=False) | Q(deadline__lte=moment, started_at=None), then=Value(State.EXPIRED)),
            When(started_at__isnull=False, then=Value(State.STARTED)),
            When(opened_at__isnull=False, then=Value(State.OPENED)),
            When(mail__state=OutboxMail.State.SENT, then=Value(State.SENT)),
            When(mail__state__in=UNDELIVERED, then=Value(State.FAILED)),
            default=Value(State.QUEUED),
            output_field=CharField(),
        )
    )


def of_job(job: Job, moment: datetime) -> QuerySet[Invitation]:
    asked = waiting_requests().filter(invitation=OuterRef("pk"))
    called = Interview.objects.filter(invitation=OuterRef("pk"), help_asked_at__isnull=False, finished_at=None)
    last = Greatest(*MOMENTS, _last_answer_at(), *_before_it_began())
    found = with_state(Invitation.objects.filter(job=job), moment).annotate(asks=Exists(asked), calls=Exists(called), last_at=last)
    found = found.annotate(is_locked_out=Case(When(LOCKED_OUT, then=True), default=False))
    # Neither the letters nor the mails: lists show none of them.
    return found.select_related("candidate").only("job", "created_at", "deadline", "candidate__name", "candidate__email")


def waiting_requests() -> QuerySet[AdjustmentRequest]:
    """Adjustments that somebody can still answer: what has ended needs none."""
    moments = ("revoked_at", "declined_at", "withdrawn_at", "completed_at", "cut_short_at", "expired_at")
    return AdjustmentRequest.objects.filter(state=AdjustmentRequest.State.ASKED, **{f"invitation__{each}": None for each in moments})


def _last_answer_at() -> Case:
    """Looked up for those alone who are in their interview: whatever ends it is later."""
    answered = Turn.objects.filter(interview__invitation=OuterRef("pk"), answered_at__isnull=False).order_by("-number")
    is_in_it = Q(started_at__isnull=False, completed_at=None, cut_short_at=None, withdrawn_at=None, expired_at=None)
    return Case(When(is_in_it, then=Subquery(answered.values("answered_at")[:1])))


def _before_it_began() -> tuple[Case, Case]:
    """When they agreed, and when they chose a time. Looked up for those alone who are on their way: whatever comes next is later."""
    agreed = Consent.objects.filter(invitation=OuterRef("pk")).order_by("-at")
    chose = Booking.objects.filter(invitation=OuterRef("pk"), slot__isnull=False)
    is_on_the_way = Q(opened_at__isnull=False, started_at=None)
    return (
        Case(When(is_on_the_way, then=Subquery(agreed.values("at")[:1]))),
        Case(When(is_on_the_way, then=Subquery(chose.values("changed_at")[:1]))),
    )


def of_candidate(candidate: Candidate, moment: datetime) -> QuerySet[Invitation]:
    """Newest first, with `went_out_at`, as far as a mail did, and `finished_at`, of the interview."""
    went_out = Case(
        When(mail__state=OutboxMail.State.SENT, then=F("mail__sent_at")),
        # Mail is forgotten after a while; whoever opened the link had got it.
        When(opened_at__isnull=False, then=F("sent_at")),
    )
    found = with_state(Invitation.objects.filter(candidate=candidate), moment)
    found = found.annotate(went_out_at=went_out, finished_at=Coalesce("interview__finished_at", "completed_at"))
    # Neither the letters nor the description of the job.
    return found.select_related("job").only("created_at", "opened_at", "started_at", "job__title").order_by("-created_at", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a job's invitations stand, in one question: the numbers, and a mark that changes when anything on the page does."""

    numbers: dict[str, int]
    mark: str

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    def of(self, states: Sequence[str]) -> int:
        return sum(self.numbers.get(state, 0) for state in states)


def standing_of(job: Job, moment: datetime, *, sees_adjustments: bool = True) -> Standing:
    until = Sum(Extract("deadline", "epoch"), output_field=FloatField())
    rows = of_job(job, moment).values(standing=F("now_state")).order_by("standing")
    found = rows.annotate(
        number=Count("pk"),
        newest=Max("last_at"),
        until=until,
        asking=Count("pk", filter=Q(asks=True)),
        calling=Count("pk", filter=Q(calls=True)),
        locked_out=Count("pk", filter=Q(is_locked_out=True)),
    )
    told = [
        (
            *(row["standing"], row["number"], row["newest"].timestamp(), row["until"], row["locked_out"]),
            *((row["asking"], row["calling"]) if sees_adjustments else ()),
        )
        for row in found
    ]
    return Standing({row[0]: row[1] for row in told}, hash_of(repr(told))[:16])


@dataclass(frozen=True, slots=True)
class Wanted:
    search: str = ""
    # Reviewers do not, and must not find them out by searching.
    sees_addresses: bool = True
    # A key of FILTERS, TOLD_CLOSED, or nothing for all.
    state: str = ""
    order: str = "activity"


ORDERS: dict[str, tuple[Any, ...]] = {
    "activity": (F("last_at").desc(), "pk"),
    "name": ("candidate__name", "pk"),
    "-name": ("-candidate__name", "pk"),
    "invited": ("created_at", "pk"),
    "-invited": ("-created_at", "pk"),
    "deadline": ("deadline", "pk"),
    "-deadline": ("-deadline", "pk"),
}


def table_of(job: Job, wanted: Wanted, moment: datetime) -> QuerySet[Invitation]:
    found = of_job(job, moment)
    for word in wanted.search.split()[:MOST_WORDS]:
        by_address = Q(candidate__email__icontains=word) if wanted.sees_addresses else Q()
        found = found.filter(Q(candidate__name__icontains=word) | by_address)
    if wanted.state in FILTERS:
        found = found.filter(Q(now_state__in=FILTERS[wanted.state]))
    if wanted.state == TOLD_CLOSED:
        found = found.filter(pk__in=told_that_it_is_closed(job, moment).values("pk"))
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["activity"]))


TILES = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A column with its newest tiles."""

    column: Column
    number: int
    tiles: list[Invitation]

    @property
    def more(self) -> int:
        return self.number - len(self.tiles)


def board_of(job: Job, standing: Standing, moment: datetime) -> list[Shown]:
    column = Case(*[When(now_state__in=each.states, then=Value(each.key)) for each in COLUMNS], output_field=CharField())
    place = Window(RowNumber(), partition_by=F("column"), order_by=[F("last_at").desc(), F("pk").asc()])
    tiles = list(of_job(job, moment).annotate(column=column).annotate(place=place).filter(place__lte=TILES).order_by("place"))
    return [Shown(each, standing.of(each.states), [tile for tile in tiles if vars(tile)["column"] == each.key]) for each in COLUMNS]


def about_job(job: Job) -> About:
    content = _content_of(current_plan(job))
    reviewers = JobMember.objects.filter(job=job).order_by("given_at", "pk").values_list("member__user__name", flat=True)
    return About(
        job=job.title,
        company=job.company.name,
        minutes=told_minutes(content, {}),
        reviewers=tuple(name for name in reviewers if name),
        by_appointment=is_by_appointment(job, timezone.now()),
        by_typing=not listener_of(job.company, content),
    )


def minutes_told(invitation: Invitation) -> int:
    """How long it takes this candidate, after what was agreed on."""
    return told_minutes(_content_of(current_plan(invitation.job)), invitation.adjustments)


def _content_of(plan: Plan | None) -> PlanContent:
    return PlanContent.model_validate(plan.content) if plan else PlanContent()


# The invitation's, in the keys of all mails about it.
ID_IN_KEY = Substr("key", len("candidate:") + 1, len(str(UUID(int=0))))


def mail_prefix(invitation_id: UUID) -> str:
    """How the keys of all mails about it begin."""
    return f"candidate:{invitation_id}:"


def mails_of(invitation: Invitation) -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(company=invitation.company_id, key__startswith=mail_prefix(invitation.pk)).order_by("created_at")


def letters_to(invitation: Invitation) -> QuerySet[OutboxMail]:
    """What invites the candidate or tells them something, rather than confirms what they did."""
    return mails_of(invitation).filter(kind__startswith=TO_CANDIDATES)


def letters_of_job(job: Job) -> QuerySet[OutboxMail]:
    """To all its candidates."""
    found = OutboxMail.objects.filter(company=job.company_id, kind__startswith=TO_CANDIDATES)
    ids = Invitation.objects.filter(job=job).annotate(id_in_key=Cast("pk", CharField())).values("id_in_key")
    return found.annotate(about=ID_IN_KEY).filter(about__in=ids)


def told_that_it_is_closed(job: Job, moment: datetime) -> QuerySet[Invitation]:
    """Whose newest letter says so, and who could still be interviewed or given more time."""
    came = letters_of_job(job).exclude(state__in=(OutboxMail.State.DROPPED, OutboxMail.State.FAILED))
    says_so = Q(kind=f"{TO_CANDIDATES}closed")
    newest = came.order_by().values(of=ID_IN_KEY).annotate(newest=Max("created_at"), closed=Max("created_at", filter=says_so))
    told = newest.filter(closed=F("newest")).values("of")
    found = with_state(Invitation.objects.filter(job=job, started_at=None), moment)
    found = found.annotate(id_in_key=Cast("pk", CharField())).filter(id_in_key__in=told)
    return found.filter(Q(now_state__in=(*STILL_COMING, State.EXPIRED)))


PROBLEMS = {
    NO_ADDRESS: "There is no e-mail address. Write one on the candidate’s page.",
    NO_LONGER_OF_USE: "By then it was no longer of use: the job was closed, the link taken back, or newer mail had taken its place.",
    "SMTPRecipientsRefused": "The mail server there does not know this address.",
    "SenderDied": "Our sender stopped each time it tried.",
    "SMTPAuthenticationError": "Our mail server does not let us in.",
    "SMTPSenderRefused": "The mail server refuses us as a sender.",
    "SMTPDataError": "The mail server there refuses the mail.",
}


def why_not_sent(mail: OutboxMail | None) -> str:
    """A sentence for a mail that has not gone out, or nothing."""
    if mail is None or mail.state == OutboxMail.State.SENT or not mail.problem:
        return ""
    why = PROBLEMS.get(mail.problem, "The mail server cannot be reached, or broke off.")
    if mail.state in UNDELIVERED:
        return why
    if mail.problem == NO_LONGER_OF_USE:
        # Its sender is at it, and may have been quicker.
        return ""
    return f"{why} Tried {mail.attempts} time{'' if mail.attempts == 1 else 's'} so far; it is tried again by itself."


def what_to_do(invitation: Invitation) -> str:
    """A sentence for an invitation whose mail came back for good, or nothing."""
    mail, address = invitation.mail, invitation.candidate.email
    if mail is None or mail.state != OutboxMail.State.FAILED or mail.problem == NO_ADDRESS:
        return ""
    if mail.to != address:
        return f"It went to {mail.to}. Their address is {address} now: send a new link." if address else ""
    return "Look whether the address on the candidate’s page is right, then send a new link."


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    what: str
    note: str = ""
    is_bad: bool = False


MAIL_NAMES = {
    "candidate_invitation": "Invitation",
    "candidate_reminder": "Reminder",
    "candidate_extended": "Mail about the later deadline",
    "candidate_adjustment": "Answer about the adjustment",
    "candidate_times": "Mail that times are offered",
    "candidate_booking": "Mail about the chosen time",
    "candidate_ending": "Mail about the end",
    "candidate_closed": "Mail that it is closed",
    "candidate_revoked": "Mail that it is taken back",
    "candidate_feedback": "Feedback",
    "candidate_review": "Answer about the human look",
    "consent_receipt": "Receipt of their consent",
    "consent_taken_back": "Receipt that their consent is withdrawn",
}


def called_for_help_at(invitation: Invitation) -> datetime | None:
    """When they called from the room, if they have not gone on since."""
    return Interview.objects.filter(invitation=invitation, finished_at=None).values_list("help_asked_at", flat=True).first()


def history_of(invitation: Invitation) -> list[Event]:
    """What happened, newest first."""
    moments = (
        (invitation.created_at, "Invited", f"by {invitation.invited_by.name}" if invitation.invited_by else ""),
        (invitation.opened_at, "Link opened", ""),
        (invitation.started_at, "Interview begun", ""),
        (invitation.completed_at, "Interview completed", ""),
        (invitation.cut_short_at, "Interview ended by the company", ""),
        (invitation.erasure_asked_at, "Asked to have everything deleted", ""),
        (invitation.declined_at, "Declined", ""),
        (invitation.withdrawn_at, "Withdrew" if invitation.took_back else "Interview ended by the candidate", ""),
        (invitation.revoked_at, "Revoked", ""),
    )
    events = [Event(at, what, note) for at, what, note in moments if at]
    events += [_mail_event(mail) for mail in mails_of(invitation)]
    events += [
        Event(each.at, "Agreed to the interview" if each.kind == "agreed" else "Withdrew their consent")
        for each in invitation.consents.all()
    ]
    events += [Event(each.asked_at, "Asked for an adjustment") for each in invitation.adjustment_requests.all()]
    events += _events_of_interview(invitation)
    if invitation.ended_as == State.EXPIRED:
        events.append(Event(invitation.expired_at or invitation.deadline, "Time was up"))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _events_of_interview(invitation: Invitation) -> list[Event]:
    told = InterviewEvent.objects.filter(interview__invitation=invitation)
    told = told.filter(kind__in=(HelpAsked.__name__, Extended.__name__, LimitLifted.__name__))
    return [Event(each.at, _in_words(each)) for each in told]


def _in_words(told: InterviewEvent) -> str:
    if told.kind == HelpAsked.__name__:
        return "Asked for help in the interview"
    if told.kind == LimitLifted.__name__:
        return "The interview’s time limit was lifted"
    minutes = int(told.values["by"]) // MINUTE
    return f"{minutes} minute{'' if minutes == 1 else 's'} more given in the interview"


def _mail_event(mail: OutboxMail) -> Event:
    name = MAIL_NAMES.get(mail.kind, "Mail")
    if mail.state == OutboxMail.State.SENT:
        return Event(mail.sent_at or mail.created_at, f"{name} sent")
    failed = mail.state == OutboxMail.State.FAILED
    if mail.state == OutboxMail.State.DROPPED or mail.problem == NO_ADDRESS:
        return Event(mail.created_at, f"{name} not sent", why_not_sent(mail), failed)
    return Event(mail.created_at, f"{name} {'came back' if failed else 'on its way'}", why_not_sent(mail), failed)

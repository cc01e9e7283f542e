"""Companies of one owner, with few and with many rows."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import cycle

from django.db import connections
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Company, Member, OutboxMail, Role, User
from accounts.services.audit import Actor
from accounts.services.companies import Beginning, create_company
from accounts.services.members import invite_member
from accounts.tenancy import company_scope
from interviews.models import FollowUp, Question
from interviews.services.library import written_banks
from interviews.services.own_banks import make_bank
from interviews.services.vectors import make_vectors

ACTIONS = ("member.invited", "member.joined", "member.role_changed", "company.changed", "job.opened", "audit.exported")


@dataclass(frozen=True, slots=True)
class Size:
    members: int = 10
    entries: int = 10
    invitations: int = 0
    mails: int = 0
    questions: int = 0


FEW, MANY = Size(questions=10), Size(members=10_000, entries=10_000, questions=10_000)
FEW_MAILS, MANY_MAILS = Size(invitations=100, mails=100), Size(invitations=100, mails=10_000)


@cache
def owner() -> User:
    return User.objects.create_user("owner@bench.example", name="Olga Owner")


@cache
def companies() -> dict[Size, Company]:
    made = {size: _company(f"bench-{number}", size) for number, size in enumerate((FEW, MANY, FEW_MAILS, MANY_MAILS), start=1)}
    make_vectors(at_most=FEW.questions + MANY.questions)
    with connections["owner"].cursor() as cursor:
        # As autovacuum leaves the tables within minutes; a plan must not depend on when it came by.
        cursor.execute("VACUUM (ANALYZE)")
    return made


def small_company(slug: str) -> Company:
    return _company(slug, FEW)


def session() -> str:
    """The value of the owner's session cookie."""
    from django.conf import settings

    client = Client()
    client.force_login(owner())
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def forget_questions() -> None:
    """Other measures fill the same tables, and an index that holds these too would be another one."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE interviews_bank, interviews_vectormodel CASCADE")


def _company(slug: str, size: Size) -> Company:
    beginning = Beginning(name=slug, slug=slug, time_zone="Europe/Stockholm", language="en", accent="#2a5796", contact_email="")
    company = create_company(owner=owner(), beginning=beginning, by=Actor(user=owner(), address="192.0.2.1"))
    with company_scope(company):
        _add_members(company, size.members - Member.objects.count())
        _add_entries(company, size.entries - AuditEntry.objects.count())
        _add_older_mails(company, size.mails - size.invitations)
        _add_invitations(company, size.invitations)
        if size.questions:
            _add_questions(company, size.questions)
    return company


def _add_members(company: Company, number: int) -> None:
    people = [User(email=f"m{n}@{company.slug}.example", name=f"Member Number{n}", password="!") for n in range(number)]  # noqa: S106
    now = timezone.now()
    User.objects.bulk_create(people, batch_size=2000)
    rows = [Member(company=company, user=user, role=Role.REVIEWER, joined_at=now - timedelta(minutes=n)) for n, user in enumerate(people)]
    Member.objects.bulk_create(rows, batch_size=2000)


def _add_entries(company: Company, number: int) -> None:
    now = timezone.now()
    rows = [
        AuditEntry(
            company=company,
            at=now - timedelta(minutes=n),
            actor=owner(),
            actor_name="Olga Owner <owner@bench.example>",
            action=ACTIONS[n % len(ACTIONS)],
            target_kind="member",
            target_id=str(n),
            target_name=f"Member Number{n}",
            details={"role": ["reviewer", "recruiter"]},
            address="192.0.2.1",
        )
        for n in range(number)
    ]
    AuditEntry.objects.bulk_create(rows, batch_size=2000)


def _add_invitations(company: Company, number: int) -> None:
    inviter = Member.objects.select_related("user", "company").get(user=owner())
    for n in range(number):
        sent = invite_member(
            company=company, email=f"i{n}@{company.slug}.example", role=Role.REVIEWER, inviter=inviter, by=Actor(user=owner())
        )
        OutboxMail.objects.filter(pk=sent.mail.pk).update(state=OutboxMail.State.SENT)


def _add_older_mails(company: Company, number: int) -> None:
    rows = [
        OutboxMail(company=company, key=f"older:{n}", kind="older", to=f"m{n}@mail.example", text="t" * 500, html="h" * 4000, state="sent")
        for n in range(number)
    ]
    OutboxMail.objects.bulk_create(rows, batch_size=2000)


def _add_questions(company: Company, number: int) -> None:
    """As the starter library asks, again and again; in ten banks."""
    written = [(bank.domain, bank.name_of(each.competency), each) for bank in written_banks() for each in bank.question]
    banks = [make_bank(company=company, name=f"Bank {n}", language="en", by=Actor(user=owner())) for n in range(10)]
    rows = [
        Question(
            company=company,
            bank=banks[n % 10],
            key=f"question-{n}",
            text=f"{each.text} In year {n}.",
            competency=competency,
            difficulty=each.difficulty,
            kind=each.type,
            domain=domain,
            shows=each.shows,
            anchors=list(each.anchors),
        )
        for n, (domain, competency, each) in zip(range(number), cycle(written), strict=False)
    ]
    Question.objects.bulk_create(rows, batch_size=2000)
    follow_ups = [FollowUp(company=company, question=row, text=f"What came of it, {n}?") for row in rows for n in range(2)]
    FollowUp.objects.bulk_create(follow_ups, batch_size=2000)

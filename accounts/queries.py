"""What the pages of a company list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.duties import DOES
from accounts.duties import NAMES as PROVIDER_NAMES
from accounts.models import AuditEntry, Company, Member, MemberInvitation, ModelCall, ProviderKey, User
from accounts.tenancy import company_scope, every_company, person_scope
from ai.configuration import Paid
from ai.results import Ability


def memberships_of(user: User) -> list[Member]:
    with person_scope(user):
        return list(Member.by_policy_alone.select_related("company").filter(user=user).order_by("company__name"))


def address_is_taken(slug: str) -> bool:
    """Whether any company has it; the constraint has the last word when it is saved."""
    with every_company("an address is one company's, and policies hide the others"):
        return Company.objects.filter(slug=slug).exists()


def team() -> QuerySet[Member]:
    return Member.objects.select_related("user").order_by("joined_at", "pk")


def waiting_invitations() -> QuerySet[MemberInvitation]:
    """Neither accepted nor revoked, each with its newest mail."""
    waiting = MemberInvitation.objects.filter(accepted_at=None, revoked_at=None)
    return waiting.select_related("invited_by", "mail").order_by("-sent_at", "pk")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    words: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


def audit_log(wanted: AuditFilter) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.order_by("-at", "-id")
    if wanted.action:
        entries = entries.filter(action=wanted.action)
    if wanted.since:
        entries = entries.filter(at__gte=wanted.since)
    if wanted.until:
        entries = entries.filter(at__lt=wanted.until)
    if wanted.words:
        entries = entries.filter(Q(actor_name__icontains=wanted.words) | Q(target_name__icontains=wanted.words))
    return entries


def audit_actions() -> list[str]:
    """The actions that occur in this company's log, for the filter."""
    return sorted(AuditEntry.objects.order_by().values_list("action", flat=True).distinct())


# Of an allowance, for interviews that run.
OVERDRAFT = 2


@dataclass(frozen=True, slots=True)
class Budget:
    """What a company has allowed for this month, and what of it is used. In US dollars."""

    limit: Decimal | None
    warning_percent: int
    spent: Decimal
    # What our own keys may cost for it, and what of it is used.
    allowance: Decimal | None = None
    our_share: Decimal = Decimal(0)

    @property
    def percent(self) -> int:
        """Rounded down: 100 only when it is spent."""
        return int(self.spent * 100 / self.limit) if self.limit else 0

    @property
    def note(self) -> str:
        return f"{self.percent:,} % used"

    @property
    def is_spent(self) -> bool:
        return self.limit is not None and self.spent >= self.limit

    @property
    def is_warned(self) -> bool:
        return self.limit is not None and self.spent >= self.limit * self.warning_percent / 100

    @property
    def mark(self) -> Company.Mark:
        return Company.Mark.SPENT if self.is_spent else Company.Mark.WARNING if self.is_warned else Company.Mark.NONE

    @property
    def is_allowance_spent(self) -> bool:
        return self.allowance is not None and self.our_share >= self.allowance

    @property
    def is_overdrawn(self) -> bool:
        """An interview that has begun may go on, but whoever begins a thousand at once must not have them all for nothing."""
        return self.allowance is not None and self.our_share >= OVERDRAFT * self.allowance


def month_of(company: Company) -> datetime:
    """Return when the month began in which the company is now, by its own clock."""
    here = timezone.now().astimezone(company.zone)
    # fold: where clocks go back over midnight, the month begins with the first of the two.
    return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)


def budget_of(company: Company) -> Budget:
    """Calls with the company's own key count too: it sets the budget for its own protection."""
    with company_scope(company):
        calls = ModelCall.objects.filter(company=company, at__gte=month_of(company))
        spent = calls.aggregate(spent=Sum("cost", default=Decimal(0)), our_share=Sum("cost", filter=Q(own_key=False), default=Decimal(0)))
    return Budget(company.monthly_budget, company.budget_warning_percent, allowance=company.allowance, **spent)


def whom_to_pay(company: Company, *, is_running: bool) -> Paid:
    """Whom money is left for. A running interview is never cut short by the company's budget."""
    if company.allowance is None and (is_running or company.monthly_budget is None):
        return Paid.EVERYBODY
    budget = budget_of(company)
    if budget.is_spent and not is_running:
        return Paid.NOBODY
    is_ours_left = not (budget.is_overdrawn if is_running else budget.is_allowance_spent)
    return Paid.EVERYBODY if is_ours_left else Paid.OWN_ACCOUNTS


TOTALS_AT_MOST = 1_000
UNFINISHED, GONE_WELL = ModelCall.State.OPEN, ModelCall.State.DONE
SUMS: dict[str, Any] = {
    "calls": Count("pk"),
    "failures": Count("pk", filter=~Q(state__in=[UNFINISHED, GONE_WELL])),
    "unpriced": Count("pk", filter=Q(cost=None) & ~Q(state=UNFINISHED)),
    "spent": Sum("cost", default=Decimal(0)),
    "own_spent": Sum("cost", filter=Q(own_key=True), default=Decimal(0)),
}
QUANTITIES: dict[str, Any] = {
    "read": Sum("input_tokens"),
    "written": Sum("output_tokens"),
    "seconds": Sum("audio_seconds"),
    "spoken": Sum("characters"),
    "estimates": Count("pk", filter=Q(is_estimated=True)),
}


@dataclass(frozen=True, slots=True)
class Use:
    """What a company has had of one model in a month."""

    ability: str
    provider: str
    model: str
    own_key: bool
    calls: int
    failures: int
    # Calls that cost an unknown amount.
    unpriced: int
    spent: Decimal
    own_spent: Decimal
    read: int
    written: int
    seconds: float
    spoken: int
    estimates: int

    @property
    def does(self) -> str:
        return DOES[Ability(self.ability)]

    @property
    def who(self) -> str:
        return PROVIDER_NAMES.get(self.provider, self.provider)

    @property
    def quantity(self) -> str:
        match self.ability:
            case Ability.TRANSCRIBE:
                return f"{self.seconds / 60:,.1f} minutes"
            case Ability.SPEAK:
                return f"{self.spoken:,} characters"
            case Ability.EMBED:
                return f"{self.read:,} tokens"
        return f"{self.read:,} tokens read, {self.written:,} written"


def uses_this_month(company: Company) -> list[Use]:
    calls = ModelCall.objects.filter(company=company, at__gte=month_of(company)).order_by("provider", "model", "own_key")
    rows: Iterable[Mapping[str, Any]] = calls.values("ability", "provider", "model", "own_key").annotate(**SUMS, **QUANTITIES)
    return sorted((Use(**row) for row in rows), key=lambda use: list(DOES).index(Ability(use.ability)))


def months_before(company: Company) -> list[Mapping[str, Any]]:
    """The twelve months before this one, as far as there was anything, newest first."""
    now = month_of(company)
    calls = ModelCall.objects.filter(company=company, at__gte=now.replace(year=now.year - 1), at__lt=now)
    return list(calls.annotate(month=TruncMonth("at", tzinfo=now.tzinfo)).values("month").annotate(**SUMS).order_by("-month"))


def totals_of_companies() -> list[Mapping[str, Any]]:
    """What each company, and the platform itself, spent in each month (of UTC). For staff, who see every company."""
    months = ModelCall.objects.annotate(month=TruncMonth("at", tzinfo=UTC)).values("month", "company__name", "company__slug")
    return list(months.annotate(**SUMS).order_by("-month", "company__name")[:TOTALS_AT_MOST])


def calls_of_the_last_hour() -> list[Mapping[str, Any]]:
    """How each model has been doing, for all companies together. For staff."""
    with every_company("staff see how the models are doing, whoever asked them"):
        calls = ModelCall.objects.filter(at__gte=timezone.now() - timedelta(hours=1)).values("provider", "model")
        return list(calls.annotate(**SUMS, mean_ms=Avg("latency_ms")).order_by("provider", "model"))


def provider_keys() -> QuerySet[ProviderKey]:
    return ProviderKey.objects.select_related("created_by")

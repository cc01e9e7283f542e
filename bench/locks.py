"""What the two locks between companies cost a page's query."""

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import House
from bench.timing import in_turn, p50

SCOPED = "First 50 of 10,000 audit entries, in a company's scope"
POLICY = "The same query alone, under the row policy"
COUNT = "Counting the 10,000 entries, under the row policy"
GOALS = (
    Goal(SCOPED, "ms", "the owner's role, no policy, WHERE company_id, no transaction"),
    Goal(POLICY, "ms", "the owner's role, no policy, WHERE company_id, in an open transaction too"),
    Goal(COUNT, "ms", "the owner's role, no policy, WHERE company_id, in an open transaction too"),
)
ROUNDS, WARM_UP = 300, 20


def take(house: House) -> Readings:
    house.open()
    from django.db import transaction

    from accounts.models import AuditEntry, Company
    from accounts.queries import AuditFilter, audit_log
    from accounts.tenancy import company_scope
    from bench import rows

    company: Company = rows.companies()[rows.MANY]
    plain = AuditEntry.by_policy_alone.using("owner").filter(company_id=company.pk).order_by("-at", "-id")

    def locked() -> list[AuditEntry]:
        return list(audit_log(AuditFilter())[:50])

    def unlocked() -> list[AuditEntry]:
        return list(plain.all()[:50])

    def scoped() -> None:
        with company_scope(company):
            assert len(locked()) == 50

    whole = in_turn({"scoped": scoped, "plain": unlocked}, rounds=ROUNDS, warm_up=WARM_UP)
    with company_scope(company), transaction.atomic(using="owner"):
        steps = {"locked": locked, "unlocked": unlocked, "count": lambda: audit_log(AuditFilter()).count(), "plain count": plain.count}
        alone = in_turn(steps, rounds=ROUNDS, warm_up=WARM_UP)
    times = {name: p50(found) for name, found in (whole | alone).items()}
    said = f"Median of {len(whole['scoped'])} each, in turn, through the ORM, without rendering."
    once = " The scope adds BEGIN, one set_config and COMMIT, which a page pays once and not per query."
    return {
        SCOPED: Reading(times["scoped"], times["plain"], said + once),
        POLICY: Reading(times["locked"], times["unlocked"], said),
        COUNT: Reading(times["count"], times["plain count"], said),
    }


LOCKS = Measure("locks", GOALS, take)

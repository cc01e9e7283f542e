"""Near pairs of the library, for our staff."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from interviews.models import Bank, FollowUp, NearPair, QuestionUse, State
from interviews.queries.lookup import serving_model


@dataclass(frozen=True, slots=True)
class PairFilter:
    similarity: float
    bank: UUID | None = None
    across: bool = False


def near_pairs(wanted: PairFilter) -> "QuerySet[NearPair]":
    """What nobody has decided yet, most alike first, with how often each was asked and how many follow-ups it has."""
    pairs = _open_pairs().filter(similarity__gte=wanted.similarity)
    if wanted.bank:
        pairs = pairs.filter(Q(one__bank=wanted.bank) | Q(other__bank=wanted.bank))
    if wanted.across:
        pairs = pairs.exclude(one__bank=F("other__bank"))
    counts = {
        "one_uses": _count(QuestionUse.objects.filter(question=OuterRef("one"))),
        "other_uses": _count(QuestionUse.objects.filter(question=OuterRef("other"))),
        "one_follow_ups": _count(FollowUp.objects.filter(question=OuterRef("one"), state=State.ACTIVE)),
        "other_follow_ups": _count(FollowUp.objects.filter(question=OuterRef("other"), state=State.ACTIVE)),
    }
    return pairs.annotate(**counts).select_related("one__bank", "other__bank").order_by("-similarity", "pk")


def _open_pairs() -> "QuerySet[NearPair]":
    """Of questions in use as they read now; what was kept once is kept for these two texts, in whichever versions."""
    live = {f"{side}__{field}": value for side in ("one", "other") for field, value in (("state", State.ACTIVE), ("is_current", True))}
    texts = {"one_hash": F("one__content_hash"), "other_hash": F("other__content_hash")}
    kept = NearPair.objects.filter(kept_both_at__isnull=False)
    as_here = kept.filter(one_hash=OuterRef("one_hash"), other_hash=OuterRef("other_hash"))
    turned = kept.filter(one_hash=OuterRef("other_hash"), other_hash=OuterRef("one_hash"))
    return NearPair.objects.filter(~Exists(as_here), ~Exists(turned), model=serving_model(), **live, **texts)


def _count(rows: "QuerySet[FollowUp] | QuerySet[QuestionUse]") -> Coalesce:
    counted = rows.order_by().values("question").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def library_banks() -> "QuerySet[Bank]":
    return Bank.objects.filter(company=None).order_by("name")

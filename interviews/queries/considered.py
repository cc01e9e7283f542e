"""What becomes of invitations and interviews when candidates are erased or merged, in sentences for the page that asks."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q

from interviews.models import Interview, Invitation
from interviews.queries.twice_invited import Pair, pairs_of

MOST_JOBS = 5
BECAUSE = {
    "is_finished": "its interview is finished",
    "has_begun": "its interview has begun",
    "events": "more was said in its interview",
    "has_agreed": "they have agreed to the interview there",
    "step": "they are further on their way there",
    "gave_resume": "they gave a résumé there",
    "was_opened": "its link was opened",
    "": "neither got further than the other",
}


def before_erasing(candidate_ids: Sequence[UUID]) -> list[str]:
    jobs = list(Invitation.objects.filter(candidate__in=candidate_ids).order_by("job__title").values_list("job__title", flat=True))
    if not jobs:
        return []
    of_these = Interview.objects.filter(invitation__candidate__in=candidate_ids)
    found = of_these.aggregate(all=Count("pk"), going_on=Count("pk", filter=Q(finished_at=None, invitation__revoked_at=None)))
    sentences = [
        f"{_many(len(jobs), 'invitation')} {_go(len(jobs))} too: {_named(jobs)}. {'Its link stops' if len(jobs) == 1 else 'Their links stop'} working."
    ]
    if found["all"]:
        sentences.append(f"{_many(found['all'], 'interview')} {_go(found['all'])} too, with everything that was said.")
    if found["going_on"]:
        count = found["going_on"]
        sentences.append(f"{_many(count, 'interview')} {'is' if count == 1 else 'are'} not over yet and would end in the middle.")
    return sentences


def before_merging(kept_id: UUID, gone_id: UUID) -> list[str]:
    pairs = pairs_of(kept_id, gone_id)
    ending = [pair.ends.pk for pair in pairs]
    coming = Invitation.objects.filter(candidate=gone_id).exclude(pk__in=[*ending, *(pair.stays.pk for pair in pairs)]).count()
    sentences = [_said(pair) for pair in pairs]
    if coming:
        sentences.append(
            f"{_many(coming, 'further invitation' if pairs else 'invitation')} {_go(coming, 'comes', 'come')} along, with {'its interview, if there is one' if coming == 1 else 'their interviews'}."
        )
    return sentences


def _said(pair: Pair) -> str:
    stays, ends = pair.stays.candidate, pair.ends.candidate
    # By what tells the two apart.
    staying, ending = (stays.name, ends.name) if stays.name != ends.name else (stays.email or "no address", ends.email or "no address")
    kept = " What was said in its interview is kept." if vars(pair.ends)["events"] else ""
    return (
        f"Both are invited to “{pair.stays.job.title}”. The invitation of {staying} stays: {BECAUSE[pair.because]}. "
        f"The one of {ending} is revoked; adjustments, more time and a chosen appointment go over to the one that stays.{kept}"
    )


def _named(jobs: Sequence[str]) -> str:
    names = list(dict.fromkeys(jobs))
    more = len(names) - MOST_JOBS
    return ", ".join(f"“{name}”" for name in names[:MOST_JOBS]) + (f" and {more} more job{'' if more == 1 else 's'}" if more > 0 else "")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _go(count: int, one: str = "goes", many: str = "go") -> str:
    return one if count == 1 else many

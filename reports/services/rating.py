"""What people say of an interview's competencies: each on their own, with a reason, and again whenever they see it differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Member
from accounts.services.audit import Actor, record
from interviews.models import Interview
from reports.models import Opening, Review, ReviewRating
from reports.services.locking import lock_interview


@dataclass(frozen=True, slots=True)
class Rated:
    competency: str
    # None: they cannot say.
    level: int | None
    reason: str


def rate(*, interview: Interview, member: Member, rated: Sequence[Rated], by: Actor) -> Review:
    """The newest of somebody's counts. The first is blind where they had been shown no score, whatever they might have looked at."""
    with transaction.atomic():
        interview = lock_interview(interview)
        own = Review.objects.filter(interview=interview, by=member.user)
        newest = own.order_by("-number").first()
        if newest and _same(newest, rated):
            # Pressed twice.
            return newest
        has_seen = newest is not None or Opening.objects.filter(report__interview=interview, user=member.user).exists()
        review = Review.objects.create(
            company=interview.company,
            interview=interview,
            number=newest.number + 1 if newest else 1,
            is_blind=not has_seen,
            by=member.user,
            by_name=member.user.name,
        )
        ReviewRating.objects.bulk_create(
            ReviewRating(company=interview.company, review=review, competency=each.competency, level=each.level, reason=each.reason)
            for each in rated
        )
        # Without levels and reasons: the log is read by people who have yet to rate.
        record(by=by, company=interview.company, action="report.rated", target=review, number=review.number, blind=review.is_blind)
        return review


def _same(review: Review, rated: Sequence[Rated]) -> bool:
    given = {(each.competency, each.level, each.reason) for each in review.ratings.all()}
    return given == {(each.competency, each.level, each.reason) for each in rated}

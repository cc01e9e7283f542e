"""How questions went in interviews. Called in a company's scope, as often as one likes and in any order: what is told twice is
noted once, and a rating may come before the use that it is of."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from accounts.models import Company
from interviews.models import Question, QuestionUse


def record_use(
    *, company: Company, question: Question, interview: UUID, asked_at: datetime, was_skipped: bool = False, seconds: int | None = None
) -> QuestionUse:
    """A question was put to a candidate. What is known only later, as how long the answer took, is told by calling again."""
    with transaction.atomic():
        use = _use(company, question, interview, asked_at)
        use.asked_at = min(use.asked_at, asked_at)
        use.was_skipped = use.was_skipped or was_skipped
        use.seconds = max((each for each in (use.seconds, seconds) if each is not None), default=None)
        use.save(update_fields=["asked_at", "was_skipped", "seconds"])
    return use


def record_rating(*, company: Company, question: Question, interview: UUID, asked_at: datetime, rating: float | None) -> QuestionUse:
    """The answer was assessed, or assessed anew. The standing of the interview's other answers changes with it."""
    with transaction.atomic():
        use = _use(company, question, interview, asked_at)
        use.rating = rating
        use.save(update_fields=["rating"])
        _compare_with_each_other(interview)
        use.refresh_from_db()
    return use


def _use(company: Company, question: Question, interview: UUID, asked_at: datetime) -> QuestionUse:
    with connection.cursor() as cursor:
        # One at a time in an interview, so that of two ratings each counts the other.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(interview)])
    use, _ = QuestionUse.objects.get_or_create(company=company, question=question, interview=interview, defaults={"asked_at": asked_at})
    return use


def _compare_with_each_other(interview: UUID) -> None:
    """Standing: the mean of the same candidate's other ratings. Without another rated answer nobody knows."""
    uses = list(QuestionUse.objects.filter(interview=interview))
    ratings = {use.pk: use.rating for use in uses if use.rating is not None}
    for use in uses:
        others = [rating for pk, rating in ratings.items() if pk != use.pk]
        use.standing = sum(others) / len(others) if others else None
    QuestionUse.objects.bulk_update(uses, ["standing"])

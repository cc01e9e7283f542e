"""What follows here from what interviews announce."""

from uuid import UUID

from django.dispatch import receiver

from accounts.tasks import delay_on_commit
from interviews.live.threads import send_later
from interviews.signals import answer_completed, answer_corrected, answer_heard_again, interview_finished
from reports import tasks


@receiver([answer_completed, answer_corrected, answer_heard_again])
def assess_answer(interview_id: UUID, company_id: UUID, turn: int, **kwargs: object) -> None:
    # Whoever announces it may have a candidate's next question to word, and does not wait for Redis.
    send_later(tasks.assess_turn, str(interview_id), turn, str(company_id))


@receiver(interview_finished)
def begin_report(interview_id: UUID, company_id: UUID, **kwargs: object) -> None:
    delay_on_commit(tasks.make_report, str(interview_id), str(company_id))

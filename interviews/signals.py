"""What interviews announce to those above them: on commit, with ids only. Whoever misses one finds the rows by a sweep."""

from django.db import transaction
from django.dispatch import Signal

from interviews.models import Interview

# interview_id, company_id, turn; by_voice: some of the interview was spoken
answer_completed = Signal()
# interview_id, company_id, turn
answer_corrected = Signal()
# interview_id, company_id, turn
answer_heard_again = Signal()
# interview_id, company_id
interview_finished = Signal()


def announce(signal: Signal, interview: Interview, **about: object) -> None:
    """Trials are nobody's business."""
    if interview.is_trial:
        return
    ids = {"interview_id": interview.pk, "company_id": interview.company_id, **about}
    transaction.on_commit(lambda: signal.send_robust(sender=Interview, **ids), robust=True)

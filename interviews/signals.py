"""What interviews announce to those above them: on commit, with ids only. Whoever misses one finds the rows by a sweep."""

from django.dispatch import Signal

# interview_id, company_id, turn
answer_completed = Signal()
# interview_id, company_id
interview_finished = Signal()

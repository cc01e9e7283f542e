"""What résumés announce to the apps above. Ids only; receivers load what they need."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from resumes.models import Resume

# What a résumé says is known, in pieces that can be compared. Sent on commit, anew when they change: `resume_id`, `company_id`.
resume_understood = Signal()

# Two candidates become one: `company_id`, `kept_id`, `gone_id`, and `resumes`, the ids of files that both had, each with the id
# of the one that stays in its place.
#
# It is sent inside the transaction, before a row goes. Whoever has rows of the one that goes moves them to the one that stays
# there and then. On commit it would be too late: the rows would have gone with the candidate, or, where they must not, would
# have stopped the merge. A receiver that raises takes the whole merge back.
candidates_merged = Signal()

# Candidates are about to be erased: `company_id`.
#
# It is sent inside the transaction, before any row of theirs is locked: whoever has rows that others lock before they come to a
# candidate, and that an erased one leaves too, locks them now. Later would be the other way round, and two could wait for each
# other for ever.
candidates_to_erase = Signal()


def announce_understood(resume_id: UUID, company_id: UUID) -> None:
    # Robust: whoever listens cannot undo what happened.
    transaction.on_commit(partial(resume_understood.send_robust, sender=Resume, resume_id=resume_id, company_id=company_id), robust=True)

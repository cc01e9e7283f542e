"""What résumés announce to the apps above. Ids only; receivers load what they need."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from resumes.models import Candidate, Resume

# What a résumé says is known, in pieces that can be compared. Sent on commit, anew when they change: `resume_id`, `company_id`.
resume_understood = Signal()

# Two candidates become one: `company_id`, `kept_id`, `gone_id`, `resumes`, the ids of files that both had, each with the id of the
# one that stays in its place, and `by`, who does it, for the log.
#
# It is sent inside the transaction, before a row goes. Whoever has rows of the one that goes moves them to the one that stays
# there and then. On commit it would be too late: the rows would have gone with the candidate, or, where they must not, would
# have stopped the merge. A receiver that raises takes the whole merge back.
candidates_merged = Signal()

# Somebody looks at the page that asks before candidates are erased, `candidate_ids`, or before two become one, `kept_id` and
# `gone_id`. Whoever has rows of theirs answers with sentences that say what becomes of these. Nothing is written.
erasing_is_considered = Signal()
merging_is_considered = Signal()


def told_before_erasing(candidate_ids: Sequence[UUID]) -> list[str]:
    return _told(erasing_is_considered.send(sender=Candidate, candidate_ids=candidate_ids))


def told_before_merging(kept_id: UUID, gone_id: UUID) -> list[str]:
    return _told(merging_is_considered.send(sender=Candidate, kept_id=kept_id, gone_id=gone_id))


def _told(answers: Iterable[tuple[object, Any]]) -> list[str]:
    return [str(sentence) for _, sentences in answers for sentence in sentences]


# Candidates are about to be erased: `company_id`.
#
# It is sent inside the transaction, before any row of theirs is locked: whoever has rows that others lock before they come to a
# candidate, and that an erased one leaves too, locks them now. Later would be the other way round, and two could wait for each
# other for ever.
candidates_to_erase = Signal()


def announce_understood(resume_id: UUID, company_id: UUID) -> None:
    # Robust: whoever listens cannot undo what happened.
    transaction.on_commit(partial(resume_understood.send_robust, sender=Resume, resume_id=resume_id, company_id=company_id), robust=True)

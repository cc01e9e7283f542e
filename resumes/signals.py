"""What résumés announce, with ids alone, when it has been committed."""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal

from resumes.models import Resume

# What a résumé says is known, in pieces that can be compared. Sent anew when they change. resume_id, company_id.
resume_understood = Signal()


def announce_understood(resume_id: UUID, company_id: UUID) -> None:
    # Robust: whoever listens cannot undo what happened.
    transaction.on_commit(partial(resume_understood.send_robust, sender=Resume, resume_id=resume_id, company_id=company_id), robust=True)

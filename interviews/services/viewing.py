"""Who read what a candidate said stands in the log."""

from accounts.services.audit import Actor, record
from interviews.models import Interview


def note_transcript_view(*, interview: Interview, by: Actor) -> None:
    record(by=by, company=interview.company, action="interview.transcript_viewed", target=interview)

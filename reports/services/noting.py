"""What a candidate's page tells of itself: facts for people to read, of which nothing is ever counted."""

from interviews.models import Interview, Turn
from interviews.services import consents
from reports.models import PageNote

# The first agreement that says it. Whoever agreed to an older one was not told, and so nothing is noted.
TOLD_SINCE = "2026-11b"
# A browser that says more has gone mad, or somebody plays with it.
AT_MOST = 200
MOST = 1_000_000


def note_fact(*, interview: Interview, number: int, kind: PageNote.Kind, amount: int) -> None:
    consent = consents.newest(interview.invitation) if interview.invitation else None
    turn = Turn.objects.filter(interview=interview, number=number).first()
    if interview.is_over or turn is None or consent is None or consent.version < TOLD_SINCE:
        return
    if PageNote.objects.filter(interview=interview).count() < AT_MOST:
        PageNote.objects.create(company_id=interview.company_id, interview=interview, turn=turn, kind=kind, amount=min(amount, MOST))

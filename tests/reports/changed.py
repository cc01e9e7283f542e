"""Answers whose words changed after they were given, for tests: put right by the candidate, or heard once more by a better model."""

from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Invitation, Turn
from interviews.services.correcting import correct_answer
from interviews.services.recordings import again
from reports.services.assessing import due_for_assessing
from tests.interviews.rooms import interview_of
from tests.interviews.voices import as_spoken
from tests.reports.assessed import SAID

MEANT = SAID.replace("a job that held a lock", "a clock that ran ahead")
LATER = SAID.replace("a job that held a lock", "a job that held a log")
MODELS = {"made": {"provider": "openai", "model": "whisper-1"}, "again_made": {"provider": "openai", "model": "whisper-large-v3"}}


def judged(invitation: Invitation, said: str = SAID) -> Turn:
    """Her first answer that is judged."""
    with company_scope(invitation.company_id):
        return Turn.objects.filter(interview__invitation=invitation, answer=said).exclude(purpose="warmup").order_by("number").first()


def correct(invitation: Invitation, turn: Turn, text: str = MEANT) -> None:
    as_spoken(invitation, turn.number)
    with company_scope(invitation.company_id):
        correct_answer(interview=interview_of(invitation), turn=turn.number, text=text, by=Actor())


def hear_again(invitation: Invitation, turn: Turn, text: str = LATER) -> None:
    """As if the answer, which was typed, had been spoken, and heard by two models."""
    words = [{"text": word, "start": at / 10, "end": at / 10 + 0.1, "confidence": 1} for at, word in enumerate(text.split())]
    as_spoken(invitation, turn.number, seconds=30.0, file="recordings/one", **MODELS,
              again_state="there", again_text=text, again_words=words)  # fmt: skip
    with company_scope(invitation.company_id):
        Turn.objects.filter(pk=turn.pk).update(listen_again_at=timezone.now())
        claim = again.claim_answer(interview_id=turn.interview_id, number=turn.number)
        again.settle_again(claim=claim)


def is_due(invitation: Invitation, turn: Turn) -> bool:
    """The sweep would have it read."""
    return (interview_of(invitation).pk, turn.number, invitation.company_id) in due_for_assessing()

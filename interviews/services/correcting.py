"""“This is not what I said”: a candidate puts right what was understood of an answer, which stays as it is."""

from django.utils import timezone

from accounts.services.audit import Actor, record
from interviews.engine.commands import Assess
from interviews.engine.events import AnswerCorrected
from interviews.models import Correction, Interview, Turn
from interviews.queries.corrections import correctable_turns
from interviews.services.conducting import tell
from interviews.services.connecting import held
from interviews.signals import announce, answer_corrected

# Of one answer.
MOST_VERSIONS = 20


class NotCorrectable(Exception):
    """It was typed, is not there yet, is none of theirs, or its time is over."""


class CorrectedOften(Exception):
    pass


def correct_answer(*, interview: Interview, turn: int, text: str, by: Actor) -> None:
    """Told twice, it is one version. Their own words for what was understood take earlier corrections back."""
    with held(interview, None) as found:
        asked = correctable_turns(found).filter(number=turn).first()
        if asked is None:
            raise NotCorrectable
        if text == asked.meant:
            return
        number = asked.corrections.count() + 1
        if number > MOST_VERSIONS:
            raise CorrectedOften
        Correction.objects.create(company_id=asked.company_id, turn=asked, number=number, text=text)
        corrected = "" if text == asked.understood else text
        Turn.objects.filter(pk=asked.pk).update(corrected=corrected, corrected_at=timezone.now())
        record(by=by, company=found.company, action="answer.corrected", target=asked, turn=turn, version=number)
        told = tell(interview=found, event_at=lambda at: AnswerCorrected(at, turn))
        if any(isinstance(command, Assess) for command in told.commands):
            announce(answer_corrected, found, turn=turn)

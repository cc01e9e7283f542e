"""“Let me start again”: what was said of an answer so far is put aside, as often as the plan allows."""

from django.db.models import Q

from interviews.engine.commands import Kept
from interviews.models import Interview, Segment, Turn
from interviews.queries.spoken import retakes_left
from interviews.services import conducting
from interviews.services.conducting import NotYours
from interviews.services.connecting import held
from interviews.services.unfinished import complete_unfinished


def start_again(*, interview: Interview, turn: int, upto: tuple[int, int], epoch: int | None = None) -> None:
    """`upto`: the name of the last recording that does not count, which may not have arrived yet. Told twice, it is one retake."""
    with held(interview, epoch) as found:
        asked = Turn.objects.filter(_is_theirs(found), interview=found, number=turn, spoken_at=None).first()
        if asked is None or not found.takes_what_is_late:
            raise NotYours
        if asked.is_taken_back(*upto):
            return
        if not retakes_left(found, asked):
            raise NotYours
        asked.retakes += 1
        asked.retaken_epoch, asked.retaken_segment = upto
        asked.unheard_at = None
        asked.save(update_fields=["retakes", "retaken_epoch", "retaken_segment", "unheard_at"])
        earlier = Q(epoch__lt=upto[0]) | Q(epoch=upto[0], number__lte=upto[1])
        Segment.objects.filter(earlier, turn=asked).update(is_aside=True)
        conducting.note_voice(interview=found)
        if asked.kept:
            complete_unfinished(turn=asked)


def _is_theirs(interview: Interview) -> Q:
    """Once it is over, the answer that the end cut off: they may have said so while their line was away."""
    return Q(kept=Kept.UNFINISHED) if interview.is_over else Q(answered_at=None, kept="")

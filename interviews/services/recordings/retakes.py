"""“Let me start again”: what was said of an answer so far is put aside, as often as the plan allows."""

from django.db.models import Q

from interviews.models import Interview, Segment, Turn
from interviews.queries.spoken import retakes_left
from interviews.services import conducting
from interviews.services.conducting import NotYours
from interviews.services.connecting import held


def start_again(*, interview: Interview, turn: int, upto: tuple[int, int], epoch: int | None = None) -> None:
    """`upto`: the name of the last recording that does not count, which may not have arrived yet. Told twice, it is one retake."""
    with held(interview, epoch) as found:
        asked = Turn.objects.filter(interview=found, number=turn, spoken_at=None, answered_at=None, kept="").first()
        if asked is None or found.is_over:
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

"""What a candidate types, before they send it."""

from django.db.models import Q
from django.utils import timezone

from interviews.live.hints import ring
from interviews.live.typed import carried
from interviews.models import Interview, Turn
from interviews.services.conducting import end_silence
from interviews.services.connecting import held


def keep_draft(*, interview: Interview, turn: int, text: str, epoch: int | None = None, rev: int = 0, base: str | None = None) -> bool:
    """What is being typed. Return whether it, or something newer, is kept: of a turn that is over nothing is kept any more.
    `base`: the draft that a plain page was made with."""
    with held(interview, epoch) as found:
        typed = Turn.objects.filter(interview=found, number=turn, answered_at=None, kept="")
        if found.is_over or not (before := typed.first()):
            return False
        if epoch is None:
            is_new = typed.update(draft=carried(text, before.draft, base), draft_at=timezone.now())
        else:
            older = typed.filter(Q(draft_epoch__lt=epoch) | Q(draft_epoch=epoch, draft_rev__lt=rev))
            is_new = older.update(draft=text, draft_at=timezone.now(), draft_epoch=epoch, draft_rev=rev)
        if is_new:
            end_silence(interview=found)
        if found.state["turn"]["silences"]:
            # They are there, and their page asks no more whether they are.
            ring(found)
        return True

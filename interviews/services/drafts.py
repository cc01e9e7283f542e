"""What a candidate types, before they send it."""

from django.db.models import Q
from django.utils import timezone

from interviews.engine.commands import Kept
from interviews.live.hints import ring
from interviews.live.typed import LONGEST, carried
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


def keep_unsent(*, interview: Interview, turn: int, text: str) -> bool:
    """What a page has of a turn that ended without it. Time was up, or it was skipped elsewhere: so it is no answer any more, and
    stays as what was written and not sent; where time was up, beside the draft that became the answer. Return whether it does."""
    with held(interview, None) as found:
        without = Q(answer="") | Q(kept=Kept.UNFINISHED)
        ended = Turn.objects.filter(without, interview=found, number=turn).exclude(kept="").first()
        if ended is None or not text.strip() or not found.takes_what_is_late:
            return False
        both = carried(text, ended.draft, "")
        if len(both) > LONGEST:
            return False
        Turn.objects.filter(pk=ended.pk).update(draft=both, draft_at=timezone.now())
        ring(found)
        return True


def is_known(*, interview: Interview, turn: int, text: str) -> bool:
    """It stands there already, or there is nothing of it."""
    words = text.strip()
    there = Q(answer__contains=words) | Q(typed__contains=words) | Q(draft__contains=words)
    return not words or Turn.objects.filter(there, interview=interview, number=turn).exists()

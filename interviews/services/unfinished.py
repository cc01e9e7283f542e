"""What a candidate had begun to say when their turn ended without an answer."""

from datetime import datetime

from django.utils import timezone

from interviews.models import Interview, Piece, Recorded, Segment, Turn
from interviews.queries.spoken import spoken_of


def keep_what_was_begun(interview: Interview, turn: int, now: datetime, *, may_be_draft: bool) -> None:
    """Of what they said what is understood is there, also later. `may_be_draft`: time was up in the middle of an answer."""
    asked = Turn.objects.get(interview=interview, number=turn)
    is_spoken = any(of.objects.filter(turn=asked, kind=Recorded.SOUND).exists() for of in (Segment, Piece))
    if asked.answered_at or not (is_spoken or (may_be_draft and asked.draft)):
        return
    asked.answered_at = now
    if may_be_draft:
        asked.typed, asked.draft, asked.draft_at = asked.draft, "", None
    asked.save(update_fields=["answered_at", "typed", "draft", "draft_at"])
    complete_unfinished(turn=asked)


def complete_unfinished(*, turn: Turn) -> None:
    """With what is understood of their voice, also of what came only after the end."""
    spoken = spoken_of(turn)
    answer = "\n\n".join(part for part in (spoken.text, turn.typed) if part)
    now = timezone.now()
    told = {"answer": answer, "words": spoken.words, "heard_again": "", "listen_again_at": now, "answered_at": turn.answered_at or now}
    Turn.objects.filter(pk=turn.pk).update(**told)

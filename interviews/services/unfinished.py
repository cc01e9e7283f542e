"""What a candidate had begun to say when their turn ended without an answer."""

from datetime import datetime

from django.utils import timezone

from interviews.models import Interview, Piece, Recorded, Segment, Turn
from interviews.queries.spoken import spoken_of


def keep_what_was_begun(interview: Interview, turn: int, now: datetime, *, may_be_draft: bool) -> None:
    """Of what they spoke to its end what is understood counts, also later. `may_be_draft`: time was up in the middle of an answer."""
    asked = Turn.objects.get(interview=interview, number=turn)
    if asked.answered_at or not (asked.spoken_at or (may_be_draft and _is_begun(asked))):
        return
    asked.answered_at = now
    if may_be_draft:
        asked.typed, asked.draft, asked.draft_at = asked.draft, "", None
    asked.save(update_fields=["answered_at", "typed", "draft", "draft_at"])
    complete_unfinished(turn=asked)


def _is_begun(asked: Turn) -> bool:
    return bool(asked.draft) or any(of.objects.filter(turn=asked, kind=Recorded.SOUND).exists() for of in (Segment, Piece))


def complete_unfinished(*, turn: Turn) -> None:
    """With what is understood of their voice, also later than time was up."""
    spoken = spoken_of(turn)
    answer = "\n\n".join(part for part in (spoken.text, turn.typed) if part)
    Turn.objects.filter(pk=turn.pk).update(answer=answer, words=spoken.words, heard_again="", listen_again_at=timezone.now())

"""The room as a candidate sees it: painted here for the socket and for pages alike, so that both show the same."""

import json
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from interviews.languages import choices
from interviews.live.addresses import addresses_of, speech_of
from interviews.live.clock import as_of
from interviews.live.progress import progress_of
from interviews.models import Interview, Sentence
from interviews.queries.room import room_of
from interviews.services.conducting import engine_plan


def paint(interview: Interview) -> str:
    """In the language that is active, within the company's scope, of the interview as it was read. Knows no request, so nothing
    in the fragment may need one: forms, and their tokens, stand in the page around it."""
    return render_to_string("interviews/candidate/room.html#room", shown(interview))


def shown(interview: Interview) -> dict[str, Any]:
    room, invitation = room_of(interview), interview.invitation
    return {
        "room": room,
        "sentences": json.dumps(_spoken(interview, room.sentences), ensure_ascii=False) if room.sentences else "",
        "progress": progress_of(
            engine_plan(interview), as_of(interview, room.state, timezone.now()), invitation.adjustments if invitation else {}
        ),
        "addresses": addresses_of(interview),
        "invitation": invitation,
        "company": interview.company,
        "languages": choices(),
    }


def _spoken(interview: Interview, sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
    """Without an address, the page has no other voice than its own."""
    return [
        {"turn": each.turn, "n": each.number, "text": each.text, "url": speech_of(interview, each.turn, each.number) if each.voice else ""}
        for each in sentences
    ]

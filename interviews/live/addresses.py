"""Where a room's page says what it has to say. An invitation's room and a trial's have the same page, and other addresses."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Addresses:
    answer: str
    act: str
    leave: str
    draft: str
    connect: str
    now: str
    # Empty: this room is shown by requests alone.
    ticket: str = ""
    socket: str = ""


def of_invitation(invitation_id: UUID) -> Addresses:
    names = ("answer", "act", "leave", "draft", "connect", "now", "ticket")
    return Addresses(
        **{name: reverse(f"interviews:room-{name}", args=[invitation_id]) for name in names}, socket=f"/ws/interview/{invitation_id}/"
    )

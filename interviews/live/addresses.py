"""Where a room's page says what it has to say. An invitation's room and a trial's have the same page, and other addresses."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from interviews.models import Interview

NAMES = ("answer", "unsent", "act", "leave", "draft", "heard", "connect", "now", "piece", "segment", "again")


@dataclass(frozen=True, slots=True)
class Addresses:
    room: str
    answer: str
    unsent: str
    act: str
    leave: str
    draft: str
    heard: str
    connect: str
    now: str
    piece: str
    segment: str
    again: str
    # Empty: this room is shown by requests alone.
    ticket: str = ""
    socket: str = ""
    # Empty: nobody chooses theirs in this one.
    language: str = ""
    template: str = "interviews/candidate/room.html"


def of_invitation(invitation_id: UUID) -> Addresses:
    found = {name: reverse(f"interviews:room-{name}", args=[invitation_id]) for name in (*NAMES, "ticket")}
    room, language = (reverse(f"interviews:{name}", args=[invitation_id]) for name in ("room", "language"))
    return Addresses(room, **found, socket=f"/ws/interview/{invitation_id}/", language=language)


def of_trial(interview: Interview) -> Addresses:
    where = [interview.company.slug, interview.job_id, interview.pk]
    found = {name: reverse(f"interviews:trial-{name}", args=where) for name in NAMES}
    return Addresses(reverse("interviews:trial", args=where), **found, template="interviews/trial.html")


def addresses_of(interview: Interview) -> Addresses:
    return of_invitation(interview.invitation_id) if interview.invitation_id else of_trial(interview)


def speech_of(interview: Interview, turn: int, number: int) -> str:
    if interview.invitation_id:
        return reverse("interviews:room-speech", args=[interview.invitation_id, turn, number])
    return reverse("interviews:trial-speech", args=[interview.company.slug, interview.job_id, interview.pk, turn, number])

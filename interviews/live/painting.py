"""The room as a candidate sees it: painted here for the socket and for pages alike, so that both show the same."""

from django.template.loader import render_to_string

from interviews.models import Interview
from interviews.queries.room import room_of


def paint(interview: Interview) -> str:
    """In the language that is active, within the company's scope, of the interview as it was read. Knows no request, so nothing
    in the fragment may need one: forms, and their tokens, stand in the page around it."""
    context = {"room": room_of(interview), "invitation": interview.invitation, "company": interview.company}
    return render_to_string("interviews/candidate/room.html#room", context)

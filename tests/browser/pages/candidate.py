"""A candidate's way to the interview, and the interview."""

from tests.browser import candidate_pages
from tests.browser.pages.page import Page

PAGES: dict[str, Page] = {
    "interviews:link (unknown)": Page("/i/no-such-token/", None, status=404),
    **{name: Page(who=None, steps=steps, status=status) for name, (steps, status) in candidate_pages.STEPS.items()},
}

NOT_PAGES = {
    "interviews:arrived": "is told by a script",
    "interviews:language": "takes a form",
    "interviews:zone": "takes a form",
    "interviews:slot-give-back": "takes a form",
    "interviews:slot-entry": "an entry for calendars",
    "interviews:resume-done": "takes a form",
    "interviews:line": "says nothing, quickly",
    "interviews:room-ticket": "is asked for by the room’s script",
    "interviews:room-connect": "is asked for by the room’s script",
    "interviews:room-now": "is asked for by the room’s script",
    "interviews:room-unsent": "is told by the room’s script",
    "interviews:room-draft": "is told by the page while somebody types",
    "interviews:room-act": "takes a form",
    "interviews:room-heard": "is told by the room’s script",
    "interviews:room-piece": "is told by the room’s script",
    "interviews:room-segment": "is told by the room’s script",
    "interviews:room-again": "is told by the room’s script",
    "interviews:room-speech": "sound",
}

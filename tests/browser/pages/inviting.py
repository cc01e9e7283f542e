"""Inviting, and a job's candidates."""

from tests.browser import inviting_pages
from tests.browser.pages.page import Page

PAGES: dict[str, Page] = {
    "interviews:job": Page(who="carol", steps=inviting_pages.job_page()),
    "interviews:job (board)": Page(who="carol", steps=inviting_pages.job_page("?view=board")),
    "interviews:job (nobody yet)": Page(who="carol", steps=inviting_pages.job_page(people=False)),
    "interviews:job (nobody found)": Page(who="carol", steps=inviting_pages.job_page("?q=nobody")),
    "interviews:job (open again)": Page(who="carol", steps=inviting_pages.job_open_again),
    "interviews:job (reviewer)": Page(who="bob", steps=inviting_pages.job_page("?view=board")),
    "interviews:invite": Page(who="carol", steps=inviting_pages.invite_page),
    "interviews:invite (somebody known)": Page(who="carol", steps=inviting_pages.invite_somebody_known),
    "interviews:invite (faults)": Page(who="carol", steps=inviting_pages.invite_with_faults, status=422),
    "interviews:invite (said no)": Page(who="carol", steps=inviting_pages.invite_who_said_no, status=422),
    "interviews:invite-many": Page(who="carol", steps=inviting_pages.invite_many_page),
    "interviews:invite-many (faults)": Page(who="carol", steps=inviting_pages.invite_many_with_faults, status=422),
    "interviews:invite-list": Page(who="carol", steps=inviting_pages.list_page),
    "interviews:invite-list (being sent)": Page(who="carol", steps=inviting_pages.list_being_sent),
    "interviews:invite-list (sent)": Page(who="carol", steps=inviting_pages.list_sent),
    "interviews:slots": Page(who="carol", steps=inviting_pages.slots_page),
    "interviews:slots (none, faults)": Page(who="carol", steps=inviting_pages.slots_with_faults, status=422),
    "interviews:invitation": Page(who="carol", steps=inviting_pages.invitation_page),
    "interviews:invitation (asks for an adjustment)": Page(who="carol", steps=inviting_pages.invitation_with_request),
    "interviews:invitation (mail came back)": Page(who="carol", steps=inviting_pages.invitation_that_came_back),
    "interviews:invitation-resend": Page(who="carol", steps=inviting_pages.resend_page),
    "interviews:invitation-revoke": Page(who="carol", steps=inviting_pages.revoke_page),
    "interviews:invitations-act (revoke)": Page(who="carol", steps=inviting_pages.revoke_many_page),
}

NOT_PAGES = {
    "interviews:invite-preview": "a mail as it is sent, inside a frame",
    "interviews:invite-test": "takes a form",
    "interviews:invite-row": "takes a form",
    "interviews:invite-out": "a file",
    "interviews:invite-forget": "takes a form",
    "interviews:slot-cancel": "takes a form",
    "interviews:invitation-extend": "takes a form",
    "interviews:invitation-decide": "takes a form",
}

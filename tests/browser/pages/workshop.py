"""What developers and machines look at."""

from tests.browser.pages.accounts import invited
from tests.browser.pages.page import Page


def mail_page(page, cast):
    invited(cast)
    page.goto("/dev/outbox/")
    page.click("table a")
    page.wait_for_url("**/dev/outbox/*-*/")
    return page.reload()


PAGES: dict[str, Page] = {
    "workshop:styleguide": Page("/styleguide/", None),
    "workshop:outbox": Page("/dev/outbox/", None),
    "workshop:mail": Page(who=None, steps=mail_page),
    "workshop:error": Page("/dev/errors/404/", None, status=404),
    **{f"workshop:error ({code})": Page(f"/dev/errors/{code}/", None, status=code) for code in (400, 403, 405, 413, 429, 500, 503)},
}

NOT_PAGES = {
    "livez": "plain text",
    "readyz": "JSON",
    "metrics": "numbers for Prometheus",
    "workshop:mail-html": "a mail as it is sent, inside a frame",
}

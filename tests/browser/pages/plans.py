"""Plans."""

from tests.browser import plan_pages
from tests.browser.pages.page import Page

PAGES: dict[str, Page] = {
    "interviews:plan": Page(who="carol", steps=plan_pages.plan_page),
    "interviews:plan (saved)": Page(who="carol", steps=plan_pages.saved_page),
    "interviews:plan (a reviewer’s)": Page(who="bob", steps=plan_pages.reviewers_page),
    "interviews:plan-start": Page(who="carol", steps=plan_pages.start_page),
    "interviews:plan-find": Page(who="carol", steps=plan_pages.find_page),
    "interviews:plan-changes": Page(who="carol", steps=plan_pages.changes_page),
    "interviews:plan-discard": Page(who="carol", steps=plan_pages.discard_page),
    "interviews:plan-version": Page(who="carol", steps=plan_pages.version_page),
    "interviews:plan-template-delete": Page(who="carol", steps=plan_pages.delete_template_page),
}

NOT_PAGES = {
    "interviews:plan-edit": "takes a form",
    "interviews:plan-save": "takes a form",
    "interviews:plan-keep": "takes a form",
}

"""Every page there is, and how a browser gets there. tests/browser/test_every_page.py fails when one is missing here."""

from tests.browser.pages import (
    accounts,
    candidate,
    entry,
    imports,
    interviews,
    inviting,
    jobs,
    plans,
    questions,
    reports,
    resumes,
    reviewing,
    workshop,
)

NOUNS = (accounts, resumes, questions, imports, jobs, plans, inviting, candidate, interviews, reports, reviewing, entry, workshop)
PAGES = {name: page for noun in NOUNS for name, page in noun.PAGES.items()}
# What is no page of its own, and why.
NOT_PAGES = {name: reason for noun in NOUNS for name, reason in noun.NOT_PAGES.items()}

"""What people write may be one long word. No page becomes wider for it."""

import pytest

from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.services.adjustments import ask_for_adjustment
from resumes.models import Candidate
from tests.browser import plan_pages
from tests.browser.inviting_pages import PEOPLE, found, kept
from tests.browser.test_every_page import THEMES, WIDTHS, look_at
from tests.interviews.inviting import change

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2


@pytest.fixture
def long_words(cast):
    """A job and its people, each called by one word."""
    listed, where = kept(cast)
    planned = plan_pages.planned_job(cast)
    asking = found(cast, PEOPLE[1])
    change(found(cast, PEOPLE[4]), reason=WORD)
    with company_scope(cast.northwind):
        ask_for_adjustment(invitation=asking, needs=["extra-time"], words=WORD)
        Job.objects.update(title=WORD[:120], team=WORD[:80], location=WORD[:120])
        Candidate.objects.update(name=WORD[:120])
        rows = [row | {"name": WORD[:120]} for row in listed.rows]
        type(listed).objects.filter(pk=listed.pk).update(rows=rows)
    job = f"jobs/{listed.job_id}/"
    return {
        "today": "",
        "jobs": "jobs/",
        "table": job,
        "board": f"{job}?view=board",
        "settings": f"{job}settings/",
        "closing": f"{job}close/",
        "inviting": f"{job}invite/",
        "the list": where.removeprefix("/c/northwind/"),
        "times": f"{job}slots/",
        "plan": f"jobs/{planned.pk}/plan/",
        "the beginning of a plan": f"{job}plan/start/",
        "invitation": f"invitations/{asking.pk}/",
        "revoking": f"invitations/{asking.pk}/revoke/",
        "candidates": "candidates/",
        "candidate": f"candidates/{asking.candidate_id}/",
        "audit": "audit/",
    }


def test_no_page_becomes_wider_than_the_window(long_words, cast, context, page, enter):
    enter(context, cast.carol)
    problems = []
    for name, address in long_words.items():
        if name == "audit":
            enter(context, cast.alice)
        page.goto(f"/c/northwind/{address}")
        problems += [f"{name}: {each}" for width in WIDTHS for each in look_at(page, f"long-words-{name}", width, "light")]
    assert problems == []


def test_a_reviewers_pages_do_not_either(long_words, cast, context, page, enter):
    enter(context, cast.bob)
    for address in (long_words["today"], long_words["jobs"], long_words["table"]):
        page.goto(f"/c/northwind/{address}")
        assert [each for width in WIDTHS for theme in THEMES for each in look_at(page, "long-words-reviewer", width, theme)] == []

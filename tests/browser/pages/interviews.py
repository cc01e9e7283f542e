"""Interviews that are held, watched, ended and tried out."""

from collections.abc import Callable

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.events import Withdrew
from interviews.models import Interview
from interviews.services.conducting import keep_answer, tell
from interviews.services.trials import try_plan
from tests.browser import candidate_pages
from tests.browser.pages.page import Page
from tests.interviews.jobs import planned_job


def held_interview(*said: str, more: str = "", **kwargs) -> Callable:
    """The recruiter's page of an interview in which this was said."""

    def steps(page, cast):
        invitation = candidate_pages.held(cast, *said, **kwargs)
        return page.goto(f"/c/northwind/invitations/{invitation.pk}/{more}")

    return steps


def trial(*said: str, more: str = "", event: Callable | None = None, gone: bool = False) -> Callable:
    """A plan that is tried out, after these answers."""

    def steps(page, cast):
        job = planned_job(cast.northwind)
        with company_scope(cast.northwind):
            interview = try_plan(job=job, by=Actor(user=cast.carol))
        candidate_pages.work_at(interview)
        for number, text in enumerate(said, 1):
            with company_scope(cast.northwind):
                keep_answer(interview=interview, turn=number, text=text)
            candidate_pages.work_at(interview)
        with company_scope(cast.northwind):
            if event:
                tell(interview=interview, event_at=event)
            if gone:
                Interview.objects.all().delete()
        return page.goto(f"/c/northwind/jobs/{job.pk}/plan/try/{interview.pk}/{more}")

    return steps


def end_without_a_reason(page, cast):
    held_interview("Yes", more="end/")(page, cast)
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="End it").click()
    return answer.value


PAGES: dict[str, Page] = {
    "interviews:trial": Page(who="carol", steps=trial("Yes", "I looked at what had changed the night before.")),
    "interviews:trial (welcome, résumé asked)": Page(who="carol", steps=trial()),
    "interviews:trial (over)": Page(who="carol", steps=trial("Yes", event=Withdrew)),
    "interviews:trial (gone)": Page(who="carol", steps=trial(gone=True), status=404),
    "interviews:trial-leave": Page(who="carol", steps=trial(more="end/")),
    "interviews:invitation (in the interview)": Page(who="carol", steps=held_interview("Yes")),
    "interviews:invitation (interviewed)": Page(who="carol", steps=held_interview("Yes", candidate_pages.LONG, event=Withdrew)),
    "interviews:invitation-live": Page(
        who="carol", steps=held_interview("Yes", candidate_pages.LONG, more="live/", plan={"may_be_watched": True})
    ),
    "interviews:invitation-end": Page(who="carol", steps=held_interview("Yes", more="end/")),
    "interviews:invitation-end (no reason)": Page(who="carol", steps=end_without_a_reason, status=422),
}

NOT_PAGES = {
    "interviews:plan-try": "takes a form",
    "interviews:trial-answer": "takes a form",
    "interviews:trial-unsent": "is told by the room’s script",
    "interviews:trial-act": "takes a form",
    "interviews:trial-heard": "is told by the room’s script",
    "interviews:trial-speech": "sound",
    "interviews:trial-piece": "is told by the room’s script",
    "interviews:trial-segment": "is told by the room’s script",
    "interviews:trial-again": "is told by the room’s script",
    "interviews:trial-draft": "is told by the page while somebody types",
    "interviews:trial-connect": "JSON",
    "interviews:trial-now": "JSON",
    "interviews:invitation-more-time": "takes a form",
}

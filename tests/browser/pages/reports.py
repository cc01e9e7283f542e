"""Reports."""

from threading import Thread

from django.db import connections

from tests.browser.pages.page import Page
from tests.interviews.rooms import interview_of
from tests.reports.assessed import finished, report_on


def of_a_finished_interview(page, cast, *, is_made: bool = True):
    # The browser's own loop runs in this thread.
    made = []

    def work() -> None:
        invitation = finished(cast.northwind)
        if is_made:
            report_on(invitation)
        made.append(interview_of(invitation).pk)
        connections.close_all()

    worker = Thread(target=work)
    worker.start()
    worker.join()
    return page.goto(f"/c/northwind/interviews/{made[0]}/report/")


def report_being_made(page, cast):
    return of_a_finished_interview(page, cast, is_made=False)


PAGES: dict[str, Page] = {
    "reports:report": Page(who="carol", steps=of_a_finished_interview),
    "reports:report (being made)": Page(who="carol", steps=report_being_made),
}

NOT_PAGES: dict[str, str] = {}

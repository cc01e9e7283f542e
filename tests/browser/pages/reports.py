"""Reports."""

from collections.abc import Callable
from threading import Thread

from django.db import connections

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.services.correcting import correct_answer
from reports.links import token_of
from reports.models import PageNote
from reports.services.sharing import revoke_link, share_report
from reports.services.versions import ask_for_version
from resumes.understanding.fields import Job, Study, Understood
from tests.browser.pages.page import Page
from tests.interviews.rooms import interview_of
from tests.interviews.voices import as_spoken
from tests.reports.assessed import SAID, finished, report_on
from tests.reports.panels import asked_more, read, read_by_nobody, report_of
from tests.reports.peopled import over
from tests.reports.test_standings import another
from tests.resumes.people import make_resume

ANSWERS = (
    "I mended my bicycle last week, and it was fun.",
    SAID,
    "There were two ways: to wait for the vendor, or to write it ourselves. I wrote both down with what each costs, asked the two who"
    " would run it, and chose to wait. We lost three weeks and kept one system less to look after.",
)
UNREAD = "On call I ask first who is affected, and write down what I see before I change anything."
RESUME = Understood(
    headline="Backend engineer",
    experience=[
        Job(title="Engineer", employer="Harbour Freight Systems", dates="2021 – today", highlights=["Moved the ledger to events."])
    ],
    education=[Study(degree="BSc Computer Science", school="Lund University", dates="2017 – 2020")],
    skills=["Python", "Postgres"],
)


def behind_the_browser(work) -> list:
    """What tests do to the database, in a thread of its own: the browser's loop runs in this one."""
    made = []

    def run() -> None:
        made.append(work())
        connections.close_all()

    worker = Thread(target=run)
    worker.start()
    worker.join()
    return made[0]


def reported(company, *, with_resume: bool = True):
    invitation = finished(company, *ANSWERS)
    with company_scope(company):
        if with_resume:
            make_resume(invitation.candidate, understood=RESUME.model_dump(mode="json"), state="understood")
        turn = interview_of(invitation).turns.exclude(answer="").last()
        for kind, amount in (("left", 14), ("pasted", 320)):
            PageNote.objects.create(company=company, interview=turn.interview, turn=turn, kind=kind, amount=amount)
    report = report_on(invitation)
    return interview_of(invitation), report


def of_a_finished_interview(page, cast, ending: str = ""):
    interview, _ = behind_the_browser(lambda: reported(cast.northwind))
    return page.goto(f"/c/northwind/interviews/{interview.pk}/report/{ending}")


def report_being_made(page, cast):
    interview = behind_the_browser(lambda: interview_of(finished(cast.northwind)))
    return page.goto(f"/c/northwind/interviews/{interview.pk}/report/")


def two_versions(page, cast):
    def work():
        interview, _ = reported(cast.northwind)
        with company_scope(cast.northwind):
            ask_for_version(interview=interview, rubric=None, by=Actor())
            invitation = interview.invitation
        report_on(invitation)
        return interview

    interview = behind_the_browser(work)
    return page.goto(f"/c/northwind/interviews/{interview.pk}/report/?version=1")


def being_made_anew(page, cast):
    def work():
        interview, _ = reported(cast.northwind)
        with company_scope(cast.northwind):
            ask_for_version(interview=interview, rubric=None, by=Actor())
        return interview

    interview = behind_the_browser(work)
    return page.goto(f"/c/northwind/interviews/{interview.pk}/report/")


def corrected(page, cast):
    def work():
        interview, _ = reported(cast.northwind)
        with company_scope(cast.northwind):
            turn = interview.turns.filter(answer=SAID).first()
            as_spoken(interview.invitation, turn.number)
            meant = SAID.replace("held a lock", "ran twice")
            correct_answer(interview=interview, turn=turn.number, text=meant, by=Actor(called="The candidate"))
        return interview, turn

    interview, turn = behind_the_browser(work)
    return page.goto(f"/c/northwind/interviews/{interview.pk}/report/#turn-{turn.number}")


def disputed(company):
    """Read by a model's panel: of two answers one is disputed, and for a third no model could be had."""
    invitation = over(company)
    asked_more(invitation)
    asked_more(invitation, UNREAD, number=3)
    read(invitation, (1, "I moved it to the morning"), (4, "I compared the logs of two nights"), (5, "I compared the logs of two nights"))
    read(invitation, *[(4, "I wrote down what each of them costs")] * 3, number=2)
    read_by_nobody(invitation, number=3)
    report_of(invitation)
    return invitation


def not_scored(company):
    """No model could be had for any answer."""
    invitation = over(company)
    read_by_nobody(invitation)
    report_of(invitation)
    return invitation


def of_readers(made, where: str = "report") -> Callable:
    def steps(page, cast):
        invitation = behind_the_browser(lambda: made(cast.northwind))
        interview = behind_the_browser(lambda: interview_of(invitation))
        beside = behind_the_browser(lambda: another(invitation, "Ingrid Ekström-Lindqvist", 3.52))
        addresses = {
            "report": f"/c/northwind/interviews/{interview.pk}/report/",
            "standings": f"/c/northwind/jobs/{invitation.job_id}/reports/",
            "compare": f"/c/northwind/jobs/{invitation.job_id}/reports/compare/?pick={interview.pk}&pick={beside.pk}",
            "today": "/c/northwind/",
        }
        return page.goto(addresses[where])

    return steps


def an_older_one_by_a_link(page, cast):
    def work():
        interview, link = shared(cast.northwind)
        with company_scope(cast.northwind):
            ask_for_version(interview=interview, rubric=None, by=Actor())
            invitation = interview.invitation
        report_on(invitation)
        return link

    return page.goto(f"/r/{token_of(behind_the_browser(work).pk)}/")


def sharing(page, cast):
    interview, _ = behind_the_browser(lambda: shared(cast.northwind))
    return page.goto(f"/c/northwind/interviews/{interview.pk}/report/share/")


def shared(company, **fields):
    interview, report = reported(company)
    with company_scope(company):
        link = share_report(report=report, label="Head of engineering", **{"days": 7, "without_names": True} | fields, by=Actor())
    return interview, link


def by_a_link(page, cast):
    _, link = behind_the_browser(lambda: shared(cast.northwind))
    return page.goto(f"/r/{token_of(link.pk)}/")


def by_a_link_taken_back(page, cast):
    def work():
        _, link = shared(cast.northwind)
        with company_scope(cast.northwind):
            revoke_link(link=link, by=Actor())
        return link

    return page.goto(f"/r/{token_of(behind_the_browser(work).pk)}/")


PAGES: dict[str, Page] = {
    "reports:report": Page(who="carol", steps=of_a_finished_interview),
    "reports:report (being made)": Page(who="carol", steps=report_being_made),
    "reports:report (an older version)": Page(who="carol", steps=two_versions),
    "reports:report (being made anew)": Page(who="carol", steps=being_made_anew),
    "reports:report (corrected)": Page(who="carol", steps=corrected),
    "reports:report (readings disagree)": Page(who="carol", steps=of_readers(disputed), is_replayed=False),
    "reports:report (not scored)": Page(who="carol", steps=of_readers(not_scored), is_replayed=False),
    "reports:standings (readings disagree)": Page(who="carol", steps=of_readers(disputed, "standings"), is_replayed=False),
    "reports:standings (not scored)": Page(who="carol", steps=of_readers(not_scored, "standings"), is_replayed=False),
    "reports:compare (readings disagree)": Page(who="carol", steps=of_readers(disputed, "compare"), is_replayed=False),
    "reports:compare (not scored)": Page(who="carol", steps=of_readers(not_scored, "compare"), is_replayed=False),
    "accounts:today (answers were not scored)": Page(who="carol", steps=of_readers(not_scored, "today"), is_replayed=False),
    "reports:technical": Page(who="carol", steps=lambda page, cast: of_a_finished_interview(page, cast, "technical/")),
    "reports:new-version": Page(who="carol", steps=lambda page, cast: of_a_finished_interview(page, cast, "new-version/")),
    "reports:share": Page(who="carol", steps=sharing),
    "reports:shared": Page(who=None, steps=by_a_link),
    "reports:shared (an older version)": Page(who=None, steps=an_older_one_by_a_link),
    "reports:shared (taken back)": Page(who=None, steps=by_a_link_taken_back, status=410),
    "reports:shared (unknown)": Page("/r/no-such-link/", who=None, status=404),
}

NOT_PAGES: dict[str, str] = {
    "reports:share-revoke": "a form on the page of links",
    "reports:report-pdf": "a file",
    "reports:report-csv": "a file",
    "reports:report-json": "data",
    "reports:job-csv": "a file",
    "reports:job-json": "data",
    "reports:noted": "told by the room's script",
    "reports:camera": "a recording that the page of a report plays",
    "reports:recording": "sound that the page of a report plays",
}

"""What people say of reports."""

from collections.abc import Callable
from threading import Thread

from django.db import connections

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.services.commenting import comment
from reports.services.deciding import decide, set_score
from reports.services.feedback import begin_feedback, write_feedback
from reports.services.human_review import ask_for_review, take_review
from tests.browser.pages.page import Page
from tests.interviews.invited import TOKEN
from tests.interviews.rooms import interview_of
from tests.reports.peopled import given_to, opened_by, rated_by, reported
from tests.reports.test_standings import another, dana_at


def apart(work: Callable[[], object]) -> object:
    """The browser's own loop runs in this thread."""
    made: list[object] = []

    def run() -> None:
        made.append(work())
        connections.close_all()

    worker = Thread(target=run)
    worker.start()
    worker.join()
    return made[0]


def with_people(cast, invitation=None):
    """Two have rated, one has decided, a score was set, and the candidate asks for a human look, which one has in hand."""
    invitation = invitation or reported(cast.northwind)
    opened_by(invitation, cast.carol)
    given_to(invitation, cast.bob)
    rated_by(invitation, cast.bob, level=4)
    rated_by(invitation, cast.alice, level=3, reason="He says how he found it, and little of who else was told.")
    ids = {"interview_id": interview_of(invitation).pk, "company_id": invitation.company_id}
    begin_feedback(**ids)
    write_feedback(**ids)
    with company_scope(cast.northwind):
        interview, by = interview_of(invitation), Actor(user=cast.carol)
        set_score(interview=interview, competency="reliability", level=4, reason="The second night counts for more.", by=by)
        decide(interview=interview, kind="hold", reason="Leading others is open; the team talk asks about it.", known=0, by=by)
        comment(interview=interview, text="@Bob what do you make of turn 3?", by=by)
        ask_for_review(interview=interview, words="The last answer was cut short.", by=Actor(called="The candidate"))
        take_review(request=interview.review_requests.select_related("interview", "company").get(), by=by)
    return invitation


def on_its_page(name: str) -> Callable:
    def steps(page, cast):
        interview = apart(lambda: interview_of(with_people(cast)).pk)
        return page.goto(f"/c/northwind/interviews/{interview}/{name}/")

    return steps


def rating_blind(page, cast):
    def work():
        invitation = reported(cast.northwind)
        given_to(invitation, cast.bob)
        return interview_of(invitation).pk

    return page.goto(f"/c/northwind/interviews/{apart(work)}/rate/")


def rating_refused(page, cast):
    rating_blind(page, cast)
    with page.expect_navigation() as refused:
        page.get_by_role("button", name="Save my ratings").click()
    return refused.value


def today_of_reviewer(page, cast):
    """More interviews wait for their rating than fit."""

    def work():
        invitation = reported(cast.northwind)
        given_to(invitation, cast.bob)
        for name in ("Ingrid Ekström-Lindqvist", "Kim Larsen", "Zoe Lund", "Ada Berg", "Ben Dahl"):
            another(invitation, name, 3.0)

    apart(work)
    return page.goto("/c/northwind/")


def answering(page, cast):
    """By somebody who has opened the report. `cast.alice` has not."""

    def work():
        invitation = with_people(cast)
        with company_scope(cast.northwind):
            interview = interview_of(invitation)
            return interview.pk, interview.review_requests.get().pk

    return page.goto("/c/northwind/interviews/{}/reviews/{}/".format(*apart(work)))


def several(cast):
    """Two who tie, one behind, and one of whom too little is known."""
    invitation = with_people(cast)
    dana_at(invitation, 4.1)
    others = [
        another(invitation, "Ingrid Ekström-Lindqvist", 3.9),
        another(invitation, "Kim Larsen", 2.6),
        another(invitation, "Zoe Lund", None),
    ]
    return invitation, others


def today(page, cast):
    """Somebody asks, feedback waits, and of another report a person must rate."""

    def work():
        disputed = another(with_people(cast), "Ingrid Ekström-Lindqvist", 3.0)
        with company_scope(cast.northwind):
            report = disputed.reports.get()
            report.content["needs_a_person"] = True
            report.save(update_fields=["content"])

    apart(work)
    return page.goto("/c/northwind/")


def standings(page, cast):
    return page.goto(f"/c/northwind/jobs/{apart(lambda: several(cast)[0].job_id)}/reports/")


def standings_without_reports(page, cast):
    from tests.interviews.hiring import make_job

    def work():
        with company_scope(cast.northwind):
            return make_job(cast.northwind).pk

    return page.goto(f"/c/northwind/jobs/{apart(work)}/reports/")


def standings_of_reviewer(page, cast):
    def work():
        invitation, _ = several(cast)
        return invitation.job_id

    return page.goto(f"/c/northwind/jobs/{apart(work)}/reports/")


def compare(page, cast):
    def work():
        invitation, others = several(cast)
        return invitation.job_id, "&".join(f"pick={each.pk}" for each in (interview_of(invitation), *others[:2]))

    return page.goto("/c/northwind/jobs/{}/reports/compare/?{}".format(*apart(work)))


def of_candidate(step: str) -> Callable:
    def steps(page, cast):
        def interviewed():
            cast.northwind.feedback = "automatic"
            with company_scope(cast.northwind):
                cast.northwind.save(update_fields=["feedback"])
            return reported(cast.northwind)

        invitation = apart(interviewed)
        # Before any letter, which would name a newer link.
        page.goto(f"/i/{TOKEN}/")
        apart(lambda: with_people(cast, invitation))
        return page.goto(f"/interview/{invitation.pk}/{step}")

    return steps


PAGES: dict[str, Page] = {
    "reports:report (with people)": Page(who="carol", steps=on_its_page("report"), is_replayed=False),
    "reports:rate": Page(who="bob", steps=rating_blind, is_replayed=False),
    "reports:rate (refused)": Page(who="bob", steps=rating_refused, status=422, is_replayed=False),
    "reports:decide": Page(who="carol", steps=on_its_page("decide"), is_replayed=False),
    "reports:score": Page(who="carol", steps=on_its_page("score"), is_replayed=False),
    "reports:comment": Page(who="carol", steps=on_its_page("comment"), is_replayed=False),
    "reports:feedback": Page(who="carol", steps=on_its_page("feedback"), is_replayed=False),
    "reports:answer-review": Page(who="carol", steps=answering, is_replayed=False),
    "reports:answer-review (before looking)": Page(who="alice", steps=answering, is_replayed=False),
    "accounts:today (people wait for a word)": Page(who="carol", steps=today, is_replayed=False),
    "accounts:today (reviewer with answers to rate)": Page(who="bob", steps=today_of_reviewer, is_replayed=False),
    "reports:standings": Page(who="carol", steps=standings, is_replayed=False),
    "reports:standings (empty)": Page(who="carol", steps=standings_without_reports, is_replayed=False),
    "reports:standings (of a reviewer)": Page(who="bob", steps=standings_of_reviewer, is_replayed=False),
    "reports:compare": Page(who="carol", steps=compare, is_replayed=False),
    "reports:candidate-feedback": Page(who=None, steps=of_candidate("feedback/"), is_replayed=False),
    "reports:human-review": Page(who=None, steps=of_candidate("human-review/"), is_replayed=False),
}

NOT_PAGES: dict[str, str] = {
    "reports:comment-remove": "leads back to the report",
}

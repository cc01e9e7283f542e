"""Where the readings of an answer lie far apart a person is asked to rate it, until one has: that they disagree stays to be read."""

import pytest
from django.template.loader import render_to_string

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.models import Report
from reports.queries.beside import beside
from reports.queries.report import shown_report
from reports.services.deciding import set_score
from tests.interviews.rooms import interview_of
from tests.reports.peopled import given_to, opened_by, page_of, rated_by, reported

pytestmark = pytest.mark.not_replayed

DEMAND = "erson must rate"
FACT = "readings disagree"


@pytest.fixture
def danas(committed, northwind):
    invitation = reported(northwind)
    with company_scope(northwind):
        report = Report.objects.get()
        report.content["needs_a_person"] = True
        report.content["competencies"][0]["needs_a_person"] = True
        report.save(update_fields=["content"])
    return invitation


@pytest.fixture
def pages(danas, carol, log_in):
    """Every page on which whoever recruits reads of it, and its paper."""
    client = log_in(carol)
    job = f"/c/northwind/jobs/{danas.job_id}/reports/"

    def read() -> dict[str, str]:
        with company_scope(danas.company_id):
            interview = interview_of(danas)
            said, report = beside([interview.pk])[interview.pk], Report.objects.select_related("company").get()
            shown = shown_report(report, interview, overrides=said.overrides, rated=said.rated)
            about = {"shown": shown, "interview": interview, "company": danas.company, "name": "Dana"}
            about["competencies"] = [(each, said.said_of(each.scored.key)) for each in shown.competencies]
            paper = render_to_string("reports/paper.html", about)
        return {"report": client.get(page_of(danas)).content.decode(), "standings": client.get(job).content.decode(), "paper": paper}

    return read


def test_each_page_asks_for_a_person(pages):
    for name, text in pages().items():
        assert DEMAND in text, name
        assert FACT in text.lower(), name


def test_once_somebody_has_rated_they_tell_that_the_readings_disagree_and_ask_for_nobody(danas, bob, pages):
    given_to(danas, bob)
    rated_by(danas, bob)
    for name, text in pages().items():
        assert DEMAND not in text, name
        assert FACT in text.lower(), name


def test_whoever_could_not_say_has_not_rated(danas, bob, pages):
    given_to(danas, bob)
    rated_by(danas, bob, level=None)
    assert all(DEMAND in text for text in pages().values())


def test_a_score_that_was_set_beside_it_is_an_answer_too(danas, carol, pages):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        key = Report.objects.get().content["competencies"][0]["key"]
        set_score(interview=interview_of(danas), competency=key, level=2, reason="They skipped the cause.", by=Actor(user=carol))
    assert not any(DEMAND in text for text in pages().values())

"""What a person set beside the AI's score leaves the page with it, under their name; the AI's own number is never replaced."""

import csv
import io
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.links import token_of
from reports.models import Report
from reports.services.deciding import set_score
from reports.services.sharing import share_report
from tests.interviews.rooms import interview_of
from tests.reports.peopled import opened_by, reported

pytestmark = pytest.mark.not_replayed

OF_ONE = "The second night counts for more."
OF_ALL = "The task in our office went very well."


@pytest.fixture
def danas(committed, northwind, carol):
    """Carol set 2 for one competency, and 5 for the whole."""
    invitation = reported(northwind)
    opened_by(invitation, carol)
    set_by(invitation, carol, "reliability", 2, OF_ONE)
    set_by(invitation, carol, "", 5, OF_ALL)
    return invitation


@pytest.fixture
def by_ai(danas):
    """The report as it was made: the whole, and the one competency."""
    with company_scope(danas.company_id):
        content = Report.objects.get().content
    return content["level"], next(each for each in content["competencies"] if each["key"] == "reliability")


@pytest.fixture
def carols(carol, log_in):
    return log_in(carol)


def set_by(invitation, user, competency: str, level: int | None, reason: str) -> None:
    with company_scope(invitation.company_id):
        set_score(interview=interview_of(invitation), competency=competency, level=level, reason=reason, by=Actor(user=user))


def taken(client, invitation, name: str):
    of = invitation.job_id if name.startswith("job-") else interview_of(invitation).pk
    return client.get(reverse(f"reports:{name}", args=["northwind", of]))


def rows_in(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_rows_of_a_report_hold_both(danas, by_ai, carols):
    level, competency = by_ai
    rows = {row["Competency"]: row for row in rows_in(taken(carols, danas, "report-csv"))}
    one, whole = rows[competency["name"]], rows["Overall"]
    assert (one["AI, of 5"], whole["AI, of 5"]) == (f"{competency['level']:.2f}", f"{level:.2f}")
    assert (one["Set by a person, of 5"], one["Set by"], one["Why they set it"]) == ("2", "Carol Mendes", OF_ONE)
    assert (whole["Set by a person, of 5"], whole["Set by"], whole["Why they set it"]) == ("5", "Carol Mendes", OF_ALL)
    assert {row["Set by"] for name, row in rows.items() if name not in (competency["name"], "Overall")} == {""}


def test_data_of_a_report_holds_both_with_the_reason(danas, by_ai, carols):
    level, competency = by_ai
    data = json.loads(taken(carols, danas, "report-json").content)
    assert data["content"]["level"] == level
    assert competency in data["content"]["competencies"]
    said = {each["competency"]: (each["level"], each["by"], each["reason"]) for each in data["set_by_people"]}
    assert said == {None: (5, "Carol Mendes", OF_ALL), "reliability": (2, "Carol Mendes", OF_ONE)}


def test_paper_shows_both_with_the_reason(danas, by_ai, carols):
    pages = PdfReader(io.BytesIO(taken(carols, danas, "report-pdf").content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert f"Overall, by the AI {by_ai[0]:.1f} of 5" in words
    assert f"by the AI {by_ai[1]['level']:.1f} of 5" in words
    assert f"5 of 5 by Carol Mendes: {OF_ALL}" in words
    assert f"2 of 5 set beside it by Carol Mendes: {OF_ONE}" in words


def test_a_job_is_taken_along_with_both(danas, by_ai, carols):
    level, competency = by_ai
    [row] = rows_in(taken(carols, danas, "job-csv"))
    name = competency["name"]
    assert (row["AI, of 5"], row["Set by a person, of 5"], row["Set by"]) == (f"{level:.2f}", "5", "Carol Mendes")
    beside = (row[f"{name}, set by a person"], row[f"{name}, set by"])
    assert (row[name], *beside) == (f"{competency['level']:.1f}", "2", "Carol Mendes")
    assert sum(head.endswith(", set by") for head in row) == 1
    [report] = json.loads(taken(carols, danas, "job-json").content)["reports"]
    assert report["content"]["level"] == level
    assert {each["reason"] for each in report["set_by_people"]} == {OF_ONE, OF_ALL}


def test_what_was_taken_back_is_not_taken_along(danas, carol, carols):
    set_by(danas, carol, "", None, "I misread it.")
    [row] = rows_in(taken(carols, danas, "job-csv"))
    assert (row["Set by a person, of 5"], row["Set by"]) == ("", "")
    said = json.loads(taken(carols, danas, "report-json").content)["set_by_people"]
    assert [each["competency"] for each in said] == ["reliability"]


def test_a_shared_link_shows_nothing_of_it(danas, client):
    with company_scope(danas.company_id):
        link = share_report(report=Report.objects.get(), label="The team", days=7, without_names=False, by=Actor())
    page = client.get(f"/r/{token_of(link.pk)}/").content.decode()
    assert "Carol" not in page
    assert OF_ONE not in page

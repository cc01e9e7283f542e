"""Where no model could be had for an answer, nothing says that the candidate showed too little, and whoever recruits is told."""

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Consent
from interviews.plans.content import Competency
from reports.links import token_of
from reports.models import Assessment
from reports.queries.waiting import waiting_for_people
from reports.services.sharing import share_report
from reports.services.versions import ask_for_version
from reports.verifying import faults_in
from tests.interviews.questions import ANCHORS
from tests.interviews.rooms import interview_of
from tests.reports.panels import asked_more, read, read_by_nobody, report_of
from tests.reports.peopled import given_to, over, rated_by
from tests.reports.test_standings import another, picked

pytestmark = pytest.mark.not_replayed

LOGS = "I compared the logs of two nights"
WHOLLY = "Not scored: no model could be had"
PARTLY = "1 of 2 answers could not be scored"
UNTRUE = ("not enough evidence", "too little was shown", "no evidence", "too little to be judged", "0 of 1 competencies shown")


@pytest.fixture
def unread(committed, northwind):
    """Nobody could be had for the only answer, on all that the plan judges."""
    only = Competency(key="reliability", name="Data consistency", weight=100, anchors=tuple(ANCHORS))
    invitation = over(northwind, plan={"competencies": (only,)})
    read_by_nobody(invitation)
    report_of(invitation)
    return invitation


@pytest.fixture
def half_read(committed, northwind):
    """Of two answers one was read."""
    invitation = over(northwind)
    asked_more(invitation)
    read(invitation, *[(4, LOGS)] * 3)
    read_by_nobody(invitation, number=2)
    report_of(invitation)
    return invitation


def everywhere(client, invitation, *others) -> dict[str, str]:
    """All that whoever recruits reads of it, and takes along."""
    interview = interview_of(invitation)
    with company_scope(invitation.company_id):
        link = share_report(report=interview.reports.get(), label="The team", days=7, without_names=False, by=Actor())
    addresses = {name: reverse(f"reports:{name}", args=["northwind", invitation.job_id]) for name in ("standings", "job-csv", "job-json")}
    addresses |= {name: reverse(f"reports:{name}", args=["northwind", interview.pk]) for name in ("report", "report-csv", "report-json")}
    addresses |= {"shared": f"/r/{token_of(link.pk)}/"}
    addresses["compare"] = reverse("reports:compare", args=["northwind", invitation.job_id]) + picked(interview, *others)
    found = {name: client.get(address).content.decode() for name, address in addresses.items()}
    pdf = client.get(reverse("reports:report-pdf", args=["northwind", interview.pk])).content
    return found | {"paper": " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())}


def test_it_is_said_wherever_the_report_stands_and_that_too_little_was_shown_nowhere(unread, carol, log_in):
    for name, text in everywhere(log_in(carol), unread, another(unread, "Ingrid Ek", 3.0)).items():
        assert WHOLLY in text, name
        assert not [words for words in UNTRUE if words in text.lower()], name
        assert name in ("standings", "compare") or "by rules" not in text.lower(), name


def test_so_it_is_where_some_answers_could_be_scored(half_read, carol, log_in):
    for name, text in everywhere(log_in(carol), half_read, another(half_read, "Ingrid Ek", 3.0)).items():
        assert PARTLY in text, name


def rows_in(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_programs_read_it_too(unread, carol, log_in):
    found = everywhere(log_in(carol), unread, another(unread, "Ingrid Ek", 3.0))
    rows = {row["Candidate"]: row for row in rows_in(found["job-csv"])}
    dana = rows.pop(unread.candidate.name)
    assert (dana["Suggested"], dana["Place"], dana["AI, of 5"], dana["Not scored"]) == ("not-scored", "", "", WHOLLY)
    assert dana["Scored by"] == "nobody"
    assert {row["Suggested"] for row in rows.values()} == {"yes"}
    scored = {row["Competency"]: row["Not scored"] for row in rows_in(found["report-csv"])}
    assert scored == {"Data consistency": "yes", "Overall": WHOLLY}
    data = json.loads(found["report-json"])
    assert (data["suggested"]["what"], data["not_scored"], data["scored_by"]) == ("not-scored", WHOLLY, "nobody")


def test_what_the_report_keeps_is_what_its_numbers_come_to(unread):
    with company_scope(unread.company_id):
        report = report_of(unread)
        assert (report.content["recommendation"], faults_in(report)) == ("not-enough", [])


def test_who_showed_too_little_to_readers_that_were_had_is_told_as_that(committed, northwind, carol, log_in):
    invitation = over(northwind)
    read(invitation, *[(None, LOGS)] * 3)
    report_of(invitation)
    found = everywhere(log_in(carol), invitation, another(invitation, "Ingrid Ek", 3.0))
    assert "No place: too little was shown" in found["standings"]
    assert "What was said about it is too little to be judged." in found["report"]
    assert not [name for name in ("standings", "compare", "report", "shared", "paper") if "not scored" in found[name].lower()]


def waiting(invitation) -> list[str]:
    with company_scope(invitation.company_id):
        return [each.interview.invitation.candidate.name for each in waiting_for_people().not_scored.rows]


def test_today_says_what_to_do(unread, carol, log_in):
    text = log_in(carol).get("/c/northwind/").content.decode()
    assert '<a href="#not-scored">1 report lacks scores</a>' in text
    assert reverse("reports:new-version", args=["northwind", interview_of(unread).pk]) in text
    assert "Nothing needs you just now." not in text


@pytest.mark.parametrize("what", ["asks for a version", "rates it", "takes the agreement back"])
def test_it_waits_there_until_somebody(what, half_read, bob):
    assert waiting(half_read) == [half_read.candidate.name]
    if what == "rates it":
        given_to(half_read, bob)
        rated_by(half_read, bob)
    with company_scope(half_read.company_id):
        if what == "asks for a version":
            ask_for_version(interview=interview_of(half_read), rubric=None, by=Actor())
        if what == "takes the agreement back":
            Consent.objects.create(
                company=half_read.company, invitation=half_read, kind="taken-back", version="1", language="en", at=timezone.now()
            )
    assert waiting(half_read) == []


def test_a_new_version_that_could_be_scored_ends_it(unread):
    with company_scope(unread.company_id):
        ask_for_version(interview=interview_of(unread), rubric=None, by=Actor())
        Assessment.objects.filter(version=2).delete()
    read(unread, *[(4, LOGS)] * 3, version=2)
    assert report_of(unread).version == 2
    assert waiting(unread) == []

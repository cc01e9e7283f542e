"""What leaves the page says as much as the page: that a newer version counts, what was not sent, what the page noted, and how sure it is."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Turn
from reports.links import token_of
from reports.models import PageNote, Report
from reports.services.sharing import share_report
from reports.services.versions import ask_for_version
from tests.interviews.rooms import interview_of
from tests.reports.assessed import report_on
from tests.reports.panels import asked_more, read, report_of
from tests.reports.peopled import given_to, over, page_of, rated_by
from tests.reports.test_standings import another, dana_at

pytestmark = pytest.mark.not_replayed

LOGS, MOVED = "I compared the logs of two nights", "I moved it to the morning"


def words_of(answer) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())


def rows_in(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def copies(client, invitation, link, query: str = "") -> dict[str, str]:
    page = page_of(invitation)
    return {
        "paper": words_of(client.get(f"{page}report.pdf{query}")),
        "shared": Client().get(f"/r/{token_of(link.pk)}/").content.decode(),
        "data": client.get(f"{page}report.json{query}").content.decode(),
        "rows": client.get(f"{page}report.csv{query}").content.decode("utf-8-sig"),
    }


def test_a_copy_of_an_older_version_says_that_a_newer_one_counts(danas, carols):
    with company_scope(danas.company_id):
        link = share_report(report=Report.objects.get(), label="The team", days=7, without_names=True, by=Actor())
    found = copies(carols, danas, link)
    assert not [name for name, text in found.items() if "newer one was made on" in text]
    assert json.loads(found["data"])["newer_version"] is None
    with company_scope(danas.company_id):
        ask_for_version(interview=interview_of(danas), rubric=None, by=Actor())
    newer = report_on(danas)
    found = copies(carols, danas, link, "?version=1")
    told = f"Version 1; a newer one was made on {newer.made_at.astimezone(danas.company.zone):%-d %b %Y}."
    assert told in found["paper"]
    assert told in found["shared"]
    assert json.loads(found["data"])["newer_version"] == {"version": 2, "made_at": newer.made_at.isoformat()}
    [told, *_] = csv.DictReader(io.StringIO(found["rows"]))
    assert (told["Report version"], told["A newer one was made (UTC)"]) == ("1", f"{newer.made_at:%Y-%m-%d %H:%M}")
    assert "a newer one was made" not in words_of(carols.get(page_of(danas) + "report.pdf"))


def test_paper_holds_what_was_not_sent_and_data_and_paper_what_the_page_noted(danas, carols):
    with company_scope(danas.company_id):
        turn = Turn.objects.get(interview__invitation=danas)
        Turn.objects.filter(pk=turn.pk).update(kept="aside", draft="I would rather ask")
        for kind, amount in (("left", 14), ("pasted", 320)):
            PageNote.objects.create(company=danas.company, interview=turn.interview, turn=turn, kind=kind, amount=amount)
        link = share_report(report=Report.objects.get(), label="The team", days=7, without_names=False, by=Actor())
    found = copies(carols, danas, link)
    assert "Written, not sent. Nobody has scored it. I would rather ask" in found["paper"]
    assert "During turn 1: the page was out of sight for 14 seconds" in found["paper"]
    assert "They count in no score." in found["paper"]
    noted = [{"turn": 1, "kind": "left", "amount": 14}, {"turn": 1, "kind": "pasted", "amount": 320}]
    assert json.loads(found["data"])["page_notes"] == noted
    assert "out of sight" not in found["shared"]


def job_rows(client, invitation) -> dict[str, dict[str, str]]:
    rows = rows_in(client.get(reverse("reports:job-csv", args=["northwind", invitation.job_id])))
    return {row["Candidate"]: row for row in rows}


def test_rows_of_a_job_say_how_sure_each_number_is_and_who_ties(danas, carols):
    dana_at(danas, 4.2)
    another(danas, "Ingrid Ek", 3.9)
    another(danas, "Zoe Lund", 2.0)
    rows = job_rows(carols, danas)
    told = {name: (row["AI, of 5"], row["Uncertainty"], row["Range, of 5"], row["Place"]) for name, row in rows.items()}
    assert told == {
        danas.candidate.name: ("4.2", "0.20", "4.0–4.4", "1–2"),
        "Ingrid Ek": ("3.9", "0.20", "3.7–4.1", "1–2"),
        "Zoe Lund": ("2.0", "0.20", "1.8–2.2", "3"),
    }
    assert {row["A person must rate it"] for row in rows.values()} == {"no"}


def test_rows_say_that_a_person_must_rate_until_one_has(committed, northwind, bob, carols):
    invitation = over(northwind)
    read(invitation, (1, LOGS), (4, MOVED), (4, MOVED))
    report_of(invitation)
    [row] = job_rows(carols, invitation).values()
    assert (row["AI, of 5"], row["Range, of 5"], row["A person must rate it"]) == ("4.0", "2.5–5.0", "yes")
    assert row["About the suggestion"] == "Not settled until a person has rated. Stands on 50 % of the weights."
    told = {row["Competency"]: row["A person must rate it"] for row in rows_in(carols.get(page_of(invitation) + "report.csv"))}
    assert told == {"Data consistency": "yes", "Debugging under pressure": "no", "Weighing options": "no", "Overall": "yes"}
    given_to(invitation, bob)
    rated_by(invitation, bob)
    [row] = job_rows(carols, invitation).values()
    assert (row["A person must rate it"], row["About the suggestion"]) == ("no", "Stands on 50 % of the weights.")


def test_the_page_says_of_one_competency_how_sure_it_is_as_everywhere_else(committed, northwind, carols):
    invitation = over(northwind)
    read(invitation, (3, LOGS), (4, MOVED), (4, MOVED))
    report_of(invitation)
    page = carols.get(page_of(invitation)).content.decode()
    assert 'aria-label="3 readings, from 3 to 4; give or take 0.5"' in page
    assert 'aria-label="Between 3.5 and 4.5"' in page


def test_readings_of_an_answer_in_which_most_found_too_little_are_not_drawn(committed, northwind, carols):
    invitation = over(northwind)
    asked_more(invitation)
    read(invitation, *[(4, LOGS)] * 3)
    read(invitation, (1, "I wrote down what each of them costs"), (None, "We"), (None, "We"), number=2)
    report_of(invitation)
    page = carols.get(page_of(invitation)).content.decode()
    assert "3 readings, which all gave 4; give or take 0.5" in page
    assert "from 1 to 4" not in page

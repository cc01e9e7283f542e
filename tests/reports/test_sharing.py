"""A report by a link: read by whoever holds it, for a while, until it is taken back, and without names where that was chosen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.links import hash_of, new_token
from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.links import address_of, token_of
from reports.models import ReportLink
from reports.services.sharing import share_report
from resumes.understanding.fields import Job, Understood
from tests.interviews.rooms import interview_of
from tests.reports.assessed import finished, interview_with_report, report_on
from tests.resumes.people import make_resume

SAID = (
    "I am Dana. At Harbour Freight our import broke every night. I compared the logs of two nights and found a job that held a lock."
    " I moved it to the morning because nobody imports then, and told Dana Novak’s team how I found it. Since then it has run."
)


def share(company, report, **fields) -> ReportLink:
    with company_scope(company):
        return share_report(report=report, **{"label": "The team", "days": 7, "without_names": True} | fields, by=Actor())


def opened(link: ReportLink, **client):
    return Client(**client).get(f"/r/{token_of(link.pk)}/")


@pytest.fixture
def danas(committed, northwind):
    """Her report, in which she named herself and an employer."""
    invitation = finished(northwind, SAID)
    with company_scope(northwind):
        known = Understood(experience=[Job(employer="Harbour Freight")])
        make_resume(invitation.candidate, understood=known.model_dump(mode="json"))
    return report_on(invitation)


def test_whoever_holds_it_reads_without_an_account_and_without_names(northwind, danas):
    link = share(northwind, danas)
    answer = opened(link)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "compared the logs of two nights" in page
    assert "[name]" in page
    assert "[employer]" in page
    for hidden in ("Dana", "Novak", "Harbour", "dana@post.example"):
        assert hidden not in page
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("no-referrer", "noindex", True)
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="report.link_opened")
        assert (entry.actor, entry.actor_name, entry.target_id) == (None, "Whoever holds the link", str(link.pk))
        assert ReportLink.objects.get().opened_at is not None


def test_with_names_they_stand_there(northwind, danas):
    page = opened(share(northwind, danas, without_names=False)).content.decode()
    assert "<h1>Dana Novak</h1>" in page
    assert "At Harbour Freight" in page


def test_neither_ever_shows_what_the_team_and_the_machines_did(northwind, danas):
    page = opened(share(northwind, danas, without_names=False)).content.decode()
    for inner in ("/c/northwind/", "Résumé", "What the page noted", "How it was made"):
        assert inner not in page


def test_a_link_of_an_older_secret_key_is_not_shown_as_open(northwind, rows, carol, log_in, settings):
    link = share(northwind, interview_with_report(northwind))
    settings.SECRET_KEY = "another key, after the old one was changed, of fifty letters"
    sharing, client = reverse("reports:share", args=["northwind", link.report.interview_id]), log_in(carol)
    page = client.get(sharing).content.decode()
    assert opened(link).status_code == 404
    assert address_of(link.pk) not in page
    assert "Works no longer" in page
    assert "Make a new link" in page
    client.post(sharing, {"label": "The team again", "days": 7})
    page = client.get(sharing).content.decode()
    with company_scope(northwind):
        new = ReportLink.objects.get(label="The team again")
    assert address_of(new.pk) in page
    assert (page.count("Address to copy"), opened(new).status_code) == (1, 200)


def test_after_its_time_it_opens_nothing(northwind, rows):
    link = share(northwind, interview_with_report(northwind))
    with company_scope(northwind):
        ReportLink.objects.update(made_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(seconds=1))
    answer = opened(link)
    assert (answer.status_code, "This link has expired" in answer.content.decode()) == (410, True)
    assert "A candidate" not in answer.content.decode()


def test_taken_back_it_opens_nothing(northwind, carol, log_in):
    report = interview_with_report(northwind)
    link = share(northwind, report)
    assert opened(link).status_code == 200
    address = reverse("reports:share-revoke", args=["northwind", report.interview_id, link.pk])
    for _ in range(2):
        assert log_in(carol).post(address).status_code == 302
    answer = opened(link)
    assert (answer.status_code, "This link was taken back" in answer.content.decode()) == (410, True)
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="report.link_revoked").count() == 1


def test_it_opens_that_version_and_nothing_else(northwind, southgate):
    link = share(northwind, interview_with_report(northwind))
    other = share(southgate, interview_with_report(southgate, token="another", email="kim@post.example"))
    client = Client()
    assert client.get(f"/r/{token_of(link.pk)}/").status_code == 200
    page = reverse("reports:report", args=["southgate", other.report.interview_id])
    assert client.get(page).status_code == 302
    for wrong in (str(link.pk), link.token_hash, token_of(link.pk)[:-1], "x" * 3000):
        assert client.get(f"/r/{wrong}/").status_code == 404


def test_with_the_report_the_link_is_gone(northwind, rows):
    report = interview_with_report(northwind)
    link = share(northwind, report)
    with company_scope(northwind):
        report.interview.invitation.delete()
    assert opened(link).status_code == 404


def test_guessing_is_slowed_down(northwind, rows):
    share(northwind, interview_with_report(northwind))

    def one_round(address: str) -> list[int]:
        somebody = Client(REMOTE_ADDR=address)
        return [somebody.get(f"/r/{new_token()}/").status_code for _ in range(25)]

    # The count begins anew with each minute: of two rounds one lies within a minute.
    assert [404] * 20 + [429] * 5 in [one_round("203.0.113.17"), one_round("203.0.113.18")]


def test_no_row_holds_what_opens_it(northwind, rows):
    link = share(northwind, interview_with_report(northwind))
    assert link.token_hash == hash_of(token_of(link.pk))
    assert token_of(link.pk) not in str(vars(link))


def test_whoever_recruits_makes_a_link_and_copies_it_as_long_as_it_opens(northwind, carol, log_in):
    report = interview_with_report(northwind)
    client, page = log_in(carol), reverse("reports:share", args=["northwind", report.interview_id])
    refused = client.post(page, {"label": "", "days": "7"})
    assert (refused.status_code, "Please fill this in." in refused.content.decode()) == (422, True)
    assert client.post(page, {"label": "The team", "days": "400"}).status_code == 422
    assert client.post(page, {"label": "The team", "days": "14", "without_names": "on"}).status_code == 302
    with company_scope(northwind):
        link = ReportLink.objects.get()
    assert (link.without_names, link.made_by, (link.expires_at - link.made_at).days) == (True, carol, 14)
    assert address_of(link.pk) in client.get(page).content.decode()
    client.post(reverse("reports:share-revoke", args=["northwind", report.interview_id, link.pk]))
    assert address_of(link.pk) not in client.get(page).content.decode()


def test_a_link_without_names_covers_those_in_the_transcript_too(northwind, danas):
    """Also where a quote begins or ends inside of one."""
    with company_scope(northwind):
        answers = [turn.answer for turn in interview_of(danas.interview.invitation).turns.all()]
    assert any("Dana Novak’s" in answer for answer in answers)
    assert "Novak" not in opened(share(northwind, danas)).content.decode()

"""What a candidate's camera recorded is watched beside the report by whoever recruits, and by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Member
from accounts.models.company import RECORDINGS_KEPT_DAYS
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Segment, Turn
from interviews.services.recordings.forgetting import forget_recordings
from reports.services.sharing import share_report
from tests.interviews.voices import FILM, make_film
from tests.reports.assessed import finished, report_on
from tests.reports.test_sharing import opened


@pytest.fixture
def report(committed, northwind, media):
    return report_on(finished(northwind, plan={"rates_blind": False}))


@pytest.fixture
def film(report, northwind):
    with company_scope(northwind):
        return make_film(report.interview)


@pytest.fixture
def where(film, report):
    return reverse("reports:camera", args=["northwind", report.interview_id, film.pk])


def page_of(client, report) -> str:
    return client.get(reverse("reports:report", args=["northwind", report.interview_id])).content.decode()


def test_who_recruits_watches_it_beside_the_answer_and_it_stands_in_the_log(report, where, northwind, carol, log_in):
    client = log_in(carol)
    page = page_of(client, report)
    assert page.count("<video") == 1
    assert f'src="{where}"' in page
    assert "<audio" not in page
    for part in ("bytes=0-9", "bytes=10-19"):
        answer = client.get(where, headers={"Range": part})
        assert (answer.status_code, answer["Content-Type"]) == (206, "video/webm")
    assert client.get(where).content == FILM
    # By the address of the voice it is not there.
    assert client.get(where.replace("/camera/", "/recordings/")).status_code == 404
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="interview.camera_watched", actor=carol).count() == 1


def test_a_reviewer_sees_nothing_of_it(report, where, northwind, bob, log_in):
    with company_scope(northwind):
        report.interview.job.given_to.create(company=northwind, member=Member.objects.get(user=bob))
    client = log_in(bob)
    page = page_of(client, report)
    assert "Transcript" in page
    assert "<video" not in page
    assert client.get(where).status_code == 403


def test_by_a_link_nothing_of_it_is_shown(report, film, northwind):
    with company_scope(northwind):
        link = share_report(report=report, label="The team", days=7, without_names=False, by=Actor())
    page = opened(link).content.decode()
    assert "<video" not in page
    assert "/camera/" not in page


def test_whoever_is_nobody_watches_nothing(where):
    assert Client().get(where).status_code == 302


@pytest.mark.parametrize("how", ["days", "taken back", "begun anew", "a moment"])
def test_what_is_gone_or_put_aside_is_watched_no_more(report, where, film, northwind, carol, log_in, how):
    client = log_in(carol)
    assert client.get(where).status_code == 200
    with company_scope(northwind):
        if how == "days":
            Segment.objects.update(received_at=timezone.now() - timedelta(days=RECORDINGS_KEPT_DAYS + 1))
        elif how == "taken back":
            forget_recordings(invitation=report.interview.invitation)
        elif how == "begun anew":
            Turn.objects.filter(pk=film.turn_id).update(retakes=1, retaken_epoch=1, retaken_segment=2)
        else:
            Turn.objects.filter(pk=film.turn_id).update(moment_at=timezone.now() + timedelta(seconds=1))
    assert client.get(where).status_code == 404
    assert "<video" not in page_of(client, report)


def test_it_changes_nothing_of_how_the_report_was_made(report, film, northwind, carol, log_in):
    page = log_in(carol).get(reverse("reports:technical", args=["northwind", report.interview_id])).content.decode()
    assert "camera" not in page.lower()

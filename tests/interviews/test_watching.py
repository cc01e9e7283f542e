"""Reading along: only where this candidate agreed to it, never unseen, and never what is still being typed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from interviews.models import Consent, Interview
from tests.interviews.invited import address
from tests.interviews.rooms import begun, interview_of, page, say

pytestmark = pytest.mark.django_db
WATCHED = {"may_be_watched": True}
ALONG = "Somebody from Northwind Logistics is reading along."


def live(invitation, more: str = "") -> str:
    return f"/c/northwind/invitations/{invitation.pk}/live/{more}"


def look_again(client, invitation, seen: str = ""):
    return client.get(live(invitation, f"?seen={seen}"), headers={"HX-Request": "true"})


def mark_of(answer) -> str:
    return answer.content.decode().partition("?seen=")[2].partition('"')[0]


def test_who_recruits_reads_along_where_the_notice_said_so_and_the_room_says_it(northwind, carols):
    client, invitation = begun(northwind, plan=WATCHED)
    say(client, invitation, "Yes")
    assert ALONG not in page(client, invitation)
    client.post(address(invitation, "room/draft/"), {"turn": 2, "text": "Half a sentence"})
    answer = carols.get(live(invitation))
    text = answer.content.decode()
    assert all(part in text for part in ("Are you ready to begin?", "Warm-up", "minutes left", "Yes"))
    assert "Half a sentence" not in text
    assert ALONG in page(client, invitation)
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="interview.watched", target_id=str(invitation.pk)).count() == 1


def test_the_page_follows_and_is_noted_once(northwind, carols):
    client, invitation = begun(northwind, plan=WATCHED)
    seen = mark_of(carols.get(live(invitation)))
    assert look_again(carols, invitation, seen).status_code == 204
    say(client, invitation, "Yes, I am")
    answer = look_again(carols, invitation, seen)
    assert "Yes, I am" in answer.content.decode()
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="interview.watched").count() == 1
    client.post(address(invitation, "room/leave/"))
    answer = look_again(carols, invitation, seen)
    assert "Ended by the candidate" in answer.content.decode()
    assert "hx-trigger" not in answer.content.decode()
    assert carols.get(live(invitation)).headers["Location"] == f"/c/northwind/invitations/{invitation.pk}/"


def test_nobody_reads_along_without_a_line_in_the_log(northwind, carols):
    """Not even by the request with which the page asks again."""
    _, invitation = begun(northwind, plan=WATCHED)
    for _ in range(2):
        assert "Are you ready to begin?" in look_again(carols, invitation).content.decode()
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="interview.watched", target_id=str(invitation.pk)).count() == 1


def test_whoever_stops_reading_is_shown_no_more(northwind, carols):
    client, invitation = begun(northwind, plan=WATCHED)
    carols.get(live(invitation))
    with company_scope(northwind):
        Interview.objects.update(watched_at=timezone.now() - timedelta(seconds=21))
    assert ALONG not in page(client, invitation)
    look_again(carols, invitation)
    assert ALONG in page(client, invitation)


def test_it_is_noted_at_most_every_ten_seconds(northwind, carols):
    _, invitation = begun(northwind, plan=WATCHED)
    carols.get(live(invitation))
    first = interview_of(invitation).watched_at
    look_again(carols, invitation)
    assert interview_of(invitation).watched_at == first


def test_without_the_notice_nobody_reads_along(northwind, carols):
    client, invitation = begun(northwind)
    assert carols.get(live(invitation)).status_code == 302
    assert look_again(carols, invitation).status_code == 302
    assert "Read along" not in carols.get(f"/c/northwind/invitations/{invitation.pk}/").content.decode()
    assert ALONG not in page(client, invitation)
    with company_scope(northwind):
        assert not AuditEntry.objects.filter(action="interview.watched").exists()


def test_who_agreed_to_words_without_it_is_not_watched_though_the_plan_says_so(northwind, carols):
    _, invitation = begun(northwind, plan=WATCHED)
    with company_scope(northwind):
        assert Consent.objects.get().may_be_watched
        words = Consent.objects.get().words
        Consent.objects.all().delete()
        Consent.objects.create(company=northwind, invitation=invitation, version="2026-11", language="en", words=words)
    assert carols.get(live(invitation)).status_code == 302


def test_reviewers_and_other_companies_do_not_read_along(northwind, bob, charlie, log_in):
    _, invitation = begun(northwind, plan=WATCHED)
    assert log_in(bob).get(live(invitation)).status_code == 403
    assert log_in(charlie).get(live(invitation)).status_code == 404
    assert interview_of(invitation).watched_at is None


def test_as_many_queries_for_many_turns_as_for_few(northwind, carols, django_assert_max_num_queries):
    client, invitation = begun(northwind, plan=WATCHED)
    carols.get(live(invitation))
    for text in ("Yes", "word " * 60):
        say(client, invitation, text)
    with django_assert_max_num_queries(17):
        look_again(carols, invitation)

"""A company chooses for how long it keeps what was said; nobody's is kept for longer than they agreed to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Company
from accounts.tenancy import company_scope
from interviews.consent import kept_until
from interviews.models import Consent, Interview, Invitation, Segment
from interviews.queries.keeping import Keeping, keeping_of
from interviews.services import conducting
from interviews.services.erasing import forget_old_interviews
from interviews.services.recordings import forgetting
from tests.interviews.hiring import token_of_link
from tests.interviews.invited import address, agree, arrive, invited, now
from tests.interviews.voices import make_recording

pytestmark = pytest.mark.not_replayed
DAY = timedelta(days=1)


def choose(company, days: int, months: int) -> None:
    with company_scope(company):
        Company.objects.update(recordings_kept_days=days, reports_kept_months=months)


def kept(invitation) -> Keeping:
    with company_scope(invitation.company_id):
        return keeping_of(invitation)


def agreed(company, **fields):
    """Whoever agreed to what the company has chosen, and was recorded once."""
    invitation = invited(company, **fields)
    assert agree(arrive(fields.get("token", "") or token_of_link("Dana")), invitation).status_code == 302
    with company_scope(company):
        make_recording(conducting.begin_interview(invitation=now(invitation)), text="Yes, I am.")
    return invitation


def recorded(invitation, ago: timedelta) -> None:
    with company_scope(invitation.company_id):
        Segment.objects.filter(turn__interview__invitation=invitation).update(received_at=timezone.now() - ago)


def ended(invitation, at) -> None:
    with company_scope(invitation.company_id):
        Interview.objects.filter(invitation=invitation).update(finished_at=at, outcome="completed", words_due_at=None)
        Invitation.objects.filter(pk=invitation.pk).update(completed_at=at)


def test_what_candidates_agree_to_names_what_their_company_has_chosen(northwind):
    choose(northwind, 30, 6)
    invitation = invited(northwind)
    client = arrive()
    page = client.get(address(invitation)).content.decode()
    assert "Recordings are deleted after 30 days, transcripts and reports after 6 months." in page
    assert (page.count("30 days"), page.count("6 months")) == (2, 2)
    assert agree(client, invitation).status_code == 302
    with company_scope(northwind):
        given = Consent.objects.get()
    assert (given.recordings_kept_days, given.reports_kept_months) == (30, 6)
    assert "after 30 days" in given.words


def test_whoever_reads_while_it_is_changed_reads_it_anew(northwind):
    invitation = invited(northwind)
    client = arrive()
    digest = client.get(address(invitation)).content.decode().partition('name="digest" value="')[2].partition('"')[0]
    choose(northwind, 30, 6)
    answer = client.post(address(invitation, "consent/"), {"agree": "on", "digest": digest})
    assert "after 30 days" in answer.content.decode()
    with company_scope(northwind):
        assert not Consent.objects.exists()


def test_a_shorter_time_holds_at_once_and_a_longer_one_for_nobody_who_agreed_to_less(northwind, media):
    invitation = agreed(northwind)
    assert kept(invitation) == Keeping(90, 12)
    choose(northwind, 365, 24)
    assert kept(invitation) == Keeping(90, 12)
    choose(northwind, 30, 24)
    assert kept(invitation) == Keeping(30, 12)


def test_recordings_go_by_the_shorter_of_both(committed, northwind, southgate, media):
    choose(southgate, 365, 24)
    dana, kim = agreed(northwind), agreed(southgate, token=token_of_link("Kim"), email="kim@post.example")
    for invitation in (dana, kim):
        recorded(invitation, 100 * DAY)
    # Too long for one of the two alone, who agreed to less; and her company cannot make it longer.
    choose(northwind, 365, 24)
    assert forgetting.forget_old_recordings() == 1
    choose(southgate, 30, 24)
    assert forgetting.forget_old_recordings() == 1
    assert forgetting.forget_old_recordings() == 0


def test_interviews_go_by_the_shorter_of_both(committed, northwind, media):
    invitation, today = agreed(northwind), timezone.now()
    ended(invitation, kept_until(today, -7))
    choose(northwind, 90, 24)
    assert forget_old_interviews(today) == 0
    ended(invitation, kept_until(today, -12) - DAY)
    choose(northwind, 90, 36)
    assert forget_old_interviews(today) == 1


def test_a_shorter_time_reaches_interviews_that_are_there(committed, northwind, media):
    invitation, today = agreed(northwind), timezone.now()
    ended(invitation, kept_until(today, -7))
    choose(northwind, 30, 6)
    assert forget_old_interviews(today) == 1


def test_the_page_at_the_end_says_when_it_goes(northwind, media):
    invitation = agreed(northwind)
    choose(northwind, 30, 6)
    ended(invitation, timezone.now())
    page = arrive().get(address(invitation, "end/")).content.decode()
    assert f"{kept_until(timezone.now(), 6):%B %Y}" in page

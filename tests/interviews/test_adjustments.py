"""Adjustments: asked for by candidates, decided by whoever recruits."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone, translation

from accounts.models import AuditEntry, Member, Role, User
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import AdjustmentRequest, Job
from interviews.services.adjustments import ask_for_adjustment
from interviews.services.arranging import Arranged, DecidedAlready, TimeIsUp, decide_adjustment
from interviews.services.locking import HasEnded
from tests.accounts.test_outbox import at_once
from tests.interviews.inviting import again, change, invite, mails, open_job

State = AdjustmentRequest.State


@pytest.fixture
def invitation(northwind, carol):
    return invite(open_job(northwind), user=carol).invitation


def ask(invitation, *needs: str, words: str = "I stammer."):
    return ask_for_adjustment(invitation=invitation, needs=needs or ("extra-time",), words=words)


def decide(request, agrees=True, by=None, **values):
    return decide_adjustment(request=request, agrees=agrees, by=Actor(user=by), **values)


def test_whoever_invited_is_told_without_names_or_words_in_the_mail(invitation, northwind, alice):
    asked = ask(invitation)
    [mail] = asked.mails
    assert mail.to == "carol@northwind.example"
    assert f"/invitations/{invitation.pk}/" in mail.text
    for part in (mail.subject, mail.text, mail.html):
        assert "Dana" not in part and "stammer" not in part


def test_whoever_recruits_reads_english_whatever_language_the_candidates_page_has(invitation, northwind):
    with translation.override("fr"):
        ask(invitation)
    [mail] = mails(northwind, "adjustment_asked")
    assert f"{invitation.deadline.astimezone(northwind.zone):%A}" in mail.text
    assert "Sent through Colloquy" in mail.text and "Envoyé" not in mail.text + mail.html


def test_once_they_recruit_no_more_everybody_who_does_is_told(invitation, northwind, ada, bob, carol):
    with company_scope(northwind):
        Member.objects.filter(user=carol).update(role=Role.REVIEWER)
    assert {mail.to for mail in ask(invitation).mails} == {"alice@northwind.example", "ada@northwind.example"}


def test_who_may_log_in_no_more_recruits_no_more(invitation, ada, carol, alice):
    User.objects.filter(pk__in=[carol.pk, ada.pk]).update(is_active=False)
    assert [mail.to for mail in ask(invitation).mails] == ["alice@northwind.example"]


def test_what_is_asked_while_a_request_waits_is_added_to_it(invitation, northwind):
    first = ask(invitation).request
    second = ask(invitation, "typing-only", "extra-time", words="My hands too.").request
    assert first.pk == second.pk
    assert (second.needs, second.words) == (["extra-time", "typing-only"], "I stammer.\n\nMy hands too.")
    assert len(mails(northwind, "adjustment_asked")) == 2
    assert ask(invitation, words="My hands too.").mails == []


def test_two_requests_at_once_become_one(committed, northwind, carol):
    invitation = invite(open_job(northwind), user=carol).invitation
    with at_once(*[lambda: ask(invitation)] * 4):
        pass
    with company_scope(northwind):
        assert AdjustmentRequest.objects.count() == 1


@pytest.mark.parametrize("moment", ["declined_at", "revoked_at"])
def test_nothing_is_asked_once_the_invitation_has_ended(invitation, moment):
    change(invitation, **{moment: timezone.now()})
    with pytest.raises(HasEnded):
        ask(invitation)


@pytest.mark.parametrize("moment", ["declined_at", "revoked_at", "withdrawn_at"])
def test_what_was_asked_is_answered_no_more_once_the_invitation_has_ended(invitation, northwind, log_in, carol, moment):
    request = ask(invitation).request
    change(invitation, **{moment: timezone.now()})
    for agrees in (True, False):
        with pytest.raises(HasEnded):
            decide(request, agrees)
    assert mails(northwind, "candidate_adjustment") == []
    page = log_in(carol).get(f"/c/northwind/invitations/{invitation.pk}/").content.decode()
    assert "I stammer." in page and "ended before anybody answered" in page
    assert 'value="agree"' not in page


def test_nothing_is_agreed_on_behind_a_closed_page(invitation, northwind, log_in, carol):
    request = ask(invitation).request
    change(invitation, deadline=timezone.now())
    with pytest.raises(TimeIsUp):
        decide(request)
    client, path = log_in(carol), f"/c/northwind/invitations/{invitation.pk}/"
    assert "Their time is up: set a later deadline first" in client.get(path).content.decode()
    form = {"decision": "agree", "time_factor": "1.5", "answer": ""}
    assert "Set a later deadline first" in client.post(f"{path}adjustments/{request.pk}/", form, follow=True).content.decode()
    assert mails(northwind, "candidate_adjustment") == []
    # That it is not possible can be said at any time.
    assert decide(request, agrees=False).subject == "About the adjustment you asked for"


@pytest.mark.parametrize(
    ("status", "fields", "says"),
    [
        ("open", {"started_at": 1, "expired_at": 1}, "ended before anybody answered"),
        ("closed", {}, "nothing to arrange unless it opens again"),
        ("paused", {}, ""),
    ],
)
def test_the_page_gives_no_advice_that_leads_nowhere(invitation, northwind, log_in, carol, status, fields, says):
    ask(invitation)
    now = timezone.now()
    change(invitation, deadline=now - timedelta(hours=1), **dict.fromkeys(fields, now))
    with company_scope(northwind):
        Job.objects.update(status=status, paused_at=now - timedelta(hours=2) if status == "paused" else None)
    page = log_in(carol).get(f"/c/northwind/invitations/{invitation.pk}/").content.decode()
    assert "give them more first" not in page
    assert (says in page, 'value="agree"' in page) == (True, not says)


def test_what_ended_unanswered_is_no_warning_for_good(invitation, northwind, log_in, carol):
    ask(invitation)
    client, table = log_in(carol), f"/c/northwind/jobs/{invitation.job_id}/"
    assert "Asks for an adjustment" in client.get(table).content.decode()
    change(invitation, started_at=timezone.now(), completed_at=timezone.now())
    assert "Asks for an adjustment" not in client.get(table).content.decode()


def test_a_pause_keeps_a_place_and_what_is_agreed_on_for_it(invitation, northwind):
    request = ask(invitation).request
    change(invitation, deadline=timezone.now() - timedelta(hours=1))
    with company_scope(northwind):
        Job.objects.update(status="paused", paused_at=timezone.now() - timedelta(hours=2))
    assert decide(request, arranged=Arranged(time_factor=2)).to == "dana@post.example"


def test_what_is_agreed_on_is_set_and_the_candidate_is_told(invitation, northwind, carol):
    request = ask(invitation, "extra-time", "typing-only").request
    mail = decide(request, arranged=Arranged(time_factor=1.5, typing_only=True), answer="Take all the time you need.", by=carol)
    assert again(invitation).adjustments == {"time_factor": 1.5, "typing_only": True}
    assert (mail.to, mail.subject) == ("dana@post.example", "What you asked for is arranged")
    assert "more time, typing only" in mail.text and "Take all the time you need." in mail.text
    with company_scope(northwind):
        request.refresh_from_db()
        assert (request.state, request.decided_by) == (State.AGREED, carol)
        actions = list(AuditEntry.objects.filter(action__startswith="adjustment").order_by("at").values_list("action", flat=True))
    assert actions == ["adjustment.asked", "adjustment.agreed"]


@pytest.mark.parametrize(
    ("needs", "given", "says"),
    [
        (["extra-time"], {}, "They asked for more time, and nothing here gives it."),
        (["extra-time"], {"answer": "Gladly."}, "They asked for more time, and nothing here gives it."),
        (["extra-time", "typing-only"], {"typing_only": "on"}, "They asked for more time, too. Give it, or say here why not."),
        (["extra-time", "typing-only"], {"typing_only": "on", "answer": "The time is short for all."}, ""),
        (["extra-time", "no-time-limits"], {"no_time_limits": "on"}, ""),
        (["other"], {}, ""),
    ],
)
def test_nobody_reads_that_it_is_agreed_on_where_it_is_not_granted(invitation, northwind, log_in, carol, needs, given, says):
    request = ask(invitation, *needs).request
    client, where = log_in(carol), f"/c/northwind/invitations/{invitation.pk}/"
    answer = client.post(f"{where}adjustments/{request.pk}/", {"decision": "agree", "time_factor": "1", "answer": "", **given})
    assert (answer.status_code, says in unescape(answer.content.decode())) == (422 if says else 302, True)
    assert len(mails(northwind, "candidate_adjustment")) == (not says)
    assert says or f"Asked for {request.wishes}" in client.get(where).content.decode()


def test_what_was_agreed_on_before_stays(invitation):
    decide(ask(invitation).request, arranged=Arranged(time_factor=2))
    decide(ask(invitation, "no-time-limits").request, arranged=Arranged(no_time_limits=True))
    assert again(invitation).adjustments == {"time_factor": 2, "no_time_limits": True}


def test_what_is_declined_is_answered_and_sets_nothing(invitation):
    mail = decide(ask(invitation, "other").request, agrees=False, arranged=Arranged(time_factor=2), answer="We can call you instead.")
    assert again(invitation).adjustments == {}
    assert "We can call you instead." in mail.text
    assert mail.subject == "About the adjustment you asked for"


def test_of_two_who_decide_at_once_one_does(committed, northwind, carol):
    request, refused = ask(invite(open_job(northwind), user=carol).invitation).request, []

    def work():
        try:
            decide(request, arranged=Arranged(time_factor=2))
        except DecidedAlready:
            refused.append(1)

    with at_once(*[work] * 4):
        pass
    assert len(refused) == 3
    assert len(mails(northwind, "candidate_adjustment")) == 1


def test_the_answer_is_in_the_language_of_the_candidate(invitation):
    change(invitation, language="de")
    assert decide(ask(invitation).request, arranged=Arranged(time_factor=2)).subject == "Worum Sie gebeten haben, ist eingerichtet"

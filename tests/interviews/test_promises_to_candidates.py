"""What a candidate is told holds: about listening, consent, adjustments, practice, and what is kept."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.state import state_from
from interviews.forms.candidate import ResumeForm
from interviews.models import Invitation
from interviews.queries.interviews import finished_interviews
from interviews.queries.invitations import about_job, with_state
from interviews.services.adjustments import ask_for_adjustment
from interviews.services.arranging import Arranged, decide_adjustment
from interviews.services.consents import has_taken_back
from interviews.services.endings import end_by_company
from interviews.services.invitations import revoke_invitation
from interviews.services.locking import HasEnded
from interviews.services.way import decline_invitation
from tests.interviews.invited import ASKS_FOR_RESUME, address, agree, arrive, change, invited, now, state_of
from tests.interviews.rooms import at_the_door, begun, interview_of, page, say

NOBODY_LISTENS = {"browser_may_listen": False}


def read(client: Client, invitation, step: str = "") -> str:
    return client.get(address(invitation, step)).content.decode()


def mails(company, kind: str) -> list[OutboxMail]:
    with company_scope(company):
        return list(OutboxMail.objects.filter(kind=kind))


def take_back(client: Client, invitation):
    return client.post(address(invitation, "consent/take-back/"), {"reason": ""})


def test_where_nobody_listens_nothing_promises_that_somebody_does(northwind):
    invitation = invited(northwind, plan=NOBODY_LISTENS)
    client = arrive()
    landing = read(client, invitation)
    assert "By voice" not in landing and "It writes to you like a person" in landing
    agree(client, invitation)
    assert "Try my microphone" not in read(client, invitation, "check/")
    with company_scope(northwind):
        assert about_job(now(invitation).job).by_typing


def test_a_browser_that_may_listen_is_promised(northwind):
    invitation = invited(northwind)
    assert "By voice or by typing" in read(arrive(), invitation)
    with company_scope(northwind):
        assert not about_job(now(invitation).job).by_typing


@pytest.mark.parametrize(("agreed", "minutes"), [({}, 20), ({"time_factor": 1.5}, 30)])
def test_invitation_greeting_and_room_promise_the_same_minutes(northwind, agreed, minutes):
    client, invitation = begun(northwind, adjustments=agreed)
    assert f"About {minutes} minutes" in read(client, invitation)
    assert f"It takes about {minutes} minutes." in page(client, invitation)
    assert f"About {minutes} min left" in page(client, invitation)


def test_consent_can_be_withdrawn_in_the_room(northwind):
    client, invitation = begun(northwind)
    assert address(invitation, "consent/take-back/") in page(client, invitation)
    assert "Your application for this job ends" not in read(client, invitation, "consent/take-back/")
    take_back(client, invitation)
    assert interview_of(invitation).is_over


def test_whoever_withdraws_is_not_read_and_whoever_recruits_is_told(northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/leave/"))
    assert state_of(invitation) == Invitation.State.WITHDRAWN
    with company_scope(northwind):
        assert finished_interviews(invitation.created_at).count() == 1
    take_back(client, invitation)
    assert state_of(invitation) == Invitation.State.TAKEN_BACK
    with company_scope(northwind):
        assert finished_interviews(invitation.created_at).count() == 0
        assert with_state(Invitation.objects.all(), timezone.now()).get().now_state == Invitation.State.TAKEN_BACK
    assert mails(northwind, "consent_withdrawn")


def test_the_receipt_brings_the_link(northwind):
    invitation = invited(northwind)
    agree(arrive(), invitation)
    [receipt] = mails(northwind, "consent_receipt")
    assert "/i/" in receipt.text


def test_mails_are_in_the_language_in_which_the_pages_were_read(northwind):
    invitation = invited(northwind)
    client = arrive(accept_language="de")
    assert now(invitation).language == ""
    agree(client, invitation)
    assert now(invitation).language == "de"


def test_a_link_that_is_unknown_says_that_it_may_be_deleted():
    said = Client().get("/i/nobody-knows-this/").content.decode()
    assert "deleted what belonged to it" in said and "nothing is lost" not in said
    assert "If the company has kept your name and your e-mail address, you can ask to have them deleted" in said


@pytest.mark.parametrize(
    ("arranged", "said"),
    [(Arranged(time_factor=2), "minutes more."), (Arranged(no_time_limits=True), "There is no time limit any more.")],
)
def test_what_is_agreed_to_in_the_middle_holds_at_once_and_is_said(northwind, arranged, said):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    before = state_from(interview_of(invitation).state).clock.limit
    request = ask_for_adjustment(invitation=now(invitation), needs=["extra-time"], words="").request
    mail = decide_adjustment(request=request, agrees=True, arranged=arranged, by=Actor())
    limit = state_from(interview_of(invitation).state).clock.limit
    assert limit == (0 if arranged.no_time_limits else 2 * before)
    assert said in page(client, invitation)
    assert "holds from now on" in mail.text


def test_whoever_begins_while_a_request_waits_is_warned(northwind):
    invitation = invited(northwind)
    client = arrive()
    agree(client, invitation)
    change(invitation, step="ready")
    ask_for_adjustment(invitation=now(invitation), needs=["extra-time"], words="My eyes are slow.")
    said = read(client, invitation, "ready/")
    assert "Your request has no answer yet." in said
    assert "More time for each answer" in said and "My eyes are slow." in said


def test_where_a_resume_comes_first_it_is_said_and_so_is_who_sees_it(northwind):
    invitation = invited(northwind, plan=ASKS_FOR_RESUME)
    landing = read(arrive(), invitation)
    assert "First you can add your résumé" in landing and "First comes a sound check" not in landing
    assert "If I add my résumé" in landing and "Your résumé is seen by" in landing


@pytest.mark.parametrize("moment", ["declined_at", "revoked_at"])
def test_whoever_did_not_take_part_can_ask_to_be_deleted(northwind, moment):
    invitation = invited(northwind)
    client = arrive()
    change(invitation, **{moment: timezone.now()})
    assert address(invitation, "end/erasure/") in read(client, invitation)
    client.post(address(invitation, "end/erasure/"))
    assert now(invitation).erasure_asked_at
    assert "You asked to have it deleted" in read(client, invitation)


def test_who_may_still_come_is_not_asked_about_deletion(northwind):
    invitation = invited(northwind)
    assert arrive().get(address(invitation, "end/erasure/")).status_code == 302


def test_pasted_text_is_called_so():
    form = ResumeForm({"text": "Dana"}, {})
    assert form.is_valid()
    file, name = form.given
    assert isinstance(file, ContentFile) and name == "Pasted text"


def test_competencies_are_read_out_in_the_language_of_the_plan(northwind):
    invitation = invited(northwind, plan={"language": "de"})
    assert '<span lang="de">Data consistency' in read(arrive(), invitation)


def test_candidates_are_told_the_language_of_the_plan_which_the_interview_is_held_in(northwind):
    client, invitation = at_the_door(northwind, plan={"language": "de"})
    for step in ("", "ready/"):
        said = read(client, invitation, step)
        assert "in German" in said and "in English" not in said
    client.post(address(invitation, "start/"))
    assert interview_of(invitation).language == "de"


def test_who_was_revoked_in_the_middle_can_read_it_and_take_their_agreement_back(northwind):
    client, invitation = begun(northwind)
    revoke_invitation(invitation=invitation, by=Actor())
    # Until somebody looks at the interview.
    closed = client.get(address(invitation, "room/"))
    assert closed.status_code == 410
    assert "nobody has assessed anything" not in closed.content.decode()
    with company_scope(northwind):
        end_by_company(interview=interview_of(invitation), reason="", by=Actor())
    assert client.get(address(invitation))["Location"] == address(invitation, "end/")
    assert "has ended the interview" in read(client, invitation, "end/")
    assert client.get(address(invitation, "consent/")).status_code == 200
    take_back(client, invitation)
    with company_scope(northwind):
        assert has_taken_back(invitation)


def test_who_was_revoked_before_they_began_is_told_that_nobody_has_assessed_anything(northwind):
    invitation, client = invited(northwind), arrive()
    revoke_invitation(invitation=invitation, by=Actor())
    assert "nobody has assessed anything" in read(client, invitation)
    assert client.get(address(invitation, "consent/")).status_code == 410


def test_who_declined_in_the_middle_can_read_it_and_take_their_agreement_back(northwind):
    client, invitation = begun(northwind)
    change(invitation, declined_at=timezone.now())
    for step in ("consent/", "consent/take-back/"):
        assert client.get(address(invitation, step)).status_code == 200


def test_who_has_begun_ends_the_interview_and_declines_it_no_more(northwind):
    client, invitation = begun(northwind)
    for answer in (client.get(address(invitation, "decline/")), client.post(address(invitation, "decline/"), {"reason": ""})):
        assert (answer.status_code, answer.headers.get("Location")) == (302, address(invitation, "room/"))
    with company_scope(northwind), pytest.raises(HasEnded):
        decline_invitation(invitation=invitation, reason="", by=Actor())
    assert now(invitation).declined_at is None

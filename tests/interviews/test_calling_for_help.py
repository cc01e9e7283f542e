"""I need help: what the candidate sees, and what the company gets."""

from datetime import timedelta

import pytest

from accounts.models import AuditEntry, OutboxMail
from accounts.tenancy import company_scope
from interviews.engine.state import state_from
from interviews.models import Invitation
from tests.interviews.invited import address, change
from tests.interviews.rooms import begun, interview_of, page, say, turns_of, work

pytestmark = pytest.mark.django_db
TODAY = "/c/northwind/"
AGAIN = "their page shows that you call again"


def act(client, invitation, does: str) -> None:
    client.post(address(invitation, "room/act/"), {"do": does, "turn": turns_of(invitation)[-1].number})


def mails(company) -> list[OutboxMail]:
    with company_scope(company):
        return list(OutboxMail.objects.filter(kind="help_asked"))


def test_the_clock_stands_and_whoever_invited_is_told_without_a_name(northwind, carol):
    client, invitation = begun(northwind)
    change(invitation, invited_by=carol)
    say(client, invitation, "Yes")
    act(client, invitation, "help")
    text = page(client, invitation)
    assert "We have told Northwind Logistics that you need help." in text
    assert state_from(interview_of(invitation).state).clock.stopped_for == ("paused",)
    [mail] = mails(northwind)
    assert mail.to == "carol@northwind.example"
    assert f"/invitations/{invitation.pk}/" in mail.text
    assert "Dana" not in mail.subject + mail.text + mail.html


def test_who_calls_again_soon_reads_when_the_mail_was_written_and_later_there_is_another(northwind, carol):
    client, invitation = begun(northwind)
    change(invitation, invited_by=carol)
    act(client, invitation, "help")
    assert AGAIN not in page(client, invitation)
    act(client, invitation, "resume")
    act(client, invitation, "help")
    [mail] = mails(northwind)
    assert AGAIN in page(client, invitation)
    with company_scope(northwind):
        OutboxMail.objects.filter(pk=mail.pk).update(created_at=mail.created_at - timedelta(minutes=10))
    act(client, invitation, "help")
    assert len(mails(northwind)) == 1, "the same call"
    act(client, invitation, "resume")
    act(client, invitation, "help")
    assert len(mails(northwind)) == 2
    assert AGAIN not in page(client, invitation)
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="interview.help_asked").count() == 3


def test_the_company_sees_it_until_they_go_on(northwind, carol, log_in):
    client, invitation = begun(northwind)
    carols, own = log_in(carol), f"/c/northwind/invitations/{invitation.pk}/"
    act(client, invitation, "help")
    people = f"/c/northwind/jobs/{invitation.job_id}/"
    for at, said in (
        (TODAY, "1 candidate needs help now"),
        (own, "Asks for help."),
        (people, "Asks for help"),
        (f"{people}?view=board", "Asks for help"),
    ):
        assert said in carols.get(at).content.decode()
    act(client, invitation, "resume")
    assert "needs help now" not in carols.get(TODAY).content.decode()
    assert "Asks for help" not in carols.get(people).content.decode()
    text = carols.get(own).content.decode()
    assert "Asks for help." not in text
    assert "Asked for help in the interview" in text


def test_other_companies_and_reviewers_hear_nothing_of_it(northwind, bob, charlie, log_in):
    client, invitation = begun(northwind)
    act(client, invitation, "help")
    for somebody, company in ((bob, "northwind"), (charlie, "southwind")):
        answer = log_in(somebody).get(f"/c/{company}/")
        assert "help" not in answer.content.decode().lower() or answer.status_code != 200
    with company_scope(northwind):
        assert Invitation.objects.count() == 1


TOLD, PAUSED = "We have told Northwind Logistics that you need help.", "The clock stands while you pause."


def answer(client, invitation, text: str) -> None:
    """Kept, and not read yet."""
    client.post(address(invitation, "room/answer/"), {"turn": turns_of(invitation)[-1].number, "text": text})


def stands(invitation) -> bool:
    return "paused" in state_from(interview_of(invitation).state).clock.stopped_for


@pytest.mark.parametrize(("does", "says"), [("help", TOLD), ("pause", PAUSED)])
def test_an_answer_that_is_read_later_takes_neither_the_call_nor_the_pause_back(northwind, does, says):
    client, invitation = begun(northwind)
    answer(client, invitation, "Yes")
    act(client, invitation, does)
    work(invitation)
    assert len(turns_of(invitation)) == 2, "the next question is there, and nobody is hurried to answer it"
    assert stands(invitation)
    assert (interview_of(invitation).help_asked_at is not None) == (does == "help")
    text = page(client, invitation)
    assert says in text
    assert 'id="go-on"' in text
    act(client, invitation, "resume")
    assert not stands(invitation)
    assert interview_of(invitation).help_asked_at is None
    assert says not in page(client, invitation)
    say(client, invitation, "I built a small tool for the night shift.")
    assert not stands(invitation)


@pytest.mark.parametrize(("does", "says"), [("help", TOLD), ("pause", PAUSED)])
@pytest.mark.parametrize("meanwhile", ["repeat", "slower", "skip"])
def test_what_else_is_pressed_takes_neither_back(northwind, does, says, meanwhile):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    act(client, invitation, does)
    act(client, invitation, meanwhile)
    work(invitation)
    assert stands(invitation)
    assert says in page(client, invitation)
    act(client, invitation, "resume")
    assert says not in page(client, invitation)


def test_the_company_sees_the_call_until_they_go_on_whatever_is_read_meanwhile(northwind, carol, log_in):
    client, invitation = begun(northwind)
    answer(client, invitation, "Yes")
    act(client, invitation, "help")
    work(invitation)
    carols = log_in(carol)
    assert "1 candidate needs help now" in carols.get(TODAY).content.decode()
    act(client, invitation, "resume")
    assert "needs help now" not in carols.get(TODAY).content.decode()

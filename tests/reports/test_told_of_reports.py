"""Whoever chose to is written to when a report is ready: once, and not of the interview's end besides."""

import pytest

from accounts.models import Member, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Interview
from interviews.services.endings import tell_ending
from reports.models import Report
from reports.services.versions import ask_for_version
from tests.interviews.rooms import interview_of
from tests.reports.assessed import report_on
from tests.reports.peopled import given_to, over, page_of

pytestmark = pytest.mark.not_replayed


@pytest.fixture
def danas(committed, northwind, carol):
    """Whom Carol has invited."""
    return over(northwind, invited_by=carol)


def mails(invitation, kind: str = "report_ready") -> list[OutboxMail]:
    with company_scope(invitation.company_id):
        return list(OutboxMail.objects.filter(kind=kind).order_by("to"))


def choose(invitation, user, **chosen: str) -> None:
    with company_scope(invitation.company_id):
        Member.objects.filter(user=user).update(**chosen)


def test_whoever_invited_gets_one_mail_without_a_name_or_a_score(danas, carol):
    assert mails(danas) == []
    for _ in range(2):
        report_on(danas)
    [mail] = mails(danas)
    assert (mail.to, mail.subject) == (carol.email, f"A report is ready: {danas.job.title}")
    assert page_of(danas) in mail.text
    for part in (mail.subject, mail.text, mail.html):
        assert danas.candidate.name not in part
        assert "of 5" not in part


def test_everybody_else_gets_what_they_chose(danas, carol, ada, bob):
    choose(danas, carol, told_of_reports="none")
    choose(danas, ada, told_of_reports="all")
    choose(danas, bob, told_of_reports="all")
    given_to(danas, bob)
    report_on(danas)
    assert [mail.to for mail in mails(danas)] == sorted([ada.email, bob.email])


def test_a_later_version_is_no_news_to_anybody(danas, ada):
    report_on(danas)
    choose(danas, ada, told_of_reports="all")
    with company_scope(danas.company_id):
        ask_for_version(interview=interview_of(danas), rubric=None, by=Actor())
    report_on(danas)
    with company_scope(danas.company_id):
        assert list(Report.objects.order_by("version").values_list("version", "state")) == [(1, "ready"), (2, "ready")]
    assert len(mails(danas)) == 1


@pytest.mark.parametrize(
    ("outcome", "chosen", "told"),
    [("completed", "own", False), ("completed", "none", True), ("withdrawn", "own", True), ("expired", "own", True)],
)
def test_of_an_end_that_a_report_follows_they_are_told_by_that_alone(danas, carol, outcome, chosen, told):
    choose(danas, carol, told_of_reports=chosen)
    with company_scope(danas.company_id):
        Interview.objects.update(end_told_at=None, outcome=outcome)
    tell_ending(interview_id=interview_of(danas).pk, company_id=danas.company_id)
    assert [mail.to for mail in mails(danas, "interview_over")] == ([carol.email] if told else [])


def test_where_nothing_was_answered_no_report_follows_and_the_end_is_told(danas, carol):
    with company_scope(danas.company_id):
        Interview.objects.update(end_told_at=None)
        interview_of(danas).turns.update(kept="skipped", answer="")
    tell_ending(interview_id=interview_of(danas).pk, company_id=danas.company_id)
    assert [mail.to for mail in mails(danas, "interview_over")] == [carol.email]


def test_the_choice_is_on_a_members_own_page(danas, bob, log_in):
    client = log_in(bob)
    assert "When a report is ready, write to me" in client.get("/c/northwind/mail/").content.decode()
    client.post("/c/northwind/mail/", {"told_of_reports": "all", "told_of_ends": "own"})
    with company_scope(danas.company_id):
        member = Member.objects.get(user=bob)
        assert (member.told_of_reports, member.told_of_ends) == ("all", "own")

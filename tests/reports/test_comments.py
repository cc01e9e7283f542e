"""People talk about an interview; whoever is mentioned by name gets a mail, unless they want none."""

from types import SimpleNamespace

import pytest

from accounts.models import AuditEntry, Member, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.models import Comment, Mention
from reports.services.commenting import comment, mentioned_in
from tests.interviews.invited import address, arrive
from tests.interviews.rooms import interview_of
from tests.reports.peopled import given_to, opened_by, page_of, rated_by

pytestmark = pytest.mark.not_replayed


def said(invitation, user, text: str) -> list[OutboxMail]:
    with company_scope(invitation.company_id):
        return comment(interview=interview_of(invitation), text=text, by=Actor(user=user))


def called(*names: str) -> list:
    return [SimpleNamespace(user=SimpleNamespace(name=name)) for name in names]


def names_in(text: str, *names: str) -> list[str]:
    return sorted(member.user.name for member in mentioned_in(text, called(*names)))


def test_a_name_after_an_at_is_a_mention():
    assert names_in("@Bob Adeyemi, have a look", "Bob Adeyemi", "Ada Admin") == ["Bob Adeyemi"]
    assert names_in("what do you think, @bob?", "Bob Adeyemi", "Ada Admin") == ["Bob Adeyemi"]
    assert names_in("@Ada @Bob", "Bob Adeyemi", "Ada Admin") == ["Ada Admin", "Bob Adeyemi"]
    assert names_in("bob@northwind.example and @Bobby", "Bob Adeyemi") == []


def test_a_first_name_that_two_have_is_nobodys():
    assert names_in("@Bob", "Bob Adeyemi", "Bob Berg") == []
    assert names_in("@Bob Berg", "Bob Adeyemi", "Bob Berg") == ["Bob Berg"]


def test_of_two_names_that_begin_alike_the_longer_is_meant():
    assert names_in("@Ann Lee Berg", "Ann Lee", "Ann Lee Berg") == ["Ann Lee Berg"]


def test_who_wants_no_mail_of_it_is_named_so_before_they_are_mentioned(danas, carol, bob, log_in):
    member = given_to(danas, bob)
    client = log_in(carol)
    assert "Bob Adeyemi (wants no mail)" not in client.get(page_of(danas)).content.decode()
    with company_scope(danas.company_id):
        Member.objects.filter(pk=member.pk).update(told_of_mentions=False)
    assert "Bob Adeyemi (wants no mail)" in client.get(page_of(danas)).content.decode()


def test_whoever_is_mentioned_gets_one_mail_and_finds_the_comment(danas, carol, bob, log_in):
    given_to(danas, bob)
    [mail] = said(danas, carol, "@Bob Adeyemi, @Bob: what do you make of turn 3?")
    assert (mail.to, mail.kind) == (bob.email, "mentioned")
    assert page_of(danas) in mail.text
    rated_by(danas, bob)
    assert "what do you make of turn 3?" in log_in(bob).get(page_of(danas)).content.decode()


def test_nobody_is_mentioned_who_may_not_read_it(danas, carol, bob):
    assert said(danas, carol, "@Bob Adeyemi, @Charlie Berg and @Carol Mendes") == []
    with company_scope(danas.company_id):
        assert [mention.member.user for mention in Mention.objects.select_related("member__user")] == [carol]


def test_who_wants_no_such_mail_gets_none(danas, carol, ada, log_in):
    client = log_in(ada)
    assert "Write to me when somebody mentions me" in client.get("/c/northwind/mail/").content.decode()
    client.post("/c/northwind/mail/", {"told_of_reports": "own", "told_of_ends": "own"})
    with company_scope(danas.company_id):
        assert not Member.objects.get(user=ada).told_of_mentions
    assert said(danas, carol, "@Ada") == []
    client.post("/c/northwind/mail/", {"told_of_reports": "own", "told_of_ends": "own", "told_of_mentions": "on"})
    assert len(said(danas, carol, "@Ada, once more")) == 1


def test_a_comment_is_sent_from_the_page_and_its_mail_with_it(danas, carol, ada, log_in):
    answer = log_in(carol).post(page_of(danas, "comment"), {"text": "@Ada see turn 3"})
    assert answer["Location"].endswith("#comments")
    with company_scope(danas.company_id):
        assert OutboxMail.objects.filter(kind="mentioned", to=ada.email).count() == 1
        entry = AuditEntry.objects.get(action="report.commented")
    assert "turn 3" not in str(entry.details)


def test_a_comment_that_is_sent_twice_is_one_with_one_mail(danas, carol, bob):
    given_to(danas, bob)
    assert len(said(danas, carol, "@Bob Adeyemi, have a look")) == 1
    assert said(danas, carol, "@Bob Adeyemi, have a look") == []
    said(danas, carol, "And at the second answer.")
    assert len(said(danas, carol, "@Bob Adeyemi, have a look")) == 1
    with company_scope(danas.company_id):
        assert Comment.objects.count() == 3


def test_an_empty_comment_is_none(danas, carol, log_in):
    assert log_in(carol).post(page_of(danas, "comment"), {"text": " "}).status_code == 422


def test_markup_in_a_comment_is_words(danas, carol, log_in):
    said(danas, carol, "<script>alert(1)</script>")
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_whoever_wrote_it_removes_it(danas, carol, ada, log_in):
    said(danas, carol, "I was too quick here.")
    with company_scope(danas.company_id):
        found = Comment.objects.get()
    page = log_in(ada).post(page_of(danas, "comments", found.pk, "remove"), follow=True).content.decode()
    assert "Only whoever wrote a comment can remove it." in page
    assert "I was too quick here." in page
    page = log_in(carol).post(page_of(danas, "comments", found.pk, "remove"), follow=True).content.decode()
    assert "I was too quick here." not in page
    with company_scope(danas.company_id):
        assert Comment.objects.get().text == ""


def test_a_comment_of_another_interview_is_missing(danas, carol, log_in):
    answer = log_in(carol).post(page_of(danas, "comments", danas.pk, "remove"))
    assert answer.status_code == 404


def test_candidates_see_no_comment(danas, carol):
    opened_by(danas, carol)
    said(danas, carol, "Between us: thin.")
    client = arrive()
    for step in ("end/", "human-review/", "feedback/"):
        assert "Between us" not in client.get(address(danas, step), follow=True).content.decode()

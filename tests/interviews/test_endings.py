"""The end of an interview: who is told, in which words, and how often; ending and extending by the company; the page at the end."""

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, Member, OutboxMail, Role
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.consent import kept_until
from interviews.engine.events import DeadlinePassed, Paused, SkipAsked
from interviews.engine.state import state_from
from interviews.models import Consent, Interview
from interviews.services import conducting, endings
from interviews.services.locking import HasEnded
from tests.conftest import make_member, make_user
from tests.interviews.invited import TOKEN, address, arrive, change, now, state_of
from tests.interviews.rooms import begun, interview_of, page, say, turns_of

pytestmark = pytest.mark.django_db


def mails(company, kind: str) -> list[OutboxMail]:
    with company_scope(company):
        return list(OutboxMail.objects.filter(company=company, kind=kind).order_by("to"))


def tell(invitation) -> list[OutboxMail]:
    return endings.tell_ending(interview_id=interview_of(invitation).pk, company_id=invitation.company_id)


def finish(invitation, event) -> None:
    with company_scope(invitation.company_id):
        conducting.tell(interview=interview_of(invitation), event_at=event)


def completed(client, invitation) -> None:
    say(client, invitation, "Yes")
    for _ in range(14):
        if interview_of(invitation).is_over:
            return
        say(client, invitation, "no" if turns_of(invitation)[-1].phase == "candidate_questions" else "word " * 60)
    raise AssertionError("it does not end")


@pytest.fixture
def started(northwind, carol):
    return begun(northwind, invited_by=carol)


def of_invitation(invitation, rest: str = "") -> str:
    return f"/c/northwind/invitations/{invitation.pk}/{rest}"


# Mail


def test_a_completed_interview_is_told_of_once_by_a_receiver(northwind, carol, django_capture_on_commit_callbacks):
    with company_scope(northwind):
        Member.objects.filter(user=carol).update(told_of_reports="none")
    with django_capture_on_commit_callbacks(execute=True):
        client, invitation = begun(northwind, invited_by=carol)
        completed(client, invitation)
    tasks.tell_ending(str(interview_of(invitation).pk), str(northwind.pk))
    to_candidate, to_members = mails(northwind, "candidate_ending"), mails(northwind, "interview_over")
    assert [mail.to for mail in to_candidate] == ["dana@post.example"]
    assert to_candidate[0].subject == "Thank you for your interview for Backend engineer, Payments"
    assert all(part in to_candidate[0].text for part in ("people at Northwind", "12 months", "/i/", "Open your page"))
    assert "12 months" in to_candidate[0].html
    assert [mail.to for mail in to_members] == ["carol@northwind.example"]
    assert "Dana" not in to_members[0].subject + to_members[0].text
    assert interview_of(invitation).end_told_at


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("de", "Sie haben Ihr Interview zur Stelle Backend engineer, Payments beendet"),
        ("es", "Ha terminado su entrevista para Backend engineer, Payments"),
        ("fr", "Vous avez mis fin à votre entretien pour Backend engineer, Payments"),
    ],
)
def test_the_candidate_is_told_in_their_language(northwind, carol, language, subject):
    client, invitation = begun(northwind, invited_by=carol, language=language)
    client.post(address(invitation, "room/leave/"))
    tell(invitation)
    assert mails(northwind, "candidate_ending")[0].subject == subject


@pytest.mark.parametrize(
    ("outcome", "to_candidate", "to_member"),
    [
        ("ended", "Northwind Logistics has ended your interview", "was ended by your company"),
        ("expired", "The time for your interview", "ran out"),
        ("withdrawn", "You have ended your interview", "A candidate ended their interview"),
    ],
)
def test_each_end_has_words_of_its_own(northwind, started, outcome, to_candidate, to_member, carol):
    client, invitation = started
    if outcome == "ended":
        with company_scope(northwind):
            endings.end_by_company(interview=interview_of(invitation), reason="A fire alarm.", by=Actor(user=carol))
    elif outcome == "expired":
        finish(invitation, DeadlinePassed)
    else:
        client.post(address(invitation, "room/leave/"))
    told = {mail.kind: mail for mail in tell(invitation)}
    assert told["candidate_ending"].subject.startswith(to_candidate)
    assert to_member in told["interview_over"].subject
    assert "fire alarm" not in told["candidate_ending"].text + told["interview_over"].text


def test_what_the_company_says_about_the_next_steps_is_in_the_letter_and_on_the_page(northwind, started):
    client, invitation = started
    with company_scope(northwind):
        invitation.job.faq = [{"question": "What are the next steps after this interview?", "answer": "We meet within a week."}]
        invitation.job.save(update_fields=["faq"])
    completed(client, invitation)
    assert "We meet within a week." in client.get(address(invitation, "end/")).content.decode()
    assert "We meet within a week." in tell(invitation)[0].text


def test_while_it_goes_on_nobody_is_told_anything(northwind, started):
    _, invitation = started
    assert tell(invitation) == []


def test_members_choose_what_they_are_told_of(northwind, started, alice, ada, bob):
    _, invitation = started
    other = make_member(northwind, make_user("Rita", "rita@northwind.example"), Role.RECRUITER)
    with company_scope(northwind):
        Member.objects.filter(user=ada).update(told_of_ends="all")
        Member.objects.filter(user=bob).update(told_of_ends="all")
        interview = Interview.objects.select_related("invitation").get()

        def told() -> set[str]:
            return {member.user.name for member in endings.who_is_told(interview)}

        assert told() == {"Carol Mendes", "Ada Admin"}
        invitation.job.given_to.create(company=northwind, member=Member.objects.get(user=bob))
        assert told() == {"Carol Mendes", "Ada Admin", "Bob Adeyemi"}
        Member.objects.filter(user=invitation.invited_by).update(told_of_ends="none")
        assert told() == {"Ada Admin", "Bob Adeyemi"}
        Member.objects.filter(user=invitation.invited_by).delete()
        assert told() == {"Ada Admin", "Bob Adeyemi", "Alice Okafor", "Rita"}
        Member.objects.filter(pk=other.pk).update(told_of_ends="none")
        assert told() == {"Ada Admin", "Bob Adeyemi", "Alice Okafor"}


def test_a_member_says_so_on_a_page_of_their_own(northwind, bob, log_in):
    bobs = log_in(bob)
    assert "About each of the jobs that I was given" in bobs.get("/c/northwind/mail/").content.decode()
    assert bobs.post("/c/northwind/mail/", {"told_of_reports": "own", "told_of_ends": "none"}).status_code == 422
    bobs.post("/c/northwind/mail/", {"told_of_reports": "own", "told_of_ends": "all"})
    with company_scope(northwind):
        assert dict(Member.objects.values_list("user__name", "told_of_ends")) == {"Alice Okafor": "own", "Bob Adeyemi": "all"}


# By the company


def test_a_recruiter_ends_an_interview_with_a_reason_that_the_candidate_is_not_shown(northwind, started, carols):
    client, invitation = started
    say(client, invitation, "Yes")
    end = of_invitation(invitation, "end/")
    assert "Dana Novak is in the middle of it" in carols.get(end).content.decode()
    assert carols.post(end, {"reason": " "}).status_code == 422
    carols.post(end, {"reason": "A fire alarm in the building."})
    interview = interview_of(invitation)
    assert (interview.outcome, interview.ended_because) == ("ended", "A fire alarm in the building.")
    assert now(invitation).state == "ended"
    text = client.get(address(invitation, "end/")).content.decode()
    assert "Northwind Logistics has ended the interview" in text
    assert "fire alarm" not in text
    assert "fire alarm" in carols.get(of_invitation(invitation)).content.decode()
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="interview.ended")
        assert "fire" not in str(entry.details)


def test_what_is_over_is_not_ended_again_and_gets_no_more_time(northwind, started, carols, carol):
    client, invitation = started
    client.post(address(invitation, "room/leave/"))
    answer = carols.post(of_invitation(invitation, "end/"), {"reason": "Late."}, follow=True)
    assert "The interview is over already." in answer.content.decode()
    answer = carols.post(of_invitation(invitation, "more-time/"), {"minutes": 5}, follow=True)
    assert "The interview is over already." in answer.content.decode()
    assert interview_of(invitation).ended_because == ""
    with company_scope(northwind), pytest.raises(HasEnded):
        endings.extend_time(interview=interview_of(invitation), minutes=5, by=Actor(user=carol))


def test_more_time_is_given_and_the_room_says_so(northwind, started, carols):
    client, invitation = started
    before = state_from(interview_of(invitation).state).clock.limit
    carols.post(of_invitation(invitation, "more-time/"), {"minutes": 10})
    assert state_from(interview_of(invitation).state).clock.limit == before + 600_000
    assert "You have 10 minutes more." in page(client, invitation)
    assert "10 minutes more given in the interview" in carols.get(of_invitation(invitation)).content.decode()
    carols.post(of_invitation(invitation, "more-time/"), {"minutes": 7})
    assert state_from(interview_of(invitation).state).clock.limit == before + 600_000
    with company_scope(northwind):
        assert [entry.details for entry in AuditEntry.objects.filter(action="interview.extended")] == [{"minutes": 10}]


def test_while_goodbye_is_said_more_time_comes_too_late(northwind, started, carols):
    client, invitation = started
    say(client, invitation, "Yes")
    while turns_of(invitation)[-1].phase != "candidate_questions":
        say(client, invitation, "word " * 60)
    finish(invitation, lambda at: SkipAsked(at, turns_of(invitation)[-1].number))
    before = state_from(interview_of(invitation).state)
    assert before.phase == "wrap_up"
    answer = carols.post(of_invitation(invitation, "more-time/"), {"minutes": 5}, follow=True)
    assert "is saying goodbye" in answer.content.decode()
    assert state_from(interview_of(invitation).state) == before
    with company_scope(northwind):
        assert not AuditEntry.objects.filter(action="interview.extended").exists()


def test_without_a_limit_there_is_no_more_time_to_give(northwind, carol, carols):
    _, invitation = begun(northwind, invited_by=carol, adjustments={"no_time_limits": True})
    assert "More time:" not in carols.get(of_invitation(invitation)).content.decode()
    answer = carols.post(of_invitation(invitation, "more-time/"), {"minutes": 5}, follow=True)
    assert "has no time limit" in answer.content.decode()


def test_reviewers_and_other_companies_neither_end_nor_extend(northwind, started, bob, charlie, log_in):
    _, invitation = started
    for user, code in ((bob, 403), (charlie, 404)):
        for step, data in (("end/", {"reason": "No."}), ("more-time/", {"minutes": 5}), ("live/", None)):
            client = log_in(user)
            answer = client.get(of_invitation(invitation, step)) if data is None else client.post(of_invitation(invitation, step), data)
            assert answer.status_code == code
    assert not interview_of(invitation).is_over


def test_an_interview_whose_time_ran_out_is_over_for_the_company_too(northwind, started, carols):
    client, invitation = started
    finish(invitation, DeadlinePassed)
    assert (now(invitation).state, bool(now(invitation).expired_at)) == ("expired", True)
    assert "The time for this interview is over" in client.get(address(invitation, "end/")).content.decode()
    text = carols.get(of_invitation(invitation)).content.decode()
    assert "Its time ran out" in text
    assert "Expired" in text


# The page at the end


def test_the_page_at_the_end_shows_what_was_said_and_what_is_kept(northwind, started):
    client, invitation = started
    completed(client, invitation)
    text = client.get(address(invitation, "end/")).content.decode()
    assert all(
        part in text for part in ("What happens next", "Look over your", "word word", "Carol Mendes", "You hear from them, either way")
    )
    assert f"Kept until {kept_until(timezone.now(), 12).year}" not in text
    assert str(kept_until(timezone.now(), 12).year) in text


def test_every_page_of_an_interview_that_is_over_leads_to_its_end(northwind, started):
    client, invitation = started
    client.post(address(invitation, "room/leave/"))
    for step in ("", "check/", "ready/"):
        assert client.get(address(invitation, step)).headers["Location"] == address(invitation, "end/"), step
    assert arrive(TOKEN).get(f"/i/{TOKEN}/", follow=True).redirect_chain[-1][0] == address(invitation, "end/")


def test_before_its_end_the_page_leads_back(northwind, started):
    client, invitation = started
    assert client.get(address(invitation, "end/")).headers["Location"] == address(invitation)
    assert client.post(address(invitation, "end/erasure/")).headers["Location"] == address(invitation)
    assert now(invitation).erasure_asked_at is None


def test_an_end_without_an_interview_has_a_page_as_well(northwind, started):
    client, invitation = started
    change(invitation, completed_at=timezone.now())
    with company_scope(northwind):
        Interview.objects.all().delete()
    answer = client.get(address(invitation), follow=True)
    assert (answer.status_code, "Your interview is complete" in answer.content.decode()) == (410, True)


def test_the_agreement_is_taken_back_after_the_end(northwind, started):
    client, invitation = started
    completed(client, invitation)
    assert "Then nothing more is assessed" in client.get(address(invitation, "consent/take-back/")).content.decode()
    answer = client.post(address(invitation, "consent/take-back/"), {"reason": ""}, follow=True)
    assert "You took your agreement back on" in answer.content.decode()
    assert state_of(invitation) == "taken-back"
    assert client.get(address(invitation, "consent/")).status_code == 200
    with company_scope(northwind):
        assert Consent.objects.filter(kind="taken-back").count() == 1
    assert [mail.kind for mail in tell(invitation)] == ["interview_over"]


def test_whoever_takes_it_back_in_the_middle_ends_the_interview_with_it(northwind, started):
    client, invitation = started
    client.post(address(invitation, "consent/take-back/"), {"reason": "No."})
    assert interview_of(invitation).outcome == "withdrawn"
    assert "You took your agreement back on" in client.get(address(invitation, "end/")).content.decode()


def test_a_candidate_asks_to_be_deleted_and_somebody_is_told_once(northwind, started, carols):
    client, invitation = started
    client.post(address(invitation, "room/leave/"))
    erasure = address(invitation, "end/erasure/")
    assert "Ask to have everything deleted?" in client.get(erasure).content.decode()
    for _ in range(2):
        answer = client.post(erasure, follow=True)
    assert "You asked for it on" in answer.content.decode()
    assert [mail.to for mail in mails(northwind, "erasure_asked")] == ["carol@northwind.example"]
    assert "They asked to have everything deleted," in carols.get(of_invitation(invitation)).content.decode()


def test_the_recruiters_page_shows_the_whole_of_it(northwind, started, carols):
    client, invitation = started
    say(client, invitation, "Yes")
    before = carols.get(of_invitation(invitation)).content.decode()
    assert "the candidate was not told that somebody may read along" in before
    assert "Are you ready to begin?" not in before
    client.post(address(invitation, "room/act/"), {"do": "skip", "turn": 2})
    finish(invitation, Paused)
    client.post(address(invitation, "room/leave/"))
    text = carols.get(of_invitation(invitation)).content.decode()
    assert all(part in text for part in ("Are you ready to begin?", "Skipped", "Warm-up", "Ended by the candidate"))


def test_today_names_who_is_interviewed_and_who_was(northwind, started, carols):
    client, invitation = started
    assert "Being interviewed now" in carols.get("/c/northwind/").content.decode()
    client.post(address(invitation, "room/leave/"))
    text = carols.get("/c/northwind/").content.decode()
    assert "Being interviewed now" not in text
    assert "Lately over" in text


def test_a_day_that_the_month_does_not_have_is_its_last_one():
    moment = timezone.datetime(2028, 2, 29, tzinfo=timezone.get_default_timezone())
    assert [kept_until(moment, months).date().isoformat() for months in (1, 10, 12)] == ["2028-03-29", "2028-12-29", "2029-02-28"]

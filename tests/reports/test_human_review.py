"""A candidate asks that a person look at their interview; whoever recruits is told, and a person answers."""

import pytest

from accounts.models import AuditEntry, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.models import Assessment, ReviewRequest
from reports.services.human_review import MOST_REQUESTS, AnsweredAlready, answer_review, take_review
from reports.services.refused import NotOpened
from tests.interviews.invited import address, arrive, change
from tests.interviews.rooms import begun, interview_of
from tests.reports.assessed import make_report_row
from tests.reports.peopled import given_to, opened_by, over, page_of

pytestmark = pytest.mark.not_replayed

WORDS = "The second question was about my own project, and I think it was misread."


@pytest.fixture
def asked(danas):
    arrive().post(address(danas, "human-review/"), {"words": WORDS})
    with company_scope(danas.company_id):
        return ReviewRequest.objects.select_related("interview").get()


def test_the_candidate_is_told_whether_an_ai_or_rules_assessed(danas):
    page = arrive().get(address(danas, "human-review/")).content.decode()
    assert "Fixed rules have assessed your answers, without an AI" in page
    assert "An AI has read" not in page
    with company_scope(danas.company_id):
        for each in Assessment.objects.all():
            each.made_by |= {"model": "gpt"}
            each.save()
    page = arrive().get(address(danas, "human-review/")).content.decode()
    assert "An AI has read your answers" in page
    assert "Fixed rules" not in page


def mails(invitation, kind: str):
    with company_scope(invitation.company_id):
        return list(OutboxMail.objects.filter(kind=kind))


def test_who_recruits_is_told_without_name_and_words(danas, asked):
    found = mails(danas, "review_asked")
    assert found
    with company_scope(danas.company_id):
        name = danas.candidate.name
    for mail in found:
        assert page_of(danas, "reviews", asked.pk) in mail.text
        assert WORDS not in mail.text
        assert name not in mail.text


def test_the_candidate_sees_that_it_waits_and_asks_once(danas, asked):
    client = arrive()
    assert "Somebody will answer you" in client.get(address(danas, "human-review/")).content.decode()
    client.post(address(danas, "human-review/"), {"words": "Again."})
    with company_scope(danas.company_id):
        assert ReviewRequest.objects.count() == 1
        assert AuditEntry.objects.filter(action="review.asked").count() == 1


def test_a_person_answers_by_mail_and_on_the_candidates_page(danas, asked, carol, log_in):
    candidate = arrive()
    client = log_in(carol)
    assert WORDS in client.get(page_of(danas)).content.decode()
    assert client.post(page_of(danas, "reviews", asked.pk), {"answer": " "}).status_code == 422
    client.post(page_of(danas, "reviews", asked.pk), {"answer": "I read it myself and see it as you do."})
    [mail] = mails(danas, "candidate_review")
    assert "I read it myself" in mail.text
    page = candidate.get(address(danas, "human-review/")).content.decode()
    assert "I read it myself and see it as you do." in page
    assert "Carol" not in page
    with company_scope(danas.company_id):
        request = ReviewRequest.objects.get()
        assert (request.answered_by, request.is_open) == (carol, False)
        entry = AuditEntry.objects.get(action="review.answered")
    assert "read it" not in str(entry.details)


def test_whoever_has_not_opened_the_report_is_led_to_it_and_sends_nothing(danas, asked, carol, log_in):
    client, page = log_in(carol), page_of(danas, "reviews", asked.pk)
    shown = client.get(page).content.decode()
    assert "look first" in shown
    assert "Send the answer" not in shown
    refused = client.post(page, {"answer": "I looked, and all is well."})
    assert refused.status_code == 422
    assert "Open the report and read it first" in refused.content.decode()
    assert "I looked, and all is well." in refused.content.decode()
    assert mails(danas, "candidate_review") == []
    client.get(page_of(danas))
    assert "Send the answer" in client.get(page).content.decode()
    assert client.post(page, {"answer": "I looked, and all is well."}).url.endswith("/report/#candidate")
    assert len(mails(danas, "candidate_review")) == 1


def test_what_a_colleague_opened_is_not_opened_by_oneself(danas, asked, carol, ada):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        with pytest.raises(NotOpened):
            answer_review(request=asked, answer="I looked.", by=Actor(user=ada))
        assert ReviewRequest.objects.get().is_open


def test_a_newer_version_is_read_before_it_is_spoken_of(danas, asked, carol):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        make_report_row(interview_of(danas), version=2)
        with pytest.raises(NotOpened):
            answer_review(request=asked, answer="I looked.", by=Actor(user=carol))


def test_where_no_report_was_made_there_is_none_to_open(committed, northwind, carol):
    invitation = over(northwind)
    arrive().post(address(invitation, "human-review/"), {"words": WORDS})
    with company_scope(northwind):
        request = ReviewRequest.objects.select_related("interview").get()
        answer_review(request=request, answer="I read what you said.", by=Actor(user=carol))
        assert not ReviewRequest.objects.get().is_open


def take(client, invitation, request):
    return client.post(page_of(invitation, "reviews", request.pk), {"do": "take"}, follow=True)


def test_who_takes_it_in_hand_is_named_to_colleagues_and_not_to_the_candidate(danas, asked, carol, ada, log_in):
    candidate = arrive()
    page = address(danas, "human-review/")
    assert "Somebody will answer you" in candidate.get(page).content.decode()
    assert "You have it in hand." in take(log_in(carol), danas, asked).content.decode()
    shown = candidate.get(page).content.decode()
    assert "Somebody is looking at it" in shown
    assert "Carol" not in shown
    assert "somebody is looking at it" in candidate.get(address(danas, "end/")).content.decode()
    colleague = log_in(ada)
    for where in ("/c/northwind/", page_of(danas), page_of(danas, "reviews", asked.pk)):
        assert "Carol Mendes has it in hand" in colleague.get(where).content.decode()
    with company_scope(danas.company_id):
        entry = AuditEntry.objects.get(action="review.taken")
        assert (entry.actor_id, entry.target_id) == (carol.pk, str(asked.pk))
    assert mails(danas, "candidate_review") == []


def test_a_colleague_takes_it_over_and_twice_is_once(danas, asked, carol, ada, log_in):
    for user in (carol, carol, ada):
        take(log_in(user), danas, asked)
    with company_scope(danas.company_id):
        assert ReviewRequest.objects.get().taken_by == ada
        assert list(AuditEntry.objects.filter(action="review.taken").order_by("at").values_list("actor_id", flat=True)) == [
            carol.pk,
            ada.pk,
        ]


def test_what_was_answered_is_taken_by_nobody(danas, asked, carol, ada, log_in):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        answer_review(request=asked, answer="Yes.", by=Actor(user=carol))
    assert "Somebody has answered meanwhile." in take(log_in(ada), danas, asked).content.decode()
    with company_scope(danas.company_id):
        assert ReviewRequest.objects.get().taken_at is None


def test_reviewers_take_nothing_in_hand(danas, asked, bob, log_in):
    given_to(danas, bob)
    assert take(log_in(bob), danas, asked).status_code == 403
    with company_scope(danas.company_id):
        assert ReviewRequest.objects.get().taken_at is None


def test_of_two_who_answer_one_does(danas, asked, carol, ada):
    for user in (carol, ada):
        opened_by(danas, user)
    with company_scope(danas.company_id):
        answer_review(request=asked, answer="Yes.", by=Actor(user=carol))
        with pytest.raises(AnsweredAlready):
            answer_review(request=asked, answer="No.", by=Actor(user=ada))
        assert ReviewRequest.objects.get().answer == "Yes."
    assert len(mails(danas, "candidate_review")) == 1


def test_whoever_is_second_to_answer_is_told_so_and_keeps_their_words(danas, asked, carol, ada, log_in):
    for user in (carol, ada):
        opened_by(danas, user)
    with company_scope(danas.company_id):
        answer_review(request=asked, answer="Yes, it stands.", by=Actor(user=carol))
    refused = log_in(ada).post(page_of(danas, "reviews", asked.pk), {"answer": "No, the second answer shows more."})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody has answered meanwhile. Nothing was sent." in page
    assert "Yes, it stands." in page
    assert "No, the second answer shows more." in page


def test_it_may_be_asked_for_three_times(danas, carol):
    client = arrive()
    opened_by(danas, carol)
    for number in range(MOST_REQUESTS):
        client.post(address(danas, "human-review/"), {"words": f"Look at answer {number}."})
        with company_scope(danas.company_id):
            answer_review(
                request=ReviewRequest.objects.select_related("interview").get(answered_at=None), answer="Done.", by=Actor(user=carol)
            )
    page = client.post(address(danas, "human-review/"), {"words": "Once more."}).content.decode()
    assert "You have asked three times." in page
    with company_scope(danas.company_id):
        assert ReviewRequest.objects.count() == MOST_REQUESTS


def test_before_the_interview_is_over_there_is_nothing_to_look_at(committed, northwind):
    client, invitation = begun(northwind)
    assert client.get(address(invitation, "human-review/")).status_code == 302
    client.post(address(invitation, "human-review/"), {"words": WORDS})
    with company_scope(northwind):
        assert not ReviewRequest.objects.exists()


def test_only_the_candidate_asks(danas):
    from django.test import Client

    assert Client().post(address(danas, "human-review/"), {"words": WORDS}).status_code == 404
    with company_scope(danas.company_id):
        assert not ReviewRequest.objects.exists()


@pytest.mark.parametrize(
    ("language", "says"),
    [("de", "Jemand sieht es sich an"), ("fr", "Une personne l’examine"), ("es", "Alguien lo está mirando")],
)
def test_candidates_read_in_their_language_that_somebody_looks(danas, asked, carol, language, says):
    change(danas, language=language)
    client = arrive()
    with company_scope(danas.company_id):
        take_review(request=asked, by=Actor(user=carol))
    assert says in client.get(address(danas, "human-review/")).content.decode()


@pytest.mark.parametrize(
    ("language", "title"),
    [("de", "Durchsicht durch einen Menschen"), ("fr", "Le regard d’une personne"), ("es", "La mirada de una persona")],
)
def test_candidates_read_it_in_their_language(danas, language, title):
    change(danas, language=language)
    assert title in arrive().get(address(danas, "human-review/")).content.decode()


def test_another_company_sees_nothing_of_it(danas, asked, southgate):
    with company_scope(southgate):
        assert not ReviewRequest.objects.exists()

"""Near-duplicates as our staff see them: side by side, and put in order one by one."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from accounts.tenancy import every_company
from interviews.models import Comparison, FollowUp, NearPair, Question, QuestionVector, VectorModel
from interviews.services.near_pairs import find_near_pairs
from tests.conftest import make_user
from tests.interviews.questions import make_bank, make_question
from tests.interviews.test_lookup import direction, near

pytestmark = pytest.mark.usefixtures("committed")
PAGE = "/admin/library/near/"


@pytest.fixture
def fill(committed):
    """So many pairs in two banks, each alike in its own direction."""

    def make(number, seed=0):
        with every_company("the test fills the library"):
            model, _ = VectorModel.objects.get_or_create(name="test:model", serves=True)
            banks = [make_bank(None, f"bank-{seed}-{side}") for side in "ab"]
            for each in range(number):
                for side, bank in enumerate(banks):
                    question = make_question(bank, f"Question {seed} {each} {'ab'[side]}?")
                    vector = near(direction(seed * 1_000 + each), 0.2 * side, seed=77)
                    QuestionVector.objects.create(question=question, model=model, vector=vector, content_hash=question.content_hash)
        find_near_pairs()
        return banks

    return make


@pytest.fixture
def client(log_in, sam):
    return log_in(sam)


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def only_pair():
    with every_company("the test looks"):
        return NearPair.objects.get()


def question(pk):
    with every_company("the test looks"):
        return Question.objects.get(pk=pk)


def decide(client, do, **more):
    return client.post(f"{PAGE}{only_pair().pk}/", {"do": do} | more, follow=True)


def test_before_there_are_vectors_it_says_what_will_come(client):
    assert "Nothing to compare yet" in text_of(client.get(PAGE))


def test_both_texts_stand_side_by_side_with_what_is_known(client, fill):
    fill(1)
    text = text_of(client.get(PAGE))
    for wanted in (
        "Question 0 0 a?",
        "Question 0 0 b?",
        "Reliability",
        "Medium",
        "Bank-0-A",
        "Not asked yet",
        "no follow-ups",
        "0.98",
        "1 pair,",
    ):
        assert wanted in text, wanted


def test_it_can_be_narrowed_down(client, fill):
    (bank, _) = fill(1)
    fill(1, seed=1)
    assert "2 pairs" in text_of(client.get(PAGE))
    assert "1 pair," in text_of(client.get(f"{PAGE}?bank={bank.pk}"))
    assert "2 pairs" in text_of(client.get(f"{PAGE}?bank=across"))
    assert "2 pairs" in text_of(client.get(f"{PAGE}?bank=nonsense&similarity=x&page=y"))
    with every_company("the test moves it"):
        NearPair.objects.update(similarity=0.82)
    assert "No pairs here" in text_of(client.get(f"{PAGE}?similarity=0.9"))


def test_both_are_kept(client, fill):
    fill(1)
    assert "Both are kept" in text_of(decide(client, "both"))
    assert "No pairs here" in text_of(client.get(PAGE))


@pytest.mark.parametrize("side", ["one", "other"])
def test_one_is_kept_and_the_other_retired(side, client, fill):
    fill(1)
    pair = only_pair()
    kept, other = (pair.one_id, pair.other_id) if side == "one" else (pair.other_id, pair.one_id)
    with every_company("the test adds a follow-up"):
        FollowUp.objects.create(question_id=other, when="short", text="What else?")
    answer = text_of(decide(client, side, with_follow_ups="on"))
    assert "One is kept" in answer and f"/{other}/restore/" in answer
    assert (question(kept).state, question(other).state) == ("active", "retired")
    with every_company("the test looks"):
        assert FollowUp.objects.filter(question_id=kept, text="What else?").exists()


def test_what_was_retired_comes_back_at_a_press(client, fill):
    fill(1)
    other = only_pair().other_id
    decide(client, "one")
    answer = client.post(f"/admin/library/health/{other}/restore/", {"from": "near"}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Back in use." in text_of(answer)
    assert question(other).state == "active"


def test_without_the_tick_the_follow_ups_stay_behind(client, fill):
    fill(1)
    with every_company("the test adds a follow-up"):
        FollowUp.objects.create(question_id=only_pair().other_id, when="short", text="What else?")
    decide(client, "one")
    with every_company("the test looks"):
        assert not FollowUp.objects.filter(question_id=only_pair().one_id).exists()


def test_what_was_decided_meanwhile_is_said(client, fill):
    fill(1)
    decide(client, "both")
    assert "Nothing was changed" in text_of(decide(client, "one"))
    assert question(only_pair().other_id).state == "active"


def test_looking_again_compares_all_of_them_and_says_how_far_it_is(client, fill):
    fill(2)
    assert "4 questions compared" in text_of(client.get(PAGE))
    text = text_of(client.post(f"{PAGE}again/", follow=True))
    assert "0 of 4" in text and "every 3s" in text
    with every_company("the test looks"):
        assert not Comparison.objects.exists()
    find_near_pairs()
    fragment = text_of(client.get(PAGE, headers={"HX-Request": "true"}))
    assert "4 questions compared" in fragment and "every 3s" not in fragment


def test_a_long_list_costs_as_many_queries_as_a_short_one(client, fill):
    def queries_at(number, seed):
        fill(number, seed)
        client.get(PAGE)
        with CaptureQueriesContext(connections["default"]) as asked, CaptureQueriesContext(connections["owner"]) as as_owner:
            client.get(PAGE)
        return len(asked) + len(as_owner)

    assert queries_at(2, 1) == queries_at(18, 2)


@pytest.mark.parametrize("address", ["", "again/", "1/"])
def test_staff_without_the_right_and_companies_stay_out(address, fill, log_in, alice):
    fill(1)
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    for method in ("get", "post"):
        assert getattr(log_in(tim), method)(PAGE + address).status_code in (403, 405)
        assert getattr(log_in(alice), method)(PAGE + address).status_code == 302
    with every_company("the test looks"):
        assert NearPair.objects.get().kept_both_at is None and Comparison.objects.count() == 2

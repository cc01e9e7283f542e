"""The helper without a model: what it proposes is from the library's nearest question, or holds for every question of a type."""

import pytest

from accounts.tenancy import every_company
from interviews.models import Kind
from interviews.prompts import Draft, DraftInputs, SimilarQuestion, draft_by_rules
from interviews.prompts.general import ANCHORS, FOLLOW_UPS
from interviews.services.vectors import make_vectors
from tests.interviews.drafted import ask, fills, rows, said
from tests.interviews.recruiting import library_bank, own_question

pytestmark = pytest.mark.usefixtures("committed")


def test_without_a_provider_a_far_question_of_the_same_competency_is_no_source(northwind, carols):
    library_bank("How do you find a slow query?", slug="near", competency="Data", shows="They measure.")
    library_bank("What do you do when a machine is lost?", slug="same", shows="They keep it running.")
    make_vectors()
    assert fills(ask(carols))["shows"] == "They measure."
    assert "hold for every question of this type" in said(ask(carols, text="Which books lie on your desk?"))


def test_of_two_that_lie_about_as_near_the_one_of_the_same_competency_is_taken(northwind, carols):
    library_bank("How do you notice the slow service?", slug="near", competency="Data", shows="They measure.")
    library_bank("How do you notice a slow service?", slug="same", shows="They keep it running.")
    make_vectors()
    answer = ask(carols)
    assert said(answer).startswith(
        "No AI provider is set up. So these are from a similar question of the library: “How do you notice a slow"
    )
    assert fills(answer)["shows"] == "They keep it running."
    assert rows(answer) == [("It is vague.", "What did you measure?"), ("It is long.", "What mattered most?")]
    # An ideal answer to another question would be held against every candidate.
    assert "ideal" not in fills(answer)
    assert "The ideal answer is left to you" in said(answer)


def test_the_ideal_answer_is_taken_over_only_from_a_question_about_the_same(northwind, carols):
    library_bank("How would you find a slow query?")
    make_vectors()
    assert fills(ask(carols))["ideal"] == "I look at the plan first."


def test_before_there_are_vectors_the_same_competency_is_near_enough(northwind, carols):
    library_bank("What do you do when a machine is lost?", shows="They keep it running.")
    assert fills(ask(carols))["shows"] == "They keep it running."
    assert "hold for every question of this type" in said(ask(carols, competency="Unheard of"))


def test_a_question_that_shares_a_word_and_no_more_is_no_source(northwind, carols):
    library_bank(
        "When would you load data once a night, and when would you process it continuously as it arrives?",
        kind="technical",
        competency="Pipelines",
    )
    make_vectors()
    answer = ask(carols, text="How do you load a lorry so that the weight is spread?", competency="Planning tours")
    assert "hold for every question of this type" in said(answer)
    assert fills(answer)["anchor_3"] == ANCHORS[Kind.TECHNICAL][2]


def test_own_banks_are_no_source(northwind, carols):
    own_question(northwind, "How do you find a slow query?", shows="Our secret.")
    make_vectors()
    assert "Our secret." not in fills(ask(carols)).values()


def test_what_a_bank_says_of_a_competency_is_what_a_good_answer_shows(northwind, carols):
    with every_company("the test fills the library"):
        bank = library_bank("Unlike all else?", competency="Other")
        bank.competencies = {"Safe loading": "Loads so that nothing moves."}
        bank.save()
    answer = ask(carols, text="How do you load?", competency="Safe loading", kind="situational")
    assert fills(answer)["shows"] == "Loads so that nothing moves."


@pytest.mark.parametrize("kind", Kind)
def test_what_holds_for_every_question_of_a_type_is_whole(kind):
    draft = draft_by_rules(DraftInputs(question="How?", competency="", kind=kind))
    assert Draft.model_validate(draft.model_dump()) == draft
    assert draft.follow_ups[0].text == FOLLOW_UPS[kind][0][1]


def test_a_similar_question_with_too_few_follow_ups_is_made_up_for():
    like = SimilarQuestion("Q?", "C", "S", tuple("abcde"), (("", "No occasion?"), ("It is vague.", "What did you do?")), "I did.", 0.4)
    draft = draft_by_rules(DraftInputs(question="How?", competency="C", kind=Kind.TECHNICAL, similar_questions=(like,)))
    assert [each.text for each in draft.follow_ups] == ["What did you do?", FOLLOW_UPS[Kind.TECHNICAL][0][1]]

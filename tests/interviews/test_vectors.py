"""Vectors are made in the background, never twice for a text, and a new model takes over without a gap."""

import pytest
from django.core.management import CommandError, call_command

from accounts.tenancy import company_scope, every_company
from ai.configuration import configuration_from
from ai.errors import BudgetSpent
from ai.testing import Fault, ModelServer
from interviews.models import FollowUp, FollowUpVector, IdealAnswer, IdealAnswerVector, Question, QuestionVector, State, VectorModel
from interviews.queries.lookup import serving_model
from interviews.services.vectors import make_vectors, progress
from tests.accounts.test_budgets import allow, spend
from tests.interviews.questions import make_bank, make_question

BUILTIN = "builtin:lexical-2"
OPENAI = "openai:text-embedding-3-small"
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def library():
    with every_company("the test fills the library"):
        bank = make_bank(None, "library")
        questions = [make_question(bank, f"How do you test number {number}?") for number in range(5)]
        FollowUp.objects.create(question=questions[0], when="vague", text="What did you do?")
        IdealAnswer.objects.create(question=questions[0], text="I write the test first.")
    return questions


@pytest.fixture(scope="module")
def running_server():
    with ModelServer() as server:
        yield server


@pytest.fixture
def openai(running_server, settings):
    running_server.behave()

    def use():
        settings.AI = configuration_from({"OPENAI_API_KEY": "sk-of-a-test", "OPENAI_BASE_URL": running_server.url})
        return running_server

    return use


def count(model):
    with every_company("the test counts vectors"):
        return model.objects.count()


def embedded(server):
    return [text for call in server.calls for text in call.body["input"]]


def test_everything_that_is_compared_gets_a_vector(library):
    assert make_vectors() == 7
    assert (count(QuestionVector), count(FollowUpVector), count(IdealAnswerVector)) == (5, 1, 1)
    assert serving_model().name == BUILTIN
    assert make_vectors() == 0


def test_a_companys_own_questions_too_and_in_its_name(library, northwind, openai):
    with company_scope(northwind):
        make_question(make_bank(northwind), "How do you load a lorry?")
    openai()
    make_vectors()
    with company_scope(northwind):
        assert QuestionVector.objects.filter(company=northwind).count() == 1
    with every_company("the test reads the ledger"):
        from accounts.models import ModelCall

        assert set(ModelCall.objects.values_list("company_id", flat=True)) == {None, northwind.pk}


def test_only_a_text_that_changed_is_embedded_again(library, openai):
    server = openai()
    make_vectors()
    assert len(embedded(server)) == 7
    with every_company("the test is staff"):
        Question.objects.filter(pk=library[0].pk).update(text="How do you test what changed?", minutes=9)
        Question.objects.filter(pk=library[1].pk).update(minutes=9)
    server.behave()
    make_vectors()
    # Its follow-up is understood by it.
    assert embedded(server) == [
        "How do you test what changed?",
        "vague What did you do? How do you test what changed? I write the test first.",
    ]


def test_a_follow_up_is_compared_together_with_its_question_and_the_ideal_answer(library, openai):
    server = openai()
    make_vectors()
    assert "vague What did you do? How do you test number 0? I write the test first." in embedded(server)
    server.behave()
    with every_company("the test is staff"):
        IdealAnswer.objects.update(text="I ask what must not break.")
    make_vectors()
    assert sorted(embedded(server)) == [
        "I ask what must not break.",
        "vague What did you do? How do you test number 0? I ask what must not break.",
    ]


def test_texts_that_are_the_same_are_embedded_once(openai):
    server = openai()
    with every_company("the test fills the library"):
        bank = make_bank(None, "library")
        for _ in range(3):
            make_question(bank, "How do you test twins?")
    assert make_vectors() == 3
    assert embedded(server) == ["How do you test twins?"]


def test_what_is_retired_needs_none(library):
    with every_company("the test is staff"):
        Question.objects.filter(pk=library[0].pk).update(state=State.RETIRED)
    make_vectors()
    assert count(QuestionVector) == 4


def test_a_new_model_is_filled_beside_the_old_one_and_takes_over_when_it_is_whole(library, openai):
    make_vectors()
    openai()
    assert make_vectors(at_most=1) == 5
    assert serving_model().name == BUILTIN
    assert (progress().model, progress().missing, progress().serves) == (OPENAI, 2, False)
    with every_company("the test looks at the old vectors"):
        assert QuestionVector.objects.filter(model__name=BUILTIN).count() == 5
    make_vectors()
    assert serving_model().name == OPENAI
    assert progress().serves
    with every_company("the test looks at what is left"):
        assert list(VectorModel.objects.values_list("name", flat=True)) == [OPENAI]
        assert QuestionVector.objects.count() == 5


def test_a_provider_that_fails_leaves_the_old_vectors_and_the_next_run_goes_on(library, openai):
    make_vectors()
    server = openai()
    server.fault(Fault.HTTP_401)
    with pytest.raises(Exception, match="wrong_key"):
        make_vectors()
    assert serving_model().name == BUILTIN
    assert count(QuestionVector) == 5
    server.behave()
    assert make_vectors() == 7
    assert serving_model().name == OPENAI


@pytest.mark.parametrize("command", ["load_library", "make_vectors"])
def test_a_command_says_in_a_sentence_that_no_vectors_can_be_had_now(command, library, openai):
    openai().fault(Fault.HTTP_401)
    with pytest.raises(CommandError, match=r"`ai_check` says what is wrong\.$"):
        call_command(command)


def test_a_company_whose_budget_is_spent_keeps_nobody_else_from_their_vectors(library, northwind, southgate, openai):
    for company in (northwind, southgate):
        with company_scope(company):
            make_question(make_bank(company), "How do you load a lorry?")
    allow(northwind, "1")
    spend(northwind, "1")
    openai()
    with pytest.raises(BudgetSpent):
        make_vectors()
    with every_company("the test counts whose vectors there are"):
        assert set(QuestionVector.objects.values_list("company_id", flat=True)) == {None, southgate.pk}

"""Questions for a typed phrase: by words and by meaning, within what was asked for, and never another company's."""

import pytest

from accounts.tenancy import company_scope, every_company
from interviews.models import Question, QuestionVector, State, VectorModel
from interviews.queries.lookup import Point, Wanted
from interviews.queries.search import Phrase, questions_for
from tests.interviews.questions import POINTING_UP, make_bank, make_question

AWAY = [0.0, 1.0, *[0.0] * 382]


def keys(text, wanted=None, point=None, k=10):
    return [question.key for question in questions_for(Phrase(text, point), wanted or Wanted(), k)]


@pytest.fixture
def library(committed):
    with every_company("the test fills the library"):
        bank = make_bank(None, "library")
        make_question(bank, "A message in a queue crashes the worker.", key="queue-crash")
        make_question(bank, "How do you plan a queue for messages at peak hours?", key="queue-peak", difficulty="hard")
        make_question(bank, "Tell me about a conflict.", key="conflict", shows="Listens to both sides.")
        make_question(make_bank(None, "german"), "Wie führen Sie Gespräche?", key="gespraech", language="de")
    return bank


def vector(key, values, model):
    with every_company("the test makes a vector"):
        QuestionVector.objects.create(question=Question.objects.get(key=key), model=model, content_hash="x", vector=values)


def test_any_of_the_words_finds_and_more_of_them_find_first(northwind, library):
    with company_scope(northwind):
        assert keys("crashed messages") == ["queue-crash", "queue-peak"]
        assert keys("listening") == ["conflict"]
        assert keys("nothing like it") == []
        assert keys("crashed messages", k=1) == ["queue-crash"]


@pytest.mark.parametrize("text", ["", "   ", "the of and", "!!! & | ' \\ :*", "\0", "x" * 5_000, "word " * 5_000])
def test_whatever_is_typed_is_no_error(northwind, library, text):
    with company_scope(northwind):
        assert keys(text) == []


def test_words_are_cut_by_the_rules_of_their_language(northwind, library):
    with company_scope(northwind):
        assert keys("Gespräch", Wanted(language="de")) == ["gespraech"]


def test_what_is_not_asked_for_is_left_out(northwind, library):
    with company_scope(northwind):
        asked = Question.objects.get(key="queue-crash").pk
        assert keys("queue", Wanted(difficulty="hard")) == ["queue-peak"]
        assert keys("queue", Wanted(without=frozenset({asked}))) == ["queue-peak"]
        assert keys("queue", Wanted(banks=(Question.objects.get(key="gespraech").bank_id,))) == []


def test_what_is_retired_or_replaced_is_not_found(northwind, library):
    with every_company("the test is staff"):
        Question.objects.filter(key="queue-crash").update(state=State.RETIRED)
        Question.objects.filter(key="queue-peak").update(is_current=False)
    with company_scope(northwind):
        assert keys("queue") == []


def test_another_companys_questions_are_not_found(northwind, southgate, library):
    with company_scope(southgate):
        make_question(make_bank(southgate, "theirs"), "How do you keep a queue of lorries short?", key="lorries")
        assert "lorries" in keys("queue")
    with company_scope(northwind):
        assert "lorries" not in keys("queue")


def test_meaning_finds_what_no_word_does_and_both_together_rank_first(northwind, library):
    with every_company("the test sets up the model that serves"):
        model = VectorModel.objects.create(name="test:model", serves=True)
    vector("conflict", POINTING_UP, model)
    vector("queue-peak", [1.0, 0.2, *[0.0] * 382], model)
    vector("queue-crash", AWAY, model)
    with company_scope(northwind):
        assert keys("no such words", point=Point(model, POINTING_UP)) == ["conflict", "queue-peak", "queue-crash"]
        assert keys("peak", point=Point(model, POINTING_UP)) == ["queue-peak", "conflict", "queue-crash"]


def test_a_changed_text_is_found_by_its_new_words(northwind, library):
    with every_company("the test is staff"):
        Question.objects.filter(key="conflict").update(text="Tell me about a quarrel.")
    with company_scope(northwind):
        assert keys("quarrels") == ["conflict"]
        assert keys("conflicts") == []

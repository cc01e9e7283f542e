"""The question library as recruiters browse and search it."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.tenancy import company_scope, every_company
from ai.configuration import configuration_from
from ai.testing import ModelServer
from interviews.models import Question, QuestionVector, State, VectorModel
from interviews.services.vectors import make_vectors
from tests.accounts.test_budgets import allow, spend
from tests.interviews.questions import ANCHORS, POINTING_UP, make_bank, make_question
from tests.interviews.recruiting import QUESTIONS, library_bank, library_question, own_question


def texts(answer) -> list[str]:
    return [each.question.text for each in answer.context["found"]]


def page(client, **query) -> str:
    return client.get(QUESTIONS, query).content.decode()


# What is there


def test_the_library_and_the_own_banks_stand_together_own_ones_first(committed, northwind, southgate, carols):
    library_bank("How do you find a slow query?", "What is an index?")
    own_question(northwind)
    own_question(southgate, "What does Southgate ask?")
    answer = carols.get(QUESTIONS)
    assert texts(answer) == ["How do you greet a driver?", "How do you find a slow query?", "What is an index?"]
    words = " ".join(answer.content.decode().split())
    assert "3 questions in 2 banks, 1 of them your own" in words
    assert "Southgate" not in words


def test_a_result_shows_what_a_good_answer_shows_anchors_follow_ups_and_minutes(committed, carols, northwind):
    library_question(minutes=7)
    text = page(carols)
    for words in (
        "They measure before they change.",
        ANCHORS[0],
        "2 follow-ups",
        "What did you measure?",
        "About 7 min",
        "Copy to our bank",
    ):
        assert words in text
    assert text.index(ANCHORS[4]) < text.index(ANCHORS[0])


def test_nothing_is_said_about_plans_while_there_are_none(committed, carols, northwind):
    library_question()
    assert "plan" not in page(carols).lower().replace("explan", "")


def test_without_any_question_the_page_says_what_to_do_first(northwind, carols):
    text = page(carols)
    assert "No questions yet" in text
    assert "Write the first" in text


def test_old_versions_and_retired_questions_are_not_offered(northwind, carols):
    with company_scope(northwind):
        bank = make_bank(northwind)
        make_question(bank, "Current?")
        make_question(bank, "Old?", is_current=False)
        make_question(bank, "Retired?", state=State.RETIRED)
    assert texts(carols.get(QUESTIONS)) == ["Current?"]
    assert texts(carols.get(QUESTIONS, {"state": "retired"})) == ["Retired?"]


def test_reviewers_have_neither_the_page_nor_the_way_to_it(northwind, bob, carols, log_in):
    client = log_in(bob)
    assert client.get(QUESTIONS).status_code == 403
    assert QUESTIONS not in client.get("/c/northwind/").content.decode()
    assert QUESTIONS in carols.get("/c/northwind/").content.decode()


# By words and by filters


def test_every_word_must_stand_somewhere_and_those_in_the_text_come_first(northwind, carols):
    with company_scope(northwind):
        bank = make_bank(northwind)
        make_question(bank, "What is a good brief?", shows="They name the slow query.")
        make_question(bank, "How do you find a SLOW query?", key="z-last")
        make_question(bank, "Is slow good?")
    assert texts(carols.get(QUESTIONS, {"q": "slow query"})) == ["How do you find a SLOW query?", "What is a good brief?"]
    assert texts(carols.get(QUESTIONS, {"q": "100% _ \\"})) == []


@pytest.fixture
def variety(northwind):
    with company_scope(northwind):
        bank, other = make_bank(northwind), make_bank(northwind, "other", language="de")
        make_question(bank, "Easy?", difficulty="easy", competency="Planning")
        make_question(bank, "Medium?", difficulty="medium", kind="behavioural")
        make_question(bank, "Hard?", difficulty="hard", competency="Safety")
        make_question(other, "Schwer?", difficulty="hard")
    return bank, other


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"difficulty": "easy"}, {"Easy?"}),
        ({"difficulty": "medium-up"}, {"Medium?", "Hard?", "Schwer?"}),
        ({"language": "de"}, {"Schwer?"}),
        ({"type": "behavioural"}, {"Medium?"}),
        ({"competency": "Safety"}, {"Hard?"}),
        ({"competency": ["Safety", "Planning", ""]}, {"Hard?", "Easy?"}),
        ({"bank": "library"}, set()),
        ({"bank": "own"}, {"Easy?", "Medium?", "Hard?", "Schwer?"}),
        ({"competency": "Safety", "difficulty": "easy"}, set()),
    ],
)
def test_filters(variety, carols, query, found):
    assert set(texts(carols.get(QUESTIONS, query))) == found


def test_one_bank(variety, carols):
    assert texts(carols.get(QUESTIONS, {"bank": str(variety[1].pk)})) == ["Schwer?"]


def test_a_new_question_begins_in_the_bank_that_is_looked_at(variety, carols):
    text = carols.get(QUESTIONS, {"bank": str(variety[1].pk)}).content.decode()
    assert f"{QUESTIONS}new/?bank={variety[1].pk}" in text
    form = carols.get(f"{QUESTIONS}new/", {"bank": str(variety[1].pk)}).content.decode()
    assert f'<option value="{variety[1].pk}" selected>' in form


def test_a_chip_leads_to_the_list_without_it(variety, carols):
    answer = carols.get(QUESTIONS, {"competency": ["Safety", "Planning"], "difficulty": "medium-up", "q": "hard", "page": "1"})
    chips = {chip["label"]: chip["url"] for chip in answer.context["chips"]}
    assert set(chips) == {"Safety", "Planning", "Medium and up"}
    without = carols.get(QUESTIONS + chips["Planning"])
    assert texts(without) == ["Hard?"]
    assert {chip["label"] for chip in without.context["chips"]} == {"Safety", "Medium and up"}
    assert "page=" not in chips["Planning"]


@pytest.mark.parametrize(
    "query",
    [
        {"bank": "nonsense"},
        {"difficulty": "impossible"},
        {"language": "xx"},
        {"type": "x"},
        {"by": "magic"},
        {"q": "x" * 301},
        {"q": "a\0b"},
    ],
)
def test_what_nobody_can_ask_for_is_said_and_shows_everything(variety, carols, query):
    answer = carols.get(QUESTIONS, query)
    assert answer.status_code == 422
    assert "This search cannot be used." in answer.content.decode()
    assert len(texts(answer)) == 4


def test_twenty_a_page_and_the_address_keeps_the_search(northwind, carols):
    with company_scope(northwind):
        bank = make_bank(northwind)
        for number in range(45):
            make_question(bank, f"Question {number}?")
    answer = carols.get(QUESTIONS, {"q": "question", "page": "3"})
    assert len(texts(answer)) == 5
    assert "?page=2&amp;q=question" in answer.content.decode()
    assert len(texts(carols.get(QUESTIONS, {"page": "no number"}))) == 20


def test_htmx_gets_the_results_alone(variety, carols):
    text = carols.get(QUESTIONS, headers={"HX-Request": "true"}).content.decode()
    assert '<section class="stack" id="results"' in text
    assert "<html" not in text
    assert "<h1" not in text


# By meaning


def test_by_meaning_the_nearest_comes_first_with_how_near_it_is(committed, northwind, carols):
    library_bank("How do you find a slow database query?", "Tell me about a time you disagreed with a manager.")
    own_question(northwind, "How do you greet a driver at the gate?")
    make_vectors()
    answer = carols.get(QUESTIONS, {"q": "a database query that is slow", "by": "meaning"})
    assert texts(answer)[0] == "How do you find a slow database query?"
    near = [each.similarity for each in answer.context["found"]]
    assert near == sorted(near, reverse=True)
    assert all(0 < each <= 1 for each in near)
    assert "that fit best, by meaning and by words together" in " ".join(answer.content.decode().split())


def test_by_meaning_filters_hold_too(committed, northwind, carols):
    library_bank("How do you find a slow query?", difficulty="hard")
    library_bank("How do you find a slow report?", slug="two", difficulty="medium", competency="Data")
    library_bank("How do you find a slow page?", slug="three", difficulty="easy")
    make_vectors()
    ask = {"q": "how do you find a slow query", "by": "meaning"}
    assert len(texts(carols.get(QUESTIONS, ask))) == 3
    assert set(texts(carols.get(QUESTIONS, ask | {"difficulty": "medium-up"}))) == {
        "How do you find a slow query?",
        "How do you find a slow report?",
    }
    assert texts(carols.get(QUESTIONS, ask | {"competency": "Data", "difficulty": "medium-up"})) == ["How do you find a slow report?"]
    assert texts(carols.get(QUESTIONS, ask | {"bank": "own"})) == []
    assert len(texts(carols.get(QUESTIONS, ask | {"bank": "library"}))) == 3


def test_another_companys_questions_are_not_found_by_meaning(committed, northwind, southgate, carols):
    own_question(southgate, "How do you find a slow query?")
    own_question(northwind, "How do you find a slow driver?")
    make_vectors()
    assert texts(carols.get(QUESTIONS, {"q": "find a slow query", "by": "meaning"})) == ["How do you find a slow driver?"]


def test_while_nobody_can_compare_the_words_are_looked_for_and_the_page_says_so(committed, northwind, carols):
    library_bank("How do you find a slow query?", "What is an index?")
    answer = carols.get(QUESTIONS, {"q": "slow", "by": "meaning"})
    assert texts(answer) == ["How do you find a slow query?"]
    assert "Searching by meaning does not work at the moment." in answer.content.decode()


# Numbers


def fill_library(numbers):
    with every_company("the test fills the library"):
        bank = make_bank(None, f"bank-{numbers.start}")
        model = VectorModel.objects.get()
        common = {"competency": "x", "difficulty": "medium", "kind": "technical", "domain": "x", "shows": "x", "anchors": ANCHORS}
        rows = Question.objects.bulk_create(
            [Question(bank=bank, key=f"q-{n}", text=f"How do you load lorry number {n}?", **common) for n in numbers], batch_size=2000
        )
        # Enough for the index to be used; to put more into it takes a minute.
        vectors = [QuestionVector(model=model, question=row, content_hash="x", vector=POINTING_UP) for row in rows[:3_200]]
        QuestionVector.objects.bulk_create(vectors, batch_size=2000)


def test_the_number_of_queries_does_not_grow(committed, northwind, carols):
    with every_company("the test says which model serves"):
        VectorModel.objects.create(name="builtin:lexical-1", serves=True)
    own_question(northwind)
    searches = [{}, {"q": "lorry load", "difficulty": "medium-up"}, {"q": "loading a lorry", "by": "meaning"}]
    found = []
    carols.get(QUESTIONS)
    for numbers in (range(10), range(10, 10_000)):
        fill_library(numbers)
        for search in searches:
            with CaptureQueriesContext(connection) as queries:
                assert carols.get(QUESTIONS, search).status_code == 200
            found.append(len(queries))
    assert found[:3] == found[3:]
    assert max(found[:2]) <= 27
    assert found[2] <= 40


def test_a_spent_budget_is_said_where_meaning_was_asked_for(committed, northwind, carol, log_in, settings):
    library_bank("How do you find a slow query?")
    with ModelServer() as provider:
        settings.AI = configuration_from({"OPENAI_API_KEY": f"sk-{uuid4()}", "OPENAI_BASE_URL": provider.url})
        make_vectors()
        allow(northwind, "1")
        spend(northwind, "1.5")
        page = log_in(carol).get(f"{QUESTIONS}?q=query&by=meaning").content.decode()
    assert "This month’s budget for models is used up." in page
    assert "in a few minutes" not in page
    assert "How do you find a slow query?" in page

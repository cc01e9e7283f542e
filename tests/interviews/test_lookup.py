"""Lookup by meaning: the nearest first, always as many as asked for, and never another company's."""

import random

import pytest
from django.db import connection

from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, FollowUpVector, IdealAnswer, IdealAnswerVector, Question, QuestionVector, State, VectorModel
from interviews.queries.lookup import (
    Point,
    Wanted,
    nearest_follow_ups,
    nearest_questions,
    nearness_to_ideal,
)
from interviews.queries.nearest import Border
from tests.interviews.questions import ANCHORS, make_bank, make_question

MODEL = "test:model"


def direction(seed: int) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(0, 1) for _ in range(384)]


def near(vector, share: float, seed: int = 7):
    """A vector that goes mostly the same way."""
    return [a + share * b for a, b in zip(vector, direction(seed), strict=True)]


def exact(rows, vector, k):
    def cosine(row):
        dot = sum(a * b for a, b in zip(row.vector, vector, strict=True))
        return dot / (sum(a * a for a in row.vector) ** 0.5)

    return [row.question_id for row in sorted(rows, key=cosine, reverse=True)[:k]]


def point_of(name, vector):
    return Point(VectorModel.objects.get(name=name), vector)


def point(vector):
    return point_of(MODEL, vector)


@pytest.fixture
def model(committed):
    with every_company("the test sets up the model that serves"):
        return VectorModel.objects.create(name=MODEL, serves=True)


def fill(company, bank, model, number, *, seed=0, **fields):
    """Questions in random directions."""
    questions = Question.objects.bulk_create(
        Question(company=company, bank=bank, key=f"q-{seed}-{n}", text=f"Question {n}?", competency=fields.get("competency", "Reliability"),
                 difficulty=fields.get("difficulty", "easy"), kind="technical", domain=bank.domain, shows="x", anchors=ANCHORS)
        for n in range(number)
    )  # fmt: skip
    QuestionVector.objects.bulk_create(
        (
            QuestionVector(company=company, question=question, model=model, content_hash="x", vector=direction(seed * 100_000 + n))
            for n, question in enumerate(questions)
        ),
        # As they are made: on a busy machine a statement with all of them would outlast its time.
        batch_size=256,
    )
    return questions


@pytest.fixture
def library(model):
    with every_company("the test fills the library"):
        bank = make_bank(None, "library")
        fill(None, bank, model, 300, seed=1)
        fill(None, make_bank(None, "other"), model, 300, seed=2, competency="Design", difficulty="hard")
        return bank


ALL_ONE_BY_ONE, ALL_BY_INDEX = Border(library=10_000, own=10_000), Border(library=0, own=0)


@pytest.fixture(params=[ALL_ONE_BY_ONE, ALL_BY_INDEX], ids=["one by one", "by the index"])
def border(request):
    return request.param


pytestmark = pytest.mark.usefixtures("committed")


def test_the_nearest_come_first_and_say_how_near(northwind, library, border):
    with company_scope(northwind):
        rows = list(QuestionVector.objects.all())
        wanted = rows[17]
        found = nearest_questions(point(near(wanted.vector, 0.1)), Wanted(), 5, border=border)
    assert found[0].found.pk == wanted.question_id
    assert found[0].similarity > 0.9
    assert [each.similarity for each in found] == sorted((each.similarity for each in found), reverse=True)
    assert len(found) == 5


def test_one_by_one_is_exact(northwind, library):
    with company_scope(northwind):
        rows = list(QuestionVector.objects.all())
        for seed in range(20):
            vector = direction(9_000 + seed)
            assert [each.found.pk for each in nearest_questions(point(vector), Wanted(), 10)] == exact(rows, vector, 10)


@pytest.mark.parametrize("k", [1, 10, 300, 301, 1000])
def test_as_many_as_there_are_up_to_what_was_asked_for(northwind, library, border, k):
    with company_scope(northwind):
        assert len(nearest_questions(point(direction(5)), Wanted(competency="Reliability"), k, border=border)) == min(k, 300)


def test_filters_add_up(northwind, library, border):
    with company_scope(northwind):
        here = point(direction(5))
        assert {near.found.bank_id for near in nearest_questions(here, Wanted(banks=(library.pk,)), 50, border=border)} == {library.pk}
        assert {near.found.difficulty for near in nearest_questions(here, Wanted(difficulty="hard"), 50, border=border)} == {"hard"}
        assert nearest_questions(here, Wanted(competency="Reliability", difficulty="hard"), 5, border=border) == []
        assert nearest_questions(here, Wanted(language="de"), 5, border=border) == []


def test_what_was_asked_already_is_left_out(northwind, library, border):
    with company_scope(northwind):
        here = point(direction(5))
        first = [near.found.pk for near in nearest_questions(here, Wanted(), 10, border=border)]
        second = [near.found.pk for near in nearest_questions(here, Wanted(without=frozenset(first)), 10, border=border)]
    assert len(set(first) | set(second)) == 20


def test_what_is_retired_or_replaced_is_not_found(northwind, library, border):
    with every_company("the test is staff"):
        ids = list(Question.objects.filter(bank=library).values_list("pk", flat=True))
        Question.objects.filter(pk__in=ids[:100]).update(state=State.RETIRED)
        Question.objects.filter(pk__in=ids[100:290]).update(is_current=False)
    with company_scope(northwind):
        found = nearest_questions(point(direction(5)), Wanted(banks=(library.pk,)), 300, border=border)
    assert {near.found.pk for near in found} == set(ids[290:])


def test_a_small_company_among_large_ones_finds_all_of_its_own(northwind, southgate, library, model, border):
    with company_scope(southgate):
        fill(southgate, make_bank(southgate, "theirs"), model, 2_000, seed=3)
    with company_scope(northwind):
        own = make_bank(northwind, "ours")
        fill(northwind, own, model, 12, seed=4)
        found = nearest_questions(point(direction(5)), Wanted(banks=(own.pk,)), 10, border=border)
        assert len(found) == 10
        everything = nearest_questions(point(direction(5)), Wanted(), 700, border=border)
    assert {near.found.company_id for near in everything} == {None, northwind.pk}
    assert len(everything) == 612


def test_vectors_of_another_model_are_not_compared(northwind, library, model, border):
    with every_company("the test adds a second model"):
        other = VectorModel.objects.create(name="other:model")
        question = make_question(library)
        QuestionVector.objects.create(question=question, model=other, content_hash="x", vector=direction(5))
    with company_scope(northwind):
        assert question.pk not in {near.found.pk for near in nearest_questions(point(direction(5)), Wanted(), 50, border=border)}
        assert [near.found.pk for near in nearest_questions(point_of("other:model", direction(5)), Wanted(), 50, border=border)] == [
            question.pk
        ]


def test_follow_ups_to_an_answer_and_nearness_to_the_ideal_one(northwind, model):
    with company_scope(northwind):
        question = make_question(make_bank(northwind))
        for seed in (1, 2):
            follow_up = FollowUp.objects.create(company=northwind, question=question, when="vague", text=f"Follow-up {seed}?")
            FollowUpVector.objects.create(company=northwind, follow_up=follow_up, model=model, content_hash="x", vector=direction(seed))
        ideal = IdealAnswer.objects.create(company=northwind, question=question, text="I measure first.")
        IdealAnswerVector.objects.create(company=northwind, ideal_answer=ideal, model=model, content_hash="x", vector=direction(3))
        found = nearest_follow_ups(point(near(direction(2), 0.2)), Wanted(), 2, of=question.pk)
        assert [each.found.text for each in found] == ["Follow-up 2?", "Follow-up 1?"]
        assert nearest_follow_ups(point(direction(2)), Wanted(without=frozenset({found[0].found.pk})), 2)[0].found.text == "Follow-up 1?"
        assert nearness_to_ideal(point(near(direction(3), 0.1)), question.pk) > 0.9
    with every_company("the test adds a second model"):
        VectorModel.objects.create(name="other:model")
    with company_scope(northwind):
        assert nearness_to_ideal(point_of("other:model", direction(3)), question.pk) is None


def test_what_is_filtered_by_follows_the_question_without_anybodys_doing(northwind, library):
    with every_company("the test is staff"):
        question = Question.objects.filter(bank=library).first()
        follow_up = FollowUp.objects.create(question=question, when="vague", text="And you?")
        model = VectorModel.objects.get(name=MODEL)
        FollowUpVector.objects.create(follow_up=follow_up, model=model, content_hash="x", vector=direction(1))
        Question.objects.filter(pk=question.pk).update(competency="Renamed", difficulty="hard", state=State.RETIRED)
        vector, of_follow_up = QuestionVector.objects.get(question=question), FollowUpVector.objects.get(follow_up=follow_up)
        assert (vector.competency, vector.difficulty, vector.is_live) == ("Renamed", "hard", False)
        assert (of_follow_up.competency, of_follow_up.question_id, of_follow_up.is_live) == ("Renamed", question.pk, False)
        Question.objects.filter(pk=question.pk).update(state=State.ACTIVE)
        assert FollowUpVector.objects.get(follow_up=follow_up).is_live
        FollowUp.objects.filter(pk=follow_up.pk).update(state=State.RETIRED)
        assert not FollowUpVector.objects.get(follow_up=follow_up).is_live


def plans(asked):
    """Replay what was asked, settings and all, and return the plan of each search."""
    with connection.cursor() as cursor:
        for sql, values in asked:
            cursor.execute(f"EXPLAIN {sql}" if "<=>" in sql else sql, values)
            if "<=>" in sql:
                yield "\n".join(line for (line,) in cursor.fetchall())


def plans_of(company, border):
    asked = []
    with company_scope(company):
        with connection.execute_wrapper(lambda do, sql, *rest: (asked.append((sql, rest[0])), do(sql, *rest))[1]):
            assert len(nearest_questions(point(direction(5)), Wanted(), 5, border=border)) == 5
        return list(plans(asked))


def test_the_index_is_really_used_where_there_are_many(northwind, library, model):
    with company_scope(northwind):
        fill(northwind, make_bank(northwind, "ours"), model, 20, seed=4)
    of_library, of_own = plans_of(northwind, ALL_BY_INDEX)
    assert "Index Scan using questionvector_near_library" in of_library
    assert "Index Scan using questionvector_near_own" in of_own
    assert not any("_near_" in plan for plan in plans_of(northwind, ALL_ONE_BY_ONE))

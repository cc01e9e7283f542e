"""Lookup against an exact answer of NumPy's, on both sides of the border and on it, and what disturbs it."""

import math

import numpy as np
import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUpVector, Question, QuestionVector, VectorModel
from interviews.queries.lookup import ModelReplaced, Point, PointUnusable, Wanted, nearest_follow_ups, nearest_questions, nearness_to_ideal
from interviews.queries.nearest import Border
from tests.database import address_of, superuser
from tests.interviews.questions import make_bank, question_with_vectors
from tests.interviews.test_lookup import ALL_BY_INDEX, ALL_ONE_BY_ONE, MODEL, direction, fill

pytestmark = pytest.mark.usefixtures("committed")
LIBRARY, OWN = 60, 40
BOTH = [ALL_ONE_BY_ONE, ALL_BY_INDEX]


@pytest.fixture
def model(committed):
    with superuser(connection.settings_dict["NAME"]) as inside:
        # What earlier tests deleted stays in the index, and where it keeps more than it has in sight it only nearly finds all.
        inside.execute("TRUNCATE interviews_questionvector")
    with every_company("the test sets up the model that serves"):
        return VectorModel.objects.create(name=MODEL, serves=True)


@pytest.fixture
def banks(model, northwind, southgate):
    """The library's bank and one of each company, with every competency and difficulty in each."""
    with every_company("the test fills the banks of all"):
        library, own, other = make_bank(None, "library"), make_bank(northwind, "ours"), make_bank(southgate, "theirs")
        for seed, (bank, number) in enumerate([(library, LIBRARY), (own, OWN), (other, 50)]):
            fill(bank.company, bank, model, number // 2, seed=2 * seed, competency="Reliability", difficulty="easy")
            fill(bank.company, bank, model, number // 2, seed=2 * seed + 1, competency="Design", difficulty="hard")
    return library, own


def exactly(rows, vector, k):
    """Return the nearest k by NumPy, and how near."""
    matrix, asked = np.array([row.vector for row in rows]).reshape(len(rows), 384), np.array(vector)
    similar = matrix @ asked / np.linalg.norm(matrix, axis=1) / np.linalg.norm(asked)
    return [(rows[place].question_id, similar[place]) for place in np.argsort(-similar)[:k]]


def looked_up(model, vector, wanted, k, border):
    return [(each.found.pk, each.similarity) for each in nearest_questions(Point(model, vector), wanted, k, border=border)]


borders = st.sampled_from([0, 1, OWN - 1, OWN, LIBRARY // 2 - 1, LIBRARY // 2, LIBRARY - 1, LIBRARY, 1_000])


def test_lookup_is_what_numpy_finds_on_every_side_of_the_border(model, banks, northwind):
    with company_scope(northwind):
        rows = list(QuestionVector.objects.all())

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        seed=st.integers(0, 10**6),
        k=st.integers(1, LIBRARY + OWN + 5),
        border=st.builds(Border, borders, borders),
        competency=st.sampled_from(["", "Design", "Nothing"]),
        language=st.sampled_from(["", "en", "de"]),
        only=st.sampled_from([(), (0,), (1,), (0, 1)]),
        left_out=st.integers(0, 30),
    )
    def check(seed, k, border, competency, language, only, left_out):
        vector = direction(seed)
        chosen = tuple(banks[number].pk for number in only)
        fitting = [
            row for row in rows
            if competency in ("", row.competency) and language in ("", row.language) and (not chosen or row.bank_id in chosen)
        ]  # fmt: skip
        # The nearest ones are what was asked already.
        without = frozenset(pk for pk, _ in exactly(fitting, vector, left_out))
        wanted = Wanted(banks=chosen, competency=competency, language=language, without=without)
        with company_scope(northwind):
            found = looked_up(model, vector, wanted, k, border)
        best = exactly([row for row in fitting if row.question_id not in without], vector, k)
        assert [pk for pk, _ in found] == [pk for pk, _ in best]
        assert [near for _, near in found] == pytest.approx([near for _, near in best], abs=1e-5)

    check()


def statements(look):
    asked = []
    with connection.execute_wrapper(lambda do, sql, *rest: (asked.append(sql), do(sql, *rest))[1]):
        look()
    return asked


@pytest.mark.parametrize(("most", "uses_index"), [(LIBRARY, False), (LIBRARY - 1, True)])
def test_on_the_border_they_are_compared_one_by_one(model, banks, northwind, most, uses_index):
    with company_scope(northwind):
        asked = statements(lambda: looked_up(model, direction(1), Wanted(), 5, Border(library=most, own=OWN)))
    assert any("enable_sort" in sql for sql in asked) == uses_index


@pytest.mark.parametrize("border", BOTH)
def test_nothing_is_found_in_nothing(model, northwind, border):
    with company_scope(northwind):
        assert looked_up(model, direction(1), Wanted(), 10, border) == []
        assert nearest_follow_ups(Point(model, direction(1)), Wanted(), 10, border=border) == []


@pytest.mark.parametrize("k", [0, -1])
def test_who_asks_for_none_gets_none(model, banks, northwind, k):
    with company_scope(northwind):
        assert looked_up(model, direction(1), Wanted(), k, ALL_BY_INDEX) == []


def test_more_may_be_asked_for_than_the_index_can_keep_in_sight(model, banks, northwind):
    with company_scope(northwind):
        assert len(looked_up(model, direction(1), Wanted(), 1_001, ALL_BY_INDEX)) == LIBRARY + OWN


@pytest.mark.parametrize("border", BOTH)
def test_outside_a_company_the_library_is_searched_and_by_staff_everything(model, banks, border):
    assert len(looked_up(model, direction(1), Wanted(), 500, border)) == LIBRARY
    with every_company("the test is staff"):
        assert len(looked_up(model, direction(1), Wanted(), 500, border)) == LIBRARY + OWN + 50


def test_a_lookup_leaves_the_transaction_as_it_was(model, banks, northwind):
    with company_scope(northwind), connection.cursor() as cursor:
        looked_up(model, direction(1), Wanted(), 5, ALL_BY_INDEX)
        cursor.execute("SHOW enable_sort")
        assert cursor.fetchone() == ("on",)


@pytest.mark.parametrize(
    "vector",
    [[], [1.0] * 383, [1.0] * 385, [0.0] * 384, [math.nan, *[1.0] * 383], [math.inf, *[1.0] * 383], [1e308] * 384],
    ids=["empty", "short", "long", "no direction", "no number", "infinite", "too long to reckon with"],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(model, vector):
    with pytest.raises(PointUnusable, match="384 finite numbers"):
        Point(model, vector)


@pytest.mark.parametrize("border", BOTH)
@pytest.mark.parametrize("scale", [1e-30, 1e30])
def test_only_the_direction_of_a_point_counts(model, banks, northwind, scale, border):
    with company_scope(northwind):
        found = looked_up(model, tuple(value * scale for value in direction(1)), Wanted(), 5, border)
        assert [pk for pk, _ in found] == [pk for pk, _ in looked_up(model, direction(1), Wanted(), 5, border)]


@pytest.mark.parametrize("border", BOTH)
def test_a_stored_vector_without_direction_is_near_nothing(model, banks, northwind, border):
    with every_company("the test spoils a vector"):
        spoiled = QuestionVector.objects.filter(bank=banks[0]).first()
        QuestionVector.objects.filter(pk=spoiled.pk).update(vector=[0.0] * 384)
    with company_scope(northwind):
        found = looked_up(model, direction(1), Wanted(), 500, border)
    assert len(found) == LIBRARY + OWN - 1
    assert spoiled.question_id not in dict(found)


@pytest.mark.parametrize("border", BOTH)
def test_a_point_of_a_model_that_was_replaced_is_refused(model, banks, northwind, border):
    with every_company("another model takes over"):
        point = Point(VectorModel.objects.get(pk=model.pk), direction(1))
        VectorModel.objects.create(name="next:model")
        VectorModel.objects.filter(pk=model.pk).delete()
    with company_scope(northwind):
        with pytest.raises(ModelReplaced):
            nearest_questions(point, Wanted(), 5, border=border)
        with pytest.raises(ModelReplaced):
            nearest_follow_ups(point, Wanted(), 5, border=border)
        with pytest.raises(ModelReplaced):
            nearness_to_ideal(point, Question.objects.first().pk)


def test_while_the_next_model_is_filled_the_old_one_is_searched(model, banks, northwind):
    with every_company("the next model is filled"):
        following = VectorModel.objects.create(name="next:model")
        QuestionVector.objects.bulk_create(
            QuestionVector(
                company_id=row.company_id, question_id=row.question_id, model=following, content_hash="x", vector=direction(row.pk)
            )
            for row in list(QuestionVector.objects.all())
        )
    with company_scope(northwind):
        for each in (model, following):
            rows = list(QuestionVector.objects.filter(model=each))
            found = looked_up(each, direction(1), Wanted(), 20, ALL_BY_INDEX)
            assert [pk for pk, _ in found] == [pk for pk, _ in exactly(rows, direction(1), 20)]


def test_another_comes_in_the_place_of_one_that_is_removed_meanwhile(model, banks, northwind):
    with company_scope(northwind):
        first, second = (pk for pk, _ in looked_up(model, direction(1), Wanted(), 2, ALL_ONE_BY_ONE))

    def removed_before_it_is_read(execute, sql, *rest):
        if 'FROM "interviews_question" ' in sql:
            with psycopg.connect(address_of("owner"), autocommit=True) as line:
                for table in ("interviews_questionvector WHERE question_id", "interviews_question WHERE id"):
                    line.execute(f"DELETE FROM {table} = %s", [first])
        return execute(sql, *rest)

    with company_scope(northwind), connection.execute_wrapper(removed_before_it_is_read):
        found = looked_up(model, direction(1), Wanted(), 10, ALL_ONE_BY_ONE)
    assert len(found) == 10
    assert found[0][0] == second


def test_a_writer_in_mid_flight_neither_blocks_nor_shows(model, banks, northwind):
    with company_scope(northwind):
        before = looked_up(model, direction(1), Wanted(), 10, ALL_BY_INDEX)
    with psycopg.connect(address_of("owner")) as line:
        line.execute("UPDATE interviews_question SET state = 'retired' WHERE id = %s", [before[0][0]])
        with company_scope(northwind):
            assert looked_up(model, direction(1), Wanted(), 10, ALL_BY_INDEX) == before
    with company_scope(northwind):
        assert [pk for pk, _ in looked_up(model, direction(1), Wanted(), 9, ALL_BY_INDEX)] == [pk for pk, _ in before[1:]]


def test_follow_ups_of_all_questions_are_searched_too(northwind):
    with company_scope(northwind):
        question = question_with_vectors(northwind)
        model, vector = VectorModel.objects.get(), FollowUpVector.objects.get().vector
        for border in BOTH:
            (near,) = nearest_follow_ups(Point(model, vector), Wanted(), 5, border=border)
            assert near.found.question_id == question.pk
            assert near.similarity == pytest.approx(1)

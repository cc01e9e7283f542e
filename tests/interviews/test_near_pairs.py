"""Near pairs: found in the background, each once, exact or by the index, and right after anything changes."""

from dataclasses import replace

import pytest
from celery.signals import before_task_publish
from django.db import ProgrammingError, transaction

from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from config.celery import SWEEPS
from interviews import tasks
from interviews.models import Comparison, FollowUp, NearPair, Question, QuestionVector, State, VectorModel
from interviews.queries.near import PairFilter, near_pairs
from interviews.services import near_pairs as service
from interviews.services.near_pairs import GoneMeanwhile, find_near_pairs, keep_both, keep_one, look_again, progress
from interviews.services.questions import as_written, begin_version, edit_question, restore_questions, retire_questions
from tests.interviews.questions import make_bank, make_question, use
from tests.interviews.test_lookup import direction, near

MODEL = "test:model"
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def staff(committed):
    with every_company("the test is staff"):
        yield


@pytest.fixture
def model(staff):
    return VectorModel.objects.create(name=MODEL, serves=True)


@pytest.fixture
def bank(staff):
    return make_bank(None, "library")


@pytest.fixture
def ask(bank, model):
    """A question of the library that lies in a direction."""

    def make(text, vector, *, company=None, bank=bank, **fields):
        question = make_question(bank, text, **fields)
        place(question, vector, model)
        return question

    return make


def place(question, vector, model):
    values = {"content_hash": question.content_hash, "vector": vector, "company_id": question.company_id}
    QuestionVector.objects.update_or_create(question=question, model=model, defaults=values)


def found(similarity=0.8, **more):
    return [{pair.one.text, pair.other.text} for pair in near_pairs(PairFilter(similarity, **more))]


@pytest.fixture
def two(ask):
    ask("Something else?", direction(9))
    return ask("How?", direction(1)), ask("How then?", near(direction(1), 0.2))


@pytest.fixture
def by(sam):
    return Actor(user=sam)


@pytest.fixture(params=["one by one", "by the index"])
def both_ways(request, monkeypatch):
    monkeypatch.setattr(service, "ONE_BY_ONE", 10_000 if request.param == "one by one" else 0)


def test_two_that_are_near_make_one_pair(two, both_ways):
    assert find_near_pairs() == 3
    assert found() == [{"How?", "How then?"}]
    assert NearPair.objects.get().similarity == pytest.approx(0.98, abs=0.01)


def test_the_most_alike_come_first(ask, two, both_ways):
    ask("How, again?", near(direction(1), 0.02, seed=8))
    find_near_pairs()
    assert found()[0] == {"How?", "How, again?"}
    assert len(found()) == 3
    assert found(0.99) == [{"How?", "How, again?"}]


def test_nothing_is_compared_twice(ask, two):
    find_near_pairs()
    assert find_near_pairs() == 0
    ask("And how?", near(direction(1), 0.1, seed=5))
    assert find_near_pairs() == 1
    assert len(found()) == 3


def test_before_there_is_a_model_there_is_nothing_to_compare(staff, bank):
    make_question(bank)
    assert find_near_pairs() == 0
    assert progress() == (0, 0)


def test_it_may_stop_anywhere(two, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 1)
    assert find_near_pairs(at_most=1) == 1
    assert progress() == (1, 3)
    find_near_pairs()
    assert progress() == (3, 3)
    assert len(found()) == 1


def test_a_text_that_changed_is_compared_again(two, model, ask):
    find_near_pairs()
    Question.objects.filter(pk=two[1].pk).update(text="What for?")
    assert found() == []
    place(Question.objects.get(pk=two[1].pk), direction(3), model)
    assert find_near_pairs() == 1
    assert not NearPair.objects.exists()


def test_a_retired_question_leaves_its_pairs_and_finds_them_again(two, by, ask):
    find_near_pairs()
    retire_questions(questions=[two[0]], by=by)
    assert found() == []
    ask("How, meanwhile?", near(direction(1), 0.01))
    find_near_pairs()
    assert found() == [{"How then?", "How, meanwhile?"}]
    restore_questions(questions=[two[0]], by=by)
    find_near_pairs()
    assert len(found()) == 3


def test_another_model_compares_all_of_them_anew(two):
    find_near_pairs()
    VectorModel.objects.update(serves=False)
    newer = VectorModel.objects.create(name="test:newer", serves=True)
    assert found() == []
    for number, question in enumerate(Question.objects.all()):
        place(question, direction(number + 40), newer)
    VectorModel.objects.filter(serves=False).delete()
    assert find_near_pairs() == 3
    assert not NearPair.objects.exists()


def test_both_kept_stay_away_until_a_text_changes(two, by, model):
    find_near_pairs()
    keep_both(pair=NearPair.objects.get(), by=by)
    assert found() == []
    look_again()
    assert find_near_pairs() == 3
    assert found() == []
    Question.objects.filter(pk=two[1].pk).update(text="How exactly then?")
    place(Question.objects.get(pk=two[1].pk), near(direction(1), 0.2), model)
    find_near_pairs()
    assert found() == [{"How?", "How exactly then?"}]


def test_both_kept_stay_away_with_another_model(two, by):
    find_near_pairs()
    keep_both(pair=NearPair.objects.get(), by=by)
    newer = VectorModel.objects.create(name="test:newer")
    for question in Question.objects.all():
        place(question, near(direction(1), 0.1), newer)
    VectorModel.objects.filter(name=MODEL).delete()
    VectorModel.objects.update(serves=True)
    find_near_pairs()
    assert {"How?", "How then?"} not in found()
    assert len(found()) == 2


def test_both_kept_stay_away_with_the_next_version_of_the_same_text(two, by, model, northwind):
    find_near_pairs()
    keep_both(pair=NearPair.objects.get(), by=by)
    with company_scope(northwind):
        use(two[0], northwind)
    following = begin_version(question=two[0], by=by)
    place(following, direction(1), model)
    find_near_pairs()
    assert NearPair.objects.filter(kept_both_at=None).count() == 1
    assert found() == []


def test_a_companys_questions_are_no_part_of_it(two, ask, northwind):
    own = make_bank(northwind)
    ask("How do we?", direction(1), bank=own)
    assert find_near_pairs() == 3
    assert len(found()) == 1


def test_a_company_reaches_no_pair(two, northwind):
    find_near_pairs()
    with company_scope(northwind):
        assert not NearPair.objects.exists()
        assert not Comparison.objects.exists()
        assert NearPair.objects.update(similarity=1) == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            NearPair.objects.create(one=two[0], other=two[1], similarity=1, one_hash="x", other_hash="x")


def test_by_bank_and_across_banks(two, ask):
    other = make_bank(None, "other")
    ask("How over there?", near(direction(1), 0.1), bank=other)
    find_near_pairs()
    assert len(found()) == 3
    assert len(found(bank=other.pk)) == 2
    assert len(found(across=True)) == 2


def follow_ups(question):
    return {each.text for each in FollowUp.objects.filter(question=question, state=State.ACTIVE)}


def test_one_is_kept_and_the_other_retired(two, by):
    find_near_pairs()
    keep_one(pair=NearPair.objects.get(), kept=two[0].pk, with_follow_ups=False, by=by)
    assert Question.objects.get(pk=two[0].pk).state == State.ACTIVE
    assert Question.objects.get(pk=two[1].pk).state == State.RETIRED
    assert found() == []


def test_the_others_follow_ups_come_over(two, by):
    FollowUp.objects.create(question=two[0], when="vague", text="What did you do?")
    FollowUp.objects.create(question=two[1], when="vague", text="What did YOU do?")
    FollowUp.objects.create(question=two[1], when="short", text="What came of it?")
    find_near_pairs()
    kept = keep_one(pair=NearPair.objects.get(), kept=two[0].pk, with_follow_ups=True, by=by)
    assert kept.pk == two[0].pk
    assert follow_ups(kept) == {"What did you do?", "What did YOU do?", "What came of it?"} - {"What did YOU do?"}


def test_a_question_that_was_used_gets_its_next_version_for_them(two, by, northwind):
    FollowUp.objects.create(question=two[1], when="short", text="What came of it?")
    with company_scope(northwind):
        use(two[0], northwind)
    find_near_pairs()
    kept = keep_one(pair=NearPair.objects.get(), kept=two[0].pk, with_follow_ups=True, by=by)
    assert kept.version == 2
    assert follow_ups(kept) == {"What came of it?"}
    assert follow_ups(two[0]) == set()


def test_what_somebody_else_decided_or_rewrote_is_not_decided_again(two, by):
    find_near_pairs()
    pair = NearPair.objects.get()
    edit = as_written(two[0])
    edit_question(question=two[0], written=replace(edit, wording=replace(edit.wording, text="Otherwise?")), by=by)
    with pytest.raises(GoneMeanwhile):
        keep_one(pair=pair, kept=two[0].pk, with_follow_ups=True, by=by)
    retire_questions(questions=[two[1]], by=by)
    with pytest.raises(GoneMeanwhile):
        keep_both(pair=pair, by=by)


def test_staffs_decisions_stand_in_the_admins_log(two, by):
    from django.contrib.admin.models import LogEntry

    find_near_pairs()
    keep_one(pair=NearPair.objects.get(), kept=two[0].pk, with_follow_ups=False, by=by)
    assert set(LogEntry.objects.values_list("user", "object_id")) == {(by.user.pk, str(two[0].pk)), (by.user.pk, str(two[1].pk))}


def test_the_task_does_it_in_the_background(two):
    tasks.find_near_pairs()
    assert progress() == (3, 3)


def test_it_is_asked_for_as_soon_as_vectors_were_made(bank):
    """And beat asks every minute, should this message get lost."""
    make_question(bank)
    sent = []

    def note(sender=None, **kwargs):
        sent.append(sender)

    before_task_publish.connect(note)
    tasks.make_vectors()
    tasks.make_vectors()
    assert sent == ["interviews.tasks.find_near_pairs"]
    assert "interviews.tasks.find_near_pairs" in [task for _, queue, task, _ in SWEEPS if queue == "bulk"]

"""A question that was used never changes under a finished interview: an edit makes the next version."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, IdealAnswer, Question, State
from interviews.services.questions import (
    BankRetired,
    ChangedMeanwhile,
    CopiedAlready,
    Wording,
    Written,
    WrittenFollowUp,
    as_written,
    begin_version,
    copy_question,
    edit_question,
    restore_questions,
    retire_questions,
    write_question,
)
from tests.interviews.questions import ANCHORS, make_bank, make_question, use

SLOW = Written(
    Wording(
        "How do you find a slow query?", "Data", "medium", "technical", "backend", "en", "They measure first.", tuple(ANCHORS), 4, ("dba",)
    ),
    follow_ups=(WrittenFollowUp("They guess.", "How would you know?"), WrittenFollowUp("", "What did it cost?")),
    ideal_answers=("I look at the plan.",),
)
FAST = replace(SLOW, wording=replace(SLOW.wording, text="How do you make a query fast?"))


@pytest.fixture
def scope(northwind):
    with company_scope(northwind):
        yield northwind


@pytest.fixture
def by(alice):
    return Actor(user=alice)


@pytest.fixture
def question(scope, by):
    return write_question(bank=make_bank(scope), written=SLOW, by=by)


def test_what_was_written_is_read_back(question):
    assert as_written(Question.objects.get(pk=question.pk)) == SLOW
    assert (question.key, question.version, question.is_current) == ("how-do-you-find-a-slow-query", 1, True)


def test_two_questions_of_one_wording_have_two_keys(scope, by, question):
    assert write_question(bank=question.bank, written=SLOW, by=by).key == "how-do-you-find-a-slow-query-2"


def test_an_unused_question_is_edited_where_it_stands(question, by):
    edited = edit_question(question=question, written=FAST, by=by)
    assert (edited.pk, edited.version) == (question.pk, 1)
    assert as_written(Question.objects.get()) == FAST


def test_an_edit_of_a_used_question_makes_the_next_version_and_leaves_the_old_one(scope, question, by):
    use(question, scope)
    edited = edit_question(question=question, written=FAST, by=by)
    assert (edited.version, edited.is_current, edited.is_used) == (2, True, False)
    old = Question.objects.get(pk=question.pk)
    assert (as_written(old), old.is_current) == (SLOW, False)
    assert as_written(edited) == FAST
    assert edit_question(question=edited, written=SLOW, by=by).pk == edited.pk


def test_saving_what_is_there_makes_no_version(scope, question, by):
    use(question, scope)
    assert edit_question(question=question, written=SLOW, by=by).pk == question.pk
    assert Question.objects.count() == 1


def test_a_version_is_begun_word_for_word(scope, question, by):
    use(question, scope)
    assert as_written(begin_version(question=question, by=by)) == SLOW


def test_who_edits_an_old_version_or_an_old_state_is_told(scope, question, by):
    seen = question.changed_at
    use(question, scope)
    edited = edit_question(question=question, written=FAST, by=by, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        edit_question(question=question, written=FAST, by=by)
    edit_question(question=edited, written=SLOW, by=by)
    with pytest.raises(ChangedMeanwhile):
        edit_question(question=edited, written=FAST, by=by, seen=edited.changed_at)


def test_what_stays_the_same_keeps_its_row_and_so_its_vector(question, by):
    before = set(FollowUp.objects.values_list("pk", flat=True))
    written = replace(SLOW, follow_ups=(WrittenFollowUp("New.", "And then?"), *SLOW.follow_ups))
    edit_question(question=question, written=written, by=by)
    assert before < set(FollowUp.objects.values_list("pk", flat=True))
    assert [each.text for each in question.follow_ups.all()] == ["And then?", "How would you know?", "What did it cost?"]


def test_a_removed_follow_up_is_gone_and_a_retired_one_stays_retired(question, by):
    FollowUp.objects.filter(text="What did it cost?").update(state=State.RETIRED)
    edit_question(question=question, written=replace(FAST, follow_ups=()), by=by)
    assert [(each.text, each.state) for each in FollowUp.objects.all()] == [("What did it cost?", "retired")]


def in_postgres():
    return pytest.raises(IntegrityError, match="never changes")


def test_postgres_itself_keeps_a_used_question_as_it_was(scope, question):
    use(question, scope)
    for change in ({"text": "Another?"}, {"anchors": ["x"] * 5}, {"minutes": 9}, {"key": "another"}):
        with in_postgres(), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(**change)
    with in_postgres(), transaction.atomic():
        FollowUp.objects.update(text="Another?")
    with in_postgres(), transaction.atomic():
        IdealAnswer.objects.update(text="Another.")
    with in_postgres(), transaction.atomic():
        FollowUp.objects.create(company=scope, question=question, text="One more?")
    Question.objects.update(state=State.RETIRED)
    FollowUp.objects.update(state=State.RETIRED)


def test_a_company_that_uses_a_library_question_freezes_it(committed, northwind):
    with every_company("the test is staff"):
        question = make_question(make_bank(None, "library"))
    with company_scope(northwind):
        use(question, northwind)
        assert Question.objects.get(pk=question.pk).is_used


def test_a_company_cannot_freeze_anothers_question(committed, northwind, southgate):
    with company_scope(southgate):
        question = make_question(make_bank(southgate))
    with company_scope(northwind), pytest.raises(Exception, match="its own"), transaction.atomic():
        use(question, northwind)
    with company_scope(southgate):
        assert not Question.objects.get().is_used


def test_a_library_question_is_copied_once_into_an_own_bank(committed, northwind, by):
    with every_company("the test is staff"):
        original = make_question(make_bank(None, "library"))
        FollowUp.objects.create(question=original, when="It is vague.", text="And you?")
    with company_scope(northwind):
        own = make_bank(northwind)
        copy = copy_question(question=original, bank=own, by=by)
        assert as_written(copy) == as_written(original)
        assert (copy.company, copy.source, copy.origin) == (northwind, original.pk, "copied")
        with pytest.raises(CopiedAlready) as refusal:
            copy_question(question=original, bank=own, by=by)
    assert refusal.value.copy == copy


def test_retired_questions_come_back_and_both_are_on_record(question, by):
    assert retire_questions(questions=[question], by=by) == 1
    assert retire_questions(questions=[question], by=by) == 0
    assert restore_questions(questions=[question], by=by) == 1
    assert Question.objects.get().state == State.ACTIVE
    actions = AuditEntry.objects.filter(action__startswith="question.").order_by("at", "pk").values_list("action", flat=True)
    assert list(actions) == ["question.written", "question.retired", "question.restored"]


def test_a_retired_bank_takes_no_question(question, by):
    question.bank.retired_at = question.created_at
    question.bank.save()
    with pytest.raises(BankRetired):
        write_question(bank=question.bank, written=FAST, by=by)


def test_a_company_can_be_removed_with_all_it_has(committed, northwind):
    with company_scope(northwind):
        use(make_question(make_bank(northwind)), northwind)
    with every_company("the test removes a company"):
        northwind.delete()
        assert not Question.objects.exists()

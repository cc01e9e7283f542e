"""Pairs of library questions that say nearly the same: found in the background, and put in order by our staff.

Each question is held once against all others, by the vectors that lookups use. What is new, changed, restored, or has a
vector of another model is due again; nothing else is looked at. Whichever of two comes later finds the one before it.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import every_company, one_transaction, shared_scope
from interviews.models import Comparison, NearPair, Question, QuestionVector, State, VectorModel
from interviews.queries.lookup import serving_model
from interviews.services.questions import as_written, edit_question, retire_questions
from interviews.services.refused import Refused

# Less alike than this nobody wants to see.
FLOOR = 0.7
NEIGHBOURS = 20
BATCH = 200
# Up to this many are compared one by one, which is exact: all with each other in about ten seconds. The index is quicker beyond.
ONE_BY_ONE = 3_000
WHY = "near pairs belong to the library, and are our staff's to see"
FIND = """
SELECT a.question_id, a.content_hash, b.question_id, b.content_hash, 1 - b.distance
FROM interviews_questionvector a CROSS JOIN LATERAL (
  SELECT v.question_id, v.content_hash, v.vector <=> a.vector AS distance FROM interviews_questionvector v
  WHERE v.model_id = a.model_id AND v.is_live AND v.company_id IS NULL
  ORDER BY v.vector <=> a.vector LIMIT %s
) b
WHERE a.question_id = ANY(%s) AND a.model_id = %s AND a.question_id <> b.question_id AND b.distance <= %s
"""


class GoneMeanwhile(Refused):
    """One of the two was retired or rewritten since the page was opened."""


def find_near_pairs(*, at_most: int = 100_000) -> int:
    """Hold what is due against all others; return how many were. May be stopped and begun again at any time."""
    model = serving_model()
    if model is None:
        return 0
    _forget(model)
    done = 0
    while done < at_most and (due := _a_batch(model)):
        _compare(model, due)
        done += len(due)
    return done


def look_again() -> None:
    """All of them are due again. What was decided stays."""
    with one_transaction():
        Comparison.objects.all().delete()


def progress() -> tuple[int, int]:
    """How many of the library's questions were held against all others, and how many there are."""
    model = serving_model()
    live = _live(model)
    return live.filter(_was_compared(model)).count(), live.count()


def _live(model: VectorModel | None) -> "QuerySet[QuestionVector]":
    return QuestionVector.objects.filter(company=None, is_live=True, model=model)


def _was_compared(model: VectorModel | None) -> Exists:
    return Exists(Comparison.objects.filter(question=OuterRef("question"), model=model, content_hash=OuterRef("content_hash")))


def _forget(model: VectorModel) -> None:
    """Take out what no longer holds: of texts that changed, and of questions that left the library or came back since."""
    with every_company(WHY), transaction.atomic(using="owner"):
        is_right = _live(model).filter(question=OuterRef("question"), content_hash=OuterRef("content_hash"))
        Comparison.objects.filter(~Exists(is_right)).delete()
        changed = ~Q(one_hash=F("one__content_hash")) | ~Q(other_hash=F("other__content_hash"))
        NearPair.objects.filter(changed).delete()
        left = ~Exists(_live(model).filter(question=OuterRef("one"))) | ~Exists(_live(model).filter(question=OuterRef("other")))
        NearPair.objects.filter(left | ~Q(model=model) | Q(model=None), kept_both_at=None).delete()


def _a_batch(model: VectorModel) -> list[UUID]:
    with every_company(WHY):
        due = _live(model).filter(~_was_compared(model)).order_by("question_id")
        return list(due.values_list("question_id", flat=True)[:BATCH])


def _compare(model: VectorModel, questions: Sequence[UUID]) -> None:
    pairs, compared = _pairs_of(model, questions)
    with every_company(WHY), transaction.atomic(using="owner"):
        NearPair.objects.bulk_create(
            pairs,
            update_conflicts=True,
            unique_fields=["one", "other"],
            update_fields=["similarity", "model", "one_hash", "other_hash"],
        )
        Comparison.objects.bulk_create(compared, update_conflicts=True, unique_fields=["question"], update_fields=["model", "content_hash"])


def _pairs_of(model: VectorModel, questions: Sequence[UUID]) -> tuple[list[NearPair], list[Comparison]]:
    # In one snapshot: what is noted as compared is the text that was.
    with shared_scope(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        hashes = dict(_live(model).filter(question__in=questions).values_list("question_id", "content_hash"))
        by_index = bool(_live(model).order_by().values_list("pk", flat=True)[ONE_BY_ONE : ONE_BY_ONE + 1])
        # As in queries.lookup: a sort compares one by one, an index scan in order is the vectors' index.
        cursor.execute(
            "SELECT set_config('enable_sort', %s, true), set_config('enable_indexscan', %s, true),"
            " set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', '80', true)",
            ["off" if by_index else "on", "on" if by_index else "off"],
        )
        cursor.execute(FIND, [NEIGHBOURS + 1, list(hashes), model.pk, 1 - FLOOR])
        rows = cursor.fetchall()
    pairs = {(pair.one_id, pair.other_id): pair for pair in (_pair(model, row) for row in rows)}
    return list(pairs.values()), [Comparison(question_id=pk, model=model, content_hash=text) for pk, text in hashes.items()]


def _pair(model: VectorModel, row: tuple[UUID, str, UUID, str, float]) -> NearPair:
    (one, one_hash), (other, other_hash) = sorted([row[:2], row[2:4]])
    return NearPair(model=model, one_id=one, other_id=other, one_hash=one_hash, other_hash=other_hash, similarity=row[4])


def keep_both(*, pair: NearPair, by: Actor) -> None:
    with one_transaction():
        pair = _locked(pair)
        pair.kept_both_at, pair.kept_both_by = timezone.now(), by.user
        pair.save()
        _log(by, pair.one, f"Kept beside {pair.other_id}")


def keep_one(*, pair: NearPair, kept: UUID, with_follow_ups: bool, by: Actor) -> Question:
    """Retire the other; its follow-ups may come over. A question that was used gets its next version for them."""
    with one_transaction():
        pair = _locked(pair)
        question, other = (pair.one, pair.other) if kept == pair.one_id else (pair.other, pair.one)
        if with_follow_ups:
            question = _with_follow_ups_of(other, question, by)
        retire_questions(questions=[other], by=by)
        _log(by, other, f"Retired as the near-duplicate of {question.pk}")
        _log(by, question, f"Kept in place of {other.pk}")
    return question


def _with_follow_ups_of(other: Question, question: Question, by: Actor) -> Question:
    written = as_written(question)
    known = {each.text.casefold() for each in written.follow_ups}
    more = tuple(each for each in as_written(other).follow_ups if each.text.casefold() not in known)
    return edit_question(question=question, written=replace(written, follow_ups=(*written.follow_ups, *more)), by=by)


def _locked(pair: NearPair) -> NearPair:
    """The pair as it is now, and both its questions so that nobody rewrites or retires one meanwhile."""
    questions = Question.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([pair.one_id, pair.other_id])
    found = NearPair.objects.select_for_update(of=("self",)).filter(pk=pair.pk).first()
    if found is None or found.kept_both_at:
        raise GoneMeanwhile
    found.one, found.other = questions[found.one_id], questions[found.other_id]
    is_same = (found.one.content_hash, found.other.content_hash) == (found.one_hash, found.other_hash)
    if not is_same or any(each.state != State.ACTIVE or not each.is_current for each in (found.one, found.other)):
        raise GoneMeanwhile
    return found


def _log(by: Actor, question: Question, message: str) -> None:
    assert by.user is not None
    LogEntry.objects.log_actions(by.user.pk, [question], CHANGE, message, single_object=True)

"""Questions are written, adapted, copied and retired. One that was used never changes: an edit makes its next version."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from accounts.services.audit import Actor, record
from accounts.tenancy import one_transaction
from interviews.models import Bank, FollowUp, IdealAnswer, Origin, Question, State
from interviews.services.refused import Refused

KEY_LENGTH = 60


class ChangedMeanwhile(Refused):
    """Somebody else saved it after this person opened it."""


class BankRetired(Refused):
    pass


class CopiedAlready(Refused):
    def __init__(self, copy: Question) -> None:
        super().__init__()
        self.copy = copy


@dataclass(frozen=True, slots=True)
class WrittenFollowUp:
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What one version of a question asks, and how answers to it are judged."""

    text: str
    competency: str
    difficulty: str
    kind: str
    domain: str
    language: str
    shows: str
    anchors: tuple[str, ...]
    minutes: int
    roles: tuple[str, ...] = ()


WORDING = tuple(each.name for each in fields(Wording))


@dataclass(frozen=True, slots=True)
class Written:
    wording: Wording
    follow_ups: tuple[WrittenFollowUp, ...] = ()
    ideal_answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A version as it stands."""

    id: UUID
    bank_id: UUID
    key: str
    text_hash: str
    state: str
    origin: str
    source: UUID | None
    is_used: bool
    written: Written


def as_written(question: Question) -> Written:
    values = {name: getattr(question, name) for name in WORDING}
    return Written(
        wording=Wording(**values | {"anchors": tuple(question.anchors), "roles": tuple(question.roles)}),
        follow_ups=tuple(WrittenFollowUp(each.when, each.text) for each in question.follow_ups.all() if each.state == State.ACTIVE),
        ideal_answers=tuple(each.text for each in question.ideal_answers.all()),
    )


def standing(questions: QuerySet[Question]) -> list[Standing]:
    """As as_written, for as many as fit into memory: without an object of Django's for each row it takes a fraction of the time."""
    names = ("pk", "bank_id", "key", "content_hash", "state", "origin", "source", "used_at")
    rows = list(questions.values_list(*names, *WORDING))
    ids = [row[0] for row in rows]
    asked, ideal = defaultdict(list), defaultdict(list)
    in_use = FollowUp.objects.filter(question__in=ids, state=State.ACTIVE)
    for question_id, when, text in in_use.values_list("question_id", "when", "text"):
        asked[question_id].append(WrittenFollowUp(when, text))
    for question_id, text in IdealAnswer.objects.filter(question__in=ids).values_list("question_id", "text"):
        ideal[question_id].append(text)
    return [_standing(row[:8], row[8:], tuple(asked[row[0]]), tuple(ideal[row[0]])) for row in rows]


def _standing(facts: Any, wording: Any, asked: tuple[WrittenFollowUp, ...], ideal: tuple[str, ...]) -> Standing:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in wording]
    pk, bank_id, key, text_hash, state, origin, source, used_at = facts
    return Standing(pk, bank_id, key, text_hash, state, origin, source, used_at is not None, Written(Wording(*values), asked, ideal))


def write_question(
    *, bank: Bank, written: Written, by: Actor, key: str = "", origin: Origin = Origin.WRITTEN, source: UUID | None = None
) -> Question:
    with one_transaction():
        bank = Bank.objects.select_for_update(of=("self",)).get(pk=bank.pk)
        if bank.retired_at:
            raise BankRetired
        question = Question(bank=bank, company_id=bank.company_id, key=key or _free_key(bank, written.wording.text))
        question.origin, question.source, question.created_by = origin, source, by.user
        _say(question, written)
        _record(by, "question.written", question)
    return question


def edit_question(*, question: Question, written: Written, by: Actor, seen: datetime | None = None) -> Question:
    """Change it where it stands or, when it was used, write its next version. `seen`: as of when the writer knew it."""
    with one_transaction():
        question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if not question.is_current or (seen and seen != question.changed_at):
            raise ChangedMeanwhile
        if as_written(question) == written:
            return question
        if question.is_used:
            question = _next_version(question, by)
        _say(question, written)
        _record(by, "question.edited", question, version=question.version)
    return question


def begin_version(*, question: Question, by: Actor) -> Question:
    """The next version of a question that was used, word for word: to be edited from there."""
    with one_transaction():
        question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if not question.is_current:
            raise ChangedMeanwhile
        written = as_written(question)
        following = _next_version(question, by)
        _say(following, written)
        _record(by, "question.edited", following, version=following.version)
    return following


def copy_question(*, question: Question, bank: Bank, by: Actor) -> Question:
    """An own copy, to be adapted. Later changes of the original do not reach it."""
    copy = Question.objects.filter(bank=bank, source=question.pk, is_current=True).first()
    if copy:
        raise CopiedAlready(copy)
    return write_question(bank=bank, written=as_written(question), by=by, origin=Origin.COPIED, source=question.pk)


def retire_questions(*, questions: Sequence[Question], by: Actor) -> int:
    return _set_state(questions, State.RETIRED, "question.retired", by)


def restore_questions(*, questions: Sequence[Question], by: Actor) -> int:
    return _set_state(questions, State.ACTIVE, "question.restored", by)


def _set_state(questions: Sequence[Question], state: State, action: str, by: Actor) -> int:
    """Return how many were in another state before."""
    with one_transaction():
        rows = Question.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in questions], is_current=True)
        changed = list(rows.exclude(state=state))
        Question.objects.filter(pk__in=[each.pk for each in changed]).update(state=state, changed_at=timezone.now())
        for question in changed:
            _record(by, action, question)
    return len(changed)


def _next_version(question: Question, by: Actor) -> Question:
    latest = Question.objects.filter(bank=question.bank_id, key=question.key).aggregate(latest=Max("version"))["latest"]
    Question.objects.filter(pk=question.pk).update(is_current=False, changed_at=timezone.now())
    return Question(
        bank_id=question.bank_id,
        company_id=question.company_id,
        key=question.key,
        version=latest + 1,
        state=question.state,
        origin=question.origin,
        source=question.source,
        created_by=by.user,
    )


def _say(question: Question, written: Written) -> None:
    """Write the row, and what stands under it where that differs: what stays the same keeps its vector."""
    for name, value in asdict(written.wording).items():
        setattr(question, name, list(value) if isinstance(value, tuple) else value)
    question.changed_at = timezone.now()
    question.save()
    _keep(FollowUp, question, [{"position": at, **asdict(each)} for at, each in enumerate(written.follow_ups)], ("when", "text"))
    _keep(IdealAnswer, question, [{"position": at, "text": text} for at, text in enumerate(written.ideal_answers)], ("text",))


def _keep(model: type[FollowUp] | type[IdealAnswer], question: Question, wanted: list[dict[str, object]], same: tuple[str, ...]) -> None:
    in_use = {"state": State.ACTIVE} if model is FollowUp else {}
    there = {tuple(getattr(each, name) for name in same): each for each in model.objects.filter(question=question, **in_use)}
    for values in wanted:
        row = there.pop(tuple(values[name] for name in same), None) or model(question=question, company_id=question.company_id)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    model.objects.filter(pk__in=[each.pk for each in there.values()]).delete()


def _free_key(bank: Bank, text: str) -> str:
    base = key_from(text)
    taken = set(Question.objects.filter(bank=bank, key__startswith=base).values_list("key", flat=True))
    return base if base not in taken else next(key for number in range(2, len(taken) + 3) if (key := f"{base}-{number}") not in taken)


def key_from(text: str) -> str:
    return slugify(text)[:KEY_LENGTH].strip("-") or "question"


def _record(by: Actor, action: str, question: Question, **details: object) -> None:
    # The library belongs to no company, so no company's log tells of it; Django admin keeps its own.
    company = question.bank.company
    if company is not None:
        record(by=by, company=company, action=action, target=question, name=question.text, **details)

"""What interviews worded themselves: noted for review, and taken into the library, merged or rejected by our staff."""

import logging
import math
import unicodedata
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import DatabaseError, IntegrityError
from django.db.models import F
from django.utils import timezone

from accounts.models import Company
from accounts.services.audit import Actor
from accounts.tenancy import one_transaction
from interviews.checks import gives_somebody_away
from interviews.models import Bank, FollowUp, Origin, Proposal, Question, State
from interviews.services.questions import Written, WrittenFollowUp, as_written, edit_question, retire_questions, write_question
from interviews.services.refused import Refused

log = logging.getLogger(__name__)
TEXT_LENGTH = 600


class DecidedAlready(Refused):
    """Somebody else was quicker, or the same person pressed twice."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal


class NotInTheLibrary(Refused):
    """What it should stand under, or be merged into, is a company's, retired or gone."""


class ThereAlready(Refused):
    """This question has a follow-up of the same words."""


class NothingToUndo(Refused):
    """It waits, or what came of it is no longer there."""


@dataclass(frozen=True, slots=True)
class Worded:
    """What the engine says of a wording of its own. `answer_in_short` is a summary without names."""

    kind: str
    text: str
    competency: str
    domain: str
    language: str
    interview: UUID
    answer_in_short: str = ""
    nearest: float | None = None
    near_enough: float | None = None


def propose(*, company: Company, worded: Worded, after: Question | None = None) -> Proposal | None:
    """Note it for our staff; the same words after the same question are counted. Inside the company's scope.

    Somebody is being interviewed meanwhile: what cannot be kept is left out, and nothing is raised.
    """
    text = _clean(worded.text, TEXT_LENGTH)
    if not text or worded.kind not in Proposal.Kind:
        log.warning("a wording was not proposed", extra={"facts": {"company": company.pk, "interview": worded.interview}})
        return None
    try:
        with one_transaction():
            # One that this company cannot see would break the interview when its transaction commits.
            known = Question.objects.filter(pk=after.pk).first() if after else None
            return _asked_again(known, text) or _note(company, worded, known, text)
    except DatabaseError:
        log.exception("a wording was not proposed", extra={"facts": {"company": company.pk, "interview": worded.interview}})
        return None


def _note(company: Company, worded: Worded, after: Question | None, text: str) -> Proposal | None:
    try:
        with one_transaction():
            return Proposal.objects.create(company=company, after=after, text=text, **_values(worded))
    except IntegrityError:
        # Another interview worded the same at the same moment.
        return _asked_again(after, text)


def _asked_again(after: Question | None, text: str) -> Proposal | None:
    same = Proposal.objects.filter(after=after, text=text)
    return same.get() if same.update(times_asked=F("times_asked") + 1) else None


def _values(worded: Worded) -> dict[str, object]:
    short = _clean(worded.answer_in_short, TEXT_LENGTH)
    return {
        "kind": worded.kind,
        "competency": _clean(worded.competency, 80),
        "domain": _clean(worded.domain, 60),
        "language": worded.language if worded.language in Company.Language else Company.Language.ENGLISH,
        # It would be shown outside the company.
        "answer_in_short": "" if gives_somebody_away(short) else short,
        "nearest": _number(worded.nearest),
        "near_enough": _number(worded.near_enough),
        "interview": worded.interview,
    }


def _clean(text: str, at_most: int) -> str:
    """One line of what can be read, and stored: no control characters, no halves of characters."""
    kept = (letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", str(text or "")) if _is_seen(letter))
    return " ".join("".join(kept).split())[:at_most].rstrip()


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cf", "Cs")


def _number(value: float | None) -> float | None:
    return value if isinstance(value, (int, float)) and math.isfinite(value) else None


def accept_as_follow_up(*, proposal: Proposal, under: Question, written: WrittenFollowUp, by: Actor) -> FollowUp:
    """A follow-up of a question in the library, which gets its next version for it if it was used."""
    with one_transaction():
        proposal = _waiting(proposal)
        question = _current_version(under)
        before = as_written(question)
        if any(each.text.casefold() == written.text.casefold() for each in before.follow_ups):
            raise ThereAlready
        question = edit_question(question=question, written=replace(before, follow_ups=(*before.follow_ups, written)), by=by)
        follow_up = question.follow_ups.get(when=written.when, text=written.text, state=State.ACTIVE)
        follow_up.origin, follow_up.source = Origin.GENERATED, proposal.interview
        follow_up.save(update_fields=["origin", "source"])
        _decide(proposal, Proposal.State.ACCEPTED, by, question=question, follow_up=follow_up)
        _log(by, question, f"Follow-up added from an interview: {follow_up.pk}")
    return follow_up


def accept_as_question(*, proposal: Proposal, bank: Bank, written: Written, by: Actor) -> Question:
    with one_transaction():
        proposal = _waiting(proposal)
        if bank.company_id:
            raise NotInTheLibrary
        question = write_question(bank=bank, written=written, by=by, origin=Origin.GENERATED, source=proposal.interview)
        _decide(proposal, Proposal.State.ACCEPTED, by, question=question)
        _log(by, question, "Added from an interview")
    return question


def merge_proposal(*, proposal: Proposal, into: Question | FollowUp, by: Actor) -> None:
    """It is a variant of what is there: the proposal keeps its wording, the library stays as it is."""
    with one_transaction():
        proposal = _waiting(proposal)
        question = Question.objects.select_for_update(of=("self",)).get(pk=into.pk if isinstance(into, Question) else into.question_id)
        follow_up = question.follow_ups.filter(pk=into.pk, state=State.ACTIVE).first() if isinstance(into, FollowUp) else None
        is_live = question.company_id is None and question.is_current and question.state == State.ACTIVE
        if not is_live or (isinstance(into, FollowUp) and follow_up is None):
            raise NotInTheLibrary
        _decide(proposal, Proposal.State.MERGED, by, question=question, follow_up=follow_up)


def reject_proposal(*, proposal: Proposal, reason: str, by: Actor) -> None:
    with one_transaction():
        _decide(_waiting(proposal), Proposal.State.REJECTED, by, reason=reason)


def reopen_proposal(*, proposal: Proposal, by: Actor) -> None:
    """Take a decision back. What was accepted leaves the library; whoever was asked it meanwhile was."""
    with one_transaction():
        proposal = Proposal.objects.select_for_update(of=("self",)).select_related("question", "follow_up").get(pk=proposal.pk)
        if proposal.state == Proposal.State.WAITING:
            raise NothingToUndo
        if proposal.state == Proposal.State.ACCEPTED:
            _take_out(proposal, by)
        proposal.state, proposal.reason = Proposal.State.WAITING, ""
        proposal.decided_at = proposal.decided_by = proposal.question = proposal.follow_up = None
        proposal.save()
        _log(by, proposal, "Waiting again")


def forget_proposals(*, interview_id: UUID) -> None:
    """The interview is no longer there: what was worded after its candidate's words goes too, and so does what they said, in short.

    It stays where a person took it for free of them, or where another interview came to the same words. Inside the company's scope.
    """
    worded = Proposal.objects.filter(interview=interview_id)
    worded.filter(state__in=[Proposal.State.WAITING, Proposal.State.REJECTED], times_asked=1).delete()
    worded.exclude(answer_in_short="").update(answer_in_short="")


def _take_out(proposal: Proposal, by: Actor) -> None:
    if proposal.question is None:
        raise NothingToUndo
    try:
        question = _current_version(proposal.question)
    except NotInTheLibrary:
        raise NothingToUndo from None
    if proposal.follow_up is None:
        retire_questions(questions=[question], by=by)
        return
    written, gone = as_written(question), proposal.follow_up
    left = tuple(each for each in written.follow_ups if (each.when, each.text) != (gone.when, gone.text))
    edit_question(question=question, written=replace(written, follow_ups=left), by=by)


def _waiting(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=proposal.pk)
    if found.state != Proposal.State.WAITING:
        raise DecidedAlready(found)
    return found


def _current_version(question: Question) -> Question:
    same = Question.objects.select_for_update(of=("self",)).filter(bank=question.bank_id, key=question.key, company=None)
    found = same.filter(is_current=True, state=State.ACTIVE).first()
    if found is None:
        raise NotInTheLibrary
    return found


def _decide(proposal: Proposal, state: Proposal.State, by: Actor, **values: object) -> None:
    for name, value in (values | {"state": state, "decided_at": timezone.now(), "decided_by": by.user}).items():
        setattr(proposal, name, value)
    proposal.save()
    _log(by, proposal, " ".join(filter(None, [state.label, proposal.reason])))


def _log(by: Actor, target: Proposal | Question, message: str) -> None:
    """In the log of Django's admin, beside what else our staff do. The wording is not repeated there."""
    assert by.user is not None
    LogEntry.objects.log_actions(by.user.pk, [target], CHANGE, message, single_object=True)

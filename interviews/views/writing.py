"""The form in which a question is written or edited, and the helper beside it."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.faults import Fault
from accounts.http import MemberRequest
from accounts.models import Company
from accounts.tasks import delay_on_commit
from accounts.tenancy import company_scope
from ai.errors import (
    AIError,
    BadOutput,
    BudgetSpent,
    NotBooked,
    RateLimited,
    Refused,
    TimedOut,
    Unavailable,
    UnknownModel,
    Unreachable,
    WrongAddress,
    WrongKey,
)
from interviews import access, drafting, tasks
from interviews.checks import remarks_on, remarks_on_follow_up
from interviews.drafting import Drafted
from interviews.forms.library import FollowUpRow, QuestionForm, check_rows, follow_ups_from, rows_from
from interviews.models import Bank, Difficulty, Kind, Question
from interviews.prompts import Draft, DraftInputs, Language
from interviews.queries import library
from interviews.queries.versions import versions_of
from interviews.services import questions as services
from interviews.services.own_banks import bank_to_write_into
from interviews.services.questions import Written, as_written

SAVE, DRAFT, ADD, REMOVE = "save", "draft", "add", "remove-"
ROWS = 2
NOT_SAVED = "Nothing is saved until you save."
BY_MODEL = "Written by a model, and marked “Proposed”. Read each against your job and change it."
GENERAL = "The library has no similar question either, so these hold for every question of this type. Say in them what yours is about."
NOT_LOOKED = "The library could not be searched for a similar question either, so these hold for every question of this type. Say in them what yours is about."
NOTHING_EMPTY = "Nothing was empty, so nothing was proposed. Tick “Replace what I wrote” to get proposals for everything."
NO_TEXT = "Write the question first: the proposals are made from it."
WHY_NO_MODEL: dict[type[AIError], str] = {
    BudgetSpent: "This month’s budget for models is used up. It is so until the month ends, or an owner or admin raises it.",
    Refused: "The model did not want to work on this question.",
    BadOutput: "What the model wrote could not be used. Asked once more, it may do better.",
    WrongKey: "The AI provider refuses its key. Tell an owner or admin: no other try will help.",
    UnknownModel: "The AI provider does not know the model that is set. Tell an owner or admin: no other try will help.",
    WrongAddress: "The AI provider is not where the settings look for it. Tell an owner or admin: no other try will help.",
    RateLimited: "The AI provider has too much to do. Try again in a minute.",
    Unavailable: "The AI provider cannot answer now. Try again in a few minutes.",
    Unreachable: "The AI provider cannot be reached now. Try again in a minute.",
    TimedOut: "The AI provider did not answer in time. Try again in a minute.",
    NotBooked: "The request could not be noted in our own books, so nobody was asked. Try again in a minute.",
}


class WritingRequest(MemberRequest):
    # What the helper came back with, where it was asked.
    drafted: Drafted | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it goes to the page."""

    form: QuestionForm
    rows: list[FollowUpRow]
    question: Question | None = None
    # What the helper proposes now, and the sentence about all of it.
    fills: dict[str, str] = field(default_factory=dict)
    new_rows: tuple[FollowUpRow, ...] = ()
    said: str = ""
    # The question as somebody else saved it meanwhile.
    newest: Question | None = None
    # What to think over before it is saved; whoever saves once more has.
    remarks: tuple[str, ...] = ()

    @property
    def faults(self) -> list[Fault]:
        """Of the follow-ups; those of the form stand in it."""
        return [Fault(f"follow-up-{number}", row.fault) for number, row in enumerate(self.rows) if row.fault]


def draft_if_asked(request: WritingRequest, language: str = "") -> None:
    """Before the company's transaction is open: a model may take half a minute."""
    request.drafted = None
    data, company = request.POST, request.member.company
    if data.get("do") != DRAFT or not _said(data, "text"):
        return
    text, competency = _said(data, "text")[:600], _said(data, "competency")[:80]
    kind, difficulty = data.get("kind", ""), data.get("difficulty", "")
    language = language or _language_of_bank(data.get("bank", ""), company)
    similar = drafting.similar_questions(text=text, competency=competency, kind=kind, language=language, company=company)
    inputs = DraftInputs(
        question=text,
        competency=competency,
        competency_means=drafting.meaning_of(competency, company),
        kind=Kind(kind) if kind in Kind else Kind.BEHAVIOURAL,
        difficulty=Difficulty(difficulty) if difficulty in Difficulty else Difficulty.MEDIUM,
        language=Language(Company.Language(language).label),
        similar_questions=similar.questions,
    )
    request.drafted = replace(drafting.draft_question(inputs, company), has_not_looked=not similar.could_look)


def write(request: WritingRequest, question: Question | None = None) -> HttpResponse:
    do = request.POST.get("do", SAVE)
    if request.method != "POST":
        return _page(request, _opened(request, question))
    if do == SAVE:
        return _save(request, question)
    form, rows = _typed(request, question), rows_from(request.POST)
    if do == DRAFT:
        return _draft(request, form, rows, question)
    # Without JavaScript a row comes and goes by a round to here.
    gone = do.removeprefix(REMOVE)
    rows = [row for number, row in enumerate(rows) if str(number) != gone] + ([FollowUpRow()] if do == ADD else [])
    return _page(request, Sheet(form, rows, question))


def _save(request: WritingRequest, question: Question | None) -> HttpResponse:
    form, rows = QuestionForm(request.POST, banks=_banks(request, question)), rows_from(request.POST)
    # Both are asked, so that all faults are seen at once.
    if not all([form.is_valid(), check_rows(rows)]):
        return _page(request, Sheet(form, rows, question), status=422)
    if remarks := _remarks(request, rows, question):
        return _page(request, Sheet(form, rows, question, remarks=remarks), status=422)
    try:
        saved = _saved(request, form, rows, question)
    except services.ChangedMeanwhile:
        return _page(request, _overtaken(request, rows, question), status=422)
    except services.BankRetired:
        form.add_error("bank" if "bank" in form.fields else None, "This bank was retired meanwhile. Choose another one.")
        return _page(request, Sheet(form, rows, question), status=422)
    delay_on_commit(tasks.make_vectors)
    messages.success(request, "Saved." if not question or saved.pk == question.pk else f"Saved as version {saved.version}.")
    return redirect("interviews:question", request.member.company.slug, saved.pk)


def _remarks(request: WritingRequest, rows: list[FollowUpRow], question: Question | None) -> tuple[str, ...]:
    """What is to be thought over, unless each was said already: on this form, or when these words were saved before."""
    language = question.language if question else _language_of_bank(request.POST.get("bank", ""), request.member.company)
    found = remarks_on(_said(request.POST, "text"), language)
    for number, row in enumerate(rows, start=1):
        found += [f"Follow-up {number}: {remark}" for remark in remarks_on_follow_up(row.text, language)]
    known = set(request.POST.getlist("heard"))
    if question and question.text == _said(request.POST, "text").replace("\r\n", "\n"):
        known |= set(remarks_on(question.text, language))
    return () if set(found) <= known else tuple(found)


def _saved(request: WritingRequest, form: QuestionForm, rows: list[FollowUpRow], question: Question | None) -> Question:
    ideal = (form.cleaned_data["ideal"],) if form.cleaned_data["ideal"] else ()
    follow_ups = follow_ups_from(rows)
    if question is None:
        bank = _bank(request, form)
        written = Written(form.wording(domain=bank.domain, language=bank.language), follow_ups, ideal)
        return services.write_question(bank=bank, written=written, by=request.actor)
    # An import may have brought more than one ideal answer; the form shows the first.
    more = as_written(question).ideal_answers[1:]
    written = Written(form.wording(domain=question.domain, language=question.language), follow_ups, ideal + more)
    return services.edit_question(question=question, written=written, by=request.actor, seen=form.cleaned_data["seen"])


def _bank(request: WritingRequest, form: QuestionForm) -> Bank:
    company = request.member.company
    if "bank" not in form.fields:
        return bank_to_write_into(company=company, by=request.actor)
    return access.own_bank(UUID(form.cleaned_data["bank"]), company)


def _opened(request: WritingRequest, question: Question | None) -> Sheet:
    if question is None:
        form = QuestionForm(banks=_banks(request, None), initial={"bank": request.GET.get("bank")})
        return Sheet(form, [])
    written = as_written(question)
    values = {name: getattr(question, name) for name in ("text", "competency", "difficulty", "kind", "minutes", "shows")}
    values |= {f"anchor_{level}": text for level, text in enumerate(question.anchors, start=1)}
    values |= {"roles": ", ".join(question.roles), "ideal": next(iter(written.ideal_answers), ""), "seen": question.changed_at.isoformat()}
    return Sheet(QuestionForm(initial=values), [FollowUpRow(each.when, each.text) for each in written.follow_ups], question)


def _typed(request: WritingRequest, question: Question | None, **more: str) -> QuestionForm:
    """The form as it was sent, without a word about what it still lacks."""
    return QuestionForm(banks=_banks(request, question), initial=request.POST.dict() | more)


def _overtaken(request: WritingRequest, rows: list[FollowUpRow], question: Question | None) -> Sheet:
    """Somebody saved it first. Nothing typed is lost; saving once more says: mine."""
    if question is None:
        raise AssertionError("A question that is new cannot have changed.")
    newest = versions_of(question)[0]
    return Sheet(_typed(request, question, seen=newest.changed_at.isoformat()), rows, question, newest=newest)


def _draft(request: WritingRequest, form: QuestionForm, rows: list[FollowUpRow], question: Question | None) -> HttpResponse:
    if request.drafted is None:
        return _page(request, Sheet(form, rows, question, said=NO_TEXT), status=422)
    is_whole, draft = "replace" in request.POST, request.drafted.draft
    fills = {name: text for name, text in _values(draft).items() if text and (is_whole or not _said(request.POST, name))}
    kept = [] if is_whole else [row for row in rows if not row.is_empty]
    new = tuple(FollowUpRow(each.when, each.text, is_drafted=True) for each in draft.follow_ups)[: max(0, ROWS - len(kept))]
    form.initial.update(fills)
    said = _sentence(request.drafted, bool(fills or new))
    return _page(request, Sheet(form, [*kept, *new], question, fills=fills, new_rows=new, said=said))


def _values(draft: Draft) -> dict[str, str]:
    anchors = {f"anchor_{level}": text for level, text in enumerate(draft.anchors, start=1)}
    return {"shows": draft.shows} | anchors | {"ideal": draft.ideal_answer}


def _sentence(drafted: Drafted, has_filled: bool) -> str:
    if not has_filled:
        return NOTHING_EMPTY
    if drafted.is_by_model:
        return f"{BY_MODEL} {NOT_SAVED}"
    why = _why_no_model(drafted)
    if not drafted.like:
        return f"{why} {NOT_LOOKED if drafted.has_not_looked else GENERAL} {NOT_SAVED}"
    ideal = "" if drafted.draft.ideal_answer else " The ideal answer is left to you: theirs answers another question."
    return f"{why} So these are from a similar question of the library: “{drafted.like}” Change what does not fit yours.{ideal} {NOT_SAVED}"


def _why_no_model(drafted: Drafted) -> str:
    if drafted.problem is None:
        return "No AI provider is set up."
    found = (words for kind, words in WHY_NO_MODEL.items() if isinstance(drafted.problem, kind))
    return next(found, "The AI provider did not answer as it should. Asked once more, it may.")


def _page(request: WritingRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    company, question = request.member.company, sheet.newest or sheet.question
    name, more = ("interviews:question-edit", [question.pk]) if question else ("interviews:question-new", [])
    context: dict[str, Any] = {
        "sheet": sheet,
        "form": sheet.form,
        "question": question,
        "rows": sheet.rows + [FollowUpRow()] * max(0, ROWS - len(sheet.rows)),
        # Marked until it is saved or written over.
        "proposed": {*sheet.fills, *request.POST.getlist("proposed")},
        # What came by POST and is shown again is not saved.
        "is_changed": request.method == "POST",
        "replaces": "replace" in request.POST,
        "names": [{"value": name, "note": None} for name, _ in library.competencies()],
        "action": reverse(name, args=[company.slug, *more]),
        "next_version": question.version + 1 if question and question.is_used else None,
    }
    is_part = request.htmx and sheet.said  # type: ignore[attr-defined]
    return render(request, "interviews/question_form.html#draft" if is_part else "interviews/question_form.html", context, status=status)


def _banks(request: WritingRequest, question: Question | None) -> list[Bank]:
    return [] if question else list(library.own_banks(request.member.company))


def _language_of_bank(bank_id: str, company: Company) -> str:
    with company_scope(company):
        bank = next((bank for bank in library.own_banks(company) if str(bank.pk) == bank_id), None)
    return bank.language if bank else company.language


def _said(data: QueryDict, name: str) -> str:
    return str(data.get(name, "")).replace("\0", "").strip()

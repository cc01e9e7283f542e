"""Questions for tests."""

from itertools import count
from uuid import UUID, uuid4

from django.core.files.base import ContentFile

from accounts.models import Company
from accounts.tenancy import every_company
from interviews.models import (
    Bank,
    FollowUp,
    FollowUpVector,
    IdealAnswer,
    IdealAnswerVector,
    Proposal,
    Question,
    QuestionImport,
    QuestionUse,
    QuestionVector,
    VectorModel,
)

_numbers = count(1)
ANCHORS = [f"Shows sign number {level} of five." for level in range(1, 6)]
POINTING_UP = [1.0, *[0.0] * 383]


def make_bank(company: Company | None, slug: str = "own", **fields) -> Bank:
    return Bank.objects.create(company=company, slug=slug, name=slug.title(), domain=slug, **fields)


def make_question(bank: Bank, text: str = "How do you find a slow query?", **fields) -> Question:
    values = {
        "key": f"question-{next(_numbers):05}",
        "text": text,
        "competency": "Reliability",
        "difficulty": "medium",
        "kind": "technical",
        "domain": bank.domain,
        "language": bank.language,
        "shows": "They measure before they change.",
        "anchors": ANCHORS,
    }
    return Question.objects.create(company=bank.company, bank=bank, **values | fields)


def question_with_vectors(company: Company | None) -> Question:
    """A row in every table of the library. Names no scope: the caller has opened one."""
    with every_company("which model there is is staff's to say"):
        model, _ = VectorModel.objects.get_or_create(name="test:model")
    question = make_question(make_bank(company))
    follow_up = FollowUp.objects.create(company=company, question=question, when="It is vague.", text="What did you do yourself?")
    ideal = IdealAnswer.objects.create(company=company, question=question, text="I look at the plan first.")
    common = {"company": company, "model": model, "vector": POINTING_UP}
    QuestionVector.objects.create(question=question, content_hash=question.content_hash, **common)
    FollowUpVector.objects.create(follow_up=follow_up, content_hash=follow_up.content_hash, **common)
    IdealAnswerVector.objects.create(ideal_answer=ideal, content_hash=ideal.content_hash, **common)
    return question


def make_proposal(company: Company, text: str = "What did you leave undone on purpose?", **fields) -> Proposal:
    values = {"kind": "follow-up", "competency": "Reliability", "domain": "backend", "interview": uuid4()}
    return Proposal.objects.create(company=company, text=text, **values | fields)


def use(question: Question, company: Company, interview: UUID | None = None, **fields) -> QuestionUse:
    return QuestionUse.objects.create(company=company, question=question, interview=interview or uuid4(), **fields)


def import_with_files(company: Company | None, **fields) -> QuestionImport:
    """A file with a fault, as a check leaves it."""
    found = QuestionImport(company=company, name="questions.csv", size=3, state="refused", **fields)
    found.file.save("", ContentFile(b"a,b"), save=False)
    found.fault_list.save("", ContentFile(b"row"), save=False)
    found.save()
    return found


def row_in_every_table(company: Company) -> None:
    question = question_with_vectors(company)
    make_proposal(company, after=question)
    # Another one: what was used can no longer be written.
    use(make_question(question.bank), company)
    QuestionImport.objects.create(company=company, bank=question.bank, file="imports/none", name="questions.csv", size=1)

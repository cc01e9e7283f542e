"""What tests of the recruiters' pages share: a small library, and a question as its form sends it."""

from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, IdealAnswer, Question
from tests.interviews.questions import make_bank, make_question

QUESTIONS = "/c/northwind/questions/"
FORM = {
    "do": "save",
    "text": "How do you load a lorry so that it comes back empty?",
    "competency": "Planning tours",
    "difficulty": "medium",
    "kind": "situational",
    "minutes": "5",
    "roles": "dispatcher, tour planner",
    "shows": "Names the order of stops and what follows from it for the load.",
    "anchor_5": "Names stops, weight and return goods, and says how a late change is handled.",
    "anchor_4": "Names stops, weight and return goods.",
    "anchor_3": "Names stops and weight.",
    "anchor_2": "Names weight alone.",
    "anchor_1": "Describes loading without the stops.",
    "when": ["They forget the way back.", ""],
    "follow_up": ["What does the lorry carry on its way home?", ""],
    "ideal": "I start from the last stop.\r\nWhat leaves last goes in first.",
}


def library_bank(*texts: str, slug: str = "engineering", **fields):
    """A bank of the library with these questions. Its rows are committed: the owner's role writes them."""
    with every_company("the test fills the library"):
        bank = make_bank(None, slug)
        for text in texts:
            question = make_question(bank, text, **fields)
            FollowUp.objects.create(question=question, when="It is vague.", text="What did you measure?")
            FollowUp.objects.create(question=question, when="It is long.", text="What mattered most?")
            IdealAnswer.objects.create(question=question, text="I look at the plan first.")
    return bank


def library_question(text: str = "How do you find a slow query?", **fields) -> Question:
    bank = library_bank(text, **fields)
    with every_company("the test looks into the library"):
        return Question.objects.get(bank=bank)


def own_question(company, text: str = "How do you greet a driver?", slug: str = "own", **fields) -> Question:
    with company_scope(company):
        return make_question(make_bank(company, slug), text, **fields)


def own(company, **filters) -> list[Question]:
    with company_scope(company):
        return list(Question.objects.filter(company=company, **filters).select_related("bank").order_by("created_at"))

"""How a browser gets to the pages of the question library: what stands there, and the steps."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from accounts.tenancy import company_scope
from interviews.models import Question, State
from interviews.services.vectors import make_vectors
from tests.interviews.questions import make_bank, make_question, use
from tests.interviews.recruiting import FORM, QUESTIONS, library_bank, library_question, own_question

LONG = "Tell me about a time when two systems had to agree and one of them was down. What did you make sure stayed true, and how did you find out?"


def vectors_made() -> None:
    """In a thread of its own: Playwright's loop runs in this one, and nobody waits for a model in a loop."""

    def make() -> None:
        make_vectors()
        connections.close_all()

    with ThreadPoolExecutor() as pool:
        pool.submit(make).result()


def library(cast) -> None:
    library_bank(LONG, "What makes an operation safe to run twice?", "How do you find a slow query?", kind="behavioural", difficulty="hard")
    own_question(cast.northwind, "When did you last find data that could not be right? How did it get there?", slug="our-questions")


def questions_page(page, cast):
    library(cast)
    return page.goto(QUESTIONS)


def questions_by_meaning(page, cast):
    library(cast)
    vectors_made()
    return page.goto(f"{QUESTIONS}?q=two+systems+that+had+to+agree&by=meaning&difficulty=medium-up&competency=Reliability&bank=library")


def questions_while_nobody_compares(page, cast):
    library(cast)
    return page.goto(f"{QUESTIONS}?q=query&by=meaning")


def many_questions(page, cast):
    with company_scope(cast.northwind):
        bank = make_bank(cast.northwind)
        for number in range(130):
            make_question(bank, f"What is question number {number}?")
    return page.goto(f"{QUESTIONS}?page=4")


def questions_with_a_wrong_filter(page, cast):
    library(cast)
    return page.goto(f"{QUESTIONS}?difficulty=impossible")


def library_question_page(page, cast):
    return page.goto(f"{QUESTIONS}{library_question(LONG, roles=['backend engineer', 'data engineer']).pk}/")


def question_with_versions(page, cast):
    """An own one, copied, asked and adapted since."""
    original = library_question(LONG)
    page.goto(f"{QUESTIONS}{original.pk}/")
    page.get_by_role("button", name="Copy to our bank").click()
    page.wait_for_url("**/edit/")
    with company_scope(cast.northwind):
        use(Question.objects.get(company=cast.northwind), cast.northwind)
    page.reload()
    page.get_by_label("Question", exact=True).fill("When did two of your systems last have to agree, and one was down?")
    page.get_by_role("button", name="Save as version 2").click()
    page.wait_for_url(lambda url: not url.endswith("/edit/"))
    page.get_by_text("What changed").click()
    return page.reload()


def retired_question(page, cast):
    return page.goto(f"{QUESTIONS}{own_question(cast.northwind, state=State.RETIRED).pk}/")


def form_of_a_used_question(page, cast):
    question = own_question(cast.northwind, LONG)
    with company_scope(cast.northwind):
        use(question, cast.northwind)
    return page.goto(f"{QUESTIONS}{question.pk}/edit/")


def form_with_proposals(page, cast):
    library_bank(LONG, kind="behavioural")
    vectors_made()
    page.goto(f"{QUESTIONS}new/")
    page.get_by_label("Question", exact=True).fill("Two of your systems had to agree, and one was down. What stayed true?")
    page.get_by_role("combobox", name="Competency").fill("Reliability")
    page.get_by_role("combobox", name="Competency").press("Escape")
    page.get_by_role("button", name="Propose anchors and follow-ups").click()
    page.get_by_text("from a similar question of the library").wait_for()
    # Saved as it is, with one fault: what was proposed stands there still.
    page.get_by_label("Anchor 3").fill("")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("Proposed", exact=True).locator("visible=true").count() == 8
    return answer.value


def form_with_faults(page, cast):
    page.goto(f"{QUESTIONS}new/")
    page.get_by_label("When the answer is like this").first.fill("They guess.")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save", exact=True).click()
    return answer.value


def form_that_was_overtaken(page, cast):
    question = own_question(cast.northwind)
    page.goto(f"{QUESTIONS}{question.pk}/edit/")
    with company_scope(cast.northwind):
        Question.objects.filter(pk=question.pk).update(changed_at="2026-11-20T09:00Z", text="What somebody else wrote?")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save", exact=True).click()
    return answer.value


def banks_page(page, cast):
    library(cast)
    with company_scope(cast.northwind):
        make_question(make_bank(cast.northwind, "lager", language="de"), state=State.RETIRED)
        make_bank(cast.northwind, "gone", retired_at=cast.northwind.created_at)
    return page.goto(f"{QUESTIONS}banks/")


def form_to_think_over(page, cast):
    """A new question that asks about somebody's life."""
    page.goto("/c/northwind/questions/new/")
    fields = {name: value for name, value in FORM.items() if isinstance(value, str) and name not in ("do", "kind", "difficulty", "minutes")}
    for name, value in (fields | {"text": "How do you bring your family and this job together?"}).items():
        page.fill(f"#write [name={name}]", value)
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save", exact=True).click()
    return answer.value


def bank_with_a_wrong_name(page, cast):
    page.goto(f"{QUESTIONS}banks/")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Make it").click()
    return answer.value


def bank_to_rename(page, cast):
    return page.goto(f"{QUESTIONS}banks/{own_question(cast.northwind).bank_id}/rename/")


def bank_to_retire(page, cast):
    return page.goto(f"{QUESTIONS}banks/{own_question(cast.northwind).bank_id}/retire/")

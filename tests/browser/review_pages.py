"""The pages on which our staff review and tidy the library, and how a browser gets there."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from django.db import connections

from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, Question
from interviews.services.library import load_library
from interviews.services.near_pairs import find_near_pairs
from interviews.services.proposals import Worded, propose
from interviews.services.vectors import make_vectors
from tests.interviews.questions import make_question, use

QUEUE, NEAR = "/admin/library/review/", "/admin/library/near/"
AFTER = "backend-saved-but-never-published"
SHORT = "Described a regular check that compares two records and found mismatches on its first run."
WORDINGS = (
    ("follow-up", "If that check had stayed silent for a week, how would you have found out?", SHORT),
    ("follow-up", "Don’t you think that Anna in Gothenburg should have told the team? And does your family know?", ""),
    ("question", "What did you leave undone on purpose?", "Named three things and the order in which they were done."),
    ("question", "Who had to agree before you could switch the old system off, and how did you get them there?", ""),
    ("follow-up", "What would the customer have noticed first?", "Named alarms and their owners."),
)


def with_vectors() -> None:
    """In a thread of its own: Playwright's loop runs in this one, and whoever asks a model must not block a loop."""

    def work() -> None:
        make_vectors()
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def with_a_queue(cast, *, after=AFTER) -> None:
    load_library()
    with_vectors()
    with every_company("the test looks for a question of the library"):
        question = Question.objects.get(key=after)
    with company_scope(cast.northwind):
        use(question, cast.northwind)
        for number, (kind, text, short) in enumerate(WORDINGS):
            known = {"nearest": 0.744, "near_enough": 0.78} if number != 1 else {}
            worded = Worded(kind=kind, text=text, competency=question.competency, domain="backend", language="en", interview=uuid4(),
                            answer_in_short=short, **known)  # fmt: skip
            propose(company=cast.northwind, worded=worded, after=question if number != 3 else None)


def queue(page, cast):
    with_a_queue(cast)
    return page.goto(QUEUE)


def queue_without_models(page, cast):
    with_a_queue(cast)
    with every_company("the test takes the vectors away"):
        from interviews.models import VectorModel

        VectorModel.objects.update(serves=False)
    page.goto(QUEUE)
    return page.goto(QUEUE + page.get_by_role("link", name="Next", exact=True).get_attribute("href"))


def after_a_rejection(page, cast):
    with_a_queue(cast)
    page.goto(QUEUE)
    page.get_by_role("link", name="Reject").click()
    page.get_by_label("Reason").fill("Tied to one place")
    page.get_by_role("button", name="Reject").click()
    page.get_by_text("Reason: Tied to one place").wait_for()
    return page.reload()


def form_of(kind):
    def steps(page, cast):
        with_a_queue(cast)
        page.goto(f"{QUEUE}?kind={kind}")
        href = page.locator("[data-key=e], [data-key=a][href]").first.get_attribute("href")
        return page.goto(href)

    return steps


def wrong_form(page, cast):
    form_of("question")(page, cast)
    page.get_by_label("Minutes").fill("99")
    page.get_by_label("Level 3").fill("")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Accept").click()
    return answer.value


def rejection(page, cast):
    with_a_queue(cast)
    page.goto(QUEUE)
    return page.goto(page.get_by_role("link", name="Reject").get_attribute("href"))


def near(page, cast):
    load_library()
    with every_company("the test adds duplicates"):
        first, second = Question.objects.filter(bank__slug="backend").select_related("bank")[:2]
        for question in (first, second):
            make_question(question.bank, question.text.replace(" the ", " all the ", 1), competency=question.competency)
            FollowUp.objects.create(question=question, when="It is vague.", text="And what did you do yourself?")
    with_vectors()
    find_near_pairs()
    return page.goto(NEAR)


def near_while_looking(page, cast):
    load_library()
    with_vectors()
    return page.goto(NEAR)

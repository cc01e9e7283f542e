"""The library, companies' own questions, and what staff do with both."""

from datetime import timedelta
from threading import Thread

from django.db import connections
from django.utils import timezone

from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, Job, Waterfall
from interviews.services.conducting import begin_interview
from interviews.services.vectors import make_vectors
from tests.browser import question_pages, review_pages
from tests.browser.pages.page import Page
from tests.interviews.hiring import make_invitation, make_job, make_plan
from tests.interviews.questions import make_bank, make_question, use


def library_in_use(cast):
    """A question that separates, one that does not, and one that few were asked."""
    with every_company("the test fills the library"):
        bank = make_bank(None, "backend", competencies={"Reliability": "Keeps a service running."})
        texts = ("How do you find a slow query?", "Tell me about an outage that you caused.", "What do you do first when a page is slow?")
        questions = [make_question(bank, text) for text in texts]
        FollowUp.objects.create(question=questions[0], when="They guess.", text="How would you know?")
    with company_scope(cast.northwind):
        for question, ratings, number in zip(
            questions, (((1, 2), (3, 3), (5, 4)), ((5, 2), (2, 4), (3, 3)), ((3, 3),)), (15, 20, 2), strict=True
        ):
            for rating, standing in ratings * number:
                use(question, cast.northwind, rating=rating, standing=standing, seconds=100 * rating, was_skipped=rating == 1)
    return questions


def health_page(page, cast):
    library_in_use(cast)
    return page.goto("/admin/library/health/")


def vectors_page(page, cast):
    library_in_use(cast)
    return page.goto("/admin/library/vectors/")


def vectors_page_when_done(page, cast):
    library_in_use(cast)
    # In a thread of its own: playwright's loop runs in this one, and models are awaited.
    maker = Thread(target=lambda: (make_vectors(), connections.close_all()))
    maker.start()
    maker.join()
    return page.goto("/admin/library/vectors/")


def make_planned_job(company) -> Job:
    job = make_job(company)
    make_plan(job, make_question(make_bank(company)))
    return job


def latency_page(page, cast):
    """Forty turns that were spoken, and none that was typed."""
    with company_scope(cast.northwind):
        interview = begin_interview(invitation=make_invitation(make_planned_job(cast.northwind)))
        now = timezone.now()
        for turn in range(2, 42):
            moments = {"spoken_until": 0, "answered_at": 500, "transcribed_at": 700, "first_word_at": 1_100, "first_sentence_at": 1_400}
            times = {name: now + timedelta(milliseconds=ms) for name, ms in moments.items()}
            sound = now + timedelta(milliseconds=1_650 + 20 * turn)
            Waterfall.objects.create(company=cast.northwind, interview=interview, turn=turn, first_sound_at=sound, **times)
    return page.goto("/admin/library/latency/")


PAGES: dict[str, Page] = {
    "interviews:questions": Page(who="carol", steps=question_pages.questions_page),
    "interviews:questions (by meaning)": Page(who="carol", steps=question_pages.questions_by_meaning),
    "interviews:questions (nobody compares)": Page(who="carol", steps=question_pages.questions_while_nobody_compares),
    "interviews:questions (many)": Page(who="carol", steps=question_pages.many_questions),
    "interviews:questions (a wrong filter)": Page(who="carol", steps=question_pages.questions_with_a_wrong_filter, status=422),
    "interviews:questions (none)": Page("/c/northwind/questions/", "carol"),
    "interviews:questions (nothing found)": Page("/c/northwind/questions/?q=nothing", "carol"),
    "interviews:question": Page(who="carol", steps=question_pages.question_with_versions),
    "interviews:question (the library's)": Page(who="carol", steps=question_pages.library_question_page),
    "interviews:question (retired)": Page(who="carol", steps=question_pages.retired_question),
    "interviews:question-new": Page("/c/northwind/questions/new/", "carol"),
    "interviews:question-new (faults)": Page(who="carol", steps=question_pages.form_with_faults, status=422),
    "interviews:question-new (to think over)": Page(who="carol", steps=question_pages.form_to_think_over, status=422),
    "interviews:question-new (proposals)": Page(who="carol", steps=question_pages.form_with_proposals, status=422),
    "interviews:question-edit": Page(who="carol", steps=question_pages.form_of_a_used_question),
    "interviews:question-edit (overtaken)": Page(who="carol", steps=question_pages.form_that_was_overtaken, status=422),
    "interviews:banks": Page(who="carol", steps=question_pages.banks_page),
    "interviews:banks (none)": Page("/c/northwind/questions/banks/", "carol"),
    "interviews:bank-make (wrong)": Page(who="carol", steps=question_pages.bank_with_a_wrong_name, status=422),
    "interviews:bank-rename": Page(who="carol", steps=question_pages.bank_to_rename),
    "interviews:bank-retire": Page(who="carol", steps=question_pages.bank_to_retire),
    "interviews:staff-health": Page(who="sam", steps=health_page),
    "interviews:staff-health (nothing asked)": Page("/admin/library/health/", "sam"),
    "interviews:staff-latency": Page(who="sam", steps=latency_page),
    "interviews:staff-latency (no turns)": Page("/admin/library/latency/?hours=1", "sam"),
    "interviews:staff-latency (a wrong filter)": Page("/admin/library/latency/?hours=7", "sam", status=422),
    "interviews:staff-vectors": Page(who="sam", steps=vectors_page),
    "interviews:staff-vectors (all made)": Page(who="sam", steps=vectors_page_when_done),
    "interviews:staff-vectors (nothing to compare)": Page("/admin/library/vectors/", "sam"),
    "interviews:staff-review": Page(who="sam", steps=review_pages.queue),
    "interviews:staff-review (empty)": Page(review_pages.QUEUE, "sam"),
    "interviews:staff-review (nothing of this kind)": Page(review_pages.QUEUE + "?language=fr", "sam"),
    "interviews:staff-review (without models)": Page(who="sam", steps=review_pages.queue_without_models),
    "interviews:staff-review (rejected)": Page(who="sam", steps=review_pages.after_a_rejection),
    "interviews:staff-review-accept": Page(who="sam", steps=review_pages.form_of("follow-up")),
    "interviews:staff-review-accept (question)": Page(who="sam", steps=review_pages.form_of("question")),
    "interviews:staff-review-accept (wrong)": Page(who="sam", steps=review_pages.wrong_form, status=422),
    "interviews:staff-review-reject": Page(who="sam", steps=review_pages.rejection),
    "interviews:staff-near": Page(who="sam", steps=review_pages.near),
    "interviews:staff-near (empty)": Page(review_pages.NEAR, "sam"),
    "interviews:staff-near (looking)": Page(who="sam", steps=review_pages.near_while_looking),
}

NOT_PAGES = {
    "interviews:staff-health-retire": "takes a form",
    "interviews:staff-health-restore": "takes a form",
    "interviews:staff-vectors-refresh": "takes a form",
    "interviews:staff-vectors-anew": "takes a form",
    "interviews:question-copy": "takes a form",
    "interviews:question-retire": "takes a form",
    "interviews:question-restore": "takes a form",
    "interviews:bank-restore": "takes a form",
    "interviews:staff-review-merge": "takes a form",
    "interviews:staff-review-reopen": "takes a form",
    "interviews:staff-near-again": "takes a form",
    "interviews:staff-near-decide": "takes a form",
}

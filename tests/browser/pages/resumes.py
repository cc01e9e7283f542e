"""Candidates and their résumés."""

from threading import Thread

from django.db import connections

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.services.candidates import change_candidate
from resumes.services.corrections import correct_understanding
from resumes.understanding.fields import Understood
from tests.accounts.test_models_of_a_company import give_key
from tests.browser import inviting_pages
from tests.browser.pages.page import Page
from tests.resumes.people import make_candidate, make_resume, understood_candidate
from tests.resumes.prepared import prepared_resume


def candidates_of_every_kind(page, cast):
    with company_scope(cast.northwind):
        make_resume(make_candidate(cast.northwind, "Dana Novak", tags=["backend", "talks to customers"]))
        make_resume(make_candidate(cast.northwind, "resume final (3)", ""), state="received")
        make_resume(make_candidate(cast.northwind, "W" * 60, "w@post.example"), state="refused", problem="no-text")
        make_candidate(cast.northwind, "Kim Larsen", "kim@post.example")
    return page.goto("/c/northwind/candidates/")


def candidate_with_a_resume(page, cast):
    with company_scope(cast.northwind):
        candidate = understood_candidate(cast.northwind)
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/")


def candidate_prepared_for_an_interview(page, cast):
    # The browser's own loop runs in this thread.
    maker = Thread(target=lambda: (prepared_resume(cast.northwind), connections.close_all()))
    maker.start()
    maker.join()
    with company_scope(cast.northwind):
        candidate = Candidate.objects.get()
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/")


def candidate_whose_file_is_unreadable(page, cast):
    with company_scope(cast.northwind):
        candidate = make_candidate(cast.northwind)
        make_resume(candidate, state="refused", problem="no-text", name="scan of my cv.pdf")
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/")


def candidate_with_everything(page, cast):
    """Corrected, with versions, notes and a history."""
    cast.candidate = candidate_of_long_standing(cast)
    return page.goto(f"/c/northwind/candidates/{cast.candidate.pk}/")


def candidate_of_long_standing(cast):
    by = Actor(user=cast.carol)
    with company_scope(cast.northwind):
        candidate = understood_candidate(cast.northwind)
        changes = {
            "phone": "+31 6 5550 1234",
            "links": ["https://code.example/priya", "https://priya.example/" + "w" * 90],
            "tags": ["backend", "talks to customers"],
            "notes": "Met at the autumn fair.\nPrefers mornings; would move to Utrecht.",
        }
        change_candidate(candidate=candidate, changes=changes, seen={"phone": "", "links": [], "tags": [], "notes": ""}, by=by)
        resume = candidate.resumes.get()
        understood = Understood.model_validate(resume.understood)
        corrected = understood.model_copy(update={"headline": "Staff engineer, payments", "languages": ["English", "Tamil"]})
        correct_understanding(resume=resume, corrected=corrected, seen=None, by=by)
        make_resume(candidate, name="W" * 60 + ".pdf", sha256="2" * 64, created_at="2025-01-01T00:00Z", given_by=cast.carol)
        make_resume(candidate, name="scan.pdf", sha256="1" * 64, state="refused", problem="no-text", created_at="2024-01-01T00:00Z")
    return candidate


def candidate_understood_by_rules(page, cast):
    give_key(cast.northwind)
    return candidate_with_a_resume(page, cast)


def candidate_who_was_invited(page, cast):
    return page.goto(f"/c/northwind/candidates/{inviting_pages.invited_often(cast).pk}/")


def invitations_of_a_candidate(page, cast):
    return page.goto(f"/c/northwind/candidates/{inviting_pages.invited_often(cast).pk}/invitations/")


def no_invitations_of_a_candidate(page, cast):
    with company_scope(cast.northwind):
        candidate = make_candidate(cast.northwind)
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/invitations/")


def question_before_erasing_who_was_invited(page, cast):
    return page.goto(f"/c/northwind/candidates/{inviting_pages.invited_often(cast).pk}/erase/")


def two_who_were_invited_side_by_side(page, cast):
    kept, gone = inviting_pages.invited_twice(cast)
    return page.goto(f"/c/northwind/candidates/{kept.pk}/merge/?with={gone.pk}")


def candidate_without_a_resume(page, cast):
    with company_scope(cast.northwind):
        candidate = make_candidate(cast.northwind, "Kim Larsen", "")
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/")


def typed_nothing(page, cast):
    candidate_whose_file_is_unreadable(page, cast)
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Take this text").click()
    return answer.value


def candidates_chosen_to_be_erased(page, cast):
    candidates_of_every_kind(page, cast)
    page.get_by_label("All on this page").check()
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Erase …").click()
    return answer.value


def candidate_to_edit(page, cast):
    return page.goto(f"/c/northwind/candidates/{candidate_of_long_standing(cast).pk}/edit/")


def candidate_whom_somebody_else_edited(page, cast):
    candidate = candidate_of_long_standing(cast)
    page.goto(f"/c/northwind/candidates/{candidate.pk}/edit/")
    with company_scope(cast.northwind):
        seen = {"phone": "+31 6 5550 1234"}
        change_candidate(candidate=candidate, changes={"phone": "+31 6 5550 9999"}, seen=seen, by=Actor(user=cast.carol))
    page.get_by_label("Telephone").fill("+31 20 555 000")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save").click()
    return answer.value


def whom_to_merge_with(page, cast):
    with company_scope(cast.northwind):
        candidate = make_candidate(cast.northwind)
        make_candidate(cast.northwind, "Dana Novak", "dana.novak@mail.example", phone="+420 555 010 203")
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/merge/")


def nobody_to_merge_with(page, cast):
    with company_scope(cast.northwind):
        candidate = make_candidate(cast.northwind)
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/merge/")


def two_side_by_side(page, cast):
    candidate = candidate_of_long_standing(cast)
    with company_scope(cast.northwind):
        other = make_candidate(cast.northwind, "Priya Raman-Iyer", "priya@old.example", tags=["Utrecht"], notes="Called twice in spring.")
        make_resume(other, name="priya.docx")
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/merge/?with={other.pk}")


def correction(page, cast):
    with company_scope(cast.northwind):
        resume = understood_candidate(cast.northwind).resumes.get()
    return page.goto(f"/c/northwind/resumes/{resume.pk}/correct/")


def correction_with_a_fault(page, cast):
    correction(page, cast)
    page.get_by_label("Headline").fill("x" * 301)
    return _saved(page)


def correction_that_comes_second(page, cast):
    correction(page, cast)
    with company_scope(cast.northwind):
        resume = Resume.objects.select_related("candidate__company").get()
        correct_understanding(resume=resume, corrected=Understood(headline="Theirs"), seen=None, by=Actor(user=cast.carol))
    page.get_by_label("Headline").fill("Ours")
    return _saved(page)


def _saved(page):
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save").click()
    return answer.value


def question_before_erasing(page, cast):
    with company_scope(cast.northwind):
        candidate = make_candidate(cast.northwind)
    return page.goto(f"/c/northwind/candidates/{candidate.pk}/erase/")


PAGES: dict[str, Page] = {
    "resumes:candidate (invited)": Page(steps=candidate_who_was_invited),
    "resumes:merge (both invited)": Page(steps=two_who_were_invited_side_by_side),
    "resumes:erase (invited)": Page(steps=question_before_erasing_who_was_invited),
    "interviews:candidate-invitations": Page(steps=invitations_of_a_candidate),
    "interviews:candidate-invitations (none)": Page(steps=no_invitations_of_a_candidate),
    "resumes:candidates": Page(steps=candidates_of_every_kind),
    "resumes:candidates (nobody)": Page("/c/northwind/candidates/"),
    "resumes:candidate": Page(steps=candidate_with_a_resume),
    "resumes:candidate (prepared)": Page(steps=candidate_prepared_for_an_interview),
    "resumes:candidate (unreadable)": Page(steps=candidate_whose_file_is_unreadable),
    "resumes:candidate (everything)": Page(steps=candidate_with_everything),
    "resumes:candidate (by rules)": Page(steps=candidate_understood_by_rules),
    "resumes:candidate (no file)": Page(steps=candidate_without_a_resume),
    "resumes:type (nothing)": Page(steps=typed_nothing, status=422),
    "resumes:bulk (erase)": Page(steps=candidates_chosen_to_be_erased),
    "resumes:edit": Page(steps=candidate_to_edit),
    "resumes:edit (overtaken)": Page(steps=candidate_whom_somebody_else_edited, status=422),
    "resumes:merge": Page(steps=whom_to_merge_with),
    "resumes:merge (nobody)": Page(steps=nobody_to_merge_with),
    "resumes:merge (side by side)": Page(steps=two_side_by_side),
    "resumes:correct": Page(steps=correction),
    "resumes:correct (wrong)": Page(steps=correction_with_a_fault, status=422),
    "resumes:correct (overtaken)": Page(steps=correction_that_comes_second, status=422),
    "resumes:erase": Page(steps=question_before_erasing),
}

NOT_PAGES = {
    "resumes:add": "takes a form and leads on",
    "resumes:upload": "takes files and leads on",
    "resumes:upload-one": "a row of the list of candidates; its own journey covers it",
    "resumes:upload-states": "rows of the list of candidates; its own journey covers them",
    "resumes:as-read": "takes a form and leads on",
    "resumes:again": "takes a form and leads on",
    "resumes:file": "leads to the file's link",
    "resumes:linked-file": "a file",
}

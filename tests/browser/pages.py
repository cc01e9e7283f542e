"""Every page there is, and how a browser gets there. tests/browser/test_every_page.py fails when one is missing here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread

from allauth.account.models import EmailAddress
from django.db import connections
from django.urls import reverse

from accounts.models import Company, ProviderKey, Role
from accounts.queries import month_of
from accounts.services.audit import Actor
from accounts.services.members import invite_member, revoke_invitation
from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, QuestionImport
from interviews.services.imports import progress
from interviews.services.imports.scope import work_for
from interviews.services.vectors import make_vectors
from resumes.models import Candidate, Resume
from resumes.services.candidates import change_candidate
from resumes.services.corrections import correct_understanding
from resumes.understanding.fields import Understood
from tests.accounts.test_budgets import allow, spend
from tests.accounts.test_models_of_a_company import give_key
from tests.browser import candidate_pages, inviting_pages, job_pages, plan_pages, question_pages, review_pages
from tests.conftest import PASSWORD
from tests.interviews.questions import make_bank, make_question, use
from tests.resumes.people import make_candidate, make_resume, understood_candidate
from tests.resumes.prepared import prepared_resume


@dataclass(frozen=True)
class Page:
    """`address`: where it lives. `who`: a fixture of the cast, or None. `prepare` may change both the world and the address."""

    address: str = ""
    who: str | None = "alice"
    # Leads to the page by the steps a person takes, where an address alone does not.
    steps: Callable | None = None
    status: int = 200


def log_in_by_form(page, cast) -> None:
    page.goto("/login/")
    page.fill("[name=login]", cast.alice.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form .btn-primary")
    page.wait_for_url("**/c/northwind/")


def arrive(page, address: str):
    """Go somewhere, giving the password again where a page asks for it."""
    page.goto(address)
    if page.url.split("?")[0].endswith("/reauthenticate/") and not address.endswith("/reauthenticate/"):
        page.fill("[name=password]", PASSWORD)
        page.click("main form .btn-primary")
        page.wait_for_url(f"**{address}")
    response = page.goto(address)
    assert page.url.endswith(address), f"{address} leads to {page.url}"
    return response


def fresh(address: str) -> Callable:
    """For pages that ask for the password again unless it was given just now."""

    def steps(page, cast):
        log_in_by_form(page, cast)
        return arrive(page, address)

    return steps


def invitation_page(page, cast):
    return page.goto(reverse("accounts:join", args=[invited(cast)[0]]))


def closed_invitation_page(page, cast):
    token, invitation = invited(cast)
    revoke_invitation(invitation=invitation, revoker=cast.alices, by=Actor())
    return page.goto(reverse("accounts:join", args=[token]))


def invited(cast):
    sent = invite_member(company=cast.northwind, email="d@northwind.example", role=Role.REVIEWER, inviter=cast.alices, by=Actor())
    link = next(word for word in sent.mail.text.split() if "/join/" in word)
    return link.rstrip("/").rpartition("/")[2], sent.invitation


def team_page_with_waiting_invitations(page, cast):
    invited(cast)
    return page.goto("/c/northwind/team/")


def account_page_with_a_long_name(page, cast):
    with company_scope(cast.northwind):
        Company.objects.update(name="W" * 80)
    return page.goto("/account/")


def page_that_asks_before_removing(page, cast):
    page.goto("/c/northwind/team/")
    return page.goto(page.get_by_role("link", name="Remove Bob Adeyemi").get_attribute("href"))


def models_page_of_a_busy_month(page, cast):
    """Own keys, one of them lost; every kind of use; a budget that is nearly used, and months before."""
    month = month_of(cast.northwind)
    allow(cast.northwind, "50")
    give_key(cast.northwind, "openai", quick="gpt-6-sol")
    give_key(cast.northwind, "groq")
    with company_scope(cast.northwind):
        ProviderKey.objects.filter(provider="groq").update(checked_at=None, refused_at=month)
        ProviderKey.objects.create(company=cast.northwind, provider="anthropic", secret="lost", ending="9x4a", created_by=cast.alice)
    more = {"model": "gpt-6-luna", "input_tokens": 1_234_567, "output_tokens": 98_765}
    spend(cast.northwind, "31.4159", **more)
    spend(cast.northwind, "0.02", state="failed", is_estimated=True, **more)
    spend(cast.northwind, "9.1", ability="transcribe", provider="groq", model="whisper-large-v3", audio_seconds=29_500, own_key=True)
    spend(cast.northwind, "0.5", ability="speak", model="gpt-4o-mini-tts", characters=123_456)
    spend(cast.northwind, None, ability="embed", model="text-embedding-of-tomorrow", input_tokens=77_000)
    for number in range(1, 8):
        spend(cast.northwind, 7 * number, at=month - timedelta(days=30 * number))
    return page.goto("/c/northwind/models/")


def models_page_of_a_spent_month(page, cast):
    allow(cast.northwind, "1")
    spend(cast.northwind, "1.37")
    return page.goto("/c/northwind/models/")


def models_page_with_a_wrong_budget(page, cast):
    page.goto("/c/northwind/models/")
    page.fill("[name=limit]", "-5")
    with page.expect_navigation() as answer:
        page.click("text=Save the budget")
    return answer.value


def form_of_a_known_key(page, cast):
    give_key(cast.northwind, "openai", quick="gpt-6-sol")
    return page.goto("/c/northwind/models/keys/openai/")


def page_that_asks_before_a_key_goes(page, cast):
    give_key(cast.northwind, "openai")
    return page.goto("/c/northwind/models/keys/openai/remove/")


def staff_page_after_asking(page, cast):
    spend(cast.northwind, "0.02", model="gpt-6-luna", state="failed")
    page.goto("/staff/models/")
    with page.expect_navigation() as answer:
        page.click("text=Ask each of them now")
    return answer.value


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


def second_step_of_a_company(page, cast):
    page.goto("/companies/new/")
    page.fill("[name=name]", "Westhaven Books")
    page.click("main form .btn-primary")
    page.wait_for_url("**/appearance/")
    return page.reload()


def code_page(page, cast):
    page.goto("/login/code/")
    page.fill("[name=email]", cast.alice.email)
    page.click("main form .btn-primary")
    page.wait_for_url("**/login/code/confirm/")
    return page.reload()


def reset_link_page(page, cast):
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = f"{user_pk_to_url_str(cast.alice)}-{default_token_generator.make_token(cast.alice)}"
    page.goto(f"/password/reset/key/{key}/")
    return page.reload()


def confirm_address_page(page, cast):
    from allauth.account.models import EmailConfirmationHMAC

    address = EmailAddress.objects.create(user=cast.alice, email="second@northwind.example")
    return page.goto(f"/confirm-email/{EmailConfirmationHMAC(address).key}/")


def mail_page(page, cast):
    invited(cast)
    page.goto("/dev/outbox/")
    page.click("table a")
    page.wait_for_url("**/dev/outbox/*-*/")
    return page.reload()


def second_factor_page(page, cast):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(cast.alice, generate_totp_secret())
    page.goto("/login/")
    page.fill("[name=login]", cast.alice.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form .btn-primary")
    page.wait_for_url("**/2fa/authenticate/")
    return page.reload()


def with_recovery_codes(address: str) -> Callable:
    def steps(page, cast):
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        log_in_by_form(page, cast)
        TOTP.activate(cast.alice, generate_totp_secret())
        RecoveryCodes.activate(cast.alice)
        return arrive(page, address)

    return steps


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


def import_page(state: str, company: bool = True, **facts) -> Callable:
    """The page of a file, as the work on it leaves it."""

    def steps(page, cast):
        owner = cast.northwind if company else None
        with work_for(owner.pk if owner else None):
            bank = make_bank(owner, "night-shift")
            found = QuestionImport.objects.create(
                company=owner,
                bank=bank,
                file="imports/none",
                name="questions-of-autumn.csv",
                size=48_213,
                state=state,
                by=cast.carol,
                **facts,
            )
        progress.tell(found.pk, 3_210, 4_812)
        return page.goto(f"/c/northwind/questions/import/{found.pk}/" if company else f"/admin/library/import/{found.pk}/")

    return steps


def import_page_with_a_wrong_file(page, cast):
    import_page("refused")(page, cast)
    page.goto("/c/northwind/questions/import/")
    with page.expect_navigation() as answer:
        page.click("text=Check the file")
    return answer.value


def export_page(page, cast):
    import_page("done")(page, cast)
    return page.goto("/c/northwind/questions/export/")


SAMPLES = [
    {
        "row": 2, "outcome": "new", "bank": "Night-Shift", "changes": [], "about": ["Reliability", "medium", "behavioural"],
        "text": "Tell me about a time when you saw that a promised date could not be kept. What did you do between noticing and the date?",
    },
    {"row": 14, "outcome": "changed", "bank": "Night-Shift", "changes": ["difficulty", "anchors", "follow-ups"], "about": [], "text": "מה עשית?"},
]  # fmt: skip
FAULTS = [
    {"row": 17, "column": "difficulty", "sentence": "“tough” is no difficulty. Write easy, medium or hard."},
    {"row": 23, "column": "", "sentence": "The row has 9 cells and the first row names 17 columns. Is it cut off, or was a line end lost?"},
    {"row": 4_801, "column": "follow_up_2_when", "sentence": "The text has 1,204 characters; at most 500 fit."},
]
REMARK = "Row 212: “your family” asks about a person’s life, and that must play no part."
NOTICE = "3 of the changed questions were asked in an interview before: the new wording becomes the next version, and the old one stays with its interviews."


PAGES: dict[str, Page] = {
    "accounts:home": Page("/", None),
    "accounts:account": Page("/account/"),
    "accounts:new-company": Page("/companies/new/"),
    "accounts:new-company-appearance": Page(steps=second_step_of_a_company),
    "accounts:join": Page(who=None, steps=invitation_page),
    "accounts:join (closed)": Page(who=None, steps=closed_invitation_page, status=410),
    "accounts:join (replaced)": Page("/join/no-such-token/", None, status=404),
    "accounts:account (a long name)": Page(steps=account_page_with_a_long_name),
    "accounts:today": Page("/c/northwind/"),
    "accounts:today (a job to plan)": Page(steps=job_pages.second_day("draft")),
    "accounts:today (somebody to invite)": Page(steps=job_pages.second_day("open")),
    "accounts:today (hiring)": Page(who="carol", steps=job_pages.today_page),
    "accounts:today (reviewer)": Page("/c/northwind/", "bob"),
    "accounts:today (reviewer with jobs)": Page(who="bob", steps=job_pages.today_page),
    "accounts:team": Page(steps=team_page_with_waiting_invitations),
    "accounts:team (reviewer)": Page("/c/northwind/team/", "bob"),
    "accounts:remove": Page(steps=page_that_asks_before_removing),
    "accounts:leave": Page("/c/northwind/leave/"),
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
    "accounts:settings": Page("/c/northwind/settings/"),
    "accounts:models": Page("/c/northwind/models/"),
    "accounts:models (a busy month)": Page(steps=models_page_of_a_busy_month),
    "accounts:models (spent)": Page(steps=models_page_of_a_spent_month),
    "accounts:models-budget (wrong)": Page(steps=models_page_with_a_wrong_budget, status=422),
    "accounts:models-key": Page("/c/northwind/models/keys/anthropic/"),
    "accounts:models-key (known)": Page(steps=form_of_a_known_key),
    "accounts:models-key-remove": Page(steps=page_that_asks_before_a_key_goes),
    "accounts:audit": Page("/c/northwind/audit/"),
    "accounts:audit (nothing found)": Page("/c/northwind/audit/?words=nobody"),
    "accounts:staff-models": Page("/staff/models/", "sam"),
    "accounts:staff-models (asked)": Page(who="sam", steps=staff_page_after_asking),
    "interviews:jobs": Page(who="carol", steps=job_pages.jobs_page),
    "interviews:jobs (many)": Page(who="carol", steps=job_pages.many_jobs),
    "interviews:jobs (none)": Page("/c/northwind/jobs/", "carol"),
    "interviews:jobs (nothing found)": Page("/c/northwind/jobs/?q=nothing", "carol"),
    "interviews:jobs (reviewer)": Page(who="bob", steps=job_pages.jobs_page),
    "interviews:jobs (reviewer without)": Page("/c/northwind/jobs/", "bob"),
    "interviews:job-new": Page("/c/northwind/jobs/new/", "carol"),
    "interviews:job-new (faults)": Page(who="carol", steps=job_pages.form_with_faults, status=422),
    "interviews:job (no plan)": Page(who="carol", steps=job_pages.empty_job(job_pages.job_in, status="draft")),
    "interviews:job (draft)": Page(who="carol", steps=job_pages.empty_job(job_pages.planned_job, status="draft")),
    "interviews:job (nobody invited)": Page(who="carol", steps=job_pages.empty_job(job_pages.planned_job)),
    "interviews:job (reviewer, nobody invited)": Page(who="bob", steps=job_pages.job_of_a_reviewer),
    "interviews:job-about": Page(who="bob", steps=job_pages.page_of_hiring("about/")),
    "interviews:job-about (not described)": Page(who="bob", steps=job_pages.job_that_is_not_described),
    "interviews:job-settings": Page(who="carol", steps=job_pages.page_of_hiring("settings/")),
    "interviews:job-settings (all reviewers)": Page(who="carol", steps=job_pages.job_that_every_reviewer_has),
    "interviews:job-settings (overtaken)": Page(who="carol", steps=job_pages.form_that_was_overtaken, status=422),
    "interviews:job-close": Page(who="carol", steps=job_pages.page_of_hiring("close/")),
    "interviews:job-delete": Page(who="carol", steps=job_pages.job_to_delete),
    "interviews:job-delete (begun)": Page(who="carol", steps=job_pages.page_of_hiring("delete/")),
    "interviews:import-new": Page("/c/northwind/questions/import/", "carol"),
    "interviews:import-new (wrong)": Page(who="carol", steps=import_page_with_a_wrong_file, status=422),
    "interviews:import (being checked)": Page(who="carol", steps=import_page("checking")),
    "interviews:import (checked)": Page(
        who="carol",
        steps=import_page(
            "checked", rows=4_812, new=4_700, changed=12, same=100, samples=SAMPLES, notices=[REMARK, NOTICE], new_banks=["Night shift"]
        ),
    ),
    "interviews:import (nothing to write)": Page(who="carol", steps=import_page("checked", rows=450, same=450)),
    "interviews:import (faults)": Page(
        who="carol", steps=import_page("refused", rows=4_812, new=4_700, changed=12, same=97, faults=1_203, shown_faults=FAULTS)
    ),
    "interviews:import (being written)": Page(who="carol", steps=import_page("writing", new=4_700)),
    "interviews:import (done)": Page(who="carol", steps=import_page("done", rows=4_812, new=4_700, changed=12, same=100)),
    "interviews:import (stopped)": Page(who="carol", steps=import_page("failed", attempts=3)),
    "interviews:export": Page(who="carol", steps=export_page),
    "interviews:export (no bank yet)": Page("/c/northwind/questions/export/", "carol"),
    "interviews:staff-import-new": Page("/admin/library/import/", "sam"),
    "interviews:staff-import": Page(
        who="sam",
        steps=import_page(
            "checked", company=False, rows=200_000, new=199_988, changed=12, samples=SAMPLES, new_banks=["Night shift", "Law"]
        ),
    ),
    "interviews:staff-export": Page("/admin/library/export/", "sam"),
    "interviews:plan": Page(who="carol", steps=plan_pages.plan_page),
    "interviews:plan (saved)": Page(who="carol", steps=plan_pages.saved_page),
    "interviews:plan (a reviewer’s)": Page(who="bob", steps=plan_pages.reviewers_page),
    "interviews:plan-start": Page(who="carol", steps=plan_pages.start_page),
    "interviews:plan-find": Page(who="carol", steps=plan_pages.find_page),
    "interviews:plan-changes": Page(who="carol", steps=plan_pages.changes_page),
    "interviews:plan-discard": Page(who="carol", steps=plan_pages.discard_page),
    "interviews:plan-version": Page(who="carol", steps=plan_pages.version_page),
    "interviews:plan-template-delete": Page(who="carol", steps=plan_pages.delete_template_page),
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
    "interviews:job": Page(who="carol", steps=inviting_pages.job_page()),
    "interviews:job (board)": Page(who="carol", steps=inviting_pages.job_page("?view=board")),
    "interviews:job (nobody yet)": Page(who="carol", steps=inviting_pages.job_page(people=False)),
    "interviews:job (nobody found)": Page(who="carol", steps=inviting_pages.job_page("?q=nobody")),
    "interviews:job (reviewer)": Page(who="bob", steps=inviting_pages.job_page("?view=board")),
    "interviews:invite": Page(who="carol", steps=inviting_pages.invite_page),
    "interviews:invite (somebody known)": Page(who="carol", steps=inviting_pages.invite_somebody_known),
    "interviews:invite (faults)": Page(who="carol", steps=inviting_pages.invite_with_faults, status=422),
    "interviews:invite (said no)": Page(who="carol", steps=inviting_pages.invite_who_said_no, status=422),
    "interviews:invite-many": Page(who="carol", steps=inviting_pages.invite_many_page),
    "interviews:invite-many (faults)": Page(who="carol", steps=inviting_pages.invite_many_with_faults, status=422),
    "interviews:invite-list": Page(who="carol", steps=inviting_pages.list_page),
    "interviews:invite-list (being sent)": Page(who="carol", steps=inviting_pages.list_being_sent),
    "interviews:invite-list (sent)": Page(who="carol", steps=inviting_pages.list_sent),
    "interviews:slots": Page(who="carol", steps=inviting_pages.slots_page),
    "interviews:slots (none, faults)": Page(who="carol", steps=inviting_pages.slots_with_faults, status=422),
    "interviews:invitation": Page(who="carol", steps=inviting_pages.invitation_page),
    "interviews:invitation (asks for an adjustment)": Page(who="carol", steps=inviting_pages.invitation_with_request),
    "interviews:invitation (mail came back)": Page(who="carol", steps=inviting_pages.invitation_that_came_back),
    "interviews:invitation-revoke": Page(who="carol", steps=inviting_pages.revoke_page),
    "interviews:invitations-act (revoke)": Page(who="carol", steps=inviting_pages.revoke_many_page),
    "interviews:staff-health": Page(who="sam", steps=health_page),
    "interviews:staff-health (nothing asked)": Page("/admin/library/health/", "sam"),
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
    "interviews:link (unknown)": Page("/i/no-such-token/", None, status=404),
    **{name: Page(who=None, steps=steps, status=status) for name, (steps, status) in candidate_pages.STEPS.items()},
    "account_login": Page("/login/", None),
    "account_signup": Page("/signup/", None),
    "account_logout": Page("/logout/"),
    "account_inactive": Page("/inactive/", None),
    "account_reset_password": Page("/password/reset/", None),
    "account_reset_password_done": Page("/password/reset/done/", None),
    "account_reset_password_from_key": Page(who=None, steps=reset_link_page),
    "account_reset_password_from_key_done": Page("/password/reset/key/done/", None),
    "account_email_verification_sent": Page("/confirm-email/", None),
    "account_confirm_email": Page(who=None, steps=confirm_address_page),
    "account_request_login_code": Page("/login/code/", None),
    "account_confirm_login_code": Page(who=None, steps=code_page),
    "account_email": Page(who=None, steps=fresh("/email/")),
    "account_change_password": Page(who=None, steps=fresh("/password/change/")),
    "account_reauthenticate": Page("/reauthenticate/"),
    "mfa_index": Page(who=None, steps=fresh("/2fa/")),
    "mfa_index (with two steps)": Page(who=None, steps=with_recovery_codes("/2fa/")),
    "mfa_authenticate": Page(who=None, steps=second_factor_page),
    "mfa_reauthenticate": Page(who=None, steps=with_recovery_codes("/2fa/reauthenticate/")),
    "mfa_activate_totp": Page(who=None, steps=fresh("/2fa/totp/activate/")),
    "mfa_deactivate_totp": Page(who=None, steps=with_recovery_codes("/2fa/totp/deactivate/")),
    "mfa_view_recovery_codes": Page(who=None, steps=with_recovery_codes("/2fa/recovery-codes/")),
    "mfa_generate_recovery_codes": Page(who=None, steps=with_recovery_codes("/2fa/recovery-codes/generate/")),
    "mfa_list_webauthn": Page(who=None, steps=fresh("/2fa/webauthn/")),
    "mfa_add_webauthn": Page(who=None, steps=fresh("/2fa/webauthn/add/")),
    "socialaccount_login_cancelled": Page("/3rdparty/login/cancelled/", None),
    "socialaccount_login_error": Page("/3rdparty/login/error/", None, status=401),
    "socialaccount_connections": Page(who=None, steps=fresh("/3rdparty/")),
    "usersessions_list": Page("/sessions/"),
    "workshop:styleguide": Page("/styleguide/", None),
    "workshop:outbox": Page("/dev/outbox/", None),
    "workshop:mail": Page(who=None, steps=mail_page),
    "workshop:error": Page("/dev/errors/404/", None, status=404),
    **{f"workshop:error ({code})": Page(f"/dev/errors/{code}/", None, status=code) for code in (400, 403, 405, 413, 429, 500, 503)},
}

# What is no page of its own, and why.
NOT_PAGES = {
    "livez": "plain text",
    "readyz": "JSON",
    "accounts:colours": "JSON",
    "accounts:logo": "a picture",
    "interviews:plan-edit": "takes a form",
    "interviews:plan-save": "takes a form",
    "interviews:plan-keep": "takes a form",
    "interviews:staff-health-retire": "takes a form",
    "interviews:staff-health-restore": "takes a form",
    "interviews:staff-vectors-refresh": "takes a form",
    "interviews:staff-vectors-anew": "takes a form",
    "accounts:invite": "takes a form",
    "accounts:resend": "takes a form",
    "accounts:revoke": "takes a form",
    "accounts:role": "takes a form",
    "accounts:audit-export": "a file",
    **{f"interviews:{who}import-{file}": "a file" for who in ("", "staff-") for file in ("template", "faults")},
    **{f"interviews:{who}import-{act}": "takes a form" for who in ("", "staff-") for act in ("write", "forget")},
    **{f"interviews:job-{act}": "takes a form" for act in ("status", "copy", "give", "take")},
    "interviews:question-copy": "takes a form",
    "interviews:question-retire": "takes a form",
    "interviews:question-restore": "takes a form",
    "interviews:bank-restore": "takes a form",
    "interviews:staff-review-merge": "takes a form",
    "interviews:staff-review-reopen": "takes a form",
    "interviews:staff-near-again": "takes a form",
    "interviews:staff-near-decide": "takes a form",
    "interviews:arrived": "is told by a script",
    "interviews:language": "takes a form",
    "interviews:zone": "takes a form",
    "interviews:slot-give-back": "takes a form",
    "interviews:slot-entry": "an entry for calendars",
    "interviews:resume-done": "takes a form",
    "interviews:line": "says nothing, quickly",
    "interviews:room-ticket": "is asked for by the room's script",
    "interviews:room-connect": "is asked for by the room's script",
    "interviews:room-answer": "takes a form",
    "interviews:room-draft": "is told by the page while somebody types",
    "interviews:room-act": "takes a form",
    "interviews:invite-preview": "a mail as it is sent, inside a frame",
    "interviews:invite-test": "takes a form",
    "interviews:invite-row": "takes a form",
    "interviews:invite-out": "a file",
    "interviews:invite-forget": "takes a form",
    "interviews:slot-cancel": "takes a form",
    "interviews:invitation-resend": "takes a form",
    "interviews:invitation-extend": "takes a form",
    "interviews:invitation-decide": "takes a form",
    "account_set_password": "only for people who came by OpenID Connect",
    "mfa_trust": "only in the middle of logging in; its own journey covers it",
    "mfa_download_recovery_codes": "a file",
    "mfa_reauthenticate_webauthn": "JSON for the browser's own dialog",
    "mfa_login_webauthn": "JSON for the browser's own dialog",
    "mfa_remove_webauthn": "needs a passkey; its own journey covers it",
    "mfa_edit_webauthn": "needs a passkey; its own journey covers it",
    "socialaccount_signup": "only in the middle of an OpenID Connect login",
    "openid_connect_login": "leads to another server",
    "openid_connect_callback": "leads back from another server",
    "workshop:mail-html": "a mail as it is sent, inside a frame",
    "resumes:add": "takes a form and leads on",
    "resumes:upload": "takes files and leads on",
    "resumes:upload-one": "a row of the list of candidates; its own journey covers it",
    "resumes:upload-states": "rows of the list of candidates; its own journey covers them",
    "resumes:as-read": "takes a form and leads on",
    "resumes:again": "takes a form and leads on",
    "resumes:file": "leads to the file's link",
    "resumes:linked-file": "a file",
}

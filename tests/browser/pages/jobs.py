"""Jobs."""

from tests.browser import job_pages
from tests.browser.pages.page import Page

PAGES: dict[str, Page] = {
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
}

NOT_PAGES = {f"interviews:job-{act}": "takes a form" for act in ("status", "copy", "give", "take")}

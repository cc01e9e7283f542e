"""How a browser gets to the pages about jobs: what stands there, and the steps."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import OutboxMail
from accounts.tenancy import company_scope
from interviews.models import AdjustmentRequest, Job
from tests.interviews.hiring import make_invitation
from tests.interviews.jobs import JOBS, at, given, job_in, planned_job
from tests.resumes.people import make_candidate

FAQ = [
    {"question": "What is the salary range?", "answer": "3,400 to 3,900 euros a month, with a supplement for nights."},
    {
        "question": "Who would I work with?",
        "answer": "With eleven people on the yard and two planners.\nYou would report to Sunita Oberoi.",
    },
]
DESCRIPTION = "Night shift lead\n\nYou run the yard from ten to six: eleven people, forty lorries, one gate.\n\nWhat you bring: …"


def hiring(cast) -> Job:
    """Jobs of every status, and people at every step of one."""
    company, now = cast.northwind, timezone.now()
    job = planned_job(company, title="Night shift lead", team="Yard", location="Gothenburg", description=DESCRIPTION, faq=FAQ)
    job_in(
        company,
        title="Customs specialist for the longest of names that a department can think of",
        team="Trade",
        status="draft",
        deadline=None,
    )
    job_in(company, title="W" * 60, status="paused", deadline=now - timedelta(days=3))
    job_in(company, title="Truck driver", status="closed", location="Lund")
    with company_scope(company):
        failed = OutboxMail.objects.create(company=company, key="x", kind="x", to="x@post.example", state="failed")
        steps = {
            "Ngozi Eze": {"deadline": now + timedelta(hours=8), "mail": failed},
            "Priya Raghunathan": {"deadline": now + timedelta(hours=38), "opened_at": now},
            "Ines Marković": {"opened_at": now},
            "Yusuf Demirel": {"opened_at": now, "started_at": now},
            "Sofia Papadakis": {"opened_at": now, "started_at": now, "completed_at": now},
            "Grigor Petrosyan": {"withdrawn_at": now},
        }
        for name, fields in steps.items():
            address = f"{name.split()[0].lower()}@post.example"
            invitation = make_invitation(job, candidate=make_candidate(company, name, address), **fields)
            if name == "Ines Marković":
                words = "I stammer, and a clock makes it worse. Could I have more time, and could it wait when I stop?"
                AdjustmentRequest.objects.create(
                    company=company, invitation=invitation, needs=["extra-time", "no-time-limits"], words=words
                )
    given(job, cast.bob)
    return job


def jobs_page(page, cast):
    hiring(cast)
    return page.goto(JOBS)


def many_jobs(page, cast):
    with company_scope(cast.northwind):
        Job.objects.bulk_create(Job(company=cast.northwind, title=f"Driver, tour {number}") for number in range(104))
    return page.goto(f"{JOBS}?q=driver&order=title&page=3")


def today_page(page, cast):
    hiring(cast)
    return page.goto("/c/northwind/")


def second_day(status: str):
    """A job is there, and nobody was invited."""

    def steps(page, cast):
        planned_job(cast.northwind, status=status) if status == "open" else job_in(cast.northwind, status=status)
        return page.goto("/c/northwind/")

    return steps


def page_of_hiring(rest: str = ""):
    return lambda page, cast: page.goto(at(hiring(cast), rest))


def empty_job(make, **fields):
    return lambda page, cast: page.goto(at(make(cast.northwind, **fields)))


def job_to_delete(page, cast):
    return page.goto(at(planned_job(cast.northwind), "delete/"))


def job_of_a_reviewer(page, cast):
    job = job_in(cast.northwind)
    given(job, cast.bob)
    return page.goto(at(job))


def job_that_is_not_described(page, cast):
    job = job_in(cast.northwind)
    given(job, cast.bob)
    return page.goto(at(job, "about/"))


def job_that_every_reviewer_has(page, cast):
    job = job_in(cast.northwind)
    given(job, cast.bob)
    return page.goto(at(job, "settings/"))


def form_with_faults(page, cast):
    page.goto(f"{JOBS}new/")
    page.locator("[name=deadline]").fill("2020-01-01T12:00")
    page.get_by_text("What candidates may ask").click()
    page.locator("[name=faq_question]").last.fill("Is there a canteen?")
    page.locator("[name=document]").set_input_files(
        {"name": "advert.pdf", "mimeType": "application/pdf", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(90)}
    )
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Create the job").click()
    return answer.value


def form_that_was_overtaken(page, cast):
    job = hiring(cast)
    page.goto(at(job, "settings/"))
    page.locator("[name=title]").fill("Night shift lead, yard")
    with company_scope(cast.northwind):
        Job.objects.filter(pk=job.pk).update(changed_at=timezone.now())
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Save", exact=True).last.click()
    return answer.value

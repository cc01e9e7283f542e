"""The demo company's jobs: one that its reviewer was given, and one that is only begun."""

from accounts.models import Company, Member
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.services.jobs import Written, create_job, give_job

BACKEND = Written(
    title="Backend engineer, Payments",
    team="Payments",
    location="Gothenburg, or remote within two hours of UTC",
    seniority="senior",
    description=(
        "Backend engineer, Payments\n\n"
        "Every parcel that we carry is paid for by somebody, and sometimes twice. You keep the service that knows which: about"
        " two million bookings a day, in Python and Postgres, with three banks at the other end that each fail in their own way.\n\n"
        "What you do\n"
        "- You design how money moves between our systems and the banks', and what happens when one of them does not answer.\n"
        "- You keep it running: with two colleagues you share the pager, a week in three.\n"
        "- You explain to people in finance what went wrong, in words that they can use.\n\n"
        "What you bring\n"
        "- Some years with services that must not lose anything, and a few stories of how they nearly did.\n"
        "- SQL beyond what an ORM writes. You read query plans without being told to.\n"
        "- You write things down, and you ask before you build."
    ),
    faq=(
        (
            "What are the next steps after this interview?",
            "Two of us read it within five working days. Then we meet for an hour, in person or by video.",
        ),
        ("What is the salary range?", "52,000 to 61,000 kronor a month, before tax, by experience."),
        ("Can I work remotely?", "Yes, up to four days a week. The team meets in Gothenburg every Tuesday."),
        ("Who would I work with?", "With five engineers and one analyst. You would report to Sunita Oberoi, who leads Payments."),
    ),
)
NIGHT = Written(
    title="Night shift lead",
    team="Gothenburg yard",
    location="Gothenburg",
    seniority="lead",
    description=(
        "Night shift lead\n\nYou run the yard from ten in the evening to six: eleven people, forty lorries, one gate."
        " You plan the tours that leave before dawn, and you decide what waits when not everything can go."
    ),
)


def add_jobs(company: Company, reviewer: str, by: Actor) -> None:
    """`reviewer`: the address of the member who is given the first. Doing it again changes nothing."""
    with company_scope(company):
        if Job.objects.exists():
            return
        # The newest stands first.
        create_job(company=company, written=NIGHT, by=by)
        job = create_job(company=company, written=BACKEND, by=by)
        give_job(job=job, member=Member.objects.get(user__email=reviewer), by=by)

"""What tests of jobs share: the form as it is sent, and a job as it is kept."""

from accounts.models import AuditEntry, Company, Member, Role, User
from accounts.tenancy import company_scope
from interviews.models import Job, JobMember, Plan
from tests.interviews.hiring import make_job, make_plan
from tests.interviews.questions import make_bank, make_question

JOBS = "/c/northwind/jobs/"
FORM = {
    "do": "save",
    "description": "Senior night shift lead (m/f/x)\r\nYou run the yard from ten to six.",
    "title": "Night shift lead",
    "team": "Yard",
    "location": "Gothenburg",
    "seniority": "lead",
    "language": "en",
    "deadline": "",
    "faq_question": ["What is the salary range?", "Can I work remotely?", ""],
    "faq_answer": ["3,400 to 3,900 euros a month.", "", ""],
}


def at(job: Job, rest: str = "") -> str:
    return f"{JOBS}{job.pk}/{rest}"


def seen(job: Job) -> dict[str, str]:
    return {"seen": job.changed_at.isoformat()}


def job_in(company: Company, **fields) -> Job:
    with company_scope(company):
        return make_job(company, **fields)


def planned_job(company: Company, **fields) -> Job:
    """With a saved plan that asks one question."""
    with company_scope(company):
        job = make_job(company, **fields)
        make_plan(job, make_question(make_bank(company, slug=f"bank-{job.pk.hex[:8]}")))
    return job


def again(job: Job) -> Job:
    with company_scope(job.company_id):
        return Job.objects.select_related("company").get(pk=job.pk)


def jobs_in(company: Company) -> list[Job]:
    with company_scope(company):
        return list(Job.objects.order_by("created_at"))


def plans_of(job: Job) -> list[Plan]:
    with company_scope(job.company_id):
        return list(Plan.objects.filter(job=job).order_by("number"))


def member_of(company: Company, user: User) -> Member:
    with company_scope(company):
        return Member.objects.select_related("company", "user").get(user=user)


def given(job: Job, user: User) -> None:
    with company_scope(job.company_id):
        member = Member.objects.get(user=user)
        assert member.role == Role.REVIEWER
        JobMember.objects.create(company_id=job.company_id, job=job, member=member)


def entries(company: Company) -> list[tuple[str, dict]]:
    """What the audit log says about jobs, in order."""
    with company_scope(company):
        return list(AuditEntry.objects.filter(action__startswith="job.").order_by("id").values_list("action", "details"))

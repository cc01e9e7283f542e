"""A plan for each of the demo company's jobs that has none: proposed from its description, and saved."""

from accounts.models import Company
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Job, Plan
from interviews.proposing import Facts, propose_plan
from interviews.services.plans import NO_PLAN, begin_plan, save_plan, seen_of


def add_plans(company: Company, by: Actor) -> None:
    with company_scope(company):
        jobs = list(Job.objects.exclude(pk__in=Plan.objects.values("job")))
    for job in jobs:
        proposal = propose_plan(Facts(job.title, job.description, job.seniority, job.language), company)
        with company_scope(company):
            draft = begin_plan(job=job, content=proposal.content, seen=NO_PLAN, by=by, begun_from="proposal", proposed_by=proposal.by)
            save_plan(job=job, seen=seen_of(draft), by=by)

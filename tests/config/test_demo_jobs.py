"""The demo company's jobs."""

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.demo_jobs import add_jobs
from interviews.models import Job, JobMember


def test_jobs_are_there_once_however_often_they_are_added(northwind, bob, carol):
    for _ in range(2):
        add_jobs(northwind, bob.email, Actor(user=carol))
    with company_scope(northwind):
        assert list(Job.objects.order_by("-created_at").values_list("title", "status")) == [
            ("Backend engineer, Payments", "draft"),
            ("Night shift lead", "draft"),
        ]
        assert JobMember.objects.get().job.title == "Backend engineer, Payments"

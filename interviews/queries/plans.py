"""Which plan candidates are asked by."""

from interviews.models import Job, Plan


def current_plan(job: Job) -> Plan | None:
    return Plan.objects.filter(job=job, saved_at__isnull=False).order_by("-number").first()

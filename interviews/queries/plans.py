"""Which plan holds."""

from interviews.models import Job, Plan


def current_plan(job: Job) -> Plan | None:
    """The newest saved version: what whoever begins now is asked."""
    return Plan.objects.filter(job=job, saved_at__isnull=False).order_by("-number").first()

"""Plans of a job."""

from interviews.models import Job, Plan


def current_plan(job: Job) -> Plan | None:
    """What candidates are asked who begin now: the newest that was saved."""
    return Plan.objects.filter(job=job, saved_at__isnull=False).order_by("-number").first()

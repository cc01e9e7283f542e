"""A member tries a plan out as a candidate would have it. Nothing of a trial counts, and none lasts: it goes with a change of its
plan, with the next one of the same member, and after a day.

A trial uses no plan: the plan stays free to be edited, and whoever edits it ends its trials (services.plans.forget_trials).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.services.budgets import require_budget
from accounts.tenancy import every_company
from interviews.live.examples import POINTS
from interviews.models import Interview, Job
from interviews.plans.findings import errors
from interviews.queries.plans import content_of, current_plan, draft_of, findings_of
from interviews.services.conducting import NothingToAsk, begin_trial
from interviews.services.plans import NotReady

KEPT = timedelta(days=1)


def try_plan(*, job: Job, by: Actor) -> Interview:
    """By the draft, as it stands at this moment, or else by the version that counts. The caller enqueues tasks.carry_on."""
    require_budget(job.company)
    with transaction.atomic():
        # Whoever edits locks it too: what is tried is what was looked at here.
        job = Job.objects.select_for_update(of=("self",), no_key=True).select_related("company").get(pk=job.pk)
        plan = draft_of(job) or current_plan(job)
        if plan is None or by.user is None:
            raise NothingToAsk
        content = content_of(plan)
        if faults := errors(findings_of(content)):
            raise NotReady(faults)
        Interview.objects.filter(job=job, tried_by=by.user).delete()
        plan.job = job
        points = POINTS[content.language] if content.phases.resume.is_on else ()
        return begin_trial(plan=plan, language=content.language, tried_by=by.user, points=points)


def end_trial(*, interview: Interview) -> None:
    interview.delete()


def forget_old_trials() -> None:
    with every_company("the sweep of trials removes those of every company"):
        Interview.objects.filter(invitation=None, began_at__lt=timezone.now() - KEPT).delete()

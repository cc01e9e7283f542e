"""A job is paused: nobody's time runs out over it, whatever it ends in."""

from datetime import timedelta

from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.models import Invitation, Job, Reminder
from tests.interviews.invited import TOKEN, arrive
from tests.interviews.jobs import again, at, entries, planned_job
from tests.interviews.test_job_acts import invite, move


def in_a_pause(job: Job, days: float) -> None:
    """As if it had been paused so many days ago."""
    with company_scope(job.company_id):
        Job.objects.filter(pk=job.pk).update(status="paused", paused_at=timezone.now() - timedelta(days=days))


def test_a_pause_is_noted_and_ends_with_it(northwind, carols):
    job = planned_job(northwind)
    move(carols, job, "paused")
    assert again(job).paused_at is not None
    move(carols, job, "open")
    assert again(job).paused_at is None


def test_whose_time_ran_out_in_a_pause_reads_so_meanwhile_and_has_three_days_after_it(northwind, carols):
    job, now = planned_job(northwind), timezone.now()
    kept = invite(job, TOKEN, deadline=now - timedelta(days=1), reminds=[24])
    soon = invite(job, deadline=now + timedelta(hours=1))
    others = [
        invite(job, deadline=now - timedelta(days=5)),
        invite(job, deadline=now + timedelta(days=9)),
        invite(job, deadline=now - timedelta(days=1), declined_at=now),
        invite(job, deadline=now - timedelta(days=1), revoked_at=now),
    ]
    client = arrive()
    assert client.get(f"/interview/{kept.pk}/").status_code == 410
    in_a_pause(job, 2)
    answer = client.get(f"/interview/{kept.pk}/")
    assert (answer.status_code, "has paused the interviews for this job" in answer.content.decode()) == (200, True)
    move(carols, job, "open")
    assert client.get(f"/interview/{kept.pk}/").status_code == 200
    with company_scope(northwind):
        found = dict(Invitation.objects.values_list("pk", "deadline"))
        [reminder] = Reminder.objects.all()
        assert (reminder.invitation_id, reminder.hours_before) == (kept.pk, 24)
        assert timedelta(0) < found[kept.pk] - reminder.due_at < timedelta(days=3)
    for each in (kept, soon):
        assert timedelta(days=2, hours=23) < found[each.pk] - now < timedelta(days=3, hours=1)
    assert [found[each.pk] for each in others] == [each.deadline for each in others]
    assert entries(northwind) == [("job.opened", {"before": "paused", "after": "open", "given_time": 2})]


def test_whose_date_passed_in_a_pause_still_waits_for_the_job(northwind, carols):
    job = planned_job(northwind)
    invite(job, deadline=timezone.now() - timedelta(days=1))
    in_a_pause(job, 2)
    assert "1 invitation is out and has not been used." in carols.get(at(job, "close/")).content.decode()
    assert "Candidates are still invited." in carols.post(at(job, "delete/"), follow=True).content.decode()
    move(carols, job, "closed")
    assert entries(northwind) == [("job.closed", {"before": "paused", "after": "closed", "invitations": 1})]

"""What the sweeps find of interviews, in every company."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.models import Interview
from interviews.services import endings
from interviews.services.trials import try_plan
from tests.interviews.invited import address
from tests.interviews.jobs import planned_job
from tests.interviews.rooms import begun, interview_of


@pytest.fixture
def started(committed, northwind, carol):
    return begun(northwind, invited_by=carol)


def test_a_lost_message_only_delays_the_mail_about_an_end(northwind, started):
    client, invitation = started
    client.post(address(invitation, "room/leave/"))
    interview = interview_of(invitation)
    with company_scope(northwind):
        Interview.objects.update(end_told_at=None)
        OutboxMail.objects.all().delete()
    assert endings.untold_endings() == []
    with company_scope(northwind):
        Interview.objects.update(finished_at=timezone.now() - 2 * endings.SOON)
    assert endings.untold_endings() == [(interview.pk, northwind.pk)]
    tasks.tell_ending(str(interview.pk), str(northwind.pk))
    assert endings.untold_endings() == []
    with company_scope(northwind):
        assert sorted(OutboxMail.objects.values_list("kind", flat=True)) == ["candidate_ending", "interview_over"]
        Interview.objects.update(end_told_at=None, finished_at=timezone.now() - endings.NEWS_FOR - timedelta(minutes=1))
    assert endings.untold_endings() == []


def test_trials_are_forgotten_after_a_day(committed, northwind, carol):
    job = planned_job(northwind)
    with company_scope(northwind):
        old = try_plan(job=job, by=Actor(user=carol))
        Interview.objects.update(began_at=timezone.now() - timedelta(days=1, minutes=1))
        young = try_plan(job=planned_job(northwind), by=Actor(user=carol))
    tasks.forget_trials()
    with company_scope(northwind):
        assert [each.pk for each in Interview.objects.all()] == [young.pk] != [old.pk]

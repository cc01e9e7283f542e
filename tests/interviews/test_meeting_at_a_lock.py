"""Two who change the same thing at one moment: the second waits, and then sees what the first has done. None waits for ever."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Interview, Invitation, InvitationList, Job, Slot
from interviews.plans import edits
from interviews.plans.content import PlanContent
from interviews.services import plans
from interviews.services.conducting import begin_interview
from interviews.services.invitations import extend_invitation, resend_invitation, revoke_invitation
from interviews.services.jobs import delete_job
from interviews.services.lists import sending
from interviews.services.lists.reading import Entry
from interviews.services.locking import HasEnded
from interviews.services.plans import NO_PLAN, seen_of
from interviews.services.slots import Series, SlotTaken, add_slots, cancel_slot
from interviews.services.starting import require_start
from tests.in_line import in_line
from tests.interviews.invited import invited
from tests.interviews.inviting import invite, open_job
from tests.interviews.rooms import at_the_door

BY = Actor()
pytestmark = pytest.mark.usefixtures("committed")


def lock_job(job_id):
    return lambda: Job.objects.select_for_update().get(pk=job_id)


def only_invitation():
    """Without waiting for whoever holds it."""
    return Invitation.objects.select_for_update(nowait=True).get()


@pytest.mark.parametrize("act", ["resend", "extend"])
def test_whoever_waits_for_a_job_holds_no_invitation(act, northwind):
    invitation = invite(open_job(northwind)).invitation
    acts = {
        "resend": lambda: resend_invitation(invitation=invitation, by=BY),
        "extend": lambda: extend_invitation(invitation=invitation, deadline=timezone.now() + timedelta(days=30), by=BY),
    }
    [done] = in_line(
        northwind,
        lock_job(invitation.job_id),
        acts[act],
        meanwhile=only_invitation,
    )
    assert not isinstance(done, Exception)


def test_nobody_begins_while_the_job_is_paused_or_deleted_at_that_moment(northwind):
    invitation = invited(northwind)

    with company_scope(northwind):
        invitation.consents.create(company=northwind, version="1", language="en", words="I agree.")

    def begin():
        content = PlanContent.model_validate(invitation.job.plans.get().content)
        require_start(invitation=invitation, content=content)
        return begin_interview(invitation=invitation)

    [begun] = in_line(northwind, lock_job(invitation.job_id), begin, meanwhile=only_invitation)
    assert begun.invitation_id == invitation.pk


def test_nobody_begins_whose_invitation_is_revoked_at_that_moment(northwind):
    _, invitation = at_the_door(northwind)
    revoked, refused = in_line(
        northwind,
        lambda: Invitation.objects.select_for_update().get(pk=invitation.pk),
        lambda: revoke_invitation(invitation=invitation, by=BY),
        lambda: begin_interview(invitation=invitation),
    )
    assert isinstance(refused, HasEnded)
    assert not isinstance(revoked, Exception)
    with company_scope(northwind):
        assert not Interview.objects.filter(invitation=invitation).exists()


def test_whoever_deletes_a_job_waits_for_its_lists_before_the_job(northwind):
    job = open_job(northwind)
    with company_scope(northwind):
        found = sending.keep_list(job=job, name="", entries=[Entry("Amara", "amara@post.example")], by=BY)
    [ended] = in_line(
        northwind,
        lambda: InvitationList.objects.select_for_update().get(pk=found.pk),
        lambda: delete_job(job=job, by=BY),
        meanwhile=lambda: Job.objects.select_for_update(nowait=True).get(),
    )
    assert ended == 0


def test_a_time_that_is_cancelled_at_the_same_moment_is_cancelled_once(northwind):
    job = open_job(northwind)
    add_slots(job=job, series=Series(date(2037, 3, 27), date(2037, 3, 27), frozenset({4}), time(9), time(10), 60), by=BY)
    with company_scope(northwind):
        slot = Slot.objects.get()
    [told] = in_line(northwind, lambda: cancel_slot(slot=slot, by=BY), lambda: cancel_slot(slot=slot, by=BY))
    assert isinstance(told, SlotTaken)


def test_a_row_is_not_changed_while_the_list_begins_to_be_sent(northwind):
    with company_scope(northwind):
        found = sending.keep_list(job=open_job(northwind), name="", entries=[Entry("Amara", "amara@post.example")], by=BY)
    [told] = in_line(
        northwind,
        lambda: InvitationList.objects.filter(pk=found.pk).update(state="sending"),
        lambda: sending.change_row(found=found, number=1, change=lambda row: row),
    )
    assert isinstance(told, sending.NotNow)


def test_of_two_who_edit_a_plan_at_the_same_moment_the_later_is_told(northwind):
    job = open_job(northwind)
    with company_scope(northwind):
        draft = plans.begin_plan(job=job, content=PlanContent(), seen=NO_PLAN, by=BY, begun_from="empty")

    def edit(minutes):
        edit = lambda content: edits.change_settings(content, minutes=minutes)  # noqa: E731
        return lambda: plans.edit_plan(job=job, seen=seen_of(draft), edit=edit, by=BY)

    [told] = in_line(northwind, edit(60), edit(50))
    assert isinstance(told, plans.ChangedMeanwhile)

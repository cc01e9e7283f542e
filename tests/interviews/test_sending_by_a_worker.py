"""A real worker sends a list; one that is killed is followed by another, and everybody gets one invitation."""

from datetime import timedelta

from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import tasks
from interviews.models import Invitation, InvitationList
from interviews.services.lists.sending import keep_list, order_sending
from tests.interviews.inviting import a_message, mails, open_job
from tests.interviews.test_invitation_lists import now, people
from tests.waiting import eventually

MANY = 300


def ordered(company, number):
    with company_scope(company):
        found = keep_list(job=open_job(company), name="", entries=people(number), by=Actor())
        order_sending(found=found, message=a_message(), by=Actor())
        return found


def test_the_worker_sends_the_list_and_its_mails(house, northwind):
    found = ordered(northwind, 3)
    tasks.send_list.delay(str(found.pk), str(northwind.pk))
    eventually(lambda: now(found).state == "done", within=60)
    eventually(lambda: len(house.mail.recipients) == 3, within=60)


def test_a_killed_worker_is_followed_by_another_and_nobody_is_invited_twice(house, northwind):
    found = ordered(northwind, MANY)
    house.worker.stop()
    doomed = house.celery_worker("doomed").start()
    tasks.send_list.delay(str(found.pk), str(northwind.pk))
    eventually(lambda: now(found).done > 0, within=60)
    doomed.process.kill()
    doomed.process.wait()
    before = now(found).done
    assert before < MANY
    # Redis would give the dead worker's task to another after visibility_timeout; the sweep does not wait for that.
    house.store.delete("colloquy:unacked", "colloquy:unacked_index", "bulk")
    house.worker.start()
    with company_scope(northwind):
        assert Invitation.objects.count() == before
        InvitationList.objects.update(due_at=timezone.now() - timedelta(minutes=2))
    tasks.sweep_lists.delay()
    eventually(lambda: now(found).state == "done", within=120)
    with company_scope(northwind):
        assert Invitation.objects.count() == MANY
    assert len({mail.to for mail in mails(northwind)}) == len(mails(northwind)) == MANY
    assert len(set(house.mail.recipients)) == len(house.mail.recipients)

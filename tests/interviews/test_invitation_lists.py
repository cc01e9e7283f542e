"""Many are invited: what would happen to each row of a list, and sending it. test_lists_that_are_read.py has what is read."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Invitation, InvitationList, Job
from interviews.services.invitations import JobNotOpen, Person
from interviews.services.lists import sending
from interviews.services.lists.checking import Result, checked_entries, counted, rows_from
from interviews.services.lists.reading import MOST_ROWS, Entry, entries_in, text_of
from resumes.models import Candidate
from resumes.services.candidates import erase_candidate
from tests.accounts.test_outbox import at_once
from tests.in_line import in_line
from tests.interviews.inviting import a_message, change, invite, mails, open_job
from tests.resumes.people import make_candidate
from tests.waiting import SLACK

AMARA, KENJI = Entry("Amara Diallo", "amara@post.example"), Entry("Kenji Watanabe", "kenji@hey.example")
BOTH = [AMARA, KENJI]
BY = Actor()


# What would happen


def test_each_row_says_what_would_become_of_it(northwind):
    job = open_job(northwind)
    for name, moments in [
        ("in", {"opened_at": timezone.now()}),
        ("no", {"declined_at": timezone.now()}),
        ("gone", {"revoked_at": timezone.now()}),
    ]:
        change(invite(job, Person(name, f"{name}@post.example")).invitation, **moments)
    entries = [
        AMARA,
        Entry("Amara", "AMARA@post.example"),
        Entry("x", "IN@post.example"),
        Entry("x", "no@post.example"),
        Entry("x", "gone@post.example"),
    ]
    entries += [Entry("", "liam.osullivan@post.example"), Entry("x", "liam@gmial.com"), Entry("http://x", "x@post.example")]
    with company_scope(northwind):
        rows = checked_entries(entries, job)
    expected = "ready duplicate invited said-no revoked broken broken broken"
    assert [row.result for row in rows] == expected.split()
    assert rows[1].why == "The same address as row 1. One invitation goes out."
    assert rows[2].why.endswith("and opened it.") and rows[2].invitation
    assert rows[3].why.startswith("Declined on")
    assert rows[4].why.startswith("Your company took the invitation back on")
    assert [(row.is_name_wrong, row.is_address_wrong) for row in rows[4:]] == [(False, False), (True, False), (False, True), (True, False)]
    assert rows[5].suggested_name == "Liam Osullivan"
    assert rows[6].suggestion == "liam@gmail.com" and rows[6].is_guess


def test_rows_are_numbered_as_a_spreadsheet_does(northwind):
    job = open_job(northwind)
    with company_scope(northwind):
        rows = checked_entries(entries_in("Name;E-mail\nAmara;amara@post.example\n\nKenji;kenji@hey.example"), job)
    assert [row.row for row in rows] == [2, 4]


def test_who_was_invited_elsewhere_this_week_is_ready_with_a_note(northwind):
    invite(open_job(northwind, title="Data engineer"), Person(AMARA.name, AMARA.email))
    job = open_job(northwind)
    with company_scope(northwind):
        [row] = checked_entries([AMARA], job)
    assert (row.result, row.note) == (Result.READY, "Also invited to Data engineer this week.")


def keep(job, *entries):
    with company_scope(job.company_id):
        return sending.keep_list(job=job, name="people.csv", entries=entries or BOTH, by=BY)


def change_row(found, number, **values):
    with company_scope(found.company_id):
        return sending.change_row(found=found, number=number, change=lambda row: replace(row, **values))


def test_a_row_is_corrected_and_frees_or_takes_anothers_place(northwind):
    found = keep(open_job(northwind), Entry("Amara", "amara@@post.example"), AMARA)
    rows = change_row(found, 1, email="amara@post.example")
    assert [row.result for row in rows] == [Result.READY, Result.DUPLICATE]
    rows = change_row(found, 1, left_out=True)
    assert [row.result for row in rows] == [Result.LEFT_OUT, Result.READY]


def test_a_guess_can_be_overruled(northwind):
    found = keep(open_job(northwind), Entry("Liam", "liam@gmial.com"))
    assert change_row(found, 1, sure=True)[0].result == Result.READY


def test_five_thousand_rows_of_which_37_are_broken_are_looked_at_in_seconds_and_few_queries(northwind):
    job = open_job(northwind)
    broken = {130 * n for n in range(37)}
    rows = (f"Person {n};{'nobody' if n in broken else f'person{n}@gmial{n}.example'}" for n in range(MOST_ROWS))
    text = "Name;Mail\n" + "\n".join(rows)
    begun = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        found = keep(job, *entries_in(text_of(text.encode())))
    assert time.monotonic() - begun < 8 + SLACK
    assert len(queries) < 10
    assert counted(rows_from(found.rows)) == {Result.READY: MOST_ROWS - 37, Result.BROKEN: 37}
    assert {at for at, row in enumerate(rows_from(found.rows)) if row.result == Result.BROKEN} == broken


# Sending


def order(found, **message):
    with company_scope(found.company_id):
        return sending.order_sending(found=found, message=a_message(**message), by=BY)


def send(found):
    """As the worker does, batch after batch."""
    sent = []
    while True:
        batch = sending.send_batch(list_id=found.pk, company_id=found.company_id)
        sent += batch.mails
        if not batch.has_more:
            return sent


def now(found):
    with company_scope(found.company_id):
        return InvitationList.objects.get(pk=found.pk)


def people(number):
    return [Entry(f"Person {n}", f"person{n}@post.example") for n in range(number)]


def test_a_list_is_sent_in_batches_with_progress_that_is_real(northwind):
    found = keep(open_job(northwind), *people(sending.BATCH * 2 + 10))
    assert order(found, reminders=(24,)) == 110
    first = sending.send_batch(list_id=found.pk, company_id=northwind.pk)
    assert (len(first.mails), first.has_more, now(found).done, now(found).state) == (50, True, 50, "sending")
    send(found)
    assert (now(found).done, now(found).state) == (110, "done")
    assert len({mail.to for mail in mails(northwind)}) == len(mails(northwind)) == 110
    assert sending.send_batch(list_id=found.pk, company_id=northwind.pk).mails == []


def test_a_list_is_sent_once_whoever_presses(northwind):
    found = keep(open_job(northwind))
    order(found)
    for _ in range(2):
        with pytest.raises(sending.NotNow):
            order(found)
    with pytest.raises(sending.NotNow):
        change_row(found, 1, left_out=True)
    with pytest.raises(sending.NotNow), company_scope(northwind):
        sending.forget_list(found=found, by=BY)


def test_nobody_ready_and_a_job_that_is_closed_are_said(northwind):
    job = open_job(northwind)
    with pytest.raises(sending.NobodyReady):
        order(keep(job, Entry("x", "broken")))
    found = keep(job)
    with company_scope(northwind):
        Job.objects.update(status=Job.Status.CLOSED)
    with pytest.raises(JobNotOpen):
        order(found)
    assert now(found).state == "checked"


def test_whoever_was_invited_meanwhile_is_left_out_with_the_reason(northwind):
    job = open_job(northwind)
    found = keep(job)
    order(found)
    invite(job, Person(KENJI.name, KENJI.email))
    assert len(send(found)) == 1
    row = rows_from(now(found).rows)[1]
    assert row.result == Result.INVITED and row.why.startswith("Since the list was checked")


def test_a_job_that_is_closed_while_its_list_is_sent_ends_it(northwind):
    job = open_job(northwind)
    found = keep(job, *people(60))
    order(found)
    sending.send_batch(list_id=found.pk, company_id=northwind.pk)
    with company_scope(northwind):
        Job.objects.update(status=Job.Status.CLOSED)
    assert send(found) == []
    assert now(found).state == "done"
    assert counted(rows_from(now(found).rows)) == {Result.READY: 50, Result.TOO_LATE: 10}


@pytest.mark.parametrize(
    ("moments", "result"),
    [
        (["declined_at"], Result.SAID_NO),
        (["revoked_at"], Result.REVOKED),
        (["started_at", "cut_short_at"], Result.BROKEN_OFF),
        (["started_at", "expired_at"], Result.BROKEN_OFF),
    ],
)
def test_whose_invitation_ended_is_invited_again_when_the_recruiter_says_so(northwind, moments, result):
    job = open_job(northwind)
    change(invite(job, Person(AMARA.name, AMARA.email)).invitation, **dict.fromkeys(moments, timezone.now()))
    found = keep(job)
    assert [row.result for row in rows_from(found.rows)] == [result, Result.READY]
    change_row(found, 1, again=True)
    assert order(found) == 2
    assert len(send(found)) == 2


def test_two_hundred_sends_of_one_list_mail_everybody_once(committed, northwind):
    found = keep(open_job(northwind), *people(20))
    order(found)
    sent = []

    def work():
        for _ in range(20):
            sent.extend(sending.send_batch(list_id=found.pk, company_id=northwind.pk).mails)

    with at_once(*[work] * 10):
        pass
    assert len(sent) == 20
    assert len({mail.to for mail in mails(northwind)}) == len(mails(northwind)) == 20


class Killed(BaseException):
    """As a worker ends that is killed: nothing catches it."""


def test_a_worker_that_is_killed_in_mid_batch_leaves_nothing_half_done(committed, northwind):
    found = keep(open_job(northwind), *people(3))
    order(found)
    with pytest.raises(Killed), company_scope(northwind):
        sending.send_batch(list_id=found.pk, company_id=northwind.pk)
        raise Killed
    assert (now(found).done, mails(northwind)) == (0, [])
    with company_scope(northwind):
        InvitationList.objects.update(due_at=timezone.now() - 2 * sending.SWEPT_AFTER)
    assert sending.due_lists() == [(found.pk, northwind.pk)]
    assert len(send(found)) == 3
    assert sending.due_lists() == []


def test_an_erased_candidate_is_erased_from_lists_too(northwind, media):
    found = keep(open_job(northwind))
    order(found)
    send(found)
    with company_scope(northwind):
        erase_candidate(candidate=Candidate.objects.get(email=AMARA.email), by=BY)
        assert [(row.name, row.email) for row in rows_from(now(found).rows)] == [("", ""), (KENJI.name, KENJI.email)]
        assert [mail.to for mail in OutboxMail.objects.filter(company=northwind)] == [KENJI.email]
        assert Invitation.objects.count() == 1


def test_whoever_is_erased_while_a_list_that_names_them_is_sent_stands_in_nobodys_way(committed, northwind, media):
    with company_scope(northwind):
        known = make_candidate(northwind, AMARA.name, AMARA.email)
    found = keep(open_job(northwind))
    order(found)
    # The sender holds the list and waits for the job; then somebody erases; then the sender comes to the candidate.
    batch, nothing = in_line(
        northwind,
        lambda: Job.objects.select_for_update().get(pk=found.job_id),
        lambda: sending.send_batch(list_id=found.pk, company_id=northwind.pk),
        lambda: erase_candidate(candidate=known, by=BY),
    )
    assert (len(batch.mails), nothing) == (2, None)
    assert [(row.name, row.email) for row in rows_from(now(found).rows)] == [("", ""), (KENJI.name, KENJI.email)]
    assert [mail.to for mail in mails(northwind)] == [KENJI.email]


def test_old_lists_are_forgotten(committed, northwind):
    found = keep(open_job(northwind))
    with company_scope(northwind):
        InvitationList.objects.update(created_at=timezone.now() - sending.KEPT - timedelta(days=1))
    sending.forget_old_lists()
    with company_scope(northwind):
        assert not InvitationList.objects.filter(pk=found.pk).exists()

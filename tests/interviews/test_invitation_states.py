"""How an invitation stands: one answer in Python, the same in SQL."""

from datetime import timedelta
from itertools import product

from django.utils import timezone

from accounts.models import OutboxMail
from accounts.tenancy import company_scope
from interviews.models import Booking, Consent, Invitation, Slot
from interviews.queries.invitations import COLUMNS, LOCKED_OUT, Wanted, board_of, standing_of, table_of, with_state
from tests.interviews.hiring import make_invitation, make_job
from tests.interviews.invited import address
from tests.interviews.rooms import begun, say, turns_of
from tests.resumes.people import make_candidate

State = Invitation.State
MOMENTS = ("opened_at", "started_at", "completed_at", "declined_at", "withdrawn_at", "revoked_at", "expired_at", "cut_short_at")
MAILS = (None, *OutboxMail.State.values)


def mail_in(company, state, number):
    return OutboxMail.objects.create(
        company=company, key=f"m{number}", kind="x", to="x@x.example", subject="s", text="", html="", state=state
    )


def test_python_and_postgres_agree_on_every_combination(northwind):
    now = timezone.now()
    with company_scope(northwind):
        job = make_job(northwind)
        mails = {state: state and mail_in(northwind, state, state) for state in MAILS}
        rows, taken = [], []
        for mail, is_over, took_back, *happened in product(MAILS, (False, True), (False, True), *[(False, True)] * len(MOMENTS)):
            moments = {name: now - timedelta(hours=1) for name, did in zip(MOMENTS, happened, strict=True) if did}
            if {"completed_at", "expired_at", "cut_short_at"} & moments.keys() and "started_at" not in moments:
                continue
            number = len(rows)
            candidate = make_candidate(northwind, email=f"c{number}@post.example")
            deadline = now + timedelta(hours=-1 if is_over else 1)
            rows.append(make_invitation(job, candidate=candidate, mail=mails[mail], deadline=deadline, **moments))
            if took_back:
                taken.append(Consent(company=northwind, invitation=rows[-1], kind=Consent.Kind.TAKEN_BACK))
        Consent.objects.bulk_create(taken)
        found = {each.pk: each.now_state for each in with_state(Invitation.objects.all(), now)}
        again = Invitation.objects.select_related("mail")
        wrong = [(each.pk, each.state_at(now), found[each.pk]) for each in again if each.state_at(now) != found[each.pk]]
        assert wrong == []
        assert {*found.values()} == set(State.values)
        assert len(rows) == 6 * 2 * 2 * 144


def test_python_and_postgres_agree_on_who_is_locked_out(northwind):
    now = timezone.now()
    sent_at, times = now - timedelta(hours=1), (None, now - timedelta(hours=2), now)
    with company_scope(northwind):
        job = make_job(northwind)
        mails = {state: state and mail_in(northwind, state, state) for state in MAILS}
        for mail, number, opened, started, revoked in product(MAILS, (1, 2), times, times, (None, now)):
            moments = {"sent_at": sent_at, "opened_at": opened, "started_at": started, "revoked_at": revoked}
            make_invitation(job, mail=mails[mail], link_number=number, **moments)
        found = {*with_state(Invitation.objects.all(), now).filter(LOCKED_OUT).values_list("pk", flat=True)}
        assert {each.pk for each in Invitation.objects.select_related("mail") if each.is_locked_out_at(now)} == found
        # Mail that failed or was dropped, of whoever opened or began before the newest link was sent, and not since.
        assert len(found) == 2 * (1 + 3)


def test_on_the_second_of_the_deadline_time_is_up_in_both(northwind):
    now = timezone.now()
    with company_scope(northwind):
        invitation = make_invitation(make_job(northwind), deadline=now)
        assert invitation.state_at(now) == State.EXPIRED
        assert with_state(Invitation.objects.all(), now).get().now_state == State.EXPIRED
        before = now - timedelta(microseconds=1)
        assert invitation.state_at(before) == with_state(Invitation.objects.all(), before).get().now_state == State.QUEUED


def test_every_state_stands_in_one_column_of_the_board():
    shown = [state for column in COLUMNS for state in column.states]
    assert sorted(shown) == sorted(State.values)


def test_the_mark_changes_with_all_that_a_page_shows_and_with_nothing_else(northwind):
    now = timezone.now()
    with company_scope(northwind):
        job = make_job(northwind)
        invitation = make_invitation(job, mail=mail_in(northwind, "queued", 1))
        make_invitation(job)
        seen = [standing_of(job, now).mark]
        assert standing_of(job, now).mark == seen[0]

        def expect_change():
            seen.append(standing_of(job, now).mark)
            assert len(set(seen)) == len(seen)

        OutboxMail.objects.update(state="failed")
        expect_change()
        # Before it has ended: afterwards nobody is to answer it.
        invitation.adjustment_requests.create(company=northwind, needs=["extra-time"])
        expect_change()
        for name in MOMENTS[:3]:
            Invitation.objects.filter(pk=invitation.pk).update(**{name: timezone.now()})
            expect_change()
        Invitation.objects.filter(pk=invitation.pk).update(deadline=invitation.deadline + timedelta(days=1))
        expect_change()
        make_invitation(make_job(northwind))
        assert standing_of(job, now).mark == seen[-1]


def test_the_mark_changes_when_a_newer_link_comes_back(northwind):
    now = timezone.now()
    with company_scope(northwind):
        job = make_job(northwind)
        make_invitation(job, mail=mail_in(northwind, "sending", 1), link_number=2, opened_at=now - timedelta(hours=1))
        before = standing_of(job, now).mark
        OutboxMail.objects.update(state="failed")
        assert standing_of(job, now).mark != before


def test_the_last_activity_of_an_interview_is_its_last_answer(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    [greeting, _] = turns_of(invitation)
    with company_scope(northwind):
        [row] = table_of(invitation.job, Wanted(), timezone.now())
        assert row.last_at == greeting.answered_at > row.started_at
        before = standing_of(invitation.job, timezone.now()).mark
    client.post(address(invitation, "room/act/"), {"do": "help"})
    with company_scope(northwind):
        assert standing_of(invitation.job, timezone.now()).mark != before


def test_an_agreement_and_a_chosen_time_are_activity(northwind):
    long_ago = timezone.now() - timedelta(days=2)
    with company_scope(northwind):
        job = make_job(northwind)
        invitation = make_invitation(job, sent_at=long_ago, opened_at=long_ago)
        before = standing_of(job, timezone.now()).mark
        agreed = invitation.consents.create(company=northwind, version="1", language="en", words="I agree.")
        [row] = table_of(job, Wanted(), timezone.now())
        assert row.last_at == agreed.at
        assert standing_of(job, timezone.now()).mark != before
        start = timezone.now() + timedelta(days=1)
        slot = Slot.objects.create(company=northwind, job=job, starts_at=start, ends_at=start + timedelta(hours=1))
        chosen = Booking.objects.create(company=northwind, invitation=invitation, slot=slot)
        [row] = table_of(job, Wanted(), timezone.now())
        assert row.last_at == chosen.changed_at > agreed.at


def test_the_board_has_the_newest_of_each_column_and_counts_the_rest(northwind):
    now = timezone.now()
    with company_scope(northwind):
        job = make_job(northwind)
        for number in range(15):
            make_invitation(job, sent_at=now - timedelta(minutes=number))
        opened = make_invitation(job, opened_at=now)
        board = {shown.column.key: shown for shown in board_of(job, standing_of(job, now), now)}
        assert (board["invited"].number, len(board["invited"].tiles), board["invited"].more) == (15, 12, 3)
        assert [tile.pk for tile in board["opened"].tiles] == [opened.pk]
        newest = [tile.last_at for tile in board["invited"].tiles]
        assert newest == sorted(newest, reverse=True)


def test_the_table_finds_by_words_and_by_state(northwind):
    now = timezone.now()
    with company_scope(northwind):
        job = make_job(northwind)
        amara = make_invitation(job, candidate=make_candidate(northwind, "Amara Diallo", "amara@post.example"))
        kenji = make_invitation(job, candidate=make_candidate(northwind, "Kenji Watanabe", "kenji@hey.example"), opened_at=now)
        ask = lambda **wanted: [each.pk for each in table_of(job, Wanted(**wanted), now)]  # noqa: E731
        assert ask(search="diallo post") == [amara.pk]
        assert ask(state="opened") == [kenji.pk]
        assert ask(state="invited") == [amara.pk]
        assert ask(order="-name") == [kenji.pk, amara.pk]
        assert ask(search="nobody") == []

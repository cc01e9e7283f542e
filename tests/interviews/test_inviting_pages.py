"""The pages on which candidates are invited and followed."""

import re
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Member, OutboxMail
from accounts.tenancy import company_scope
from interviews.models import Invitation, Job, JobMember
from interviews.queries.invitations import MAIL_NAMES
from interviews.services.adjustments import ask_for_adjustment
from interviews.services.farewells import tell_of_closing
from interviews.services.invitations import Person
from resumes.models import Candidate
from tests.interviews.inviting import again, change, invite, mails, open_job
from tests.interviews.jobs import planned_job
from tests.resumes.people import make_candidate
from tests.waiting import SLACK

HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(northwind):
    return open_job(northwind)


@pytest.fixture
def client(log_in, carol):
    return log_in(carol)


def at(job, rest: str = "") -> str:
    return f"/c/northwind/jobs/{job.pk}/{rest}"


def one(invitation, rest: str = "") -> str:
    return f"/c/northwind/invitations/{invitation.pk}/{rest}"


def form(**fields) -> dict:
    values = {
        "name": "Dana Novak",
        "email": "dana@post.example",
        "subject": "Your interview for {job}",
        "text": "Dear {name},\n\nuntil {deadline}.",
    }
    return values | {"day": "2099-12-04", "time": "23:59", "reminders": ["72", "24"]} | fields


def page(answer) -> str:
    return answer.content.decode()


# One person


def test_the_form_begins_with_our_usual_invitation_in_the_language_of_the_job(client, northwind):
    answer = client.get(at(open_job(northwind, language="de"), "invite/"))
    assert "Guten Tag {name}" in page(answer)
    assert "{reviewers}" in page(answer)


def test_one_person_is_invited_and_the_mail_is_on_its_way(client, job, northwind):
    answer = client.post(at(job, "invite/"), form())
    assert (answer.status_code, answer.url) == (302, at(job))
    with company_scope(northwind):
        invitation = Invitation.objects.get()
        assert invitation.deadline.astimezone(northwind.zone).isoformat() == "2099-12-04T23:59:00+01:00"
        assert invitation.reminders.count() == 2
    assert "The invitation to Dana Novak is on its way." in page(client.get(at(job)))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "Dear {vorname}"}, "Nothing is known to fill in for {vorname}."),
        ({"subject": "Hello {name"}, "There is a { without its partner."),
        ({"day": "2020-01-01"}, "That moment has passed. Choose a later one."),
        ({"email": "dana@gmial.com"}, "Did you mean dana@gmail.com?"),
        ({"email": "dana@@post.example"}, "There are two @ signs."),
        ({"name": ""}, "Name"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nobody_is_invited(client, job, northwind, fields, sentence):
    answer = client.post(at(job, "invite/"), form(**fields))
    assert answer.status_code == 422
    assert sentence in page(answer).replace("&#x27;", "'")
    assert mails(northwind) == []


def test_an_address_that_looks_wrong_and_is_right_goes_through(client, job, northwind):
    assert "The address is right" in page(client.post(at(job, "invite/"), form(email="dana@gmial.com")))
    assert client.post(at(job, "invite/"), form(email="dana@gmial.com", sure="on")).status_code == 302
    assert [mail.to for mail in mails(northwind)] == ["dana@gmial.com"]


def test_the_second_to_invite_a_person_is_led_to_the_first_ones_invitation(client, job):
    first = invite(job).invitation
    answer = client.post(at(job, "invite/"), form())
    assert answer.status_code == 422
    assert "invited to this job already" in page(answer)
    assert f"/invitations/{first.pk}/" in page(answer)


def test_who_said_no_is_invited_again_after_a_second_thought(client, job):
    change(invite(job).invitation, withdrawn_at=timezone.now())
    answer = client.post(at(job, "invite/"), form())
    assert "Invite them all the same" in page(answer)
    assert client.post(at(job, "invite/"), form(again="on")).status_code == 302


def test_whose_interview_broke_off_is_invited_again_after_a_second_thought(client, job):
    change(invite(job).invitation, started_at=timezone.now(), cut_short_at=timezone.now())
    answer = client.post(at(job, "invite/"), form())
    assert "ended before its last question" in page(answer) and "said no" not in page(answer)
    assert "Invite them all the same" in page(answer)
    assert client.post(at(job, "invite/"), form(again="on")).status_code == 302


def test_a_candidate_can_be_chosen(client, job, northwind):
    with company_scope(northwind):
        amara = make_candidate(northwind, "Amara Diallo", "amara@post.example")
    assert f"?candidate={amara.pk}" in page(client.get(at(job, "invite/?find=diallo")))
    chosen = page(client.get(at(job, f"invite/?candidate={amara.pk}")))
    assert "amara@post.example" in chosen
    assert client.get(at(job, f"invite/?candidate={uuid4()}")).status_code == 404
    assert client.get(at(job, "invite/?candidate=nonsense")).status_code == 200


@pytest.mark.parametrize("rest", ["invite/", "invite/list/"])
def test_a_job_that_is_not_open_sends_back_with_a_sentence(client, northwind, rest):
    job = open_job(northwind, status=Job.Status.CLOSED)
    answer = client.get(at(job, rest), follow=True)
    assert answer.redirect_chain == [(at(job), 302)]
    assert "This job is not open" in page(answer)


def test_the_preview_is_the_mail_for_that_person(client, job):
    answer = client.post(at(job, "invite/preview/"), form(name="Amara <b>"))
    assert answer.status_code == 200
    assert "Dear Amara &lt;b&gt;," in page(answer)
    assert "An AI interviewer" in page(answer) and "#2a5796" in page(answer)
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get(at(job, "invite/preview/")).status_code == 200
    fault = client.post(at(job, "invite/preview/"), form(text="{x}"))
    assert (fault.status_code, "Nothing is known to fill in for {x}" in page(fault)) == (422, True)


def test_a_test_goes_to_oneself_and_invites_nobody(client, job, northwind):
    answer = client.post(at(job, "invite/test/"), form(), headers=HTMX)
    assert "A test is on its way to carol@northwind.example." in page(answer)
    [mail] = mails(northwind)
    assert (mail.to, mail.subject) == ("carol@northwind.example", "[Test] Your interview for Backend engineer, Payments")
    assert "leads nowhere" in mail.text
    with company_scope(northwind):
        assert not Invitation.objects.exists()
    assert "Nothing was sent." in page(client.post(at(job, "invite/test/"), form(text="{x}"), headers=HTMX))


# Following


def test_the_page_asks_again_and_is_answered_only_when_something_changed(client, job):
    invitation = invite(job).invitation
    first = client.get(at(job))
    mark = first.context["standing"].mark
    assert f"seen={mark}" in page(first)
    assert 'aria-current="true">All <span' in page(first)
    assert "Dana Novak" in page(client.get(at(job, "?state=invited")))
    assert "Nobody fits that" in page(client.get(at(job, "?state=completed")))
    assert client.get(at(job, f"?seen={mark}"), headers=HTMX).status_code == 204
    change(invitation, opened_at=timezone.now())
    answer = client.get(at(job, f"?seen={mark}"), headers=HTMX)
    assert answer.status_code == 200
    assert "Opened" in page(answer) and "<html" not in page(answer)
    # The counts come with the rows.
    assert 'All <span class="num">1<' in page(answer) and 'Opened <span class="num">1<' in page(answer)
    assert 'id="invited" hx-swap-oob="true">1<' in page(answer)


def test_a_reviewer_sees_names_and_states_and_no_more(log_in, bob, job, northwind):
    invitation = invite(job).invitation
    ask_for_adjustment(invitation=invitation, needs=["extra-time"], words="")
    reviewer = log_in(bob)
    assert reviewer.get(at(job)).status_code == 404
    with company_scope(northwind):
        JobMember.objects.create(company=northwind, job=job, member=Member.objects.get(user=bob))
    for view in ("", "?view=board"):
        shown = page(reviewer.get(at(job, view)))
        assert "Dana Novak" in shown
        assert "dana@post.example" not in shown and "adjustment" not in shown and "Revoke" not in shown


def test_several_are_reminded_extended_and_revoked_at_once(client, job, northwind):
    picked = [invite(job, Person(name, f"{name}@post.example")).invitation for name in ("a", "b", "c")]
    change(picked[2], declined_at=timezone.now())
    pick = {"pick": [str(each.pk) for each in picked]}
    act = lambda **fields: page(client.post(at(job, "invitations/"), pick | fields, follow=True))  # noqa: E731
    assert "2 people are reminded" in act(do="remind")
    assert "2 people are given a later deadline and told so. 1 had ended, or had this much time already: c." in act(
        do="extend", day="2099-01-01", time="12:00"
    )
    assert "That moment has passed" in act(do="extend", day="2020-01-01", time="12:00")
    asked = act(do="revoke")
    assert "Revoke 3 invitations?" in asked and all(f"{name}@post.example" in asked for name in ("a", "b", "c"))
    assert "Revoke the invitation of a?" in page(client.post(at(job, "invitations/"), {"do": "revoke", "pick": [str(picked[0].pk)]}))
    assert "2 people are no longer invited" in act(do="revoke", sure="1")
    assert [again(each).state for each in picked] == ["revoked", "revoked", "declined"]
    assert "Nothing was changed." in act(do="revoke", sure="1")
    assert "Nobody was picked." in page(client.post(at(job, "invitations/"), {"do": "remind", "pick": ["x"]}, follow=True))


def test_who_was_told_that_a_job_is_closed_is_found_when_it_is_open_again_and_gets_a_new_link(client, northwind):
    job, now = planned_job(northwind), timezone.now()
    dana, kim, other = (invite(job, Person(name, f"{name}@post.example")).invitation for name in ("dana", "kim", "other"))
    change(other, declined_at=now)
    with company_scope(northwind):
        OutboxMail.objects.update(state="sent")
    client.post(at(job, "close/"))
    list(tell_of_closing(job_id=job.pk, company_id=job.company_id))
    assert "told that this job is closed" not in page(client.get(at(job)))
    change(kim, deadline=now)
    opened = page(client.post(at(job, "status/"), {"status": "open"}, follow=True))
    assert "2 people were told that this job is closed" in opened and "?state=told-closed" in opened
    found = page(client.get(at(job, "?state=told-closed")))
    assert all(f"{name}@post.example" in found for name in ("dana", "kim")) and "other@post.example" not in found
    pick = {"pick": [str(each.pk) for each in (dana, kim)]}
    said = page(client.post(at(job, "invitations/"), pick | {"do": "resend"}, follow=True))
    assert "1 person is sent a new link. 1 cannot be, as their time is up or they have no address: kim." in said
    assert (again(dana).link_number, again(kim).link_number) == (2, 1)
    assert "1 person was told that this job is closed" in said
    client.post(at(job, "invitations/"), pick | {"do": "extend", "day": "2099-01-01", "time": "12:00"})
    assert "told that this job is closed" not in page(client.get(at(job)))


def test_another_companys_and_another_jobs_people_cannot_be_picked(client, job, northwind, southgate):
    others = invite(open_job(southgate)).invitation, invite(open_job(northwind)).invitation
    client.post(at(job, "invitations/"), {"do": "revoke", "sure": "1", "pick": [str(each.pk) for each in others]})
    assert [again(each).revoked_at for each in others] == [None, None]


@pytest.mark.parametrize("view", ["", "?view=board", "?q=person&state=invited&order=name"])
def test_five_thousand_invitations_take_as_many_queries_as_ten(committed, log_in, carol, northwind, view):
    client, job = log_in(carol), open_job(northwind)
    counts, seconds = [], 0.0
    for numbers in (range(10), range(10, 5_000)):
        fill(northwind, job, numbers)
        # As Postgres does by itself within a minute.
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
        client.get(at(job, view))
        with CaptureQueriesContext(connection) as queries:
            begun = time.monotonic()
            assert client.get(at(job, view)).status_code == 200
            seconds = time.monotonic() - begun
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
    assert seconds < 2 + SLACK


def fill(company, job, numbers):
    with company_scope(company):
        people = Candidate.objects.bulk_create(
            Candidate(company=company, name=f"Person {n}", email=f"person{n}@post.example") for n in numbers
        )
        letters = OutboxMail.objects.bulk_create(
            OutboxMail(
                company=company, key=f"m{n}", kind="candidate_invitation", to="x@x.example", subject="", text="", html="", state="sent"
            )
            for n in numbers
        )
        Invitation.objects.bulk_create(
            Invitation(
                company=company,
                job=job,
                candidate=person,
                mail=mail,
                token_hash=f"{uuid4().hex}",
                deadline=timezone.now() + timedelta(days=3),
            )
            for person, mail in zip(people, letters, strict=True)
        )


def test_the_numbers_over_the_table_add_up_and_each_finds_as_many(client, job):
    for name, moments in (
        ("new", {}),
        ("left", {"started_at": timezone.now(), "cut_short_at": timezone.now()}),
        ("no", {"declined_at": timezone.now()}),
        ("late", {"deadline": timezone.now() - timedelta(days=1)}),
        ("gone", {"revoked_at": timezone.now()}),
    ):
        change(invite(job, Person(name, f"{name}@post.example")).invitation, **moments)
    chips = client.get(at(job)).context["chips"]
    said = {chip.label: chip.number for chip in chips}
    assert said == {"All": 5, "Not opened": 1, "Ended early": 1, "Declined": 1, "Expired": 1, "Revoked": 1}
    assert [len(client.get(at(job, chip.url)).context["page"]) for chip in chips] == list(said.values())
    # All of a column of the board.
    assert len(client.get(at(job, "?state=over")).context["page"]) == 4


def test_whoever_was_picked_still_is_after_a_refusal(client, job):
    one, other = (invite(job, Person(name, f"{name}@post.example")).invitation for name in ("a", "b"))
    fields = {"do": "extend", "pick": [str(one.pk)], "day": "2020-01-01", "time": "12:00"}
    shown = page(client.post(at(job, "invitations/"), fields, follow=True))
    assert f'id="pick-{one.pk}" data-choose checked' in shown
    assert f'id="pick-{other.pk}" data-choose>' in shown


def test_the_box_for_all_means_everybody_on_the_page(client, job):
    both = [invite(job, Person(name, f"{name}@post.example")).invitation for name in ("a", "b")]
    fields = {"do": "revoke", "sure": "1", "all": "yes", "shown": [str(each.pk) for each in both]}
    assert "2 people are no longer invited" in page(client.post(at(job, "invitations/"), fields, follow=True))


def test_nobody_of_a_closed_job_is_reminded_and_the_reason_is_said(client, job):
    invitation = invite(job).invitation
    with company_scope(job.company_id):
        Job.objects.filter(pk=job.pk).update(status=Job.Status.CLOSED)
    shown = page(client.post(at(job, "invitations/"), {"do": "remind", "pick": [str(invitation.pk)]}, follow=True))
    assert "Nobody was reminded: this job is closed." in shown


def test_what_was_written_is_kept_when_the_job_is_closed_meanwhile(client, job):
    with company_scope(job.company_id):
        Job.objects.filter(pk=job.pk).update(status=Job.Status.CLOSED)
    answer = client.post(at(job, "invite/"), form(name="Petra Alt"))
    assert answer.status_code == 422
    assert "This job is not open" in page(answer) and 'value="Petra Alt"' in page(answer)


def test_a_deadline_before_anybody_could_finish_is_refused(client, job, northwind):
    soon = (timezone.now() + timedelta(minutes=2)).astimezone(northwind.zone)
    answer = client.post(at(job, "invite/"), form(day=f"{soon:%Y-%m-%d}", time=f"{soon:%H:%M}"))
    assert answer.status_code == 422
    assert "minutes, more than is left until then. Choose a later moment." in page(answer)


def test_reminders_are_told_anew_for_the_deadline_that_is_written(client, job):
    answer = client.post(at(job, "invite/preview/"), form(day="2098-03-15"), headers=HTMX)
    assert "14 Mar" in page(answer) and "<html" not in page(answer)


def test_a_refused_form_begins_with_links_to_what_is_wrong(client, job):
    shown = page(client.post(at(job, "invite/"), form(day="2020-01-01", name="")))
    assert 'id="faults" role="alert" tabindex="-1" autofocus' in shown
    assert '<a href="#id_day">Deadline: That moment has passed. Choose a later one.</a>' in shown
    assert '<a href="#id_name">Name: ' in shown


def test_each_mail_is_called_by_what_it_was(client, job, northwind):
    invitation = invite(job).invitation
    with company_scope(northwind):
        key, to = f"candidate:{invitation.pk}:receipt", "dana@post.example"
        OutboxMail.objects.create(company=northwind, kind="consent_receipt", key=key, to=to, subject="", text="", html="", state="sent")
    shown = page(client.get(one(invitation)))
    assert "Receipt of their consent sent" in shown and "Mail sent" not in shown


def test_every_kind_of_mail_about_an_invitation_has_a_name():
    written = re.compile(r'mail_candidate\([^()]*kind="(\w+)"|return _told\(invitation, "(\w+)"')
    receipt = re.compile(r'_mailed\("(consent_\w+)"')
    sources = [path.read_text() for app in ("interviews", "reports") for path in (Path(settings.BASE_DIR) / app / "services").glob("*.py")]
    kinds = {f"candidate_{one or other}" for source in sources for one, other in written.findall(source)}
    assert kinds | {kind for source in sources for kind in receipt.findall(source)} == set(MAIL_NAMES)


def test_whoever_has_no_address_is_not_said_to_be_told(client, job, northwind):
    invitation = invite(job).invitation
    ask_for_adjustment(invitation=invitation, needs=["typing-only"], words="")
    with company_scope(northwind):
        Candidate.objects.update(email="")
        asked = again(invitation).adjustment_requests.get()
    act = lambda rest, **fields: page(client.post(one(invitation, rest), fields, follow=True))  # noqa: E731
    shown = act("extend/", day="2099-12-04", time="12:00")
    assert "They have a later deadline, but no mail tells them so. There is no e-mail address." in shown
    shown = act(f"adjustments/{asked.pk}/", decision="agree", time_factor="1", typing_only="on")
    assert "Your answer is kept, but no mail brings it. There is no e-mail address." in shown

"""A job is opened, paused, closed, copied, deleted and given to reviewers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.models import Member, OutboxMail, Role
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Invitation, Job, JobMember
from interviews.queries.invitations import mail_prefix
from interviews.services import jobs as services
from interviews.services.farewells import tell_of_closing
from resumes.models import Candidate
from tests.accounts.test_members import waiting_for_locks
from tests.interviews.hiring import hiring_in_every_table, make_invitation, make_plan
from tests.interviews.invited import TOKEN, arrive
from tests.interviews.jobs import JOBS, again, at, entries, given, job_in, jobs_in, member_of, planned_job, plans_of
from tests.resumes.people import make_candidate
from tests.waiting import eventually


def invite(job: Job, token: str = "", **fields) -> Invitation:
    with company_scope(job.company_id):
        return make_invitation(job, token, **fields)


def move(client, job: Job, status: str):
    return client.post(at(job, "close/") if status == "closed" else at(job, "status/"), {"status": status}, follow=True)


def test_from_draft_to_open_and_on_each_step_audited(northwind, carols):
    job = planned_job(northwind, status="draft")
    for status in ("open", "paused", "open", "closed", "open"):
        move(carols, job, status)
        assert again(job).status == status
    assert [(action, facts["before"], facts["after"]) for action, facts in entries(northwind)] == [
        ("job.opened", "draft", "open"),
        ("job.paused", "open", "paused"),
        ("job.opened", "paused", "open"),
        ("job.closed", "open", "closed"),
        ("job.opened", "closed", "open"),
    ]


@pytest.mark.parametrize(("before", "wanted"), [("draft", "paused"), ("draft", "closed"), ("closed", "paused")])
def test_what_is_no_way_is_refused_with_a_sentence(northwind, carols, before, wanted):
    job = planned_job(northwind, status=before)
    assert "Somebody changed this job’s status meanwhile." in move(carols, job, wanted).content.decode()
    assert again(job).status == before
    assert entries(northwind) == []


@pytest.mark.parametrize("wanted", ["draft", "closed", "gone", ""])
def test_only_open_and_paused_come_by_a_press(northwind, carols, wanted):
    job = planned_job(northwind)
    carols.post(at(job, "status/"), {"status": wanted})
    assert again(job).status == "open"


def test_twice_is_once(northwind, carols):
    job = planned_job(northwind)
    for _ in range(2):
        move(carols, job, "paused")
    assert len(entries(northwind)) == 1


def test_a_job_without_a_saved_plan_is_not_opened(northwind, carols):
    job = job_in(northwind, status="draft")
    with company_scope(northwind):
        make_plan(job, saved_at=None)
    assert "Save a version of the plan first" in move(carols, job, "open").content.decode()
    assert again(job).status == "draft"


def test_a_job_whose_deadline_has_passed_is_not_opened(northwind, carols):
    job = planned_job(northwind, status="closed", deadline=timezone.now() - timedelta(minutes=1))
    assert "deadline has passed" in move(carols, job, "open").content.decode()
    assert again(job).status == "closed"


def test_closing_says_how_many_are_out_and_what_becomes_of_them(northwind, carols):
    job = planned_job(northwind)
    now = timezone.now()
    invite(job)
    invite(job, opened_at=now)
    invite(job, started_at=now)
    invite(job, started_at=now, completed_at=now)
    for ended in ("revoked_at", "declined_at", "withdrawn_at"):
        invite(job, **{ended: now})
    invite(job, deadline=now - timedelta(hours=1))
    text = carols.get(at(job, "close/")).content.decode()
    assert "2 invitations are out and have not been used. Their links will say that the job is closed" in text
    assert "1 interview has begun and may be finished." in text
    assert again(job).status == "open"
    move(carols, job, "closed")
    assert entries(northwind) == [("job.closed", {"before": "open", "after": "closed", "invitations": 2})]
    with company_scope(northwind):
        assert Invitation.objects.filter(revoked_at=None).count() == 7


def test_the_links_of_a_closed_job_open_again_with_it(northwind, carols):
    job = planned_job(northwind)
    invitation = invite(job, TOKEN)
    link = f"/interview/{invitation.pk}/"
    client = arrive()
    assert client.get(link).status_code == 200
    move(carols, job, "closed")
    answer = client.get(link)
    assert (answer.status_code, "This interview is closed" in answer.content.decode()) == (410, True)
    assert client.get(f"/i/{TOKEN}/", follow=True).status_code == 410
    move(carols, job, "open")
    assert client.get(link).status_code == 200


def test_whose_date_has_passed_reads_that_the_job_is_closed_and_not_that_a_press_would_open_it(northwind, carols):
    job = planned_job(northwind)
    invitation = invite(job, TOKEN, deadline=timezone.now() - timedelta(days=1))
    client, page = arrive(), f"/interview/{invitation.pk}/"
    assert "with one press" in client.get(page).content.decode()
    move(carols, job, "closed")
    said = client.get(page).content.decode()
    assert "This interview is closed" in said and "with one press" not in said


def test_what_is_asked_comes_as_a_dialog_where_htmx_fetches_it(northwind, carols):
    job = planned_job(northwind)
    for rest in ("close/", "delete/"):
        text = carols.get(at(job, rest), headers={"HX-Request": "true"}).content.decode()
        assert "<dialog" in text
        assert f'action="{at(job, rest)}"' in text
        assert "<html" not in text


def test_a_job_that_nobody_began_is_deleted_with_everything_of_it(northwind, carols):
    with company_scope(northwind):
        hiring_in_every_table(northwind)
        Job.objects.update(status="closed")
        job = Job.objects.get()
    assert "1 invitation ends with it: the link leads nowhere any more" in carols.get(at(job, "delete/")).content.decode()
    assert carols.post(at(job, "delete/")).headers["Location"] == JOBS
    assert jobs_in(northwind) == []
    assert entries(northwind) == [("job.deleted", {"invitations": 1})]


def test_mail_that_has_not_gone_out_is_not_sent_for_a_deleted_job(northwind, carols):
    job, other = planned_job(northwind, status="closed"), planned_job(northwind)
    here, there = invite(job), invite(other)
    kinds = {"candidate_invitation": "queued", "candidate_reminder": "queued", "candidate_extended": "sent", "consent_receipt": "queued"}
    kinds |= {"candidate_closed": "queued"}
    with company_scope(northwind):
        for invitation in (here, there):
            for kind, state in kinds.items():
                key = f"{mail_prefix(invitation.pk)}{kind}"
                OutboxMail.objects.create(company=northwind, key=key, kind=kind, to="d@post.example", state=state)
    carols.post(at(job, "delete/"))
    with company_scope(northwind):
        found = dict(OutboxMail.objects.filter(key__startswith=mail_prefix(here.pk)).values_list("kind", "state"))
        assert found == kinds | {"candidate_invitation": "dropped", "candidate_reminder": "dropped"}
        assert dict(OutboxMail.objects.filter(key__startswith=mail_prefix(there.pk)).values_list("kind", "state")) == kinds


def test_a_job_whose_candidates_wait_is_closed_before_it_is_deleted(northwind, carols):
    job = planned_job(northwind)
    invite(job)
    asked = carols.get(at(job, "delete/")).content.decode()
    assert "1 person is invited and has not begun. Close the job first" in asked
    assert "Delete for good" not in asked
    assert "Candidates are still invited." in carols.post(at(job, "delete/"), follow=True).content.decode()
    move(carols, job, "closed")
    # They are being told.
    assert "Candidates are still invited." in carols.post(at(job, "delete/"), follow=True).content.decode()
    with company_scope(northwind):
        list(tell_of_closing(job_id=job.pk, company_id=northwind.pk))
    carols.post(at(job, "delete/"))
    assert jobs_in(northwind) == []


def test_a_request_to_be_deleted_is_not_lost_with_the_job(northwind, carols):
    job = planned_job(northwind, status="closed")
    invitation = invite(job, erasure_asked_at=timezone.now())
    page = f"/c/northwind/invitations/{invitation.pk}/"
    asked = carols.get(at(job, "delete/")).content.decode()
    assert "asked to have everything deleted. Do that first" in asked and page in asked
    assert "Delete for good" not in asked
    answer = carols.post(at(job, "delete/"), follow=True)
    assert (answer.redirect_chain, jobs_in(northwind)) == ([(page, 302)], [job])
    assert "This person asked to have everything deleted. Do that first" in answer.content.decode()
    with company_scope(northwind):
        Candidate.objects.all().delete()
    carols.post(at(job, "delete/"))
    assert jobs_in(northwind) == []


def test_a_job_with_an_interview_stays(northwind, carols):
    job = planned_job(northwind)
    invite(job, started_at=timezone.now())
    asked = carols.get(at(job, "delete/")).content.decode()
    assert "1 interview was begun for this job, so it stays." in asked
    assert "Delete for good" not in asked
    answer = carols.post(at(job, "delete/"), follow=True)
    assert "so it stays. You can close it." in answer.content.decode()
    assert jobs_in(northwind) == [job]
    assert entries(northwind) == []


def test_who_begins_while_the_job_is_being_deleted_keeps_it(committed, northwind):
    job = planned_job(northwind)
    invitation = invite(job)

    def delete() -> None:
        try:
            with company_scope(northwind):
                services.delete_job(job=job, by=Actor())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with company_scope(northwind):
            Invitation.objects.filter(pk=invitation.pk).update(started_at=timezone.now())
            deleting = threads.submit(delete)
            eventually(lambda: waiting_for_locks() == 1, within=5)
        with pytest.raises(services.Started):
            deleting.result()
    assert jobs_in(northwind) == [job]


def test_a_copy_is_a_draft_of_the_same_words_and_the_same_plan(northwind, carols, bob):
    job = planned_job(
        northwind, description="You run the yard.", team="Yard", language="de", faq=[{"question": "When?", "answer": "In May."}]
    )
    given(job, bob)
    invite(job)
    answer = carols.post(at(job, "copy/"))
    copy = next(each for each in jobs_in(northwind) if each != job)
    assert answer.headers["Location"] == at(copy, "settings/")
    for name in ("description", "team", "language", "faq", "seniority", "location"):
        assert getattr(copy, name) == getattr(job, name)
    assert (copy.title, copy.status, copy.deadline) == ("Backend engineer, Payments (copy)", "draft", None)
    (before,), (plan,) = plans_of(job), plans_of(copy)
    assert (plan.content, plan.is_draft) == (before.content, True)
    with company_scope(northwind):
        assert not Invitation.objects.filter(job=copy).exists()
        assert not JobMember.objects.filter(job=copy).exists()
    assert entries(northwind) == [("job.copied", {"source": str(job.pk)})]


def test_the_newest_saved_plan_is_copied_and_a_draft_where_none_is_saved(northwind, carols):
    job = job_in(northwind)
    with company_scope(northwind):
        make_plan(job, saved_at=None, number=3, content={"minutes": 30})
    carols.post(at(job, "copy/"))
    assert plans_of(jobs_in(northwind)[1])[0].content == {"minutes": 30}
    with company_scope(northwind):
        make_plan(job, number=1, content={"minutes": 10})
        make_plan(job, number=2, content={"minutes": 20})
    carols.post(at(job, "copy/"))
    assert plans_of(jobs_in(northwind)[2])[0].content == {"minutes": 20}


def test_a_job_without_a_plan_is_copied_without_one_and_a_long_title_fits(northwind, carols):
    job = job_in(northwind, title="x" * 120)
    carols.post(at(job, "copy/"))
    copy = jobs_in(northwind)[1]
    assert copy.title == "x" * 113 + " (copy)"
    assert plans_of(copy) == []


def give(client, job: Job, member: Member):
    return client.post(at(job, "give/"), {"member": str(member.pk)}, follow=True)


def given_to(job: Job) -> list[str]:
    with company_scope(job.company_id):
        return list(JobMember.objects.filter(job=job).values_list("member__user__email", flat=True))


def test_a_reviewer_is_given_a_job_and_it_is_taken_away_again(northwind, carols, bob):
    job, member = job_in(northwind), member_of(northwind, bob)
    assert "Bob Adeyemi sees this job now." in give(carols, job, member).content.decode()
    assert given_to(job) == [bob.email]
    assert "bob@northwind.example" in carols.get(at(job, "settings/")).content.decode()
    answer = carols.post(at(job, "take/"), {"member": str(member.pk)}, follow=True)
    assert "Bob Adeyemi no longer sees this job." in answer.content.decode()
    assert given_to(job) == []
    assert entries(northwind) == [("job.given", {"to": bob.email}), ("job.taken_away", {"from": bob.email})]


def test_whoever_is_given_a_job_gets_a_mail_that_leads_there_each_time(northwind, carols, bob):
    job, member = job_in(northwind, title="Nurse & midwife"), member_of(northwind, bob)
    for _ in range(2):
        give(carols, job, member)
        give(carols, job, member)
        carols.post(at(job, "take/"), {"member": str(member.pk)})
    with company_scope(northwind):
        mails = list(OutboxMail.objects.filter(kind="job_given"))
    assert [(mail.to, mail.subject) for mail in mails] == [(bob.email, "Nurse & midwife is yours to review")] * 2
    assert "Carol Mendes gave you this job." in mails[0].text
    assert f"http://testserver{at(job)}" in mails[0].text
    assert "Nurse &amp; midwife" in mails[0].html


def test_nobody_but_a_reviewer_without_it_can_be_given_a_job(northwind, southgate, carols, carol, bob):
    job = job_in(northwind)
    given(job, bob)
    strangers = [member_of(northwind, carol), member_of(northwind, bob)]
    with company_scope(southgate):
        strangers.append(Member.objects.get())
    for member in strangers:
        assert "Choose a reviewer who does not have this job yet." in give(carols, job, member).content.decode()
    assert given_to(job) == [bob.email]


def test_who_came_to_recruit_meanwhile_is_given_nothing(northwind, carol, bob):
    job, member = job_in(northwind), member_of(northwind, bob)
    with company_scope(northwind):
        Member.objects.filter(pk=member.pk).update(role=Role.RECRUITER)
        with pytest.raises(services.NoReviewer):
            services.give_job(job=job, member=member, by=Actor(user=carol))


def test_given_twice_and_taken_twice_is_once(northwind, carol, bob):
    job, member = job_in(northwind), member_of(northwind, bob)
    with company_scope(northwind):
        for act in (services.give_job, services.give_job, services.take_job, services.take_job):
            act(job=job, member=member, by=Actor(user=carol))
    assert [action for action, _ in entries(northwind)] == ["job.given", "job.taken_away"]


def test_a_foreign_member_is_not_taken_from(northwind, southgate, carols):
    job = job_in(northwind)
    with company_scope(southgate):
        member = Member.objects.get()
    assert carols.post(at(job, "take/"), {"member": str(member.pk)}).status_code == 404


ACTS = [("status/", {"status": "paused"}), ("close/", {}), ("delete/", {}), ("copy/", {}), ("give/", {}), ("take/", {})]


@pytest.mark.parametrize(("rest", "data"), ACTS, ids=[rest for rest, _ in ACTS])
def test_who_may_not_does_nothing_with_a_job(northwind, bob, charlie, log_in, rest, data):
    job = planned_job(northwind)
    given(job, bob)
    data = data | {"member": str(member_of(northwind, bob).pk)}
    for who, expected in ((bob, 403), (charlie, 404)):
        assert log_in(who).post(at(job, rest), data).status_code == expected
    assert [(each.pk, each.status) for each in jobs_in(northwind)] == [(job.pk, "open")]
    assert given_to(job) == [bob.email]
    assert entries(northwind) == []


@pytest.mark.parametrize(("rest", "data"), ACTS, ids=[rest for rest, _ in ACTS])
def test_nothing_is_done_with_another_companys_job(northwind, southgate, carols, bob, rest, data):
    job = planned_job(southgate)
    data = data | {"member": str(member_of(northwind, bob).pk)}
    assert carols.post(at(job, rest), data).status_code == 404
    assert [(each.pk, each.status) for each in jobs_in(southgate)] == [(job.pk, "open")]
    assert given_to(job) == []


def test_a_candidate_of_a_deleted_job_stays(northwind, carols):
    job = planned_job(northwind, status="closed")
    with company_scope(northwind):
        candidate = make_candidate(northwind)
    invite(job, candidate=candidate)
    carols.post(at(job, "delete/"))
    with company_scope(northwind):
        assert (Job.objects.count(), [each.pk for each in Candidate.objects.all()]) == (0, [candidate.pk])

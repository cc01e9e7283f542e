"""Who gets a job by its id, and who gets the answer of a missing one."""

from uuid import uuid4

import pytest
from django.http import Http404

from accounts.models import Role
from accounts.services.audit import Actor
from accounts.services.members import change_role
from accounts.tenancy import company_scope
from interviews.access import job_for_member
from tests.interviews.jobs import JOBS, at, given, job_in, member_of


@pytest.fixture
def job(northwind):
    return job_in(northwind)


def test_whoever_recruits_gets_every_job(northwind, alice, ada, carol, job):
    for user in (alice, ada, carol):
        member = member_of(northwind, user)
        with company_scope(northwind):
            assert job_for_member(member, job.pk) == job


def test_a_reviewer_gets_a_job_that_they_were_given_and_no_other(northwind, bob, job):
    other = job_in(northwind)
    given(job, bob)
    member = member_of(northwind, bob)
    with company_scope(northwind):
        assert job_for_member(member, job.pk) == job
        with pytest.raises(Http404):
            job_for_member(member, other.pk)


def test_another_companys_job_and_a_missing_one_are_not_found(northwind, southgate, alice, job):
    foreign = job_in(southgate)
    member = member_of(northwind, alice)
    with company_scope(northwind):
        for job_id in (foreign.pk, uuid4()):
            with pytest.raises(Http404):
                job_for_member(member, job_id)


def test_who_comes_to_review_only_sees_no_job_any_more(northwind, alices, carol, job):
    member = member_of(northwind, carol)
    with company_scope(northwind):
        change_role(member=member, role=Role.REVIEWER, changer=alices, by=Actor())
        member.refresh_from_db()
        with pytest.raises(Http404):
            job_for_member(member, job.pk)


def test_a_reviewers_pages_of_a_job(northwind, bob, job, log_in):
    client = log_in(bob)
    assert client.get(at(job)).status_code == client.get(at(job, "about/")).status_code == 404
    given(job, bob)
    assert client.get(at(job)).status_code == client.get(at(job, "about/")).status_code == 200
    text = client.get(JOBS).content.decode() + client.get(at(job)).content.decode() + client.get(at(job, "about/")).content.decode()
    for act in ("New job", "Close job", "Pause", "Settings", "Invite candidates"):
        assert f">{act}<" not in text
    for rest in ("settings/", "close/", "delete/"):
        assert client.get(at(job, rest)).status_code == 403

"""The demo's invitations."""

from urllib.parse import urlsplit

from django.test import Client

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.demo_invitations import PEOPLE, add_invitations
from interviews.models import Invitation, Job
from tests.interviews.jobs import planned_job


def test_the_demo_shows_people_at_every_point_and_adds_them_once(northwind, carol):
    assert add_invitations(northwind, Actor(user=carol)) == ""
    job = planned_job(northwind, status="draft")
    links = {add_invitations(northwind, Actor(user=carol)) for _ in range(2)}
    assert len(links) == 1
    assert Client().get(urlsplit(links.pop()).path).status_code == 302
    with company_scope(northwind):
        assert Job.objects.get(pk=job.pk).is_open
        found = Invitation.objects.select_related("mail", "company")
        assert len(found) == len(PEOPLE)
        assert {each.state for each in found} == {"queued", "opened", "declined", "failed"}

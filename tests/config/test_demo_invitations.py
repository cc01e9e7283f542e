"""The demo's invitations."""

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.demo_invitations import PEOPLE, add_invitations
from interviews.models import Invitation
from tests.interviews.hiring import make_job


def test_the_demo_shows_people_at_every_point_and_adds_them_once(northwind, carol):
    add_invitations(northwind, Actor(user=carol))
    with company_scope(northwind):
        assert not Invitation.objects.exists()
        make_job(northwind)
    for _ in range(2):
        add_invitations(northwind, Actor(user=carol))
    with company_scope(northwind):
        found = Invitation.objects.select_related("mail", "company")
        assert len(found) == len(PEOPLE)
        assert {each.state for each in found} == {"queued", "opened", "declined", "failed"}

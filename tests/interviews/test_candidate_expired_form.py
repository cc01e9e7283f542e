"""A candidate's form that was open for too long, or comes without its cookie."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.tenancy import company_scope
from tests.interviews.invited import address, arrive, change, invited, now
from tests.test_permissions import same


@pytest.fixture
def strict():
    """A browser whose forms are looked at as in production."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "fr"})


def test_it_is_said_in_their_language_and_leads_back_to_the_invitation(northwind, strict):
    invitation = invited(northwind, language="de")
    arrive(client=strict)
    answer = strict.post(address(invitation, "decline/"), {"reason": "x"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Diese Seite war zu lange offen" in page
    assert "Northwind Logistics" in page
    assert f'href="{address(invitation)}"' in page
    seen = now(invitation)
    assert (seen.declined_at, seen.opened_at) == (None, None)


@pytest.mark.parametrize("step", ["", "zone/", "consent/", "slot/", "start/"])
def test_strangers_read_the_same_whether_there_is_an_invitation_or_none(northwind, strict, step):
    invitation = invited(northwind)
    there, nowhere = strict.post(address(invitation, step)), strict.post(f"/interview/{uuid4()}/{step}")
    assert there.status_code == 403
    assert "Cette page est restée ouverte trop longtemps" in there.content.decode()
    assert "Northwind" not in there.content.decode()
    assert same(there, nowhere)


def test_whoever_holds_another_link_is_a_stranger(northwind, strict):
    invitation = invited(northwind)
    invited(northwind, "another", email="kim@post.example")
    arrive("another", strict)
    assert "Northwind" not in strict.post(address(invitation, "decline/")).content.decode()


def test_the_page_comes_for_an_invitation_that_has_ended_or_is_gone(northwind, strict):
    invitation = invited(northwind)
    arrive(client=strict)
    change(invitation, revoked_at=invitation.created_at)
    assert strict.post(address(invitation, "decline/")).status_code == 403
    with company_scope(northwind):
        invitation.candidate.delete()
    answer = strict.post(address(invitation, "decline/"))
    assert (answer.status_code, "Northwind" in answer.content.decode()) == (410, True)


def test_members_still_get_theirs(northwind, strict):
    assert "This form was open for too long" in strict.post("/login/").content.decode()

import pytest
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Invitation
from resumes.models import Candidate
from resumes.services.merging import merge_candidates
from tests.interviews.hiring import make_invitation, make_job
from tests.resumes.people import make_candidate

pytestmark = pytest.mark.django_db


def merged(northwind, **gone_fields) -> tuple[Candidate, Invitation, Invitation]:
    """Dana was invited twice to one job, under two addresses; return her and the two invitations, as they are afterwards."""
    kept, gone = make_candidate(northwind), make_candidate(northwind, email="dana@work.example")
    job = make_job(northwind)
    first, second = make_invitation(job, candidate=kept), make_invitation(job, candidate=gone, **gone_fields)
    stays = merge_candidates(kept=kept, gone=gone, from_gone=(), by=Actor())
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.candidate_id, second.candidate_id) == (stays.pk, stays.pk)
    return stays, first, second


def test_invitations_come_along(northwind):
    with company_scope(northwind):
        kept, gone = make_candidate(northwind), make_candidate(northwind, email="dana@work.example")
        invitation = make_invitation(make_job(northwind), candidate=gone)
        stays = merge_candidates(kept=kept, gone=gone, from_gone=(), by=Actor())
        assert Invitation.objects.get().candidate == stays
        assert Invitation.objects.get() == invitation
        assert Invitation.objects.get().revoked_at is None


def test_of_two_invitations_to_one_job_the_link_that_got_less_far_ends(northwind):
    with company_scope(northwind):
        _, first, second = merged(northwind)
        assert (first.revoked_at, bool(second.revoked_at)) == (None, True)


def test_whoever_has_begun_stays_invited_whichever_candidate_stays(northwind):
    with company_scope(northwind):
        _, first, second = merged(northwind, started_at=timezone.now())
        assert (bool(first.revoked_at), second.revoked_at) == (True, None)

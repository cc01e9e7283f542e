"""List pages: as many queries for 10,000 rows as for 10."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEntry, Member, MemberInvitation, ModelCall, Role, User
from accounts.tenancy import company_scope

MANY = 10_000


def audit_entries(company, numbers):
    rows = [
        AuditEntry(
            company=company, actor_name=f"Person {n}", action="job.opened", target_kind="job", target_id=str(n), target_name=f"Job {n}"
        )
        for n in numbers
    ]
    AuditEntry.objects.bulk_create(rows, batch_size=2000)


def members(company, numbers):
    users = User.objects.bulk_create([User(email=f"m{n}@x.example", name=f"M {n}", password="!") for n in numbers], batch_size=2000)
    Member.objects.bulk_create([Member(company=company, user=user, role=Role.REVIEWER) for user in users], batch_size=2000)


def invitations(company, numbers):
    rows = [
        MemberInvitation(company=company, email=f"i{n}@x.example", role=Role.REVIEWER, token_hash=f"{n:064d}", expires_at=timezone.now())
        for n in numbers
    ]
    MemberInvitation.objects.bulk_create(rows, batch_size=2000)


def model_calls(company, numbers):
    facts = {"task": "check", "ability": "complete", "provider": "openai", "model": "m", "own_key": False, "cost": "0.01"}
    rows = [ModelCall(id=uuid4(), company=company, at=timezone.now() - timedelta(days=n % 300), **facts) for n in numbers]
    ModelCall.objects.bulk_create(rows, batch_size=2000)


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (audit_entries, "/c/northwind/audit/"),
        (members, "/c/northwind/team/"),
        (invitations, "/c/northwind/team/"),
        (model_calls, "/c/northwind/models/"),
    ],
    ids=["audit log", "members", "invitations", "model calls"],
)
def test_the_number_of_queries_does_not_grow(make, address, northwind, alice, log_in):
    client = log_in(alice)
    client.get(address)
    found = []
    for numbers in (range(10), range(10, MANY)):
        with company_scope(northwind):
            make(northwind, numbers)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1] <= 25

"""1,000 alternating companies over a pool of two connections never see a foreign row."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection, connections

from accounts.models import Member
from accounts.tenancy import company_scope
from tests.conftest import make_company, make_user

ROUNDS = 1_000
COMPANIES = 10


@pytest.fixture
def companies(committed):
    people = [make_user(f"Person {n}", f"p{n}@example.com") for n in range(COMPANIES)]
    return [make_company(f"Company {n}", f"company-{n}", person) for n, person in enumerate(people)]


@pytest.fixture
def pool_of_two(companies):
    options = connections["default"].settings_dict["OPTIONS"]
    connection.close()
    options["pool"] = {"min_size": 2, "max_size": 2, "timeout": 20}
    yield
    connection.close()
    connection.close_pool()
    del options["pool"]


def look(company) -> tuple[set, int]:
    """What one request would do: take a connection, look, give it back. Returns the companies and the backend seen."""
    with company_scope(company):
        seen = set(Member.objects.values_list("company_id", flat=True))
        unfiltered = set(Member.by_policy_alone.values_list("company_id", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
    bare = set(Member.by_policy_alone.values_list("company_id", flat=True))
    close_old_connections()
    return seen | unfiltered | {("outside", company_id) for company_id in bare}, backend


def check(results, companies):
    assert len(results) == ROUNDS
    assert len({backend for _, backend in results}) <= 2
    for number, (seen, _) in enumerate(results):
        assert seen == {companies[number % COMPANIES].pk}


def test_in_threads(companies, pool_of_two):
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(look, [companies[number % COMPANIES] for number in range(ROUNDS)]))
    check(results, companies)


async def test_in_async_code(companies, pool_of_two):
    at_once = asyncio.Semaphore(20)

    async def one(number: int):
        async with at_once:
            return await sync_to_async(look, thread_sensitive=False)(companies[number % COMPANIES])

    check(await asyncio.gather(*(one(number) for number in range(ROUNDS))), companies)

"""The cast: Alice owns Northwind, Bob reviews in it, Carol recruits in it, Ada administers it; Charlie owns another company."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as of_hypothesis

from accounts.models import Company, Member, Role, User
from accounts.services.audit import Actor
from accounts.services.companies import Beginning, create_company
from accounts.tenancy import company_scope
from tests.database import empty, own_database

PASSWORD = "correct horse battery staple"
# How long a machine takes to draw something says nothing about what is tested.
of_hypothesis.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
of_hypothesis.load_profile("patient")


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    with django_db_blocker.unblock(), own_database(getattr(request.config, "workerinput", {}).get("workerid", "alone")):
        yield


def make_user(name: str, email: str, **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_company(name: str, slug: str, owner: User) -> Company:
    beginning = Beginning(name=name, slug=slug, time_zone="Europe/Stockholm", language="en", accent="#2a5796", contact_email="")
    return create_company(owner=owner, beginning=beginning, by=Actor(user=owner, address="192.0.2.1"))


def make_member(company: Company, user: User, role: Role) -> Member:
    with company_scope(company):
        return Member.objects.create(company=company, user=user, role=role)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Rows that other connections, threads and processes see. Name it before the cast: then nothing is rolled back."""
    with django_db_blocker.unblock():
        yield
        for connection in connections.all():
            connection.close()
        empty()


@pytest.fixture
def rows(request):
    """The database, rolled back after the test unless it asked for `committed`."""
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture
def media(settings, tmp_path):
    """A folder of the test's own for files."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def alice(rows):
    return make_user("Alice Okafor", "alice@northwind.example")


@pytest.fixture
def northwind(alice):
    return make_company("Northwind Logistics", "northwind", alice)


@pytest.fixture
def alices(northwind, alice):
    """Alice's membership."""
    with company_scope(northwind):
        return Member.objects.select_related("user", "company").get(user=alice)


@pytest.fixture
def ada(northwind):
    user = make_user("Ada Admin", "ada@northwind.example")
    make_member(northwind, user, Role.ADMIN)
    return user


@pytest.fixture
def carol(northwind):
    user = make_user("Carol Mendes", "carol@northwind.example")
    make_member(northwind, user, Role.RECRUITER)
    return user


@pytest.fixture
def bob(northwind):
    user = make_user("Bob Adeyemi", "bob@northwind.example")
    make_member(northwind, user, Role.REVIEWER)
    return user


@pytest.fixture
def sam(rows):
    """One of our own staff."""
    return make_user("Sam Staff", "sam@colloquy.example", is_staff=True, is_superuser=True)


@pytest.fixture
def charlie(rows):
    user = make_user("Charlie Berg", "charlie@southgate.example")
    make_company("Southgate Freight", "southgate", user)
    return user


@pytest.fixture
def southgate(charlie):
    from accounts.queries import memberships_of

    return memberships_of(charlie)[0].company


@pytest.fixture
def log_in():
    def as_user(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return as_user


@pytest.fixture
def carols(carol, log_in):
    """What Carol recruits with."""
    return log_in(carol)

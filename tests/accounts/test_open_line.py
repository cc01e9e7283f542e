"""The line of an open page: it lives as long as the right to see the page, and a doubt ends it."""

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings

from accounts.consumers import LOGGED_OUT, NO_LONGER_ALLOWED, TRY_AGAIN
from accounts.models import Member
from accounts.services.audit import Actor
from accounts.services.members import remove_member
from accounts.tenancy import company_scope
from config.asgi import application
from tests.database import superuser

pytestmark = pytest.mark.usefixtures("committed")


def line_of(client, company: str = "northwind") -> WebsocketCommunicator:
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    headers = [(b"cookie", cookie.encode()), (b"host", b"localhost"), (b"origin", b"http://localhost")]
    return WebsocketCommunicator(application, f"/ws/c/{company}/", headers=headers)


async def closing_code(line: WebsocketCommunicator, within: float = 5) -> int:
    answer = await line.receive_output(within)
    assert answer["type"] == "websocket.close"
    return int(answer["code"])


async def test_it_ends_when_the_membership_does(northwind, alices, bob, log_in):
    line = line_of(await sync_to_async(log_in)(bob))
    assert (await line.connect())[0]
    await sync_to_async(remove)(northwind, alices, bob)
    assert await closing_code(line) == NO_LONGER_ALLOWED


def remove(northwind, alices, bob) -> None:
    with company_scope(northwind):
        bobs = Member.objects.get(user=bob)
    remove_member(member=bobs, remover=alices, by=Actor())


async def test_it_is_refused_to_members_of_other_companies(northwind, charlie, log_in):
    line = line_of(await sync_to_async(log_in)(charlie))
    assert (await line.connect())[0]
    assert await closing_code(line) == NO_LONGER_ALLOWED


async def test_it_ends_so_that_it_is_tried_again_when_the_database_does_not_answer(northwind, bob, log_in):
    line = line_of(await sync_to_async(log_in)(bob))
    assert (await line.connect())[0]
    with superuser(settings.DATABASES["default"]["NAME"]) as inside:
        inside.execute("BEGIN; LOCK TABLE accounts_member IN ACCESS EXCLUSIVE MODE")
        assert await closing_code(line, within=10) == TRY_AGAIN
        inside.execute("ROLLBACK")


async def test_it_ends_when_the_session_does(northwind, bob, log_in):
    client = await sync_to_async(log_in)(bob)
    line = line_of(client)
    assert (await line.connect())[0]
    await sync_to_async(client.logout)()
    assert await closing_code(line) == LOGGED_OUT


async def test_the_page_of_another_site_gets_none(northwind, bob, log_in):
    line = line_of(await sync_to_async(log_in)(bob))
    line.scope["headers"] = [(name, b"https://evil.example" if name == b"origin" else value) for name, value in line.scope["headers"]]
    assert not (await line.connect())[0]

"""Who loses access loses it on pages that are open already, within five seconds."""

import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.consumers import NO_LONGER_ALLOWED
from accounts.models import Member
from accounts.services.audit import Actor
from accounts.services.members import remove_member
from accounts.tenancy import company_scope
from tests.waiting import SLACK

WITHIN_SECONDS = 5


@pytest.fixture
def open_page(committed, northwind, alices, bob, context, page, enter):
    enter(context, bob)
    with page.expect_websocket() as line:
        page.goto("/c/northwind/team/")
    page.lines = [line.value]
    return page


def gone(page):
    return page.get_by_role("dialog", name="You no longer see Northwind Logistics")


def expect_to_be_out(page, since: float) -> None:
    expect(gone(page)).to_be_visible(timeout=(WITHIN_SECONDS + SLACK) * 1000)
    assert time.monotonic() - since < WITHIN_SECONDS + SLACK
    assert "alice@northwind.example" not in page.content()
    assert page.lines[0].is_closed()


def test_a_removed_members_open_page_stops(open_page, northwind, alices, bob):
    expect(open_page.get_by_text("alice@northwind.example")).to_be_visible()
    with company_scope(northwind):
        bobs = Member.objects.get(user=bob)
    since = time.monotonic()
    remove_member(member=bobs, remover=alices, by=Actor())
    expect_to_be_out(open_page, since)
    open_page.reload()
    expect(open_page.get_by_role("heading", name="Nothing lives at this address")).to_be_visible()


def test_logging_out_elsewhere_stops_the_page(open_page):
    since = time.monotonic()
    Session.objects.all().delete()
    expect_to_be_out(open_page, since)


def test_a_deactivated_persons_page_stops(open_page, bob):
    since = time.monotonic()
    bob.is_active = False
    bob.save()
    expect_to_be_out(open_page, since)


def test_a_stranger_gets_no_line(committed, northwind, charlie, context, page, enter):
    enter(context, charlie)
    page.goto("/c/southgate/")
    said = page.evaluate("""() => new Promise(done => {
        const heard = [];
        const line = new WebSocket(location.origin.replace('http', 'ws') + '/ws/c/northwind/');
        line.onmessage = event => heard.push(event.data);
        line.onclose = event => done([event.code, heard]);
    })""")
    assert said == [NO_LONGER_ALLOWED, []]


def test_a_line_that_only_breaks_is_opened_again_and_says_nothing(committed, northwind, bob, context, page, enter):
    enter(context, bob)
    lines = []

    def take(line):
        lines.append(line)

    page.route_web_socket("**/ws/c/northwind/", take)
    page.goto("/c/northwind/team/")
    page.wait_for_function("() => true")
    lines[0].close(code=1011)
    deadline = time.monotonic() + 10
    while len(lines) < 2 and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert len(lines) == 2
    expect(gone(page)).to_be_hidden()

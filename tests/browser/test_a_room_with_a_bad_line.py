"""What a candidate wrote or pressed while the line was bad: nothing of it is lost, overwritten, or left on the device."""

import json
import re

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.models import Interview, Turn
from tests.browser.candidate_pages import work_at
from tests.browser.writing import answers, drafts, field, in_room, is_mine, refuse_sockets, typing
from tests.interviews.jobs import at, planned_job
from tests.interviews.rooms import turns_of
from tests.waiting import eventually


def send_without_a_line(page, text: str) -> None:
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    page.context.set_offline(True)
    field(page).fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your answer waits on this device.")).to_be_visible(timeout=10_000)


def is_back_at_once(page) -> None:
    page.context.set_offline(False)
    page.get_by_role("button", name="Go on here").click(timeout=20_000)


def is_loaded_anew(page) -> None:
    page.context.set_offline(False)
    page.reload()


def is_back_after_a_request_that_came_to_nothing(page) -> None:
    asked = []
    connecting = re.compile("/room/(ticket|connect)/")
    page.route(connecting, lambda route: asked.append(route.request) or route.abort())
    page.context.set_offline(False)
    eventually(lambda: page.wait_for_timeout(20) or asked, within=20)
    page.unroute(connecting)
    page.get_by_role("button", name="Go on here").click(timeout=20_000)


@pytest.mark.parametrize("come_back", [is_back_at_once, is_back_after_a_request_that_came_to_nothing, is_loaded_anew])
def test_an_answer_that_waited_is_not_sent_over_what_was_written_elsewhere(cast, worker, page, browser, server, come_back):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    send_without_a_line(page, "Yes, from the laptop")
    with browser.new_context(base_url=server) as context:
        phone = in_room(context.new_page(), invitation)
        field(phone).fill("Wait, from the phone")
        eventually(lambda: drafts(invitation) == ["Wait, from the phone"], within=10)
        come_back(page)
        both = "Wait, from the phone\n\nYes, from the laptop"
        expect(field(page)).to_have_value(both, timeout=20_000)
        expect(field(page)).to_be_editable()
        eventually(lambda: drafts(invitation) == [both], within=10)
    assert answers(invitation) == [""]
    page.get_by_role("button", name="Send answer").click()
    eventually(lambda: answers(invitation)[0] == both, within=10)


def test_an_answer_that_waited_is_sent_from_a_page_that_is_loaded_anew(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    field(page).fill("Y")
    expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
    send_without_a_line(page, "Of course")
    is_loaded_anew(page)
    is_mine(page, 2)
    assert answers(invitation)[0] == "Of course"


def press_while_a_socket_is_tried(page, invitation, press: str) -> None:
    """The first sockets are refused; those that are tried later open, and nobody answers: then somebody presses this."""
    tried, mute = [], []

    def stand_between(socket):
        (mute if len(tried) >= 2 else tried).append(socket)
        if not mute:
            socket.close()

    page.route_web_socket(re.compile("/ws/interview/"), stand_between)
    in_room(page, invitation)
    is_mine(page, 1)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    # What the network had is a reason to try a socket at once, and not after a minute.
    page.context.set_offline(True)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "away", timeout=15_000)
    page.context.set_offline(False)
    eventually(lambda: page.wait_for_timeout(20) or mute, within=10)
    page.locator(press).evaluate("button => button.click()")


def test_what_is_pressed_while_a_socket_is_tried_is_done(cast, worker, page):
    press_while_a_socket_is_tried(page, worker(typing(cast)), "#pause")
    expect(page.get_by_role("button", name="Go on")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#pause")).to_be_visible(timeout=20_000)


def test_a_repeat_that_is_pressed_while_a_socket_is_tried_is_said_once(cast, worker, page):
    invitation = worker(typing(cast))
    press_while_a_socket_is_tried(page, invitation, "#repeat")
    expect(page.get_by_text("Once more", exact=True)).to_be_visible(timeout=20_000)
    assert turns_of(invitation)[0].said_again == 1


def test_who_asks_in_words_to_hear_it_again_has_an_empty_field_though_the_page_saw_nobody_think(cast, worker, page):
    def stand_between(line):
        behind = line.connect_to_server()
        line.on_message(behind.send)
        behind.on_message(lambda said: None if 'data-mood=\\"thinking\\"' in said else line.send(said))

    page.route_web_socket(re.compile("/ws/interview/"), stand_between)
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    field(page).fill("Could you repeat that?")
    page.keyboard.press("Control+Enter")
    eventually(lambda: turns_of(invitation)[0].said_again == 1, within=10)
    expect(field(page)).to_have_value("", timeout=10_000)
    expect(field(page)).to_be_editable()


def test_what_is_pressed_over_a_dead_line_is_done_once_when_there_is_another(cast, worker, page):
    lines, swallowed, told = [], [], []

    def stand_between(line):
        behind = line.connect_to_server()
        lines.append(line)

        def hear(message):
            is_act = isinstance(message, str) and json.loads(message)["type"] == "act"
            if is_act:
                (swallowed if len(lines) == 1 else told).append(json.loads(message)["do"])
            if not (is_act and len(lines) == 1):
                behind.send(message)

        line.on_message(hear)

    page.route_web_socket(re.compile("/ws/interview/"), stand_between)
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    page.locator("#more > summary").click()
    page.get_by_text("I need help").click()
    page.get_by_role("button", name="Tell them").click()
    eventually(lambda: page.wait_for_timeout(20) or swallowed, within=10)
    lines[0].close()
    expect(page.get_by_text("We have told Northwind Logistics that you need help.")).to_be_visible(timeout=20_000)
    lines[-1].close()
    eventually(lambda: page.wait_for_timeout(20) or len(lines) == 3, within=20)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#pause")).to_be_visible(timeout=20_000)
    assert told == ["help", "resume"]


def test_where_there_are_only_requests_drafts_are_kept_after_a_blip(cast, page, enter):
    job = planned_job(cast.northwind)
    enter(page.context, cast.carol)
    page.goto(at(job, "plan/"))
    page.get_by_role("button", name="Try it as a candidate").click()
    expect(page.get_by_text("You are trying the plan of")).to_be_visible()
    with company_scope(cast.northwind):
        trial = Interview.objects.get(job=job, invitation=None)
    work_at(trial)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Are you ready to begin?", timeout=15_000)

    def is_kept(text: str) -> None:
        field(page).fill(text)
        expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
        with company_scope(cast.northwind):
            assert Turn.objects.get(interview=trial).draft == text

    is_kept("One")
    is_kept("One, two")
    page.context.set_offline(True)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "away", timeout=15_000)
    page.context.set_offline(False)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=20_000)
    is_kept("One, two, three")


def test_a_request_of_its_own_that_comes_late_takes_the_room_from_no_page(cast, worker, page):
    refuse_sockets(page)
    given_up = []
    page.route("**/room/connect/", lambda route: given_up.append(route.request) or route.abort(), times=1)
    invitation = worker(typing(cast))
    in_room(page, invitation)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=20_000)
    [slow] = given_up
    headers = {name: value for name, value in slow.headers.items() if name in ("content-type", "x-csrftoken")}
    arrives = "([url, body, headers]) => fetch(url, { method: 'POST', body, headers }).then(({ status }) => status)"
    assert page.evaluate(arrives, [slow.url, slow.post_data, headers]) == 200
    field(page).fill("Yes")
    page.keyboard.press("Control+Enter")
    is_mine(page, 2)
    assert answers(invitation) == ["Yes", ""]


def test_a_look_that_is_answered_after_something_failed_leaves_no_page_without_a_line(cast, worker, page):
    refuse_sockets(page)
    invitation = worker(typing(cast))
    in_room(page, invitation)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=20_000)
    looks, refused = [], []
    page.route(re.compile("/room/now/"), lambda route: route.continue_() if looks else looks.append(route))
    eventually(lambda: page.wait_for_timeout(20) or looks, within=15)
    page.route("**/room/draft/", lambda route: refused.append(route.fulfill(status=503)), times=1)
    field(page).fill("Y")
    eventually(lambda: page.wait_for_timeout(20) or refused, within=10)
    looks[0].continue_()
    expect(page.get_by_text("Kept just now")).to_be_visible(timeout=15_000)
    assert drafts(invitation) == ["Y"]
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=15_000)


def test_who_leaves_over_a_dead_line_takes_along_what_they_wrote_last(cast, worker, page):
    is_dead = []

    def stand_between(line):
        behind = line.connect_to_server()
        line.on_message(lambda message: None if is_dead and '"draft"' in message else behind.send(message))

    page.route_web_socket(re.compile("/ws/interview/"), stand_between)
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    field(page).fill("I did it for two years")
    expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
    is_dead.append(True)
    field(page).fill("I did it for three years")
    page.locator("#more > summary").click()
    page.locator("button[value=leave]").click()
    expect(page).to_have_url(re.compile("/room/leave/"))
    assert drafts(invitation) == ["I did it for three years"]

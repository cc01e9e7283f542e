"""The room in a real browser: over a socket, by requests, and through whatever happens to the line between."""

import json
import re

import pytest
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from config.local.postgres import free_port
from interviews.engine.events import EndedByCompany, WasSilent
from interviews.models import Turn
from interviews.services.conducting import begin_interview, tell, tell_of_turn
from tests.browser.conftest import serving
from tests.browser.test_every_page import look_at
from tests.browser.writing import answers, drafts, field, in_room, is_mine, is_sound, refuse_sockets, typing
from tests.interviews.invited import TOKEN, address
from tests.interviews.rooms import interview_of, turns_of
from tests.waiting import eventually

LONG = "I looked at what had changed the night before, and who was hurt by it. " * 4


def whole_interview(page, invitation) -> None:
    for number in range(1, 12):
        asked = turns_of(invitation)[-1]
        if asked.purpose == "goodbye":
            break
        is_mine(page, number)
        page.locator("#id_text").fill("Yes" if number == 1 else "No" if asked.phase == "candidate_questions" else f"{LONG}{number}")
        page.keyboard.press("Control+Enter")
        eventually(lambda at=number: len(turns_of(invitation)) > at, within=15)
    expect(page.get_by_role("heading", name="That was it. Thank you.")).to_be_visible(timeout=15_000)


def test_a_whole_interview_over_a_socket(cast, worker, page, complaints):
    invitation = worker(typing(cast))
    found, sockets = complaints(page), []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    in_room(page, invitation)
    whole_interview(page, invitation)
    assert interview_of(invitation).outcome == "completed"
    assert [url.rpartition("/ws/")[2] for url in sockets] == [f"interview/{invitation.pk}/"]
    assert [turn.number for turn in turns_of(invitation)] == list(range(1, len(turns_of(invitation)) + 1))
    assert found == []


def test_where_sockets_are_refused_requests_carry_it(cast, worker, page):
    invitation = worker(typing(cast))
    refuse_sockets(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/room/")[2].partition("?")[0]))
    in_room(page, invitation)
    whole_interview(page, invitation)
    assert interview_of(invitation).outcome == "completed"
    assert {"connect/", "now/", "answer/"} <= set(asked)


@pytest.mark.parametrize("way", ["socket", "requests"])
def test_what_is_typed_outlives_the_page(cast, worker, context, page, way):
    invitation = worker(typing(cast))
    if way == "requests":
        refuse_sockets(page)
    in_room(page, invitation)
    field(page).fill("Half a sen")
    expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
    expect(page.get_by_text(re.compile(r"Kept \d+ s ago"))).to_be_visible(timeout=10_000)
    assert drafts(invitation) == ["Half a sen"]
    page.reload()
    expect(field(page)).to_have_value("Half a sen")
    # Closed before anything could be sent.
    field(page).press_sequentially("tence, and")
    page.close()
    other = context.new_page()
    other.goto(address(invitation, "room/"))
    expect(field(other)).to_have_value("Half a sentence, and")
    eventually(lambda: drafts(invitation) == ["Half a sentence, and"], within=10)


def test_of_two_windows_the_newer_one_writes(cast, worker, context, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    field(page).fill("From the first")
    expect(page.locator("#kept")).to_contain_text("Kept", timeout=10_000)
    second = in_room(context.new_page(), invitation)
    expect(page.locator("#line").get_by_text("You went on in another window.")).to_be_visible(timeout=10_000)
    expect(field(page)).not_to_be_editable()
    expect(page.locator("#mood")).to_be_hidden()
    is_sound(page, "room taken over")
    expect(field(second)).to_have_value("From the first")
    field(second).fill("From the second")
    eventually(lambda: drafts(invitation) == ["From the second"], within=10)
    page.bring_to_front()
    page.get_by_role("button", name="Go on here").click()
    expect(field(page)).to_be_focused()
    expect(page.locator("#mood")).to_be_visible()
    expect(field(page)).to_have_value("From the second")
    expect(field(page)).to_be_editable()
    expect(second.locator("#line").get_by_text("You went on in another window.")).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("way", ["socket", "requests"])
def test_a_cut_network_loses_nothing(cast, worker, context, page, way):
    invitation = worker(typing(cast))
    if way == "requests":
        refuse_sockets(page)
    in_room(page, invitation)
    is_mine(page, 1)
    field(page).fill("Ye")
    expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
    context.set_offline(True)
    field(page).press_sequentially("s, of course")
    expect(page.locator("#line").get_by_text("Connecting again. Nothing is lost.")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("Kept on this device, not sent yet")).to_be_visible()
    expect(page.locator("#line").get_by_text("Write on:")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your answer waits on this device.")).to_be_visible()
    expect(page.locator("#line").get_by_text("is sent by itself when the line is back")).to_be_visible()
    expect(page.locator("#line").get_by_text("Write on:")).to_be_hidden()
    expect(page.locator("#mood")).to_be_hidden()
    if way == "socket":
        is_sound(page, "room without a line")
    assert answers(invitation) == [""]
    context.set_offline(False)
    is_mine(page, 2)
    assert answers(invitation) == ["Yes, of course", ""]
    expect(page.locator("#line .notice")).to_have_count(0)
    # The field stayed, and so did the place to type.
    expect(page.locator("#id_text")).to_be_focused()
    expect(page.locator("#id_text")).to_have_value("")


def test_a_server_that_starts_anew_loses_nothing(cast, worker, browser, tmp_path):
    invitation = worker(typing(cast))
    port = free_port()
    with browser.new_context(base_url=f"http://localhost:{port}") as context:
        page = context.new_page()
        with serving(tmp_path, port):
            in_room(page, invitation)
            is_mine(page, 1)
            field(page).fill("Y")
            expect(page.get_by_text("Kept just now")).to_be_visible(timeout=10_000)
        field(page).press_sequentially("es")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#line").get_by_text("Connecting again. Nothing is lost.")).to_be_visible(timeout=10_000)
        with serving(tmp_path, port):
            page.get_by_role("button", name="Try now").click()
            is_mine(page, 2)
    assert answers(invitation) == ["Yes", ""]


def test_new_questions_are_told_once_and_the_field_stays(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    said, area = page.locator("#said"), page.locator("#id_text").element_handle()
    expect(said).to_be_empty()
    page.locator("#id_text").fill("Yes")
    page.keyboard.press("Control+Enter")
    expect(said).to_have_text(re.compile("An easy one to begin with: To begin with"), timeout=15_000)
    is_mine(page, 2)
    page.get_by_role("button", name="Repeat").click()
    expect(said).to_have_text(re.compile("Once more: To begin with"), timeout=10_000)
    expect(page.locator("#ask")).to_have_attribute("data-said", "2.1")
    page.get_by_role("button", name="Repeat").click()
    expect(page.locator("#ask")).to_have_attribute("data-said", "2.2", timeout=10_000)
    assert page.locator("#id_text").element_handle().evaluate("(here, before) => here === before", area)


def test_words_are_shown_as_they_come_and_told_when_they_are_there(cast, worker, page):
    lines = []

    def between(line):
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket(re.compile("/ws/interview/"), between)
    invitation = worker(typing(cast))
    in_room(page, invitation)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    lines[-1].send(json.dumps({"type": "words", "turn": 1, "draft": 1, "text": "Of a turn that is asked already"}))
    lines[-1].send(json.dumps({"type": "words", "turn": 2, "draft": 2, "text": "And how did you"}))
    expect(page.get_by_role("heading", level=1)).to_have_text("And how did you")
    expect(page.locator("#said")).to_be_empty()


def test_pausing_and_going_on_by_keyboard_alone(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type("Ye")
    names = []
    for _ in range(5):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.innerText").strip())
    assert names[-3:] == ["Send answer", "Repeat", "Pause"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Go on")).to_be_focused(timeout=10_000)
    expect(page.get_by_text("The clock stands while you pause. Nothing is lost.")).to_be_visible()
    expect(page.locator("#id_text")).not_to_be_editable()
    page.reload()
    expect(page.get_by_role("button", name="Go on")).to_be_focused(timeout=10_000)
    expect(page.locator("#room-page")).to_have_attribute("data-line", "up", timeout=10_000)
    page.keyboard.press("Enter")
    expect(page.locator("#id_text")).to_be_focused(timeout=10_000)
    expect(page.locator("#id_text")).to_be_editable()
    expect(page.locator("#id_text")).to_have_value("Ye")


def test_skipping_asks_first_and_help_says_whom_it_reaches(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    more = page.locator("#more > summary")
    more.click()
    page.get_by_text("Skip this question").click()
    page.keyboard.press("Escape")
    more.click()
    expect(page.get_by_role("button", name="Yes, skip it")).to_be_hidden()
    page.get_by_text("Skip this question").click()
    page.get_by_role("button", name="Yes, skip it").click()
    is_mine(page, 2)
    expect(page.locator("#more")).not_to_have_attribute("open", "")
    expect(page.locator("#said")).to_have_text(re.compile("An easy one to begin with: "))
    more.click()
    page.get_by_text("I need help").click()
    expect(page.get_by_text("The people at Northwind Logistics who invited you get a mail")).to_be_visible()
    is_sound(page, "room with its menu open")
    page.get_by_role("button", name="Tell them").click()
    expect(page.get_by_text("We have told Northwind Logistics that you need help.")).to_be_visible(timeout=10_000)
    expect(page.locator("#mood").get_by_role("link", name="people@northwind.example")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_be_focused()


def test_at_its_end_the_page_says_what_ended_it_and_leads_there(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    with company_scope(cast.northwind):
        tell(interview=interview_of(invitation), event_at=EndedByCompany)
    expect(page.get_by_role("heading", name="Northwind Logistics has ended the interview")).to_be_focused(timeout=15_000)
    expect(page).to_have_title(re.compile("The interview has ended"))


def test_what_is_written_when_the_question_is_skipped_is_kept(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    field(page).fill("Half a sentence")
    page.locator("#more > summary").click()
    page.get_by_text("Skip this question").click()
    page.get_by_role("button", name="Yes, skip it").click()
    is_mine(page, 2)
    assert turns_of(invitation)[0].unsent == "Half a sentence"
    expect(page.locator("#log")).to_contain_text("Written, not sent:")


def test_a_page_that_is_opened_before_the_first_words_has_the_focus_in_the_field(cast, page):
    invitation = typing(cast)
    with company_scope(invitation.company):
        begin_interview(invitation=invitation)
    page.goto(f"/i/{TOKEN}/")
    expect(page.locator("#id_text")).to_be_focused(timeout=10_000)


def test_who_writes_again_is_asked_no_more_whether_they_are_there(cast, worker, page):
    invitation = worker(typing(cast))
    in_room(page, invitation)
    is_mine(page, 1)
    with company_scope(cast.northwind):
        tell_of_turn(interview=interview_of(invitation), number=1, kind=WasSilent)
    expect(page.get_by_text("Are you still there?")).to_be_visible(timeout=10_000)
    field(page).press_sequentially("I am")
    expect(page.get_by_text("Are you still there?")).to_be_hidden(timeout=10_000)


def test_on_a_phone_the_field_and_the_button_stay_above_the_keyboard(cast, worker, browser, server):
    invitation = worker(typing(cast))
    with browser.new_context(base_url=server, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as context:
        page = in_room(context.new_page(), invitation)
        is_mine(page, 1)
        for height in (740, 380):
            page.set_viewport_size({"width": 360, "height": height})
            page.locator("#id_text").tap()
            expect(page.get_by_role("button", name="Send answer")).to_be_in_viewport(ratio=1)
            expect(page.locator("#id_text")).to_be_in_viewport(ratio=0.5)
        assert look_at(page, "room with a keyboard", 360, "light") == []


def test_on_a_low_phone_a_long_question_leaves_room_to_write(cast, worker, browser, server):
    worker(typing(cast))
    with company_scope(cast.northwind):
        Turn.objects.update(text=LONG + "What would you do otherwise today?")
    with browser.new_context(base_url=server, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(f"/i/{TOKEN}/")
        is_mine(page, 1)
        top, bar = (page.locator(each).bounding_box()["y"] for each in ("#id_text", ".bar"))
        assert bar - top > 180
        assert look_at(page, "room with a long question", 360, "light") == []


def test_on_a_phone_a_new_question_begins_in_sight(cast, worker, browser, server):
    invitation = worker(typing(cast))
    with browser.new_context(base_url=server, viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True) as context:
        page = in_room(context.new_page(), invitation)
        is_mine(page, 1)
        page.locator("#id_text").fill("Yes")
        page.locator("#main").evaluate("main => { main.scrollTop = main.scrollHeight }")
        page.get_by_role("button", name="Send answer").click()
        is_mine(page, 2)
        expect(page.locator("#question")).to_be_in_viewport(ratio=1)
        assert page.locator("#main").evaluate("main => main.scrollTop") == 0


def test_without_scripts_the_page_goes_on_by_itself_and_keeps_what_is_written(cast, worker, browser, server):
    invitation = worker(typing(cast))
    with browser.new_context(base_url=server, java_script_enabled=False) as context:
        page = in_room(context.new_page(), invitation)
        page.locator("#id_text").fill("Yes")
        page.get_by_role("button", name="Send answer").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("To begin with", timeout=20_000)
        page.locator("#id_text").fill("Half a sentence")
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_text("The clock stands while you pause.")).to_be_visible()
        expect(page.locator("#id_text")).to_have_value("Half a sentence")
        page.get_by_role("button", name="Go on").click()
        page.locator("#id_text").fill("Half a sentence, and")
        page.get_by_role("button", name="Repeat").click()
        expect(page.locator("#why")).to_have_text("Once more")
        expect(page.locator("#id_text")).to_have_value("Half a sentence, and")
        page.get_by_text("More", exact=True).click()
        page.locator("#id_text").fill("Half a sentence, and more")
        page.get_by_role("button", name="End the interview").click()
        page.get_by_role("link", name="Back to the interview").click()
        expect(page.locator("#id_text")).to_have_value("Half a sentence, and more")
        page.get_by_text("More", exact=True).click()
        page.get_by_text("Skip this question").click()
        page.get_by_role("button", name="Yes, skip it").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("slow query", timeout=20_000)
    assert [turn.kept for turn in turns_of(invitation)] == ["aside", "skipped", ""]
    assert turns_of(invitation)[1].unsent == "Half a sentence, and more"

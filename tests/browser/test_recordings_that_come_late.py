"""What was recorded while the line was cut, and the interview ended meanwhile: it arrives, or the page says that it did not."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany, TimeUp
from interviews.engine.plan import MINUTE
from interviews.models import Interview
from interviews.services.conducting import tell
from tests.browser.microphones import play, quiet, say
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    READY,
    TOOL,
    answer,
    answers,
    asks,
    attend,
    comes_to_read,
    ear,
    is_heard,
    listening_server,
    room,
    worker,
)
from tests.browser.test_room import is_sound
from tests.interviews.invited import TOKEN
from tests.interviews.rooms import interview_of, turns_of
from tests.waiting import eventually

ARRIVED, MISSING = "The last of your recording has arrived.", "Part of your recording did not arrive in time."
LEFT_HERE = """() => new Promise((resolve) => {
  const opening = indexedDB.open("colloquy.voice", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction(["segments", "pieces"]);
    const counts = ["segments", "pieces"].map((name) => asked.objectStore(name).count());
    asked.oncomplete = () => {
      opening.result.close();
      resolve(counts[0].result + counts[1].result);
    };
  };
})"""


def end(invitation, event) -> None:
    with company_scope(invitation.company_id):
        tell(interview=interview_of(invitation), event_at=event)
    eventually(lambda: interview_of(invitation).is_over, within=20)


def half_an_answer(page, invitation) -> None:
    """To the first question: of what they say the second half is said without a line."""
    answer(page, 1, READY)
    is_heard(page, 2)
    say(page, TOOL)
    expect(page.locator("#caption")).to_contain_text(TOOL[:40], timeout=20_000)
    page.context.set_offline(True)
    say(page, PLAN)
    expect(page.locator("#voice-kept")).to_contain_text("kept here, not sent yet")


def is_told(page, says: str) -> None:
    expect(page.locator("#unsent")).to_contain_text(says, timeout=30_000)
    # To whoever listens.
    expect(page.locator("#unsent-said")).to_contain_text(says)
    eventually(lambda: page.evaluate(LEFT_HERE) == 0, within=10)


def test_time_is_up_while_the_line_is_cut_and_what_was_recorded_arrives_all_the_same(room):  # noqa: F811
    page, invitation = room()
    half_an_answer(page, invitation)
    # On a busy machine Chromium hands over what its microphone heard half a second late.
    play(page, quiet(1))
    end(invitation, lambda at: TimeUp(at + 600 * MINUTE))
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="That was it. Thank you.")).to_be_visible(timeout=30_000)
    is_told(page, ARRIVED)
    is_sound(page, "a recording that came late")
    comes_to_read(invitation, 1, f"{TOOL} {PLAN}", within=30)
    assert turns_of(invitation)[1].kept == "unfinished"
    page.reload()
    expect(page.locator("#unsent")).to_be_empty()


def test_a_page_that_was_closed_brings_it_when_it_is_opened_again(room):  # noqa: F811
    page, invitation = room()
    half_an_answer(page, invitation)
    page.goto("about:blank")
    end(invitation, EndedByCompany)
    page.context.set_offline(False)
    page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_role("heading", name="Northwind Logistics has ended the interview")).to_be_visible(timeout=20_000)
    is_told(page, ARRIVED)
    # What was in the air went with the page.
    eventually(lambda: PLAN[:40] in answers(invitation)[1], within=30)
    assert answers(invitation)[1].startswith(TOOL[:40])


def test_an_hour_later_the_page_says_that_it_did_not_arrive(room):  # noqa: F811
    page, invitation = room(sockets=False)
    half_an_answer(page, invitation)
    end(invitation, EndedByCompany)
    with company_scope(invitation.company_id):
        Interview.objects.update(finished_at=timezone.now() - timedelta(hours=1))
    page.context.set_offline(False)
    is_told(page, MISSING)
    assert PLAN not in answers(invitation)[1]


def test_behind_a_gate_it_waits_and_what_was_begun_anew_still_does_not_count(room):  # noqa: F811
    page, invitation = room(plan={"retakes": 1})
    answer(page, 1, READY)
    is_heard(page, 2)
    say(page, TOOL)
    expect(page.locator("#caption")).to_contain_text(TOOL[:40], timeout=20_000)
    page.context.set_offline(True)
    page.get_by_text("More", exact=True).click()
    page.get_by_text("Start this answer again").click()
    page.get_by_role("button", name="Yes, start again").click()
    say(page, PLAN)
    expect(page.locator("#voice-kept")).to_contain_text("kept here, not sent yet")
    page.goto("about:blank")
    end(invitation, EndedByCompany)
    page.context.set_offline(False)
    steps = re.compile("/room/(again|piece|segment)/")
    page.context.route(steps, lambda route: route.fulfill(status=403, body="Log in to this network first."))
    page.goto(f"/i/{TOKEN}/")
    expect(page.locator("#unsent")).to_contain_text("It is on its way now.", timeout=20_000)
    expect(page.locator("#unsent")).to_be_empty(timeout=40_000)
    assert page.evaluate(LEFT_HERE) > 0
    page.context.unroute(steps)
    page.reload()
    is_told(page, ARRIVED)
    eventually(lambda: PLAN[:40] in answers(invitation)[1], within=30)
    assert TOOL[:40] not in answers(invitation)[1]
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.includes('/again/'))") == []

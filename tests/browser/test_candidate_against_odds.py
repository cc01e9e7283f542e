"""A candidate for whom everything is a little harder: a small phone, no mouse, no microphone, another language, and a browser that is
closed at each step. They come through all the same."""

import pytest
from playwright.sync_api import expect

from tests.browser.candidate_pages import opened
from tests.browser.test_candidate import FAKE_DEVICE, GRANTS, browser_with, press_until
from tests.browser.test_every_page import look_at
from tests.interviews.invited import ASKS_FOR_RESUME, TOKEN
from tests.interviews.rooms import interview_of, turns_of
from tests.waiting import eventually

__all__ = ["browser_with"]
SMALL = {"width": 360, "height": 640}
ANSWER = "Ich habe verglichen, was sich in der Nacht davor geändert hatte, und wem es schadet. "


@pytest.fixture
def phone(browser_with, server):
    return browser_with(FAKE_DEVICE, f"{GRANTS}=deny").new_context(base_url=server, locale="de-DE", viewport=SMALL)


def arrive(phone, heading: str):
    """By the link, as always: it leads to where they were."""
    page = phone.new_page()
    page.goto(f"/i/{TOKEN}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=15_000)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    return page


def press(page, name: str, role: str = "button", key: str = "Enter") -> None:
    press_until(page, "Tab", page.get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def closed(page, *, name: str) -> None:
    """Looked at, and then gone without a goodbye, as phones do it."""
    assert [problem for theme in ("light", "dark") for problem in look_at(page, name, SMALL["width"], theme)] == []
    page.close()


def test_on_a_small_phone_by_keyboard_alone_in_german_without_a_microphone_and_closed_at_each_step(cast, worker, phone):
    invitation = opened(cast, plan=ASKS_FOR_RESUME | {"language": "de"})

    page = arrive(phone, "Backend engineer, Payments")
    page.close()
    page = arrive(phone, "Backend engineer, Payments")
    press(page, "Ich habe das gelesen und willige ein.", "checkbox", "Space")
    press(page, "Einwilligen und weiter")
    expect(page.get_by_role("heading", level=1, name="Ihr Lebenslauf")).to_be_visible()
    closed(page, name="résumé")

    page = arrive(phone, "Ihr Lebenslauf")
    press(page, "Ohne Lebenslauf weiter")
    expect(page.get_by_role("heading", level=1, name="Ein kurzer Tontest")).to_be_visible()
    page.close()

    page = arrive(phone, "Ein kurzer Tontest")
    press(page, "Mein Mikrofon ausprobieren")
    expect(page.get_by_role("heading", name="Wir können Sie noch nicht hören")).to_be_focused()
    closed(page, name="microphone denied")

    page = arrive(phone, "Ein kurzer Tontest")
    press(page, "Mein Mikrofon ausprobieren")
    expect(page.get_by_role("heading", name="Wir können Sie noch nicht hören")).to_be_focused()
    press(page, "Schriftlich antworten")
    expect(page.get_by_role("heading", level=1, name="Eine Frage zum Üben")).to_be_visible()
    closed(page, name="practice")

    page = arrive(phone, "Eine Frage zum Üben")
    press_until(page, "Tab", page.get_by_role("textbox", name="Ihre Antwort"))
    page.keyboard.type("Zum Üben.")
    press(page, "Weiter")
    expect(page.get_by_role("heading", level=1, name="Es kann losgehen")).to_be_visible()
    closed(page, name="ready")

    page = arrive(phone, "Es kann losgehen")
    press(page, "Interview starten")
    expect(page.locator("#room-page")).to_be_visible()
    worker(invitation)
    answer_all(phone, page, invitation)
    assert interview_of(invitation).outcome == "completed"

    page = arrive(phone, "Ihre Antworten sind gespeichert.")
    closed(page, name="end")


def answer_all(phone, page, invitation) -> None:
    """The browser is closed in the middle of each answer, once it was kept; what was typed is there again."""
    for number in range(1, 15):
        asked = turns_of(invitation)[-1]
        if asked.purpose == "goodbye":
            return
        text = "Ja" if number == 1 else "Nein" if asked.phase == "candidate_questions" else f"{ANSWER * 3}{number}"
        half = len(text) // 2
        is_asked(page, number)
        page.keyboard.type(text[:half])
        eventually(lambda at=number, half=text[:half]: turns_of(invitation)[at - 1].draft == half, within=15)
        if number == 3:
            assert look_at(page, "room", SMALL["width"], "light") == []
        page.close()
        page = phone.new_page()
        page.goto(f"/i/{TOKEN}/")
        is_asked(page, number)
        expect(page.locator("#id_text")).to_have_value(text[:half])
        page.keyboard.press("End")
        page.keyboard.press("Control+End")
        page.keyboard.type(text[half:])
        press(page, "Antwort senden")
        eventually(lambda at=number: len(turns_of(invitation)) > at, within=15)
    raise AssertionError("it does not end")


def is_asked(page, number: int) -> None:
    """And the cursor is where the answer goes: nobody has to look for it."""
    expect(page.locator(f"#id_text[data-turn='{number}']:not([readonly])")).to_be_visible(timeout=30_000)
    expect(page.locator("#id_text")).to_be_focused(timeout=10_000)

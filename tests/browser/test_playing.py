"""Spoken answers are played in the report, in a real browser: their parts one after the other, and a quote from its second."""

import pytest
from playwright.sync_api import Page, expect

from accounts.tenancy import company_scope
from ai.testing import recording
from tests.browser.pages.reports import behind_the_browser, reported
from tests.interviews.voices import as_spoken
from tests.reports.assessed import SAID
from tests.waiting import eventually

FIRST, _, SECOND = SAID.partition(" I moved it to")
LASTS = 3.0


@pytest.fixture
def spoken(cast, server_folder, settings):
    """The report's interview, and the number of an answer that was spoken in two parts."""
    settings.MEDIA_ROOT = server_folder / "media"
    folder = settings.MEDIA_ROOT / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("one", "two"):
        (folder / name).write_bytes(recording("It broke every night, and I looked.", "webm"))

    def work():
        interview, _ = reported(cast.northwind)
        with company_scope(cast.northwind):
            number = interview.turns.filter(answer=SAID).order_by("number").first().number
            invitation = interview.invitation
        texts = (FIRST, SAID.removeprefix(FIRST).strip())
        for at, (name, text) in enumerate(zip(("one", "two"), texts, strict=True), 1):
            words = [{"text": word, "start": 1.0, "end": 1.5, "confidence": 1} for word in text.split()]
            as_spoken(invitation, number, at=at, seconds=LASTS, text=text, words=words, file=f"recordings/{name}")
        return interview, number

    return behind_the_browser(work)


@pytest.fixture
def report(spoken, page, context, cast, enter):
    interview, _ = spoken
    enter(context, cast.carol)
    page.goto(f"/c/northwind/interviews/{interview.pk}/report/")
    return page


def positions(page: Page) -> list[float]:
    return [page.locator("audio").nth(at).evaluate("audio => audio.currentTime") for at in range(2)]


def test_an_answer_is_played_part_after_part(report, spoken, complaints):
    found = complaints(report)
    turn = report.locator(f"#turn-{spoken[1]}")
    turn.get_by_role("button", name="Play the answer").click()
    expect(turn.get_by_role("button", name="Pause the answer")).to_be_visible()
    eventually(lambda: positions(report)[1] > 0, within=20)
    turn.get_by_role("button", name="Pause the answer").click()
    expect(turn.get_by_role("button", name="Play the answer")).to_be_visible()
    assert found == []


def test_a_word_that_is_pressed_is_heard_and_what_follows(report, spoken):
    """Of the second part, whose words all begin at its first second here."""
    text = report.locator(f"#turn-{spoken[1]} .turn-a")
    expect(report.locator(f"#turn-{spoken[1]}").get_by_text("or press a word to hear it from there")).to_be_visible()
    # Its last letters.
    where = text.evaluate("""text => {
      text.scrollIntoView({ block: "center", behavior: "instant" });
      const range = document.createRange();
      range.selectNodeContents(text.lastChild);
      const { right, bottom } = [...range.getClientRects()].at(-1);
      return [right - 8, bottom - 8];
    }""")
    report.mouse.click(*where)
    position = eventually(lambda: positions(report)[1], within=20)
    assert position >= 1.0
    assert positions(report)[0] == 0


def test_a_quote_is_played_from_its_second(report):
    quote = report.locator(".evidence .at[data-play-from]").first
    asked = float(quote.get_attribute("data-play-from")) / 1000
    quote.click()
    part = 1 if asked >= LASTS else 0
    position = eventually(lambda: positions(report)[part], within=20)
    assert asked - part * LASTS <= position
    assert positions(report)[1 - part] == 0

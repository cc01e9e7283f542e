"""Every page, at 360 and 1440 px, in light and dark: accessible, nothing blocked, nothing cut off."""

import os
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import NOT_PAGES, PAGES
from tests.test_permissions import URLS

WIDTHS = (360, 1440)
THEMES = ("light", "dark")
# A folder for screenshots of every page, for people to look at.
PICTURES = os.environ.get("SCREENSHOTS")


def test_every_url_is_a_page_here_or_says_why_not():
    listed = {name.partition(" (")[0] for name in PAGES} | set(NOT_PAGES)
    ours = {name for name in URLS if not name.startswith("admin:")}
    assert ours - listed == set()
    assert listed - ours == set()


@pytest.fixture
def cast(committed, northwind, alice, alices, bob, carol, sam):
    return SimpleNamespace(northwind=northwind, alice=alice, alices=alices, bob=bob, carol=carol, sam=sam)


CASES = [pytest.param(name, marks=() if page.is_replayed else pytest.mark.not_replayed) for name, page in PAGES.items()]


@pytest.mark.parametrize("name", CASES)
def test_page(name, cast, context, page, enter, complaints):
    wanted = PAGES[name]
    if wanted.who:
        enter(context, getattr(cast, wanted.who))
    response = wanted.steps(page, cast) if wanted.steps else page.goto(wanted.address)
    assert not wanted.address or page.url.endswith(wanted.address), f"leads to {page.url}"
    found = complaints(page)
    if wanted.status == 200:
        page.reload()
    assert response.status == wanted.status
    problems = [problem for width in WIDTHS for theme in THEMES for problem in look_at(page, name, width, theme)]
    assert problems + found == []


def look_at(page, name: str, width: int, theme: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    if PICTURES:
        safe = "".join(letter if letter.isalnum() else "-" for letter in name)
        page.screenshot(path=f"{PICTURES}/{safe}-{width}-{theme}.png", full_page=True)
    problems = [f"{width} {theme}: {v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in violations(page, theme)]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        problems.append(f"{width} {theme}: the page is {overflow} px too wide")
    return problems


def violations(page, theme: str) -> list[dict]:
    """A theme changes colours alone, so what has nothing to do with them is asked in one theme."""
    every = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    of_colours = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    return Axe().run(page, options={"runOnly": every if theme == THEMES[0] else of_colours}).response["violations"]

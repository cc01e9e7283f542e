"""Recruiters keep their candidates in a real browser: files with a row each, many chosen at once, corrections."""

from threading import Thread

import pytest
from django.db import connections
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.reading.pdf import read_pdf
from resumes.services.understanding import understand_resume
from tests.browser.test_every_page import THEMES, WIDTHS, look_at
from tests.resumes.documents import SAMPLES
from tests.resumes.people import make_candidate, make_resume, understood_candidate

LIST = "/c/northwind/candidates/"
PDF = SAMPLES / "one-column.pdf"


@pytest.fixture
def carols(committed, northwind, carol, context, page, enter, complaints):
    enter(context, carol)
    page.found = complaints(page)
    return page


@pytest.fixture
def plain(committed, northwind, carol, browser, base_url, enter):
    """A browser without JavaScript."""
    with browser.new_context(base_url=base_url, java_script_enabled=False) as context:
        enter(context, carol)
        yield context.new_page()


def files(tmp_path, **contents):
    made = []
    for name, content in contents.items():
        path = tmp_path / f"{name}.txt"
        path.write_bytes(content)
        made.append(path)
    return made


def in_a_thread(work, **ids):
    """Playwright's loop runs in ours, and what waits for a model wants none."""

    def worker():
        try:
            work(**ids)
        finally:
            connections.close_all()

    thread = Thread(target=worker)
    thread.start()
    thread.join(20)


def rows(page):
    return page.locator("#uploads > li")


def test_each_chosen_file_has_a_row_that_follows_it_until_it_is_ready(carols, northwind):
    carols.goto(LIST)
    carols.locator("#id_documents").set_input_files(PDF)
    row = rows(carols)
    expect(row).to_contain_text("Received, and being read.")
    # The server keeps its files in a folder of its own, so a worker's part is written down here.
    with company_scope(northwind):
        resume = Resume.objects.get()
        Resume.objects.update(state="read", text=read_pdf(PDF.read_bytes()).text)
    expect(row).to_contain_text("Read, and being understood.")
    in_a_thread(understand_resume, resume_id=resume.pk, company_id=northwind.pk)
    expect(row).to_contain_text("Understood.")
    with company_scope(northwind):
        Resume.objects.update(state="ready")
    expect(row).to_contain_text("Ready.", timeout=15_000)
    expect(carols.locator("#uploads-said")).to_have_text("1 of 1 done")
    expect(carols.locator("#list")).to_contain_text("Priya Raman")
    row.get_by_role("link").click()
    expect(carols.get_by_role("heading", name="Priya Raman", exact=True)).to_be_visible()
    assert carols.found == []


def test_a_refused_file_and_the_same_file_again_say_so_in_their_rows(carols, northwind, tmp_path):
    carols.goto(LIST)
    given = files(tmp_path, one=b"Dana Novak", empty=b"", picture=b"\x89PNG\r\n", twin=b"Dana Novak")
    carols.locator("#id_documents").set_input_files(given)
    expect(rows(carols)).to_have_count(4)
    expect(rows(carols).filter(has_text="empty.txt")).to_contain_text("This file is empty.")
    expect(rows(carols).filter(has_text="picture.txt")).to_contain_text("This is no PDF, Word document (DOCX) or plain text.")
    expect(rows(carols).filter(has_text="This file is here already")).to_have_count(1)
    expect(rows(carols).filter(has_text="Received, and being read.")).to_have_count(1)
    expect(carols.locator("#uploads-said")).to_have_text("3 of 4 done")
    assert [problem for width in WIDTHS for theme in THEMES for problem in look_at(carols, "resumes-uploads", width, theme)] == []
    with company_scope(northwind):
        assert Candidate.objects.count() == 1


def test_a_file_that_did_not_arrive_can_be_sent_again(carols, tmp_path):
    carols.goto(LIST)
    carols.route("**/upload/one/", lambda route: route.abort())
    carols.locator("#id_documents").set_input_files(files(tmp_path, dana=b"Dana Novak"))
    expect(rows(carols)).to_contain_text("The connection was lost, so this file did not arrive.")
    carols.unroute("**/upload/one/")
    carols.get_by_role("button", name="Try again").click()
    expect(rows(carols)).to_contain_text("Received, and being read.")


def test_a_list_that_comes_anew_sets_no_style(carols, northwind):
    """A browser that sizes a part by hand gives it a style attribute, and copying that is what our content policy blocks."""
    with company_scope(northwind):
        waiting = make_resume(make_candidate(northwind, "Dana"), state="received")
    carols.goto(LIST)
    carols.locator("#list").evaluate("list => { list.style.minHeight = '10px'; }")
    with company_scope(northwind):
        Resume.objects.filter(pk=waiting.pk).update(state="ready")
    expect(carols.locator("#list").get_by_text("Ready")).to_be_visible()
    assert carols.found == []


def test_never_more_than_three_files_are_on_the_wire(carols, tmp_path):
    carols.goto(LIST)
    held = []
    carols.route("**/upload/one/", lambda route: held.append(route) if len(held) < 3 else route.continue_())
    carols.locator("#id_documents").set_input_files(files(tmp_path, **{f"n{number}": b"Dana %d" % number for number in range(5)}))
    expect(rows(carols).filter(has_text="Waiting")).to_have_count(2)
    for route in held:
        route.continue_()
    expect(rows(carols).filter(has_text="Received, and being read.")).to_have_count(5)


def test_a_choice_outlives_a_list_that_comes_anew(carols, northwind):
    with company_scope(northwind):
        dana, _kim = make_candidate(northwind, "Dana"), make_candidate(northwind, "Kim", "kim@post.example")
        waiting = make_resume(dana, state="received")
    carols.goto(LIST)
    carols.get_by_label("Choose Dana").check()
    carols.get_by_label("Tag to add or to remove").fill("backend")
    expect(carols.locator("#chosen-count")).to_have_text("1 chosen")
    with company_scope(northwind):
        Resume.objects.filter(pk=waiting.pk).update(state="ready")
    expect(carols.locator("#list").get_by_text("Ready")).to_be_visible()
    expect(carols.get_by_label("Choose Dana")).to_be_checked()
    expect(carols.get_by_label("Tag to add or to remove")).to_have_value("backend")
    carols.get_by_role("button", name="Add tag").click()
    expect(carols.locator("#toasts")).to_contain_text("1 candidate was given the tag “backend”.")
    expect(carols.locator("#list").get_by_role("link", name="backend")).to_be_visible()
    assert carols.found == []


def test_the_box_above_chooses_all_and_follows_those_below(carols, northwind):
    with company_scope(northwind):
        for name in ("Dana", "Kim", "Ola"):
            make_candidate(northwind, name, f"{name}@post.example")
    carols.goto(LIST)
    every = carols.get_by_label("All on this page")
    every.check()
    expect(carols.locator("#chosen-count")).to_have_text("3 chosen")
    carols.get_by_label("Choose Kim").uncheck()
    expect(every).not_to_be_checked()
    carols.get_by_role("button", name="Erase …").click()
    expect(carols.get_by_role("heading", name="Erase 2 candidates?")).to_be_visible()
    carols.get_by_role("button", name="Erase 2 for good").click()
    expect(carols.locator("#list")).to_contain_text("Kim")
    expect(carols.locator("#list")).not_to_contain_text("Ola")


def test_filters_change_the_list_and_the_address_without_a_reload(carols, northwind):
    with company_scope(northwind):
        make_candidate(northwind, "Dana", tags=["backend"])
        make_candidate(northwind, "Kim", "kim@post.example")
    carols.goto(LIST)
    carols.get_by_label("Tag", exact=True).select_option("backend")
    expect(carols.locator("#list")).not_to_contain_text("Kim")
    expect(carols.locator("#list")).to_contain_text("Dana")
    assert "tag=backend" in carols.url


def test_all_of_it_works_without_javascript(plain, northwind, tmp_path):
    plain.goto(LIST)
    plain.locator("#id_documents").set_input_files(files(tmp_path, dana=b"Dana Novak", kim=b"Kim Larsen"))
    plain.get_by_role("button", name="Upload").click()
    expect(plain.locator("#toasts")).to_contain_text("2 files were received.")
    plain.get_by_label("All on this page").check()
    plain.get_by_label("Tag to add or to remove").fill("new")
    plain.get_by_role("button", name="Add tag").click()
    expect(plain.locator("#list").get_by_role("link", name="new")).to_have_count(2)
    plain.get_by_label("Choose kim").check()
    plain.get_by_role("button", name="Erase …").click()
    plain.get_by_role("button", name="Erase 1 for good").click()
    expect(plain.locator("#list")).not_to_contain_text("kim")
    with company_scope(northwind):
        assert Candidate.objects.get().tags == ["new"]


def test_correcting_by_keyboard_with_an_entry_more(carols, northwind):
    with company_scope(northwind):
        candidate = understood_candidate(northwind)
    carols.goto(f"{LIST}{candidate.pk}/")
    carols.get_by_role("link", name="Correct").press("Enter")
    carols.get_by_role("button", name="Add a job").press("Enter")
    # The new entry has the focus.
    carols.keyboard.type("Head of Payments")
    carols.keyboard.press("Tab")
    carols.keyboard.type("Tallow Pay")
    carols.keyboard.press("Enter")
    expect(carols.get_by_text("Corrected by a person")).to_be_visible()
    expect(carols.get_by_text("Head of Payments")).to_be_visible()
    carols.get_by_text("What the reader said").click()
    carols.get_by_role("button", name="Use what was read again").click()
    expect(carols.get_by_text("Head of Payments")).to_have_count(0)
    assert carols.found == []


def test_correcting_without_javascript(plain, northwind):
    with company_scope(northwind):
        candidate = understood_candidate(northwind)
    plain.goto(f"{LIST}{candidate.pk}/")
    plain.get_by_role("link", name="Correct").click()
    plain.get_by_role("button", name="Add education").click()
    plain.get_by_label("School").last.fill("Charles University")
    plain.get_by_label("Remove this job").first.check()
    plain.get_by_role("button", name="Save").last.click()
    expect(plain.locator("#resume").get_by_text("Charles University")).to_be_visible()


def test_merging_two_from_the_page_of_one(carols, northwind):
    with company_scope(northwind):
        kept = make_candidate(northwind)
        make_candidate(northwind, "Dana Novak", "", phone="+420 555", notes="Called twice.")
    carols.goto(f"{LIST}{kept.pk}/")
    carols.get_by_role("link", name="Merge").click()
    carols.get_by_role("link", name="Compare with Dana Novak").click()
    carols.get_by_role("button", name="Merge the two").click()
    expect(carols.get_by_text("+420 555")).to_be_visible()
    expect(carols.get_by_text("merged another candidate into this one")).to_be_visible()

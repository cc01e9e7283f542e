"""A recruiter brings a file in a real browser, and a real worker's work shows while they wait."""

from playwright.sync_api import expect

from interviews.services.imports.running import check_import, write_import
from interviews.services.imports.scope import imports_of, work_for
from tests.interviews.files import as_csv, row, rows, upload


def test_from_a_file_to_questions_without_a_reload(committed, media, northwind, carol, context, page, enter, complaints):
    enter(context, carol)
    found = complaints(page)
    begun = upload(as_csv(rows(3)), company=northwind, new_bank="Night shift")
    page.goto(f"/c/northwind/questions/import/{begun.pk}/")
    expect(page.get_by_role("heading", name="The file is being checked")).to_be_visible()
    check_import(import_id=begun.pk, company_id=northwind.pk)
    expect(page.get_by_role("heading", name="The file is in order")).to_be_visible()
    page.get_by_role("button", name="Write 3 questions").click()
    expect(page.get_by_role("heading", name="The questions are being written")).to_be_visible()
    write_import(import_id=begun.pk, company_id=northwind.pk)
    expect(page.get_by_role("heading", name="3 questions are written")).to_be_visible()
    assert found == []


def test_bringing_a_file_by_keyboard_and_without_javascript(committed, northwind, carol, browser, base_url, enter, tmp_path):
    file = tmp_path / "questions.csv"
    file.write_bytes(as_csv([row()]))
    with browser.new_context(base_url=base_url, java_script_enabled=False) as context:
        enter(context, carol)
        page = context.new_page()
        page.goto("/c/northwind/questions/import/")
        page.locator("[name=file]").set_input_files(file)
        page.get_by_label("Into a new bank, called").fill("Night shift")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="The file is being checked")).to_be_visible()
        page.get_by_role("link", name="Look again").click()
        expect(page.get_by_role("heading", name="The file is being checked")).to_be_visible()
    with work_for(northwind.pk):
        assert imports_of(northwind.pk).get().new_bank == "Night shift"

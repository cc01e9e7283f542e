"""Name, colour, zone, notices."""

import pytest

from accounts.models import AuditEntry, Company
from accounts.tenancy import company_scope
from tests.accounts.test_creating_a_company import picture

SETTINGS = "/c/northwind/settings/"
GOOD = {
    "name": "Northwind",
    "accent": "#ffdd00",
    "time_zone": "Europe/Berlin",
    "language": "de",
    "contact_email": "people@northwind.example",
    "candidate_notice": "You will hear from us within a week.",
    "privacy_notice": "We keep recordings for 90 days.",
    "feedback": "automatic",
    "recordings_kept_days": 180,
    "reports_kept_months": 24,
}


def test_settings_are_saved_and_the_audit_log_names_what_changed(northwind, alice, log_in):
    answer = log_in(alice).post(SETTINGS, GOOD, follow=True)
    assert "Saved." in answer.content.decode()
    with company_scope(northwind):
        company = Company.objects.get()
        assert {name: getattr(company, name) for name in GOOD} == GOOD
        assert AuditEntry.objects.get(action="company.changed").details == {"fields": sorted(GOOD)}


def test_saving_without_a_change_is_no_entry(northwind, alice, log_in):
    client = log_in(alice)
    client.post(SETTINGS, GOOD)
    client.post(SETTINGS, GOOD)
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="company.changed").count() == 1


@pytest.mark.parametrize(
    "change", [{"accent": "red"}, {"time_zone": "Mars/Olympus"}, {"language": "xx"}, {"name": ""}, {"contact_email": "@"}]
)
def test_a_wrong_value_saves_nothing_and_keeps_what_was_typed(change, northwind, alice, log_in):
    answer = log_in(alice).post(SETTINGS, GOOD | change)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Nothing was saved." in text
    assert "You will hear from us within a week." in text
    with company_scope(northwind):
        assert Company.objects.get().name == "Northwind Logistics"


def test_the_colour_is_shown_as_it_will_be_read(northwind, alice, log_in):
    answer = log_in(alice).get("/companies/colours/", {"accent": "#ffdd00"})
    made = answer.json()
    assert made["adjusted"] is True
    assert made["light"] != "#ffdd00"
    assert made["dark"] == "#ffdd00"


def test_a_new_logo_takes_the_place_of_the_old_one_and_a_removed_one_is_gone(committed, northwind, alice, log_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = log_in(alice)
    addresses = []
    for _ in range(2):
        client.post(SETTINGS, GOOD | {"logo": picture()})
        with company_scope(northwind):
            addresses.append(Company.objects.get().logo_url)
    assert [status(client, address) for address in addresses] == [404, 200]
    client.post(SETTINGS, GOOD | {"remove_logo": "on"})
    assert status(client, addresses[1]) == 404


def status(client, address: str) -> int:
    answer = client.get(address)
    answer.close()
    return answer.status_code


def test_a_second_tab_saves_only_what_was_changed_in_it(northwind, alice, log_in):
    client = log_in(alice)
    shown = {
        f"initial-{name}": value
        for name, value in zip(
            GOOD, ["Northwind Logistics", "#2a5796", "Europe/Stockholm", "en", "", "", "", "approved", 90, 12], strict=True
        )
    }
    as_shown = {name.removeprefix("initial-"): value for name, value in shown.items()}
    client.post(SETTINGS, shown | as_shown | {"name": "From the first tab"})
    client.post(SETTINGS, shown | as_shown | {"candidate_notice": "From the second tab"})
    with company_scope(northwind):
        company = Company.objects.get()
    assert (company.name, company.candidate_notice) == ("From the first tab", "From the second tab")


def test_recordings_are_kept_no_longer_than_the_transcripts_that_they_belong_to(northwind, alice, log_in):
    answer = log_in(alice).post(SETTINGS, GOOD | {"recordings_kept_days": 90, "reports_kept_months": 2})
    assert answer.status_code == 422
    assert "A recording goes with its transcript, after 2 months: choose fewer days." in answer.content.decode()
    with company_scope(northwind):
        assert Company.objects.get().recordings_kept_days == 90
        assert Company.objects.get().reports_kept_months == 12
    three = {"recordings_kept_days": 90, "reports_kept_months": 3, "sure": "on"}
    assert log_in(alice).post(SETTINGS, GOOD | three).status_code == 302


@pytest.mark.parametrize("change", [{"recordings_kept_days": "36500"}, {"reports_kept_months": "0"}, {"reports_kept_months": ""}])
def test_nobody_keeps_anything_for_ever(change, northwind, alice, log_in):
    assert log_in(alice).post(SETTINGS, GOOD | change).status_code == 422


@pytest.mark.parametrize("shorter", [{"recordings_kept_days": 30}, {"reports_kept_months": 6}])
def test_what_deletes_is_asked_about_first(shorter, northwind, alice, log_in):
    client = log_in(alice)
    assert "Delete what is older" not in client.get(SETTINGS).content.decode()
    answer = client.post(SETTINGS, GOOD | shorter)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert text.count("nobody can bring it back") == 2
    assert '<input type="checkbox" name="sure"' in text
    assert client.post(SETTINGS, GOOD | shorter | {"sure": "on"}).status_code == 302
    with company_scope(northwind):
        (name,) = shorter
        assert getattr(Company.objects.get(), name) == shorter[name]
    # Back to longer times, nothing goes.
    assert client.post(SETTINGS, GOOD).status_code == 302


def test_the_page_sends_along_what_it_showed(northwind, alice, log_in):
    assert 'name="initial-name" value="Northwind Logistics"' in log_in(alice).get(SETTINGS).content.decode()


def test_too_long_a_text_is_said_and_not_cut(northwind, alice, log_in):
    answer = log_in(alice).post(SETTINGS, GOOD | {"candidate_notice": "x" * 2001})
    assert "at most 2000 characters (it has 2001)" in answer.content.decode()
    assert "maxlength" not in log_in(alice).get(SETTINGS).content.decode()

"""In which language candidates are spoken to, and that nobody else notices."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.templatetags.candidate import listed, moment, zone_in_words
from tests.interviews.invited import TOKEN, address, agree, arrive, change, invited, now

TITLES = {"en": "Before you begin", "de": "Bevor Sie beginnen", "es": "Antes de empezar", "fr": "Avant de commencer"}
A_SUNDAY = datetime(2026, 11, 22, 22, 59, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("de", "de"),
        ("de-CH, en;q=0.5", "de"),
        ("pl, es-MX;q=0.8, en;q=0.5", "es"),
        ("fr-CA", "fr"),
        ("en-GB, de", "en"),
        ("pl", "en"),
        ("", "en"),
        ("*", "en"),
        ("nonsense;;q=x,,", "en"),
    ],
)
def test_the_browser_says_which(northwind, asked, language):
    invitation = invited(northwind)
    page = arrive(accept_language=asked).get(address(invitation)).content.decode()
    assert TITLES[language] in page
    assert f'<html lang="{language}">' in page


def test_a_browser_of_none_of_them_gets_the_jobs(northwind):
    invitation = invited(northwind)
    with company_scope(northwind):
        Job.objects.update(language="fr")
    assert TITLES["fr"] in arrive(accept_language="pl").get(address(invitation)).content.decode()


def test_a_choice_by_hand_is_kept_for_every_device_and_leads_back(northwind):
    invitation = invited(northwind)
    client = arrive(accept_language="en")
    agree(client, invitation)
    answer = client.post(address(invitation, "language/"), {"language": "es", "next": address(invitation, "check/")})
    assert answer["Location"] == address(invitation, "check/")
    assert now(invitation).language == "es"
    page = arrive(accept_language="de").get(address(invitation)).content.decode()
    assert TITLES["es"] in page
    assert 'value="es" lang="es" aria-current="true"' in page


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "/c/northwind/", ""])
def test_a_choice_leads_nowhere_else(northwind, place):
    invitation = invited(northwind)
    answer = arrive().post(address(invitation, "language/"), {"language": "es", "next": place})
    assert answer["Location"] == address(invitation)


def test_a_language_that_is_not_spoken_changes_nothing(northwind):
    invitation = invited(northwind)
    assert arrive(accept_language="fr").post(address(invitation, "language/"), {"language": "tlh"}).status_code == 302
    assert now(invitation).language == "fr"


def test_the_pages_of_members_stay_in_english(northwind, carol, log_in):
    invitation = invited(northwind, language="de")
    client = log_in(carol)
    client.get(f"/i/{TOKEN}/")
    assert TITLES["de"] in client.get(address(invitation)).content.decode()
    page = client.get("/c/northwind/candidates/", headers={"accept-language": "de"}).content.decode()
    assert '<html lang="en">' in page
    assert "Skip to the page" in page


def test_an_unknown_link_speaks_as_the_browser_does(db):
    page = Client(headers={"accept-language": "fr"}, REMOTE_ADDR="198.51.100.250").get("/i/unknown/").content.decode()
    assert "Ce lien ne s’ouvre pas" in page
    assert '<html lang="fr">' in page


def test_a_forms_faults_are_said_in_the_language_of_the_page(northwind):
    invitation = invited(northwind, language="de")
    client = arrive()
    assert "Bitte kreuzen Sie das Kästchen an" in client.post(address(invitation, "consent/"), {"digest": "x"}).content.decode()
    long = client.post(address(invitation, "decline/"), {"reason": "x" * 1_001})
    assert "höchstens 1000 Zeichen" in long.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Sunday 22 November, 23:59"),
        ("de", "Sonntag, 22. November, 23:59 Uhr"),
        ("es", "domingo 22 de noviembre, 23:59"),
        ("fr", "dimanche 22 novembre à 23 h 59"),
    ],
)
def test_moments_are_written_as_each_language_does(language, said):
    with override(language):
        assert moment(A_SUNDAY, "Europe/Stockholm") == said


def test_zones_are_called_by_their_place():
    assert zone_in_words("America/Argentina/Buenos_Aires", A_SUNDAY) == "Buenos Aires time, -03"
    assert zone_in_words("UTC", A_SUNDAY) == "UTC"
    with override("de"):
        assert zone_in_words("Europe/Stockholm", A_SUNDAY) == "Zeit in Stockholm, MEZ"


def test_a_zone_that_was_dropped_since_breaks_no_page(northwind):
    invitation = invited(northwind)
    change(invitation, time_zone="Atlantis/Harbour")
    assert arrive().get(address(invitation)).status_code == 200


def test_lists_are_written_as_each_language_does():
    assert listed([]) == ""
    assert listed(["one"]) == "one"
    assert listed(["one", "two", "three"]) == "one, two and three"
    with override("fr"):
        assert listed(["un", "deux"]) == "un et deux"

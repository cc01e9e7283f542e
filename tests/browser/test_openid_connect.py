"""Logging in through a company's provider, in a browser that obeys our content policy."""

import pytest

from accounts.models import User
from tests.browser.conftest import serving
from tests.servers.identity import CLIENT_ID, CLIENT_SECRET, IdentityProvider


@pytest.fixture
def provider():
    provider = IdentityProvider().start()
    yield provider
    provider.stop()


@pytest.fixture
def address(committed, provider, tmp_path):
    names = {
        "OIDC_SERVER_URL": provider.url,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "OIDC_NAME": "Example Login",
    }
    with serving(tmp_path, **names) as url:
        yield url


def test_the_button_leads_to_the_provider_and_back_to_an_account(address, provider, page, complaints):
    found = complaints(page)
    page.goto(f"{address}/login/")
    page.get_by_role("button", name="Example Login").click()
    page.wait_for_url("**/3rdparty/signup/")
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/companies/new/")
    user = User.objects.get()
    assert (user.name, user.email) == ("Erika Muster", "erika@mail.example")
    assert found == []

"""Logging in through a company's own provider: a real one, over HTTP, that may be wrong, away or slow."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import OutboxMail, User
from tests.conftest import PASSWORD, make_user
from tests.servers.identity import CLIENT_ID, CLIENT_SECRET, IdentityProvider
from tests.servers.wire import Wire
from tests.waiting import SLACK

START = "/oidc/company/login/"
SIGN_UP = "/3rdparty/signup/"
NOT_LOGGED_IN = "That login did not come through"


@pytest.fixture(scope="module")
def running_provider():
    provider = IdentityProvider().start()
    yield provider
    provider.stop()


@pytest.fixture
def provider(db, no_tries_so_far, running_provider, settings):
    running_provider.behave()
    app = {"provider_id": "company", "name": "Example Login", "client_id": CLIENT_ID, "secret": CLIENT_SECRET}
    app["settings"] = {"server_url": running_provider.url}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1
    return running_provider


@pytest.fixture
def wire(provider, settings):
    """Every word between us and the provider goes through this."""
    wire = Wire("127.0.0.1", provider.port)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [app | {"settings": {"server_url": f"http://127.0.0.1:{wire.port}"}}], "OAUTH_PKCE_ENABLED": True}
    }
    yield wire
    wire.mend()
    wire.cut()


def log_in(provider, client=None, **changes):
    """Press the button, say yes over there, come back."""
    client = client or Client()
    back = provider.authorize(client.post(START)["Location"])
    for old, new in changes.items():
        back = back.replace(old, new)
    return client, client.get(back)


def sign_up(provider, **changes):
    """Log in for the first time: look over what we may keep, and agree."""
    client, answer = log_in(provider)
    assert answer["Location"] == SIGN_UP
    form = {"name": provider.person["name"], "email": provider.person["email"], "agree": "on"} | changes
    return client, client.post(SIGN_UP, form)


def user_of(client):
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def expect_nobody(client, answer):
    assert answer.status_code == 401
    assert NOT_LOGGED_IN in answer.content.decode()
    assert user_of(client) is None
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


def test_the_first_login_asks_before_it_makes_an_account(provider):
    client, answer = log_in(provider)
    page = client.get(answer["Location"]).content.decode()
    assert 'value="Erika Muster"' in page
    assert 'value="erika@mail.example"' in page
    assert not User.objects.exists()


def test_the_first_login_makes_an_account_with_name_and_proved_address(provider):
    client, answer = sign_up(provider)
    assert answer.status_code == 302
    user = user_of(client)
    assert (user.name, user.email) == ("Erika Muster", "erika@mail.example")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert client.get("/account/").status_code == 200


def test_the_second_login_is_the_same_account_even_with_a_new_address(provider):
    first, _ = sign_up(provider)
    provider.person["email"] = "erika.new@mail.example"
    second, _ = log_in(provider)
    assert user_of(first) == user_of(second)
    assert User.objects.count() == 1


def test_the_question_to_the_provider_names_state_nonce_and_challenge(provider):
    asked = parse_qs(urlsplit(Client().post(START)["Location"]).query)
    assert asked.keys() >= {"state", "nonce", "code_challenge"}
    again = parse_qs(urlsplit(Client().post(START)["Location"]).query)
    assert asked["nonce"] != again["nonce"]
    assert "email" in asked["scope"][0]


def test_an_address_that_the_provider_did_not_prove_has_to_be_confirmed(provider):
    provider.person["email_verified"] = False
    client, answer = sign_up(provider)
    assert answer.status_code == 302
    assert user_of(client) is None
    assert not EmailAddress.objects.get(email="erika@mail.example").verified
    assert OutboxMail.objects.filter(company=None, to="erika@mail.example").exists()


def test_an_address_that_the_person_wrote_instead_is_not_taken_as_proved(provider):
    client, _ = sign_up(provider, email="somebody.else@mail.example")
    assert user_of(client).email == "erika@mail.example"
    assert not EmailAddress.objects.filter(email="somebody.else@mail.example", verified=True).exists()


@pytest.mark.parametrize("proved", [True, False])
def test_an_account_with_the_same_address_is_not_taken_over(provider, proved):
    mine = make_user("Erika, who was here first", "erika@mail.example")
    provider.person["email_verified"] = proved
    client, answer = sign_up(provider)
    assert answer.status_code == 302
    assert user_of(client) is None
    assert not SocialAccount.objects.exists()
    assert list(User.objects.all()) == [mine]
    told = OutboxMail.objects.get(company=None, to="erika@mail.example")
    assert "already" in told.text


def test_somebody_who_is_logged_in_may_connect_the_provider_and_use_it_from_then_on(provider):
    mine = make_user("Erika", "erika@mail.example")
    client = Client()
    client.post("/login/", {"login": mine.email, "password": PASSWORD})
    answer = client.get(provider.authorize(client.post(f"{START}?process=connect")["Location"]))
    assert answer["Location"] == "/reauthenticate/"
    assert not SocialAccount.objects.exists()
    client.post("/reauthenticate/", {"password": PASSWORD})
    assert SocialAccount.objects.get().user == mine
    other, _ = log_in(provider)
    assert user_of(other) == mine


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "http://elsewhere.example"},
        {"aud": "somebody else"},
        {"exp": 1},
        {"sub": "u-2"},
    ],
    ids=["nonce", "no nonce", "issuer", "audience", "expired", "another person"],
)
def test_a_wrong_claim_logs_nobody_in(provider, claims):
    provider.claims = claims
    expect_nobody(*log_in(provider))


def test_a_token_signed_by_somebody_else_logs_nobody_in(provider):
    provider.signs_with_another_key = True
    expect_nobody(*log_in(provider))


def test_an_answer_without_a_token_logs_nobody_in(provider):
    provider.sends_no_id_token = True
    expect_nobody(*log_in(provider))


def test_userinfo_about_another_person_logs_nobody_in(provider):
    provider.userinfo = {"sub": "u-2"}
    expect_nobody(*log_in(provider))


def test_a_wrong_state_logs_nobody_in(provider):
    expect_nobody(*log_in(provider, **{"state=": "state=x"}))


def test_an_answer_carried_into_another_browser_logs_nobody_in(provider):
    back = provider.authorize(Client().post(START)["Location"])
    victim = Client()
    expect_nobody(victim, victim.get(back))


def test_an_answer_counts_once(provider):
    client = Client()
    back = provider.authorize(client.post(START)["Location"])
    client.get(back)
    again = Client(headers={"cookie": ""})
    assert again.get(back).status_code == 401
    assert client.get(back).status_code == 401


def test_who_says_no_over_there_is_told_so_and_is_nobody_here(provider):
    client = Client()
    state = parse_qs(urlsplit(client.post(START)["Location"]).query)["state"][0]
    answer = client.get(f"{START}callback/?error=access_denied&state={state}", follow=True)
    assert answer.status_code == 200
    assert user_of(client) is None


@pytest.mark.parametrize("path", ["/token", "/jwks", "/userinfo"])
@pytest.mark.parametrize("words", ["", "<html>", "[]", "{}"])
def test_a_provider_that_fails_half_way_logs_nobody_in(provider, path, words):
    provider.broken = {path: words or " "}
    expect_nobody(*log_in(provider))


@pytest.mark.parametrize("trouble", ["cut", "hush"])
def test_a_provider_that_is_away_or_silent_gives_a_page_at_once(provider, wire, trouble):
    client = Client()
    getattr(wire, trouble)()
    began = time.monotonic()
    expect_nobody(client, client.post(START))
    assert time.monotonic() - began < 3 + SLACK


@pytest.mark.parametrize("trouble", ["cut", "hush"])
def test_a_provider_that_goes_away_while_the_person_is_there_logs_nobody_in(provider, wire, trouble):
    client = Client()
    back = provider.authorize(client.post(START)["Location"])
    getattr(wire, trouble)()
    expect_nobody(client, client.get(back))


def test_a_visit_by_link_asks_before_it_sends_anybody_away(provider):
    answer = Client().get(START)
    assert answer.status_code == 200
    assert "Log in with Example Login" in answer.content.decode()


def test_the_button_is_there_with_a_provider_and_gone_without(provider, settings):
    assert "Go on with Example Login" in Client().get("/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert START not in Client().get("/login/").content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", [START, f"{START}callback/", "/oidc/another/login/"])
def test_without_a_provider_there_is_no_such_address(db, method, path):
    assert getattr(Client(), method)(path).status_code == 404

"""From nobody to a member: signing up, confirming, logging in, forgetting the password."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import OutboxMail, User
from tests.conftest import PASSWORD

GOOD = {"name": "Dana Novak", "email": "Dana@Example.com", "password1": "some unrelated words"}


@pytest.fixture(autouse=True)
def no_rate_limits_of_other_tests():
    cache.clear()


def newest_link(to: str) -> str:
    mail = OutboxMail.objects.filter(to__iexact=to).order_by("-created_at").first()
    return re.search(r"http://testserver(/\S+)", mail.text).group(1)


def test_signing_up_asks_for_a_confirmation_and_then_leads_to_a_first_company(db):
    client = Client()
    answer = client.post("/signup/", GOOD, follow=True)
    assert answer.redirect_chain[-1][0] == "/confirm-email/"
    user = User.objects.get()
    assert (user.email, user.name) == ("dana@example.com", "Dana Novak")
    assert client.get("/account/").status_code == 302
    answer = client.post(newest_link("dana@example.com"), follow=True)
    assert answer.redirect_chain[-1][0] == "/companies/new/"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "dana@example"}, "valid"),
        ({"password1": "short"}, "12 characters"),
        ({"password1": "dana@example.com"}, "too similar"),
        ({"name": ""}, "required"),
        ({"name": "Alice\n\nYour account is locked"}, "one line"),
        ({"name": "See https://evil.example"}, "without a link"),
    ],
)
def test_a_wrong_entry_is_explained_and_the_rest_is_kept(change, sentence, db):
    answer = Client().post("/signup/", GOOD | change)
    text = answer.content.decode()
    assert sentence in text
    assert not User.objects.exists()
    if "name" not in change:
        assert 'value="Dana Novak"' in text


def test_an_address_that_is_known_already_is_not_given_away(alice):
    answer = Client().post("/signup/", GOOD | {"email": alice.email}, follow=True)
    assert answer.redirect_chain[-1][0] == "/confirm-email/"
    assert User.objects.count() == 1
    assert OutboxMail.objects.get(to=alice.email).kind == "account_already_exists"


def test_logging_in_with_any_case_of_the_address(alice, northwind):
    answer = Client().post("/login/", {"login": "ALICE@northwind.example", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/c/northwind/"


def test_a_wrong_password_is_refused_and_too_many_are_stopped_for_a_while(alice):
    client = Client()
    answers = [client.post("/login/", {"login": alice.email, "password": "wrong, all of it"}) for _ in range(6)]
    assert "E-mail and password do not match." in answers[0].content.decode()
    answer = client.post("/login/", {"login": alice.email, "password": PASSWORD})
    assert "That was too often." in answer.content.decode()
    assert client.get("/account/").status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail_and_the_link_works_once(alice):
    client = Client()
    client.post("/password/reset/", {"email": alice.email})
    link = newest_link(alice.email)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "another set of words", "password2": "another set of words"})
    assert Client().login(request=None, email=alice.email, password="another set of words") or User.objects.get().check_password(
        "another set of words"
    )
    again = Client().get(link, follow=True)
    assert "password1" not in again.content.decode()


def test_logging_out_everywhere_else_ends_the_other_sessions(alice, northwind):
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/login/", {"login": alice.email, "password": PASSWORD})
        assert client.get("/c/northwind/").status_code == 200
    here.get("/sessions/")
    here.post("/sessions/")
    assert here.get("/c/northwind/").status_code == 200
    assert there.get("/c/northwind/").status_code == 302


def test_a_person_changes_their_name(alice, log_in):
    client = log_in(alice)
    assert client.post("/account/", {"name": "  "}).status_code == 422
    client.post("/account/", {"name": "Alice O. Okafor"})
    assert User.objects.get().name == "Alice O. Okafor"


def test_a_changed_password_is_said_to_its_owner_by_mail(alice, log_in):
    client = Client()
    client.post("/login/", {"login": alice.email, "password": PASSWORD})
    form = {"oldpassword": PASSWORD, "password1": "another set of words", "password2": "another set of words"}
    answer = client.post("/password/change/", form)
    if "/reauthenticate/" in answer.headers.get("Location", ""):
        client.post(answer.headers["Location"], {"password": PASSWORD})
    assert "password_changed" in OutboxMail.objects.values_list("kind", flat=True)
    assert User.objects.get().check_password("another set of words")

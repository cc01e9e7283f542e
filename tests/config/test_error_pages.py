"""What people see when something is amiss: each page from a real request to the real server."""

import json

import pytest

from tests.servers.visitor import reference
from tests.waiting import SLACK

PAGES = {
    400: "We could not read that",
    403: "This page is not shared with you",
    404: "Nothing lives at this address",
    405: "This address takes a form",
    413: "That is too large for us",
    429: "A short pause, please",
    500: "That did not work, and it is on us",
    503: "We will be right back",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def expect_page(answer, status, heading=""):
    assert answer.status == status
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert (heading or PAGES[status]) in answer.text
    assert answer["X-Request-ID"] == reference(answer) != ""
    assert "Traceback" not in answer.text
    with pytest.raises(ValueError):
        json.loads(answer.text)


def test_a_request_that_makes_no_sense_is_a_400(house):
    expect_page(house.visitor().get("/say-no/words/"), 400)


def test_a_host_that_is_not_ours_is_a_400(house):
    stranger = house.visitor()
    stranger.host = "elsewhere.example"
    expect_page(stranger.get("/"), 400)


def test_a_page_for_another_role_is_a_403(house, carol, session_of):
    expect_page(house.visitor(session_of(carol)).get("/c/northwind/audit/"), 403)


def test_a_form_from_nowhere_is_a_403_that_says_the_form_expired(house):
    answer = house.visitor().ask("POST", "/login/", b"login=x", FORM)
    expect_page(answer, 403, "This form was open for too long")


@pytest.mark.parametrize("path", ["/nowhere/", "/c/nowhere/"])
def test_what_is_not_there_is_a_404(house, alice, session_of, path):
    expect_page(house.visitor(session_of(alice)).get(path), 404)


def test_a_way_of_asking_that_an_address_does_not_know_is_a_405(house):
    answer = house.visitor().ask("OPTIONS", "/livez", b"", {})
    expect_page(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


def test_a_static_file_that_is_not_there_is_a_404(house):
    assert house.visitor().get("/static/css/nowhere.css").status == 404


def test_a_form_that_is_too_large_is_a_413_that_says_the_limit(house):
    answer = house.visitor().post("/login/", {"login": "x" * 13 * 1024**2})
    expect_page(answer, 413)
    assert "We take up to 12 MB at once." in answer.text


def test_too_many_tries_are_a_429_that_says_when_to_come_back(house):
    visitor = house.visitor()
    answers = (visitor.post("/password/reset/", {"email": f"person{number}@mail.example"}) for number in range(60))
    refused = next(answer for answer in answers if answer.status not in (200, 302))
    expect_page(refused, 429)
    assert refused["Retry-After"] == "60"
    assert '<span class="num">60 seconds</span>' in refused.text


def test_what_nobody_foresaw_is_a_500_with_a_reference_and_no_detail(house):
    answer = house.visitor().get("/fail/unspeakable/")
    expect_page(answer, 500)
    assert "unspeakable" not in answer.text
    assert "Unforeseen" not in answer.text


def test_a_500_comes_with_its_page_for_somebody_who_is_logged_in(house, alice, session_of):
    expect_page(house.visitor(session_of(alice)).get("/fail/unspeakable/"), 500)


def expect_unavailable(answer):
    expect_page(answer, 503)
    assert answer["Retry-After"] == "15"
    assert '<span class="num">15 seconds</span>' in answer.text


def test_a_database_that_goes_away_in_mid_request_is_a_503(house):
    expect_unavailable(house.visitor().get("/lose-the-database/"))


@pytest.mark.parametrize("path", ["/", "/account/", "/c/northwind/", "/admin/", "/nowhere/"])
def test_without_a_database_every_page_is_a_503(house, alice, session_of, path):
    visitor = house.visitor(session_of(alice))
    house.postgres.cut()
    expect_unavailable(visitor.get(path))


def test_a_database_that_says_nothing_is_a_503_before_people_give_up(house, alice, session_of):
    visitor = house.visitor(session_of(alice))
    house.postgres.hush()
    answer = visitor.get("/account/")
    expect_unavailable(answer)
    assert answer.seconds < 5 + SLACK


def test_without_redis_a_form_that_counts_tries_is_a_503(house):
    visitor = house.visitor()
    visitor.get("/login/")
    house.redis.cut()
    expect_unavailable(visitor.post("/login/", {"login": "a@mail.example", "password": "x"}))


def test_a_page_works_again_when_the_database_is_back(house, alice, session_of):
    visitor = house.visitor(session_of(alice))
    house.postgres.cut()
    assert visitor.get("/account/").status == 503
    house.postgres.mend()
    assert visitor.get("/account/").status == 200

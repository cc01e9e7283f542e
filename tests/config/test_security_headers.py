"""What every answer of production tells the browser."""

import re

import pytest

from tests.servers.visitor import HOST

PAGES = ["/", "/login/", "/signup/", "/nowhere/", "/fail/words/", "/say-no/words/", "/livez"]
STATIC = ["/static/css/base.css", "/static/js/app.js", "/static/img/favicon.svg", "/static/nowhere.css"]


def directives(answer):
    [policy] = answer.headers.get_all("Content-Security-Policy")
    return {name: set(values.split()) for name, _, values in (part.strip().partition(" ") for part in policy.split(";"))}


def expect_transport_headers(answer):
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def expect_page_headers(answer):
    expect_transport_headers(answer)
    assert answer["X-Frame-Options"] == "DENY"
    policy = directives(answer)
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == {"'none'"}
    assert policy["form-action"] == policy["connect-src"] == policy["font-src"] == {"'self'"}
    for values in policy.values():
        assert not [value for value in values if "unsafe" in value or value in ("*", "https:", "http:")]
    allowed = answer["Permissions-Policy"]
    assert "microphone=(self)" in allowed
    assert "camera=(self)" in allowed
    for nobody in ("geolocation=()", "payment=()", "usb=()"):
        assert nobody in allowed


@pytest.mark.parametrize("path", PAGES)
def test_every_page_and_every_error_is_guarded(house, path):
    expect_page_headers(house.visitor().get(path))


@pytest.mark.parametrize("path", ["/", "/account/", "/c/northwind/", "/c/northwind/settings/", "/c/northwind/audit/"])
def test_every_page_of_a_member_is_guarded(house, alice, northwind, session_of, path):
    answer = house.visitor(session_of(alice)).get(path)
    assert answer.status in (200, 302)
    expect_page_headers(answer)


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/login/"])
def test_the_admin_is_guarded_by_the_same_policy(house, alice, session_of, path):
    type(alice).objects.filter(pk=alice.pk).update(is_staff=True, is_superuser=True)
    answer = house.visitor(session_of(alice)).get(path)
    assert answer.status in (200, 302)
    expect_page_headers(answer)


@pytest.mark.parametrize("trouble", ["postgres", "redis"])
def test_an_answer_without_a_service_is_guarded(house, trouble):
    getattr(house, trouble).cut()
    answer = house.visitor().post("/login/", {"login": "a@mail.example", "password": "x"})
    assert answer.status == 503
    expect_page_headers(answer)


@pytest.mark.parametrize("path", STATIC)
def test_static_files_are_guarded(house, path):
    answer = house.visitor().get(path)
    expect_transport_headers(answer)
    if answer.status == 200:
        assert directives(answer) == {"default-src": {"'none'"}, "sandbox": set()}


def test_a_nonce_is_new_with_each_answer_and_is_the_one_on_the_page(house, northwind, alice, session_of):
    visitor = house.visitor(session_of(alice))
    seen = set()
    for _ in range(3):
        answer = visitor.get("/c/northwind/settings/")
        [in_policy] = {value for value in directives(answer)["style-src"] | directives(answer)["script-src"] if "nonce" in value}
        on_page = set(re.findall(r'nonce="([^"]+)"', answer.text))
        assert on_page == {in_policy.removeprefix("'nonce-").rstrip("'")}
        seen |= on_page
    assert len(seen) == 3
    assert min(map(len, seen)) >= 22, "128 bits"


def test_no_page_holds_a_script_or_a_style_that_the_policy_would_refuse(house, northwind, alice, session_of):
    visitor = house.visitor(session_of(alice))
    for path in ("/c/northwind/", "/c/northwind/team/", "/c/northwind/settings/", "/account/"):
        text = visitor.get(path).text
        assert not re.search(r"<style(?![^>]*nonce=)", text)
        assert not re.search(r"<script(?![^>]*(?:src=|nonce=|application/json))", text)
        assert not re.search(r"\son[a-z]+=\"", text)
        assert not re.search(r"\sstyle=\"", text)


def test_cookies_of_production_are_bound_to_the_host_and_out_of_reach(house, alice, session_of):
    from tests.conftest import PASSWORD

    visitor = house.visitor()
    page = visitor.get("/login/")
    answer = visitor.post("/login/", {"login": alice.email, "password": PASSWORD})
    assert answer.status == 302
    cookies = [cookie for each in (page, answer) for cookie in each.headers.get_all("Set-Cookie", []) if '=""' not in cookie]
    assert {cookie.partition("=")[0] for cookie in cookies} >= {"__Host-colloquy_csrf", "__Host-colloquy_session"}
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
        assert flags >= {"secure", "httponly", "samesite=lax", "path=/"}
        assert not [flag for flag in flags if flag.startswith("domain")]


def test_plain_http_is_sent_to_https_except_for_the_probes(house):
    visitor = house.visitor()
    answer = visitor.get("/login/", **{"X-Forwarded-Proto": "http"})
    assert (answer.status, answer["Location"]) == (301, f"https://{HOST}/login/")
    assert visitor.get("/livez", **{"X-Forwarded-Proto": "http"}).status == 200


def test_a_page_of_a_person_is_not_kept_by_caches(house, northwind, alice, session_of):
    answer = house.visitor(session_of(alice)).get("/c/northwind/")
    assert "Cookie" in answer["Vary"]

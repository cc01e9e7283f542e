"""The link in the mail: whom it lets in, to what, and what strangers learn from it."""

from datetime import timedelta
from itertools import count

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.links import hash_of, new_token
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Invitation, Job
from interviews.services.jobs import delete_job
from resumes.models import Candidate
from tests.interviews.invited import TOKEN, address, agree, arrive, change, invited, now
from tests.test_permissions import same

_addresses = count(1)
STEPS = [
    "",
    "slot/",
    "slot/interview.ics",
    "consent/",
    "decline/",
    "adjustment/",
    "resume/",
    "check/",
    "check/line/",
    "practice/",
    "ready/",
    "start/",
]


@pytest.fixture
def stranger():
    """From an address of its own: misses are counted for each."""
    return Client(REMOTE_ADDR=f"198.51.100.{next(_addresses)}")


def test_the_link_opens_the_invitation_and_leaves_the_token_behind(northwind):
    invitation = invited(northwind)
    client = Client()
    answer = client.get(f"/i/{TOKEN}/")
    assert (answer.status_code, answer["Location"]) == (302, address(invitation))
    assert "Backend engineer, Payments" in client.get(answer["Location"]).content.decode()


def test_without_the_link_an_address_answers_like_one_that_is_not_there(northwind, stranger):
    invitation = invited(northwind)
    missing = stranger.get("/interview/00000000-0000-4000-8000-000000000000/")
    for step in STEPS:
        answer = stranger.get(address(invitation, step))
        assert answer.status_code == 404, step
        assert same(answer, missing), step


def test_links_that_never_were_that_were_replaced_and_that_are_no_tokens_look_alike(northwind, stranger):
    invitation = invited(northwind)
    with company_scope(northwind):
        change(invitation, token_hash=hash_of("a newer one"))
    unknown = stranger.get(f"/i/{new_token()}/")
    assert unknown.status_code == 404
    for token in (TOKEN, "x", "%00", "a" * 3_000, "%ff%fe", "💬"):
        assert same(stranger.get(f"/i/{token}/"), unknown), token


def test_what_is_looked_for_is_the_same_whatever_the_link_is(northwind, stranger, django_assert_num_queries):
    invited(northwind)
    for token in (new_token(), "x", "a" * 3_000):
        with django_assert_num_queries(5):  # the transaction of the scope, its setting, and the one question
            stranger.get(f"/i/{token}/")


def test_trying_out_links_ends_after_twenty_a_minute(northwind):
    invited(northwind)

    def one_round(address: str) -> list[int]:
        somebody = Client(REMOTE_ADDR=address)
        # The right one, too, until the minute is over: else the limit would say which one it is.
        return [somebody.get(f"/i/{token}/").status_code for token in (*(new_token() for _ in range(30)), TOKEN)]

    # The count begins anew with each minute. Of two rounds, each from an address of its own, one lies within a minute.
    rounds = [one_round("203.0.113.7"), one_round("203.0.113.8")]
    assert [404] * 20 + [429] * 11 in rounds


def test_whoever_came_by_their_link_comes_back_by_it_whatever_others_at_their_address_try(northwind):
    invited(northwind)
    invited(northwind, "another-token", email="kim@post.example")

    def one_round(address: str) -> list[int]:
        candidate, guesser = Client(REMOTE_ADDR=address), Client(REMOTE_ADDR=address)
        opened = candidate.get(f"/i/{TOKEN}/").status_code
        misses = [guesser.get(f"/i/{new_token()}/").status_code for _ in range(21)]
        back = [
            client.get(f"/i/{token}/").status_code for client, token in ((candidate, TOKEN), (guesser, TOKEN), (candidate, "another-token"))
        ]
        return [opened, *misses, *back]

    rounds = [one_round("203.0.113.9"), one_round("203.0.113.10")]
    assert [302, *[404] * 20, 429, 302, 429, 429] in rounds


def test_ten_thousand_tries_find_nothing(northwind, stranger):
    invited(northwind)
    found = {stranger.get(f"/i/{new_token()}/").status_code for _ in range(200)}
    assert found <= {404, 429}
    # The other 9,800, without the pages: a token is found by its hash alone.
    with company_scope(northwind):
        assert not Invitation.objects.filter(token_hash__in=[hash_of(new_token()) for _ in range(9_800)]).exists()


def test_a_right_link_counts_as_no_try(northwind, stranger):
    invited(northwind)
    assert [stranger.get(f"/i/{TOKEN}/").status_code for _ in range(30)] == [302] * 30


def test_without_redis_candidates_still_come_in(northwind, stranger, settings):
    settings.CACHES = settings.CACHES | {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}}
    invited(northwind)
    assert stranger.get(f"/i/{TOKEN}/").status_code == 302


def test_opening_is_not_noted_before_somebody_is_there(northwind):
    """Programs that look through mail open links, and their pages."""
    invitation = invited(northwind)
    client = arrive()
    client.get(address(invitation))
    client.get(address(invitation) + "?zone=Asia/Tokyo")
    client.head(f"/i/{TOKEN}/")
    assert (now(invitation).opened_at, now(invitation).time_zone, now(invitation).step) == (None, "", "landing")
    client.post(address(invitation, "arrived/"), {"time_zone": "America/Bogota"})
    seen = now(invitation)
    assert seen.opened_at is not None
    assert seen.time_zone == "America/Bogota"
    client.post(address(invitation, "arrived/"), {"time_zone": "America/Bogota"})
    assert now(invitation).opened_at == seen.opened_at


def test_whoever_presses_something_without_a_script_has_opened_it(northwind):
    invitation = invited(northwind)
    agree(arrive(), invitation)
    assert now(invitation).opened_at is not None


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "x" * 500, "Europe/"])
def test_a_zone_that_is_none_is_not_kept(northwind, zone):
    invitation = invited(northwind)
    client = arrive()
    assert client.post(address(invitation, "arrived/"), {"time_zone": zone}).status_code == 204
    assert now(invitation).time_zone == ""
    assert client.get(address(invitation), {"zone": zone}).status_code == 200


def test_the_deadline_reads_as_it_is_where_the_browser_is(northwind):
    invitation = invited(northwind, deadline=timezone.now().replace(month=12, day=1, hour=22, minute=30) + timedelta(days=365))
    client = arrive()
    page = client.get(address(invitation)).content.decode()
    assert "23:30" in page
    assert "Stockholm time, CET" in page
    fragment = client.get(address(invitation) + "?zone=Asia/Tokyo").content.decode()
    assert "07:30" in fragment
    assert "Tokyo time, JST" in fragment
    assert "<html" not in fragment


def test_a_zone_chosen_by_hand_stays_on_this_device(northwind):
    invitation = invited(northwind)
    client = arrive()
    client.post(address(invitation, "zone/"), {"time_zone": "Europe/Vienna"})
    client.post(address(invitation, "arrived/"), {"time_zone": "Asia/Tokyo"})
    assert now(invitation).time_zone == "Europe/Vienna"
    page = client.get(address(invitation)).content.decode()
    assert "Vienna time" in page
    assert "data-zone" not in page


def test_a_new_link_ends_the_sessions_that_older_ones_opened(northwind, stranger):
    invitation = invited(northwind)
    first = arrive(accept_language="de")
    change(invitation, token_hash=hash_of("sent again"), link_number=2)
    second = arrive("sent again")
    for step in STEPS:
        answer = first.get(address(invitation, step))
        page = answer.content.decode()
        assert (answer.status_code, "Ein neuerer Link wurde gesendet" in page) == (410, True), step
        assert "Northwind Logistics" in page
        assert "Backend engineer" not in page and "Dana" not in page
    before = now(invitation)
    for step in ("decline/", "consent/", "arrived/", "language/", "start/", "room/draft/"):
        assert first.post(address(invitation, step), {"language": "fr"}).status_code == 410, step
    assert (now(invitation).declined_at, now(invitation).opened_at, now(invitation).language) == (None, before.opened_at, "")
    assert second.get(address(invitation)).status_code == 200
    assert same(stranger.get(f"/i/{TOKEN}/"), stranger.get("/i/no-such-token/"))
    assert same(stranger.get(address(invitation)), stranger.get("/interview/00000000-0000-4000-8000-000000000000/"))


def test_a_form_that_expired_says_first_that_a_newer_link_was_sent(northwind):
    invitation = invited(northwind)
    client = arrive(client=Client(enforce_csrf_checks=True))
    assert client.post(address(invitation, "decline/")).status_code == 403
    change(invitation, token_hash=hash_of("sent again"), link_number=2)
    answer = client.post(address(invitation, "decline/"))
    assert (answer.status_code, "A newer link was sent" in answer.content.decode()) == (410, True)


def test_a_second_link_in_one_browser_takes_the_place_of_the_first(northwind):
    one, other = invited(northwind), invited(northwind, "another-token", email="kim@post.example")
    client = arrive("another-token", arrive())
    assert client.get(address(other)).status_code == 200
    for step in STEPS:
        assert client.get(address(one, step)).status_code == 404
    assert client.post(address(one, "decline/")).status_code == 404
    assert now(one).declined_at is None


def test_a_session_of_one_company_opens_nothing_of_another(northwind, southgate):
    here, there = invited(northwind), invited(southgate, "theirs", email="kim@post.example")
    client = arrive()
    assert client.get(address(there)).status_code == 404
    assert client.get(address(here)).status_code == 200


def test_a_browser_gets_a_new_session_key_and_a_member_keeps_theirs(northwind, carol, log_in):
    invitation = invited(northwind)
    visitor = Client()
    visitor.session.save()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = planted = visitor.session.session_key or ""
    arrive(client=visitor)
    assert visitor.session.session_key != planted
    member = log_in(carol)
    key = member.session.session_key
    arrive(client=member)
    assert member.session.session_key == key
    assert member.get(address(invitation)).status_code == 200
    assert member.get("/c/northwind/").status_code == 200


def test_a_candidate_is_nobody_in_the_company(northwind):
    invited(northwind)
    client = arrive()
    assert client.get("/c/northwind/").status_code == 302
    assert client.get("/account/").status_code == 302


PAST = timezone.now() - timedelta(hours=1)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"deadline": PAST}, "The time for this interview has passed"),
        ({"revoked_at": PAST}, "This interview is closed"),
        ({"declined_at": PAST}, "You have declined this invitation"),
        ({"withdrawn_at": PAST}, "You have ended the interview"),
        ({"started_at": PAST, "completed_at": PAST}, "Your interview is complete"),
    ],
    ids=["expired", "revoked", "declined", "withdrawn", "completed"],
)
def test_a_link_that_has_ended_says_how_wherever_one_was(northwind, fields, says):
    invitation = invited(northwind, invited_by=None)
    client = arrive()
    agree(client, invitation)
    change(invitation, **fields)
    arrive(client=client)
    # What somebody agreed to stays theirs to read and to take back after their interview.
    theirs = {"consent/", "consent/take-back/"} if "completed_at" in fields else set()
    for step in STEPS:
        answer = client.get(address(invitation, step))
        assert answer.status_code == (200 if step in theirs else 410), step
        assert step in theirs or says in answer.content.decode()
    before = now(invitation)
    for step in {"decline/", "consent/", "consent/take-back/", "adjustment/", "check/", "start/"} - theirs:
        assert client.post(address(invitation, step), {"needs": "extra-time", "agree": "on"}).status_code == 410
    assert (now(invitation).declined_at, now(invitation).step) == (before.declined_at, before.step)


def test_the_page_of_a_closed_link_says_whom_to_write_to(northwind, carol):
    with company_scope(northwind):
        northwind.contact_email = "people@northwind.example"
        northwind.save()
    invitation = invited(northwind, revoked_at=PAST, invited_by=carol)
    client = arrive()
    assert "people@northwind.example" in client.get(address(invitation)).content.decode()
    with company_scope(northwind):
        northwind.contact_email = ""
        northwind.save()
    assert (
        "Reply to the mail with your invitation: a person at Northwind Logistics will read it."
        in client.get(address(invitation)).content.decode()
    )


def test_a_closed_job_closes_its_links_but_not_on_whoever_has_begun(northwind):
    invitation = invited(northwind)
    client = arrive()
    with company_scope(northwind):
        Job.objects.update(status="closed")
    answer = client.get(address(invitation))
    assert (answer.status_code, "This interview is closed" in answer.content.decode()) == (410, True)
    change(invitation, started_at=PAST)
    assert client.get(address(invitation)).status_code == 200


def test_an_erased_candidates_link_is_an_unknown_one_and_their_open_page_says_it_is_closed(northwind, stranger):
    invitation = invited(northwind)
    client = arrive()
    with company_scope(northwind):
        Candidate.objects.get(pk=invitation.candidate_id).delete()
    answer = client.get(address(invitation))
    assert (answer.status_code, "This interview is closed" in answer.content.decode()) == (410, True)
    assert same(stranger.get(f"/i/{TOKEN}/"), stranger.get("/i/no-such-token/"))


def test_a_job_that_is_deleted_while_they_are_on_the_way_says_that_it_is_closed(northwind, stranger):
    invitation = invited(northwind)
    client = arrive(accept_language="de")
    agree(client, invitation)
    with company_scope(northwind):
        Job.objects.update(status=Job.Status.CLOSED)
        delete_job(job=invitation.job, by=Actor())
    for step in STEPS:
        answer = client.get(address(invitation, step))
        assert (answer.status_code, "Dieses Interview ist geschlossen" in answer.content.decode()) == (410, True), step
    for step in ("decline/", "consent/", "slot/", "start/"):
        assert client.post(address(invitation, step)).status_code == 410
    assert "Northwind Logistics" in answer.content.decode()
    assert "Northwind" not in stranger.get(address(invitation)).content.decode()


def test_candidates_pages_are_kept_in_no_cache(northwind):
    invitation = invited(northwind)
    assert "no-store" in arrive().get(address(invitation))["Cache-Control"]


@pytest.fixture(autouse=True)
def no_misses_so_far():
    with redis.Redis.from_url(settings.REDIS_URL) as store:
        for key in store.scan_iter("*missed-links*"):
            store.delete(key)
    assert cache.get("missed-links:nobody") is None

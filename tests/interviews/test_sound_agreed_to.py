"""No sound is recorded of whoever agreed that none would be, whatever the plan and the company's providers say later."""

from hashlib import sha256
from importlib import import_module

import pytest

from accounts.tenancy import company_scope, every_company, own_cursor
from interviews.consent import words_for
from interviews.models import Consent, Plan
from interviews.plans.content import Mode
from tests.interviews.invited import TYPING_ONLY, address, agree, arrive, invited
from tests.interviews.recording import READY
from tests.interviews.rooms import STEPS, page, say, turns_of, work
from tests.interviews.voices import pieces_of, recorded, segments_of
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures

LANGUAGES = ("en", "de", "es", "fr")
HOW = {"may_be_watched": False, "asks_for_resume": False}


def with_voice(invitation) -> None:
    """As the recruiter saves it after somebody has agreed."""
    with company_scope(invitation.company_id):
        plan = Plan.objects.get(job=invitation.job_id)
        plan.content["modes"] = [Mode.VOICE, Mode.TYPING]
        plan.save()


def on_the_way(northwind, plan):
    invitation, client = invited(northwind, plan=plan), arrive()
    agree(client, invitation)
    return client, invitation


def begin(client, invitation) -> None:
    for step in STEPS:
        client.post(address(invitation, step))
    client.post(address(invitation, "start/"))
    work(invitation)


def send(client, invitation, data: bytes):
    """A whole segment, as a page without a socket does."""
    room = address(invitation, "room/")
    epoch = client.post(f"{room}connect/").json()["epoch"]
    query = f"connection={epoch}&turn=1&epoch={epoch}&segment=1&piece=0"
    yield client.post(f"{room}piece/?{query}", data, content_type="application/octet-stream")
    said = {"connection": epoch, "turn": 1, "epoch": epoch, "segment": 1, "pieces": 1, "ms": 2000}
    yield client.post(f"{room}segment/", said | {"sha256": sha256(data).hexdigest()})


def test_who_agreed_that_no_sound_is_recorded_types_also_where_the_plan_allows_speech_later(committed, northwind, model, media):  # noqa: F811
    client, invitation = on_the_way(northwind, TYPING_ONLY)
    with_voice(invitation)
    assert "Try my microphone" not in client.get(address(invitation, "check/")).content.decode()
    begin(client, invitation)
    assert "data-hearing" not in page(client, invitation)
    for answer in send(client, invitation, recorded(READY)):
        assert (answer.status_code, answer.json()["kind"]) == (422, "not-yours")
    assert (pieces_of(invitation), segments_of(invitation)) == ([], [])
    say(client, invitation, "Yes, I am ready.")
    assert turns_of(invitation)[0].answer == "Yes, I am ready."


def test_who_agreed_to_speak_does(committed, northwind, model, media):  # noqa: F811
    client, invitation = on_the_way(northwind, {})
    assert "Try my microphone" in client.get(address(invitation, "check/")).content.decode()
    begin(client, invitation)
    assert "data-hearing" in page(client, invitation)
    assert [answer.status_code for answer in send(client, invitation, recorded(READY)[:4_000])] == [200, 200]


@pytest.mark.django_db
def test_the_page_of_who_agreed_to_type_goes_on_saying_so(northwind):
    client, invitation = on_the_way(northwind, TYPING_ONLY)
    with_voice(invitation)
    assert "It writes to you like a person" in client.get(address(invitation)).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_agreements_from_before_the_words_say_whether_somebody_may_be_heard(committed, northwind, language):
    invitation = invited(northwind)
    told = {}
    with company_scope(northwind):
        for by_typing in (True, False):
            words = words_for(invitation, language, by_typing=by_typing, **HOW)
            assert words.may_be_heard is not by_typing
            said = {"version": words.version, "language": language, "words": words.text}
            told[by_typing] = Consent.objects.create(company=northwind, invitation=invitation, **said).pk
    migration = import_module("interviews.migrations.0031_heard_as_agreed")
    with every_company("as a migration does"), own_cursor() as cursor:
        cursor.execute(migration.AS_AGREED, [migration.SILENT])
    with company_scope(northwind):
        heard = dict(Consent.objects.values_list("pk", "may_be_heard"))
    assert (heard[told[True]], heard[told[False]]) == (False, True)

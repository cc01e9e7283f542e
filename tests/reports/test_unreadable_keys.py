"""A company whose key can no longer be read has a provider that is away: what it does waits, and rules score nothing."""

from uuid import uuid4

import pytest

from accounts.gateway import has_provider
from accounts.services.audit import Actor
from accounts.services.provider_keys import set_provider_key
from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from ai.presets import PRESETS
from ai.results import Ability
from interviews.models import Segment
from reports.models import Assessment, Rating
from tests.interviews.recording import hear_once, stored
from tests.interviews.rooms import begun, say, turns_of
from tests.interviews.voices import recorded
from tests.interviews.wired import is_away
from tests.reports.assessed import assess, report_on
from tests.reports.peopled import over

pytestmark = pytest.mark.not_replayed


@pytest.fixture
def lose_key(committed, settings):
    """The platform has nobody, and the secret that the company's own key was encrypted with is gone."""

    def lose(company, provider: str = "openai") -> None:
        is_away(settings)
        key = {"secret": f"sk-own-{uuid4()}", "is_checked": True, "chosen_models": {}}
        set_provider_key(company=company, provider=provider, by=Actor(), **key)
        settings.ENCRYPTION_KEYS = ["dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE="]

    return lose


def test_its_answers_wait_and_rules_score_none(northwind, lose_key):
    invitation = over(northwind)
    lose_key(northwind)
    [turn] = turns_of(invitation)
    assess(invitation, turn)
    with company_scope(northwind):
        assert set(Assessment.objects.values_list("state", flat=True)) == {"waiting"}
        assert not Rating.objects.exists()
    assert report_on(invitation).state == "waiting"


def test_what_is_said_aloud_waits_to_be_understood(northwind, lose_key, media):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    lose_key(northwind)
    segment = stored(invitation, 2, 1, recorded("I mended the mail server."))
    assert not hear_once(segment)
    with company_scope(northwind):
        assert Segment.objects.get(pk=segment.pk).state == "coming"


def test_what_that_provider_never_did_is_done_as_before(northwind, southgate, lose_key):
    lose_key(northwind, "anthropic")
    found = {ability for ability in Ability if has_provider(northwind, ability)}
    assert found == {Ability.COMPLETE} == {ability for ability in PRESETS["anthropic"].abilities if ability is not Ability.EMBED}
    assert not has_provider(southgate, Ability.COMPLETE)


def test_where_the_platform_has_somebody_they_stand_in(northwind, lose_key, model, settings):
    ours = settings.AI
    lose_key(northwind)
    settings.AI = ours
    assert configuration_from({}) != settings.AI
    invitation = over(northwind)
    report_on(invitation)
    with company_scope(northwind):
        read_by = {each.made_by.get("provider", "rules") for each in Assessment.objects.filter(state="made")}
    assert read_by == {"openai"}

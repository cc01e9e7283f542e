"""While a company's key cannot be read nobody hears its spoken answers once more; when it can, they are taken up again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import ProviderKey
from accounts.services.audit import Actor
from accounts.services.provider_keys import set_provider_key
from accounts.tenancy import company_scope
from tests.interviews.test_heard_again import (  # noqa: F401 - fixtures
    BETTER,
    MISHEARD,
    SAID,
    be_due,
    dana,
    due,
    hear_again,
    heard_by,
    server,
    speak,
)
from tests.interviews.wired import is_away, running_server  # noqa: F401 - a fixture

OTHER = ["dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE="]


@pytest.fixture
def locked(northwind, dana, server, settings):  # noqa: F811
    """The company pays the better model itself, and its key cannot be read. Returns what brings it back."""
    speak(dana, 2, SAID)
    is_away(settings)
    settings.PROVIDER_ADDRESSES = settings.PROVIDER_ADDRESSES | {"openai": server.url}
    models = {"transcribe_again": BETTER}
    with company_scope(northwind):
        set_provider_key(company=northwind, provider="openai", secret=f"sk-{uuid4()}", is_checked=True, chosen_models=models, by=Actor())
    ours, settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS, OTHER

    def unlock() -> None:
        settings.ENCRYPTION_KEYS = ours

    return unlock


def test_it_waits_however_long_that_takes_and_is_heard_when_the_key_is_back(dana, server, locked):  # noqa: F811
    for _ in range(10):
        be_due(dana)
        turn = hear_again(dana)
        assert (turn.meant, turn.heard_again_at) == (MISHEARD, None)
        assert timedelta(minutes=29) < turn.listen_again_at - timezone.now() <= timedelta(minutes=30)
        assert turn.listen_again_tries == 2, "no report waits for it, and nobody gives it up"
    assert heard_by(server, BETTER) == 0
    locked()
    be_due(dana)
    assert 2 in due(dana)
    assert hear_again(dana).meant == SAID


def test_a_key_that_was_removed_is_waited_for_no_longer(dana, northwind, locked):  # noqa: F811
    hear_again(dana)
    with company_scope(northwind):
        ProviderKey.objects.all().delete()
    be_due(dana)
    assert hear_again(dana).listen_again_at is None


def test_a_key_of_somebody_who_hears_nothing_again_is_not_waited_for(dana, northwind, locked):  # noqa: F811
    with company_scope(northwind):
        ProviderKey.objects.update(chosen_models={})
    assert hear_again(dana).listen_again_at is None

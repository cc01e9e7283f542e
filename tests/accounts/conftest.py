"""A platform whose providers are a server of ours."""

from uuid import uuid4

import pytest

from ai.configuration import configuration_from
from ai.testing import ModelServer


@pytest.fixture(scope="session")
def running_provider():
    with ModelServer() as server:
        yield server


@pytest.fixture
def provider(running_provider, settings):
    """Whoever is asked for a model asks here. It behaves until it is told otherwise."""
    running_provider.behave()
    settings.PROVIDER_ADDRESSES = {"openai": running_provider.url, "groq": running_provider.url, "anthropic": running_provider.root}
    yield running_provider
    running_provider.behave()


@pytest.fixture
def platform(provider, settings):
    """Give the platform keys at some providers. They are new ones each time: a circuit belongs to a key."""

    def configure(*providers: str, **values: str):
        addresses = {f"{name.upper()}_BASE_URL": address for name, address in settings.PROVIDER_ADDRESSES.items()}
        keys = {f"{name.upper()}_API_KEY": f"sk-platform-{uuid4()}" for name in providers}
        settings.AI = configuration_from(addresses | keys | values)
        return settings.AI

    return configure

import pytest

from ai.testing import ModelServer
from tests.ai.asking import KEY


@pytest.fixture(scope="module")
def running_model_server():
    with ModelServer(key=KEY) as server:
        yield server


@pytest.fixture
def model_server(running_model_server):
    """A server of models that behaves until it is told otherwise."""
    running_model_server.behave()
    yield running_model_server
    running_model_server.behave()

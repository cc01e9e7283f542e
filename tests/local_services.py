"""Loaded before everything else: gives a test run a Postgres and a Redis of its own, and takes them away again."""

import os
from contextlib import ExitStack

import pytest

from config.local.browser import browser
from config.local.places import LOCAL_TEST, CannotStart, only_one
from config.local.services import services

_running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    """As a wrapper this runs before pytest-django reads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        try:
            _running.enter_context(only_one(LOCAL_TEST))
            found = _running.enter_context(services(LOCAL_TEST, durable=False, database="colloquy_test_base"))
        except CannotStart as problem:
            pytest.exit(str(problem), returncode=3)
        os.environ.update(found.environment)
        os.environ["SECRET_KEY"] = "only for tests, and long enough that nothing complains about it"
        os.environ["SITE_URL"] = "http://testserver"
        if path := browser():
            os.environ["CHROMIUM"] = path
    else:
        # One of Redis's databases for each test process, as each has a Postgres database of its own.
        number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"
    return (yield)


def pytest_unconfigure(config):
    _running.close()

"""Loaded before everything else: gives a test run a Postgres and a Redis of its own, and takes them away again."""

import os
from contextlib import ExitStack

import pytest

from config.local.browser import browser
from config.local.places import LOCAL, CannotStart
from config.local.services import services

_running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    """As a wrapper this runs before pytest-django reads the settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        try:
            found = _running.enter_context(services(LOCAL / "test", durable=False, database="colloquy_test_base"))
        except CannotStart as problem:
            pytest.exit(str(problem), returncode=3)
        os.environ.update(found)
        os.environ["SECRET_KEY"] = "only for tests, and long enough that nothing complains about it"
        os.environ["SITE_URL"] = "http://testserver"
        if path := browser():
            os.environ["CHROMIUM"] = path
    return (yield)


def pytest_unconfigure(config):
    _running.close()

"""What a report asks a model goes to our own server of the providers' format; most tests begin with the report of Dana's interview."""

import pytest

from tests.interviews.wired import model, running_server
from tests.reports.peopled import reported

__all__ = ["model", "running_server"]


@pytest.fixture
def danas(committed, northwind):
    """Whom a finished report is about."""
    return reported(northwind)

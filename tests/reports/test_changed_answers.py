"""What holds for an answer whose words changed, however they did: it is found to be read anew, and names stay covered."""

import pytest

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.services.sharing import share_report
from tests.reports.assessed import SAID, answered, assess, finished, report_on
from tests.reports.changed import LATER, MEANT, correct, hear_again, is_due, judged
from tests.reports.test_sharing import opened

CHANGED = {"Corrected by the candidate": (correct, MEANT), "Understood anew afterwards": (hear_again, LATER)}


@pytest.mark.parametrize("change", [change for change, _ in CHANGED.values()])
def test_the_sweep_finds_what_was_announced_to_nobody(committed, northwind, change):
    invitation, turn = answered(northwind)
    assess(invitation, turn)
    assert not is_due(invitation, turn)
    change(invitation, turn)
    assert is_due(invitation, turn)
    assess(invitation, turn)
    assert not is_due(invitation, turn)


@pytest.mark.parametrize("mark", CHANGED)
def test_by_a_link_without_names_neither_version_names_anybody(northwind, committed, mark):
    change, text = CHANGED[mark]
    named = f"I am Dana. {SAID}"
    danas = finished(northwind, named)
    change(danas, judged(danas, named), f"Dana Novak is my name. {text}")
    report = report_on(danas)
    with company_scope(northwind):
        link = share_report(report=report, label="The team", days=7, without_names=True, by=Actor())
    page = opened(link).content.decode()
    assert mark in page
    assert "Dana" not in page

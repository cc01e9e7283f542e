"""People rate and set scores by the anchors that the report was made by, and a set score tells beside which version it was set."""

import json

import pytest
from django.urls import reverse

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Plan
from reports.services.deciding import set_score
from reports.services.versions import ask_for_version
from tests.interviews.hiring import make_plan
from tests.interviews.rooms import interview_of
from tests.reports.assessed import report_on
from tests.reports.peopled import given_to, opened_by, page_of

pytestmark = pytest.mark.not_replayed

NEWER = "Names the owner of step {}."
WHY = "The second night counts for more."


def later_plan(invitation) -> Plan:
    """What is judged is called and looks otherwise."""
    with company_scope(invitation.company_id):
        first, *others = interview_of(invitation).plan.content["competencies"]
        newer = first | {"name": "Keeping data right", "anchors": [NEWER.format(level) for level in range(1, 6)]}
        return make_plan(invitation.job, content=interview_of(invitation).plan.content | {"competencies": [newer, *others]})


def made_anew(invitation, rubric: Plan | None = None) -> None:
    with company_scope(invitation.company_id):
        ask_for_version(interview=interview_of(invitation), rubric=rubric, by=Actor())
    assert report_on(invitation).state == "ready"


def test_reviewers_rate_by_the_anchors_of_the_report_and_are_told_of_the_difference(danas, bob, log_in):
    given_to(danas, bob)
    client, form = log_in(bob), page_of(danas, "rate")
    page = client.get(form).content.decode()
    assert "Shows sign number 3 of five." in page
    assert "The interview was held by version" not in page
    plan = later_plan(danas)
    made_anew(danas, plan)
    page = client.get(form).content.decode()
    assert NEWER.format(3) in page
    assert "Keeping data right" in page
    assert f"By version {plan.number} of the plan, as the report." in page


def test_so_does_whoever_sets_a_score(danas, carol, log_in):
    plan = later_plan(danas)
    made_anew(danas, plan)
    page = log_in(carol).get(page_of(danas, "score")).content.decode()
    assert "Keeping data right" in page
    assert f"By version {plan.number} of the plan, as the report." in page


def test_a_plan_that_nobody_was_judged_by_changes_nothing(danas, carol, log_in):
    later_plan(danas)
    client = log_in(carol)
    for name in ("rate", "score"):
        page = client.get(page_of(danas, name)).content.decode()
        assert "Data consistency" in page
        assert "Keeping data right" not in page


def set_by(invitation, user) -> None:
    opened_by(invitation, user)
    with company_scope(invitation.company_id):
        for competency in ("", "reliability"):
            set_score(interview=interview_of(invitation), competency=competency, level=2, reason=WHY, by=Actor(user=user))


def test_a_set_score_tells_beside_which_version_it_was_set_once_another_counts(danas, carol, log_in):
    set_by(danas, carol)
    told, client = "beside version 1 of the report", log_in(carol)
    standings = reverse("reports:standings", args=["northwind", danas.job_id])
    assert told not in client.get(page_of(danas)).content.decode()
    made_anew(danas)
    for address in (page_of(danas), standings):
        assert told in client.get(address).content.decode(), address
    assert told not in client.get(page_of(danas) + "?version=1").content.decode()
    taken = json.loads(client.get(page_of(danas) + "report.json").content)["set_by_people"]
    assert {each["beside_version"] for each in taken} == {1}


def test_the_same_score_set_again_is_of_the_version_that_counts_now(danas, carol, log_in):
    set_by(danas, carol)
    made_anew(danas)
    set_by(danas, carol)
    page = log_in(carol).get(page_of(danas)).content.decode()
    # In the list of what was set before alone.
    assert "beside version 1" not in page.split("Scores that were set, and taken back")[0]
    assert page.count("beside version 1") == 2

"""A house says how many read each answer: its reports are made, shown and checked by one as by five."""

import pytest

from accounts.tenancy import company_scope
from reports.assessing.inputs import View
from reports.content import ReportContent
from reports.models import Assessment, Rating
from reports.models.findings import MOST_JUDGES
from reports.verifying import faults_in
from tests.reports.assessed import VERDICT, report_on
from tests.reports.peopled import over, page_of

pytestmark = pytest.mark.not_replayed

WRITTEN = {"summary": [{"text": "Finds causes by evidence.", "turns": [1]}], "strengths": [], "weaknesses": [], "recommendations": []}


def test_there_is_a_side_to_read_from_for_each_of_the_largest_panel():
    assert len({view.value for view in View}) == len(View) == MOST_JUDGES


def giving(level: int) -> dict[str, object]:
    return VERDICT | {"ratings": [VERDICT["ratings"][0] | {"level": level}]}


@pytest.mark.parametrize(
    ("levels", "median", "uncertainty", "must_be_rated"),
    [((4,), 4, 0.5, False), ((2, 3, 3, 3, 4), 3, 1, True), ((4, 4, 4, 5, 5), 4, 0.5, False)],
)
def test_a_whole_report_by_a_panel_of_that_size(
    committed, northwind, model, settings, carol, log_in, levels, median, uncertainty, must_be_rated
):
    settings.ASSESSMENT_PASSES = len(levels)
    invitation = over(northwind)
    model.script("chat", [*(giving(level) for level in levels), WRITTEN])
    report = report_on(invitation)
    content = ReportContent.model_validate(report.content)
    [scored] = [each for each in content.competencies if each.answers]
    assert (scored.level, scored.uncertainty, scored.needs_a_person) == (median, uncertainty, must_be_rated)
    assert (content.made_with.panel, len(content.assessments)) == (len(levels), len(levels))
    with company_scope(northwind):
        assert faults_in(report) == []
        assert sorted(Rating.objects.values_list("level", flat=True)) == list(levels)
        views = list(Assessment.objects.order_by("judge").values_list("made_by__view", flat=True))
    assert len(set(views)) == len(levels)
    asked = [call.body["messages"][0]["content"] for call in model.calls if call.ability == "chat"]
    assert len({each for each in asked if "You judge one answer" in each}) == len(levels)
    page = log_in(carol).get(page_of(invitation)).content.decode()
    assert ("independent readings" in page) == (len(levels) > 1)
    assert (f"in {len(levels)} independent readings" in page) == (len(levels) > 1)


def test_a_report_from_which_one_reading_is_left_out_does_not_hold_though_its_numbers_are_the_same(committed, northwind, model):
    invitation = over(northwind)
    model.script("chat", [*(giving(level) for level in (4, 4, 5)), WRITTEN])
    report = report_on(invitation)
    with company_scope(northwind):
        highest = Assessment.objects.get(ratings__level=5)
        report.content["assessments"].remove(str(highest.pk))
        report.save(update_fields=["content"])
        assert faults_in(report) == ["turn 1: an assessment is left out"]

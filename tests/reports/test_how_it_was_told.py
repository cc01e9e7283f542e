"""Beside the competencies an answer gets numbers for how it was told: where something was found in it, and by whoever can tell."""

import pytest
from django.urls import reverse

from accounts.tenancy import company_scope
from interviews.plans.content import PlannedQuestion, Source
from reports.assessing.inputs import AssessInputs, View, Wanted
from reports.assessing.rules import verdict_by_rules
from reports.models import Assessment
from reports.queries.report import shown_report
from reports.queries.versions import newest_report
from tests.interviews.rooms import interview_of
from tests.interviews.wired import exchanges, is_away
from tests.reports.assessed import SAID, VERDICT, report_on
from tests.reports.peopled import over

pytestmark = pytest.mark.not_replayed

WANTED = Wanted("reliability", "Reliability", "Finds the cause of a fault", ("Guesses.", "Looks.", "Finds.", "Proves.", "Prevents."))
TOO_LITTLE = VERDICT | {"ratings": [VERDICT["ratings"][0] | {"level": None, "quotes": []}]}


def general(invitation) -> dict[str, str]:
    with company_scope(invitation.company_id):
        interview = interview_of(invitation)
        [turn] = shown_report(newest_report(interview), interview).turns
        return dict(turn.reading.general)


def told(**numbers: int) -> dict[str, object]:
    return VERDICT | numbers


def test_each_number_is_the_median_of_its_own_readings(committed, northwind, model):
    invitation = over(northwind)
    readings = [told(clarity=2, structure=5), told(clarity=3, structure=4), told(clarity=4, structure=1)]
    model.script("chat", readings)
    report_on(invitation)
    assert general(invitation) == {"Clarity": "3", "Structure": "4", "Communication": "4", "Accuracy": "4"}


def test_whoever_found_too_little_to_judge_gives_no_number(committed, northwind, model):
    invitation = over(northwind)
    model.script("chat", [told(clarity=5), told(clarity=3), TOO_LITTLE | {"clarity": 1}])
    report_on(invitation)
    assert general(invitation)["Clarity"] == "4"


def test_where_all_found_too_little_there_is_none(committed, northwind, model):
    invitation = over(northwind)
    model.script("chat", [TOO_LITTLE] * 3)
    report_on(invitation)
    with company_scope(northwind):
        assert {each.remarks["clarity"] for each in Assessment.objects.all()} == {4}
    assert general(invitation) == {}


def test_rules_tell_which_parts_of_the_story_are_there_and_nothing_else(committed, northwind, settings):
    is_away(settings)
    invitation = over(northwind)
    report_on(invitation)
    assert set(general(invitation)) == {"Structure"}


@pytest.mark.parametrize(("said", "structure"), [(SAID, 5), ("I compared the logs of two nights and I found the job that held the lock there.", 2), ("Fine, thanks.", None)])  # fmt: skip
def test_by_rules_each_part_of_the_story_counts_one(said, structure):
    verdict = verdict_by_rules(AssessInputs(question="Tell me about a fault that you found.", answer=said, competencies=(WANTED,)))
    assert (verdict.clarity, verdict.structure, verdict.communication, verdict.accuracy) == (None, structure, None, None)


def asking(**fields) -> dict[str, object]:
    """A plan whose one question stands in no bank."""
    values = {"key": "q1", "competency": "reliability", "source": Source.WRITTEN, "text": "How do you find a slow query?"}
    return {"questions": (PlannedQuestion(**values | fields),)}


@pytest.mark.parametrize(
    ("plan", "is_judged"),
    [(None, True), (asking(is_technical=True), True), (asking(is_technical=True, source=Source.GENERATED), True), (asking(), False)],
)
def test_how_right_it_is_is_judged_where_the_question_is_technical_in_a_bank_or_in_the_plans_own_words(
    committed, northwind, model, plan, is_judged
):
    invitation = over(northwind, plan=plan)
    model.script("chat", [told(accuracy=level) for level in (2, 3, 5)])
    report_on(invitation)
    assert general(invitation).get("Accuracy") == ("3" if is_judged else None)
    [instructions] = {text for text, _ in exchanges(model) if "You judge one answer" in text and View.WHOLE in text}
    [line] = [each for each in instructions.splitlines() if each.startswith("- accuracy:")]
    assert ("give a number" in line, line.startswith("- accuracy: null.")) == (is_judged, not is_judged)


def accuracies(*levels: int | None) -> list[dict[str, object]]:
    return [VERDICT | {"accuracy": level} for level in levels]


def asked_to_judge(model) -> list[str]:
    return [data for text, data in exchanges(model) if "You judge one answer" in text]


def reading_of(invitation):
    with company_scope(invitation.company_id):
        interview = interview_of(invitation)
        [turn] = shown_report(newest_report(interview), interview).turns
        return turn.reading


@pytest.fixture
def alone(settings):
    """One reading, so that each answer of the model belongs to it."""
    settings.ASSESSMENT_PASSES = 1


def test_a_model_that_does_not_say_how_right_it_is_is_asked_for_it_once_more(committed, northwind, model, alone):
    invitation = over(northwind, plan=asking(is_technical=True))
    model.script("chat", accuracies(None, 4))
    report_on(invitation)
    assert reading_of(invitation).without_accuracy == 0
    assert general(invitation)["Accuracy"] == "4"
    assert "accuracy: A number from 1 to 5 is missing." in asked_to_judge(model)[1]


def test_a_reading_stands_without_it_and_the_page_says_so(committed, northwind, model, alone, carol, log_in):
    invitation = over(northwind, plan=asking(is_technical=True))
    model.script("chat", accuracies(None, None))
    report_on(invitation)
    assert len(asked_to_judge(model)) == 2
    assert [each.anchor for each in reading_of(invitation).read] == [4]
    page = log_in(carol).get(reverse("reports:report", args=["northwind", interview_of(invitation).pk])).content.decode()
    assert "Accuracy is missing from 1 of 1 reading: the model was asked for it and gave none." in page


@pytest.mark.parametrize(("is_technical", "says"), [(False, VERDICT), (True, TOO_LITTLE)])
def test_nobody_is_asked_for_it_where_there_is_no_right_and_wrong_or_too_little_was_said(
    committed, northwind, model, alone, is_technical, says
):
    invitation = over(northwind, plan=asking(is_technical=is_technical))
    model.script("chat", [says])
    report_on(invitation)
    assert len(asked_to_judge(model)) == 1
    assert reading_of(invitation).without_accuracy == 0


def test_where_asking_once_more_fails_the_reading_stands(committed, northwind, model, alone):
    invitation = over(northwind, plan=asking(is_technical=True))
    model.script("chat", [*accuracies(None), "no verdict at all"])
    report_on(invitation)
    assert [each.anchor for each in reading_of(invitation).read] == [4]

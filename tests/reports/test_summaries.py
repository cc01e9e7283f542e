"""Whatever was found is summed up: by rules in every band of levels, and by them too where nothing a model wrote may stand."""

import pytest

from accounts.tenancy import company_scope
from interviews.models import Turn
from reports.assessing.inputs import Language
from reports.content import ReportContent
from reports.models import Rating, Report
from reports.writing.inputs import Finding, Shown, WriteInputs
from reports.writing.rules import written_by_rules
from tests.reports.assessed import VERDICT, report_on
from tests.reports.peopled import over, page_of, reported

pytestmark = pytest.mark.not_replayed

NOTHING = {"summary": [], "strengths": [], "weaknesses": [], "recommendations": []}
NAMED = (("Reliability", range(1, 11)), ("Leading", (12,)))
UNTRUE = "Too little was said"


def finding(level: float | None) -> Finding:
    return Finding("Reliability", level, "Finds the cause.", (Shown(3, ("I compared",), "Compares.", (), ("Say who was affected.",)),))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("level", [None, 1, 2.5, 2.6, 3.0, 3.4, 3.5, 5])
def test_every_level_has_its_sentence(language, level):
    [sentence] = written_by_rules(WriteInputs((finding(level),), language)).summary
    assert "Reliability" in sentence.text
    assert sentence.turns == (3,)


def test_each_band_is_told_apart():
    sentences = {written_by_rules(WriteInputs((finding(level),))).summary[0].text for level in (None, 2, 3, 4)}
    assert len(sentences) == 4


def test_what_was_shown_in_part_is_no_strength_and_no_weakness_and_may_be_gone_into():
    written = written_by_rules(WriteInputs((finding(3.0),)))
    assert (written.strengths, written.weaknesses) == ((), ())
    assert "Say who was affected." in written.recommendations[0].text


def test_each_competency_that_is_named_has_its_answers_among_those_that_are_named():
    many, one = (Finding(name, 4.0, "", tuple(Shown(turn, ("I",), "", (), ()) for turn in turns)) for name, turns in NAMED)
    [summary] = written_by_rules(WriteInputs((many, one))).summary
    assert summary.turns == (1, 2, 3, 4, 5, 6, 7, 12)


def test_what_is_said_of_a_competency_stands_on_the_answers_that_showed_it(committed, northwind):
    invitation = over(northwind)
    with company_scope(northwind):
        [asked] = Turn.objects.all()
        asked.pk, asked.number, asked.answer = None, 2, "Fine, thanks."
        asked.save(force_insert=True)
    report = report_on(invitation)
    with company_scope(northwind):
        levels = Rating.objects.order_by("assessment__turn__number").values_list("assessment__turn__number", "level")
        assert dict(levels) == {1: 4, 2: None}
    writing = ReportContent.model_validate(report.content).writing
    assert {sentence.turns for sentence in (*writing.summary, *writing.strengths)} == {(1,)}


def written(*summary: str, turns: tuple[int, ...]) -> dict[str, object]:
    strengths = [{"text": "Compares before changing anything.", "turns": [1]}]
    return NOTHING | {"summary": [{"text": each, "turns": list(turns)} for each in summary], "strengths": strengths}


@pytest.mark.parametrize(("turns", "worded_by"), [((1,), "openai"), ((99,), "rules"), ((), "rules")])
def test_where_no_sentence_of_a_model_stands_on_a_turn_rules_word_it_and_it_says_so(committed, northwind, model, turns, worded_by):
    invitation = over(northwind)
    model.script("chat", [VERDICT] * 3 + [written("Finds causes by evidence.", turns=turns)])
    report = report_on(invitation)
    assert report.made_by.get("provider", "rules") == worded_by
    summary = ReportContent.model_validate(report.content).writing.summary
    assert [sentence.turns for sentence in summary] == [(1,)]
    assert (summary[0].text == "Finds causes by evidence.") == (worded_by == "openai")


def test_where_nobody_could_be_had_to_score_nobody_is_said_to_have_said_little(committed, northwind, carol, log_in):
    invitation = reported(northwind)
    with company_scope(northwind):
        report = Report.objects.select_related("company").get()
        report.content |= {"writing": NOTHING, "not_scored": 1, "assessments": []}
        report.save(update_fields=["content"])
    page = log_in(carol).get(page_of(invitation)).content.decode()
    assert UNTRUE not in page
    assert "Too little could be scored to sum it up." in page

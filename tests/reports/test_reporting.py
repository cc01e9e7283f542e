"""A report: numbers by code from what was assessed, words tied to turns, and all of it can be checked again."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry, Company, Member
from accounts.tenancy import company_scope
from ai.testing import Fault
from interviews.models import JobMember, Turn
from reports.assessing.inputs import Language
from reports.assessing.words import OF_SIGNS, SAYS
from reports.content import ReportContent
from reports.models import Assessment, Rating, Report
from reports.queries.judged import judged_turns
from reports.rubric import rubric_of
from reports.scoring import KNOWN_RULES, RULES, TODAY, Recommendation
from reports.services.assessing import assess_turn, due_for_assessing
from reports.services.reporting import begin_report, due_for_reporting, make_report
from reports.verifying import faults_in
from tests.database import superuser
from tests.interviews.rooms import interview_of
from tests.interviews.wired import is_away, speaks
from tests.reports.assessed import SAID, VERDICT, assess, finished, report_on
from tests.reports.peopled import rated_by

WEAK = "We had something like that once, I think, and the others looked at it, and later it was fine again, as far as I know."
WRITTEN = {
    "summary": [{"text": "Finds causes by evidence.", "turns": [3]}, {"text": "Knows nothing of the moon.", "turns": [99]}],
    "strengths": [{"text": "Compares before changing anything.", "turns": [3]}, {"text": "A young mother of two.", "turns": [3]}],
    "weaknesses": [],
    "recommendations": [{"text": "Ask who was told.", "turns": [3]}],
}


@pytest.fixture
def danas(committed, northwind):
    """Her finished interview."""
    return finished(northwind)


def page_of(invitation) -> str:
    return reverse("reports:report", args=["northwind", interview_of(invitation).pk])


def faults(report: Report) -> list[str]:
    with company_scope(report.company_id):
        return faults_in(report)


def test_a_finished_interview_gets_one_report_that_holds(northwind, danas):
    report = report_on(danas)
    content = ReportContent.model_validate(report.content)
    assert report.state == Report.State.READY
    assert content.level
    assert content.coverage == 1
    assert content.writing.summary
    assert faults(report) == []
    begin_report(interview_id=report.interview_id, company_id=northwind.pk)
    make_report(interview_id=report.interview_id, company_id=northwind.pk)
    with company_scope(northwind):
        assert Report.objects.count() == 1


def test_by_rules_a_report_in_german_holds_no_english_sentence_of_ours(committed, northwind):
    with company_scope(northwind):
        Company.objects.filter(pk=northwind.pk).update(language="de")
    content = report_on(finished(northwind, WEAK, "I don't know.", SAID)).content
    with company_scope(northwind):
        told = [*Rating.objects.values_list("why", flat=True), str(content["writing"])]
        told += map(str, Assessment.objects.values_list("remarks", flat=True))
    ours = [
        *SAYS[Language.ENGLISH].values(),
        *(each for sign in OF_SIGNS[Language.ENGLISH].values() for each in (sign.praise, sign.advice)),
    ]
    assert not [(each, said) for each in ours for said in told if each.partition("{")[0] in said]
    assert SAYS[Language.GERMAN]["does not know"] in told


def test_a_weak_answer_gets_less(committed, northwind):
    weak = finished(northwind, WEAK)
    content = ReportContent.model_validate(report_on(weak).content)
    assert content.level is None or content.level < 3


def test_it_waits_until_every_answer_was_read(northwind, danas, model, settings):
    model.fault(Fault.HTTP_500, ability="chat")
    waiting = report_on(danas)
    assert waiting.state == Report.State.WAITING
    model.behave()
    speaks(model, settings)
    with company_scope(northwind):
        Assessment.objects.update(due_at="2026-01-01T00:00Z")
        answers = Assessment.objects.values("turn").distinct().count()
    model.script("chat", [VERDICT] * 3 * answers + [WRITTEN])
    made = report_on(danas)
    assert made.state == Report.State.READY
    assert faults(made) == []


def test_what_is_worded_stands_on_turns_or_is_left_out(danas, model):
    with company_scope(danas.company_id):
        judged = [turn.number for turn in judged_turns(interview_of(danas), rubric_of(interview_of(danas), None))]
    model.script(
        "chat",
        [VERDICT] * 3 * len(judged)
        + [WRITTEN | {"summary": tied(WRITTEN["summary"], judged[0]), "strengths": tied(WRITTEN["strengths"], judged[0])}],
    )
    report = report_on(danas)
    writing = ReportContent.model_validate(report.content).writing
    assert [sentence.text for sentence in writing.summary] == ["Finds causes by evidence."]
    assert [sentence.text for sentence in writing.strengths] == ["Compares before changing anything."]
    assert report.made_by["provider"] == "openai"


def tied(sentences, turn: int):
    return [sentence | {"turns": [turn if each == 3 else each for each in sentence["turns"]]} for sentence in sentences]


def test_without_words_of_a_model_the_numbers_are_there_all_the_same(northwind, danas, model, carol, log_in):
    with company_scope(northwind):
        answers = len({turn.number for turn in Turn.objects.filter(kept="answered")})
    model.script("chat", [VERDICT] * 3 * answers)
    for _ in range(2):
        report_on(danas)
    with company_scope(northwind):
        Report.objects.update(state="waiting", due_at="2026-01-01T00:00Z", made_at=None)
    model.behave()
    model.fault(Fault.HTTP_500, ability="chat")
    report = report_on(danas)
    assert report.state == Report.State.READY
    assert "model" not in report.made_by
    # Who scored it is another matter than who worded it.
    client, interview = log_in(carol), interview_of(danas)
    assert "Scored by rules" not in client.get(reverse("reports:report", args=["northwind", interview.pk])).content.decode()
    data = client.get(reverse("reports:report-json", args=["northwind", interview.pk])).json()
    assert (data["scored_by"], data["worded_by"]) == ("model", "rules")


def test_what_rules_scored_is_called_so_whoever_worded_it(northwind, danas, model, carol, log_in, settings):
    is_away(settings)
    for each, number, company in due_for_assessing():
        assess_turn(interview_id=each, number=number, company_id=company)
    speaks(model, settings)
    report = report_on(danas)
    assert report.made_by["provider"] == "openai"
    client, interview = log_in(carol), interview_of(danas)
    assert "Scored by rules, without a model." in client.get(reverse("reports:report", args=["northwind", interview.pk])).content.decode()
    [row] = client.get(reverse("reports:job-json", args=["northwind", danas.job_id])).json()["reports"]
    assert (row["scored_by"], row["worded_by"]) == ("rules", "model")


def test_an_answer_that_nobody_could_be_had_to_score_is_not_told_as_one_that_was_not_given(northwind, danas, model, carol, log_in):
    model.fault(Fault.HTTP_500, ability="chat")
    report_on(danas)
    with company_scope(northwind):
        Assessment.objects.update(state="failed", due_at=None)
    model.behave()
    report_on(danas)
    page = log_in(carol).get(reverse("reports:report", args=["northwind", interview_of(danas).pk])).content.decode()
    assert "It was answered, and no model could be had to score the answer." in page
    assert "the answer was skipped" not in page


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE reports_rating SET quotes = jsonb_set(quotes, '{0,text}', to_jsonb(replace(quotes->0->>'text', 'a', 'o'))) WHERE level > 0", "a quote does not stand in the answer"),
        ("UPDATE reports_rating SET level = 6 - level WHERE level IN (1, 2, 4, 5)", "the numbers are others"),
        ("UPDATE interviews_turn SET answer = answer || '.' WHERE kept = 'answered'", "another than the one that was read"),
        ("DELETE FROM reports_assessment", "assessments that it comes from are missing"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{assessments}', (content->'assessments') - 0)", "an assessment is left out"),
        ("UPDATE reports_assessment SET version = 2", "was made for another report"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{level}', '1.25')", "the whole: the numbers are others"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{needs_a_person}', 'true')", "the whole: the numbers are others"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{answers}', '1')", "how many answers"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{not_scored}', '2')", "how many answers"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{competencies,0,weight}', '10')", "the numbers are others"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{recommendation}', '\"no\"')", "does not follow"),
        ("UPDATE reports_report SET content = jsonb_set(content, '{writing,summary,0,turns}', '[]')", "stands on no turn"),
    ],
)  # fmt: skip
def test_whatever_is_changed_afterwards_is_found(northwind, danas, statement, says):
    report = report_on(danas)
    with superuser(connection.settings_dict["NAME"]) as inside:
        inside.execute("ALTER TABLE reports_rating DISABLE TRIGGER USER; SET session_replication_role = replica")
        inside.execute(f"{statement}")
        inside.execute("DELETE FROM reports_rating WHERE assessment_id NOT IN (SELECT id FROM reports_assessment)")
    with company_scope(northwind):
        again = Report.objects.select_related("interview__plan").get(pk=report.pk)
    assert any(says in fault for fault in faults(again))
    with pytest.raises(CommandError, match="1 of 1 reports do not hold"):
        call_command("verify_report", str(report.pk))


def test_a_report_is_checked_by_the_rules_that_it_was_made_by(northwind, danas, capsys, monkeypatch):
    report = report_on(danas)
    kept = report.content["made_with"]
    assert kept == {"panel": 3, "language": "English", "rules": TODAY}
    # As made when only the highest level was a yes, and two levels apart were none too many.
    monkeypatch.setitem(KNOWN_RULES, 0, replace(RULES, most_spread=2, recommended=((5.0, Recommendation.YES),)))
    report.content |= {"recommendation": "no", "made_with": kept | {"rules": 0}}
    with company_scope(northwind):
        report.save(update_fields=["content"])
    assert faults(report) == []
    call_command("verify_report", str(report.pk))
    assert "checked by the rules that it was made by, which are not today's" in capsys.readouterr().out


def test_a_report_from_before_its_rules_were_kept_holds(northwind, danas):
    report = report_on(danas)
    del report.content["made_with"]
    with company_scope(northwind):
        report.save(update_fields=["content"])
        # Nor was what was read.
        Assessment.objects.update(answer="")
    assert faults(report) == []


@pytest.mark.parametrize("rules", [None, 1, 99])
def test_rules_that_are_taken_out_or_made_up_are_found(northwind, danas, rules):
    report = report_on(danas)
    report.content["made_with"] = {} if rules is None else report.content["made_with"] | {"rules": rules}
    with company_scope(northwind):
        report.save(update_fields=["content"])
    assert faults(report) == ["it does not say by which rules it was made"]


def test_the_command_says_that_all_is_well(danas, capsys):
    report_on(danas)
    call_command("verify_report", "--all")
    assert "1 of 1 reports hold." in capsys.readouterr().out


def test_what_nobody_announced_is_found(danas):
    with company_scope(danas.company_id):
        interview = interview_of(danas)
    with company_scope(danas.company_id):
        asked = list(Turn.objects.filter(interview=interview, kept="answered"))
    for turn in asked:
        assess(danas, turn)
    assert due_for_reporting() == [(interview.pk, danas.company_id)]


def test_the_page_shows_each_score_with_its_words(danas, carol, log_in):
    report_on(danas)
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "Scored by rules, without a model." in page
    assert "compared the logs of two nights" in page
    assert "None yet. A person decides." in page
    assert page.count('class="evidence"') >= 1
    with company_scope(danas.company_id):
        assert AuditEntry.objects.filter(action="report.viewed").count() == 1


def test_before_it_is_made_the_page_says_how_far_it_is(danas, carol, log_in):
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "The report is being made" in page


def test_a_reviewer_reads_those_of_jobs_that_they_were_given(danas, bob, log_in):
    report_on(danas)
    client = log_in(bob)
    assert client.get(page_of(danas)).status_code == 404
    with company_scope(danas.company_id):
        interview = interview_of(danas)
        member = Member.objects.get(user=bob)
        JobMember.objects.create(company=danas.company, job=interview.job, member=member)
    # Once they have rated; tests/reports/test_rating.py says more.
    assert client.get(page_of(danas)).status_code == 302
    rated_by(danas, bob)
    assert client.get(page_of(danas)).status_code == 200


@pytest.mark.not_replayed
def test_the_page_asks_the_database_as_often_for_many_answers_as_for_few(northwind, danas, carol, log_in):
    report_on(danas)
    client, found = log_in(carol), []
    for more in (0, 30):
        with company_scope(northwind):
            more_answers(northwind, more)
        client.get(page_of(danas))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(danas)).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1] <= 40


def more_answers(company, count: int) -> None:
    """Assessed, and in the report."""
    report = Report.objects.get()
    first = Turn.objects.filter(kept="answered").latest("number")
    made = Assessment.objects.filter(turn=first).get()
    for number in range(100, 100 + count):
        first.pk, first.number = uuid4(), number
        first.save(force_insert=True)
        made.pk, made.turn = uuid4(), first
        made.save(force_insert=True)
        Rating.objects.create(company=company, assessment=made, competency="reliability")
        report.content["assessments"].append(str(made.pk))
    report.save()


def test_no_rating_is_ever_changed(northwind, danas):
    report_on(danas)
    with company_scope(northwind):
        assert not Rating.objects.exclude(level=None).update(level=5)


def test_the_answers_words_are_what_is_quoted(northwind, danas):
    report_on(danas)
    with company_scope(northwind):
        quotes = [quote["text"] for rating in Rating.objects.exclude(level=None) for quote in rating.quotes]
    assert quotes
    assert all(quote in SAID for quote in quotes)

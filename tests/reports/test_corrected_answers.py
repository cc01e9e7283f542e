"""Answers that a candidate put right: what was judged stays as it is, and whoever judges next reads the newest words."""

import pytest
from django.urls import reverse

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Turn
from reports.assessing.material import hash_of
from reports.models import Assessment, Rating, Report
from reports.queries.changes import changes_since
from reports.services.assessing import due_for_assessing
from reports.services.versions import ask_for_version
from reports.verifying import faults_in
from tests.interviews.rooms import interview_of
from tests.reports.assessed import SAID, answered, assess, finished, report_on
from tests.reports.changed import MEANT, correct, judged


@pytest.fixture
def danas(committed, northwind):
    """Her finished interview."""
    return finished(northwind)


def assessments(turn: Turn) -> list[tuple[str, str]]:
    words = {hash_of(SAID): "understood", hash_of(MEANT): "meant"}
    with company_scope(turn.company_id):
        found = Assessment.objects.filter(turn=turn).order_by("version", "pk").values_list("answer_hash", "state")
        return sorted((words[digest], state) for digest, state in found)


def page_of(invitation, carol, log_in, more: str = "") -> str:
    return log_in(carol).get(reverse("reports:report", args=["northwind", interview_of(invitation).pk]) + more).content.decode()


def test_what_is_corrected_before_the_report_is_read_anew_for_it(northwind, danas):
    turn = judged(danas)
    assess(danas, turn)
    correct(danas, turn)
    report = report_on(danas)
    assert assessments(turn) == [("meant", "made"), ("understood", "made")]
    with company_scope(northwind):
        assert changes_since(report, interview_of(danas)) == ()
        assert faults_in(report) == []
        read = Assessment.objects.filter(pk__in=report.content["assessments"], turn=turn)
        assert [each.answer_hash for each in read] == [hash_of(MEANT)]


def test_a_made_report_stays_and_a_new_version_reads_what_was_meant(northwind, danas, carol, log_in):
    first, turn = report_on(danas), judged(danas)
    correct(danas, turn)
    assess(danas, turn)
    assert due_for_assessing() == []
    assert assessments(turn) == [("understood", "made")]
    with company_scope(northwind):
        assert Report.objects.get().content == first.content
        assert faults_in(first) == []
        assert "An answer was corrected after it was read." in changes_since(first, interview_of(danas))
        ask_for_version(interview=interview_of(danas), rubric=None, by=Actor())
    second = report_on(danas)
    assert second.version == 2
    with company_scope(northwind):
        assert changes_since(second, interview_of(danas)) == ()
        assert [faults_in(each) for each in (first, second)] == [[], []]
    assert assessments(turn) == [("meant", "made"), ("understood", "made")]
    assert "The scores stand on the words before." in page_of(danas, carol, log_in, "?version=1")
    assert "The scores stand on the words before." not in page_of(danas, carol, log_in)


def test_the_transcript_shows_both_and_what_changed(danas, carol, log_in):
    report_on(danas)
    correct(danas, judged(danas))
    page = page_of(danas, carol, log_in)
    assert page.count("Corrected by the candidate") == 1
    assert "a clock that ran ahead" in page
    assert f'<q lang="en">{SAID}</q>' in page
    assert "<del>held a lock.</del>" in page
    assert "<ins>ran ahead.</ins>" in page


def test_taken_along_as_data_both_are_there(danas, carol, log_in):
    report_on(danas)
    turn = judged(danas)
    correct(danas, turn)
    data = log_in(carol).get(reverse("reports:report-json", args=["northwind", interview_of(danas).pk])).json()
    told = {each["turn"]: each for each in data["transcript"]}
    assert (told[turn.number]["answer"], told[turn.number]["answer_as_understood"]) == (MEANT, SAID)
    assert [number for number, each in told.items() if "answer_as_understood" in each] == [turn.number]


def test_whoever_was_misheard_as_not_knowing_is_read_once_they_put_it_right(committed, northwind, carol, log_in):
    invitation = finished(northwind, "I mended my bicycle last week, and it was fun.", "I don't know.", SAID)
    turn = judged(invitation, "I don't know.")
    correct(invitation, turn)
    report_on(invitation)
    with company_scope(northwind):
        [rating] = Rating.objects.filter(assessment__turn=turn)
    assert rating.level
    assert "Does not know" not in page_of(invitation, carol, log_in)


def test_what_was_not_read_before_it_was_corrected_is_read_as_it_stands_now(committed, northwind):
    invitation, turn = answered(northwind)
    with company_scope(northwind):
        values = {"interview": turn.interview, "turn": turn, "judge": 1, "answer_hash": hash_of(SAID), "due_at": turn.asked_at}
        Assessment.objects.create(company=northwind, **values)
    correct(invitation, turn)
    assess(invitation, turn)
    assert assessments(turn) == [("meant", "made")]

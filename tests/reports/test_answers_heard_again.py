"""Answers that a better model heard once more: what was judged stays as it is, and whoever judges next reads the newest words."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Turn
from interviews.services.correcting import correct_answer
from reports.assessing.material import hash_of
from reports.models import Assessment, Report
from reports.queries.changes import changes_since
from reports.queries.recordings import moment_of, recordings_of
from reports.services.assessing import due_for_assessing
from reports.services.reporting import make_report
from reports.services.versions import ask_for_version
from reports.verifying import faults_in
from tests.interviews.rooms import interview_of
from tests.interviews.voices import as_spoken
from tests.reports.assessed import SAID, assess, finished, report_on
from tests.reports.changed import LATER, hear_again, judged

NEWER = "An answer was understood anew after it was read, and in other words."


@pytest.fixture
def danas(committed, northwind):
    """Her finished interview."""
    return finished(northwind)


def assessments(turn: Turn) -> list[str]:
    words = {hash_of(SAID): "first", hash_of(LATER): "later"}
    with company_scope(turn.company_id):
        return sorted(words[digest] for digest in Assessment.objects.filter(turn=turn, state="made").values_list("answer_hash", flat=True))


def page_of(invitation, carol, log_in, name: str = "report", more: str = "") -> str:
    return log_in(carol).get(reverse(f"reports:{name}", args=["northwind", interview_of(invitation).pk]) + more).content.decode()


def test_before_the_report_is_made_the_answer_is_read_anew_for_it(northwind, danas):
    turn = judged(danas)
    assess(danas, turn)
    hear_again(danas, turn)
    report = report_on(danas)
    assert assessments(turn) == ["first", "later"]
    with company_scope(northwind):
        read = Assessment.objects.filter(pk__in=report.content["assessments"], turn=turn)
        assert [each.answer_hash for each in read] == [hash_of(LATER)]
        assert (changes_since(report, interview_of(danas)), faults_in(report)) == ((), [])


def test_a_report_waits_while_the_better_model_listens_and_no_longer_than_for_its_first_try(northwind, danas):
    turn = judged(danas)
    as_spoken(danas, turn.number)
    with company_scope(northwind):
        Turn.objects.filter(pk=turn.pk).update(listen_again_at=timezone.now(), listen_again_tries=1)
    assert report_on(danas).state == "waiting"
    with company_scope(northwind):
        Turn.objects.filter(pk=turn.pk).update(listen_again_tries=2)
    make_report(interview_id=interview_of(danas).pk, company_id=northwind.pk)
    assert report_on(danas).state == "ready"


def test_a_made_report_stays_says_so_and_its_next_version_reads_the_newer_words(northwind, danas, carol, log_in):
    first, turn = report_on(danas), judged(danas)
    hear_again(danas, turn)
    assess(danas, turn)
    assert due_for_assessing() == []
    assert assessments(turn) == ["first"]
    with company_scope(northwind):
        assert Report.objects.get().content == first.content
        assert changes_since(first, interview_of(danas)) == (NEWER,)
        assert faults_in(first) == []
    assert NEWER in page_of(danas, carol, log_in, "technical")
    assert "Understood anew after it was read. The scores stand on the words before." in page_of(danas, carol, log_in)
    with company_scope(northwind):
        ask_for_version(interview=interview_of(danas), rubric=None, by=Actor())
    second = report_on(danas)
    assert assessments(turn) == ["first", "later"]
    with company_scope(northwind):
        assert (second.version, changes_since(second, interview_of(danas))) == (2, ())
        assert [faults_in(each) for each in (first, second)] == [[], []]
    assert "The scores stand on the words before." not in page_of(danas, carol, log_in)


def test_the_transcript_shows_both_texts_and_what_differs(danas, carol, log_in):
    hear_again(danas, judged(danas))
    report_on(danas)
    page = page_of(danas, carol, log_in)
    assert page.count("Understood anew afterwards") == 1
    assert f'<q lang="en">{SAID}</q>' in page
    assert "<del>lock.</del>" in page
    assert "<ins>log.</ins>" in page
    technical = page_of(danas, carol, log_in, "technical")
    assert "openai, whisper-1" in technical
    assert "afterwards openai, whisper-large-v3" in technical


def test_a_correction_of_it_is_shown_beside_what_was_understood_last(danas, northwind, carol, log_in):
    turn = judged(danas)
    hear_again(danas, turn)
    with company_scope(northwind):
        correct_answer(interview=interview_of(danas), turn=turn.number, text=LATER.replace("log.", "latch."), by=Actor())
    report_on(danas)
    page = page_of(danas, carol, log_in)
    assert f'<q lang="en">{LATER}</q>' in page
    assert f'<q lang="en">{SAID}</q>' in page
    assert "<ins>latch.</ins>" in page


def test_a_quote_is_played_from_its_second_in_the_text_that_is_shown(danas, northwind):
    turn = judged(danas)
    hear_again(danas, turn)
    with company_scope(northwind):
        recordings = recordings_of(interview_of(danas))[turn.number]
        turn.refresh_from_db()
    start = LATER.index("log.")
    at = LATER.split().index("log.")
    assert moment_of(turn, recordings, start, start + 4) == (at * 100, at * 100 + 100)


def test_taken_along_as_data_both_are_there(danas, carol, log_in):
    turn = judged(danas)
    hear_again(danas, turn)
    report_on(danas)
    data = log_in(carol).get(reverse("reports:report-json", args=["northwind", interview_of(danas).pk])).json()
    told = {each["turn"]: each for each in data["transcript"]}[turn.number]
    assert (told["answer"], told["answer_as_understood_first"]) == (LATER, SAID)
    assert "answer_as_understood" not in told

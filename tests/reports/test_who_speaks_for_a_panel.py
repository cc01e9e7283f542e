"""Of the readings of an answer one is shown and told: that of whoever read it as the panel did, and never an outlier's."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.models import Interview, Turn
from reports.assessing.material import names_of
from reports.findings import nearest_readers, scores_of, told_by
from reports.models import Assessment
from reports.queries.comparing import comparison_of
from reports.rubric import rubric_of
from reports.scoring import RULES
from reports.services.reporting import findings_of
from tests.interviews.rooms import interview_of
from tests.reports.changed import MEANT
from tests.reports.panels import asked_more, read, report_of
from tests.reports.peopled import member_of, over
from tests.reports.test_standings import another, picked

pytestmark = pytest.mark.not_replayed

LOGS, MOVED, TOLD = "I compared the logs of two nights", "I moved it to the morning", "told the team how I found it"
COSTS = "I wrote down what each of them costs"


@pytest.fixture
def danas(committed, northwind):
    return over(northwind)


def quote_of(invitation, user):
    """What stands for reliability where she is compared."""
    member = member_of(invitation.company, user)
    with company_scope(invitation.company_id):
        dana = Interview.objects.select_related("plan", "company", "invitation__candidate").get(invitation=invitation)
        row = next(row for row in comparison_of([dana], member).rows if row.key == "reliability")
        return row.cells[0].quote


@pytest.mark.parametrize(
    ("readings", "shown"),
    [
        (((5, LOGS), (2, MOVED), (2, TOLD)), MOVED),
        (((1, LOGS), (4, MOVED), (4, TOLD)), MOVED),
        (((2, LOGS), (5, MOVED), (3, TOLD)), TOLD),
        (((4, LOGS), (4, MOVED), (4, TOLD)), LOGS),
        (((None, LOGS), (4, MOVED), (4, TOLD)), MOVED),
    ],
)
def test_the_best_words_are_of_whoever_read_the_answer_as_the_panel_did(danas, carol, readings, shown):
    read(danas, *readings)
    report_of(danas)
    assert quote_of(danas, carol).text == shown


@pytest.mark.parametrize(("first", "second", "shown"), [(2, 4, COSTS), (4, 2, LOGS), (3, 3, LOGS)])
def test_they_are_of_the_answer_that_showed_it_best(danas, carol, first, second, shown):
    asked_more(danas)
    read(danas, *[(first, LOGS)] * 3)
    read(danas, *[(second, COSTS)] * 3, number=2)
    report_of(danas)
    assert quote_of(danas, carol).text == shown


def test_where_most_found_too_little_the_words_of_the_one_who_did_not_are_not_shown(danas, carol, log_in):
    read(danas, (5, LOGS), (None, MOVED), (None, TOLD))
    report_of(danas)
    assert quote_of(danas, carol) is None
    address = reverse("reports:compare", args=["northwind", danas.job_id])
    page = log_in(carol).get(address + picked(interview_of(danas), another(danas, "Ingrid Ek", 4.1))).content.decode()
    assert LOGS not in page


def test_what_was_corrected_since_says_so(danas, carol, log_in):
    read(danas, *[(4, LOGS)] * 3)
    report_of(danas)
    address = reverse("reports:compare", args=["northwind", danas.job_id])
    client, picking = log_in(carol), picked(interview_of(danas), another(danas, "Ingrid Ek", 4.1))
    assert "after it was read" not in client.get(address + picking).content.decode()
    with company_scope(danas.company_id):
        Turn.objects.filter(interview__invitation=danas).update(corrected=MEANT, corrected_at=timezone.now())
    page = client.get(address + picking).content.decode()
    assert LOGS in page
    assert "Corrected after it was read." in page


def findings(invitation):
    """As whoever words the report gets them."""
    with company_scope(invitation.company_id):
        interview = interview_of(invitation)
        content = rubric_of(interview, None)
        made = list(Assessment.objects.select_related("turn").prefetch_related("ratings").order_by("turn__number", "judge"))
        found = findings_of(content, scores_of(content, made, {}, RULES), made, names_of(interview))
    return next(each for each in found if each.competency == "Data consistency")


def test_whoever_words_it_is_told_why_by_somebody_who_gave_that_level(danas):
    asked_more(danas)
    read(danas, (1, LOGS), (4, MOVED), (4, TOLD))
    read(danas, *[(4, COSTS)] * 3, number=2)
    found = findings(danas)
    assert [(each.turn, each.why, each.quotes) for each in found.answers] == [
        (1, "Reader 2 gave 4.", (MOVED,)),
        (2, "Reader 1 gave 4.", (COSTS,)),
    ]


def test_of_too_little_somebody_speaks_who_found_too_little(danas):
    read(danas, (5, LOGS), (None, MOVED), (None, TOLD))
    assert [(each.why, each.quotes) for each in findings(danas).answers] == [("Reader 2 gave None.", ())]


def test_whoever_words_feedback_is_told_what_somebody_remarked_who_read_it_as_the_panel_did(danas):
    asked_more(danas)
    read(danas, (1, LOGS), (4, MOVED), (4, TOLD))
    read(danas, (2, COSTS), (5, COSTS), (3, COSTS), number=2)
    with company_scope(danas.company_id):
        made = list(Assessment.objects.select_related("turn").prefetch_related("ratings").order_by("turn__number", "judge"))
        found = nearest_readers(made)
    assert {each.turn.number: each.judge for each in found.values()} == {1: 2, 2: 3}


def test_between_two_the_lower_level_speaks(danas):
    read(danas, (4, LOGS), (3, MOVED))
    with company_scope(danas.company_id):
        made = list(Assessment.objects.select_related("turn").prefetch_related("ratings").order_by("judge"))
        [(panel, assessment, rating)] = told_by(made)
    assert (panel.level, assessment.judge, rating.level) == (3.5, 2, 3)

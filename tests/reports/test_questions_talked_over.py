"""Whoever answers before a question was read to its end has it on their screen: so has whoever reads their answer."""

import re
from html import unescape

import pytest
from django.urls import reverse

from accounts.tenancy import company_scope
from interviews.models import Turn
from reports.assessing.material import material_of
from reports.masking import Names, covering
from reports.queries.transcript import asked
from reports.rubric import rubric_of
from tests.interviews.rooms import interview_of
from tests.reports.assessed import finished, report_on

NOTE = r" <span class=\"small muted\" lang=\"en\">\(interrupted here; the rest stood on their screen\)</span> <span class=\"muted\">"


@pytest.fixture
def turn(committed, northwind):
    """A judged one, of whose question three words were heard."""
    invitation = finished(northwind)
    with company_scope(northwind):
        turn = interview_of(invitation).turns.filter(purpose="question").order_by("number").first()
        turn.heard_upto = len(" ".join(turn.text.split()[:3]))
        turn.save()
    report_on(invitation)
    return turn


def in_two(turn) -> str:
    return re.escape(turn.text[: turn.heard_upto]) + NOTE + re.escape(turn.text[turn.heard_upto :].strip())


def test_the_report_has_all_of_it_and_how_far_it_was_heard(turn, carol, log_in):
    page = log_in(carol).get(reverse("reports:report", args=["northwind", turn.interview_id]))
    assert re.search(in_two(turn), unescape(page.content.decode()))


def test_so_has_the_invitations_page(turn, carol, log_in):
    page = log_in(carol).get(reverse("interviews:invitation", args=["northwind", turn.interview.invitation_id]))
    assert re.search(in_two(turn), unescape(page.content.decode()))


def test_the_copy_as_data_has_all_of_it(turn, carol, log_in):
    report = reverse("reports:report", args=["northwind", turn.interview_id])
    [said] = [each for each in log_in(carol).get(f"{report}report.json").json()["transcript"] if each["turn"] == turn.number]
    assert (said["question"], said["question_heard"]) == (turn.text, turn.text[: turn.heard_upto])


def test_whoever_judges_is_told_all_of_it(northwind, turn):
    with company_scope(northwind):
        interview = turn.interview
        assert material_of(interview, turn, rubric_of(interview, None)).inputs.question == turn.text


def test_a_name_in_what_was_not_heard_is_covered():
    said = "Thank you, Dana Novak. Please tell me how you found it."
    shown = asked(Turn(text=said, heard_upto=len("Thank you,")), covering(Names("Dana Novak")))
    assert (shown.heard, shown.rest) == ("Thank you,", "[name]. Please tell me how you found it.")


def test_what_was_heard_to_its_end_has_no_rest(northwind):
    shown = asked(Turn(text="How did you find it?", heard_upto=20), covering(Names("")))
    assert (shown.whole, shown.heard, shown.rest) == ("How did you find it?", "How did you find it?", "")

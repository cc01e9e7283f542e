"""The page of a report: from each score to the words, and what stands beside them."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from interviews.models import Invitation, Turn
from interviews.plans.content import PlanContent
from reports.masking import Names, as_said, covering
from reports.queries.report import shown_report
from reports.queries.transcript import _pieces
from reports.queries.versions import newest_report
from reports.quotes import Span
from resumes.models import Resume
from resumes.understanding.fields import Contact, Job, Understood
from tests.interviews.rooms import interview_of
from tests.reports.assessed import VERDICT, finished, report_on
from tests.reports.peopled import given_to, over, rated_by
from tests.resumes.people import make_resume


class Said:
    number = 3

    def __init__(self, answer: str) -> None:
        self.meant = answer


def cut(answer: str, *spans: tuple[int, int], cover=as_said):
    return [(piece.text, piece.is_quoted, piece.anchor) for piece in _pieces(Said(answer), [Span(*span) for span in spans], cover)]


def test_each_quote_has_its_place_also_where_quotes_lie_over_one_another():
    assert cut("abcdefgh", (1, 5), (3, 7)) == [
        ("a", False, ""),
        ("bc", True, "said-3-1"),
        ("de", True, "said-3-3"),
        ("fg", True, ""),
        ("h", False, ""),
    ]


@pytest.mark.not_replayed
def test_quotes_stand_in_the_order_in_which_they_were_said(committed, northwind, model):
    """Also where whoever judged named the later one first."""
    said = [VERDICT["ratings"][0] | {"quotes": ["I moved it to the morning", "I compared the logs of two nights"]}]
    model.script("chat", [VERDICT | {"ratings": said}] * 3)
    invitation = over(northwind)
    report_on(invitation)
    with company_scope(northwind):
        shown = shown_report(newest_report(interview_of(invitation)), interview_of(invitation))
        quotes = [each.text for competency in shown.competencies for each in competency.evidence]
    assert quotes == ["I compared the logs of two nights", "I moved it to the morning"]


def test_a_quote_cuts_no_covered_name_in_two():
    assert cut("I am Dana Novak, hello", (10, 22), cover=covering(Names("Dana Novak"))) == [
        ("I am ", False, ""),
        ("[name], hello", True, "said-3-10"),
    ]


def test_whoever_knows_the_candidate_reads_what_they_said_of_themselves():
    """As in quotes and on the page where people rate."""
    assert cut("I am 54: dana@example.org", (0, 7)) == [("I am 54", True, "said-3-0"), (": dana@example.org", False, "")]


def test_without_quotes_and_words_nothing_is_cut():
    assert cut("") == []
    assert cut("abc") == [("abc", False, "")]


@pytest.fixture
def danas(committed, northwind):
    """Her finished interview, and her résumé."""
    invitation = finished(northwind)
    with company_scope(northwind):
        known = Understood(contact=Contact(phone="+46 70 555 01 23"), experience=[Job(title="Engineer", employer="Harbour Freight")])
        make_resume(invitation.candidate, understood=known.model_dump(mode="json"))
    report_on(invitation)
    return interview_of(invitation)


def test_from_every_quote_a_link_leads_to_its_mark(danas, carol, log_in):
    page = log_in(carol).get(reverse("reports:report", args=["northwind", danas.pk])).content.decode()
    links = re.findall(r'class="at still" href="#([\w-]+)"', page)
    assert links
    marks = dict(re.findall(r'<mark id="([\w-]+)" tabindex="-1">([^<]+)</mark>', page))
    assert set(links) <= marks.keys()


def test_what_a_given_level_says_is_in_view_and_its_neighbours_are_one_press_away(danas, carol, log_in):
    page = log_in(carol).get(reverse("reports:report", args=["northwind", danas.pk])).content.decode()
    shown = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    given = re.findall(r'<li class="met-here"><b>(\d)</b><span><strong>([^<]+)</strong> ([^<]+)</span>', shown)
    with company_scope(danas.company_id):
        anchors = {each.name: each.anchors for each in PlanContent.model_validate(danas.plan.content).competencies}
    assert given
    assert [unescape(text) for _, _, text in given] == [anchors[unescape(name)][int(level) - 1] for level, name, _ in given]


def test_it_says_what_was_asked_why_how_it_was_read_and_shows_the_resume_without_contacts(danas, carol, log_in):
    page = log_in(carol).get(reverse("reports:report", args=["northwind", danas.pk])).content.decode()
    assert "Core question 1, the same for everybody" in page
    assert "Warm-up, not judged" in page
    assert "All levels, and why" in page
    assert "Shows sign number 3 of five." in page
    assert "Harbour Freight" in page
    assert "555 01 23" not in page
    assert 'aria-label="Profile, of 5. Data consistency: ' in page


def resume_of(interview) -> Resume:
    with company_scope(interview.company_id):
        return Resume.objects.get(candidate=interview.invitation.candidate_id)


def test_whoever_recruits_opens_the_resume_beside_it(northwind, danas, carol, log_in):
    page = log_in(carol).get(reverse("reports:report", args=["northwind", danas.pk])).content.decode()
    resume = resume_of(danas)
    assert f'href="{reverse("resumes:candidate", args=["northwind", resume.candidate_id])}"' in page
    assert f'<a href="{reverse("resumes:file", args=["northwind", resume.pk])}">Open cv.pdf</a>' in page


def test_a_resume_that_nobody_understood_is_there_with_its_file(northwind, danas, carol, log_in):
    with company_scope(northwind):
        Resume.objects.update(understood={})
    page = log_in(carol).get(reverse("reports:report", args=["northwind", danas.pk])).content.decode()
    assert "Nothing of it was understood so far." in page
    assert "Open cv.pdf" in page


def test_without_a_resume_there_is_no_place_for_one(northwind, danas, carol, log_in):
    with company_scope(northwind):
        Resume.objects.all().delete()
    assert 'id="resume"' not in log_in(carol).get(reverse("reports:report", args=["northwind", danas.pk])).content.decode()


def test_reviewers_are_shown_no_resume(northwind, danas, bob, log_in):
    """Candidates agreed that whoever recruits reads it."""
    with company_scope(northwind):
        invitation = Invitation.objects.select_related("company", "job").get()
    given_to(invitation, bob)
    rated_by(invitation, bob)
    client, resume = log_in(bob), resume_of(danas)
    page = client.get(reverse("reports:report", args=["northwind", danas.pk])).content.decode()
    assert "What the interview showed" in page
    assert 'id="resume"' not in page
    assert "Harbour Freight" not in page
    assert client.get(reverse("resumes:file", args=["northwind", resume.pk])).status_code in (403, 404)


def test_what_was_written_and_not_sent_is_shown_as_that_and_taken_along(northwind, danas, carol, log_in):
    with company_scope(northwind):
        Turn.objects.filter(interview=danas, kept="aside").update(draft="I would rather ask")
    client, page = log_in(carol), reverse("reports:report", args=["northwind", danas.pk])
    shown = client.get(page).content.decode()
    assert shown.index("Written, not sent. Nobody has scored it.") < shown.index("I would rather ask")
    taken = client.get(f"{page}report.json").json()["transcript"]
    assert {turn["written_not_sent"] for turn in taken if "written_not_sent" in turn} == {"I would rather ask"}


def test_the_technical_page_says_who_did_what_and_stands_in_the_log(northwind, danas, carol, log_in):
    page = log_in(carol).get(reverse("reports:technical", args=["northwind", danas.pk])).content.decode()
    assert "prepared words" in page
    assert "1: rules" in page
    assert "No model was asked: rules asked, read and scored." in page
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="report.technical_viewed").count() == 1


def test_a_reviewer_reads_it_and_takes_nothing_along(northwind, danas, bob, log_in):
    with company_scope(northwind):
        invitation = Invitation.objects.select_related("company", "job").get()
    given_to(invitation, bob)
    rated_by(invitation, bob)
    client, page = log_in(bob), reverse("reports:report", args=["northwind", danas.pk])
    shown = client.get(page).content.decode()
    assert "compared the logs" in shown
    for ending in ("technical/", "new-version/", "share/", "report.pdf", "report.csv", "report.json"):
        assert f'{page}{ending}"' not in shown
        assert client.get(f"{page}{ending}").status_code == 403


def test_turns_that_a_sentence_stands_on_are_numbers_and_no_one_number():
    said = render_to_string("reports/parts/sentence.html", {"sentence": {"text": "They looked at the logs.", "turns": [3, 10]}})
    assert re.sub(r"<[^>]+>", "", said).split()[-2:] == ["3", "10"]

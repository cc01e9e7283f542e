"""Between competencies and the whole stand the library's domains, by the questions that were planned."""

import pytest

from accounts.tenancy import company_scope
from interviews.plans.content import PlannedQuestion, Source
from reports.models import Report
from reports.queries.domains import domains_in, name_of
from reports.verifying import faults_in
from tests.interviews.hiring import content_asking
from tests.interviews.questions import make_bank, make_question
from tests.reports.peopled import page_of, reported

pytestmark = pytest.mark.not_replayed


@pytest.fixture
def danas(committed, northwind):
    """Her report: one of three competencies was asked about by a question of a bank."""
    return reported(northwind)


def report_of(invitation) -> Report:
    with company_scope(invitation.company_id):
        return Report.objects.select_related("interview__plan", "rubric").get()


def planned(key: str, question=None) -> PlannedQuestion:
    source = Source.OWN if question else Source.GENERATED
    return PlannedQuestion(key=key, competency="reliability", source=source, question=question and question.pk, text="How?")


def test_a_competency_is_of_the_domain_of_most_of_its_questions(rows, northwind):
    with company_scope(northwind):
        backend, behavioural = make_bank(northwind, slug="backend"), make_bank(northwind, slug="behavioural")
        asked = [make_question(behavioural, key="a"), make_question(backend, key="b"), make_question(backend, key="c")]
        content = content_asking().model_copy(update={"questions": tuple(planned(each.key, each) for each in asked)})
        assert domains_in(content) == {"reliability": "backend"}
        tied = content.model_copy(update={"questions": content.questions[:2]})
        assert domains_in(tied) == {"reliability": "backend"}
        worded = content.model_copy(update={"questions": (planned("own"),)})
        assert domains_in(worded) == {}


def test_a_domain_has_a_name_that_people_read():
    assert [name_of(each) for each in ("data-science", "qa", "devops", "")] == ["Data science", "Quality assurance", "DevOps", ""]


def test_the_report_keeps_it_shows_it_and_it_is_checked(danas, carol, log_in):
    report = report_of(danas)
    [domain] = report.content["domains"]
    [competency] = [each for each in report.content["competencies"] if each["domain"]]
    assert (competency["key"], competency["domain"]) == ("reliability", domain["domain"])
    assert (domain["level"], domain["weight"], domain["coverage"]) == (competency["level"], competency["weight"], 1.0)
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "By domain" in page
    assert f'<th scope="row">{name_of(domain["domain"])}</th>' in page
    with company_scope(danas.company_id):
        assert faults_in(report) == []
        report.content["domains"][0]["level"] += 0.5
        assert faults_in(report) == ["a domain: the numbers are others"]


def test_a_report_that_was_made_before_there_were_domains_stands_as_it_is(danas, carol, log_in):
    report = report_of(danas)
    del report.content["domains"]
    for each in report.content["competencies"]:
        del each["domain"]
    with company_scope(danas.company_id):
        report.save(update_fields=["content"])
        assert faults_in(report_of(danas)) == []
    assert "By domain" not in log_in(carol).get(page_of(danas)).content.decode()

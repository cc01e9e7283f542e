"""What the rules propose for jobs as companies describe them, with the whole library. Nothing here writes: the rows stay from
test to test."""

import pytest

from accounts.models import Company
from accounts.tenancy import company_scope
from interviews.models import Question
from interviews.plans.catalogue import catalogue
from interviews.plans.content import PlanContent, Source
from interviews.plans.duration import duration_of
from interviews.plans.findings import errors
from interviews.plans.for_engine import plan_for_engine
from interviews.plans.starting import content_from, templates
from interviews.proposing import propose_plan
from interviews.queries import plans as queries
from interviews.services.library import load_library
from interviews.services.vectors import make_vectors
from tests.conftest import make_company, make_user
from tests.database import empty
from tests.interviews import descriptions

NAMES = {
    "backend": {"Data and storage", "Reliability"},
    "nurse": {"Care for people who depend on it", "Planning and organising", "Handing over and keeping others informed"},
    "sales": {"Negotiation and closing", "Discovery", "Qualification and forecasting"},
    "support": {"Care under pressure", "Triage and queue"},
    "warehouse": {"Leading a team day to day", "Planning and organising", "Working safely"},
    "german": {"Ein Team im Alltag führen", "Planen und organisieren", "Sicher arbeiten"},
}


def names(content: PlanContent) -> list[str]:
    return [each.name for each in content.competencies]


@pytest.fixture(scope="module")
def company(django_db_setup, django_db_blocker):
    """With the library, which is read once for all of these tests."""
    with django_db_blocker.unblock():
        made = make_company("Northwind Logistics", "northwind", make_user("Alice Okafor", "alice@northwind.example"))
        try:
            load_library()
            make_vectors()
            yield made
        finally:
            empty()


@pytest.fixture(scope="module")
def proposals(company, django_db_blocker):
    """For each description the plan that the rules propose."""
    with django_db_blocker.unblock():
        found = {}
        for name, facts in descriptions.EVERY.items():
            content = propose_plan(facts, company).content
            with company_scope(company):
                questions = {each.pk: each for each in Question.objects.select_related("bank").filter(pk__in=content.question_ids())}
                found[name] = content, questions, queries.findings_of(content)
        return found


EVERY = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def begun(company, django_db_blocker):
    """The plans that begin from our templates, by template and language."""
    with django_db_blocker.unblock(), company_scope(company):
        return {
            (template.slug, language): content_from(template, language, queries.library_questions_of(template, language))
            for template in templates()
            for language in Company.Language.values
        }


@EVERY
def test_it_judges_what_the_work_asks_for(proposals, name):
    content, _, found = proposals[name]
    assert NAMES[name] <= set(names(content))
    assert 3 <= len(content.competencies) <= 6
    assert sum(each.weight for each in content.competencies) == 100
    assert all(each.weight >= 10 and each.about and all(each.anchors) for each in content.competencies)
    assert errors(found) == ()


@EVERY
def test_it_fits_its_minutes_and_asks_two_questions_for_each(proposals, name):
    content, _, _ = proposals[name]
    assert 40 <= duration_of(content).total <= content.minutes <= 60
    for competency in content.competencies:
        assert len(content.questions_of(competency.key)) == (0 if competency.in_every_answer else 2)
    assert [each.name for each in content.competencies if each.in_every_answer] == [
        next(k.name for k in catalogue(content.language) if k.key == "communication")
    ]


@EVERY
def test_each_has_a_question_that_everybody_is_asked(proposals, name):
    _, _, found = proposals[name]
    assert not [finding.title for finding in found if "no core question" in finding.title]


@EVERY
def test_no_two_are_judged_alike(proposals, name):
    content, _, _ = proposals[name]
    assert len({each.anchors for each in content.competencies}) == len(content.competencies)


def test_templates_fit_their_minutes_and_judge_nothing_twice(begun):
    assert [key for key, content in begun.items() if not duration_of(content).fits] == []
    assert [key for key, content in begun.items() if len({each.anchors for each in content.competencies}) < len(content.competencies)] == []


@EVERY
def test_its_questions_are_those_of_the_banks_in_its_language_each_once(proposals, name):
    content, questions, _ = proposals[name]
    asked = [each.question for each in content.questions if each.question]
    assert len(asked) == len(set(asked))
    for planned in content.questions:
        if not planned.question:
            assert planned.source in (Source.GENERATED, Source.WRITTEN)
            continue
        question = questions[planned.question]
        assert (question.text, question.language, question.kind != "warm-up") == (planned.text, content.language, True)
        assert question.domain == planned.domain != ""
    known = {each.key: each.domain for each in content.questions}
    assert {each.key: each.domain for each in plan_for_engine(content, warmup="").questions} == known


@EVERY
def test_what_it_says_of_the_description_stands_there(proposals, name):
    content, _, _ = proposals[name]
    said = [each.because for each in content.competencies if each.because]
    assert all(because in descriptions.EVERY[name].description for because in said)
    assert len(said) >= 3
    assert content.phases.resume.is_on
    assert content.phases.resume.about


def test_jobs_of_a_banks_field_are_asked_that_banks_questions(proposals):
    for name, slug in (("backend", "backend"), ("sales", "sales"), ("support", "support")):
        content, questions, _ = proposals[name]
        assert content.phases.warmup.question
        assert sum(each.bank.slug == slug for each in questions.values()) >= 5
        assert all(each.question for each in content.questions)


def test_who_begins_is_asked_nothing_hard(proposals):
    _, questions, _ = proposals["support"]
    assert not [each for each in questions.values() if each.difficulty == "hard"]


def test_in_german_what_no_bank_has_is_worded_in_german(proposals):
    content, _, _ = proposals["german"]
    assert not any(each.question for each in content.questions)
    assert {each.source for each in content.questions} == {Source.GENERATED, Source.WRITTEN}
    assert all(any(word in each.text for word in ("Sie", "Kollege")) for each in content.questions)

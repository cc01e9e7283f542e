"""Whether there is a right and a wrong to a question stands in the plan, for questions of no bank as well."""

import pytest

from accounts.tenancy import company_scope
from interviews.models import Kind, Question
from interviews.plans.content import PlanContent
from interviews.plans.difference import difference
from interviews.plans.starting import content_from, templates
from interviews.proposing import planned_question
from tests.interviews.hiring import content_asking, make_job, make_plan
from tests.interviews.questions import make_bank, make_question
from tests.interviews.test_plan_pages import content, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(northwind):
    with company_scope(northwind):
        job = make_job(northwind)
        make_plan(job, make_question(make_bank(northwind), kind=Kind.BEHAVIOURAL), number=1)
    return job


def of(job, text: str):
    [found] = [each for each in content(job).questions if each.text == text]
    return found


def test_a_plan_from_before_loads_and_asks_nothing_technical_in_its_own_words(planned):
    before = content(planned).model_dump(mode="json")
    for question in before["questions"]:
        del question["is_technical"]
    assert [each.is_technical for each in PlanContent.model_validate(before).questions] == [False]


def test_a_banks_question_brings_its_kind_along(northwind):
    with company_scope(northwind):
        bank = make_bank(northwind)
        kinds = {kind: planned_question(make_question(bank, kind=kind), "reliability").is_technical for kind in Kind}
    assert [kind for kind, is_technical in kinds.items() if is_technical] == [Kind.TECHNICAL]


def test_a_template_marks_what_it_words_for_technical_competencies():
    begun = [content_from(template, "en", {}) for template in templates()]
    marked = {each.competency for found in begun for each in found.questions if each.is_technical}
    left = {each.competency for found in begun for each in found.questions if not each.is_technical}
    assert marked
    assert left
    assert not marked & left


def test_whoever_makes_the_plan_says_so_and_can_take_it_back(planned, northwind, carol, log_in):
    client = log_in(carol)
    edit(client, planned, "brief", competency="reliability", text="How locks work", is_technical="on")
    edit(client, planned, "brief", competency="reliability", text="What they learned last")
    written = {"competency": "reliability", "difficulty": "easy", "minutes": "3"}
    edit(client, planned, "write-question", text="What does a lock do?", is_technical="on", **written)
    marks = {each.text: each.is_technical for each in content(planned).questions[1:]}
    assert marks == {"How locks work": True, "What they learned last": False, "What does a lock do?": True}
    with company_scope(northwind):
        assert Question.objects.get(text="What does a lock do?").kind == Kind.TECHNICAL
    about = {"competency": "reliability", "follow_ups": "1", "minutes": "4", "difficulty": "easy"}
    edit(client, planned, "question", key=of(planned, "How locks work").key, **about)
    assert not of(planned, "How locks work").is_technical


def test_what_is_asked_of_everybody_from_now_on_keeps_it(planned, northwind, carol, log_in):
    client = log_in(carol)
    edit(client, planned, "brief", competency="reliability", text="How locks work", is_technical="on")
    edit(client, planned, "fix-questions", key=of(planned, "How locks work").key)
    fixed = of(planned, "How locks work")
    with company_scope(northwind):
        assert (fixed.is_technical, Question.objects.get(pk=fixed.question).kind) == (True, Kind.TECHNICAL)


def test_the_page_offers_it_where_the_question_is_the_plans_own_and_proposes_it_beside_technical_ones(planned, carol, log_in):
    client = log_in(carol)

    def boxes() -> list[bool]:
        page = client.get(f"/c/northwind/jobs/{planned.pk}/plan/").content.decode()
        return [" checked" in part.partition(">")[0] for part in page.split('name="is_technical"')[1:]]

    # One for a question that is written, one for what the interview words.
    assert boxes() == [False, False]
    edit(client, planned, "brief", competency="reliability", text="How locks work", is_technical="on")
    assert boxes() == [True] * 3


def test_a_change_of_it_is_told():
    question = Question(text="How do locks work?")
    before = content_asking(question)
    after = before.model_copy(update={"questions": (before.questions[0].model_copy(update={"is_technical": True}),)})
    assert difference(before, after) == ("How right the answer to question 1 of Reliability is, is now judged",)
    assert difference(after, before) == ("How right the answer to question 1 of Reliability is, is no longer judged",)

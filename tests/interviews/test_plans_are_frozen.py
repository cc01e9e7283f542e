import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Plan, PlanQuestion, Question
from interviews.services.jobs import Started, delete_job
from tests.interviews.hiring import make_job, make_plan
from tests.interviews.questions import make_bank, make_question

pytestmark = pytest.mark.django_db


def test_a_plan_that_was_used_never_changes(northwind):
    with company_scope(northwind):
        plan = make_plan(make_job(northwind))
        Plan.objects.filter(pk=plan.pk).update(content={"minutes": 30})
        Plan.objects.filter(pk=plan.pk).update(used_at=timezone.now())
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(content={"minutes": 50})
        assert Plan.objects.get(pk=plan.pk).content == {"minutes": 30}


def test_a_plan_that_was_used_stays_and_its_job_with_it_also_when_whoever_began_was_erased(northwind):
    with company_scope(northwind):
        unused, used = make_plan(make_job(northwind)), make_plan(make_job(northwind), used_at=timezone.now())
        for delete in (used.delete, used.job.delete, lambda: Plan.objects.filter(pk=used.pk)._raw_delete("default")):
            with pytest.raises(IntegrityError, match="a plan that was used stays"), transaction.atomic():
                delete()
        with pytest.raises(Started):
            delete_job(job=used.job, by=Actor())
        delete_job(job=unused.job, by=Actor())
        assert list(Plan.objects.all()) == [used]


def test_a_question_that_is_planned_with_never_changes(northwind):
    with company_scope(northwind):
        question = make_question(make_bank(northwind))
        make_plan(make_job(northwind), question)
        assert Question.objects.get(pk=question.pk).is_used
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(text="Something else?")


def test_a_company_plans_with_the_librarys_questions_and_its_own_alone(northwind, southgate):
    with company_scope(southgate):
        foreign = make_question(make_bank(southgate))
    with company_scope(northwind):
        plan = make_plan(make_job(northwind))
        with pytest.raises(Exception, match="the library's questions and its own"), transaction.atomic():
            PlanQuestion.objects.create(company=northwind, plan=plan, question_id=foreign.pk)

"""How a browser gets to the pages of a plan: what stands there, and the steps."""

from django.utils import timezone

from accounts.models import Member
from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from interviews.models import Job, JobMember, Plan, PlanTemplate, Question
from interviews.plans import edits
from interviews.plans.catalogue import catalogue
from interviews.plans.content import PlanContent, PlannedQuestion, Source
from interviews.proposing import planned_question
from interviews.services import plans as services
from tests.browser.question_pages import vectors_made
from tests.interviews.descriptions import BACKEND
from tests.interviews.hiring import make_job
from tests.interviews.recruiting import library_bank, own_question

DATA = (
    "How did you keep two systems consistent while both were live?",
    "A payment is confirmed and the parcel is never booked. Walk through what you check, and in which order.",
    "Two people press “buy” for the last seat at the same moment. How do you make sure that only one gets it?",
)
BRIEF = "About a migration named in the résumé: what could have gone wrong, and what would have told them?"
OWN = "Tell me about a choice you made while people were waiting for you."


def library(company) -> list[Question]:
    bank = library_bank(*DATA, slug="backend", kind="behavioural", difficulty="hard", competency="Data and storage")
    library_bank("Who did you last help to do something without you?", slug="leadership", competency="Growing people")
    own_question(company, OWN, slug="our-questions", competency="Ownership")
    with every_company("the test looks into the library"):
        return sorted(Question.objects.filter(bank=bank), key=lambda question: DATA.index(question.text))


def content(company, questions: list[Question]) -> PlanContent:
    known = {each.key: each for each in catalogue("en")}
    weights = {"data": 45, "ownership": 30, "growing": 15, "communication": 10}
    competencies = tuple(known[key].as_competency(weight) for key, weight in weights.items())
    with company_scope(company):
        own = Question.objects.get(text=OWN)
    first = competencies[0].model_copy(update={"because": "Keep payments and parcel bookings consistent when a carrier’s system is slow"})
    asked = (
        planned_question(questions[0], "data", "q1"),
        planned_question(questions[1], "data", "q2"),
        PlannedQuestion(key="q3", competency="data", source=Source.GENERATED, text=BRIEF),
        planned_question(own, "ownership", "q4"),
    )
    return PlanContent(competencies=(first, *competencies[1:]), questions=asked)


def job_with_description(company) -> Job:
    with company_scope(company):
        return make_job(company, title="Backend engineer, Payments", description=BACKEND.description, seniority="senior")


def planned_job(cast) -> Job:
    """A version that was used, and a draft that changes it."""
    company = cast.northwind
    questions = library(company)
    vectors_made()
    job = job_with_description(company)
    by = Actor(user=cast.carol)
    with company_scope(company):
        before = services.NO_PLAN
        plan = services.begin_plan(job=job, content=saveable(company, questions), seen=before, by=by, begun_from="empty")
        saved = services.save_plan(job=job, seen=services.seen_of(plan), by=by)
        services.use_plan(plan=saved)
        services.begin_plan(
            job=job,
            content=content(company, questions),
            seen=services.seen_of(saved),
            by=by,
            begun_from="proposal",
            proposed_by={"provider": "builtin"},
        )
    return job


def saveable(company, questions: list[Question]) -> PlanContent:
    """Without the competency that nothing asks for yet."""
    without = edits.remove_competency(content(company, questions), "growing")
    return edits.change_competency(edits.remove_question(without, "q3"), "data", weight=60)


def address(job: Job, more: str = "") -> str:
    return f"/c/northwind/jobs/{job.pk}/plan/{more}"


def plan_page(page, cast):
    return page.goto(address(planned_job(cast)))


def saved_page(page, cast):
    questions = library(cast.northwind)
    job = job_with_description(cast.northwind)
    with company_scope(cast.northwind):
        Plan.objects.create(
            company=cast.northwind,
            job=job,
            number=1,
            content=saveable(cast.northwind, questions).model_dump(mode="json"),
            saved_at=timezone.now(),
        )
    return page.goto(address(job))


def start_page(page, cast):
    job = job_with_description(cast.northwind)
    with company_scope(cast.northwind):
        PlanTemplate.objects.create(company=cast.northwind, name="Our engineers", content={}, created_by=cast.alice)
        other = make_job(cast.northwind, title="Tour planner")
        Plan.objects.create(
            company=cast.northwind, job=other, number=2, content=PlanContent().model_dump(mode="json"), saved_at=timezone.now()
        )
    return page.goto(address(job, "start/"))


def find_page(page, cast):
    return page.goto(address(planned_job(cast), "find/?competency=growing"))


def changes_page(page, cast):
    return page.goto(address(planned_job(cast), "changes/"))


def discard_page(page, cast):
    return page.goto(address(planned_job(cast), "discard/"))


def version_page(page, cast):
    return page.goto(address(planned_job(cast), "versions/1/"))


def reviewers_page(page, cast):
    job = planned_job(cast)
    with company_scope(cast.northwind):
        JobMember.objects.create(company=cast.northwind, job=job, member=Member.objects.get(user=cast.bob))
    return page.goto(address(job))


def delete_template_page(page, cast):
    with company_scope(cast.northwind):
        template = PlanTemplate.objects.create(company=cast.northwind, name="Our engineers", content={})
    return page.goto(f"/c/northwind/plan-templates/{template.pk}/delete/")

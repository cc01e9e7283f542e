"""A member tries a plan out as a candidate would have it, and nothing of it counts or lasts."""

import pytest

from accounts.models import OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.live.carrying_on import carry_on
from interviews.live.examples import POINTS
from interviews.models import Interview, Invitation, Job, Plan, Proposal, QuestionUse, Turn, Waterfall
from interviews.plans.content import Phases, ResumePhase
from interviews.services import plans
from interviews.services.due_words import words_are_there
from interviews.services.jobs import delete_job
from interviews.services.plans import seen_of
from interviews.signals import answer_completed, interview_finished
from tests.accounts.test_budgets import allow, spend
from tests.interviews.hiring import content_asking, make_plan
from tests.interviews.jobs import at, planned_job
from tests.interviews.recruiting import own_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(northwind, carol):
    return planned_job(northwind)


def begin(client, job) -> str:
    """The address of the room."""
    answer = client.post(at(job, "plan/try/"))
    assert answer.status_code == 302
    work(job)
    return answer.headers["Location"]


def work(job) -> None:
    with company_scope(job.company_id):
        found = Interview.objects.filter(job=job, invitation=None).first()
    if found:
        carry_on(interview_id=found.pk, company_id=job.company_id)


def say(client, room: str, job, text: str) -> None:
    with company_scope(job.company_id):
        number = Turn.objects.filter(interview__job=job).order_by("-number").values_list("number", flat=True)[0]
    client.post(f"{room}answer/", {"turn": number, "text": text})
    work(job)


def trials_of(job) -> list[Interview]:
    with company_scope(job.company_id):
        return list(Interview.objects.filter(job=job, invitation=None))


def plan_of(job) -> Plan:
    with company_scope(job.company_id):
        return Plan.objects.get(job=job)


def test_a_plan_is_tried_from_hello_to_goodbye_in_the_candidates_room(northwind, job, carols):
    room = begin(carols, job)
    text = carols.get(room).content.decode()
    assert all(part in text for part in ("You are trying the plan of", "Are you ready to begin?", "Northwind Logistics", 'data-socket=""'))
    say(carols, room, job, "Yes")
    for _ in range(12):
        if trials_of(job)[0].is_over:
            break
        say(carols, room, job, "word " * 60 if trials_of(job)[0].phase != "candidate_questions" else "no")
    assert trials_of(job)[0].outcome == "completed"
    assert "That was it. Thank you." in carols.get(room).content.decode()


def test_nothing_of_a_trial_is_left_anywhere(northwind, job, carols, django_capture_on_commit_callbacks):
    heard = []
    interview_finished.connect(lambda **ids: heard.append(ids), weak=False, dispatch_uid="finished")
    answer_completed.connect(lambda **ids: heard.append(ids), weak=False, dispatch_uid="completed")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            room = begin(carols, job)
            say(carols, room, job, "Yes")
            for _ in range(12):
                if trials_of(job)[0].is_over:
                    break
                say(carols, room, job, "word " * 60 if trials_of(job)[0].phase != "candidate_questions" else "no")
    finally:
        interview_finished.disconnect(dispatch_uid="finished")
        answer_completed.disconnect(dispatch_uid="completed")
    assert heard == []
    with company_scope(northwind):
        assert Turn.objects.filter(purpose="question").exists()
        assert not QuestionUse.objects.exists()
        assert not Waterfall.objects.exists()
        assert not Proposal.objects.exists()
        assert not Invitation.objects.exists()
        assert not OutboxMail.objects.exists()
    assert not plan_of(job).is_used
    text = carols.get("/c/northwind/").content.decode() + carols.get(at(job)).content.decode()
    assert "Being interviewed now" not in text
    assert "Lately over" not in text
    carols.post(f"{room}end/")
    assert trials_of(job) == []


def test_its_script_talks_by_requests_as_a_candidates_does(northwind, job, carols):
    room = begin(carols, job)
    epoch = carols.post(f"{room}connect/").json()["epoch"]
    seen = carols.get(f"{room}now/", {"epoch": epoch}).json()
    assert "Are you ready to begin?" in seen["html"]
    assert carols.get(f"{room}now/", {"epoch": epoch, "has": seen["mark"]}).status_code == 204
    assert carols.post(f"{room}draft/", {"turn": 1, "text": "Ye", "epoch": epoch, "rev": 1}).json() == {"kept": True}
    assert "html" in carols.post(f"{room}act/", {"do": "pause", "epoch": epoch}).json()
    carols.post(f"{room}connect/")
    assert carols.get(f"{room}now/", {"epoch": epoch}).status_code == 409


def test_editing_the_plan_ends_its_trials_and_freezes_nothing(northwind, job, carols, carol):
    room = begin(carols, job)
    plan = plan_of(job)
    with company_scope(northwind):
        draft = plans.edit_plan(
            job=job, seen=seen_of(plan), edit=lambda content: content.model_copy(update={"minutes": 45}), by=Actor(user=carol)
        )
    # The saved version is another plan than the draft: its trial may go on until the draft takes its place.
    assert len(trials_of(job)) == 1
    with company_scope(northwind):
        plans.save_plan(job=job, seen=seen_of(draft), by=Actor(user=carol))
    assert trials_of(job) == []
    answer = carols.get(room)
    assert (answer.status_code, "This trial is over" in answer.content.decode()) == (404, True)
    assert plan_of(job).number == plan.number


def test_a_draft_is_tried_as_it_stands_and_each_edit_ends_the_trial(northwind, job, carols, carol):
    with company_scope(northwind):
        draft = plans.edit_plan(
            job=job, seen=seen_of(plan_of(job)), edit=lambda content: content.model_copy(update={"minutes": 45}), by=Actor(user=carol)
        )
    begin(carols, job)
    assert trials_of(job)[0].plan_id == draft.pk
    with company_scope(northwind):
        draft = Plan.objects.get(pk=draft.pk)
        plans.edit_plan(job=job, seen=seen_of(draft), edit=lambda content: content.model_copy(update={"minutes": 50}), by=Actor(user=carol))
    assert trials_of(job) == []
    begin(carols, job)
    with company_scope(northwind):
        plans.discard_draft(job=job, seen=seen_of(Plan.objects.get(pk=draft.pk)), by=Actor(user=carol))
    assert trials_of(job) == []


def test_a_worker_that_comes_after_the_trial_has_gone_does_nothing(northwind, job, carols):
    room = begin(carols, job)
    carols.post(f"{room}answer/", {"turn": 1, "text": "Yes"})
    trial = trials_of(job)[0]
    with company_scope(northwind):
        Interview.objects.all().delete()
        words_are_there(interview=trial)
    carry_on(interview_id=trial.pk, company_id=northwind.pk)
    assert trials_of(job) == []


def test_beginning_anew_forgets_ones_own_trial_and_nobody_elses(northwind, job, carols, ada, log_in):
    first, others = begin(carols, job), begin(log_in(ada), job)
    assert begin(carols, job) != first
    assert len(trials_of(job)) == 2
    assert carols.get(others).status_code == 200


def test_a_plan_that_asks_about_the_resume_is_tried_with_an_example(northwind, carols):
    question = own_question(northwind)
    job = planned_job(northwind)
    with company_scope(northwind):
        Plan.objects.filter(job=job).delete()
        content = content_asking(question, phases=Phases(resume=ResumePhase(is_on=True)), language="de")
        make_plan(job, question, content=content.model_dump(mode="json"))
    begin(carols, job)
    assert [point["text"] for point in trials_of(job)[0].state["points"]] == [point.text for point in POINTS["de"]]
    assert trials_of(job)[0].language == "de"


def test_what_cannot_be_held_is_not_tried(northwind, job, carols):
    with company_scope(northwind):
        plan = Plan.objects.get(job=job)
        plan.content |= {"questions": []}
        plan.save()
    answer = carols.post(at(job, "plan/try/"), follow=True)
    assert "Mend it first, then try it." in answer.content.decode()
    with company_scope(northwind):
        Plan.objects.all().delete()
    carols.post(at(job, "plan/try/"))
    assert trials_of(job) == []


def test_a_trial_costs_and_needs_a_budget(northwind, job, carols):
    allow(northwind, "1")
    spend(northwind, "2")
    answer = carols.post(at(job, "plan/try/"), follow=True)
    assert "This month’s budget is used up" in answer.content.decode()
    assert trials_of(job) == []


def test_reviewers_and_other_companies_try_nothing(northwind, job, carols, bob, charlie, log_in):
    room = begin(carols, job)
    for user, code in ((bob, 403), (charlie, 404)):
        assert log_in(user).post(at(job, "plan/try/")).status_code == code
        assert log_in(user).get(room).status_code == code
    assert len(trials_of(job)) == 1


def test_a_job_with_a_trial_is_deleted_as_any_other(northwind, job, carols, carol):
    begin(carols, job)
    with company_scope(northwind):
        delete_job(job=job, by=Actor(user=carol))
        assert not Job.objects.exists()


def test_the_page_of_the_plan_offers_it(job, carols):
    assert "Try it as a candidate" in carols.get(at(job, "plan/")).content.decode()


def test_ending_is_asked_about_from_inside_the_room(job, carols):
    room = begin(carols, job)
    assert "End the trial?" in carols.get(f"{room}end/").content.decode()
    assert carols.post(f"{room}end/").headers["Location"] == at(job, "plan/")

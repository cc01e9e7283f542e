"""A job's plan: begun, edited, saved as versions, used; by whom, and by whom not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, Member
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Bank, JobMember, Plan, PlanQuestion, PlanTemplate, Question, State
from interviews.plans import edits
from interviews.plans.content import PlanContent, PlannedQuestion, Source
from interviews.plans.edits import Impossible
from interviews.queries import plans as queries
from interviews.services import plans as services
from interviews.services.plans import NO_PLAN, Seen, seen_of
from interviews.services.questions import as_written, edit_question, retire_questions
from tests.interviews.hiring import content_asking, make_job, make_plan
from tests.interviews.questions import make_bank, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(carol):
    return Actor(user=carol)


@pytest.fixture
def scope(northwind):
    with company_scope(northwind):
        yield


@pytest.fixture
def job(northwind, scope):
    return make_job(northwind)


@pytest.fixture
def questions(northwind, scope):
    bank = make_bank(northwind)
    return [make_question(bank, text) for text in ("How do you find a slow query?", "When did you last break something?")]


@pytest.fixture
def draft(job, questions, by):
    return services.begin_plan(job=job, content=content_asking(*questions), seen=NO_PLAN, by=by, begun_from="empty")


def saved(job, by):
    return services.save_plan(job=job, seen=seen_of(queries.draft_of(job)), by=by)


def edited(job, by, **values):
    plan = queries.draft_of(job) or queries.current_plan(job)
    return services.edit_plan(job=job, seen=seen_of(plan), edit=lambda content: edits.change_settings(content, **values), by=by)


def actions() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="plan").order_by("pk").values_list("action", flat=True))


def test_a_plan_is_begun_saved_and_is_then_the_current_one(job, draft, questions, by):
    assert (draft.is_draft, draft.number, queries.current_plan(job)) == (True, 1, None)
    plan = saved(job, by)
    assert (queries.current_plan(job), queries.draft_of(job), plan.number) == (plan, None, 1)
    assert set(PlanQuestion.objects.values_list("question", flat=True)) == {each.pk for each in questions}
    assert Question.objects.get(pk=questions[0].pk).is_used
    assert actions() == ["plan.begun", "plan.saved"]


def test_an_edit_of_a_saved_plan_begins_a_draft_and_leaves_the_plan(job, draft, by):
    plan = saved(job, by)
    changed = edited(job, by, minutes=60)
    assert (changed.is_draft, changed.number, changed.content["minutes"]) == (True, 2, 60)
    assert queries.current_plan(job).content == plan.content


def test_a_version_that_nobody_was_asked_is_replaced(job, draft, by):
    saved(job, by)
    edited(job, by, minutes=60)
    plan = saved(job, by)
    assert (plan.number, Plan.objects.count(), PlanQuestion.objects.count()) == (1, 1, 2)


def test_a_version_that_was_used_stays_and_the_next_one_follows(job, draft, by):
    first = services.use_plan(plan=saved(job, by))
    edited(job, by, minutes=60)
    second = saved(job, by)
    assert (first.number, second.number, queries.current_plan(job)) == (1, 2, second)
    assert [(version.plan.number, version.changes) for version in queries.versions_of(job)] == [(2, ("Minutes: 40 to 60",)), (1, ())]
    assert AuditEntry.objects.get(action="plan.saved", details__version=2).details["changes"] == ["Minutes: 40 to 60"]


def test_using_twice_marks_once_and_a_plan_that_was_replaced_gives_the_newest(job, draft, by):
    before = saved(job, by)
    edited(job, by, minutes=60)
    newest = saved(job, by)
    used = services.use_plan(plan=before)
    assert (used, used.is_used) == (newest, True)
    assert services.use_plan(plan=newest).used_at == used.used_at


def test_a_draft_cannot_be_used(draft):
    with pytest.raises(services.NothingToSave):
        services.use_plan(plan=draft)


def test_with_errors_nothing_is_saved(job, by):
    services.begin_plan(job=job, content=PlanContent(), seen=NO_PLAN, by=by, begun_from="empty")
    with pytest.raises(services.NotReady) as refused:
        saved(job, by)
    assert [fault.title for fault in refused.value.faults] == ["Nothing is judged yet."]
    assert queries.current_plan(job) is None


def test_with_nothing_changed_nothing_is_saved(job, draft, by):
    plan = saved(job, by)
    with pytest.raises(services.NothingToSave):
        services.save_plan(job=job, seen=seen_of(plan), by=by)


def test_of_two_people_the_later_is_told(job, draft, by):
    seen = seen_of(draft)
    edited(job, by, minutes=60)
    for late in (
        lambda: services.edit_plan(job=job, seen=seen, edit=edits.spread_weights, by=by),
        lambda: services.save_plan(job=job, seen=seen, by=by),
        lambda: services.discard_draft(job=job, seen=seen, by=by),
        lambda: services.begin_plan(job=job, content=PlanContent(), seen=seen, by=by, begun_from="empty"),
    ):
        with pytest.raises(services.ChangedMeanwhile):
            late()
    assert queries.content_of(queries.draft_of(job)).minutes == 60


def test_a_plan_that_is_not_there_cannot_be_edited(job, by):
    with pytest.raises(services.ChangedMeanwhile):
        services.edit_plan(job=job, seen=NO_PLAN, edit=edits.spread_weights, by=by)


@pytest.mark.parametrize("text", ["", "nonsense", "a:b", ":-1", "x:²"])
def test_what_nobody_sent_is_no_state_of_a_plan(job, draft, text):
    assert Seen.parsed(text) != seen_of(draft)
    assert Seen.parsed(str(seen_of(draft))) == seen_of(draft)


def test_a_draft_is_discarded_and_the_version_stays(job, draft, by):
    plan = saved(job, by)
    services.discard_draft(job=job, seen=seen_of(plan), by=by)  # there is none
    changed = edited(job, by, minutes=60)
    services.discard_draft(job=job, seen=seen_of(changed), by=by)
    assert (queries.draft_of(job), queries.current_plan(job)) == (None, plan)
    assert actions()[-1] == "plan.discarded"


def test_beginning_anew_takes_the_place_of_the_draft(job, draft, by):
    anew = services.begin_plan(job=job, content=PlanContent(minutes=20), seen=seen_of(draft), by=by, begun_from="empty")
    assert (anew.pk, anew.edits, queries.content_of(anew).minutes) == (draft.pk, draft.edits + 1, 20)


# Questions of their own


def test_a_question_written_for_the_plan_is_kept_in_the_bank_and_judged_as_its_competency(job, draft, northwind, by):
    plan = services.write_question_for_plan(
        job=job, seen=seen_of(draft), competency="reliability", text="What broke last?", difficulty="easy", minutes=3, follow_ups=2, by=by
    )
    [planned] = [each for each in queries.content_of(plan).questions if each.text == "What broke last?"]
    question = Question.objects.get(pk=planned.question)
    assert (planned.source, planned.follow_ups, question.company, question.competency) == (Source.OWN, 2, northwind, "Reliability")
    assert question.anchors == list(queries.content_of(plan).competencies[0].anchors)


def test_in_another_language_than_the_company_speaks_a_bank_of_that_language_is_made(northwind, by, scope):
    job = make_job(northwind, language="de")
    content = content_asking(language="de")
    plan = services.begin_plan(job=job, content=content, seen=NO_PLAN, by=by, begun_from="empty")
    services.write_question_for_plan(
        job=job,
        seen=seen_of(plan),
        competency="reliability",
        text="Was ging zuletzt schief?",
        difficulty="easy",
        minutes=3,
        follow_ups=1,
        by=by,
    )
    bank = Bank.objects.get(language="de", company=northwind)
    assert (bank.name, bank.questions.get().language) == ("Our questions, German", "de")


def test_what_the_interview_was_to_word_is_asked_of_everybody_from_now_on(job, draft, by):
    brief = PlannedQuestion(key="x", competency="reliability", source=Source.GENERATED, text="What did they put off?")
    plan = services.edit_plan(job=job, seen=seen_of(draft), edit=lambda content: edits.add_question(content, brief), by=by)
    plan = services.fix_questions(job=job, seen=seen_of(plan), keys=("q3",), by=by)
    fixed = queries.content_of(plan).questions[2]
    assert (fixed.source, fixed.is_core, Question.objects.get(pk=fixed.question).text) == (Source.OWN, True, "What did they put off?")
    with pytest.raises(Impossible):
        services.fix_questions(job=job, seen=seen_of(plan), keys=("gone",), by=by)


# Templates


def test_a_plan_is_kept_as_a_template_without_what_the_description_said(job, draft, northwind, by):
    said = services.edit_plan(
        job=job, seen=seen_of(draft), edit=lambda content: edits.change_competency(content, "reliability", because="We say so"), by=by
    )
    template = services.keep_as_template(job=job, name="Engineers", by=by)
    assert template.content["competencies"][0]["because"] == ""
    assert queries.content_of(said).competencies[0].because == "We say so"
    with pytest.raises(services.NameTaken):
        services.keep_as_template(job=job, name="ENGINEERS", by=by)
    services.delete_template(template=template, by=by)
    assert not PlanTemplate.objects.exists()
    assert actions()[-2:] == ["plan_template.made", "plan_template.deleted"]


def test_without_a_plan_there_is_nothing_to_keep(job, by):
    with pytest.raises(services.NothingToSave):
        services.keep_as_template(job=job, name="Engineers", by=by)


def test_a_copied_plan_leaves_out_questions_that_are_gone(job, questions, northwind):
    content = content_asking(*questions)
    missing = content.phases.warmup.model_copy(update={"question": content.questions[0].question, "text": "Hello?"})
    content = content.model_copy(update={"phases": content.phases.model_copy(update={"warmup": missing})})
    questions[0].delete()
    copied = services.copied_content(content, "de")
    assert ([each.key for each in copied.questions], copied.language, copied.phases.warmup.question) == (["q2"], "de", None)


# What is said about questions


def test_the_banks_are_asked_how_a_question_stands_now(job, draft, questions, by):
    saved(job, by)
    retire_questions(questions=[questions[1]], by=by)
    written = as_written(questions[0])
    newer = edit_question(question=questions[0], written=type(written)(written.wording, (), ("An ideal.",)), by=by)
    assert newer.version == 2
    said = [finding.title for finding in queries.findings_of(queries.content_of(queries.current_plan(job)))]
    assert said[:2] == ["Reliability 1 has a newer wording.", "Reliability 2 was retired."]


def test_jobs_that_ask_a_question_are_those_whose_current_plan_does(northwind, job, draft, questions, by):
    assert queries.jobs_asking(questions) == {}
    services.use_plan(plan=saved(job, by))
    make_plan(make_job(northwind, title="Another"), questions[0])
    assert {pk: [each.title for each in jobs] for pk, jobs in queries.jobs_asking(questions).items()} == {
        questions[0].pk: ["Another", "Backend engineer, Payments"],
        questions[1].pk: ["Backend engineer, Payments"],
    }
    services.edit_plan(job=job, seen=seen_of(queries.current_plan(job)), edit=lambda content: edits.remove_question(content, "q2"), by=by)
    saved(job, by)
    assert questions[1].pk not in queries.jobs_asking(questions)


def test_the_page_takes_as_many_queries_for_many_questions_as_for_few(northwind, carol, log_in):
    client = log_in(carol)

    def queries_for(number: int) -> int:
        with company_scope(northwind):
            bank = make_bank(northwind, f"bank-{number}")
            job = make_job(northwind)
            make_plan(job, *(make_question(bank, f"What is number {at} of {number}?") for at in range(number)))
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(f"/c/northwind/jobs/{job.pk}/plan/").status_code == 200
        return len(found)

    queries_for(1)
    assert queries_for(2) == queries_for(30)


# Who may


def test_a_reviewer_reads_the_plans_of_jobs_that_they_were_given_and_of_no_other(northwind, job, draft, by, bob, log_in, scope):
    saved(job, by)
    address, client = f"/c/northwind/jobs/{job.pk}/plan/", log_in(bob)
    assert client.get(address).status_code == 404
    JobMember.objects.create(company=northwind, job=job, member=Member.objects.get(user=bob))
    text = client.get(address).content.decode()
    assert "How do you find a slow query?" in text
    assert "plan/edit/" not in text
    assert client.post(f"{address}edit/", {"do": "spread-weights"}).status_code == 403


def test_a_reviewer_of_a_job_without_a_plan_is_told_so(northwind, job, bob, log_in):
    JobMember.objects.create(company=northwind, job=job, member=Member.objects.get(user=bob))
    assert "There is no plan yet" in log_in(bob).get(f"/c/northwind/jobs/{job.pk}/plan/").content.decode()


def test_another_companys_question_is_not_added(northwind, southgate, job, draft, carol, log_in):
    connection.cursor().execute("SELECT 1")
    client = log_in(carol)
    plan = queries.draft_of(job)
    missing = {
        "do": "add-question",
        "competency": "reliability",
        "seen": str(seen_of(plan)),
        "question": "00000000-0000-0000-0000-000000000001",
    }
    assert client.post(f"/c/northwind/jobs/{job.pk}/plan/edit/", missing).status_code == 404


def test_retiring_a_question_says_which_plans_still_ask_it(northwind, job, draft, questions, by, carol, log_in):
    saved(job, by)
    client = log_in(carol)
    address = f"/c/northwind/questions/{questions[0].pk}/"
    assert f"/c/northwind/jobs/{job.pk}/plan/" in client.get(address).content.decode()
    assert "In 1 current plan" in client.get("/c/northwind/questions/").content.decode()
    text = client.post(f"{address}retire/", follow=True).content.decode()
    assert "The current plan of “Backend engineer, Payments” still asks it" in text
    assert Question.objects.get(pk=questions[0].pk).state == State.RETIRED

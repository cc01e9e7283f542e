"""A new version of a report is made when somebody asks; the old one stays, and both can be checked."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Interview, Plan, Turn
from interviews.plans.content import PlanContent
from reports.models import Assessment, Report
from reports.queries.changes import changes_since, later_rubric
from reports.services.versions import BeingMade, ask_for_version
from reports.verifying import faults_in
from tests.interviews.rooms import interview_of
from tests.reports.assessed import finished, interview_with_report, report_on


@pytest.fixture
def danas(committed, northwind):
    """Her finished interview."""
    return finished(northwind)


def test_by_the_id_that_addresses_have_every_version_is_checked(northwind, danas, capsys):
    report_on(danas)
    ask(northwind, interview_of(danas))
    report_on(danas)
    call_command("verify_report", str(interview_of(danas).pk))
    assert "2 of 2 reports hold." in capsys.readouterr().out


def ask(company, interview: Interview, rubric: Plan | None = None) -> list[int]:
    with company_scope(company):
        return ask_for_version(interview=interview, rubric=rubric, by=Actor())


def versions(company) -> list[Report]:
    with company_scope(company):
        return list(Report.objects.select_related("interview__plan", "rubric").order_by("version"))


def test_the_old_version_stays_and_both_hold(northwind, danas, carol, log_in):
    before = report_on(danas)
    client, page = log_in(carol), reverse("reports:report", args=["northwind", interview_of(danas).pk])
    assert client.post(f"{page}new-version/").status_code == 302
    assert "A new version is being made." in client.get(page).content.decode()
    assert report_on(danas).version == 2
    first, second = versions(northwind)
    assert first.content == before.content
    assert not set(first.content["assessments"]) & set(second.content["assessments"])
    with company_scope(northwind):
        assert [faults_in(each) for each in (first, second)] == [[], []]
        entry = AuditEntry.objects.get(action="report.version_asked")
    assert (entry.actor, entry.details["version"]) == (carol, 2)
    assert "This is an older version." in client.get(f"{page}?version=1").content.decode()
    assert "Version 1," in client.get(page).content.decode()
    assert [client.get(f"{page}?version={number}").status_code for number in ("3", "0", "x", "99999999999")] == [404] * 4


def test_while_it_is_made_the_page_of_the_old_one_counts_along_and_says_when_it_is_there(northwind, danas, carol, log_in):
    report_on(danas)
    client, page = log_in(carol), reverse("reports:report", args=["northwind", interview_of(danas).pk])
    ask(northwind, interview_of(danas))
    text = client.get(page).content.decode()
    [asks] = re.findall(r'hx-get="([^"]+)"', text)
    assert asks == f"{page}?after=1"
    [total] = re.findall(r">0 of (\d+)<", text)
    fragment = client.get(asks, HTTP_HX_REQUEST="true").content.decode()
    assert f"0 of {total}" in fragment
    assert 'hx-trigger="every 2s"' in fragment
    assert "<h1" not in fragment
    report_on(danas)
    done = client.get(asks, HTTP_HX_REQUEST="true")
    assert "The new version is there." in done.content.decode()
    # Who writes a comment meanwhile keeps it: the page is not loaded anew under their hands.
    assert "HX-Refresh" not in done.headers
    assert "hx-trigger" not in done.content.decode()
    assert "hx-trigger" not in client.get(page).content.decode()


def test_whoever_waits_for_a_version_that_is_not_made_any_more_waits_no_longer(northwind, danas, carol, log_in):
    report_on(danas)
    client, page = log_in(carol), reverse("reports:report", args=["northwind", interview_of(danas).pk])
    for after in ("1", "", "x", "99999999999"):
        fragment = client.get(f"{page}?after={after}", HTTP_HX_REQUEST="true")
        assert "hx-trigger" not in fragment.content.decode()


def test_every_answer_is_read_anew_as_it_stands_now(northwind, danas):
    report_on(danas)
    interview = interview_of(danas)
    with company_scope(northwind):
        asked = Turn.objects.filter(kept="answered", assessments__isnull=False).first()
        Turn.objects.filter(pk=asked.pk).update(
            answer="I never did anything of the kind, and I would not know how to begin with it either."
        )
        assert "An answer was corrected after it was read." in changes_since(Report.objects.get(), interview)
    numbers = ask(northwind, interview)
    assert asked.number in numbers
    report_on(danas)
    _, second = versions(northwind)
    with company_scope(northwind):
        assert changes_since(second, interview) == ()
        assert faults_in(second) == []
        assert set(Assessment.objects.filter(pk__in=second.content["assessments"]).values_list("version", flat=True)) == {2}


def test_a_later_plan_judges_by_its_own_anchors_and_weights(northwind, danas):
    report_on(danas)
    interview = interview_of(danas)
    with company_scope(northwind):
        content = PlanContent.model_validate(interview.plan.content)
        first, *others = content.competencies
        heavier = [
            first.model_copy(update={"weight": 90, "name": "Keeping it running"}),
            *(each.model_copy(update={"weight": 5}) for each in others),
        ]
        changed = content.model_copy(update={"competencies": tuple(heavier)}).model_dump(mode="json")
        plan = Plan.objects.create(
            company=northwind, job=interview.job, number=interview.plan.number + 1, content=changed, saved_at=interview.began_at
        )
        assert later_rubric(Report.objects.get(), interview) == plan
    ask(northwind, interview, plan)
    report_on(danas)
    before, after = versions(northwind)
    assert [each["weight"] for each in before.content["competencies"]] == [50, 30, 20]
    assert [each["weight"] for each in after.content["competencies"]] == [90, 5, 5]
    assert after.content["competencies"][0]["name"] == "Keeping it running"
    with company_scope(northwind):
        assert [faults_in(each) for each in (before, after)] == [[], []]
        assert later_rubric(after, interview) is None


def later_plan(company, interview) -> Plan:
    """One that weighs otherwise."""
    with company_scope(company):
        newest = Plan.objects.filter(job=interview.job).order_by("-number").first()
        content = PlanContent.model_validate(newest.content)
        first, *others = content.competencies
        heavier = (first.model_copy(update={"weight": first.weight + 1}), *others)
        changed = content.model_copy(update={"competencies": heavier}).model_dump(mode="json")
        return Plan.objects.create(
            company=company, job=interview.job, number=newest.number + 1, content=changed, saved_at=interview.began_at
        )


def test_who_chose_a_plan_is_not_given_another_that_came_meanwhile(northwind, rows, carol, log_in):
    interview = interview_with_report(northwind).interview
    client, page = log_in(carol), reverse("reports:new-version", args=["northwind", interview.pk])
    chosen = later_plan(northwind, interview)
    assert f'name="judge_by" value="{chosen.number}"' in client.get(page).content.decode()
    later_plan(northwind, interview)
    answer = client.post(page, {"judge_by": str(chosen.number)}, follow=True)
    assert f"Version {chosen.number} of the plan is not the newest any more." in answer.content.decode()
    assert len(versions(northwind)) == 1
    client.post(page, {"judge_by": str(chosen.number + 1)})
    assert versions(northwind)[-1].rubric.number == chosen.number + 1


def test_one_at_a_time(northwind, rows):
    report = interview_with_report(northwind)
    ask(northwind, report.interview)
    with pytest.raises(BeingMade):
        ask(northwind, report.interview)
    assert [each.version for each in versions(northwind)] == [1, 2]


def test_before_there_is_one_nobody_asks_for_another(northwind, rows):
    report = interview_with_report(northwind)
    with company_scope(northwind):
        Report.objects.all().delete()
    with pytest.raises(BeingMade):
        ask(northwind, report.interview)

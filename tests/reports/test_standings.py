"""A job's people by what their interviews showed: ties as ties, one version of the plan at a time, and side by side."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.state import State
from interviews.models import Interview, Plan, Turn
from reports.models import Assessment, Report
from reports.queries.comparing import comparison_of
from reports.queries.standings import PAGE, agreement_in, standings_of
from reports.services.deciding import set_score
from tests.interviews.hiring import make_invitation, make_job, make_plan
from tests.interviews.rooms import interview_of, turns_of
from tests.reports.assessed import VERDICT, assess, report_on
from tests.reports.peopled import given_to, member_of, opened_by, over, page_of, rated_by
from tests.resumes.people import make_candidate

pytestmark = pytest.mark.not_replayed


def another(invitation, name: str, level: float | None, uncertainty: float = 0.2, plan: Plan | None = None) -> Interview:
    """Somebody else in the same job, whose report says this of every competency."""
    with company_scope(invitation.company_id):
        report = Report.objects.select_related("interview__plan").filter(interview__invitation=invitation).get()
        interview = report.interview
        candidate = make_candidate(invitation.company, name=name, email=f"{uuid4().hex[:8]}@post.example")
        made = Interview.objects.create(
            company=invitation.company,
            job=invitation.job,
            plan=plan or interview.plan,
            invitation=make_invitation(invitation.job, candidate=candidate),
            language="en",
            state=State().as_json(),
            outcome="completed",
            finished_at=timezone.now(),
        )
        numbers = {"level": level, "uncertainty": uncertainty}
        competencies = [each | numbers for each in report.content["competencies"]]
        recommendation = "yes" if level else "not-enough"
        more = {"competencies": competencies, "recommendation": recommendation, "not_scored": 0, "assessments": []}
        content = json.loads(json.dumps(report.content | numbers)) | more
        Report.objects.create(
            company=invitation.company, interview=made, state="ready", due_at=None, made_at=timezone.now(), content=content
        )
    return made


def dana_at(invitation, level: float, uncertainty: float = 0.2) -> None:
    with company_scope(invitation.company_id):
        report = Report.objects.get(interview__invitation=invitation)
        numbers = {"level": level, "uncertainty": uncertainty}
        content = report.content | numbers | {"competencies": [each | numbers for each in report.content["competencies"]]}
        Report.objects.filter(pk=report.pk).update(content=content)


def places_of(invitation, user):
    member = member_of(invitation.company, user)
    with company_scope(invitation.company_id):
        found = standings_of(invitation.job, member, None, 1)
        return {
            row.interview.invitation.candidate.name: row.place.words if row.place else None for group in found.groups for row in group.rows
        }


def address_of(page: str, invitation, query: str = "") -> str:
    return reverse(f"reports:{page}", args=["northwind", invitation.job_id]) + query


def picked(*interviews) -> str:
    return "?" + "&".join(f"pick={each.pk}" for each in interviews)


def test_places_are_shared_where_ranges_overlap(danas, carol):
    dana_at(danas, 4.2)
    another(danas, "Ingrid Ek", 3.9)
    another(danas, "Kim Larsen", 3.5, 0.3)
    another(danas, "Zoe Lund", 2.0)
    with company_scope(danas.company_id):
        dana = danas.candidate.name
    assert places_of(danas, carol) == {dana: "1–2", "Ingrid Ek": "1–3", "Kim Larsen": "2–3", "Zoe Lund": "4"}


@pytest.mark.parametrize(("wanted", "names"), [("2", ["Kim"]), ("9", ["Kim"]), ("-1", ["Dana", "Ingrid"]), ("x", ["Dana", "Ingrid"])])
def test_of_pages_that_are_not_there_the_nearest_is_shown(danas, carol, log_in, monkeypatch, wanted, names):
    for module in ("queries.standings", "views.jobs"):
        monkeypatch.setattr(f"reports.{module}.PAGE", 2)
    dana_at(danas, 4.2)
    another(danas, "Ingrid Ek", 3.0)
    another(danas, "Kim Larsen", 2.0)
    with company_scope(danas.company_id):
        number = interview_of(danas).plan.number
        called = {"Dana": danas.candidate.name, "Ingrid": "Ingrid Ek", "Kim": "Kim Larsen"}
    shown = log_in(carol).get(address_of("standings", danas, f"?plan={number}&page={wanted}")).content.decode()
    assert [name for name, whole in called.items() if f"<strong>{whole}</strong>" in shown] == names
    assert ('rel="prev"' in shown) == (names == ["Kim"])


def test_the_page_says_tie_and_whoever_showed_too_little_has_no_place(danas, carol, log_in):
    dana_at(danas, 4.2)
    another(danas, "Ingrid Ek", 4.1)
    another(danas, "Kim Larsen", None)
    page = log_in(carol).get(address_of("standings", danas)).content.decode()
    assert page.count('<span class="small muted">tie</span>') == 2
    assert "2 of 2 share places" in page
    assert "No place: too little was shown" in page
    with company_scope(danas.company_id):
        assert AuditEntry.objects.filter(action="report.standings_viewed").count() == 1


def test_only_who_answered_the_same_version_is_placed_together(danas, carol, log_in):
    with company_scope(danas.company_id):
        newer = make_plan(danas.job, content=interview_of(danas).plan.content)
    another(danas, "Ingrid Ek", 1.2, plan=newer)
    assert set(places_of(danas, carol).values()) == {"1"}
    assert "not placed among each other" in log_in(carol).get(address_of("standings", danas)).content.decode()


def judged_by_a_later_plan(invitation, interview: Interview) -> Plan:
    """Their report was made anew by other weights than the others'."""
    with company_scope(invitation.company_id):
        first, *others = interview_of(invitation).plan.content["competencies"]
        content = interview_of(invitation).plan.content | {"competencies": [first | {"weight": 90}, *others]}
        later = make_plan(invitation.job, content=content)
        Report.objects.filter(interview=interview).update(rubric=later)
    return later


def test_only_who_was_judged_by_the_same_version_is_placed_together(danas, carol, log_in):
    ingrid = another(danas, "Ingrid Ek", 1.2)
    later = judged_by_a_later_plan(danas, ingrid)
    assert set(places_of(danas, carol).values()) == {"1"}
    asked, client = interview_of(danas).plan.number, log_in(carol)
    page = client.get(address_of("standings", danas)).content.decode()
    assert f"1 person, plan version {asked}, judged by version {later.number}" in page
    assert f"1 person, plan version {asked}</h2>" in page
    assert "not placed among each other" in page
    page = client.get(address_of("compare", danas, picked(interview_of(danas), ingrid))).content.decode()
    assert "nobody is called ahead of anybody" in page
    assert f"plan version {asked}, judged by version {later.number}" in page


def test_who_was_judged_by_a_later_version_is_compared_by_its_weights(danas, carol):
    ingrid, kim = another(danas, "Ingrid Ek", 1.2), another(danas, "Kim Larsen", 4.2)
    later, member = judged_by_a_later_plan(danas, ingrid), member_of(danas.company, carol)
    with company_scope(danas.company_id):
        Report.objects.filter(interview=kim).update(rubric=later)
        compared = [Interview.objects.select_related("plan", "invitation__candidate").get(pk=each.pk) for each in (ingrid, kim)]
        found = comparison_of(compared, member)
    assert (found.is_one_plan, found.rows[0].weight) == (True, 90)


def test_what_rules_scored_is_not_called_the_ais(danas, carol, log_in):
    by_rules = "Scored by rules, without a model."
    other, client = another(danas, "Ingrid Ek", 1.2), log_in(carol)
    pages = (address_of("standings", danas), address_of("compare", danas, picked(interview_of(danas), other)))
    shown = [client.get(page).content.decode() for page in pages]
    assert [page.count(by_rules) for page in shown] == [2, 2]
    assert [("The AI’s score" in page, "The AI suggests" in page) for page in shown] == [(False, False)] * 2
    with company_scope(danas.company_id):
        Assessment.objects.update(made_by={"prompt": 1, "model": "gpt"})
        Report.objects.update(made_by={"prompt": 1, "model": "gpt"})
    shown = [client.get(page).content.decode() for page in pages]
    assert [page.count(by_rules) for page in shown] == [0, 0]
    assert [("The AI’s score" in page, "The AI suggests" in page) for page in shown] == [(True, False), (False, True)]


def test_a_set_score_stands_beside_and_moves_nobody(danas, carol, log_in):
    dana_at(danas, 2.0)
    another(danas, "Ingrid Ek", 4.0)
    opened_by(danas, carol)
    before = places_of(danas, carol)
    with company_scope(danas.company_id):
        set_score(interview=interview_of(danas), competency="", level=5, reason="The task went well.", by=Actor(user=carol))
    assert places_of(danas, carol) == before
    client = log_in(carol)
    for page in (address_of("standings", danas), address_of("compare", danas, picked(interview_of(danas), other_of(danas)))):
        shown = client.get(page).content.decode()
        assert "The task went well." in shown
        assert '<span class="num">2.0</span>' in shown


def other_of(invitation) -> Interview:
    with company_scope(invitation.company_id):
        return Interview.objects.filter(job=invitation.job_id).exclude(invitation=invitation).first()


def test_a_reviewer_sees_places_of_those_whom_they_rated(danas, bob, log_in):
    given_to(danas, bob)
    another(danas, "Ingrid Ek", 4.0)
    page = log_in(bob).get(address_of("standings", danas)).content.decode()
    assert "Rate these first" in page
    assert "Ingrid Ek" in page
    assert 'class="place"' not in page
    rated_by(danas, bob)
    page = log_in(bob).get(address_of("standings", danas)).content.decode()
    assert page.count('class="place"') == 1
    assert "Ingrid Ek" in page
    # What others gave Ingrid is in how far people agree.
    assert "How far people agree" not in page


def test_side_by_side_says_who_is_ahead_and_where_it_is_a_tie(danas, carol):
    dana_at(danas, 4.2)
    ingrid, kim = another(danas, "Ingrid Ek", 4.1), another(danas, "Kim Larsen", 2.0)
    member = member_of(danas.company, carol)
    with company_scope(danas.company_id):
        interviews = list(
            Interview.objects.select_related("plan", "invitation__candidate").filter(pk__in=[ingrid.pk, kim.pk]).order_by("began_at")
        )
        dana = Interview.objects.select_related("plan", "invitation__candidate").get(invitation=danas)
        two, three = comparison_of([dana, interviews[0]], member), comparison_of([dana, *interviews], member)
        first = dana.invitation.candidate.name.split()[0]
    assert two.whole.verdict == "Tie. At most 0.1 apart, and the ranges overlap."
    assert two.whole.is_tie
    assert two.apart == ()
    assert three.whole.verdict == f"{first} ahead of Kim. Ingrid ahead of Kim. Everything else is a tie."
    assert not three.whole.is_tie


def test_two_of_one_first_name_are_told_apart_and_one_score_alone_is_no_tie(danas, carol, log_in):
    dana_at(danas, 4.2)
    interview = interview_of(danas)
    first = danas.candidate.name.split()[0]
    same, silent = another(danas, f"{first} Berg", 1.5), another(danas, "Kim Larsen", None)
    member = member_of(danas.company, carol)
    with company_scope(danas.company_id):
        every = Interview.objects.select_related("plan", "invitation__candidate")
        dana, berg, kim = (every.get(pk=each.pk) for each in (interview, same, silent))
        two, alone = comparison_of([dana, berg], member), comparison_of([dana, kim], member)
    assert two.whole.verdict == f"{danas.candidate.name} ahead of {first} Berg."
    assert (alone.whole.verdict, alone.whole.is_tie, alone.has_ties, alone.apart) == ("", False, False, ())
    page = log_in(carol).get(address_of("compare", danas, picked(interview, silent))).content.decode()
    assert "Only one of them has a score" in page


def test_whoever_has_yet_to_rate_is_not_told_that_the_others_have_no_score(danas, bob, log_in):
    given_to(danas, bob)
    rated_by(danas, bob)
    other = another(danas, "Kim Larsen", 3.0)
    page = log_in(bob).get(address_of("compare", danas, picked(interview_of(danas), other))).content.decode()
    assert "Rate the others first: of fewer than two you may see a score, so there is nothing to hold against each other." in page
    assert "Only one of them has a score" not in page


def judging(level: int, quote: str) -> dict[str, object]:
    return VERDICT | {"ratings": [VERDICT["ratings"][0] | {"level": level, "quotes": [quote]}]}


@pytest.mark.parametrize(("levels", "best"), [((4, 2), 1), ((2, 4), 2)])
def test_side_by_side_shows_the_best_words_of_each(committed, northwind, model, levels, best, carol, log_in):
    danas, quotes = over(northwind), {1: "I compared the logs of two nights", 2: "I moved it to the morning"}
    with company_scope(northwind):
        [asked] = Turn.objects.all()
        asked.pk, asked.number, asked.answered_at = None, 2, timezone.now()
        asked.save(force_insert=True)
    for number, level in enumerate(levels, 1):
        model.script("chat", [judging(level, quotes[number])] * 3)
        assess(danas, turns_of(danas)[number - 1])
    report_on(danas)
    page = log_in(carol).get(address_of("compare", danas, picked(interview_of(danas), another(danas, "Ingrid Ek", 4.1)))).content.decode()
    assert [number for number, quote in quotes.items() if quote in page] == [best]
    assert f'href="{page_of(danas)}#turn-{best}"' in page


def test_side_by_side_leads_to_the_words_of_each_and_stands_in_the_log(danas, carol, log_in):
    page = log_in(carol).get(address_of("compare", danas, picked(interview_of(danas), another(danas, "Ingrid Ek", 4.1)))).content.decode()
    assert f'href="{page_of(danas)}#turn-1"' in page
    assert "You have not opened this report." in page
    with company_scope(danas.company_id):
        assert AuditEntry.objects.get(action="report.compared").details["interviews"]


def test_different_versions_are_shown_and_not_held_against_each_other(danas, carol, log_in):
    with company_scope(danas.company_id):
        newer = make_plan(danas.job, content=interview_of(danas).plan.content)
    other = another(danas, "Ingrid Ek", 1.2, plan=newer)
    page = log_in(carol).get(address_of("compare", danas, picked(interview_of(danas), other))).content.decode()
    assert "nobody is called ahead of anybody" in page
    assert 'class="verd"' not in page


@pytest.mark.parametrize("number", [0, 1, 6])
def test_two_to_five_are_compared(danas, carol, log_in, number):
    people = [another(danas, f"Person {at}", 3.0) for at in range(number)]
    answer = log_in(carol).get(address_of("compare", danas, picked(*people)))
    assert answer["Location"] == address_of("standings", danas)


def test_whoever_is_of_another_job_or_company_is_missing(danas, carol, southgate, log_in):
    elsewhere = over(southgate, token="another-token-that-nobody-guesses")
    with company_scope(danas.company_id):
        job = make_job(danas.company)
        plan = make_plan(job, content=interview_of(danas).plan.content)
        other_job = Interview.objects.create(
            company=danas.company, job=job, plan=plan, invitation=make_invitation(job), language="en", state=State().as_json()
        )
    client = log_in(carol)
    dana = interview_of(danas)
    pages = [f"{address_of('compare', danas)}?pick={dana.pk}&pick={pk}" for pk in (interview_of(elsewhere).pk, other_job.pk, uuid4())]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_a_reviewer_without_the_job_sees_neither(danas, bob, log_in):
    client = log_in(bob)
    assert client.get(address_of("standings", danas)).status_code == 404
    assert client.get(address_of("compare", danas)).status_code == 404


def test_how_far_people_agree_is_worked_out_over_a_job(danas, bob, ada):
    given_to(danas, bob)
    opened_by(danas, ada)
    for user, level in ((bob, 2), (ada, 4)):
        rated_by(danas, user, level=level)
    with company_scope(danas.company_id):
        found = agreement_in(danas.job)
    assert (found.interviews, found.among.people, found.among.further) == (1, 2, found.among.pairs)
    # Ada has read the report before.
    assert found.with_ai.people == 1


def test_many_people_are_on_pages_and_cost_no_more_questions(danas, carol, log_in):
    client, found = log_in(carol), []
    for more in (3, PAGE + 5):
        for at in range(more):
            another(danas, f"Person {more} {at:03}", 1 + at % 4)
        client.get(address_of("standings", danas))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address_of("standings", danas)).content.decode()
        found.append(len(queries))
    assert found[0] == found[1] <= 32
    assert page.count('class="pick"') == PAGE
    number = interview_of(danas).plan.number
    second = client.get(address_of("standings", danas, f"?plan={number}&page=2")).content.decode()
    assert second.count('class="pick"') == 1 + 3 + PAGE + 5 - PAGE

"""What the plan's page is sent and answers, by htmx and without."""

import re

import pytest

from accounts.tenancy import company_scope
from interviews.models import Job
from interviews.plans.content import PlanContent
from interviews.plans.starting import templates
from interviews.queries import plans as queries
from interviews.services.plans import NO_PLAN, seen_of
from tests.interviews.hiring import content_asking, make_job, make_plan
from tests.interviews.questions import make_bank, make_question

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(northwind):
    with company_scope(northwind):
        return make_job(northwind)


@pytest.fixture
def planned(job, northwind):
    with company_scope(northwind):
        bank = make_bank(northwind)
        make_plan(job, make_question(bank), make_question(bank, "When did you last break something?"), number=1)
    return job


def at(job, more: str = "") -> str:
    return f"/c/northwind/jobs/{job.pk}/plan/{more}"


def newest(job):
    with company_scope(job.company_id):
        return queries.draft_of(job) or queries.current_plan(job)


def content(job) -> PlanContent:
    return queries.content_of(newest(job))


def edit(client, job, do: str, *, htmx: bool = False, **data):
    return client.post(at(job, "edit/"), {"do": do, "seen": str(seen_of(newest(job))), **data}, headers=HTMX if htmx else {})


COMPETENCY = {
    "key": "reliability",
    "name": "Reliability",
    "weight": "100",
    "about": "",
    **{f"anchor_{at}": f"Level {at}." for at in range(1, 6)},
}
SETTINGS = {
    "minutes": "45",
    "language": "en",
    "difficulty": "adaptive",
    "modes": [],
    "voice": "alloy",
    "retakes": "1",
    "gives_feedback": "on",
}
PHASES = {
    "warmup_on": "on",
    "warmup_minutes": "2",
    "warmup_question": "",
    "resume_on": "on",
    "resume_minutes": "6",
    "resume_points": "3",
    "resume_about": "Why",
}


def test_without_a_plan_one_is_led_to_where_it_begins(carols, job):
    assert carols.get(at(job)).headers["Location"].endswith("/plan/start/")
    text = carols.get(at(job, "start/")).content.decode()
    assert all(template.name in text for template in templates())
    assert "Propose from the title" in text


@pytest.mark.parametrize("slug", [template.slug for template in templates()])
def test_a_plan_begins_from_each_template(carols, job, slug):
    answer = carols.post(at(job, "start/"), {"from": f"template:{slug}", "seen": str(NO_PLAN)})
    assert answer.status_code == 302
    begun = content(job)
    assert sum(each.weight for each in begun.competencies) == 100
    assert begun.questions


def test_a_plan_begins_from_anothers_from_an_own_template_and_with_nothing(carols, planned, job, northwind):
    carols.post(at(planned, "keep/"), {"name": "Ours"})
    with company_scope(northwind):
        fresh, template = make_job(northwind, title="Fresh"), queries.own_templates().get()
    for begun_from, questions in ((f"job:{planned.pk}", 2), (f"own:{template.pk}", 2), ("empty", 0)):
        seen = str(seen_of(newest(fresh)))
        assert carols.post(at(fresh, "start/"), {"from": begun_from, "seen": seen}).status_code == 302
        assert len(content(fresh).questions) == questions


@pytest.mark.parametrize("begun_from", ["", "nonsense", "template:none", "own:none", "job:none"])
def test_what_is_not_there_begins_nothing(carols, job, begun_from):
    answer = carols.post(at(job, "start/"), {"from": begun_from, "seen": str(NO_PLAN)})
    assert (answer.status_code, newest(job)) == (422, None)


def test_settings_phases_and_a_competency_are_saved_as_they_are_sent(carols, planned):
    assert edit(carols, planned, "settings", **SETTINGS).headers["Location"].endswith("/plan/#settings")
    assert edit(carols, planned, "phases", **PHASES).headers["Location"].endswith("/plan/#phases")
    assert edit(carols, planned, "competency", **COMPETENCY, in_every_answer="on").headers["Location"].endswith("#c-reliability")
    found = content(planned)
    assert (found.minutes, found.is_adaptive, [*found.modes], found.voice, found.retakes) == (45, True, ["typing"], "alloy", 1)
    assert (found.gives_feedback, found.rates_blind) == (True, False)
    assert (found.phases.resume.minutes, found.phases.resume.points, found.phases.resume.about) == (6, 3, "Why")
    assert (found.phases.follow_up.is_on, found.phases.warmup.minutes) == (False, 2)
    assert (found.competencies[0].anchors[4], found.competencies[0].in_every_answer) == ("Level 5.", True)


def test_a_known_competency_is_added_with_its_anchors_and_an_own_one_without(carols, planned):
    edit(carols, planned, "add-competency", name="working safely")
    edit(carols, planned, "add-competency", name="Juggling")
    _, known, own = content(planned).competencies
    assert known.anchors[0].startswith("Says that the rules are kept")
    assert (own.anchors, own.weight) == (("",) * 5, 0)


@pytest.mark.parametrize(
    ("do", "data", "wanted"),
    [
        ("competency", COMPETENCY | {"weight": "101"}, "Weight: Please enter 100 or less."),
        ("settings", SETTINGS | {"modes": ["singing"]}, "Ways to answer: Select a valid choice."),
        ("phases", PHASES | {"warmup_question": "00000000-0000-0000-0000-000000000001"}, "no longer offered"),
        ("brief", {"competency": "reliability", "text": ""}, "What to find out: Please fill this in."),
        (
            "write-question",
            {"competency": "reliability", "text": "", "difficulty": "easy", "minutes": "3"},
            "Question: Please fill this in.",
        ),
        ("move-question", {"key": "q1", "way": "sideways"}, "Way: Select a valid choice."),
        ("remove-question", {"key": "gone"}, "no longer in the plan"),
        ("add-question", {"competency": "reliability", "question": "x"}, "not there any more"),
        ("renew-question", {"key": "gone"}, "no longer in the plan"),
        ("nonsense", {}, "Nobody knows this edit"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(carols, planned, do, data, wanted):
    before = newest(planned).content
    plain, part = edit(carols, planned, do, **data), edit(carols, planned, do, htmx=True, slot="fault-c-reliability", **data)
    assert (plain.status_code, part.status_code) == (422, 422)
    assert wanted in plain.content.decode()
    assert "<html" in plain.content.decode()
    assert wanted in part.content.decode()
    assert 'id="fault-c-reliability"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert newest(planned).content == before


def test_htmx_gets_what_changed_and_the_list_only_where_it_has_other_parts(carols, planned):
    answer = edit(carols, planned, "competency", htmx=True, slot='"><script>', **COMPETENCY | {"name": "Renamed"})
    text = answer.content.decode()
    assert 'id="summary"' in text
    assert 'id="head-reliability"' in text
    assert 'id="competencies"' not in text
    assert "<script" not in text
    answer = edit(carols, planned, "move-question", htmx=True, key="q1", way="down")
    assert answer.headers["HX-Retarget"] == "#competencies"
    assert "Now question 2 of 2 in Renamed." in answer.content.decode()


def test_whoever_comes_second_gets_the_newer_plan_and_is_told_who_was_quicker(carols, planned, alice, log_in):
    stale = str(seen_of(newest(planned)))
    edit(carols, planned, "settings", **SETTINGS)
    answer = carols.post(at(planned, "edit/"), {"do": "spread-weights", "seen": stale}, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#plan")
    assert re.search(r"This plan was changed at \d\d:\d\d by you, in another tab\.", answer.content.decode())
    assert 'value="45"' in answer.content.decode()
    answer = log_in(alice).post(at(planned, "edit/"), {"do": "spread-weights", "seen": stale}, headers=HTMX)
    assert re.search(r"This plan was changed at \d\d:\d\d by Carol [A-Z]\w+\.", answer.content.decode())
    # What ends a draft is somebody's doing too.
    of_draft = str(seen_of(newest(planned)))
    log_in(alice).post(at(planned, "discard/"), {"seen": of_draft})
    answer = carols.post(at(planned, "edit/"), {"do": "spread-weights", "seen": of_draft})
    assert re.search(r"This plan was changed at \d\d:\d\d by Alice Okafor\.", answer.content.decode())


def test_once_a_plan_is_saved_its_page_leads_on(northwind, carols, planned):
    assert "Invite candidates</a>" in carols.get(at(planned)).content.decode()
    with company_scope(northwind):
        Job.objects.update(status="draft")
    assert "Open the job and invite" in carols.get(at(planned)).content.decode()
    answer = carols.post(f"/c/northwind/jobs/{planned.pk}/status/", {"status": "open", "then": "invite"})
    assert answer.url == f"/c/northwind/jobs/{planned.pk}/invite/list/"


def test_a_plan_is_saved_and_its_job_opened_at_one_press(northwind, carols, planned):
    with company_scope(northwind):
        Job.objects.update(status="draft")
    edit(carols, planned, "settings", **SETTINGS)
    assert "Save and open the job" in carols.get(at(planned)).content.decode()
    answer = carols.post(at(planned, "save/"), {"seen": str(seen_of(newest(planned))), "then": "open"})
    assert answer.url == f"/c/northwind/jobs/{planned.pk}/invite/list/"
    with company_scope(northwind):
        assert Job.objects.get().is_open
    assert newest(planned).saved_at


def test_an_edit_of_a_plan_that_is_gone_leads_back(carols, job):
    answer = carols.post(at(job, "edit/"), {"do": "spread-weights", "seen": "x:1"}, headers=HTMX)
    assert answer.headers["HX-Redirect"] == at(job)


def test_questions_are_added_renewed_and_removed(carols, planned, northwind):
    with company_scope(northwind):
        more = make_question(make_bank(northwind, "more"), "What do you look at first?")
    edit(carols, planned, "add-question", competency="reliability", question=str(more.pk))
    assert content(planned).questions[2].text == "What do you look at first?"
    edit(carols, planned, "add-question", competency="reliability", question=str(more.pk))
    assert len(content(planned).questions) == 3
    edit(carols, planned, "remove-question", key="q3")
    edit(carols, planned, "question", key="q1", competency="reliability", was="reliability", follow_ups="3", minutes="5", difficulty="hard")
    first = content(planned).questions[0]
    assert (first.follow_ups, first.minutes, first.difficulty, len(content(planned).questions)) == (3, 5, "hard", 2)


def test_the_finder_finds_by_words_where_nobody_compares(carols, planned, northwind):
    with company_scope(northwind):
        make_question(make_bank(northwind, "more"), "What do you look at first in the logs?")
    address = at(planned, "find/?competency=reliability")
    assert "in the logs" in carols.get(address).content.decode()
    assert "in the logs" in carols.get(f"{address}&q=logs", headers=HTMX).content.decode()
    assert "in the logs" not in carols.get(f"{address}&q=elephants").content.decode()
    # What the plan asks already is not offered.
    assert "slow query" not in carols.get(f"{address}&q=slow").content.decode()
    assert carols.get(at(planned, "find/?competency=gone")).status_code == 302


def test_the_page_says_what_is_wrong_and_saves_when_it_is_mended(carols, planned):
    edit(carols, planned, "competency", **COMPETENCY | {"weight": "90"})
    refused = carols.post(at(planned, "save/"), {"seen": str(seen_of(newest(planned)))})
    assert refused.status_code == 422
    assert "The weights add up to 90" in refused.content.decode()
    edit(carols, planned, "spread-weights")
    assert carols.post(at(planned, "save/"), {"seen": str(seen_of(newest(planned)))}).status_code == 302
    assert not newest(planned).is_draft


def test_versions_and_their_differences_are_shown(carols, planned, northwind):
    with company_scope(northwind):
        from interviews.services.plans import use_plan

        use_plan(plan=newest(planned))
    edit(carols, planned, "competency", **COMPETENCY)
    assert "anchors of Reliability changed" in carols.get(at(planned)).content.decode()
    assert "Level 3." in carols.get(at(planned, "changes/")).content.decode()
    carols.post(at(planned, "save/"), {"seen": str(seen_of(newest(planned)))})
    assert "Level 3." not in carols.get(at(planned, "versions/1/")).content.decode()
    assert "Level 3." in carols.get(at(planned, "changes/?version=2")).content.decode()
    assert carols.get(at(planned, "versions/9/")).status_code == 404
    assert content_asking().competencies


def test_a_draft_is_discarded_after_a_question(carols, planned):
    edit(carols, planned, "settings", **SETTINGS)
    assert "Minutes: 40 to 45" in carols.get(at(planned, "discard/")).content.decode()
    carols.post(at(planned, "discard/"), {"seen": str(seen_of(newest(planned)))})
    assert content(planned).minutes == 40


def test_a_template_needs_a_name_of_its_own_and_is_deleted(carols, planned, northwind):
    assert carols.post(at(planned, "keep/"), {"name": ""}).status_code == 422
    assert carols.post(at(planned, "keep/"), {"name": "Ours"}).status_code == 302
    assert "called that already" in carols.post(at(planned, "keep/"), {"name": "ours"}).content.decode()
    with company_scope(northwind):
        template = queries.own_templates().get()
    address = f"/c/northwind/plan-templates/{template.pk}/delete/?job={planned.pk}"
    assert "Delete “Ours”?" in carols.get(address).content.decode()
    assert carols.post(address).headers["Location"] == at(planned, "start/")


@pytest.mark.parametrize("more", ["edit/", "save/", "keep/"])
def test_who_comes_by_address_is_led_to_the_plan(carols, planned, more):
    assert carols.get(at(planned, more)).headers["Location"] == at(planned)

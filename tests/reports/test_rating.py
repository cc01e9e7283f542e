"""Reviewers rate before they see a score, by the plan that the interview was held by; what they said first stays."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEntry, Member, OutboxMail, Role
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Interview, JobMember
from interviews.plans.content import PlanContent
from interviews.services.conducting import begin_interview
from reports.models import Opening, Report, Review, ReviewRating
from reports.queries.people import people_of
from reports.queries.versions import newest_report
from reports.services.commenting import comment
from reports.services.deciding import decide, set_score
from reports.services.refused import NotOpened
from tests.conftest import make_member, make_user
from tests.interviews.hiring import make_invitation, make_job, make_plan
from tests.interviews.rooms import interview_of
from tests.interviews.voices import make_recording
from tests.permissions import PERMISSIONS, REVIEWER, InCompany
from tests.reports.assessed import report_on
from tests.reports.peopled import REASON, given_to, member_of, opened_by, over, page_of, rated_by, rating_form, reported
from tests.test_permissions import URLS

pytestmark = pytest.mark.not_replayed

SECRET_REASON = "Nobody may read this before they have rated."


@pytest.fixture
def bobs(danas, bob):
    """Bob reviews the job, and has rated nothing."""
    return given_to(danas, bob)


def people(invitation, user):
    member = member_of(invitation.company, user)
    with company_scope(invitation.company_id):
        interview = interview_of(invitation)
        return people_of(interview, newest_report(interview), member)


def test_whoever_rates_blind_is_led_to_rating_and_then_sees_the_report(danas, bobs, bob, log_in):
    client = log_in(bob)
    answer = client.get(page_of(danas))
    assert (answer.status_code, answer["Location"]) == (302, page_of(danas, "rate"))
    answer = client.post(page_of(danas, "rate"), rating_form(danas))
    assert answer["Location"] == page_of(danas) + "#people"
    page = client.get(page_of(danas)).content.decode()
    assert "What the interview showed" in page
    assert "before the scores" in page
    with company_scope(danas.company_id):
        assert Review.objects.get().is_blind


def test_whoever_rates_blind_may_listen_to_what_was_said_aloud_and_nobody_may_who_has_no_part_in_the_job(danas, bobs, bob, log_in, media):
    with company_scope(danas.company_id):
        segment = make_recording(interview_of(danas), b"RIFF aloud WAVE")
        address = reverse("reports:recording", args=["northwind", segment.turn.interview_id, segment.pk])
        job_of_another = make_job(danas.company, title="Dispatch lead")
    page = log_in(bob).get(page_of(danas, "rate")).content.decode()
    assert page.count("<audio") == page.count(address) == 1
    assert log_in(bob).get(address).content == b"RIFF aloud WAVE"
    stranger = make_user("Sven", "sven@northwind.example")
    make_member(danas.company, stranger, Role.REVIEWER)
    with company_scope(danas.company_id):
        JobMember.objects.create(company=danas.company, job=job_of_another, member=Member.objects.get(user=stranger))
    assert log_in(stranger).get(address).status_code == 404
    with company_scope(danas.company_id):
        assert not Opening.objects.exists()


def test_what_waits_for_a_page_is_led_there_too(danas, bobs, bob, log_in):
    answer = log_in(bob).get(page_of(danas), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == page_of(danas, "rate")


def addresses_for_reviewers(invitation):
    """Every page of reports that a reviewer may open, from the resolver: one that is added is tested here by itself."""
    known = {"company": invitation.company.slug, "interview_id": interview_of(invitation).pk, "job_id": invitation.job_id}
    found = {}
    for name, arguments in URLS.items():
        row = PERMISSIONS.get(name)
        if name.startswith("reports:") and isinstance(row, InCompany) and REVIEWER in row.roles and set(arguments) <= known.keys():
            found[name] = reverse(name, kwargs={argument: known[argument] for argument in arguments})
    return found


def test_no_page_that_a_reviewer_may_open_tells_a_score_before_they_have_rated(danas, bobs, bob, carol, log_in):
    """The AI's, other people's, those that were set, what was decided, and what the AI wrote or took for evidence."""
    opened_by(danas, carol)
    rated_by(danas, carol, level=2, reason=SECRET_REASON)
    with company_scope(danas.company_id):
        interview, by = interview_of(danas), Actor(user=carol)
        set_score(interview=interview, competency="", level=5, reason=SECRET_REASON, by=by)
        decide(interview=interview, kind="hold", reason=SECRET_REASON, known=0, by=by)
        comment(interview=interview, text=f"{SECRET_REASON} @Bob Adeyemi", by=by)
        content = Report.objects.get().content
    told = [sentence["text"] for part in content["writing"].values() for sentence in part]
    client, pages = log_in(bob), addresses_for_reviewers(danas)
    assert {"reports:report", "reports:rate", "reports:standings", "reports:compare", "reports:comment"} <= pages.keys()
    for name, address in pages.items():
        picked = f"?pick={interview.pk}&pick={reported_too(danas)}" if name == "reports:compare" else ""
        page = client.get(address + picked, follow=True).content.decode()
        assert SECRET_REASON not in page, name
        assert 'class="score"' not in page, name
        assert "<mark" not in page, name
        assert 'class="evidence"' not in page, name
        assert f"{content['level']:.1f}" not in re.sub(r"<(?:svg|head).*?</(?:svg|head)>", "", page, flags=re.DOTALL), name
        assert not any(sentence in page for sentence in told), name
        assert "On hold" not in page, name
    with company_scope(danas.company_id):
        assert not Opening.objects.filter(user=bob).exists()


def reported_too(invitation):
    """Another interview of the same job, begun and not over."""
    with company_scope(invitation.company_id):
        return begin_interview(invitation=make_invitation(invitation.job)).pk


def test_no_mail_tells_a_score(danas, bobs, bob, carol):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        comment(interview=interview_of(danas), text=f"{SECRET_REASON} @Bob Adeyemi", by=Actor(user=carol))
        [mail] = OutboxMail.objects.filter(kind="mentioned")
        candidate = danas.candidate.name
    for part in (mail.subject, mail.text, mail.html):
        assert SECRET_REASON not in part
        assert candidate not in part
        assert not re.search(r"\d\.\d of 5|\bof 100\b|score of", part)


def test_the_log_tells_no_level(danas, bob, carol, bobs):
    rated_by(danas, bob, level=2, reason=SECRET_REASON)
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        set_score(interview=interview_of(danas), competency="", level=5, reason=SECRET_REASON, by=Actor(user=carol))
        entries = AuditEntry.objects.filter(action__in=["report.rated", "report.score_set"])
        assert entries.count() == 2
        assert not any(SECRET_REASON in str(entry.details) or "level" in entry.details for entry in entries)


def test_a_plan_may_switch_it_off(committed, northwind, bob, log_in):
    invitation = reported(northwind, plan={"rates_blind": False})
    given_to(invitation, bob)
    assert log_in(bob).get(page_of(invitation)).status_code == 200


def test_a_newer_plan_changes_nothing_for_whoever_was_interviewed_before(danas, bobs, bob, log_in):
    with company_scope(danas.company_id):
        content = interview_of(danas).plan.content | {"rates_blind": False}
        make_plan(danas.job, content=content)
    assert log_in(bob).get(page_of(danas)).status_code == 302


def test_whoever_recruits_sees_all_at_once_and_their_rating_says_so(danas, carol, log_in):
    client = log_in(carol)
    assert client.get(page_of(danas)).status_code == 200
    client.post(page_of(danas, "rate"), rating_form(danas))
    with company_scope(danas.company_id):
        assert not Review.objects.get().is_blind
    assert people(danas, carol).with_ai is None


def test_before_there_is_a_report_nobody_can_have_seen_a_score(committed, northwind, bob, log_in):
    invitation = over(northwind)
    given_to(invitation, bob)
    log_in(bob).post(page_of(invitation, "rate"), rating_form(invitation))
    report_on(invitation)
    with company_scope(northwind):
        assert Review.objects.get().is_blind
    assert people(invitation, bob).with_ai.people == 1


@pytest.mark.parametrize("has_looked", [False, True])
def test_whoever_may_look_and_has_not_rates_blind_all_the_same(committed, northwind, carol, bob, log_in, has_looked):
    """Who recruits, and reviewers where the plan shows them everything at once."""
    invitation = reported(northwind, plan={"rates_blind": False})
    given_to(invitation, bob)
    for somebody in (carol, bob):
        client = log_in(somebody)
        if has_looked:
            client.get(page_of(invitation))
        client.post(page_of(invitation, "rate"), rating_form(invitation))
    with company_scope(northwind):
        assert [each.is_blind for each in Review.objects.all()] == [not has_looked] * 2


def test_whoever_has_seen_the_scores_rates_no_more_blind(danas, carol, log_in):
    """Somebody who recruited, has read the report, and reviews now."""
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        Member.objects.filter(user=carol).update(role=Role.REVIEWER)
    given_to(danas, carol)
    log_in(carol).post(page_of(danas, "rate"), rating_form(danas))
    with company_scope(danas.company_id):
        assert not Review.objects.get().is_blind


@pytest.mark.parametrize("where", ["standings", "compare", "job-csv", "job-json", "report-pdf", "report-csv", "report-json"])
def test_nor_does_whoever_saw_them_outside_of_the_report(danas, carol, log_in, where):
    """Beside others or taken along. It is no opened report, and nobody decides by it."""
    interview, client = interview_of(danas), log_in(carol)
    about = interview.pk if where.startswith("report-") else danas.job_id
    picked = f"?pick={interview.pk}&pick={reported_too(danas)}" if where == "compare" else ""
    for _ in range(2):
        assert client.get(reverse(f"reports:{where}", args=["northwind", about]) + picked).status_code == 200
    with company_scope(danas.company_id):
        with pytest.raises(NotOpened):
            decide(interview=interview, kind="hold", reason=REASON, known=0, by=Actor(user=carol))
        Member.objects.filter(user=carol).update(role=Role.REVIEWER)
    given_to(danas, carol)
    client.post(page_of(danas, "rate"), rating_form(danas))
    with company_scope(danas.company_id):
        assert not Review.objects.get().is_blind
        assert Opening.objects.get(user=carol).kind == Opening.Kind.SCORES


def test_before_there_is_a_report_nobody_is_kept_from_its_page(committed, northwind, bob, log_in):
    invitation = over(northwind)
    given_to(invitation, bob)
    assert "The report is being made" in log_in(bob).get(page_of(invitation)).content.decode()


def test_what_was_said_is_read_before_it_is_rated_and_no_reason_is_called_optional(danas, bobs, bob, log_in):
    page = log_in(bob).get(page_of(danas, "rate")).content.decode()
    assert page.index("What was said") < page.index("What do you see in the answers?")
    assert "which words of the answers show it" in page
    assert "optional" not in page


def test_who_read_what_was_said_to_rate_it_stands_in_the_log(danas, bobs, bob, log_in):
    client = log_in(bob)
    client.get(page_of(danas, "rate"))
    client.post(page_of(danas, "rate"), rating_form(danas))
    with company_scope(danas.company_id):
        entry = AuditEntry.objects.get(action="interview.transcript_viewed")
    assert (entry.actor, entry.target_id) == (bob, str(interview_of(danas).pk))


def test_who_read_it_on_the_page_of_the_invitation_stands_there_too(danas, carol, log_in):
    client, page = log_in(carol), reverse("interviews:invitation", args=["northwind", danas.pk])
    assert "compared the logs" in client.get(page).content.decode()
    with company_scope(danas.company_id):
        assert AuditEntry.objects.get(action="interview.transcript_viewed").actor == carol
        Interview.objects.update(outcome="", finished_at=None)
    assert "compared the logs" not in client.get(page).content.decode()
    with company_scope(danas.company_id):
        assert AuditEntry.objects.filter(action="interview.transcript_viewed").count() == 1


def test_a_level_needs_a_reason_and_every_competency_a_word(danas, carol, log_in):
    client = log_in(carol)
    answer = client.post(page_of(danas, "rate"), rating_form(danas, reason=" "))
    assert answer.status_code == 422
    assert "Say in a sentence which words" in answer.content.decode()
    some = {name: value for name, value in rating_form(danas).items() if "reliability" in name}
    answer = client.post(page_of(danas, "rate"), some)
    assert answer.status_code == 422
    assert "or say that you cannot say" in answer.content.decode()
    assert REASON in answer.content.decode()


def test_what_a_refused_rating_lacks_is_told_above_the_transcript_and_leads_there(danas, carol, log_in):
    """On a telephone the ratings stand below all that was said."""
    competency = "reliability"
    said = rating_form(danas) | {f"reason_{competency}": ""}
    page = log_in(carol).post(page_of(danas, "rate"), said).content.decode()
    above = page.partition('id="transcript-title"')[0]
    with company_scope(danas.company_id):
        content = PlanContent.model_validate(interview_of(danas).plan.content)
    name = next(each.name for each in content.competencies if each.key == competency)
    assert f'<a href="#id_reason_{competency}">{name}: Say in a sentence which words of the answers show it.</a>' in above
    assert "Nothing was saved." in above
    said.pop(f"level_{competency}")
    page = log_in(carol).post(page_of(danas, "rate"), said).content.decode()
    assert f'<a href="#id_level_{competency}">{name}: Choose a level, or say that you cannot say.</a>' in page
    assert f'<fieldset class="rating" id="id_level_{competency}"' in page


def test_a_telephone_is_told_too_whether_somebody_rated_before_they_saw_the_scores(danas, bobs, bob, carol, log_in):
    rated_by(danas, bob)
    assert 'data-label="Bob Adeyemi, before the scores"' in log_in(carol).get(page_of(danas)).content.decode()


def test_who_can_say_nothing_at_all_has_not_rated(danas, bobs, bob, log_in):
    client = log_in(bob)
    assert client.post(page_of(danas, "rate"), rating_form(danas, level="none", reason="")).status_code == 422
    assert client.get(page_of(danas)).status_code == 302


def test_the_database_keeps_no_level_without_a_reason(danas, bob, bobs):
    rated_by(danas, bob)
    with company_scope(danas.company_id), pytest.raises(IntegrityError, match="review_rating_has_reason"), transaction.atomic():
        ReviewRating.objects.create(company=danas.company, review=Review.objects.get(), competency="other", level=3)


def test_a_change_is_kept_beside_what_was_said_first_which_counts_for_agreement(danas, bob, bobs, carol):
    rated_by(danas, bob, level=1)
    rated_by(danas, bob, level=5)
    found = people(danas, carol)
    [reviewer] = found.reviewers
    assert (reviewer.is_blind, reviewer.changes, reviewer.whole.value) == (True, 1, "5.0")
    assert found.with_ai.difference < 0
    with company_scope(danas.company_id):
        assert [each.is_blind for each in Review.objects.order_by("number")] == [True, False]


def test_pressing_twice_is_one_rating(danas, bob, bobs):
    rated_by(danas, bob)
    rated_by(danas, bob)
    with company_scope(danas.company_id):
        assert Review.objects.count() == 1


def test_no_rating_is_ever_changed_or_given_in_anothers_name(danas, bob, bobs):
    rated_by(danas, bob)
    with company_scope(danas.company_id):
        assert not ReviewRating.objects.update(level=5)
        assert not Review.objects.update(is_blind=False)


def test_two_people_are_held_side_by_side(danas, bob, bobs, ada, carol):
    rated_by(danas, bob, level=2)
    opened_by(danas, ada)
    rated_by(danas, ada, level=3)
    found = people(danas, carol)
    assert (found.agreement.people, found.agreement.one_apart, found.agreement.alpha) == (2, found.agreement.pairs, None)
    assert found.with_ai.people == 1


def test_a_reviewer_without_the_job_rates_nothing(danas, bob, log_in):
    client = log_in(bob)
    assert client.get(page_of(danas, "rate")).status_code == 404
    assert client.post(page_of(danas, "rate"), rating_form(danas)).status_code == 404


def test_another_company_sees_nothing_of_it(danas, southgate, bob, bobs):
    rated_by(danas, bob)
    with company_scope(southgate):
        assert not Review.objects.exists()
        assert not ReviewRating.objects.exists()

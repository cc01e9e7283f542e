"""A person decides, having read the report, and says why; what they set stands beside the AI's scores and never over them."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import escape

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.models import Decision, Override, Report
from reports.services.deciding import decide, set_score
from reports.services.refused import NotOpened, SaidMeanwhile
from reports.verifying import faults_in
from tests.interviews.rooms import interview_of
from tests.reports.peopled import given_to, opened_by, page_of, rated_by, reported

pytestmark = pytest.mark.not_replayed


def decided(invitation, user, kind: str = "hold", known: int = 0, reason: str = "One more talk about leading others.") -> Decision:
    with company_scope(invitation.company_id):
        return decide(interview=interview_of(invitation), kind=Decision.Kind(kind), reason=reason, known=known, by=Actor(user=user))


def set_by(
    invitation, user, level: int | None, competency: str = "reliability", reason: str = "The second night counts for more."
) -> Override:
    with company_scope(invitation.company_id):
        return set_score(interview=interview_of(invitation), competency=competency, level=level, reason=reason, by=Actor(user=user))


def test_nobody_decides_on_a_report_that_they_have_not_opened(danas, carol, log_in):
    with pytest.raises(NotOpened):
        decided(danas, carol)
    client, said = log_in(carol), {"kind": "reject", "reason": "Two answers do not fit.", "known": "0"}
    refused = client.post(page_of(danas, "decide"), said)
    assert refused.status_code == 409
    assert "Open the report and read it first" in refused.content.decode()
    assert "Two answers do not fit." in refused.content.decode()
    client.get(page_of(danas))
    assert client.post(page_of(danas, "decide"), said).status_code == 302
    with company_scope(danas.company_id):
        assert Decision.objects.get().reason == "Two answers do not fit."


def test_who_opened_it_is_not_who_decides(danas, carol, ada):
    opened_by(danas, ada)
    with pytest.raises(NotOpened):
        decided(danas, carol)


def test_a_newer_report_has_to_be_opened_too(danas, carol):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        report = Report.objects.get()
        report.pk, report.version = uuid4(), 2
        report.save(force_insert=True)
    with pytest.raises(NotOpened):
        decided(danas, carol)


def test_the_first_page_of_a_day_says_whether_somebody_has_decided(danas, carol, log_in):
    client = log_in(carol)

    def lately() -> str:
        return client.get("/c/northwind/").content.decode().partition('id="over"')[2].partition("</section>")[0]

    assert "Nobody has decided yet." in lately()
    opened_by(danas, carol)
    decided(danas, carol, "hold")
    assert "On hold, decided by Carol Mendes." in lately()
    decided(danas, carol, "advance", known=1)
    assert "Next round, decided by Carol Mendes." in lately()


def test_a_decision_stands_on_the_page_with_its_reason_and_in_the_log_without(danas, carol, log_in):
    client = log_in(carol)
    assert "None yet. A person decides." in client.get(page_of(danas)).content.decode()
    client.post(page_of(danas, "decide"), {"kind": "advance", "reason": "Finds causes by evidence.", "known": "0"})
    page = client.get(page_of(danas)).content.decode()
    assert "Next round" in page
    assert "Finds causes by evidence." in page
    with company_scope(danas.company_id):
        entry = AuditEntry.objects.get(action="report.decided")
    assert (entry.actor_id, entry.details["decision"]) == (carol.pk, "advance")
    assert "causes" not in str(entry.details)


@pytest.mark.parametrize(
    "said", [{"kind": "hold", "reason": " "}, {"kind": "", "reason": "Why not."}, {"kind": "hired", "reason": "Good."}]
)
def test_without_one_of_the_three_and_a_reason_there_is_no_decision(danas, carol, log_in, said):
    opened_by(danas, carol)
    assert log_in(carol).post(page_of(danas, "decide"), {"known": "0"} | said).status_code == 422
    with company_scope(danas.company_id):
        assert not Decision.objects.exists()


def test_changes_are_kept(danas, carol, log_in):
    opened_by(danas, carol)
    decided(danas, carol, "hold", reason="Talk once more.")
    decided(danas, carol, "advance", known=1, reason="The talk went well.")
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "Talk once more." in page
    assert "The talk went well." in page
    with company_scope(danas.company_id):
        assert [each.kind for each in Decision.objects.order_by("number")] == ["hold", "advance"]
        assert not Decision.objects.update(kind="reject")


def test_whoever_did_not_see_the_last_decision_replaces_it_not(danas, carol, ada):
    for user in (carol, ada):
        opened_by(danas, user)
    decided(danas, carol)
    with pytest.raises(SaidMeanwhile):
        decided(danas, ada, "reject")


def test_whoever_is_told_of_another_decision_keeps_their_words_and_may_decide_after_it(danas, carol, ada, log_in):
    for user in (carol, ada):
        opened_by(danas, user)
    decided(danas, carol)
    client, said = log_in(ada), {"kind": "advance", "reason": "The second answer shows it."}
    refused = client.post(page_of(danas, "decide"), said | {"known": "0"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else decided meanwhile." in page
    assert "One more talk about leading others." in page
    assert "The second answer shows it." in page
    assert 'name="known" value="1"' in page
    assert client.post(page_of(danas, "decide"), said | {"known": "1"}).status_code == 302
    with company_scope(danas.company_id):
        assert [each.kind for each in Decision.objects.order_by("number")] == ["hold", "advance"]


def test_pressing_twice_decides_once(danas, carol):
    opened_by(danas, carol)
    assert decided(danas, carol).pk == decided(danas, carol).pk


def test_the_database_keeps_no_decision_without_a_person_or_a_reason(danas, carol):
    report = opened_by(danas, carol)
    said = {"company": danas.company, "interview": interview_of(danas), "report": report, "number": 1, "kind": "reject"}
    for missing in ({"reason": "Too weak."}, {"by": carol, "by_name": "Carol", "reason": ""}):
        with company_scope(danas.company_id), pytest.raises(IntegrityError, match="decision_by_a_person"), transaction.atomic():
            Decision.objects.create(**said, **missing)


def test_nothing_is_ever_decided_by_itself(committed, northwind):
    """However weak the answers: what machines do leaves no decision."""
    invitation = reported(northwind, "I don't know.")
    with company_scope(invitation.company_id):
        assert not Decision.objects.exists()


def test_reviewers_decide_and_set_nothing(danas, bob, log_in):
    given_to(danas, bob)
    rated_by(danas, bob)
    client = log_in(bob)
    assert client.post(page_of(danas, "decide"), {"kind": "reject", "reason": "No.", "known": "0"}).status_code == 403
    assert client.post(page_of(danas, "score"), {"level": "1", "reason": "No."}).status_code == 403
    assert "Record the decision" not in client.get(page_of(danas)).content.decode()


def test_a_score_that_is_set_stands_beside_the_ais_and_changes_no_number(danas, carol, log_in):
    opened_by(danas, carol)
    with company_scope(danas.company_id):
        before = Report.objects.get().content
    client = log_in(carol)
    client.post(page_of(danas, "score"), {"competency": "reliability", "level": "2", "reason": "The second night counts for more."})
    client.post(page_of(danas, "score"), {"competency": "", "level": "2", "reason": "Thin as a whole."})
    page = client.get(page_of(danas)).content.decode()
    # Where the AI's stands at first, and in what people say.
    assert page.count("set by Carol Mendes") == 4
    assert f"{before['level']:.1f}" in page
    with company_scope(danas.company_id):
        report = Report.objects.select_related("interview__plan").get()
        assert report.content == before
        assert faults_in(report) == []


def test_whoever_sets_a_score_has_the_reports_own_and_the_levels_in_view(danas, carol, log_in):
    client = log_in(carol)
    assert "own scores" not in client.get(page_of(danas, "score")).content.decode(), "nobody is noted as having seen them there"
    opened_by(danas, carol)
    page = client.get(page_of(danas, "score")).content.decode()
    with company_scope(danas.company_id):
        report = Report.objects.select_related("interview__plan").get()
    scored = next(each for each in report.content["competencies"] if each["level"] is not None)
    beside = page[page.index(f"<h3>{scored['name']}</h3>") :]
    assert f"{scored['level']:.1f}" in beside[: beside.index("</header>")]
    assert all(escape(anchor) in beside for anchor in anchors_of(report, scored["key"]))


def anchors_of(report: Report, key: str) -> list[str]:
    return next(each["anchors"] for each in report.interview.plan.content["competencies"] if each["key"] == key)


def test_a_set_score_can_be_taken_back_and_both_stay_to_be_read(danas, carol, log_in):
    opened_by(danas, carol)
    set_by(danas, carol, 2)
    set_by(danas, carol, None, reason="I misread it.")
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "set by Carol" not in page
    with company_scope(danas.company_id):
        [called] = [each["name"] for each in Report.objects.get().content["competencies"] if each["key"] == "reliability"]
    assert f"took back what was set for {called}. I misread it." in page
    with company_scope(danas.company_id):
        assert Override.objects.count() == 2
        assert not Override.objects.update(level=5)


def test_where_no_person_set_a_score_there_is_none_to_take_back_and_none_is_taken_unasked(danas, carol, log_in):
    opened_by(danas, carol)
    client = log_in(carol)
    said = {"competency": "reliability", "reason": "The second night counts for more."}
    forgotten = client.post(page_of(danas, "score"), said)
    assert (forgotten.status_code, "Choose a score, or take back what was set." in forgotten.content.decode()) == (422, True)
    refused = client.post(page_of(danas, "score"), said | {"level": "take-back"})
    assert (refused.status_code, "so there is none to take back." in refused.content.decode()) == (409, True)
    for level in ("4", "4", "take-back"):
        assert client.post(page_of(danas, "score"), said | {"level": level}).status_code == 302
    with company_scope(danas.company_id):
        assert [each.level for each in Override.objects.order_by("number")] == [4, None]


def test_a_score_needs_a_reason_an_opened_report_and_a_competency_of_the_plan(danas, carol, log_in):
    with pytest.raises(NotOpened):
        set_by(danas, carol, 4)
    opened_by(danas, carol)
    client = log_in(carol)
    for said in ({"level": "4", "reason": ""}, {"level": "9", "reason": "Good."}, {"competency": "charm", "level": "4", "reason": "Good."}):
        assert client.post(page_of(danas, "score"), said).status_code == 422


def test_of_what_a_score_is_is_always_said(danas, carol, log_in):
    assert "optional" not in log_in(carol).get(page_of(danas, "score")).content.decode()


def test_another_company_sees_nothing_of_it(danas, southgate, carol):
    opened_by(danas, carol)
    decided(danas, carol)
    with company_scope(southgate):
        assert not Decision.objects.exists()


def test_a_score_that_is_refused_keeps_its_reason(danas, carol, log_in):
    said = {"competency": "reliability", "level": "4", "reason": "The second night counts for more."}
    refused = log_in(carol).post(page_of(danas, "score"), said)
    assert refused.status_code == 409
    assert "The second night counts for more." in refused.content.decode()
    with company_scope(danas.company_id):
        assert not Override.objects.exists()

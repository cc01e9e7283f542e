"""What people set, rated and decided beside the AI's report leaves the page with it, under their names; its own numbers stay."""

import csv
import io
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Role
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.links import token_of
from reports.models import Decision, Report
from reports.services.deciding import decide, set_score
from reports.services.sharing import share_report
from tests.conftest import make_member, make_user
from tests.interviews.rooms import interview_of
from tests.reports.peopled import REASON, given_to, opened_by, rated_by, reported

pytestmark = pytest.mark.not_replayed

OF_ONE = "The second night counts for more."
OF_ALL = "The task in our office went very well."
AGAIN = "On a second look nobody was told."
WHY = "One more talk about on-call first."


@pytest.fixture
def danas(committed, northwind, carol):
    """Carol set 2 for one competency, and 5 for the whole."""
    invitation = reported(northwind)
    opened_by(invitation, carol)
    set_by(invitation, carol, "reliability", 2, OF_ONE)
    set_by(invitation, carol, "", 5, OF_ALL)
    return invitation


@pytest.fixture
def by_ai(danas):
    """The report as it was made: the whole, and the one competency."""
    with company_scope(danas.company_id):
        content = Report.objects.get().content
    return content["level"], next(each for each in content["competencies"] if each["key"] == "reliability")


def set_by(invitation, user, competency: str, level: int | None, reason: str) -> None:
    with company_scope(invitation.company_id):
        set_score(interview=interview_of(invitation), competency=competency, level=level, reason=reason, by=Actor(user=user))


def taken(client, invitation, name: str):
    of = invitation.job_id if name.startswith("job-") else interview_of(invitation).pk
    return client.get(reverse(f"reports:{name}", args=["northwind", of]))


def rows_in(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def paper(client, invitation) -> str:
    pages = PdfReader(io.BytesIO(taken(client, invitation, "report-pdf").content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_rows_of_a_report_hold_both(danas, by_ai, carols):
    level, competency = by_ai
    rows = {row["Competency"]: row for row in rows_in(taken(carols, danas, "report-csv"))}
    one, whole = rows[competency["name"]], rows["Overall"]
    assert (one["AI, of 5"], whole["AI, of 5"]) == (f"{competency['level']:.1f}", f"{level:.1f}")
    assert (one["Set by a person, of 5"], one["Set by"], one["Why they set it"]) == ("2", "Carol Mendes", OF_ONE)
    assert (whole["Set by a person, of 5"], whole["Set by"], whole["Why they set it"]) == ("5", "Carol Mendes", OF_ALL)
    assert {row["Set by"] for name, row in rows.items() if name not in (competency["name"], "Overall")} == {""}


def test_data_of_a_report_holds_both_with_the_reason(danas, by_ai, carols):
    level, competency = by_ai
    data = json.loads(taken(carols, danas, "report-json").content)
    assert data["content"]["level"] == level
    assert competency in data["content"]["competencies"]
    said = {each["competency"]: (each["level"], each["by"], each["reason"]) for each in data["set_by_people"]}
    assert said == {None: (5, "Carol Mendes", OF_ALL), "reliability": (2, "Carol Mendes", OF_ONE)}


def test_paper_shows_both_with_the_reason(danas, by_ai, carols):
    words = paper(carols, danas)
    assert f"Overall, by rules {by_ai[0]:.1f} of 5" in words
    assert f"by rules {by_ai[1]['level']:.1f} of 5" in words
    assert f"5 of 5 by Carol Mendes: {OF_ALL}" in words
    assert f"2 of 5 set beside it by Carol Mendes: {OF_ONE}" in words


def test_a_job_is_taken_along_with_both(danas, by_ai, carols):
    level, competency = by_ai
    [row] = rows_in(taken(carols, danas, "job-csv"))
    name = competency["name"]
    assert (row["AI, of 5"], row["Set by a person, of 5"], row["Set by"]) == (f"{level:.1f}", "5", "Carol Mendes")
    beside = (row[f"{name}, set by a person"], row[f"{name}, set by"])
    assert (row[name], *beside) == (f"{competency['level']:.1f}", "2", "Carol Mendes")
    assert sum(head.endswith(", set by") for head in row) == 1
    [report] = json.loads(taken(carols, danas, "job-json").content)["reports"]
    assert report["content"]["level"] == level
    assert {each["reason"] for each in report["set_by_people"]} == {OF_ONE, OF_ALL}


def test_what_was_taken_back_is_not_taken_along(danas, carol, carols):
    set_by(danas, carol, "", None, "I misread it.")
    [row] = rows_in(taken(carols, danas, "job-csv"))
    assert (row["Set by a person, of 5"], row["Set by"]) == ("", "")
    said = json.loads(taken(carols, danas, "report-json").content)["set_by_people"]
    assert [each["competency"] for each in said] == ["reliability"]


@pytest.fixture
def discussed(danas, bob, carol):
    """Bob rated before he saw a score, and once more afterwards; Carol decided."""
    given_to(danas, bob)
    rated_by(danas, bob, 4)
    opened_by(danas, bob)
    rated_by(danas, bob, 2, AGAIN)
    with company_scope(danas.company_id):
        decide(interview=interview_of(danas), kind=Decision.Kind.HOLD, reason=WHY, known=0, by=Actor(user=carol))
    return danas


def test_rows_of_a_report_hold_who_rated_what_and_why(discussed, by_ai, carols):
    _, competency = by_ai
    rows = {row["Competency"]: row for row in rows_in(taken(carols, discussed, "report-csv"))}
    one, whole = rows[competency["name"]], rows["Overall"]
    assert (one["Bob Adeyemi, before the scores, of 5"], one["Bob Adeyemi, why"]) == ("2", AGAIN)
    assert (whole["Bob Adeyemi, before the scores, of 5"], whole["Bob Adeyemi, why"]) == ("2.0", "")
    assert (one["AI, of 5"], one["Set by a person, of 5"]) == (f"{competency['level']:.1f}", "2")


def test_two_people_of_one_name_have_columns_of_their_own(danas, northwind, ada, carols):
    namesake = make_user(ada.name, "another@northwind.example")
    make_member(northwind, namesake, Role.ADMIN)
    rated_by(danas, ada, 4)
    rated_by(danas, namesake, 2)
    row = next(row for row in rows_in(taken(carols, danas, "report-csv")) if row["Competency"] == "Data consistency")
    heads = [head for head in row if head.startswith("Ada Admin")]
    assert sorted(heads) == [
        "Ada Admin (2), before the scores, of 5",
        "Ada Admin (2), why",
        "Ada Admin, before the scores, of 5",
        "Ada Admin, why",
    ]
    assert {row[head] for head in heads if head.endswith("of 5")} == {"4", "2"}


def test_data_holds_what_they_say_now_and_what_they_said_first(discussed, carols):
    data = json.loads(taken(carols, discussed, "report-json").content)
    [bobs] = data["rated_by_people"]
    assert (bobs["by"], bobs["before_the_scores"], bobs["changes"]) == ("Bob Adeyemi", True, 1)
    assert {"competency": "reliability", "level": 2, "reason": AGAIN} in bobs["ratings"]
    assert {"competency": "reliability", "level": 4, "reason": REASON} in bobs["said_first"]["ratings"]
    assert {key: data["decision"][key] for key in ("kind", "reason", "by")} == {"kind": "hold", "reason": WHY, "by": "Carol Mendes"}
    [of_job] = json.loads(taken(carols, discussed, "job-json").content)["reports"]
    assert (of_job["rated_by_people"], of_job["decision"]) == (data["rated_by_people"], data["decision"])


def test_where_nobody_rated_or_decided_nothing_says_so(danas, carols):
    data = json.loads(taken(carols, danas, "report-json").content)
    assert (data["rated_by_people"], data["decision"]) == ([], None)
    [row] = rows_in(taken(carols, danas, "job-csv"))
    assert (row["Rated by people, of 5"], row["Decision"], row["Decided by"]) == ("", "", "")
    assert not any(head.endswith("rated by people") for head in row)


def test_a_job_is_taken_along_with_ratings_and_the_decision(discussed, by_ai, carols):
    [row] = rows_in(taken(carols, discussed, "job-csv"))
    assert row["Rated by people, of 5"] == "2.0 by Bob Adeyemi"
    assert row[f"{by_ai[1]['name']}, rated by people"] == f"2 by Bob Adeyemi: {AGAIN}"
    assert (row["Decision"], row["Decided by"], row["Why they decided"]) == ("On hold", "Carol Mendes", WHY)


def test_who_cannot_say_is_not_read_as_a_level(danas, ada, carols):
    rated_by(danas, ada, None, "I was not in that project.")
    name = "Data consistency"
    rows = {row["Competency"]: row for row in rows_in(taken(carols, danas, "report-csv"))}
    head = "Ada Admin, before the scores, of 5"
    assert (rows[name][head], rows[name]["Ada Admin, why"], rows["Overall"][head]) == ("", "I was not in that project.", "")
    [row] = rows_in(taken(carols, danas, "job-csv"))
    assert row[f"{name}, rated by people"] == "cannot say by Ada Admin: I was not in that project."
    assert "Ada Admin cannot say: I was not in that project." in paper(carols, danas)


def test_paper_shows_who_rated_and_what_was_decided(discussed, carols):
    words = paper(carols, discussed)
    assert "Rated by Bob Adeyemi 2.0 of 5, before the scores" in words
    assert f"2 of 5 rated by Bob Adeyemi: {AGAIN}" in words
    assert "Decided On hold, by Carol Mendes" in words
    assert WHY in words


@pytest.mark.parametrize("name", ["report-pdf", "report-csv", "report-json", "job-csv", "job-json"])
def test_a_reviewer_takes_nothing_along_before_rating_or_after(discussed, bob, log_in, name):
    """Exports hold everybody's ratings, and so go to those alone who see these from the beginning."""
    eve = make_user("Eve Unrated", "eve@northwind.example")
    make_member(discussed.company, eve, Role.REVIEWER)
    given_to(discussed, eve)
    for user in (bob, eve):
        assert taken(log_in(user), discussed, name).status_code == 403


@pytest.mark.parametrize("without_names", [True, False])
def test_a_shared_link_shows_nothing_of_it(discussed, client, without_names):
    with company_scope(discussed.company_id):
        link = share_report(report=Report.objects.get(), label="The team", days=7, without_names=without_names, by=Actor())
    page = client.get(f"/r/{token_of(link.pk)}/").content.decode()
    assert "compared the logs" in page
    for said in ("Carol", "Bob", OF_ONE, OF_ALL, REASON, AGAIN, WHY, "On hold"):
        assert said not in page

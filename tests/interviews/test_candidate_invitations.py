"""All that a candidate was invited to, on their page; and what is said of it before they are erased."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.state import State as EngineState
from interviews.models import Interview
from resumes.services.merging import merge_candidates
from tests.interviews.hiring import make_invitation, make_job, make_plan
from tests.interviews.inviting import change, invite, open_job
from tests.interviews.questions import make_bank, make_question
from tests.resumes.people import make_candidate

pytestmark = [pytest.mark.django_db, pytest.mark.not_replayed]
HTMX = {"HX-Request": "true"}
CANDIDATES = "/c/northwind/candidates/"


@pytest.fixture
def client(log_in, carol):
    return log_in(carol)


@pytest.fixture
def dana(northwind):
    with company_scope(northwind):
        return make_candidate(northwind)


def page(client, candidate, rest: str = "invitations/", **headers) -> str:
    return client.get(f"{CANDIDATES}{candidate.pk}/{rest}", headers=headers).content.decode()


def rows(text: str) -> list[list[str]]:
    """What the table's cells say."""
    found = re.findall(r"<tr role=\"row\">(.*?)</tr>", text.partition("<tbody")[2], re.DOTALL)
    return [[" ".join(re.sub("<[^>]*>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in found]


def interviewed(invitation, finished_at=None):
    with company_scope(invitation.company_id):
        plan = make_plan(invitation.job, make_question(make_bank(invitation.company, slug=f"b-{invitation.pk}")))
        over = {"finished_at": finished_at, "outcome": "completed", "phase": "completed"} if finished_at else {}
        values = {"language": "en", "state": EngineState().as_json(), "events_told": 3}
        return Interview.objects.create(company=invitation.company, job=invitation.job, plan=plan, invitation=invitation, **values | over)


def test_each_invitation_says_how_it_stands_and_leads_to_its_page(client, northwind, dana):
    at = timezone.now().replace(year=2031, month=3, day=4, hour=9, minute=30)
    done = invite(open_job(northwind, title="Done")).invitation
    change(done, opened_at=at, started_at=at, completed_at=at, created_at=timezone.now() - timedelta(days=9))
    interviewed(done, finished_at=at)
    waits = invite(open_job(northwind, title="Waits")).invitation
    with company_scope(northwind):
        OutboxMail.objects.filter(pk=done.mail_id).update(state="sent", sent_at=at)
    text = page(client, dana)
    told = "4 Mar 2031, 10:30"
    assert rows(text) == [["Waits", "On its way", "–", "–", "–", "–"], ["Done", "Completed", told, told, told, told]]
    for invitation in (done, waits):
        assert f'href="/c/northwind/invitations/{invitation.pk}/"' in text


def test_what_was_opened_had_been_sent_although_its_mail_is_forgotten(client, northwind, dana):
    invitation = invite(open_job(northwind)).invitation
    change(invitation, opened_at=timezone.now(), mail=None)
    [row] = rows(page(client, dana))
    assert row[1] == "Opened"
    assert row[2] != "–"


def test_on_the_candidate_s_page_it_is_a_part_that_comes_by_itself_and_a_link_for_who_has_no_javascript(client, northwind, dana):
    invite(open_job(northwind))
    whole = page(client, dana, "")
    address = f"{CANDIDATES}{dana.pk}/invitations/"
    assert f'id="invitations" aria-labelledby="invitations-title" hx-get="{address}" hx-trigger="load"' in whole
    assert f'<a href="{address}">' in whole
    part = page(client, dana, **HTMX)
    assert part.strip().startswith('<section class="stack" id="invitations"')
    assert "hx-trigger" not in part
    assert "<html" in page(client, dana)


def test_nobody_invited_says_what_to_do_first(client, dana):
    text = page(client, dana)
    assert "Not invited yet" in text
    assert 'href="/c/northwind/jobs/"' in text


def test_of_another_candidate_nothing_is_shown(client, northwind, southgate, dana):
    with company_scope(northwind):
        make_invitation(make_job(northwind, title="For Kim"), candidate=make_candidate(northwind, "Kim", "kim@post.example"))
    with company_scope(southgate):
        make_invitation(make_job(southgate, title="Theirs"), candidate=make_candidate(southgate))
    assert rows(page(client, dana)) == []


def test_many_are_asked_for_in_as_many_queries_as_few_and_in_pages(client, northwind, dana):
    page(client, dana)
    counts = []
    for number in (1, 59):
        with company_scope(northwind):
            for _ in range(number):
                make_invitation(make_job(northwind), candidate=dana)
        with CaptureQueriesContext(connection) as queries:
            text = page(client, dana)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
    assert len(rows(text)) == 50
    assert len(rows(page(client, dana, "invitations/?page=2"))) == 10
    part = page(client, dana, **HTMX)
    assert "See all 60" in part
    # Pages of the part would be taken for pages of the candidate's.
    assert "?page=" not in part


def test_who_was_merged_leads_on(client, northwind, dana):
    with company_scope(northwind):
        kept = make_candidate(northwind, email="d@post.example")
        gone = dana.pk
        merge_candidates(kept=kept, gone=dana, from_gone=(), by=Actor())
    answer = client.get(f"{CANDIDATES}{gone}/invitations/")
    assert answer.headers["Location"] == f"{CANDIDATES}{kept.pk}/invitations/"


# Before they are erased


def warned(text: str) -> list[str]:
    return re.findall(r"<p>(.*?)</p>", text.partition('<div class="notice notice-warn">')[2].partition("</div>")[0])


def test_erasing_says_which_invitations_and_interviews_go(client, northwind, dana):
    assert warned(page(client, dana, "erase/")) == []
    invite(open_job(northwind, title="Analyst"))
    assert warned(page(client, dana, "erase/")) == ["1 invitation goes too: “Analyst”. Its link stops working."]
    invitation = invite(open_job(northwind, title="Engineer")).invitation
    change(invitation, started_at=timezone.now())
    interview = interviewed(invitation)
    told = [
        "2 invitations go too: “Analyst”, “Engineer”. Their links stop working.",
        "1 interview goes too, with everything that was said.",
    ]
    assert warned(page(client, dana, "erase/")) == [*told, "1 interview is not over yet and would end in the middle."]
    with company_scope(northwind):
        Interview.objects.filter(pk=interview.pk).update(finished_at=timezone.now(), outcome="completed")
    assert warned(page(client, dana, "erase/")) == told


def test_erasing_many_counts_those_of_all_who_are_chosen(client, northwind, dana):
    with company_scope(northwind):
        kim, lee = (make_candidate(northwind, name, f"{name}@post.example") for name in ("kim", "lee"))
        for number in range(7):
            make_invitation(make_job(northwind, title=f"Job {number}"), candidate=kim)
        make_invitation(make_job(northwind, title="Not asked"), candidate=lee)
    answer = client.post(f"{CANDIDATES}bulk/", {"do": "erase", "chosen": [str(dana.pk), str(kim.pk)]})
    [sentence] = warned(answer.content.decode())
    assert sentence == "7 invitations go too: “Job 0”, “Job 1”, “Job 2”, “Job 3”, “Job 4” and 2 more jobs. Their links stop working."

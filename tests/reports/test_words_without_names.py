"""Whoever words a report or feedback reads no more of a person than whoever scored: no name, contact, employer or school."""

import json
import re

import pytest
from django.test import Client

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from reports.assessing.material import names_of
from reports.links import token_of
from reports.models import Rating
from reports.services.feedback import begin_feedback, write_feedback
from reports.services.sharing import share_report
from resumes.understanding.fields import Job, Study, Understood
from tests.interviews.rooms import interview_of, turns_of
from tests.reports.assessed import VERDICT, assess, report_on
from tests.reports.peopled import over, page_of
from tests.resumes.people import make_resume

pytestmark = pytest.mark.not_replayed

SAID = (
    "I am Dana, Dana Novak. At Kestrel Works Ltd our import broke every night, and I compared the logs of two nights. I learned that at"
    " Ostwald College from Professor Lind. Write to dana@kestrel.example or +46 70 555 01 23, and see https://novak.example/logs."
)
CANARIES = ("Dana", "Novak", "Kestrel Works", "Works Ltd", "Ostwald", "dana@", "555 01 23", "novak.example")
RATED = {
    "competency": "reliability",
    "level": 4,
    "quotes": ["I am [name], [name]. At [employer] our import broke", "I learned that at [school] from", "or [contact], and see [contact]"],
    "why": "Dana compares logs, as Kestrel Works Ltd teaches it.",
}
NOTED = {"strengths": ["Dana Novak names the cause."], "improvements": ["Say what Kestrel Works Ltd lost, at dana@kestrel.example."]}
WRITTEN = {
    "summary": [{"text": "Compares before changing anything at [employer].", "turns": [1]}],
    "strengths": [],
    "weaknesses": [],
    "recommendations": [],
}
TOLD = {"strengths": ["You compared the logs of two nights."], "advice": ["Say who was affected."]}


@pytest.fixture
def danas(committed, northwind, model):
    """Her interview with a report, in which the judge used names that nobody had told it."""
    invitation = over(northwind, SAID)
    understand(invitation)
    model.script("chat", [VERDICT | NOTED | {"ratings": [RATED]}] * 3 + [WRITTEN, TOLD])
    assert report_on(invitation).made_by.get("model")
    return invitation


def understand(invitation) -> None:
    with company_scope(invitation.company_id):
        known = Understood(experience=[Job(employer="Kestrel Works Ltd")], education=[Study(school="Ostwald College")])
        make_resume(invitation.candidate, understood=known.model_dump(mode="json"))


def asked(model, words: str) -> list[str]:
    """What left the house for one task, known by words of its instructions."""
    sent = [json.dumps(call.body, ensure_ascii=False) for call in model.calls]
    return [body for body in sent if words in body]


def found_in(body: str) -> list[str]:
    return [canary for canary in CANARIES if canary in body]


def test_who_words_a_report_reads_no_names(danas, model):
    bodies = asked(model, "You word the report")
    assert bodies
    for body in bodies:
        assert found_in(body) == []
        assert "I am [name], [name]. At [employer] our import broke" in body
        assert "compares logs, as [employer] teaches it." in body


def test_a_newer_file_that_nobody_has_understood_yet_takes_no_names_away(committed, northwind):
    invitation = over(northwind, SAID)
    understand(invitation)
    with company_scope(northwind):
        make_resume(invitation.candidate, sha256="1" * 64, state="received")
        assert names_of(interview_of(invitation)).employers == ("Kestrel Works Ltd",)


def test_names_that_were_unknown_when_it_was_scored_are_covered_when_it_is_worded(committed, northwind, model):
    """A quote may begin in the middle of one."""
    invitation = over(northwind, SAID)
    cut = RATED | {"quotes": ["Works Ltd our import broke every night"]}
    model.script("chat", [VERDICT | {"ratings": [cut]}] * 3 + [WRITTEN])
    assess(invitation, turns_of(invitation)[0])
    understand(invitation)
    report_on(invitation)
    [body] = asked(model, "You word the report")
    assert found_in(body) == []
    assert "[employer] our import broke every night" in body


def test_who_scores_reads_no_names_in_what_was_asked_and_said_before(committed, northwind, model):
    """However they are typed. The question was worded in the interview, from the résumé."""
    invitation = over(northwind, "my name is dana novak, and i compared the logs of two nights. DANA did.")
    understand(invitation)
    asked_of = "Dana, what broke at Kestrel Works?"
    with company_scope(northwind):
        first = interview_of(invitation).turns.get()
        first.text = "How was it at KESTREL WORKS, dana?"
        first.save()
        first.pk, first.number, first.text, first.purpose = None, 2, asked_of, "follow-up"
        first.answer = "It was the job at kestrel works that DANA NOVAK wrote after Ostwald College."
        first.save()
    model.script("chat", [VERDICT] * 6 + [WRITTEN, TOLD])
    report_on(invitation)
    bodies = asked(model, "You judge one answer")
    assert len(bodies) == 6
    assert [canary for body in bodies for canary in (*CANARIES, "Ostwald College") if canary.lower() in body.lower()] == []
    first_asked, then_asked = (next(body for body in bodies if words in body) for words in ("my name is [name], and", "It was the job at"))
    assert "How was it at [employer], [name]?" in first_asked
    assert "[name], what broke at [employer]?" in then_asked
    # Said before, to the same question.
    assert "my name is [name], and i compared" in then_asked
    assert "It was the job at [employer] that [name] wrote after [school]." in then_asked


def test_a_name_that_only_what_stands_before_gives_away_is_covered_in_quotes_too(committed, northwind, model):
    invitation = over(northwind, "Hello, I'm Bo, and I compared the logs of two nights.")
    with company_scope(northwind):
        invitation.candidate.name = "Bo Li"
        invitation.candidate.save()
    quoted = RATED | {"quotes": ["[name], and I compared the logs"], "why": "Compares."}
    model.script("chat", [VERDICT | {"ratings": [quoted]}] * 3 + [WRITTEN])
    report = report_on(invitation)
    [body] = asked(model, "You word the report")
    assert "[name], and I compared the logs" in body
    with company_scope(northwind):
        link = share_report(report=report, label="", days=7, without_names=True, by=Actor())
    page = Client().get(f"/r/{token_of(link.pk)}/").content.decode()
    assert "[name], and I compared the logs" in page
    assert not re.search(r"\bBo\b", body + page)


def test_who_words_feedback_reads_no_names(danas, model):
    ids = {"interview_id": interview_of(danas).pk, "company_id": danas.company_id}
    begin_feedback(**ids)
    write_feedback(**ids)
    bodies = asked(model, "You tell somebody who was interviewed")
    assert bodies
    assert [found_in(body) for body in bodies] == [[]] * len(bodies)


def test_people_read_every_quote_as_it_was_said(danas, carol, log_in):
    with company_scope(danas.company_id):
        quotes = [quote["text"] for rating in Rating.objects.filter(level__isnull=False) for quote in rating.quotes]
    assert "I am Dana, Dana Novak. At Kestrel Works Ltd our import broke" in quotes
    page = log_in(carol).get(page_of(danas)).content.decode()
    assert "At Kestrel Works Ltd our import broke" in page
    # The words about it stay as they were worded.
    assert "Compares before changing anything at [employer]." in page

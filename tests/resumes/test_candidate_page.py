"""A candidate's page: who they are, every version of the résumé, typing one, and what happened."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.tenancy import company_scope
from resumes.models import Resume
from resumes.services.reading import read_resume
from tests.resumes.people import make_candidate, make_resume, understood_candidate

LIST = "/c/northwind/candidates/"


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


def test_the_head_says_who_it_is(rows, northwind, page):
    with company_scope(northwind):
        dana = make_candidate(northwind, phone="+420 555", links=["https://dana.example"], tags=["back end"], notes="Met at the fair")
    text = page.get(f"{LIST}{dana.pk}/").content.decode()
    for said in (
        "mailto:dana@post.example",
        "+420 555",
        'href="https://dana.example"',
        f"{LIST}?tag=back%20end",
        "Met at the fair",
        "Added by hand",
    ):
        assert said in text


def test_an_older_resume_is_shown_by_its_address_and_nobody_else_s(rows, northwind, page):
    with company_scope(northwind):
        dana = make_candidate(northwind)
        old = make_resume(dana, sha256="a" * 64, text="Old words", understood={"headline": "Old words"}, created_at="2025-01-01T00:00Z")
        make_resume(dana, sha256="b" * 64, text="New words", understood={"headline": "New words"})
        other = make_resume(make_candidate(northwind, "Kim", "kim@post.example"))
    address = f"{LIST}{dana.pk}/"
    assert "New words</mark>" in page.get(address).content.decode()
    text = page.get(f"{address}?resume={old.pk}").content.decode()
    assert ("Old words</mark>" in text, "New words</mark>" in text) == (True, False)
    assert page.get(f"{address}?resume={other.pk}").status_code == 404
    assert page.get(f"{address}?resume=nonsense").status_code == 404


def test_history_says_in_words_who_did_what(rows, northwind, page):
    page.post(LIST + "add/", {"name": "Kim Larsen", "email": "kim@post.example"})
    with company_scope(northwind):
        kim = make_candidate(northwind, "x", "x@post.example").__class__.objects.get(email="kim@post.example")
    shown = {"name": "Kim Larsen", "email": "kim@post.example", "phone": "", "links": "", "tags": "", "notes": ""}
    page.post(
        f"{LIST}{kim.pk}/edit/",
        {f"initial-{name}": value for name, value in shown.items()} | shown | {"phone": "1", "notes": "n", "tags": "t"},
    )
    text = " ".join(page.get(f"{LIST}{kim.pk}/").content.decode().split())
    assert "<strong>Carol Mendes</strong> changed the notes, the telephone and the tags" in text
    assert "<strong>Carol Mendes</strong> added this candidate" in text
    assert "carol@northwind.example" not in text


def test_much_history_costs_no_more_questions(rows, northwind, page):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            page.get(f"{LIST}{dana.pk}/")
        return len(asked)

    with company_scope(northwind):
        dana = understood_candidate(northwind)
    cost()
    few = cost()
    for number in range(20):
        page.post(LIST + "bulk/", {"do": "tag", "tag": f"tag {number}", "chosen": [dana.pk]})
    with company_scope(northwind):
        for number in range(20):
            make_resume(dana, sha256=f"{number + 1:064}", created_at="2025-01-01T00:00Z")
    assert cost() == few


def test_typed_text_becomes_a_resume_by_the_same_way(media, committed, northwind, page):
    with company_scope(northwind):
        dana = make_candidate(northwind)
        make_resume(dana, state="refused", problem="no-text", created_at="2025-01-01T00:00Z")
    text = page.get(f"{LIST}{dana.pk}/").content.decode()
    assert "pictures of text" in text
    assert '<details class="more" id="typing" open>' in text
    answer = page.post(f"{LIST}{dana.pk}/type/", {"text": "Dana Novak\nEngineer at Tallow Pay"})
    assert answer.status_code == 302
    with company_scope(northwind):
        typed = Resume.objects.get(state="received")
    read_resume(resume_id=typed.pk, company_id=northwind.pk)
    with company_scope(northwind):
        typed = Resume.objects.get(pk=typed.pk)
    assert (typed.state, typed.format, typed.name) == ("read", "txt", "Typed text.txt")
    assert "Engineer at Tallow Pay" in typed.text
    again = page.post(f"{LIST}{dana.pk}/type/", {"text": "Dana Novak\nEngineer at Tallow Pay"}, follow=True)
    assert "here already" in again.content.decode()


def test_no_text_is_refused_with_a_sentence(rows, northwind, page):
    with company_scope(northwind):
        dana = make_candidate(northwind)
    answer = page.post(f"{LIST}{dana.pk}/type/", {"text": "  "})
    assert (answer.status_code, "Please write or paste the text first" in answer.content.decode()) == (422, True)

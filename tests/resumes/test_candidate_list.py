"""The list of candidates: found, filtered, and many changed at once, with and without JavaScript."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from resumes.models import Candidate
from resumes.queries.candidates import Wanted, candidates
from tests.resumes.people import make_candidate, make_resume

LIST = "/c/northwind/candidates/"


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


@pytest.fixture
def three(rows, northwind):
    with company_scope(northwind):
        dana = make_candidate(northwind, tags=["backend"])
        kim = make_candidate(northwind, "Kim Larsen", "kim@post.example", source="imported")
        ola = make_candidate(northwind, "Ola Berg", "ola@post.example", tags=["Backend", "design"])
    return dana, kim, ola


def names(company, **wanted):
    with company_scope(company):
        return [person.name for person in candidates(Wanted(**wanted))]


def act(page, do, chosen=(), **more):
    return page.post(LIST + "bulk/", {"do": do, "chosen": [person.pk for person in chosen], **more}, follow=True)


def tags(company):
    with company_scope(company):
        return {person.name.split()[0]: person.tags for person in Candidate.objects.all()}


def test_filters_narrow_by_tag_source_and_the_newest_resume(three, northwind):
    dana, kim, _ = three
    with company_scope(northwind):
        make_resume(dana, sha256="a" * 64, state="refused", problem="no-text", created_at="2026-01-01T00:00Z")
        make_resume(dana, sha256="b" * 64, state="understood", created_at="2026-02-01T00:00Z")
        make_resume(kim, state="refused", problem="no-text")
    assert names(northwind, tag="design") == ["Ola Berg"]
    assert names(northwind, source="imported") == ["Kim Larsen"]
    assert names(northwind, state="ready") == ["Dana Novak"]
    assert names(northwind, state="refused") == ["Kim Larsen"]
    assert names(northwind, state="none") == ["Ola Berg"]
    assert names(northwind, state="reading") == []
    assert names(northwind, search="novak backend", order="name") == ["Dana Novak"]
    assert names(northwind, order="name") == ["Dana Novak", "Kim Larsen", "Ola Berg"]


def test_the_page_filters_by_its_address_and_offers_what_there_is(three, page):
    text = page.get(f"{LIST}?source=imported&state=none&order=name").content.decode()
    assert "Kim Larsen" in text
    assert "Dana Novak" not in text
    assert '<option value="imported" selected>' in text
    assert "<option>design</option>" in text
    assert "Nobody fits that" in page.get(f"{LIST}?state=refused").content.decode()
    assert "Dana Novak" in page.get(f"{LIST}?state=nonsense&source=nonsense&order=nonsense").content.decode()


def test_ten_rows_and_two_hundred_cost_the_same_questions(rows, northwind, page):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert page.get(LIST).status_code == 200
        return len(asked)

    def make(numbers):
        with company_scope(northwind):
            for number in numbers:
                make_resume(make_candidate(northwind, f"Candidate {number}", f"c{number}@post.example", tags=[f"tag {number}"]))

    make(range(10))
    cost()
    few = cost()
    make(range(10, 200))
    assert cost() == few


def test_a_tag_is_given_to_those_chosen_once_and_logged_for_each(three, page, northwind):
    _, kim, _ = three
    text = act(page, "tag", three, tag="  backend ").content.decode()
    assert "1 candidate was given the tag" in text
    assert tags(northwind) == {"Dana": ["backend"], "Kim": ["backend"], "Ola": ["Backend", "design"]}
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="candidate.changed")
    assert (entry.target_id, entry.details) == (str(kim.pk), {"fields": ["tags"]})


def test_a_tag_is_taken_in_whatever_case_from_those_chosen(three, page, northwind):
    _, _, ola = three
    act(page, "untag", [ola], tag="BACKEND")
    assert tags(northwind) == {"Dana": ["backend"], "Kim": [], "Ola": ["design"]}


def test_the_box_above_means_all_of_the_page(three, page, northwind):
    dana, kim, _ = three
    act(page, "tag", [dana], tag="new", all="yes", shown=[dana.pk, kim.pk])
    assert tags(northwind) == {"Dana": ["backend", "new"], "Kim": ["new"], "Ola": ["Backend", "design"]}


def test_erasing_asks_with_a_count_and_names_first(three, page, northwind):
    dana, kim, _ = three
    text = act(page, "erase", [dana, kim]).content.decode()
    assert "Erase 2 candidates?" in text
    assert ("Dana Novak" in text, "Kim Larsen" in text, "Ola Berg" in text) == (True, True, False)
    assert len(tags(northwind)) == 3
    assert "2 candidates were erased" in act(page, "erase", [dana, kim], sure="yes").content.decode()
    assert list(tags(northwind)) == ["Ola"]
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="candidate.erased").count() == 2


@pytest.mark.parametrize(
    ("do", "tag", "sentence"), [("tag", "", "Write the tag first"), ("tag", "x" * 41, "at most 40 fit"), ("dance", "x", "")]
)
def test_what_cannot_be_done_is_said(three, page, northwind, do, tag, sentence):
    before = tags(northwind)
    assert sentence in act(page, do, three, tag=tag).content.decode()
    assert tags(northwind) == before


def test_nobody_chosen_and_no_ids_are_said(three, page):
    assert "Choose somebody in the list first" in act(page, "erase").content.decode()
    assert "Choose somebody in the list first" in page.post(LIST + "bulk/", {"do": "erase", "chosen": ["x"]}, follow=True).content.decode()


def test_another_company_s_candidates_are_nobody_here(three, page, southgate):
    with company_scope(southgate):
        theirs = make_candidate(southgate)
    act(page, "tag", [theirs], tag="ours")
    act(page, "erase", [theirs], sure="yes")
    with company_scope(southgate):
        assert Candidate.objects.get().tags == []


def test_one_comes_back_to_the_list_as_it_was_and_nowhere_else(three, page):
    dana, *_ = three
    answer = page.post(LIST + "bulk/", {"do": "tag", "tag": "x", "chosen": [dana.pk], "here": "tag=backend&page=1"})
    assert answer.headers["Location"] == f"{LIST}?tag=backend&page=1"
    answer = page.post(LIST + "bulk/", {"do": "tag", "tag": "y", "chosen": [dana.pk], "here": "//elsewhere.example"})
    assert answer.headers["Location"].startswith(LIST)

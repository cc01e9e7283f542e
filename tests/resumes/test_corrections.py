"""A person puts right what was understood: shown as theirs, never overwritten, and taken back when they say so."""

import pytest

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from resumes.models import Resume
from resumes.services.understanding import understand_resume
from tests.accounts.test_models_of_a_company import give_key
from tests.resumes.people import make_candidate, make_resume, understood_candidate

READ = {
    "headline": "Engineer",
    "skills": ["Python", "Go"],
    "experience": [{"title": "Engineer", "employer": "Tallow Pay", "dates": "2020 – 2022", "highlights": ["Built it"]}],
    "contact": {"name": "Dana Novak"},
}


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


@pytest.fixture
def resume(rows, northwind):
    with company_scope(northwind):
        return make_resume(make_candidate(northwind), text="Engineer at Tallow Pay. Python, Go.", state="understood", understood=READ)


def form(**changes):
    values = {
        "headline": "Engineer",
        "skills": "Python\nGo",
        "contact_name": "Dana Novak",
        "jobs-TOTAL_FORMS": "1",
        "jobs-INITIAL_FORMS": "1",
        "jobs-0-title": "Engineer",
        "jobs-0-employer": "Tallow Pay",
        "jobs-0-dates": "2020 – 2022",
        "jobs-0-highlights": "Built it",
        "studies-TOTAL_FORMS": "0",
        "studies-INITIAL_FORMS": "0",
        "seen": "",
    }
    return values | changes


def address(resume, what="correct"):
    return f"/c/northwind/resumes/{resume.pk}/{what}/"


def shown(page, resume):
    return page.get(f"/c/northwind/candidates/{resume.candidate_id}/").content.decode()


def now(resume):
    with company_scope(resume.company):
        return Resume.objects.select_related("corrected_by").get(pk=resume.pk)


def test_the_page_holds_what_was_understood(page, resume):
    text = page.get(address(resume)).content.decode()
    assert 'name="jobs-0-employer" value="Tallow Pay"' in text
    assert "Python\nGo</textarea>" in text


def test_what_a_person_writes_is_kept_with_who_and_when(page, resume, carol):
    more = {
        "jobs-TOTAL_FORMS": "3",
        "jobs-1-title": "Head of Payments",
        "studies-TOTAL_FORMS": "1",
        "studies-0-school": "Charles University",
    }
    answer = page.post(address(resume), form(**more, skills="Python\nRust", **{"jobs-0-DELETE": "on"}))
    assert answer.status_code == 302
    found = now(resume)
    assert found.corrected["experience"] == [{"title": "Head of Payments", "employer": "", "dates": "", "highlights": []}]
    assert found.corrected["education"] == [{"degree": "", "school": "Charles University", "dates": ""}]
    assert found.corrected["skills"] == ["Python", "Rust"]
    assert (found.corrected_by, found.corrected_at is not None) == (carol, True)
    assert found.understood == READ


def test_it_is_shown_as_corrected_beside_what_the_reader_said(page, resume):
    page.post(address(resume), form(skills="Python\nRust"))
    text = " ".join(shown(page, resume).split())
    assert "Corrected by a person" in text
    assert "Carol Mendes, <time" in text
    beside, _, as_read = text.partition("What the reader said")
    assert 'Rust <span class="badge badge-info badge-plain">Corrected</span>' in beside
    assert "Python</a> <span class" not in beside
    assert "<li> Go </li>" in as_read


def test_the_log_names_the_fields_and_no_words(page, resume, northwind):
    page.post(address(resume), form(headline="Secret headline"))
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="resume.corrected")
    assert entry.details == {"fields": ["headline"]}
    assert "corrected what was understood: headline" in shown(page, resume)


def test_saving_what_stands_there_is_no_correction(page, resume):
    assert page.post(address(resume), form()).status_code == 302
    assert now(resume).corrected is None


def test_understanding_anew_leaves_the_correction(committed, northwind, page):
    with company_scope(northwind):
        resume = make_resume(make_candidate(northwind), text="Engineer at Tallow Pay", state="understood", understood=READ)
    page.post(address(resume), form(headline="Head of Payments"))
    page.post(address(resume, "again"))
    assert now(resume).state == "read"
    understand_resume(resume_id=resume.pk, company_id=northwind.pk)
    found = now(resume)
    assert (found.state, found.corrected["headline"]) == ("understood", "Head of Payments")
    assert "Head of Payments" in shown(page, resume)


def test_what_was_read_holds_again_when_somebody_says_so(page, resume, northwind):
    page.post(address(resume), form(headline="Head of Payments"))
    page.post(address(resume, "as-read"))
    found = now(resume)
    assert (found.corrected, found.corrected_by, found.corrected_at) == (None, None, None)
    assert "Corrected by a person" not in shown(page, resume)
    page.post(address(resume, "as-read"))
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="resume.correction_taken_back").count() == 1


def test_everything_may_be_taken_out(page, resume):
    page.post(address(resume), form(headline="", skills="", contact_name="", **{"jobs-0-DELETE": "on"}))
    text = shown(page, resume).partition("What the reader said")[0]
    assert "Corrected by a person" in text
    assert "Tallow Pay</a>" not in text


def test_who_comes_second_is_told_and_keeps_their_words(page, resume):
    page.post(address(resume), form(headline="First"))
    answer = page.post(address(resume), form(headline="Second"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "This résumé was corrected at " in text and "by you, in another tab" in text
    assert 'value="Second"' in text
    assert now(resume).corrected["headline"] == "First"
    seen = now(resume).corrected_at.isoformat()
    assert f'name="seen" value="{seen}"' in text.replace("&#x2B;", "+")
    assert page.post(address(resume), form(headline="Second", seen=seen)).status_code == 302
    assert now(resume).corrected["headline"] == "Second"


def test_a_token_that_is_no_time_counts_as_another(page, resume):
    assert page.post(address(resume), form(headline="x", seen="2026-99-99T00:00")).status_code in (302, 422)


def test_without_javascript_an_entry_is_added_by_a_round(page, resume):
    answer = page.post(address(resume), form(do="add-jobs", headline="Typed already"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="jobs-1-title"' in text
    assert 'value="Typed already"' in text
    assert 'name="studies-0-school"' in page.post(address(resume), form(do="add-studies")).content.decode()
    assert page.post(address(resume), {"do": "add-nonsense"}).status_code == 200
    assert now(resume).corrected is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("headline", "x" * 301, "at most 300"), ("skills", "x" * 301, "at most 300 fit"), ("jobs-0-title", "x" * 301, "at most 300")],
)
def test_too_long_words_are_said_beside_their_field(page, resume, field, value, sentence):
    answer = page.post(address(resume), form(**{field: value}))
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_markup_in_a_correction_is_text(page, resume):
    page.post(address(resume), form(headline="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in shown(page, resume)


# Understanding it again


def test_it_is_offered_when_rules_did_it_and_a_model_is_there_now(page, resume, northwind, settings):
    assert "Understand it again" not in shown(page, resume)
    give_key(northwind)
    assert "Understand it again" in shown(page, resume)
    with company_scope(northwind):
        Resume.objects.update(understood_by={"provider": "openai", "model": "x", "prompt": 1})
    assert "Understand it again" not in shown(page, resume)


def test_asked_once_more_while_it_waits_nothing_happens(page, resume, northwind):
    page.post(address(resume, "again"))
    text = page.post(address(resume, "again"), follow=True).content.decode()
    assert "It is being read already" in text
    assert "It is being understood again" in text
    assert "Tallow Pay" in text
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="resume.understood_again").count() == 1


def test_a_sample_can_be_opened_and_saved_as_it_is(page, rows, northwind):
    with company_scope(northwind):
        resume = understood_candidate(northwind).resumes.get()
    assert page.get(address(resume)).status_code == 200

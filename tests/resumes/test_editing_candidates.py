"""A candidate is edited: audited without contents, and nobody overwrites another in silence."""

import pytest

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from resumes.models import Candidate
from tests.resumes.people import make_candidate

SHOWN = {"name": "Dana Novak", "email": "dana@post.example", "phone": "", "links": "", "tags": "", "notes": ""}


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


@pytest.fixture
def dana(rows, northwind):
    with company_scope(northwind):
        return make_candidate(northwind)


def save(page, candidate, shown=SHOWN, **changes):
    seen = {f"initial-{name}": value for name, value in shown.items()}
    return page.post(f"/c/northwind/candidates/{candidate.pk}/edit/", seen | shown | changes)


def now(candidate):
    with company_scope(candidate.company):
        return Candidate.objects.get(pk=candidate.pk)


def test_all_of_a_candidate_can_be_changed(page, dana):
    answer = save(
        page,
        dana,
        name="Dana Nováková",
        email="new@post.example",
        phone="+420 555",
        links="https://code.example/dana\r\n\r\nhttps://dana.example",
        tags="backend, Prague,  BACKEND",
        notes="Prefers mornings.\r\nSpeaks Czech.",
    )
    assert answer.status_code == 302
    found = now(dana)
    assert (found.name, found.email, found.phone) == ("Dana Nováková", "new@post.example", "+420 555")
    assert found.links == ["https://code.example/dana", "https://dana.example"]
    assert found.tags == ["backend", "Prague"]
    assert found.notes == "Prefers mornings.\nSpeaks Czech."


def test_the_log_names_the_fields_and_not_what_stands_in_them(page, dana, northwind):
    save(page, dana, notes="Salary: 90,000", phone="+420 555")
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="candidate.changed")
        said = str(list(AuditEntry.objects.values()))
    assert entry.details == {"fields": ["notes", "phone"]}
    assert "90,000" not in said
    assert "+420" not in said


def test_saving_without_a_change_writes_nothing(page, dana, northwind):
    assert save(page, dana).status_code == 302
    with company_scope(northwind):
        assert not AuditEntry.objects.filter(action="candidate.changed").exists()


def test_two_people_who_change_different_fields_both_keep_their_words(page, dana):
    save(page, dana, phone="+1 first")
    assert save(page, dana, notes="second").status_code == 302
    assert (now(dana).phone, now(dana).notes) == ("+1 first", "second")


def test_who_comes_second_to_the_same_field_is_told_and_may_then_decide(page, dana):
    save(page, dana, phone="+1 first", tags="theirs")
    answer = save(page, dana, phone="+2 second")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "This candidate was changed at " in text and "by you, in another tab" in text
    assert "<dd>+1 first</dd>" in text
    assert 'value="+2 second"' in text
    assert now(dana).phone == "+1 first"
    # What this person did not touch comes as it is now, so that saving again does not take it back.
    shown = SHOWN | {"phone": "+1 first", "tags": "theirs"}
    assert 'name="tags" value="theirs"' in text
    assert save(page, dana, shown=shown, phone="+2 second").status_code == 302
    assert (now(dana).phone, now(dana).tags) == ("+2 second", ["theirs"])


def test_an_address_is_one_candidate_s_in_whatever_case(page, dana, northwind, southgate):
    with company_scope(northwind):
        make_candidate(northwind, "Kim Larsen", "kim@post.example")
    with company_scope(southgate):
        make_candidate(southgate, "Ola", "ola@post.example")
    answer = save(page, dana, email="KIM@post.example")
    assert (answer.status_code, "Kim Larsen has this address already" in answer.content.decode()) == (422, True)
    assert save(page, dana, email="ola@post.example").status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "https://dana.example", "without a link"),
        ("links", "javascript:alert(1)", "A link begins with https://"),
        ("tags", "x" * 41, "at most 40 fit"),
        ("tags", ",".join(map(str, range(101))), "100 is the most"),
        ("notes", "x" * 5_001, "at most 5,000 fit"),
        ("notes", "a\0b", "Null characters"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(page, dana, field, value, sentence):
    answer = save(page, dana, **{field: value})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_long_notes_of_two_who_were_merged_stop_nobody_from_saving(page, dana, northwind):
    long = "x" * 6_000
    with company_scope(northwind):
        Candidate.objects.filter(pk=dana.pk).update(notes=long)
    assert save(page, dana, shown=SHOWN | {"notes": long}, phone="+1").status_code == 302
    assert now(dana).phone == "+1"


def test_the_page_sends_along_what_it_showed(page, dana):
    text = page.get(f"/c/northwind/candidates/{dana.pk}/edit/").content.decode()
    assert 'name="initial-email" value="dana@post.example"' in text
    assert "Added by hand" in text

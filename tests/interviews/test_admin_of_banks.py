"""Staff open, describe and retire the library's banks."""

import pytest

from accounts.tenancy import company_scope, every_company
from interviews.models import Bank
from tests.interviews.questions import make_bank, make_question

LIST = "/admin/interviews/bank/"
pytestmark = pytest.mark.usefixtures("committed")
FORM = {
    "name": "Sales",
    "slug": "sales",
    "domain": "sales",
    "language": "en",
    "about": "",
    "judged": "Closing: Brings it home.\nListening: Hears more than is said.",
}


@pytest.fixture
def staff(sam, log_in):
    return log_in(sam)


@pytest.fixture
def bank():
    with every_company("the test fills the library"):
        return make_bank(None, "backend")


def errors(answer):
    return answer.context["adminform"].form.errors


def test_a_bank_is_opened_with_what_it_judges(staff):
    assert staff.post(f"{LIST}add/", FORM).status_code == 302
    with every_company("the test looks"):
        made = Bank.objects.get()
    assert (made.company_id, made.competencies) == (None, {"Closing": "Brings it home.", "Listening": "Hears more than is said."})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"judged": "Closing"}, "Write a name, a colon and a sentence"),
        ({"judged": "A: x\nA: y"}, "Two lines have the same name."),
        ({"slug": "backend"}, "Another bank of the library is “backend” already."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(bank, staff, changes, words):
    assert words in str(errors(staff.post(f"{LIST}add/", FORM | changes)))


def test_a_bank_is_edited_and_keeps_its_slug(bank, staff):
    assert staff.post(f"{LIST}{bank.pk}/change/", FORM | {"slug": "another"}).status_code == 302
    with every_company("the test looks"):
        assert (Bank.objects.get().name, Bank.objects.get().slug) == ("Sales", "backend")


def test_a_bank_with_questions_is_retired_and_never_deleted(bank, staff):
    with every_company("the test fills the library"):
        make_question(bank)
    assert staff.post(f"{LIST}{bank.pk}/delete/", {"post": "yes"}).status_code == 403
    text = staff.post(LIST, {"action": "retire", "_selected_action": [str(bank.pk)]}, follow=True).content.decode()
    assert "1 retired." in text
    assert (
        "0 retired. 1 were so already."
        in staff.post(LIST, {"action": "retire", "_selected_action": [str(bank.pk)]}, follow=True).content.decode()
    )
    assert "1 brought back." in staff.post(LIST, {"action": "restore", "_selected_action": [str(bank.pk)]}, follow=True).content.decode()


def test_an_empty_bank_may_go(bank, staff):
    assert staff.post(f"{LIST}{bank.pk}/delete/", {"post": "yes"}).status_code == 302
    with every_company("the test looks"):
        assert not Bank.objects.exists()


def test_companies_banks_are_not_listed(bank, staff, northwind):
    with company_scope(northwind):
        own = make_bank(northwind, "secret-plans")
    assert "secret" not in staff.get(LIST).content.decode().lower()
    assert staff.get(f"{LIST}{own.pk}/change/").status_code == 302

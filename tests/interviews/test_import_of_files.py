"""A file of questions: checked first, then written, all of it or nothing."""

import pytest

from accounts.tenancy import every_company
from interviews.models import Origin, Question
from interviews.services.exports import Format
from tests.interviews.files import as_csv, checked, counts, exported, row, rows, written
from tests.interviews.questions import make_bank

pytestmark = pytest.mark.usefixtures("committed", "media")


@pytest.fixture
def bank():
    with every_company("the test fills the library"):
        return make_bank(None, "backend")


def questions(**wanted):
    with every_company("the test looks at the library"):
        return list(Question.objects.filter(**wanted).order_by("bank__slug", "key", "version").prefetch_related("follow_ups", "ideal_answers"))


def test_a_check_writes_nothing_and_says_what_would_be_written(bank):
    found = checked(as_csv(rows(3)))
    assert (found.state, counts(found), found.rows) == ("checked", (3, 0, 0, 0), 3)
    assert [sample["text"] for sample in found.samples] == [f"What do you do about number {n}?" for n in (1, 2, 3)]
    assert questions() == []


def test_what_was_checked_is_written(bank):
    assert written(as_csv(rows(3))).state == "done"
    first, *rest = questions()
    assert (first.key, first.origin, first.version, first.domain, first.language, first.minutes) == ("question-1", Origin.IMPORTED, 1, "backend", "en", 5)
    assert first.roles == ["backend developer", "dba"]
    assert [each.text for each in first.ideal_answers.all()] == ["I look at the plan first."]
    assert [(each.when, each.text) for each in first.follow_ups.all()] == [("They guess.", "How would you know?")]
    assert len(rest) == 2


@pytest.mark.parametrize("form", Format)
def test_importing_an_export_changes_nothing(bank, form):
    written(as_csv([*rows(3), row(key="", text="A question without a key?")]))
    found = checked(exported(form))
    assert (found.state, counts(found)) == ("checked", (0, 0, 4, 0))

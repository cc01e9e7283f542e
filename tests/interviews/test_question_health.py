"""How the library's questions do: from what interviews tell, over all companies, as numbers alone."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connections
from django.test.utils import CaptureQueriesContext

from accounts.tenancy import company_scope, every_company
from interviews.models import Question, QuestionUse, State
from interviews.queries.health import asked_questions, healths
from interviews.services.questions import begin_version
from interviews.services.uses import record_rating, record_use
from tests.conftest import make_user
from tests.interviews.questions import make_bank, make_question

PAGE = "/admin/library/health/"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def bank():
    with every_company("the test fills the library"):
        return make_bank(None, "backend")


@pytest.fixture
def question(bank):
    with every_company("the test fills the library"):
        return make_question(bank, "How do you find a slow query?", minutes=2)


def uses(company, question, pairs, **fields):
    with company_scope(company):
        QuestionUse.objects.bulk_create(
            QuestionUse(company=company, question=question, interview=uuid4(), rating=rating, standing=standing, **fields)
            for rating, standing in pairs
        )


def health(question, **wanted):
    with every_company("the test is staff"):
        asked = asked_questions(**wanted)
        return healths(asked, [{"bank_id": question.bank_id, "key": question.key}])[0]


def test_a_use_told_twice_is_noted_once_and_later_knowledge_is_added(question, northwind):
    interview = uuid4()
    with company_scope(northwind):
        told = {"company": northwind, "question": question, "interview": interview}
        record_use(**told, asked_at=NOON)
        record_use(**told, asked_at=NOON, seconds=90)
        record_use(**told, asked_at=NOON)
        use = QuestionUse.objects.get()
    assert (use.asked_at, use.seconds, use.was_skipped, use.rating) == (NOON, 90, False, None)


def test_it_does_not_matter_in_which_order_use_and_ratings_are_told(bank, question, northwind):
    with every_company("the test fills the library"):
        others = [make_question(bank, text) for text in ("And how do you test?", "And how do you plan?")]
    found = []
    for order in (1, -1):
        interview, rated = uuid4(), zip([question, *others], (4.0, 2.0, 3.0), strict=True)
        told = {"company": northwind, "interview": interview}
        with company_scope(northwind):
            tell = [partial(record_rating, **told, question=each, asked_at=NOON, rating=rating) for each, rating in rated]
            tell += [partial(record_use, **told, question=question, asked_at=NOON - timedelta(minutes=1), seconds=60)]
            for each in tell[::order]:
                each()
            rows = QuestionUse.objects.filter(interview=interview).order_by("rating")
            found.append(list(rows.values_list("rating", "standing", "seconds", "asked_at")))
    assert found[0] == found[1]
    assert [(rating, standing) for rating, standing, *_ in found[0]] == [(2.0, 3.5), (3.0, 3.0), (4.0, 2.5)]


def test_an_answer_that_is_assessed_anew_changes_the_standing_of_the_others(bank, question, northwind):
    interview = uuid4()
    with every_company("the test fills the library"):
        other = make_question(bank, "And how do you test?")
    with company_scope(northwind):
        told = {"company": northwind, "interview": interview, "asked_at": NOON}
        record_rating(**told, question=question, rating=2)
        assert record_rating(**told, question=other, rating=5).standing == 2
        record_rating(**told, question=question, rating=4)
        assert QuestionUse.objects.get(question=other).standing == 4
        record_rating(**told, question=question, rating=None)
        assert QuestionUse.objects.get(question=other).standing is None


def test_a_use_needs_its_companys_scope_and_marks_the_question_as_used(question, northwind, southgate):
    told = {"question": question, "interview": uuid4(), "asked_at": NOON}
    with company_scope(southgate), pytest.raises(Exception, match="row-level security"):
        record_use(company=northwind, **told)
    with company_scope(northwind):
        record_use(company=northwind, **told)
    with every_company("the test looks"):
        assert Question.objects.get().is_used


def test_the_figures_are_right(question, northwind, southgate):
    uses(northwind, question, [(1, 1), (5, 5)], seconds=60)
    uses(southgate, question, [(3, 3), (3, None)], seconds=200)
    uses(southgate, question, [(None, None)], was_skipped=True, seconds=1)
    found = health(question)
    assert (found.asked, found.skipped, found.skipped_percent, found.seconds) == (5, 1, 20, 130)
    assert (found.rated, found.mean, round(found.spread, 2)) == (4, 3, 1.63)
    assert (found.compared, found.reading, found.has_mean, found.takes_too_long) == (3, "Too few", False, True)


@pytest.mark.parametrize(
    ("pairs", "reading", "sure"),
    [
        ([(1, 1), (2, 2), (5, 4)], "Separates well", True),
        ([(1, 1), (1, 5), (5, 1), (5, 5), (5, 5)], "A little", False),
        ([(1, 1), (1, 5), (5, 1), (5, 5)], "Does not separate", False),
        ([(1, 5), (3, 2), (5, 1)], "The wrong way round", True),
        ([(4, 2)], "Too few", False),
    ],
)
def test_how_well_it_separates_is_said_in_words(question, northwind, pairs, reading, sure):
    uses(northwind, question, pairs * (40 // len(pairs)))
    found = health(question)
    assert (found.reading, found.is_sure) == (reading, sure), found.correlation


def test_versions_are_added_up_or_the_current_one_stands_alone(question, northwind):
    uses(northwind, question, [(3, 3)] * 2)
    with every_company("the test is staff"):
        from accounts.services.audit import Actor

        following = begin_version(question=question, by=Actor())
    uses(northwind, following, [(3, 3)])
    assert (health(question).asked, health(question).versions, health(question).question.pk) == (3, 2, following.pk)
    assert (health(question, current_alone=True).asked, health(question, current_alone=True).versions) == (1, 1)


def test_a_companys_own_questions_are_not_in_it(question, northwind, sam, log_in):
    with company_scope(northwind):
        own = make_question(make_bank(northwind), "What is our secret sauce?")
    uses(northwind, own, [(3, 3)])
    assert "secret sauce" not in log_in(sam).get(PAGE).content.decode()
    assert log_in(sam).post(f"{PAGE}{own.pk}/retire/").status_code == 404
    with company_scope(northwind):
        assert Question.objects.get(pk=own.pk).state == State.ACTIVE


def test_before_the_first_interview_it_says_when_figures_come(question, sam, log_in):
    assert "Figures come with the first interviews" in log_in(sam).get(PAGE).content.decode()


def test_a_question_is_retired_from_its_row_and_that_can_be_undone(question, northwind, sam, log_in):
    uses(northwind, question, [(3, 3)])
    client, row = log_in(sam), f"row-{question.pk}"
    answer = client.post(f"{PAGE}{question.pk}/retire/", {"back": "sort=time"})
    assert answer.url == f"{PAGE}?sort=time"
    with every_company("the test looks"):
        assert Question.objects.get().state == State.RETIRED
    assert "Undo" in client.get(PAGE).content.decode()
    answer = client.post(f"{PAGE}{question.pk}/restore/", headers={"HX-Request": "true", "HX-Target": row})
    assert f'id="{row}"' in answer.content.decode()
    assert "Back in use" in answer.headers["HX-Trigger"]
    answer = client.post(f"{PAGE}{question.pk}/retire/", headers={"HX-Request": "true", "HX-Target": row})
    assert f"{question.pk}/restore/" in answer.headers["HX-Trigger"]
    assert client.get(f"{PAGE}{question.pk}/retire/").status_code == 405


def texts(answer):
    return [each.question.text for each in answer.context["healths"]]


def test_it_is_sorted_and_filtered_and_what_is_not_known_comes_last(bank, question, northwind, sam, log_in):
    with every_company("the test fills the library"):
        quick, unknown = make_question(bank, "Quick?"), make_question(make_bank(None, "sales"), "Unknown?")
    uses(northwind, question, [(3, 3)] * 3, seconds=90)
    uses(northwind, quick, [(3, 3)] * 2, seconds=20)
    uses(northwind, unknown, [(3, 3)])
    client = log_in(sam)
    assert texts(client.get(PAGE)) == [question.text, "Quick?", "Unknown?"]
    assert texts(client.get(PAGE, {"sort": "time", "order": "rising"})) == ["Quick?", question.text, "Unknown?"]
    assert texts(client.get(PAGE, {"sort": "time"})) == [question.text, "Quick?", "Unknown?"]
    assert texts(client.get(PAGE, {"bank": "sales", "sort": "separates"})) == ["Unknown?"]
    assert client.get(PAGE, {"bank": "none-such"}).status_code == 422


def test_it_takes_as_many_queries_for_many_as_for_few(bank, northwind, sam, log_in):
    client, found = log_in(sam), []
    client.get(PAGE)
    for number in (1, 60):
        for _ in range(number):
            with every_company("the test fills the library"):
                each = make_question(bank)
            uses(northwind, each, [(3, 3)])
        with CaptureQueriesContext(connections["owner"]) as queries:
            assert client.get(PAGE).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1] <= 8


def test_it_is_for_staff_with_the_right(question, alice, log_in):
    assert log_in(alice).get(PAGE).status_code == 302
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    client = log_in(tim)
    assert client.get(PAGE).status_code == 403
    tim.user_permissions.set(Permission.objects.filter(codename="view_question"))
    assert client.get(PAGE).status_code == 200
    assert client.post(f"{PAGE}{question.pk}/retire/").status_code == 403

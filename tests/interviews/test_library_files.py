"""The starter library: whole, without repeats, and loaded as often as one likes."""

import re

import pytest

from accounts.tenancy import every_company
from interviews.models import Bank, FollowUp, IdealAnswer, Question
from interviews.services.library import load_library, written_banks

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
QUESTIONS = [question for bank in written_banks() for question in bank.question]
COMMON = frozenset(
    """a an and are as at be but by can do does did for from had has have how if in is it its of on one or so that the their them then there
    they this to up was we were what when which who why will with would you your tell me about time describe""".split()  # noqa: SIM905
)


def words(text):
    return set(re.findall(r"[\w’]+", text.lower())) - COMMON


def test_there_are_the_promised_fields_and_numbers():
    slugs = {bank.slug for bank in written_banks()}
    assert slugs >= {"backend", "frontend", "data-engineering", "data-science", "devops", "security", "mobile", "qa", "product", "design",
                     "sales", "support", "leadership", "behavioural", "warm-ups"}  # fmt: skip
    assert len(QUESTIONS) >= 420
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("bank", written_banks(), ids=lambda bank: bank.slug)
def test_a_bank_is_whole(bank):
    competencies = {competency.key for competency in bank.competency}
    assert {question.competency for question in bank.question} == competencies
    assert 5 <= len(competencies) <= 7
    for question in bank.question:
        assert len(question.text.split()) <= 45, question.key
        assert 60 <= len(question.ideal.split()) <= 180, question.key
        assert len(question.follow_up) == 2, question.key
        assert len(set(question.anchors)) == 5, question.key


def test_no_two_questions_say_the_same():
    for number, one in enumerate(QUESTIONS):
        for other in QUESTIONS[number + 1 :]:
            shared = len(words(one.text) & words(other.text)) / (min(len(words(one.text)), len(words(other.text))) or 1)
            assert shared < 0.6, (one.key, other.key)


def test_loading_fills_the_library_and_loading_again_changes_nothing():
    first = load_library()
    assert (first.banks, first.questions) == (len(written_banks()), len(QUESTIONS))
    assert load_library().questions == 0
    with every_company("the test looks at the library"):
        assert Bank.objects.filter(company=None).count() == first.banks
        assert FollowUp.objects.count() == 2 * IdealAnswer.objects.count() == 2 * len(QUESTIONS)


def test_what_staff_edited_stays_as_they_left_it():
    load_library()
    with every_company("the test is staff"):
        Question.objects.filter(key=QUESTIONS[0].key).update(text="Edited?")
    load_library()
    with every_company("the test is staff"):
        assert Question.objects.get(key=QUESTIONS[0].key).text == "Edited?"

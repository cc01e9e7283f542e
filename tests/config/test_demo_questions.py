"""The demo company's own bank."""

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.demo_questions import BANK, COPIED, add_questions
from interviews.models import Origin, Question
from interviews.prompts import Draft
from interviews.services.library import load_library
from interviews.services.questions import as_written
from tests.interviews.recruiting import own


def test_three_good_questions_one_of_them_copied_and_adapted_and_no_more_the_second_time(committed, northwind, carol):
    load_library()
    for _ in range(2):
        add_questions(northwind, Actor(user=carol))
    found = own(northwind)
    assert [each.origin for each in found] == [Origin.WRITTEN, Origin.WRITTEN, Origin.COPIED]
    assert {each.bank.name for each in found} == {BANK}
    with company_scope(northwind):
        original = Question.objects.get(company=None, key=COPIED)
        assert found[2].source == original.pk
        assert found[2].text != original.text
        for question in found[:2]:
            written = as_written(question)
            # What the helper's model must keep to, these keep to as well.
            follow_ups = [{"when": each.when, "text": each.text} for each in written.follow_ups]
            Draft(shows=question.shows, anchors=question.anchors, follow_ups=follow_ups, ideal_answer=written.ideal_answers[0])
            assert 80 <= len(written.ideal_answers[0].split()) <= 160

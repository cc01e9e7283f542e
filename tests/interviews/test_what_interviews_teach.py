import pytest
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.engine.events import QuestionDrafted, SkipAsked
from interviews.models import Proposal, QuestionUse, Turn
from interviews.plans.content import PlannedQuestion, Source
from interviews.services import conducting
from tests.interviews.invited import COMPETENCIES
from tests.interviews.rooms import begun, interview_of, say, turns_of

pytestmark = pytest.mark.django_db
WORDED = PlannedQuestion(key="w1", competency="reliability", source=Source.GENERATED, text="How they notice that two systems disagree")


def uses(company):
    with company_scope(company):
        return list(QuestionUse.objects.order_by("asked_at"))


def to_the_first_question(company, **fields):
    client, invitation = begun(company, **fields)
    for text in ("Yes", "I built a small tool for the yard."):
        say(client, invitation, text)
    assert turns_of(invitation)[-1].purpose in ("question", "new-question")
    return client, invitation


def test_a_question_that_was_asked_and_answered_is_counted_once_with_its_time(northwind):
    client, invitation = to_the_first_question(northwind)
    assert [(use.was_skipped, use.seconds) for use in uses(northwind)] == [(False, None)]
    with company_scope(northwind):
        Turn.objects.filter(purpose="question").update(asked_at=timezone.now() - timezone.timedelta(seconds=90))
    say(client, invitation, "word " * 60)
    (use,) = uses(northwind)
    assert (use.interview, use.was_skipped, 85 < use.seconds < 100) == (interview_of(invitation).pk, False, True)


def test_a_question_that_was_skipped_is_counted_as_skipped(northwind):
    _, invitation = to_the_first_question(northwind)
    with company_scope(northwind):
        conducting.tell_of_turn(interview=interview_of(invitation), number=turns_of(invitation)[-1].number, kind=SkipAsked)
    assert [use.was_skipped for use in uses(northwind)] == [True]


def test_what_a_model_worded_is_put_before_our_staff_and_prepared_words_are_not(northwind):
    """The words arrive as a worker brings them, once from the lines and once from a model."""
    for is_new, expected in ((False, 0), (True, 1)):
        _, invitation = begun(northwind, token=f"a-token-{is_new}", email=f"{is_new}@post.example", plan={"questions": (WORDED,)})
        with company_scope(northwind):
            interview = interview_of(invitation)
            conducting.tell(interview=interview, event_at=lambda at: SkipAsked(at, 1))
            draft = conducting.replay(interview_of(invitation)).turn.draft
            conducting.tell(interview=interview, event_at=lambda at, draft=draft: QuestionDrafted(at, draft, "Warm up?"))
            conducting.tell(interview=interview, event_at=lambda at: SkipAsked(at, 2))
            draft = conducting.replay(interview_of(invitation)).turn.draft
            event = {"text": "How did you notice?", "is_new": is_new}
            conducting.tell(interview=interview, event_at=lambda at, draft=draft, event=event: QuestionDrafted(at, draft, **event))
            assert turns_of(invitation)[-1].purpose == "new-question"
            assert Proposal.objects.count() == expected
    with company_scope(northwind):
        proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.competency, proposal.text) == ("question", COMPETENCIES[0], "How did you notice?")
    assert proposal.interview == interview.pk

"""What counts as an answer is one thing everywhere, and the hello is none; a question stands under the time at which it was asked."""

import re
from datetime import timedelta

from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany
from interviews.models import Turn
from interviews.queries.interviews import transcript_of
from interviews.services.conducting import tell
from tests.interviews.invited import address
from tests.interviews.rooms import begun, interview_of, page, say, turns_of

LONG = "I looked at what had changed the night before, and who was hurt by it. " * 4


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_hello_counts_nowhere(northwind, carols):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    assert "Transcript so far, 0 answers" in page(client, invitation)
    say(client, invitation, LONG)
    assert "Transcript so far, 1 answer<" in page(client, invitation)
    recruiters = f"/c/northwind/invitations/{invitation.pk}/"
    assert '<dt>Answers</dt><dd class="num">1</dd>' in words_of(carols.get(recruiters))
    with company_scope(northwind):
        tell(interview=interview_of(invitation), event_at=EndedByCompany)
    assert '<dt>Answers</dt><dd class="num">1</dd>' in words_of(carols.get(recruiters))
    assert "Look over your answer<" in words_of(client.get(address(invitation, "end/")))


def test_whoever_said_hello_and_no_more_can_read_it_and_has_answered_nothing(northwind, carols):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes, gladly")
    with company_scope(northwind):
        tell(interview=interview_of(invitation), event_at=EndedByCompany)
    shown = words_of(client.get(address(invitation, "end/")))
    assert "Look over what was said" in shown and "Yes, gladly" in shown
    shown = words_of(carols.get(f"/c/northwind/invitations/{invitation.pk}/"))
    assert '<dt>Answers</dt><dd class="num">0</dd>' in shown and '<details class="more" open><summary>What was said' in shown


def test_a_question_stands_under_the_time_at_which_it_was_asked(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    with company_scope(northwind):
        began = interview_of(invitation).began_at
        Turn.objects.filter(number=1).update(asked_at=began + timedelta(seconds=5), answered_at=began + timedelta(seconds=95))
        assert transcript_of(interview_of(invitation)).turns[0].at == "00:05"
    assert turns_of(invitation)[0].answer == "Yes"

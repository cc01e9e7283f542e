"""What a page sends of a question that is over meanwhile: nothing that somebody wrote goes without a word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany
from interviews.models import Interview
from interviews.services.conducting import tell
from interviews.services.drafts import keep_draft
from tests.interviews.invited import address
from tests.interviews.rooms import begun, interview_of, page, say, turns_of
from tests.interviews.test_timers import Minutes, told

pytestmark = pytest.mark.django_db
WROTE = "I would first look\nwhether the <queue> grows."
SHOWN = "whether the &lt;queue&gt; grows."


def send(client, invitation, text: str = WROTE, turn: int = 2, **values):
    return client.post(address(invitation, "room/answer/"), {"turn": turn, "text": text, **values})


def out_of_time(company, language: str = "en", draft: str = "") -> tuple:
    """They wrote until five minutes past the limit. `draft`: what their page had sent of it."""
    client, invitation = begun(company, plan={"minutes": 15})
    client.post(address(invitation, "language/"), {"language": language, "next": address(invitation, "room/")})
    say(client, invitation, "Yes")
    if draft:
        with company_scope(company):
            keep_draft(interview=interview_of(invitation), turn=2, text=draft)
    Minutes(invitation, is_seen=False).pass_by(21)
    assert told(invitation)[-2:] == ["TimeUp", "QuestionDrafted"]
    return client, invitation


def test_what_comes_after_the_time_is_kept_as_not_sent_and_the_page_says_so(northwind):
    client, invitation = out_of_time(northwind)
    answer = send(client, invitation)
    assert answer.status_code == 410
    assert all(part in answer.content.decode() for part in ("This question is over", "marked as not sent", SHOWN))
    turn = turns_of(invitation)[1]
    assert (turn.kept, turn.answer, turn.unsent) == ("unfinished", "", WROTE)
    assert SHOWN in client.get(address(invitation, "end/")).content.decode()


def test_sent_twice_it_is_there_once(northwind):
    client, invitation = out_of_time(northwind)
    send(client, invitation)
    send(client, invitation)
    assert turns_of(invitation)[1].unsent == WROTE
    send(client, invitation, "And then ask.")
    assert turns_of(invitation)[1].unsent == f"{WROTE}\n\nAnd then ask."
    send(client, invitation, "x" * 19_990)
    assert turns_of(invitation)[1].unsent == f"{WROTE}\n\nAnd then ask.", "no more than an answer may have"


def test_what_was_skipped_in_another_window_takes_it_as_well(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/act/"), {"do": "skip", "turn": 2, "text": "I would"})
    assert "marked as not sent" in send(client, invitation, "I would wait.").content.decode()
    assert turns_of(invitation)[1].unsent == "I would wait."
    client.post(address(invitation, "room/act/"), {"do": "pause", "turn": 2, "text": "I would wait, and see."})
    assert "I would wait, and see." in turns_of(invitation)[1].unsent


def test_what_has_another_answer_stays_as_it_is_and_the_page_gives_back_what_they_wrote(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    say(client, invitation, "word " * 60)
    answer = send(client, invitation)
    assert answer.status_code == 422
    assert all(part in answer.content.decode() for part in ("This question is over", "was not added", SHOWN))
    assert (turns_of(invitation)[1].answer, turns_of(invitation)[1].unsent) == (("word " * 60).strip(), "")


def test_the_answer_that_is_there_already_is_no_late_one_also_after_the_end(northwind):
    client, invitation = begun(northwind, plan={"minutes": 15})
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/leave/"))
    assert send(client, invitation, "Yes", turn=1).headers["Location"] == address(invitation, "room/")


def test_what_comes_long_after_the_end_changes_nothing(northwind):
    client, invitation = out_of_time(northwind)
    with company_scope(northwind):
        Interview.objects.update(finished_at=timezone.now() - timedelta(hours=2))
    assert "was not added" in send(client, invitation).content.decode()
    assert turns_of(invitation)[1].unsent == ""


def test_who_has_ended_it_adds_nothing(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/leave/"))
    assert "was not added" in send(client, invitation).content.decode()
    assert turns_of(invitation)[1].unsent == ""


def test_a_script_is_told_after_the_end_that_it_has_ended(northwind):
    client, invitation = out_of_time(northwind)
    assert send(client, invitation, epoch=interview_of(invitation).epoch or 1).status_code == 410
    assert client.post(address(invitation, "room/answer/"), {"turn": 2, "spoken": 1, "connection": 1}).status_code == 410


@pytest.mark.parametrize(
    ("language", "over", "kept"),
    [
        ("de", "Diese Frage ist vorbei", "als nicht gesendet"),
        ("es", "Esta pregunta ha terminado", "como no enviado"),
        ("fr", "Cette question est terminée", "comme non envoyé"),
    ],
)
def test_it_is_said_in_each_language(northwind, language, over, kept):
    client, invitation = out_of_time(northwind, language)
    text = send(client, invitation).content.decode()
    assert over in text
    assert kept in text


def test_the_room_shows_it_while_the_interview_goes_on(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/act/"), {"do": "skip", "turn": 2})
    send(client, invitation)
    text = page(client, invitation)
    assert text.index("Written, not sent:") < text.index(SHOWN)


def test_whatever_is_pressed_on_a_page_that_is_late_nothing_that_was_written_goes(northwind):
    client, invitation = out_of_time(northwind)
    pressed = client.post(address(invitation, "room/act/"), {"do": "repeat", "turn": 2, "text": WROTE})
    assert pressed.headers["Location"] == address(invitation, "room/")
    assert turns_of(invitation)[1].unsent == WROTE
    # Without a word of theirs there is nothing to say.
    assert client.post(address(invitation, "room/act/"), {"do": "repeat", "turn": 2, "text": " "}).status_code == 302
    assert client.post(address(invitation, "room/act/"), {"do": "repeat", "turn": 2, "epoch": 1}).status_code == 410


def test_what_was_answered_elsewhere_meanwhile_gives_back_what_stood_in_the_field(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    say(client, invitation, "word " * 60)
    pressed = client.post(address(invitation, "room/act/"), {"do": "repeat", "turn": 2, "text": WROTE})
    assert pressed.status_code == 422
    assert all(part in pressed.content.decode() for part in ("was not added", SHOWN))
    # What is the answer already, is there.
    same = {"do": "repeat", "turn": 2, "text": ("word " * 60).strip()}
    assert client.post(address(invitation, "room/act/"), same).status_code == 302


def test_a_page_with_a_script_that_leads_elsewhere_is_still_watched_for(northwind):
    """Its buttons for another page are plain forms: whoever closes it on the way is away."""
    client, invitation = begun(northwind)
    for seconds, is_watched in ((5, True), (50, False)):
        with company_scope(northwind):
            Interview.objects.update(seen_at=timezone.now() - timedelta(seconds=seconds))
        client.post(address(invitation, "room/act/"), {"do": "leave", "turn": 1, "text": ""})
        assert (interview_of(invitation).seen_at is not None) == is_watched


BEGUN = "I would first look"


def has_unsent(client, invitation, text: str = WROTE, turn: int = 2):
    """As the room's script says it."""
    return client.post(address(invitation, "room/unsent/"), {"turn": turn, "text": text})


@pytest.mark.parametrize("by", [send, has_unsent])
def test_what_comes_after_the_draft_became_the_answer_is_kept_beside_it(northwind, by):
    client, invitation = out_of_time(northwind, draft=BEGUN)
    by(client, invitation)
    turn = turns_of(invitation)[1]
    assert (turn.kept, turn.answer, turn.unsent) == ("unfinished", BEGUN, WROTE)
    shown = client.get(address(invitation, "end/")).content.decode()
    assert shown.index(BEGUN) < shown.index("Written, not sent:") < shown.index(SHOWN)


def test_a_form_with_what_became_the_answer_adds_nothing(northwind):
    client, invitation = out_of_time(northwind, draft=BEGUN)
    client.post(address(invitation, "room/act/"), {"do": "repeat", "turn": 2, "text": BEGUN})
    assert (turns_of(invitation)[1].answer, turns_of(invitation)[1].unsent) == (BEGUN, "")


def test_a_script_is_told_what_became_of_words_that_come_late(northwind):
    client, invitation = out_of_time(northwind, draft=BEGUN)
    assert has_unsent(client, invitation, BEGUN).json() == {"kept": "before"}
    assert has_unsent(client, invitation).json() == {"kept": "now"}
    assert has_unsent(client, invitation).json() == {"kept": "before"}
    assert has_unsent(client, invitation, "Certainly", turn=1).json() == {"kept": ""}, "it has another answer"
    assert has_unsent(client, invitation, "x" * 20_001).json() == {"kind": "too-long"}


def test_of_a_question_that_is_not_over_a_script_keeps_nothing_in_this_way(northwind):
    client, invitation = begun(northwind)
    assert has_unsent(client, invitation, turn=1).json() == {"kept": ""}
    assert turns_of(invitation)[0].draft == ""


def test_what_waited_while_the_company_ended_it_is_kept_as_not_sent(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    with company_scope(northwind):
        tell(interview=interview_of(invitation), event_at=EndedByCompany)
    assert has_unsent(client, invitation).json() == {"kept": "now"}
    assert turns_of(invitation)[1].unsent == WROTE

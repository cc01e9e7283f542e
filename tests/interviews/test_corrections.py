"""“This is not what I said”: put right by the candidate, while what was understood stays as it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.differences import pieces_between
from interviews.engine.events import Withdrew
from interviews.live.setting import setting_of, turns_in
from interviews.models import Correction, Interview, Turn
from interviews.services import conducting
from interviews.services.consents import take_back
from interviews.services.correcting import MOST_VERSIONS
from tests.interviews.hiring import token_of_link
from tests.interviews.invited import address
from tests.interviews.rooms import begun, interview_of, page, say, turns_of
from tests.interviews.voices import as_spoken

pytestmark = pytest.mark.django_db
UNDERSTOOD = "I bent the rail on the first of May."
SAID = "I mended the mail server on the first of May."
NOT_MINE = "This is not what I said"
JSON = {"Accept": "application/json"}


@pytest.fixture
def dana(northwind):
    """Who has said yes, and something that was misheard."""
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    say(client, invitation, UNDERSTOOD)
    as_spoken(invitation, 2)
    return client, invitation


def correct(dana, text: str, turn: int = 2, **headers):
    client, invitation = dana
    return client.post(address(invitation, f"answers/{turn}/correct/"), {"text": text}, headers=headers or None)


def end(invitation, ago: timedelta = timedelta(0)) -> None:
    with company_scope(invitation.company_id):
        conducting.tell(interview=interview_of(invitation), event_at=Withdrew)
        Interview.objects.update(finished_at=timezone.now() - ago)


def versions(invitation) -> list[str]:
    with company_scope(invitation.company_id):
        return list(Correction.objects.filter(turn__interview__invitation=invitation).values_list("text", flat=True))


def test_in_the_room_it_is_put_right_and_both_versions_stay(dana, northwind):
    client, invitation = dana
    where = address(invitation, "answers/2/correct/")
    assert where in page(client, invitation)
    assert UNDERSTOOD in client.get(where).content.decode()
    answer = correct(dana, SAID)
    assert (answer.status_code, answer["Location"]) == (302, address(invitation, "room/"))
    turn = turns_of(invitation)[1]
    assert (turn.answer, turn.corrected, turn.meant) == (UNDERSTOOD, SAID, SAID)
    shown = page(client, invitation)
    assert SAID in shown
    assert UNDERSTOOD not in shown
    assert "Change it again" in shown
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="answer.corrected")
        correction = Correction.objects.get()
    assert (entry.actor_name, entry.target_id, entry.details) == ("The candidate", str(turn.pk), {"turn": 2, "version": 1})
    assert (correction.text, correction.number, correction.at <= timezone.now()) == (SAID, 1, True)


def test_the_interviewer_goes_on_from_what_they_meant(dana, northwind):
    _, invitation = dana
    correct(dana, SAID)
    with company_scope(northwind):
        assert setting_of(found := interview_of(invitation), turns_in(found)).turns[1].answer == SAID


def test_each_version_is_kept_and_the_same_one_twice_is_one(dana):
    _, invitation = dana
    for text in ("I mended a server.", SAID, SAID):
        assert correct(dana, text).status_code == 302
    assert versions(invitation) == ["I mended a server.", SAID]
    assert turns_of(invitation)[1].meant == SAID
    # As it was understood, after all.
    correct(dana, UNDERSTOOD)
    turn = turns_of(invitation)[1]
    assert (turn.corrected, turn.meant, versions(invitation)[-1]) == ("", UNDERSTOOD, UNDERSTOOD)


def test_no_version_is_ever_changed(dana, northwind):
    correct(dana, SAID)
    with company_scope(northwind):
        assert Correction.objects.update(text="I ran the company.") == 0
        assert Correction.objects.get().text == SAID


def test_after_the_end_there_are_forty_eight_hours_for_it(dana):
    client, invitation = dana
    end(invitation, timedelta(hours=47))
    where = address(invitation, "answers/2/correct/")
    shown = client.get(address(invitation, "end/")).content.decode()
    assert where in shown
    assert "you can put it right until" in shown
    assert "You can change it again until" in client.get(where).content.decode()
    assert correct(dana, SAID)["Location"] == address(invitation, "end/")
    shown = client.get(address(invitation, "end/")).content.decode()
    assert SAID in shown
    assert UNDERSTOOD in shown
    end(invitation, timedelta(hours=48, minutes=1))
    assert where not in client.get(address(invitation, "end/")).content.decode()
    assert client.get(where)["Location"] == address(invitation, "end/")
    late = correct(dana, "Something else.")
    assert late.status_code == 422
    # What they wrote is not taken from them.
    assert "Something else." in late.content.decode()
    assert "can no longer be changed" in late.content.decode()
    assert versions(invitation) == [SAID]


def test_what_was_typed_and_what_is_still_theirs_to_answer_cannot_be_corrected(dana):
    client, invitation = dana
    for turn in (1, 3, 9):
        assert address(invitation, f"answers/{turn}/correct/") not in page(client, invitation)
        assert client.get(address(invitation, f"answers/{turn}/correct/")).status_code == 302
        assert correct(dana, SAID, turn).status_code == 422
    assert versions(invitation) == []


def test_a_plan_may_leave_it_out(northwind):
    client, invitation = begun(northwind, plan={"may_correct_transcript": False})
    say(client, invitation, UNDERSTOOD)
    as_spoken(invitation, 1)
    assert "/correct/" not in page(client, invitation)
    assert correct((client, invitation), SAID, 1).status_code == 422


def test_whoever_took_their_agreement_back_has_no_voice_here_to_correct(dana, northwind):
    client, invitation = dana
    with company_scope(northwind):
        take_back(invitation=invitation, language="en", reason="", by=Actor())
    assert correct(dana, SAID)["Location"] == address(invitation)
    assert versions(invitation) == []
    assert NOT_MINE not in client.get(address(invitation, "end/")).content.decode()


def test_another_candidates_answer_is_out_of_reach(dana, northwind, southgate):
    other, _ = begun(southgate, token=token_of_link("Kim"), email="kim@post.example")
    _, invitation = dana
    assert other.post(address(invitation, "answers/2/correct/"), {"text": SAID}).status_code == 404
    assert versions(invitation) == []


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
def test_nothing_and_too_much_are_refused_with_a_word(dana, text):
    _, invitation = dana
    answer = correct(dana, text)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert versions(invitation) == []


def test_it_is_plain_text(dana):
    client, invitation = dana
    correct(dana, "<b>I</b> mended it.")
    assert turns_of(invitation)[1].meant == "<b>I</b> mended it."
    assert "&lt;b&gt;I&lt;/b&gt; mended it." in page(client, invitation)


def test_after_many_versions_the_last_one_stays(dana):
    _, invitation = dana
    for number in range(MOST_VERSIONS):
        correct(dana, f"Version {number}")
    answer = correct(dana, "One more")
    assert answer.status_code == 422
    assert "many times" in answer.content.decode()
    assert turns_of(invitation)[1].meant == f"Version {MOST_VERSIONS - 1}"


def test_the_rooms_script_is_answered_in_its_own_way(dana):
    _, invitation = dana
    assert correct(dana, SAID, **JSON).status_code == 204
    refused = correct(dana, "", **JSON)
    assert (refused.status_code, refused.json()) == (422, {"error": "Write what you said, or leave it as it is."})
    assert versions(invitation) == [SAID]


def test_who_recruits_sees_both(dana, carol, log_in):
    _, invitation = dana
    correct(dana, SAID)
    with company_scope(invitation.company_id):
        assert Turn.objects.get(corrected=SAID).number == 2
    end(invitation)
    shown = log_in(carol).get(f"/c/northwind/invitations/{invitation.pk}/").content.decode()
    assert "Corrected by the candidate" in shown
    assert SAID in shown
    assert UNDERSTOOD in shown


def test_what_changed_is_told_word_by_word():
    found = [(piece.mark, piece.text) for piece in pieces_between(UNDERSTOOD, SAID)]
    assert found == [("same", "I"), ("gone", "bent"), ("new", "mended"), ("same", "the"), ("gone", "rail"), ("new", "mail server"),
                     ("same", "on the first of May.")]  # fmt: skip


def test_very_long_texts_are_shown_one_after_the_other():
    before, after = "a b " * 5_000, "b a " * 5_000
    assert [piece.mark for piece in pieces_between(before, after)] == ["gone", "new"]

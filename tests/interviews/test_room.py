"""The interview by typing, over plain HTTP, from start to goodbye."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany, WasSilent
from interviews.engine.state import state_from
from interviews.models import Interview, Turn
from interviews.queries.room import room_of
from interviews.services import conducting
from interviews.signals import answer_completed, interview_finished
from tests.interviews.invited import TOKEN, address, arrive, change, now
from tests.interviews.rooms import at_the_door, begun, interview_of, page, say, turns_of, work

pytestmark = pytest.mark.django_db


def test_a_whole_interview_from_hello_to_goodbye(northwind, django_capture_on_commit_callbacks):
    finished, completed = [], []
    interview_finished.connect(lambda **ids: finished.append(ids["interview_id"]), weak=False, dispatch_uid="finished")
    answer_completed.connect(lambda **ids: completed.append(ids["turn"]), weak=False, dispatch_uid="completed")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            client, invitation = begun(northwind)
            assert "Are you ready to begin?" in page(client, invitation)
            for text in ("Yes", "I built a small tool for the yard last month, and people used it at once.", "word " * 60):
                say(client, invitation, text)
            for _ in range(12):
                if interview_of(invitation).is_over:
                    break
                say(client, invitation, "no" if turns_of(invitation)[-1].phase == "candidate_questions" else "word " * 60)
    finally:
        interview_finished.disconnect(dispatch_uid="finished")
        answer_completed.disconnect(dispatch_uid="completed")
    turns = turns_of(invitation)
    assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    assert [turn.purpose for turn in turns[:3]] == ["welcome", "warmup", "question"]
    assert turns[-1].purpose == "goodbye"
    assert all(turn.kept for turn in turns[:-1])
    interview = interview_of(invitation)
    assert (interview.outcome, bool(now(invitation).completed_at)) == ("completed", True)
    assert finished == [interview.pk]
    assert len(completed) == len(set(completed)) >= 1
    assert "That was it. Thank you." in page(client, invitation)
    assert address(invitation, "end/") in page(client, invitation)
    assert "Thank you, Dana Novak. Your answers are saved." in client.get(address(invitation, "end/")).content.decode()
    with company_scope(northwind):
        assert conducting.replay(interview) == state_from(interview.state)


def test_it_begins_once_however_often_it_is_started(northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "start/"))
    work(invitation)
    assert len(turns_of(invitation)) == 1
    with company_scope(northwind):
        assert Interview.objects.get().plan.is_used


def test_an_answer_that_is_sent_twice_counts_once(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes", turn=1)
    say(client, invitation, "No, wait", turn=1)
    assert [turn.answer for turn in turns_of(invitation)] == ["Yes", ""]


def test_what_is_being_typed_is_kept_and_there_again_on_another_device(northwind):
    client, invitation = begun(northwind)
    answer = client.post(address(invitation, "room/draft/"), {"turn": 1, "rev": 1, "text": "Half a sen"})
    assert answer.json() == {"kept": True}
    other = arrive(TOKEN, Client())
    assert "Half a sen</textarea>" in page(other, invitation)


def test_of_a_turn_that_is_over_no_draft_is_kept(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    answer = client.post(address(invitation, "room/draft/"), {"turn": 1, "rev": 1, "text": "Late"})
    assert answer.json() == {"kept": False}
    assert turns_of(invitation)[0].draft == ""


def test_pausing_stops_the_clock_and_skipping_goes_on(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    act = address(invitation, "room/act/")
    client.post(act, {"do": "pause"})
    assert "The clock stands while you pause." in page(client, invitation)
    client.post(act, {"do": "resume"})
    assert "The clock stands while you pause." not in page(client, invitation)
    client.post(act, {"do": "skip", "turn": 2})
    client.post(act, {"do": "skip", "turn": 99})
    client.post(act, {"do": "skip", "turn": "x"})
    work(invitation)
    assert [turn.kept for turn in turns_of(invitation)] == ["aside", "skipped", ""]


def test_a_moment_that_is_asked_for_leaves_the_turn_open(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    say(client, invitation, "Give me a moment")
    assert turns_of(invitation)[-1].answered_at is None
    say(client, invitation, "word " * 60)
    assert turns_of(invitation)[1].kept == "answered"


def test_ending_it_is_asked_about_and_then_final(northwind):
    client, invitation = begun(northwind)
    leave = address(invitation, "room/leave/")
    assert "End the interview now?" in client.get(leave).content.decode()
    client.post(leave)
    assert interview_of(invitation).outcome == "withdrawn"
    assert now(invitation).withdrawn_at
    assert "The interview has ended" in page(client, invitation)
    assert "You have ended the interview" in client.get(address(invitation, "end/")).content.decode()
    assert say(client, invitation, "More", turn=1).status_code == 410


def test_the_link_leads_back_into_the_room(northwind):
    _, invitation = begun(northwind)
    answer = Client().get(f"/i/{TOKEN}/")
    assert answer.headers["Location"] == address(invitation, "room/")


def test_nothing_is_sent_for_an_empty_answer(northwind):
    client, invitation = begun(northwind)
    answer = client.post(address(invitation, "room/answer/"), {"turn": 1, "text": " "})
    assert (answer.status_code, "Write something first" in answer.content.decode()) == (422, True)


def test_without_javascript_a_page_that_waits_looks_again_by_itself(northwind):
    client, invitation = begun(northwind)
    refresh = '<noscript><meta http-equiv="refresh" content="2"></noscript>'
    assert refresh not in page(client, invitation)
    client.post(address(invitation, "room/answer/"), {"turn": 1, "text": "Yes"})
    assert refresh in page(client, invitation)


def test_a_question_is_said_again_and_a_moment_is_given(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/act/"), {"do": "repeat", "turn": 2})
    assert "Once more" in page(client, invitation)
    assert turns_of(invitation)[1].said_again == 1
    assert 'data-mood="turn"' in page(client, invitation)
    say(client, invitation, "Give me a moment")
    assert 'data-mood="moment"' in page(client, invitation)
    client.post(address(invitation, "room/draft/"), {"turn": 2, "rev": 1, "text": "So"})
    assert 'data-mood="turn"' in page(client, invitation)


def test_before_it_has_begun_the_room_leads_to_the_door(northwind):
    client, invitation = at_the_door(northwind)
    for step, data in (("room/", None), ("room/answer/", {"turn": 1, "text": "Yes"}), ("room/act/", {"do": "pause"}), ("room/leave/", {})):
        answer = client.get(address(invitation, step)) if data is None else client.post(address(invitation, step), data)
        assert answer.headers["Location"] == address(invitation, "ready/")


def test_what_was_agreed_on_gives_more_time(northwind):
    client, invitation = at_the_door(northwind)
    change(invitation, adjustments={"time_factor": 2})
    client.post(address(invitation, "start/"))
    interview = interview_of(invitation)
    assert state_from(interview.state).clock.limit == 2 * interview.plan.content["minutes"] * 60_000


def test_the_candidates_questions_are_answered_from_what_the_company_wrote(northwind):
    client, invitation = begun(northwind, plan={"minutes": 60})
    with company_scope(northwind):
        invitation.job.faq = [{"question": "What is the salary range?", "answer": "52,000 to 61,000 kronor a month."}]
        invitation.job.save()
    say(client, invitation, "Yes")
    for _ in range(8):
        if turns_of(invitation)[-1].phase == "candidate_questions":
            break
        say(client, invitation, "word " * 60)
    say(client, invitation, "What is the salary?")
    assert "52,000 to 61,000" in turns_of(invitation)[-1].text
    say(client, invitation, "Do you like jazz music?")
    assert "will not guess" in turns_of(invitation)[-1].text


ALONG = "Half a sen\r\ntence"


@pytest.mark.parametrize("do", ["pause", "repeat", "help", "leave"])
def test_what_stands_in_the_field_comes_along_with_whatever_is_pressed(northwind, do):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/act/"), {"do": do, "turn": 2, "text": ALONG})
    assert turns_of(invitation)[1].draft == "Half a sen\ntence"
    assert "Half a sen\ntence</textarea>" in page(client, invitation)


def test_it_comes_along_into_another_language(northwind):
    client, invitation = begun(northwind)
    answer = client.post(
        address(invitation, "language/"), {"language": "de", "turn": 1, "text": ALONG, "next": address(invitation, "room/")}
    )
    assert answer.headers["Location"] == address(invitation, "room/")
    text = page(client, invitation)
    assert all(part in text for part in ('lang="de"', "Half a sen\ntence</textarea>"))


def test_what_was_skipped_over_is_kept_as_written_and_not_sent(northwind):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/act/"), {"do": "skip", "turn": 2, "text": ALONG})
    work(invitation)
    skipped = turns_of(invitation)[1]
    assert (skipped.kept, skipped.answer, skipped.unsent) == ("skipped", "", "Half a sen\ntence")
    text = page(client, invitation)
    assert text.index("Written, not sent:") < text.index("Half a sen\ntence</p>")


def test_a_page_that_sends_no_words_takes_none_away(northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/draft/"), {"turn": 1, "rev": 1, "text": "Half"})
    client.post(address(invitation, "room/act/"), {"do": "pause"})
    assert turns_of(invitation)[0].draft == "Half"


def test_every_button_of_the_room_sends_the_field_along(northwind):
    client, invitation = begun(northwind)
    buttons = re.findall(r"<button[^>]*\bform=\"(\w+)\"[^>]*name=\"(\w+)\"", page(client, invitation))
    assert {form for form, _ in buttons} == {"answer"}
    assert {name for _, name in buttons} == {"do", "language"}


def test_too_much_is_refused_and_stays_in_the_field(northwind):
    client, invitation = begun(northwind)
    much = "x" * 20_001
    answer = client.post(address(invitation, "room/act/"), {"do": "pause", "turn": 1, "text": much})
    assert (answer.status_code, f"{much}</textarea>" in answer.content.decode()) == (422, True)
    lines = "a\r\n" * 10_000
    client.post(address(invitation, "room/act/"), {"do": "pause", "turn": 1, "text": lines})
    assert turns_of(invitation)[0].draft == "a\n" * 10_000


def test_of_an_interview_that_ends_what_was_begun_is_shown_as_not_sent(northwind, carol, log_in):
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    client.post(address(invitation, "room/draft/"), {"turn": 2, "rev": 1, "text": "I would begin with"})
    client.post(address(invitation, "room/leave/"))
    assert turns_of(invitation)[1].unsent == "I would begin with"
    for reader, where in ((client, address(invitation, "end/")), (log_in(carol), f"/c/northwind/invitations/{invitation.pk}/")):
        text = reader.get(where).content.decode()
        assert text.index("Written, not sent:") < text.index("I would begin with")


def test_nobody_reads_what_is_still_being_written(northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/draft/"), {"turn": 1, "rev": 1, "text": "Half"})
    assert turns_of(invitation)[0].unsent == ""


def answered_seconds_ago(invitation, seconds: int) -> None:
    with company_scope(invitation.company_id):
        at = timezone.now() - timedelta(seconds=seconds)
        Turn.objects.filter(interview__invitation=invitation, kept="").update(answered_at=at)


@pytest.mark.parametrize(("seconds", "said"), [(2, "The interviewer is thinking."), (11, "This takes longer than usual.")])
def test_a_wait_that_gets_long_is_said_in_other_words(northwind, seconds, said):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/answer/"), {"turn": 1, "text": "Yes"})
    answered_seconds_ago(invitation, seconds)
    text = page(client, invitation)
    assert said in text
    assert ("Nothing is lost; you need not do anything." in text) is (seconds > 10)


def test_who_writes_is_asked_no_more_whether_they_are_there(northwind):
    client, invitation = begun(northwind)
    with company_scope(northwind):
        conducting.tell_of_turn(interview=interview_of(invitation), number=1, kind=WasSilent)
    assert 'data-mood="quiet"' in page(client, invitation)
    client.post(address(invitation, "room/draft/"), {"turn": 1, "rev": 1, "text": "I"})
    assert 'data-mood="turn"' in page(client, invitation)
    with company_scope(northwind):
        conducting.tell_of_turn(interview=interview_of(invitation), number=1, kind=WasSilent)
    assert 'data-mood="quiet"' in page(client, invitation)


@pytest.mark.not_replayed
def test_goodbye_leaves_nobody_a_turn_a_moment_before_the_end(northwind):
    _, invitation = begun(northwind)
    with company_scope(northwind):
        Turn.objects.filter(interview__invitation=invitation).update(purpose="goodbye")
        shown = room_of(interview_of(invitation))
    assert (shown.mood, shown.present) == ("over", None)
    mood = re.search(r'<p id="mood".*?</p>', render_to_string("interviews/candidate/room/mood.html", {"room": shown}), re.S)
    assert mood and "Your turn." not in mood[0]


def test_an_interview_that_the_company_ends_says_so_at_once(northwind):
    client, invitation = begun(northwind)
    with company_scope(northwind):
        conducting.tell(interview=interview_of(invitation), event_at=EndedByCompany)
    text = page(client, invitation)
    assert all(part in text for part in ("Northwind Logistics has ended the interview", "A person did this, and not the AI interviewer."))
    assert "<title>The interview has ended · " in text
    assert re.search(r'<h1 id="ended" tabindex="-1" autofocus>', text)


def test_a_page_in_another_language_says_that_the_interview_keeps_its_own(northwind):
    client, invitation = begun(northwind)
    assert 'id="kept-language"' not in page(client, invitation)
    client.post(address(invitation, "language/"), {"language": "de"})
    assert "Das Interview selbst bleibt auf Englisch." in page(client, invitation)


def test_every_moment_names_its_zone(northwind):
    client, invitation = begun(northwind)
    change(invitation, time_zone="Europe/Stockholm")
    assert re.search(r"until [^.]+ \(Stockholm time, CES?T\)\.", page(client, invitation))
    client.post(address(invitation, "room/leave/"))
    assert re.search(r"That was on [^.]+ \(Stockholm time, CES?T\), before", client.get(address(invitation, "end/")).content.decode())


def test_who_opens_the_page_in_a_pause_goes_on_by_its_first_button(northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/act/"), {"do": "pause"})
    assert re.findall(r"<(\w+)[^>]*\bautofocus\b", page(client, invitation)) == ["button"]

"""What the interviewer says without a model: to questions in between, to several at once, and after thin answers."""

from dataclasses import replace
from uuid import uuid4

import pytest

from accounts.models import Company
from interviews.engine.commands import Draft, Purpose
from interviews.engine.events import Meaning
from interviews.engine.state import Phase
from interviews.live.answering import next_steps, prepared_answer
from interviews.live.following import Heard, says_something, takes_for_said
from interviews.live.lines import VARIED, line
from interviews.live.patience import Patience
from interviews.live.setting import Said, Setting
from interviews.live.speaking import Talk
from interviews.live.wording import word
from interviews.plans.content import PlanContent

ASKED = "How do you find a slow query?"
FAQ = (("What are the next steps after this interview?", "We read it within five working days. Then we meet for an hour."),)


def setting(answer: str, phase: Phase = Phase.MAIN, language: str = "en", asked: int = 0) -> Setting:
    turns = [Said(at, Purpose.CLARIFY, "q1", "", "Once more.", "Once more.", "Hm?", False, None) for at in range(1, asked + 1)]
    turns.append(Said(asked + 1, Purpose.QUESTION, "q1", "", ASKED, ASKED, answer, False, None))
    company = Company(name="Northwind", contact_email="people@northwind.example")
    return Setting(company, uuid4(), "Engineer", language, PlanContent(), 52, phase, faq=FAQ, turns=tuple(turns))


def clarified(said: Setting) -> str:
    return word(Draft(3, 3, Purpose.CLARIFY, "q1", "", ASKED), Talk(said, Patience(), show=lambda _: None)).text


@pytest.mark.parametrize(
    "asked", ["How long will it take until I hear from you?", "When do I get an answer?", "How long until you decide?"]
)
def test_who_asks_when_they_hear_is_not_told_how_long_the_interview_is(asked):
    assert prepared_answer(setting(asked, Phase.CANDIDATE_QUESTIONS)).startswith("We read it within five working days.")
    unknown = prepared_answer(replace(setting(asked, Phase.CANDIDATE_QUESTIONS), faq=()))
    assert "52" not in unknown
    assert "I do not know" in unknown


def test_several_questions_at_once_are_answered_each():
    said = prepared_answer(setting("How long will this take? Is there a gym? Who reads my answers?", Phase.CANDIDATE_QUESTIONS))
    assert "52 minutes" in said
    assert "On “Is there a gym?”: I do not know that." in said
    assert "People at Northwind read your answers" in said


@pytest.mark.parametrize(
    ("said", "meaning", "is_answered"),
    [
        ("What are the next steps?", Meaning.QUESTION, True),
        ("And when will I hear from you", Meaning.QUESTION, True),
        ("No, thank you.", Meaning.NO, False),
        ("Not at the moment.", Meaning.NO, False),
        ("Sounds great!", Meaning.ANSWER, False),
    ],
)
def test_who_asks_when_there_is_no_time_for_more_is_answered_with_the_goodbye(said, meaning, is_answered):
    """By what it was read as, which may be what a model read."""
    invited = Said(1, Purpose.INVITE_QUESTIONS, "", "", "Your turn.", "Your turn.", said, False, None)
    asked = replace(setting("", Phase.WRAP_UP), turns=(invited,), last_meaning=meaning)
    goodbye = word(Draft(3, 3, Purpose.GOODBYE), Talk(asked, Patience(), show=lambda _: None)).text
    assert goodbye.startswith("We read it within five working days.") == is_answered
    assert "Is there anything else?" not in goodbye
    assert goodbye.endswith(word(Draft(3, 3, Purpose.GOODBYE), Talk(setting("x", Phase.WRAP_UP), Patience(), show=lambda _: None)).text)


def test_what_is_asked_in_between_is_answered_and_the_question_stands_again():
    said = clarified(setting("Is this being recorded? Who will read this?"))
    assert "your voice is recorded, too" in said
    assert "People at Northwind read your answers" in said
    assert said.endswith(ASKED)


def test_nobody_is_given_an_example():
    said = clarified(setting("Could you give me an example?"))
    assert said.startswith("I give nobody an example")
    assert said.endswith(ASKED)


def test_what_is_said_often_is_said_in_other_words():
    for language, varied in VARIED.items():
        for purpose in varied:
            said = {line(purpose, language, before, question="Why?", competency="Care") for before in range(3)}
            assert len(said) == 3
            assert all("Why?" in each or "Care" in each for each in said)


def test_the_companys_way_is_quoted_and_no_promise():
    said = next_steps(setting(""))
    assert said.startswith("Northwind says about the way from here: “We read it")
    assert said.endswith("people there decide.")


def test_a_follow_up_names_nothing_that_nobody_named():
    text = "What stops that link from working for somebody who finds it a year later?"
    assert takes_for_said(text, Heard("I would ask my boss", "q1", "How do you let somebody share a file?"))
    assert not takes_for_said(text, Heard("I would send a link that can be opened once", "q1", "How do you let somebody share a file?"))


def test_what_holds_nothing_is_not_followed_up_as_if_it_did():
    assert not says_something("I would ask my boss")
    assert not says_something("And what is it exactly that you would like to hear from me?")
    assert says_something("I would ask my boss and then write down what she said.")

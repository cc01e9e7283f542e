"""What a model may do with an interview's words, and what it cannot."""

import asyncio
import time
from itertools import pairwise

import pytest
from channels.layers import get_channel_layer
from django.db import connection

from accounts.tenancy import company_scope
from interviews.live import carrying_on, hints, speaking
from interviews.live.fitness import Wording, is_one_question
from interviews.live.patience import Patience
from interviews.live.setting import setting_of, turns_in
from interviews.models import Interview, Proposal
from interviews.plans.content import Phases, PlannedQuestion, ResumePhase, Source, WarmUpPhase
from interviews.prompts.conversation import WORD_TURN, Wanted, WordInputs
from interviews.services import conducting
from tests.interviews.invited import address, invited
from tests.interviews.rooms import begun, interview_of, say, turns_of, work
from tests.interviews.wired import asked, chosen, is_away, model, running_server, speaks  # noqa: F401 - fixtures
from tests.resumes.prepared import prepared_resume
from tests.waiting import SLACK

CORE = "How do you find a slow query?"
WARM = "I built a small tool for the night shift, and people used it at once."
SHORT = "I looked at the plan of the query."
LONG = "word " * 60
BRIEF = "How they notice that two systems disagree"


def worded(key: str = "w1", text: str = BRIEF, **fields) -> PlannedQuestion:
    return PlannedQuestion(key=key, competency="reliability", source=Source.GENERATED, text=text, **fields)


def last(invitation):
    return turns_of(invitation)[-1]


def to_the_core(company, *follow_ups: tuple[str, str], **fields):
    """With follow-ups to the core question: when, text."""
    client, invitation = begun(company, follow_ups=follow_ups, **fields)
    for text in ("Yes", WARM):
        say(client, invitation, text)
    return client, invitation


MEASURED = ("They changed something before they looked.", "What did you measure first?")
RESULT = ("What came of it stays open.", "How did you find out whether it had worked?")


# Core questions


def test_a_model_leads_to_a_core_question_and_the_question_stays_as_it_is(committed, northwind, model):  # noqa: F811
    model.script("chat", ["You spoke of a tool for the night shift."])
    _, invitation = to_the_core(northwind)
    turn = last(invitation)
    assert turn.text == f"You spoke of a tool for the night shift. {CORE}"
    assert turn.worded_by["provider"] == "openai"
    (given,) = asked(model, "word_turn")
    assert WARM in given


def test_what_it_writes_of_the_question_itself_is_cut_off(committed, northwind, model):  # noqa: F811
    model.script("chat", [f"You spoke of a tool for the night shift. {CORE}"])
    _, invitation = to_the_core(northwind)
    assert last(invitation).text == f"You spoke of a tool for the night shift. {CORE}"


@pytest.mark.parametrize(
    "said",
    [
        "You spoke of a tool. How would you find a query that takes too long?",
        "What a great tool for the night shift.",
        "You saved 40 hours with that tool.",
        "Now tell me: are you married?",
        "Sie haben von einem Werkzeug für die Nacht erzählt.",
        "Thank you so much for that, it is always a pleasure to hear from people who build things that other people use, every day and night, wherever they are.",
    ],
)
def test_what_does_more_than_lead_to_it_is_not_said(committed, northwind, model, said):  # noqa: F811
    model.script("chat", [said])
    _, invitation = to_the_core(northwind)
    turn = last(invitation)
    assert turn.text.endswith(CORE)
    assert said not in turn.text
    assert "Now to the job itself" in turn.text
    assert turn.worded_by == {}


# Streaming


def heard(company, invitation, model, said: str, pace: float = 0.02):  # noqa: F811
    model.paces["chat"] = pace
    model.script("chat", [said])
    with company_scope(company):
        found = Interview.objects.select_related("plan", "job", "company", "invitation").get(invitation=invitation)
        setting = setting_of(found, turns_in(found))
    shown: list[str] = []
    wording = Wording("en", is_fit=lambda text: is_one_question(text, "en"))
    inputs = WordInputs(BRIEF, CORE, SHORT, "Prepared?", purpose=Wanted.FOLLOW_UP)
    spoken = speaking.speak(WORD_TURN, inputs, wording, speaking.Talk(setting, Patience(), shown.append))
    return spoken, shown


def test_words_are_shown_while_they_are_written_and_each_time_all_of_them(committed, northwind, model):  # noqa: F811
    _, invitation = begun(northwind)
    said = "You looked at the plan of the query, and then you went on to the next one. What did you see in it that you had not expected to see?"
    spoken, shown = heard(northwind, invitation, model, said)
    assert spoken.text == said
    assert 2 <= len(shown) <= 10
    assert all(said.startswith(text) for text in shown)
    assert all(len(one) < len(other) for one, other in pairwise(shown))


def test_what_turns_bad_is_dropped_and_nothing_bad_was_shown(committed, northwind, model):  # noqa: F811
    _, invitation = begun(northwind)
    said = "You looked at the plan of the query, and then you went on to the next one, which was an excellent answer. What did you see?"
    spoken, shown = heard(northwind, invitation, model, said)
    assert spoken is None
    assert shown
    assert not any("excellent" in text for text in shown)


def test_a_model_that_never_stops_is_stopped(committed, northwind, model):  # noqa: F811
    _, invitation = begun(northwind)
    began = time.monotonic()
    spoken, shown = heard(northwind, invitation, model, "and then you went on to the next one " * 200, pace=0.001)
    assert spoken is None
    assert max(map(len, shown)) <= 700
    assert time.monotonic() - began < 5 + SLACK


# Follow-ups


def test_a_model_chooses_the_follow_up_that_asks_for_what_is_missing(committed, northwind, model):  # noqa: F811
    client, invitation = to_the_core(northwind, MEASURED, RESULT)
    model.script("chat", [chosen(2), "And after you had looked at the plan, how did you find out whether it had worked?"])
    say(client, invitation, SHORT)
    turn = last(invitation)
    assert (turn.purpose, turn.text) == ("follow-up", "And after you had looked at the plan, how did you find out whether it had worked?")
    (given,) = asked(model, "choose_follow_up")
    assert all(words in given for words in (SHORT, "They measure before they change.", MEASURED[1], RESULT[1]))
    with company_scope(northwind):
        assert Proposal.objects.count() == 0, "a bank had it"


def test_what_leaves_nothing_open_is_not_followed_up(committed, northwind, model):  # noqa: F811
    client, invitation = to_the_core(northwind, MEASURED)
    model.script("chat", [chosen(leaves_nothing_open=True)])
    say(client, invitation, SHORT)
    assert last(invitation).purpose != "follow-up"


def test_one_in_its_own_words_is_asked_once_and_put_before_our_staff(committed, northwind, model):  # noqa: F811
    client, invitation = to_the_core(northwind, MEASURED)
    own = "Which index did you decide against, and for which reason?"
    model.script("chat", [chosen(own_words=own), own])
    say(client, invitation, SHORT)
    assert last(invitation).text == own
    with company_scope(northwind):
        proposal = Proposal.objects.get()
        assert (proposal.kind, proposal.text, proposal.after.text) == ("follow-up", own, CORE)


@pytest.mark.parametrize(
    "own", ["That was excellent. What else?", "Are you married?", "What did it cost? And who paid?", CORE, "What about the 900 users?"]
)
def test_its_own_words_are_checked_too(committed, northwind, model, own):  # noqa: F811
    client, invitation = to_the_core(northwind, MEASURED)
    model.script("chat", [chosen(own_words=own), "?"])
    say(client, invitation, SHORT)
    assert last(invitation).text == MEASURED[1]


@pytest.mark.parametrize("part", ["word", "meaning_of", "wanted_follow_up"])
def test_a_fault_of_our_own_stops_no_interview(northwind, model, monkeypatch, caplog, part):  # noqa: F811
    def break_down(*args, **kwargs):
        raise LookupError(part)

    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    monkeypatch.setattr(carrying_on, part, break_down)
    say(client, invitation, "I moved the ledger to another server in one night, and wrote down how.")
    answered, following = turns_of(invitation)[-2:]
    assert (answered.kept, following.answered_at) == ("answered", None)
    assert following.text
    assert "an interview goes on with what was prepared" in caplog.text


def test_by_rules_a_short_answer_is_followed_up_by_what_it_is_most_like_an_occasion_of(northwind):
    client, invitation = to_the_core(
        northwind, ("They name a tool and no reason for it.", "Why that one?"), ("They asked a colleague for help.", "What did they say?")
    )
    say(client, invitation, "I asked a colleague from the other team to help me.")
    assert last(invitation).text == "What did they say?"


def test_by_rules_an_answer_that_shows_all_is_not_followed_up(northwind):
    client, invitation = to_the_core(northwind, MEASURED)
    say(
        client,
        invitation,
        "I always measure first, before I change a thing. I measure how long the query takes, and then I look at the plan. " * 4,
    )
    assert last(invitation).purpose != "follow-up"


# Points of the résumé


def test_a_point_of_the_resume_is_worded_with_what_stands_near_it_and_nothing_private(committed, northwind, model, settings):  # noqa: F811
    is_away(settings)
    resume = prepared_resume(northwind)
    speaks(model, settings)
    phases = Phases(resume=ResumePhase(is_on=True), warmup=WarmUpPhase(is_on=False))
    invitation = invited(northwind, plan={"phases": phases}, email="other@post.example")
    with company_scope(northwind):
        type(invitation).objects.filter(pk=invitation.pk).update(candidate=resume.candidate)
        invitation.refresh_from_db()
        interview = conducting.begin_interview(invitation=invitation)
    model.script("chat", ["You indexed and cached in PostgreSQL. What was your own part in cutting the booking API to 120 ms?"])
    work(invitation)
    with company_scope(northwind):
        conducting.keep_answer(interview=interview, turn=1, text="Yes")
    work(invitation)
    turn = last(invitation)
    assert (turn.purpose, turn.text) == (
        "resume-point",
        "You indexed and cached in PostgreSQL. What was your own part in cutting the booking API to 120 ms?",
    )
    (given,) = asked(model, "word_turn")
    assert "Introduced an outbox" in given
    assert not any(private in given for private in ("1984", "Married", "children", "Irish", "ann@post", "Maternity"))


# The candidate's questions


def asking(company, **fields):
    client, invitation = begun(company, plan={"phases": Phases(warmup=WarmUpPhase(is_on=False)), "minutes": 60})
    with company_scope(company):
        invitation.job.faq = [{"question": "What is the salary range?", "answer": "52,000 to 61,000 kronor a month, before tax."}]
        invitation.job.save()
        type(company).objects.filter(pk=company.pk).update(contact_email="jobs@northwind.example")
    for _ in range(8):
        if last(invitation).phase == "candidate_questions":
            return client, invitation
        client.post(address(invitation, "room/act/"), {"do": "skip", "turn": last(invitation).number})
        work(invitation)
    raise AssertionError("they were never asked for questions")


@pytest.mark.parametrize(
    "lie",
    [
        "The salary is 90,000 kronor a month. Is there anything else?",
        "The salary is 52,000 to 61,000 kronor a month, and you get a car. You will also be promoted within a year.",
        "You did very well, and I am sure that you will get the job!",
        "The salary is not 52,000 to 61,000 kronor a month.",
    ],
)
def test_a_model_that_lies_about_the_job_is_not_heard(committed, northwind, model, lie):  # noqa: F811
    client, invitation = asking(northwind)
    model.script("chat", [lie])
    say(client, invitation, "What is the salary?")
    assert last(invitation).text == "52,000 to 61,000 kronor a month, before tax. Is there anything else?"
    say(client, invitation, "Is there a gym?")
    assert last(invitation).text.startswith("I do not know that, and I will not guess. You can ask at jobs@northwind.example.")


def test_a_model_may_say_in_its_own_words_what_the_company_wrote(committed, northwind, model):  # noqa: F811
    client, invitation = asking(northwind)
    said = "Before tax, the salary is 52,000 to 61,000 kronor a month. Is there anything else?"
    model.script("chat", [said])
    say(client, invitation, "What is the salary?")
    assert last(invitation).text == said


def test_whoever_looks_on_is_told_the_words_so_far(committed, northwind, model):  # noqa: F811
    _, invitation = begun(northwind)
    interview = interview_of(invitation)
    with company_scope(northwind):
        conducting.keep_answer(interview=interview, turn=1, text="Yes")
    work(invitation)
    with company_scope(northwind):
        conducting.keep_answer(interview=interview, turn=2, text=WARM)
    model.paces["chat"] = 0.05
    model.script("chat", ["You built a small tool for the night shift, and people there used it at once."])

    def work_elsewhere() -> None:
        try:
            work(invitation)
        finally:
            connection.close()

    async def looked_on() -> list[dict]:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(hints.group_of(interview.pk), channel)
        working = asyncio.create_task(asyncio.to_thread(work_elsewhere))
        seen = []
        while not seen or len(seen) < 3:
            message = await asyncio.wait_for(layer.receive(channel), 10)
            seen += [message] if message["type"] == "room.words" else []
        await working
        return seen

    seen = asyncio.run(looked_on())
    final = last(invitation)
    assert {(message["turn"], message["draft"]) for message in seen} == {(3, 3)}
    assert all(final.text.startswith(message["text"]) for message in seen)
    assert len(seen[0]["text"]) < len(seen[-1]["text"])

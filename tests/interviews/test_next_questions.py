"""The next question: looked up in the banks, or worded by a model, and never what was asked or is still to be asked."""

from dataclasses import replace

import pytest

from accounts.tenancy import company_scope, every_company
from interviews.live.following import Heard, follow_up_to
from interviews.live.patience import Patience
from interviews.live.setting import setting_of, turns_in
from interviews.models import Proposal, QuestionUse
from interviews.plans.content import Competency, Phases, PlannedQuestion, Source, WarmUpPhase
from interviews.services.vectors import make_vectors
from tests.interviews.questions import ANCHORS, make_bank, make_question
from tests.interviews.rooms import interview_of, say
from tests.interviews.test_words_of_a_model import LONG, MEASURED, last, to_the_core, worded
from tests.interviews.wired import asked, chosen, model, running_server  # noqa: F401 - fixtures


def test_a_question_of_a_bank_is_asked_where_it_suits_what_the_plan_wants(committed, northwind):
    plan = {"questions": (worded(text="Tell me about something that you had to learn quickly for your work. How did you go about it?"),)}
    with every_company("the test fills the library"):
        bank = make_bank(None, "learning")
        found = make_question(
            bank, "Tell me about something that you had to learn quickly in order to do your work. How did you set about it?"
        )
        make_question(bank, "How do you keep a lorry cool?")
    make_vectors()
    _, invitation = to_the_core(northwind, plan=plan)
    turn = last(invitation)
    assert turn.text.endswith(found.text)
    assert turn.worded_by == {"question": str(found.pk)}


def test_what_was_asked_is_not_asked_again_in_other_words(committed, northwind):
    """Somebody has answered it as a warm-up, and the bank has it in other words."""
    said = "Tell me about something that you had to learn quickly for your work. How did you go about it?"
    phases = Phases(warmup=WarmUpPhase(text=said))
    plan = {"phases": phases, "questions": (worded(text="What they had to learn quickly for their work, and how they went about it"),)}
    with every_company("the test fills the library"):
        bank = make_bank(None, "learning")
        again = make_question(
            bank, "Tell me about something that you had to learn quickly in order to do your work. How did you set about it?"
        )
    make_vectors()
    _, invitation = to_the_core(northwind, plan=plan)
    assert again.text not in last(invitation).text
    assert last(invitation).worded_by == {}


def test_where_no_bank_has_anything_a_model_words_it_and_our_staff_see_it(committed, northwind, model):  # noqa: F811
    question = "You spoke of a tool. How did you notice when two systems disagreed?"
    model.script("chat", [question])
    _, invitation = to_the_core(northwind, plan={"questions": (worded(),)})
    assert last(invitation).text == question
    with company_scope(northwind):
        assert (Proposal.objects.get().kind, Proposal.objects.get().text) == ("question", question)


def test_a_model_that_asks_again_what_was_asked_is_not_listened_to(committed, northwind, model):  # noqa: F811
    first = "How did you notice that your two systems disagreed about the bookings?"
    model.script(
        "chat", [first, chosen(leaves_nothing_open=True), "When your two systems disagreed about the bookings, how did you notice?"]
    )
    plan = {"questions": (worded(), worded("w2", "What they do when a customer complains"))}
    client, invitation = to_the_core(northwind, plan=plan)
    say(client, invitation, LONG)
    assert last(invitation).worded_by == {}
    assert "noti" not in last(invitation).text


def test_a_model_that_asks_what_is_still_to_be_asked_of_everybody_is_not_listened_to(committed, northwind, model):  # noqa: F811
    coming = "What do you do when a customer complains about a late delivery?"
    core = PlannedQuestion(key="q9", competency="c1", source=Source.WRITTEN, text=coming)
    model.script("chat", ["You spoke of a tool. When a customer complains about a late delivery, what do you do?"])
    _, invitation = to_the_core(northwind, plan={"questions": (worded(), core)})
    turn = last(invitation)
    assert turn.purpose == "new-question"
    assert "customer" not in turn.text
    assert turn.worded_by == {}


def test_a_follow_up_that_asks_what_is_asked_of_everybody_later_is_not_asked(committed, northwind):
    """The rules take the follow-up whose occasion is most like the answer, which is this one."""
    answer = "They complained about a late delivery, and I looked at the plan of the query."
    complaint = ("They complained about a late delivery.", "What do you do when a customer complains about a late delivery?")
    _, invitation = to_the_core(northwind, complaint, MEASURED)
    turn = last(invitation)
    with company_scope(northwind):
        setting = setting_of(found := interview_of(invitation), turns_in(found))
    heard = Heard(answer, turn.question, turn.text)
    assert follow_up_to(heard, setting, Patience()) == complaint[1]
    core = PlannedQuestion(
        key="q9", competency="c1", source=Source.WRITTEN, text="When a customer complains about a late delivery, what do you do?"
    )
    content = setting.content.model_copy(update={"questions": (*setting.content.questions, core)})
    assert follow_up_to(heard, replace(setting, content=content), Patience()) == MEASURED[1]


# What is looked up by how hard it is

LEARNED = "Tell me about something that you had to learn quickly for your work. How did you go about it?"
HARDER = "Tell me about something hard that you had to learn quickly for your work. How did you set about it, and what did you leave out?"
NEARER = "Tell me about something that you had to learn quickly for your work. How did you go about that?"


@pytest.mark.parametrize(
    ("is_adaptive", "there_is", "asked_for"), [(True, "hard", NEARER), (True, "medium", HARDER), (False, "medium", NEARER)]
)
def test_where_the_plan_adapts_a_question_that_is_as_hard_as_wanted_goes_first(committed, northwind, is_adaptive, there_is, asked_for):
    """Nobody was assessed yet, so that medium is wanted; where there is none, the nearest is asked."""
    plan = {"questions": (worded(text=LEARNED),), "is_adaptive": is_adaptive}
    with every_company("the test fills the library"):
        bank = make_bank(None, "learning")
        make_question(bank, NEARER, difficulty="easy")
        make_question(bank, HARDER, difficulty=there_is)
    make_vectors()
    _, invitation = to_the_core(northwind, plan=plan)
    assert last(invitation).text.endswith(asked_for)


# Back to what lacks evidence


def to_the_return(company, name: str, model=None, returned: str = ""):  # noqa: F811
    """One competency was asked about, the other never."""
    competencies = tuple(
        Competency(key=key, name=each, weight=50, anchors=tuple(ANCHORS)) for key, each in (("reliability", "Reliability"), ("other", name))
    )
    client, invitation = to_the_core(company, plan={"competencies": competencies, "minutes": 60})
    if model:
        model.script("chat", [chosen(leaves_nothing_open=True), returned])
    say(client, invitation, LONG)
    assert (last(invitation).purpose, last(invitation).competency) == ("return", "other")
    return client, invitation


def test_a_question_of_a_bank_is_asked_where_an_interview_goes_back(committed, northwind):
    with every_company("the test fills the library"):
        found = make_question(make_bank(None, "learning"), "How do you go about learning something quickly for your work?")
    make_vectors()
    client, invitation = to_the_return(northwind, "Learning something quickly for your work")
    turn = last(invitation)
    assert turn.text == f"Thank you. The next topic is: Learning something quickly for your work. {found.text}"
    assert turn.worded_by == {"question": str(found.pk)}
    say(client, invitation, LONG)
    with company_scope(northwind):
        assert QuestionUse.objects.filter(question=found).exists(), "what the library learns of it"


def test_by_rules_an_interview_goes_back_in_words_for_it(committed, northwind):
    _, invitation = to_the_return(northwind, "Juggling")
    assert last(invitation).text.startswith("There is still time for Juggling.")


def test_where_no_bank_has_anything_to_go_back_with_our_staff_see_what_a_model_worded(committed, northwind, model):  # noqa: F811
    own = "Which situation from your work shows how you juggle?"
    _, invitation = to_the_return(northwind, "Juggling", model, own)
    assert last(invitation).text == own
    with company_scope(northwind):
        proposal = Proposal.objects.get()
        assert (proposal.kind, proposal.text, proposal.competency) == ("question", own, "Juggling")

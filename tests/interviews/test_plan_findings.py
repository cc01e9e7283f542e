"""What is said about a plan before it is saved."""

from uuid import UUID, uuid4

import pytest

from interviews.plans.content import Competency, PlanContent, PlannedQuestion, Source, WarmUpPhase
from interviews.plans.duration import duration_of
from interviews.plans.findings import Severity, Standing, errors, findings

ANCHORS = tuple(f"Names {level} steps." for level in range(1, 6))
ONE, TWO = UUID(int=1), UUID(int=2)
FINE = {ONE: Standing("en"), TWO: Standing("en")}


def competency(key: str = "data", **fields) -> Competency:
    return Competency(**{"key": key, "name": key.title(), "weight": 100, "anchors": ANCHORS} | fields)


def question(key: str = "q1", **fields) -> PlannedQuestion:
    values = {"key": key, "competency": "data", "source": Source.LIBRARY, "question": ONE, "text": f"What is {key}?"}
    return PlannedQuestion(**values | fields)


BOTH = (question(), question("q2", question=TWO))


def plan(**fields) -> PlanContent:
    return PlanContent(**{"competencies": (competency(),), "questions": BOTH} | fields)


def said(content: PlanContent, banks=FINE, alike=()) -> list[tuple[str, str]]:
    return [(found.severity, found.title) for found in findings(content, banks, alike) if found.severity is not Severity.FINE]


def test_a_plan_in_order_is_told_what_is_fine():
    found = findings(plan(), FINE)
    assert [each.title for each in found] == ["Every competency has five anchors.", "The weights add up to 100."]
    assert errors(found) == ()


def test_an_empty_plan_judges_nothing():
    assert said(PlanContent()) == [("error", "Nothing is judged yet.")]


def with_competencies(*competencies: Competency, **fields) -> PlanContent:
    return plan(competencies=competencies, **fields)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (with_competencies(competency(weight=90)), ("error", "The weights add up to 90, not to 100.")),
        (
            with_competencies(competency(weight=50), competency("other", name="data", weight=50, in_every_answer=True)),
            ("error", "Two competencies are called “Data”."),
        ),
        (plan(minutes=10), ("error", "It needs 22 minutes and has 10.")),
        (plan(is_adaptive=True), ("warning", "Questions get harder and easier by the answers.")),
        (with_competencies(competency(anchors=("",) * 5)), ("error", "Data has no anchors.")),
        (with_competencies(competency(anchors=("a", "", "c", " ", "e"))), ("error", "Data has no anchor for 2 and 4.")),
        (with_competencies(competency(anchors=("a", "b", "c", "d", "A "))), ("error", "Two anchors of Data say the same.")),
        (with_competencies(competency(weight=0), competency("all", weight=100, in_every_answer=True)), ("warning", "Data weighs nothing.")),
        (plan(questions=(question(),)), ("warning", "Data has one question; a score needs two.")),
    ],
)
def test_each_fault_is_told_once_and_alone(content, wanted):
    assert said(content) == [wanted]


def test_without_a_question_nothing_can_be_scored():
    assert said(plan(questions=())) == [("error", "Nothing is asked yet."), ("error", "Data has no question.")]


def test_what_is_judged_in_every_answer_needs_no_question():
    content = with_competencies(competency(weight=80), competency("clearly", weight=20, in_every_answer=True))
    assert said(content) == []


def test_only_what_the_interview_words_is_no_core_question():
    worded = tuple(question(f"q{at}", source=Source.GENERATED, question=None) for at in (1, 2))
    assert said(plan(questions=worded)) == [("warning", "Data has no core question.")]


def test_more_competencies_than_an_interview_can_judge():
    many = tuple(competency(f"c{at}", weight=10 + 10 * (at < 2), in_every_answer=True) for at in range(8))
    assert ("warning", "8 competencies are many for one interview.") in said(plan(competencies=many, questions=()))


@pytest.mark.parametrize(
    ("standing", "wanted"),
    [
        (Standing("en", is_retired=True), [("warning", "Data 1 was retired.")]),
        (Standing("en", has_newer=True), [("warning", "Data 1 has a newer wording.")]),
        (Standing("en", is_retired=True, has_newer=True), [("warning", "Data 1 was retired.")]),
        (Standing("de"), [("warning", "Data 1 is in another language than the interview.")]),
    ],
)
def test_how_a_banks_question_stands_now(standing, wanted):
    assert said(plan(), FINE | {ONE: standing}) == wanted


def test_a_question_that_is_gone_keeps_a_plan_from_being_saved():
    assert said(plan(), {TWO: Standing("en")}) == [("error", "Data 1 is no longer in its bank.")]


def test_a_question_of_no_competency():
    stray = question("q3", competency="gone", source=Source.GENERATED, question=None)
    assert said(plan(questions=(*BOTH, stray))) == [("error", "A question belongs to no competency.")]


def test_two_that_ask_the_same_by_vectors_or_by_their_words():
    assert said(plan(), alike={frozenset((ONE, TWO))}) == [("warning", "Two questions ask nearly the same:")]
    [pair] = [each for each in findings(plan(), FINE, {frozenset((ONE, TWO))}) if each.severity is Severity.WARNING]
    assert (pair.text, pair.at) == ("Data 1 and Data 2.", "q-q2")
    twice = (question(source=Source.GENERATED, question=None, text="Why?"), question("q2", question=TWO, text="why? "))
    assert said(plan(questions=twice)) == [("warning", "Two questions ask nearly the same:")]
    assert said(plan(), alike={frozenset((ONE, uuid4()))}) == []


@pytest.mark.parametrize(
    ("standing", "wanted"),
    [
        (None, [("error", "The warm-up's question is no longer in its bank.")]),
        (Standing("en", is_retired=True), [("warning", "The warm-up's question was retired.")]),
        (Standing("fr"), [("warning", "The warm-up's question is in another language than the interview.")]),
        (Standing("en"), []),
    ],
)
def test_the_warm_ups_question(standing, wanted):
    three = UUID(int=3)
    phases = PlanContent().phases.model_copy(update={"warmup": WarmUpPhase(question=three, text="How did you come here?")})
    assert said(plan(phases=phases), FINE | ({three: standing} if standing else {})) == wanted
    off = phases.model_copy(update={"warmup": WarmUpPhase(is_on=False, question=three)})
    assert said(plan(phases=off)) == []


def test_an_interview_longer_than_the_description_says_is_pointed_out():
    total = duration_of(plan()).total
    told = [finding.title for finding in findings(plan(), FINE, promised=total - 1)]
    assert f"The job’s description says {total - 1} minutes, and this takes {total}." in told
    assert not [title for title in (each.title for each in findings(plan(), FINE, promised=total)) if "description" in title]


def test_errors_come_before_warnings():
    content = plan(questions=(question(),), competencies=(competency(weight=90),))
    assert [severity for severity, _ in said(content)] == ["error", "warning"]


def test_a_plan_in_another_language_than_its_job_is_pointed_out():
    told = [(each.severity, each.title) for each in findings(plan(), FINE, job_language="de")]
    assert ("warning", "The interview is in another language than the job.") in told
    assert findings(plan(), FINE, job_language="en") == findings(plan(), FINE)

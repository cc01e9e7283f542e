"""How long an interview of a plan takes."""

from interviews.plans.content import Phase, Phases, PlanContent, PlannedQuestion, ResumePhase, Source, WarmUpPhase
from interviews.plans.duration import duration_of, estimated_minutes


def question(key: str = "q1", **fields) -> PlannedQuestion:
    return PlannedQuestion(**{"key": key, "competency": "c", "source": Source.GENERATED, "text": "What?"} | fields)


OFF = Phases(
    warmup=WarmUpPhase(is_on=False),
    resume=ResumePhase(is_on=False),
    follow_up=Phase(is_on=False),
    candidate_questions=Phase(is_on=False),
)


def test_nothing_but_the_introduction_and_the_wrap_up_is_always_there():
    duration = duration_of(PlanContent(phases=OFF))
    assert [(part.name, part.minutes, part.at) for part in duration.parts] == [("Introduction", 2, 0), ("Wrap-up", 1, 2)]
    assert (duration.total, duration.longest, duration.scale) == (3, 3, 40)


def test_phases_count_when_they_are_on_and_questions_by_their_minutes():
    on = Phases(
        warmup=WarmUpPhase(minutes=2),
        resume=ResumePhase(is_on=True, minutes=4),
        follow_up=Phase(minutes=3),
        candidate_questions=Phase(minutes=5),
    )
    content = PlanContent(phases=on, questions=(question(minutes=4), question("q2", minutes=6)))
    assert [part.name for part in duration_of(content).parts if part.is_main] == ["Main questions"]
    assert estimated_minutes(content) == 2 + 2 + 4 + 10 + 3 + 5 + 1


def test_every_follow_up_beyond_the_first_takes_longer():
    content = PlanContent(phases=OFF, questions=tuple(question(f"q{budget}", minutes=4, follow_ups=budget) for budget in range(4)))
    assert duration_of(content).longest - duration_of(content).total == 0 + 0 + 1 + 2


def test_a_plan_fits_to_the_minute_and_not_beyond():
    content = PlanContent(phases=OFF, questions=(question(minutes=7),), minutes=10)
    assert duration_of(content).fits
    longer = content.model_copy(update={"minutes": 9})
    assert not duration_of(longer).fits
    assert duration_of(longer).scale == 10

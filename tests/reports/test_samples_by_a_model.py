"""The bench gives the written sample answers to a model that the caller's environment names, as answers of candidates are given.

The model here is a server of the format that says what it is told: that the figures come out of what it says is seen, and not how
well a model judges.
"""

from uuid import uuid4

import pytest

from ai.testing import Fault
from bench.judging import judged_by_a_model
from bench.samples import EXTREMES, HELD_OUT, LEVELS, NO_ANSWER, NO_MODEL, ORDERED, samples
from tests.reports.assessed import VERDICT

GIVEN = {"excellent": 5, "good": 4, "thin": 2, "poor": 1}


@pytest.fixture
def values(model):
    return {"OPENAI_API_KEY": f"sk-{uuid4()}", "OPENAI_BASE_URL": model.url, "AI_EMBED": "builtin", "UNRELATED": "left alone"}


def verdicts(quote=lambda text: " ".join(text.split()[:6])):
    for asked in samples():
        for sample in asked.samples:
            rating = {"competency": asked.key, "level": GIVEN[sample.level], "quotes": [quote(sample.text)], "why": "It shows it."}
            yield VERDICT | {"ratings": [rating]}


def test_each_sample_is_judged_once_and_the_figures_name_the_model(model, values):
    model.script("chat", list(verdicts()))
    found, note = judged_by_a_model(values)
    assert {name: pairs.share for name, pairs in found.items()} == {ORDERED: 1, HELD_OUT: 1, EXTREMES: 1}
    assert note.startswith("By openai, ")
    assert len(model.calls) == len(samples()) * len(LEVELS)


def test_a_level_without_words_that_stand_in_the_answer_counts_as_none(model, values):
    model.script("chat", list(verdicts(quote=lambda text: "words that nobody has ever written there")))
    found, _ = judged_by_a_model(values)
    assert {name: (pairs.right, pairs.wrong) for name, pairs in found.items()} == dict.fromkeys((ORDERED, HELD_OUT, EXTREMES), (0, 0))


def test_a_model_that_does_not_answer_leaves_no_figure(model, values):
    model.fault(Fault.HTTP_500, ability="chat")
    found, note = judged_by_a_model(values)
    assert found == {}
    assert note.startswith(NO_ANSWER)


def test_without_a_provider_nobody_is_asked(model):
    assert judged_by_a_model({"AI_EMBED": "builtin"}) == ({}, NO_MODEL)
    assert not model.calls

"""Which sentences of what a model writes may be spoken before the rest is there."""

import pytest

from interviews.live.fitness import Wording, spoken_parts


def no_question(text: str) -> bool:
    return "?" not in text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Thank you. The next topic is: Reliability.", ["Thank you.", "The next topic is: Reliability."]),
        ("You worked with Dr. Berg on it. What then?", ["You worked with Dr. Berg on it.", "What then?"]),
        ("Sie nannten z. B. den Index. Und dann?", ["Sie nannten z. B. den Index.", "Und dann?"]),
        ("It took 3.5 hours.\nWhat did you do?", ["It took 3.5 hours.", "What did you do?"]),
        ("You said “it works.” How did you know?", ["You said “it works.”", "How did you know?"]),
        ("  ", []),
    ],
)
def test_a_text_is_spoken_sentence_by_sentence(text, parts):
    assert spoken_parts(text) == parts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("You spoke of a tool. How", ["You spoke of a tool."]),
        ("You spoke of a tool.", []),
        ("You spoke of a tool. And of a night. What", ["You spoke of a tool.", "And of a night."]),
        ("You spoke of a tool. What did you do? And", ["You spoke of a tool."]),
        ("What did you do? And", []),
        ('"You spoke of a tool. How', []),
        ("Sie haben von einem Werkzeug für die Nacht erzählt. How", []),
    ],
)
def test_what_is_whole_and_fit_is_spoken_at_once(text, said):
    assert Wording("en", is_fit=no_question, may_be_said=no_question).said(text) == said


def test_unless_somebody_says_so_nothing_is():
    assert Wording("en", is_fit=no_question).said("You spoke of a tool. How") == []

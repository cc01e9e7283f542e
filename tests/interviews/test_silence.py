"""What counts as spoken: models hear sentences in silence."""

import pytest

from ai.results import Made, Segment, Transcript, Usage
from interviews.live.silence import is_sure, said_in

MADE = Made("openai", "whisper-1", Usage())
SURE, IMAGINED = (0.02, 0.9), (0.95, 0.27)


def heard(*parts: tuple[str, tuple[float, float]]) -> Transcript:
    segments = tuple(Segment(text, at, at + 1.0, *how) for at, (text, how) in enumerate(parts))
    confidence = min((each.confidence for each in segments), default=1.0)
    return Transcript(" ".join(text for text, _ in parts), "en", len(parts), segments, (), 0.0, confidence, MADE)


def without_segments(text: str) -> Transcript:
    """As the models after Whisper answer."""
    return Transcript(text, "en", 2.0, (), (), 0.0, 1.0, MADE)


def test_what_was_said_is_taken_as_it_is():
    assert said_in(heard(("I built a tool.", SURE), ("It runs.", SURE))) == "I built a tool. It runs."
    assert said_in(without_segments("Thank you.")) == "Thank you."


def test_what_was_imagined_is_left_out_and_the_rest_stays():
    assert said_in(heard(("I built a tool.", SURE), ("Bye bye.", IMAGINED))) == "I built a tool."
    assert said_in(heard(("Something.", IMAGINED))) == ""


@pytest.mark.parametrize("text", ["Thank you for watching.", "Vielen Dank fürs Zuschauen!", " ", "...", "so " * 40, ""])
def test_what_films_end_with_and_what_goes_round_is_nothing(text):
    assert said_in(without_segments(text)) == ""


def test_what_a_model_was_told_beforehand_is_not_said_by_anybody():
    hinted = "Backend engineer, Northwind Logistics, Reliability"
    assert said_in(without_segments(f"{hinted}."), hinted) == ""
    assert said_in(without_segments("Reliability is what I worked on."), hinted) == "Reliability is what I worked on."


def test_whoever_repeats_a_word_for_a_reason_is_heard():
    assert said_in(without_segments("No no no, we tried it again and again and again until it held."))


def test_a_doubtful_text_is_no_sure_one():
    assert is_sure(heard(("Clear.", SURE)))
    assert not is_sure(heard(("Clear.", SURE), ("Mumbled.", (0.1, 0.3))))

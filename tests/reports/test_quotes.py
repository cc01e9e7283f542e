"""What was really said, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.quotes import Span, find

SAID = "When the queue filled up, I stopped the import.\nThen I  wrote to the customer – we’d lost nothing."


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("I stopped the import", "I stopped the import"),
        ("i STOPPED the import.", "I stopped the import"),
        ("the import. Then I wrote", "the import.\nThen I  wrote"),
        ("“we'd lost nothing”", "we’d lost nothing"),
        ("the customer, we’d lost", "the customer – we’d lost"),
    ],
)
def test_white_space_case_and_punctuation_may_differ(quote, stands):
    span = find(quote, SAID)
    assert span
    assert SAID[span.start : span.end] == stands


@pytest.mark.parametrize(
    "quote", ["I stopped the export", "stopped import", "the queue fills up", "I", "the import", "", "…", "I stopped the impor"]
)
def test_nothing_else_may(quote):
    assert find(quote, SAID) is None


def test_a_whole_answer_of_two_words_is_a_quote_of_itself():
    assert find("Never, once.", "Never once") == Span(0, 10)


@given(st.text(max_size=60), st.text(max_size=200))
def test_what_is_found_says_the_same(quote, text):
    span = find(quote, text)
    if span:
        assert find(text[span.start : span.end], text[span.start : span.end]) is not None


@given(st.lists(st.sampled_from(["I", "led", "the", "team", "Größe", "naïve", "42"]), min_size=3, max_size=30), st.data())
def test_whatever_is_cut_from_a_text_is_found_in_it(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 3))
    last = data.draw(st.integers(first + 3, len(words)))
    assert find(" ".join(words[first:last]), text) is not None

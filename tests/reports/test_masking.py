"""Whoever judges does not see whose words they are."""

from hypothesis import given
from hypothesis import strategies as st

from reports.masking import Names, mask
from reports.quotes import Span, find

NAMES = Names("Dana Hassan", ("Brightwater Systems", "Acme"), ("Uppsala University",))
SAID = (
    "I am Dana, Dana Hassan. At Brightwater Systems I led the move of 40 services. Write to dana@example.org or +46 70 123 45 67,"
    " see https://dana.example/work. At Uppsala University I learned to measure first. Acme was before that."
)


def test_names_employers_schools_and_contacts_are_covered():
    shown = mask(SAID, NAMES).text
    for hidden in ("Dana", "Hassan", "Brightwater", "Uppsala", "Acme", "example", "123 45 67"):
        assert hidden not in shown
    assert "I am [name], [name]. At [employer] I led the move of 40 services." in shown
    assert "At [school] I learned to measure first." in shown


def test_words_that_only_look_like_a_name_stay():
    assert mask("I will mark it.", Names("Will Mark")).text == "I will mark it."
    assert mask("An al dente test", Names("Al Wu")).text == "An al dente test"


def test_a_quote_from_what_was_shown_leads_back_to_what_was_said():
    masked = mask(SAID, NAMES)
    for quote, stands in {
        "I led the move of 40 services": "I led the move of 40 services",
        "At [employer] I led the move": "At Brightwater Systems I led the move",
        "I learned to measure first": "I learned to measure first",
        "[employer] was before that": "Acme was before that",
    }.items():
        span = masked.original(found := find(quote, masked.text) or Span(0, 0))
        assert found.end
        # A cover is quoted without its brackets.
        assert stands.removeprefix("Brightwater ") in SAID[span.start : span.end + 1]
        assert SAID[span.start : span.end].strip("[]") in (stands, f"{stands}")


@given(st.lists(st.sampled_from(["Dana", "Acme", "led", "the", "team", "Hassan", "a@b.example", "ok."]), max_size=25), st.data())
def test_every_span_of_what_was_shown_stands_in_what_was_said(words, data):
    text = " ".join(words)
    masked = mask(text, NAMES)
    start = data.draw(st.integers(0, len(masked.text)))
    end = data.draw(st.integers(start, len(masked.text)))
    span = masked.original(Span(start, end))
    assert 0 <= span.start <= span.end <= len(text)
    assert mask(text, Names()).text == text or "@" in text

"""Whoever asks for a moment has the turn, and what they said beside it is not lost."""

import pytest

from tests.interviews.recording import WHOLE, finish, hear_and_number
from tests.interviews.rooms import begun, page, say, turns_of, work
from tests.interviews.wired import is_away, model, running_server, speaks  # noqa: F401 - fixtures

# No rule is sure of it; a model may take it for either.
BEGUN = "We moved it later, I think, in two steps."


@pytest.fixture
def invited(committed, northwind, model, media, settings):  # noqa: F811
    """At the first question, which the rules asked; from here on there is a model."""
    is_away(settings)
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    speaks(model, settings)
    return client, invitation


def test_what_was_typed_stands_in_the_field_again(invited, model):  # noqa: F811
    client, invitation = invited
    model.script("chat", [{"meaning": "a-moment"}])
    say(client, invitation, BEGUN)
    turn = turns_of(invitation)[1]
    assert (turn.answered_at, turn.draft, turn.moment_at is None) == (None, BEGUN, False)
    assert f">{BEGUN}</textarea>" in page(client, invitation)
    say(client, invitation, f"{BEGUN} First the readers, then the writers.")
    assert turns_of(invitation)[1].answer == f"{BEGUN} First the readers, then the writers."


def test_what_was_said_aloud_is_where_the_answer_begins(invited, model):  # noqa: F811
    _, invitation = invited
    hear_and_number(invitation, 2, BEGUN)
    model.script("chat", [{"meaning": "a-moment"}])
    finish(invitation, 2, (0, 1))
    work(invitation)
    assert turns_of(invitation)[1].answered_at is None
    hear_and_number(invitation, 2, WHOLE, number=2)
    finish(invitation, 2, (0, 1), (0, 2))
    assert turns_of(invitation)[1].answer == f"{BEGUN} {WHOLE}"


def test_after_words_that_only_ask_for_it_the_field_is_empty(invited):
    client, invitation = invited
    say(client, invitation, "Give me a moment, please.")
    turn = turns_of(invitation)[1]
    assert (turn.answered_at, turn.draft, turn.moment_at is None) == (None, "", False)


def test_what_is_typed_after_it_was_spoken_goes_back_to_the_field_alone(invited, model):  # noqa: F811
    client, invitation = invited
    hear_and_number(invitation, 2, "Well, yes.")
    model.script("chat", [{"meaning": "a-moment"}])
    say(client, invitation, BEGUN)
    assert turns_of(invitation)[1].draft == BEGUN
    say(client, invitation, WHOLE)
    assert turns_of(invitation)[1].answer == f"Well, yes.\n\n{WHOLE}"

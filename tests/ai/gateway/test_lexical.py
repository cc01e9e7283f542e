"""The built-in vectors: stable, of length one, and near where words are shared."""

import math
import subprocess
import sys
import tracemalloc
from hashlib import md5

import pytest

from ai.lexical import NAME, embed
from config.local.places import ROOT

TEXTS = [
    "How do you find a slow query in PostgreSQL?",
    "日本語の質問",
    "",
    "   ",
    "the and of",
    "a" * 8000,
    "C++ or C#?",
    "naïve œuvre",
    "\x00\ud800",
]


def nearness(one, other):
    return sum(a * b for a, b in zip(embed(one), embed(other), strict=True))


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_has_a_vector_of_length_one(text):
    vector = embed(text)
    assert len(vector) == 384
    assert math.isclose(sum(value * value for value in vector), 1, rel_tol=1e-9)


def test_the_same_text_has_the_same_vector_in_every_process():
    code = "from ai.lexical import embed; print(repr(embed('How do you find a slow query in PostgreSQL?')[:8]))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "random")
    }
    assert answers == {repr(embed("How do you find a slow query in PostgreSQL?")[:8]) + "\n"}


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        (
            "I deployed the service with Kubernetes",
            "Tell me about deploying services on Kubernetes.",
            "How do you handle an angry customer?",
        ),
        ("We had a conflict with the product team", "Describe a conflict in a team and how it ended.", "What is a database index?"),
        ("Our tests were flaky", "How do you deal with a flaky test?", "How do you write a job advert?"),
        ("Ich habe ein Team geleitet", "Wann haben Sie ein Team geleitet?", "What is your favourite editor?"),
        ("postgres performance tuning", "How would you tune PostgreSQL for performance?", "How would you design a logo for a bakery?"),
    ],
)
def test_what_is_about_the_same_is_nearer(text, near, far):
    assert nearness(text, near) > nearness(text, far) + 0.1


def kept_after(words):
    """By this module alone: servers of other tests may run in threads beside."""
    embed("words that are known are read from their file once")
    tracemalloc.start()
    for word in words:
        embed(word)
    ours = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/ai/lexical.py")])
    tracemalloc.stop()
    return sum(trace.size for trace in ours.traces)


def test_what_nobody_writes_as_one_word_is_not_kept():
    assert kept_after(f"{number}q" + "xyz" * 1700 for number in range(4)) < 10_000


def test_fifty_thousand_of_the_longest_words_that_are_kept_leave_room_for_the_rest():
    assert kept_after(f"{number:05}" + "q" * 55 for number in range(500)) / 500 * 50_000 < 50_000_000


def test_a_change_of_the_vectors_changes_their_name():
    texts = ("How do you find a slow query in PostgreSQL?", "Ich habe ein Team geleitet", "We don't deploy on Fridays.")
    written = " ".join(f"{value:.5f}" for text in texts for value in embed(text))
    assert (NAME, md5(written.encode()).hexdigest()) == ("lexical-2", "f679ac033701212e9610bb051136333e")


def test_words_that_every_text_has_bring_nothing_together():
    assert nearness("What would you do if the and of", "What would you do if you and your") < nearness("index locks", "index lock")

"""What people labelled as suiting is whole, and what the app finds with the built-in vectors suits as often as it did."""

from collections import Counter
from functools import cache

import pytest

from ai.lexical import COMMON, words_of
from bench.finding import starter_library
from bench.labels import answers, chance, hits, phrases
from interviews.services.library import written_banks

QUESTIONS = {question.key: question for bank in written_banks() for question in bank.question}
BANKS = {question.key: bank.slug for bank in written_banks() for question in bank.question}


@cache
def words(text):
    return set(words_of(text)) - COMMON


def test_there_are_enough_answers_of_every_bank_and_half_of_them_are_held_out():
    assert len(answers()) >= 225
    assert len(phrases()) >= 60
    assert min(Counter(BANKS[each.question] for each in answers()).values()) >= 15
    assert {bank.slug for bank in written_banks()} == {BANKS[each.question] for each in answers()}
    for labelled in (answers(), phrases()):
        assert 0.4 <= sum(each.is_held_out for each in labelled) / len(labelled) <= 0.6


def test_every_label_names_something_that_there_is():
    for each in answers():
        assert each.question in QUESTIONS, each
        assert any(name.startswith(f"{each.question}:") for name in each.suits), each
        for name in each.suits:
            key, position = name.split(":")
            assert int(position) < len(QUESTIONS[key].follow_up), name
    for each in phrases():
        assert each.suits, each
        assert each.suits <= set(QUESTIONS), each


def test_answers_are_as_somebody_would_speak_and_do_not_repeat_each_other():
    assert len({each.text for each in phrases()}) == len(phrases())
    for number, one in enumerate(answers()):
        assert 20 <= len(one.text.split()) <= 120, one
        for other in answers()[number + 1 :]:
            shared = len(words(one.text) & words(other.text)) / min(len(words(one.text)), len(words(other.text)))
            assert shared < 0.5, (one.text, other.text)


def test_answers_do_not_echo_the_follow_ups_that_suit_them():
    for each in answers():
        for key, position in (name.split(":") for name in each.suits):
            question = QUESTIONS[key]
            # What the question names already, the answer may name too.
            new = words(question.follow_up[int(position)].text) - words(question.text)
            assert len(words(each.text) & new) <= max(3, len(new) / 3), (each.text, words(each.text) & new)


def test_hits_and_chance_count_what_suits():
    first, second = answers()[:2]
    found = [["x", *first.suits], ["x", "y"]]
    assert hits(found, (first, second), 1) == 0
    assert hits(found, (first, second), 2) == 0.5
    assert hits(found, (first, second), 2, held_out=False) == 1
    assert chance([["x", min(first.suits)]], (first,), 1) == 0.5


@pytest.mark.usefixtures("committed")
def test_what_is_found_with_the_builtin_vectors_suits_as_often_as_it_did(northwind):
    library = starter_library(northwind)
    follow_ups, questions = library.by_meaning(), library.for_phrases()
    assert hits(follow_ups["bank"], answers(), 3) >= 0.68
    assert hits(follow_ups["bank"], answers(), 3, held_out=True) >= 0.70
    assert hits(follow_ups["library"], answers(), 3) >= 0.49
    assert hits(questions["both"], phrases(), 5) >= 0.55
    assert hits(questions["both"], phrases(), 5) > hits(questions["meaning"], phrases(), 5)

"""Written sample answers are whole, and the rules put most pairs of them into the order in which a person would."""

from statistics import fmean

from bench.samples import LEVELS, Pairs, by_length, by_rules, ordered, samples


def test_there_are_at_least_forty_answers_of_four_levels():
    assert len(samples()) >= 10
    assert len({asked.key for asked in samples()}) == len(samples())
    for asked in samples():
        assert [sample.level for sample in asked.samples] == list(LEVELS)
        assert len(asked.anchors) == 5
        assert asked.shows
    texts = [sample.text for asked in samples() for sample in asked.samples]
    assert len(set(texts)) == len(texts) >= 40


def test_length_alone_does_not_tell_the_levels_apart():
    lengths = {level: fmean(len(asked.samples[at].text) for asked in samples()) for at, level in enumerate(LEVELS)}
    assert lengths["thin"] > lengths["good"]
    assert ordered(by_length).share < 0.8


def test_the_rules_order_most_pairs_rightly():
    """A pair that they give the same is not ordered."""
    assert ordered(by_rules).share >= 0.8
    assert ordered(by_rules, held_out=True).share >= 0.8
    assert ordered(by_rules).share > ordered(by_length).share


def test_pairs_are_counted_and_equal_ones_are_in_no_order():
    best_first = {level: len(LEVELS) - at for at, level in enumerate(LEVELS)}
    every = len(samples()) * 6
    assert ordered(lambda asked, sample: best_first[sample.level]) == Pairs(every, 0, 0)
    assert ordered(lambda asked, sample: -best_first[sample.level]) == Pairs(0, 0, every)
    assert ordered(lambda asked, sample: None) == Pairs(0, every, 0)
    best_alone = ordered(lambda asked, sample: 1 if sample.level == "excellent" else None)
    assert best_alone == Pairs(every // 2, every // 2, 0)
    assert (best_alone.share, str(best_alone)) == (0.5, f"{every // 2} in order, {every // 2} given the same, 0 the other way round.")
    assert ordered(lambda asked, sample: 1 if sample.level == "excellent" else None, wanted=frozenset({"excellent", "poor"})).share == 1

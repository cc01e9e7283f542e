"""The page's ear, on real voices in rooms with real noise: when somebody speaks, when they have finished, where to cut."""

import numpy as np
import pytest

from tests.browser.real_voices import A_SECOND, COLOURS, RATE, USUAL, levels, room, sentences

HEARS = """async (levels) => {
  const { makeGate } = await import("/static/js/voice/gate.js");
  const gate = makeGate();
  return levels.map((level) => { const now = gate.hear(level); return [now.isOpen, now.isSpeech]; });
}"""
# After how many levels a silence ends the answer, and what is wrong with the sound.
ENDS = """async (levels) => {
  const { makeAttention } = await import("/static/js/voice/attention.js");
  const told = Object.fromEntries(["first", "none", "still", "goesOn"].map((name) => [name, () => {}]));
  const attention = makeAttention({ keeping: { chosen: () => undefined, choose: () => {} }, told });
  attention.begin(false);
  const ends = levels.findIndex((level) => { attention.hear([{ level, cut: 0 }], true); return attention.hasSound() && attention.left() < 0; });
  return [ends, attention.problems()];
}"""
CUTS = """async (levels) => {
  const { makeCut } = await import("/static/js/voice/cut.js");
  const cut = makeCut(400);
  return levels.findIndex((level, at) => cut.hear(level, at * 10)) / 100 - 0.4;
}"""
LEAD, TAIL = 4, 5
ROOMS = [(colour, loudness) for colour in COLOURS for loudness in (-70, -60, -52, -45, -38)]


@pytest.fixture
def ask(page, server):
    page.goto(f"{server}/livez")
    return page.evaluate


def in_a_room(said: np.ndarray, colour: str, loudness: float, *, lead: float = LEAD) -> tuple[list[float], int, int]:
    """Levels, and between which of them somebody speaks."""
    begins = round(lead * RATE)
    whole = room(lead + len(said) / RATE + TAIL, loudness, colour)
    whole[begins : begins + len(said)] += said
    return levels(whole), begins * A_SECOND // RATE, (begins + len(said)) * A_SECOND // RATE


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


@pytest.mark.parametrize(("colour", "loudness"), ROOMS)
def test_a_voice_opens_the_gate_and_the_noise_of_a_room_does_not(ask, colour, loudness):
    for sentence in sentences():
        told, begins, ends = in_a_room(sentence.samples, colour, loudness)
        is_open, is_speech = (list(each) for each in zip(*ask(HEARS, told), strict=True))
        # Now and then something rumbles.
        assert share(is_open[:begins]) < 0.05
        assert not any(is_speech[:begins])
        assert share(is_open[begins:ends]) > (0.85 if loudness < -40 else 0.6)
        assert any(is_speech[begins : begins + 130])
        assert share(is_open[ends + 40 :]) < 0.08


@pytest.mark.parametrize("loudness", [-30, -38, -46])
def test_whoever_speaks_softly_is_heard_too(ask, loudness):
    for sentence in sentences(loudness):
        told, begins, ends = in_a_room(sentence.samples, "pink", -66)
        is_open, is_speech = (list(each) for each in zip(*ask(HEARS, told), strict=True))
        assert share(is_open[begins:ends]) > 0.75
        assert any(is_speech[begins:ends])
        assert ask(ENDS, told)[1] == (["quiet"] if loudness == -46 else [])


def test_a_soft_voice_is_speech_in_a_loud_room_too(ask):
    for sentence in sentences(-30):
        told, begins, ends = in_a_room(sentence.samples, "pink", -45)
        assert any(is_speech for _, is_speech in ask(HEARS, told)[begins:ends])


@pytest.mark.parametrize("before", [0.0, 4.0], ids=["first", "again"])
@pytest.mark.parametrize("seconds", [0.02, 0.7, 3.0])
@pytest.mark.parametrize("loudness", [-55, -45, -38])
def test_a_room_that_comes_after_nothing_at_all_is_no_speech(ask, before, seconds, loudness):
    """Before a microphone was given, while a call had it, where a level is missing."""
    parts = [room(before, loudness, seed=2)] if before else []
    told = levels(np.concatenate([*parts, np.zeros(round(seconds * RATE)), room(6, loudness, seed=3)]))
    assert not any(is_speech for _, is_speech in ask(HEARS, told))


def test_a_microphone_that_sends_nothing_between_sentences_is_heard(ask):
    for sentence in sentences(-30):
        loud = np.repeat(np.array(levels(sentence.samples)) > -52, RATE // A_SECOND)
        said = sentence.samples[: len(loud)] * loud
        nothing = np.zeros(2 * RATE)
        found = ask(HEARS, levels(np.concatenate([nothing, said, nothing])))[2 * A_SECOND : -2 * A_SECOND]
        assert share([is_open for is_open, _ in found]) > 0.7
        assert any(is_speech for _, is_speech in found)


@pytest.mark.parametrize("colour", COLOURS)
def test_whoever_is_hardly_louder_than_their_room_is_told_so(ask, colour):
    told, *_ = in_a_room(np.concatenate([each.samples for each in sentences()]), colour, -28)
    assert ask(ENDS, told)[1] == ["noisy"]


@pytest.mark.parametrize("loudness", [-66, -52])
def test_whoever_speaks_at_once_is_heard(ask, loudness):
    for sentence in sentences():
        told, begins, ends = in_a_room(sentence.samples, "brown", loudness, lead=0)
        assert any(is_speech for _, is_speech in ask(HEARS, told)[begins:ends])


@pytest.mark.parametrize(("colour", "loudness"), ROOMS)
@pytest.mark.parametrize("pause", [0.3, 1.0])
def test_hands_free_waits_through_pauses_and_then_ends(ask, colour, loudness, pause):
    told, _, ends = in_a_room(np.concatenate([each.samples for each in sentences(pause=pause)]), colour, loudness)
    ended, problems = ask(ENDS, told)
    last_word = ends - pause * A_SECOND
    assert last_word + 120 <= ended <= last_word + 420
    assert problems == []


@pytest.mark.parametrize("pause", [0.2, 0.4])
def test_a_recording_without_a_long_pause_is_cut_between_two_words(ask, pause):
    """Of twenty, at most one goes through a word."""
    chance, known, through = np.random.default_rng(5), sentences(USUAL, pause), 0
    for tried in range(20):
        said, words, at = [], [], -chance.uniform(0, 4)
        while at < 22:
            sentence = known[chance.integers(len(known))]
            said.append(sentence.samples)
            words += [(at + begins, at + ends) for begins, ends in sentence.words]
            at += sentence.seconds
        whole = np.concatenate(said)[-round(22 * RATE) :]
        shift = at - 22
        cut = ask(CUTS, levels(whole + room(22, (-70, -60, -52)[tried % 3], ("pink", "brown")[tried % 2], tried))) + shift
        assert 11.8 <= cut - shift <= 20
        through += any(begins + 0.06 < cut < ends - 0.06 for begins, ends in words)
    assert through <= 1

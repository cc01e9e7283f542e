"""The parts of the room by voice that need no room: the gate hears recordings, patience learns pauses, turns follow their table."""

import base64

import numpy as np
import pytest

from ai.testing.tones import say as tones
from tests.browser.microphones import RATE, cough, hum, noise, quiet, sounding

# Decodes a recording as the room's meter does, and tells when the gate is open and when it takes the sound for speech.
GATE = """async (recordings) => {
  const { makeGate, FRAME_MS } = await import("/static/js/voice/gate.js");
  const gate = makeGate();
  const context = new OfflineAudioContext(1, 1, 48000);
  const told = [];
  for (const recording of recordings) {
    const bytes = Uint8Array.from(atob(recording), (letter) => letter.charCodeAt(0));
    const samples = (await context.decodeAudioData(bytes.buffer)).getChannelData(0);
    const frame = 48000 * FRAME_MS / 1000;
    for (let at = 0; at + frame <= samples.length; at += frame) {
      let power = 0;
      for (let i = at; i < at + frame; i += 1) power += samples[i] * samples[i];
      told.push(gate.hear(10 * Math.log10(power / frame + 1e-12)));
    }
  }
  return told;
}"""
FRAMES = 100  # a second


@pytest.fixture
def hears(page, server):
    """Says, for each ten milliseconds of recordings one after the other, what the gate thinks."""
    page.goto(f"{server}/livez")

    def hear(*recordings: bytes) -> list[dict]:
        return page.evaluate(GATE, [base64.b64encode(each).decode() for each in recordings])

    return hear


def speech(text: str, loudness: float = 1.0, around: float = 0.0005) -> bytes:
    """Speech-like tones in a room that is never quite silent."""
    samples = np.concatenate(list(tones(text, RATE)))
    return sounding(samples * loudness + np.random.default_rng(4).normal(0, around, len(samples)))


LONG = "I looked at the plan of the query first, and at what it read from the disk, and then at what had changed the night before."


def open_part(told: list[dict]) -> float:
    return sum(each["isOpen"] for each in told) / len(told)


def test_speech_opens_the_gate_within_a_tenth_of_a_second_and_silence_shuts_it(hears):
    told = hears(quiet(1), speech(LONG), quiet(1))
    first = next(at for at, each in enumerate(told) if each["isOpen"])
    assert FRAMES <= first <= FRAMES + 10
    said = told[first:-FRAMES]
    # Not once shut between the words.
    assert open_part(said) == 1
    assert not any(each["isOpen"] for each in told[-60:])


@pytest.mark.parametrize("loudness", [0.1, 1.0])
def test_whoever_speaks_softly_is_heard_too(hears, loudness):
    told = hears(quiet(1), speech(LONG, loudness))
    assert open_part(told[FRAMES + 10 :]) == 1
    assert told[-1]["isSpeech"]


@pytest.mark.parametrize("sound", [hum(6, 0.05), noise(6, 0.02)], ids=["hum", "fan"])
def test_what_is_steady_is_soon_taken_for_noise_and_speech_stands_out_of_it(hears, sound):
    told = hears(quiet(1), sound)
    assert not any(each["isOpen"] for each in told[-2 * FRAMES :])


def test_speech_over_a_fan_is_heard(hears):
    told = hears(noise(4, 0.01), speech(LONG, 1.0, 0.01), noise(2, 0.01))
    said = told[4 * FRAMES + 10 : -2 * FRAMES]
    assert open_part(said) == 1
    assert not any(each["isOpen"] for each in told[-FRAMES:])


def test_a_cough_is_sound_and_no_speech(hears):
    told = hears(quiet(1), cough(), quiet(1))
    assert any(each["isOpen"] for each in told)
    assert not any(each["isSpeech"] for each in told)
    assert not any(each["isOpen"] for each in told[-30:])


def test_mhm_is_no_speech_and_a_sentence_is(hears):
    assert not any(each["isSpeech"] for each in hears(quiet(1), speech("mhm m"), quiet(1)))
    assert any(each["isSpeech"] for each in hears(quiet(1), speech("Wait, one moment"), quiet(1)))


def test_silence_is_silence(hears):
    assert not any(each["isOpen"] for each in hears(quiet(5)))
    assert not any(each["isOpen"] for each in hears(sounding(np.zeros(2 * RATE))))


CUT = """async (levels) => {
  const { makeCut } = await import("/static/js/voice/cut.js");
  const cut = makeCut(400);
  return levels.findIndex((level, at) => cut.hear(level, at * 10));
}"""


def spoken(seconds: float = 21, every: float = 0.7, between: float = 0.08) -> list[float]:
    """Words one after the other without a pause, and how loud it is between them."""
    return [-50.0 if (at / FRAMES) % every < between else -20.0 for at in range(round(seconds * FRAMES))]


def test_a_recording_without_a_pause_is_cut_between_two_words_of_its_last_eight_seconds(page, server):
    page.goto(f"{server}/livez")
    levels = spoken()
    at = page.evaluate(CUT, levels)
    assert 15 * FRAMES < at < 19 * FRAMES
    # What is recorded comes later than it is heard by so much.
    assert levels[at - 40] == -50


def test_where_it_is_never_quiet_the_least_loud_will_do_and_at_twenty_seconds_anything(page, server):
    page.goto(f"{server}/livez")
    louder = [level + 8 * (level == -50.0 and at >= 15 * FRAMES) for at, level in enumerate(spoken())]
    at = page.evaluate(CUT, louder)
    assert 18 * FRAMES < at < 20 * FRAMES
    assert louder[at - 40] == -42
    assert page.evaluate(CUT, [-50.0] * 12 * FRAMES + [-20.0] * 9 * FRAMES) == 20 * FRAMES


def test_patience_follows_the_pauses_of_whoever_speaks(page, server):
    page.goto(f"{server}/livez")
    waits = page.evaluate(
        """async () => {
          const { makePatience } = await import("/static/js/voice/patience.js");
          const after = (...pauses) => { const patience = makePatience(); pauses.forEach(patience.learn); return patience.ms(); };
          return [after(), after(...Array(20).fill(400)), after(...Array(20).fill(2200)), after(100, 60000), after(...Array(24).fill(11000))];
        }"""
    )
    first, quick, slow, unmoved, longest = waits
    assert quick < first < slow
    assert first == unmoved
    assert longest == 4000
    assert all(1200 <= each <= 4000 for each in waits)


# A voice that breaks off half a second into a sentence, after one that is whole. Returns what is told of it.
BREAKS = """async () => {
  const { makePlayer } = await import("/static/js/voice/player.js");
  const rate = 24000;
  const wav = (seconds, more = 0) => {
    const bytes = new Uint8Array(44 + 2 * seconds * rate);
    const view = new DataView(bytes.buffer);
    [..."RIFF....WAVEfmt ....................data...."].forEach((letter, at) => (bytes[at] = letter.charCodeAt(0)));
    view.setUint32(16, 16, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, rate, true);
    view.setUint16(34, 16, true);
    view.setUint32(40, 2 * rate * (seconds + more), true);
    return bytes;
  };
  let asked;
  const sound = (bytes, fails) => new ReadableStream({
    pull: (to) => { if (!asked) { asked = true; to.enqueue(bytes); } else if (fails) to.error(new Error("broke off")); else to.close(); },
  });
  window.fetch = async (url) => {
    asked = false;
    return new Response(url === "whole" ? sound(wav(0.3)) : sound(wav(0.5, 3), true), { headers: { "Content-Type": "audio/wav" } });
  };
  const context = new AudioContext();
  await context.resume();
  const sentence = (n, url) => ({ n, url, text: "Where did you learn to do this so well?" });
  return (sentences) => new Promise((resolve) => {
    const player = makePlayer({ context, language: "en", told: { begins: () => {}, by: () => {}, progress: () => {}, said: resolve, unheard: resolve } });
    player.say(1, sentences.map((url, at) => sentence(at + 1, url)), true);
  });
}"""


def said_of(page, *sentences: str) -> dict:
    return page.evaluate(f"async (sentences) => (await ({BREAKS})())(sentences)", sentences)


def test_a_sentence_that_breaks_off_counts_as_far_as_it_was_heard(page, server):
    page.goto(f"{server}/livez")
    page.mouse.click(5, 5)
    heard = said_of(page, "whole", "broken")
    assert (heard["turn"], heard["sentence"], heard["whole"]) == (1, 2, False)
    assert heard["ms"] == pytest.approx(500, abs=20)
    assert said_of(page, "broken", "whole")["whole"] is True


# What quality finds in levels, [decibels, samples cut off] for each ten milliseconds, above this noise.
QUALITY = """async ([noise, frames]) => {
  const { makeQuality } = await import("/static/js/voice/quality.js");
  const quality = makeQuality();
  for (const [level, cut] of frames) quality.hear({ level, cut }, true, noise);
  for (let at = 0; at < 300; at += 1) quality.hear({ level: noise, cut: 0 }, false, noise);
  return [quality.taken(), quality.taken()];
}"""


@pytest.mark.parametrize(
    ("noise", "frames", "problems"),
    [
        (-70, [(-25, 0)] * 200, []),
        (-70, [(-48, 0)] * 200, ["quiet"]),
        # Loud in a few places is still quiet.
        (-70, [(-48, 0)] * 160 + [(-20, 0)] * 40, ["quiet"]),
        (-70, [(-6, 0)] * 190 + [(-2, 20)] * 10, ["clipped"]),
        (-70, [(-6, 0)] * 196 + [(-2, 20)] * 4, []),
        (-40, [(-32, 0)] * 200, ["noisy"]),
        (-40, [(-20, 0)] * 200, []),
        # Too little to say anything.
        (-40, [(-48, 20)] * 50, []),
        (-70, [], []),
    ],
)
def test_what_is_wrong_with_a_sound_is_found_and_nothing_in_a_clean_one(page, server, noise, frames, problems):
    page.goto(f"{server}/livez")
    # What was told is not told again.
    assert page.evaluate(QUALITY, [noise, frames]) == [problems, []]


# What attention makes of sounds one after the other: [decibels, seconds], or what is done meanwhile.
ATTENTION = """async (happens) => {
  const { makeAttention } = await import("/static/js/voice/attention.js");
  const told = [];
  const attention = makeAttention({
    keeping: { chosen: () => undefined, choose: () => {} },
    told: Object.fromEntries(["first", "none", "still", "goesOn"].map((name) => [name, () => told.push(name)])),
  });
  attention.begin(false);
  attention.goOn();
  const left = happens.map((each) => {
    if (typeof each === "string") attention[each](true);
    // What is quite steady would be taken for noise.
    else for (let at = 0; at < 100 * each[1]; at += 1) attention.hear([{ level: each[0] - (at % 20 < 10 ? 12 : 0), cut: 0 }], true);
    return attention.left() === Infinity ? "ever" : attention.left();
  });
  return { left, told };
}"""
SPEAKS, COUGHS, THINKS = [-20, 2], [-20, 0.3], [-70, 5]


def attends(page, server, *happens) -> dict:
    page.goto(f"{server}/livez")
    return page.evaluate(ATTENTION, happens)


def test_a_silence_ends_an_answer(page, server):
    found = attends(page, server, [-70, 1], SPEAKS, THINKS)
    assert found["left"][1] > 1000
    assert found["left"][2] < 0
    assert found["told"] == ["first"]


@pytest.mark.parametrize("interruption", ["interrupt", "goOn", "begin"])
def test_after_an_interruption_no_silence_ends_an_answer_before_they_speak_again(page, server, interruption):
    found = attends(page, server, [-70, 1], SPEAKS, [-70, 0.5], interruption, THINKS, COUGHS, THINKS, SPEAKS, THINKS)
    assert found["left"][3:7] == ["ever"] * 4
    assert found["left"][7] > 1000
    assert found["left"][8] < 0
    assert found["told"] == ["first", "goesOn"]


def test_whoever_says_nothing_more_after_an_interruption_is_told_once_how_to_go_on(page, server):
    found = attends(page, server, [-70, 1], SPEAKS, "interrupt", THINKS, THINKS, THINKS, SPEAKS)
    assert found["told"] == ["first", "still", "goesOn"]


def test_what_was_said_just_before_an_interruption_is_no_speech_after_it(page, server):
    assert attends(page, server, [-70, 1], SPEAKS, "interrupt", [-70, 0.1])["left"][-1] == "ever"


ASKED = """async (steps) => {
  const { makeAsked } = await import("/static/js/voice/asked.js");
  const asked = makeAsked({ keeping: { choose: () => {}, chosen: () => "3.1" }, language: "en", way: () => ({}), told: {} });
  const sentence = (turn, n) => ({ turn, n, text: `${n}.`, url: `/${turn}/${n}` });
  const painting = (turn, speaks, n) => ({
    said: `${turn}.1`, turn, speaks, text: "", speed: 100, sentences: Array.from({ length: n }, (_, at) => sentence(speaks, at + 1)),
  });
  return steps.map(([what, ...values]) => {
    const is = what === "comes" ? asked.comes(sentence(...values)) : asked.shown(painting(...values));
    return { is, isDue: asked.isDue(), isWhole: asked.isWhole() };
  });
}"""


def test_a_sentence_is_said_before_its_painting_and_what_was_painted_before_takes_nothing_back(page, server):
    page.goto(f"{server}/livez")
    steps = [
        ["shown", 3, 3, 2],  # heard, and answered
        ["comes", 4, 1],
        ["shown", 3, 3, 2],  # painted before it, and late
        ["comes", 4, 1],  # again
        ["comes", 4, 3],  # not the next one: a painting brings all
        ["comes", 4, 2],
        ["shown", 3, 4, 1],  # painted before the second, and late
        ["comes", 4, 3],
        ["comes", 3, 3],  # of a turn that is over
        ["shown", 3, 4, 3],
        ["shown", 4, 4, 4],
        ["comes", 4, 5],  # after the whole of it was painted
    ]
    found = page.evaluate(ASKED, steps)
    assert [each["is"] for each in found] == [None, True, None, False, False, True, None, True, False, None, None, False]
    assert [each["isDue"] for each in found] == [False, *[True] * 11]
    assert [each["isWhole"] for each in found] == [True, *[False] * 9, True, True]


def test_each_event_leads_from_each_state_to_one_that_there_is(page, server):
    page.goto(f"{server}/livez")
    states, reached = page.evaluate(
        """async () => {
          const { after } = await import("/static/js/voice/turns.js");
          const states = ["closed", "waiting", "speaking", "ready", "listening", "ending", "moment"];
          const events = ["opened", "asked", "mine", "said", "answerNow", "bargedIn", "gone", "pressed", "released", "done", "way", "sent", "goOn", "closed", "moment"];
          const reached = [];
          for (const state of states) for (const event of events) for (const way of ["done", "hold", "free"])
            for (const isHeld of [true, false]) for (const isMine of [true, false])
              reached.push([state, event, isMine, after(state, event, { way, isHeld, isMine })]);
          return [states, reached];
        }"""
    )
    assert {to for *_, to in reached} == set(states)
    # The microphone opens by nothing but its own event, and nobody is recorded out of turn.
    assert {to for state, event, _, to in reached if state == "closed" and event != "opened"} == {"closed"}
    entered = {(state, event) for state, event, is_mine, to in reached if to == "listening" and state != "listening" and not is_mine}
    assert entered <= {("ready", "pressed"), ("speaking", "bargedIn")}
    assert all(to == "closed" for _, event, _, to in reached if event == "closed")


def test_slower_is_longer_and_not_lower(page, server):
    page.goto(f"{server}/livez")
    lasts, pitch = page.evaluate(
        """async () => {
          const { stretched } = await import("/static/js/voice/stretch.js");
          const rate = 24000;
          const crossings = (samples) => samples.reduce((sum, each, at) => sum + (at && samples[at - 1] < 0 && each >= 0 ? 1 : 0), 0) / (samples.length / rate);
          const tone = Float32Array.from({ length: 2 * rate }, (_, at) => Math.sin(2 * Math.PI * 220 * at / rate));
          const slow = stretched(tone, rate, 1.25);
          return [slow.length / tone.length, crossings(slow) / crossings(tone)];
        }"""
    )
    assert lasts == pytest.approx(1.25, abs=0.05)
    assert pitch == pytest.approx(1, abs=0.03)

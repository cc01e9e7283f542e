"""Microphones for a browser: what is heard is said by whoever runs the test, when they say so.

Chromium's own fake device plays one file from the moment it is opened, whoever listens or not. So `getUserMedia` gives the sound of
a desk here, on which recordings are played; everything behind it is the page's own.
"""

import base64
import io
import wave

import numpy as np

from ai.testing import recording
from ai.testing.tones import say as tones

RATE = 24_000

DESK = """
(() => {
  let context, desk, open = [];
  // A rumble at −48 dB or so, that goes up and down as such noise does: the same in each run.
  const ventilator = (out) => {
    const { sampleRate } = context;
    const buffer = context.createBuffer(1, 10 * sampleRate, sampleRate);
    const samples = buffer.getChannelData(0);
    let seed = 1;
    const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (let at = 1; at < samples.length; at += 1) samples[at] = 0.99 * samples[at - 1] + 0.001 * (2 * chance() - 1);
    const source = new AudioBufferSourceNode(context, { buffer, loop: true });
    source.connect(out);
    source.start();
  };
  const plug = () => {
    context ??= new AudioContext();
    desk ??= new GainNode(context);
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    desk.connect(out);
    // Without a source that runs, a recorder has nothing to record.
    const ground = new ConstantSourceNode(context, { offset: 0 });
    ground.connect(out);
    ground.start();
    if (window.isNoisy) ventilator(out);
    open.push(...out.stream.getAudioTracks());
    return out.stream;
  };
  const wanted = { refuse: "", asked: 0 };
  const permission = Object.assign(new EventTarget(), { state: "granted" });
  navigator.permissions.query = async () => permission;
  // Below 64 kbit/s Opus takes our tones for speech and for music by turns, and crackles where it changes its mind.
  const Recorder = window.MediaRecorder;
  window.MediaRecorder = class extends Recorder {
    constructor(stream, options) {
      super(stream, { ...options, audioBitsPerSecond: 96_000 });
    }
  };
  const devices = navigator.mediaDevices;
  const chromiums = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wishes) => {
    // Its fake camera serves.
    if (wishes.video) return chromiums(wishes);
    wanted.asked += 1;
    if (wanted.refuse) throw new DOMException("refused", wanted.refuse);
    return plug();
  };
  window.desk = {
    wanted,
    say: async (encoded) => {
      await context.resume();
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      const buffer = await context.decodeAudioData(bytes.buffer);
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(desk);
      const ended = new Promise((resolve) => (source.onended = resolve));
      source.start();
      await ended;
    },
    permission,
    // As by a call.
    take: (is) => {
      for (const track of open) track.dispatchEvent(new Event(is ? "mute" : "unmute"));
    },
    forbid: () => {
      permission.state = "denied";
      permission.dispatchEvent(new Event("change"));
    },
    hide: (is) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (is ? "hidden" : "visible") });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    sleep: (ms) => {
      const now = Date.now;
      Date.now = () => now() + ms;
    },
    unplug: (refuse = "") => {
      wanted.refuse = refuse;
      for (const track of open.splice(0)) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
    },
  };
})();
"""


def give_microphone(page) -> None:
    page.add_init_script(DESK)


def say(page, text: str) -> None:
    """Into the page's microphone. Returns when it is said, and breath is drawn."""
    play(page, in_a_row(recording(text, "wav"), quiet(0.3)))


def play(page, sound: bytes) -> None:
    page.evaluate("(sound) => window.desk.say(sound)", base64.b64encode(sound).decode())


def softly(text: str, loudness: float) -> bytes:
    return sounding(loudness * np.concatenate(list(tones(text, RATE))))


def quiet(seconds: float) -> bytes:
    """A recording of nobody, with the little noise that every room has."""
    return sounding(np.random.default_rng(1).normal(0, 0.0005, int(seconds * RATE)))


def noise(seconds: float, loudness: float) -> bytes:
    return sounding(np.random.default_rng(2).normal(0, loudness, int(seconds * RATE)))


def hum(seconds: float, loudness: float) -> bytes:
    time = np.arange(int(seconds * RATE)) / RATE
    return sounding(loudness * (np.sin(2 * np.pi * 100 * time) + 0.3 * np.sin(2 * np.pi * 300 * time)))


def cough() -> bytes:
    """A burst that dies away within a third of a second, and a smaller one."""
    time = np.arange(int(0.35 * RATE)) / RATE
    burst = np.random.default_rng(3).normal(0, 0.3, len(time)) * np.exp(-time * 14)
    return sounding(burst)


def sounding(samples) -> bytes:
    """As a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def in_a_row(*recordings: bytes) -> bytes:
    """One WAV file of several."""
    frames = []
    for each in recordings:
        with wave.open(io.BytesIO(each)) as file:
            frames.append(np.frombuffer(file.readframes(file.getnframes()), "<i2"))
    return sounding(np.concatenate(frames) / 32767)

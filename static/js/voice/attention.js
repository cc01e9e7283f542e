// What is heard of somebody who may be answering: whether there was sound, whether it was speech, and how long it has been silent.
//
// Silence is counted by what was heard and not by a clock: a page that slept or stood still has heard none. And whoever was
// interrupted in mid-answer may think for as long as they like: only once they spoke again does a silence mean anything.

import { FRAME_MS, makeGate } from "./gate.js";
import { LONGEST_MS, makePatience } from "./patience.js";
import { makeQuality } from "./quality.js";

// So long without a sound, and something may be wrong with their microphone.
const NOTHING_MS = 20_000;
// So long after an interruption, and they may have finished before it.
const STILL_MS = 10_000;

// `told.first()`: the first sound of an answer; `told.none()`: there is none yet, and that is long; `told.still()`: nothing was said
// since they were interrupted, and that is long; `told.goesOn()`: they speak again.
export const makeAttention = ({ keeping, told }) => {
  const gate = makeGate();
  const quality = makeQuality();
  const patience = makePatience(keeping.chosen("pauses") ?? []);
  // Of this answer.
  let hasSound = false;
  // Since they were let speak, or speak on.
  let hasSpeech = false;
  let isInterrupted = false;
  let isMissed = false;
  let silence = 0;

  const goOn = () => {
    hasSpeech = isMissed = false;
    isInterrupted = hasSound;
    silence = 0;
  };

  const hearSound = () => {
    if (hasSound && !isInterrupted) patience.learn(silence);
    silence = 0;
    if (hasSound) return;
    hasSound = true;
    told.first();
  };

  const hearSpeech = () => {
    hasSpeech = true;
    if (!isInterrupted) return;
    isInterrupted = false;
    told.goesOn();
  };

  const hearNothing = () => {
    silence += FRAME_MS;
    if (isMissed || (hasSound && !isInterrupted) || silence < (hasSound ? STILL_MS : NOTHING_MS)) return;
    isMissed = true;
    if (hasSound) told.still();
    else told.none();
  };

  return {
    // Some frames of sound; `isTheirs`: the answer is being spoken. Returns what the gate says of the last one.
    hear: (frames, isTheirs) => {
      let now;
      for (const frame of frames) {
        now = gate.hear(frame.level);
        quality.hear(frame, now.isOpen && isTheirs, gate.noise());
        if (!isTheirs) continue;
        if (now.isOpen) hearSound();
        else hearNothing();
        if (now.isSpeech) hearSpeech();
      }
      return now;
    },
    hasSound: () => hasSound,
    silence: () => (hasSound ? silence : 0),
    // So much longer silence is waited for. A short word may have been a cough, and a cough is no answer.
    left: () => (isInterrupted ? Infinity : (hasSpeech ? patience.ms() : 2 * LONGEST_MS) - silence),
    // Another answer, of which something may be there.
    begin: (isBegun) => {
      hasSound = isBegun;
      goOn();
    },
    goOn,
    // In the middle of it something else came, and what was heard before it is past.
    interrupt: () => {
      gate.forget();
      goOn();
    },
    forget: gate.forget,
    problems: quality.taken,
    keep: () => keeping.choose("pauses", patience.known()),
  };
};
